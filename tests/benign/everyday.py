"""What healthy organisations do as well, and hunts therefore find: the price of a hunt, written down.

A hunt is for a person to look at. These are its known false alarms with this feed's release, by
log source; alert rules, lists and policies may not find them either.
"""

from __future__ import annotations

from tests.emitters.sigma.pull_events import Event

EVENTS: dict[str, list[Event]] = {
    "file_event/linux": [
        # Files that malicious versions of a package changed stand in every version.
        {"TargetFilename": "/srv/venv/lib/python3.12/site-packages/telnyx/_client.py"},
        {"TargetFilename": "/srv/venv/lib/python3.12/site-packages/xinference/__init__.py"},
        # A plugin's file has no version in its name.
        {"TargetFilename": "/var/lib/jenkins/plugins/checkmarx-ast-scanner.jpi"},
        {"TargetFilename": "/srv/app/kube.py"},
        {"TargetFilename": "/srv/app/.github/workflows/format-check.yml"},
    ],
    "file_event/windows": [
        {"TargetFilename": "C:\\Program Files\\Jenkins\\plugins\\checkmarx-ast-scanner.jpi"},
    ],
    # Repositories of two words and a number.
    "github/audit": [{"action": "repo.create", "actor": "ada", "repo": "acme/data-pipeline-2"}],
    "kubernetes/audit": [{
        "verb": "create", "objectRef.resource": "pods", "objectRef.namespace": "kube-system",
        "objectRef.name": "node-setup-x7",
    }],
    "linux/auditd": [{"type": "SERVICE_START", "unit": "sysmon", "comm": "systemd"}],
    "process_creation/linux": [
        {"Image": "/usr/bin/pgrep", "CommandLine": "pgrep -f Runner.Listener"},
        {"Image": "/usr/bin/kubectl", "CommandLine": "kubectl get secrets --all-namespaces -o json"},
        {"Image": "/usr/bin/wg", "CommandLine": "wg showconf all"},
        # Sysinternals' Sysmon for Linux is a service of this name.
        {"Image": "/usr/bin/systemctl", "CommandLine": "systemctl start sysmon"},
    ],
    "process_creation/windows": [
        {"Image": "C:\\Windows\\System32\\cmd.exe", "CommandLine": 'cmd.exe /d /s /c "gh auth token"'},
    ],
}  # fmt: skip
"""By Sigma's log source."""
