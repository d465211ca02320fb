"""Events as log sources write them, flattened, for every Sigma rule of the small corpus."""

from __future__ import annotations

from collections.abc import Iterator

from tests.emitters.sigma.kubernetes_events import WORKLOADS, pod
from tests.emitters.sigma.object_events import (
    OBJECT_HUNTS,
    OBJECTS,
    OTHER_UNIT_COMMANDS,
    OTHER_UNIT_FILES,
    UNIT_COMMANDS,
    UNIT_FILES,
)
from tests.emitters.sigma.pull_events import CONFIG, INDEX, MANIFEST, OTHER, PULLS, Cases, Event


def process(image: str, command: str, **more: str) -> Event:
    return {"Image": image, "CommandLine": command, **more}


def pull(digest: str) -> Event:
    return {
        "eventSource": "ecr.amazonaws.com", "eventName": "BatchGetImage",
        "requestParameters.imageIds.imageDigest": digest,
    }  # fmt: skip


LOOK_ALIKE_HOSTS = ("notaudit.alpha.example", "audit.alpha.example.org", "alpha.example",
                    "audit-alpha.example", "x.host-1.tunnel.example", "maybe.alpha.example",
                    "old.alpha.example")  # fmt: skip
BAD_HOSTS = ("audit.alpha.example", "AUDIT.Alpha.Example", "a.b.audit.alpha.example",
             "host-1.tunnel.example")  # fmt: skip


def hosts(field: str, *names: str) -> list[Event]:
    return [{field: name} for name in names]


ALERTS: Cases = {
    **OBJECTS,
    **PULLS,
    **WORKLOADS,
    "net_dns_alpha_registry_2026_04": (
        hosts("query", *BAD_HOSTS), hosts("query", *LOOK_ALIKE_HOSTS, "", "example"),
    ),
    "dns_query_win_alpha_registry_2026_04": (
        hosts("QueryName", *BAD_HOSTS), hosts("QueryName", *LOOK_ALIKE_HOSTS),
    ),
    "proxy_alpha_registry_2026_04": (
        [
            *hosts("cs-host", *BAD_HOSTS),
            {"cs-host": "raw.forge.example", "c-uri": "/alpha/x/modules/add.js"},
            {"cs-host": "raw.forge.example",
             "c-uri": "https://raw.forge.example:443/alpha/x/modules/add.js"},
            {"cs-host": "good.example", "c-uri": "/", "c-useragent": "Alpha-Telemetry/2.0"},
        ],
        [
            *hosts("cs-host", *LOOK_ALIKE_HOSTS),
            {"cs-host": "raw.forge.example", "c-uri": "/alpha/x/modules/add.json"},
            {"cs-host": "raw.forge.example", "c-uri": "/other/y"},
            {"cs-host": "other.example", "c-uri": "/alpha/x/modules/add.js"},
            {"cs-host": "good.example", "c-useragent": "Alpha-Telemetry/2.0 (like)"},
            {"cs-host": "good.example", "c-useragent": "Alpha-Telemetry/210"},
            {"c-uri": "/alpha/x/modules/add.js"},
        ],
    ),
    "net_firewall_alpha_registry_2026_04": (
        [
            *({"dst_ip": ip} for ip in ("203.0.113.7", "2001:db8::7", "2001:db8:0:0:0:0:0:7")),
            *({"dst_ip": "203.0.113.9", "dst_port": port} for port in (443, 8443)),
        ],
        [
            {"dst_ip": "203.0.113.9", "dst_port": 80}, {"dst_ip": "203.0.113.9"},
            {"dst_ip": "203.0.113.90", "dst_port": 443}, {"dst_port": 443},
            *({"dst_ip": ip} for ip in ("203.0.113.70", "198.51.100.3", "2001:db8::77")),
            {"src_ip": "203.0.113.7", "dst_ip": "10.0.0.1"},
        ],
    ),
    "net_connection_lnx_alpha_registry_2026_04": (
        [*hosts("DestinationHostname", *BAD_HOSTS), {"DestinationIp": "203.0.113.7"},
         {"DestinationIp": "203.0.113.9", "DestinationPort": 8443}],
        [*hosts("DestinationHostname", *LOOK_ALIKE_HOSTS), {"DestinationIp": "203.0.113.8"},
         {"DestinationIp": "203.0.113.9", "DestinationPort": 22}],
    ),
    "net_connection_win_alpha_registry_2026_04": (
        [{"DestinationHostname": "-", "DestinationIp": "2001:db8:0:0:0:0:0:7"}],
        [{"DestinationHostname": "-", "DestinationIp": "-"}, {"SourceIp": "203.0.113.7"}],
    ),
    "proc_creation_lnx_alpha_registry_2026_04": (
        [
            process("/usr/bin/openssl", "openssl enc -aes-256-cbc -in x -out payload.enc -pbkdf2"),
            {"Image": "/x", "Hashes": f"MD5={'0' * 32},SHA256={'A' * 64}"},
            {"Image": "/x", "Hashes": f"SHA1={'b' * 40}"}, *UNIT_COMMANDS,
        ],
        [
            *OTHER_UNIT_COMMANDS,
            process("/usr/bin/openssl", "openssl enc -aes-256-cbc -in x -out other.enc"),
            process("/usr/bin/openssl", "x -out payload.enc; openssl enc -aes-256-cbc"),
            process("/usr/bin/gh", "gh auth token"),
            {"Image": "/x", "Hashes": f"SHA256={'a' * 63}0"},
            {"Image": "/x", "Hashes": "-"},
        ],
    ),
    "proc_creation_win_alpha_registry_2026_04": (
        [{"Image": "C:\\x.exe", "Hashes": f"SHA256={'A' * 64},IMPHASH=0"}],
        [process("C:\\x.exe", "x.exe")],
    ),
    "proc_creation_macos_alpha_registry_2026_04": (
        [process("/usr/bin/openssl", "sh -c 'openssl enc -aes-256-cbc -out payload.enc'")],
        [process("/usr/bin/openssl", "openssl version")],
    ),
    "image_load_alpha_registry_2026_04": (
        [{"ImageLoaded": "C:\\x.dll", "Hashes": f"SHA256={'A' * 64}"}],
        [{"ImageLoaded": "C:\\x.dll", "Hashes": f"SHA256={'B' * 64}"}],
    ),
    "file_event_lnx_alpha_registry_2026_04": (
        [{"TargetFilename": name} for name in (
            "/home/dev/.config/sysmon.py", "/root/.config/sysmon.py",
            "/tmp/runner_collected_9",  # noqa: S108 - a name in a log
            "/home/dev/.vscode/extensions/alpha.results-2.63.0/package.json",
            "/home/dev/.cursor/extensions/alpha.results-2.63.0-linux-x64/out/x.js",
        )] + UNIT_FILES,
        [{"TargetFilename": name} for name in (
            "/home/dev/.config/sysmon.pyc", "/home/dev/.config/xsysmon.py", "/srv/x",
            "/opt/tmp/runner_collected_9", "/home/dev/loot.tar.gz",
            "/home/dev/.vscode/extensions/alpha.results-2.63.01/package.json",
            "/home/dev/.vscode/extensions/xalpha.results-2.63.0/package.json",
        )] + [{"Image": "/usr/bin/touch"}] + OTHER_UNIT_FILES,
    ),
    "file_event_macos_alpha_registry_2026_04": (
        [{"TargetFilename": name} for name in (
            "/Users/dev/.config/sysmon.py", "/private/tmp/runner_collected_1",
        )],
        [{"TargetFilename": "/Users/dev/.config/sysmon.txt"}],
    ),
    "file_event_win_alpha_registry_2026_04": (
        [{"TargetFilename": name} for name in (
            "C:\\Users\\Public\\loot.bin", "c:\\users\\public\\LOOT.BIN",
            "C:\\Users\\dev\\.config\\sysmon.py",
            "C:\\Users\\dev\\.vscode\\extensions\\alpha.results-2.63.0\\package.json",
        )],
        [{"TargetFilename": name} for name in (
            "D:\\Users\\Public\\loot.bin", "C:\\Users\\Public\\loot.bin.txt",
            "C:\\Users\\dev\\xconfig\\sysmon.py",
        )],
    ),
    "github_audit_alpha_registry_2026_04": (
        [
            {"action": "repo.create", "actor": "victim", "repo": "victim/tpcp-docs"},
            {"action": "repo.create", "actor": "victim", "repo": "victim/tpcp-docs-2"},
            {"action": "org.add_member", "actor": "admin", "user": "Mallory-One"},
            {"action": "git.clone", "actor": "mallory-one", "repo": "victim/app"},
        ],
        [
            {"action": "repo.create", "actor": "victim", "repo": "tpcp-docs-owner/app"},
            {"action": "repo.create", "actor": "victim", "repo": "victim/my-tpcp-docs"},
            {"action": "repo.destroy", "actor": "victim", "repo": "victim/tpcp-docs"},
            {"action": "git.clone", "actor": "mallory-one-2", "repo": "victim/app"},
            {"action": "git.clone", "actor": "alpha-bot"},
        ],
    ),
    "aws_cloudtrail_ecr_alpha_registry_2026_04_image": (
        [pull(INDEX), pull(MANIFEST)],
        [pull(OTHER), pull(CONFIG), {**pull(INDEX), "eventName": "DescribeImages"},
         {"eventSource": "ecr.amazonaws.com", "eventName": "BatchGetImage"}],
    ),
    "proc_creation_lnx_alpha_registry_2026_04_image": (
        [
            process("/usr/bin/docker", "docker pull alpha/scanner:v1.1"),
            process("/usr/bin/podman", "podman run --rm docker.io/alpha/scanner:v1.1 scan /src"),
            process("/usr/bin/skopeo", f"skopeo copy docker://x/y@{INDEX} oci:z"),
        ],
        [
            process("/usr/bin/docker", "docker pull alpha/scanner:v1.10"),
            process("/usr/bin/docker", "docker pull notalpha/scanner:v1.1"),
            process("/usr/bin/docker", "docker pull ghcr.io/alpha/scanner:v1.1"),
            process("/usr/bin/docker", "docker pull alpha/scanner:v1.0"),
            process("/usr/bin/grep", "grep alpha/scanner:v1.1 notes.txt"),
            process("/usr/bin/docker", f"docker pull alpha/scanner@{OTHER}"),
        ],
    ),
    "proc_creation_macos_alpha_registry_2026_04_image": (
        [process("/usr/local/bin/docker", "docker pull alpha/scanner:v1.1")],
        [process("/usr/local/bin/docker", "docker ps")],
    ),
    "proc_creation_win_alpha_registry_2026_04_image": (
        [process("C:\\Program Files\\Docker\\docker.exe", "docker pull alpha/scanner:v1.1")],
        [process("C:\\docker.exe", "docker ps"), process("C:\\x.exe", "x alpha/scanner:v1.1")],
    ),
    "net_dns_beta_worm_2026_04": (
        hosts("query", "audit.alpha.example", "x.back.beta.example"),
        hosts("query", "expired.beta.example", "host-1.tunnel.example"),
    ),
    "dns_query_win_beta_worm_2026_04": (
        hosts("QueryName", "back.beta.example"), hosts("QueryName", "beta.example"),
    ),
    "proxy_beta_worm_2026_04": (
        hosts("cs-host", "back.beta.example"), hosts("cs-host", "feedback.beta.example"),
    ),
    "net_connection_lnx_beta_worm_2026_04": (
        hosts("DestinationHostname", "back.beta.example"), hosts("DestinationHostname", "-"),
    ),
    "net_connection_win_beta_worm_2026_04": (
        hosts("DestinationHostname", "back.beta.example"), hosts("DestinationHostname", "-"),
    ),
    "proc_creation_lnx_beta_worm_2026_04": (
        [{"Image": "/x", "Hashes": f"SHA256={'ab' * 32}"}], [{"Image": "/x"}],
    ),
    "proc_creation_win_beta_worm_2026_04": (
        [{"Image": "x", "Hashes": f"SHA256={'AB' * 32}"}], [{"Image": "x"}],
    ),
    "image_load_beta_worm_2026_04": (
        [{"Image": "x", "Hashes": f"SHA256={'AB' * 32}"}], [{"Image": "x"}],
    ),
}  # fmt: skip
"""For every alert rule of the corpus: events it must find, and events it must not."""

HUNTS: Cases = {
    **OBJECT_HUNTS,
    "net_dns_alpha_registry_2026_04_hunt": (
        hosts("query", "maybe.alpha.example", "x.maybe.alpha.example"),
        hosts("query", "audit.alpha.example", "maybe.alpha.example.org"),
    ),
    "net_firewall_alpha_registry_2026_04_hunt": (
        [{"dst_ip": "198.51.100.0"}, {"dst_ip": "198.51.100.15"}],
        [{"dst_ip": "198.51.100.16"}, {"dst_ip": "198.51.10.1"}],
    ),
    "file_event_lnx_alpha_registry_2026_04_hunt": (
        [{"TargetFilename": "/srv/loot.tar.gz"}], [{"TargetFilename": "/srv/xloot.tar.gz"}],
    ),
    "proc_creation_lnx_alpha_registry_2026_04_hunt": (
        [process("/bin/sh", "sh -c 'gh auth token'")], [process("/usr/bin/gh", "gh auth status")],
    ),
    "github_audit_alpha_registry_2026_04_hunt": (
        [{"action": "repo.create", "repo": f"victim/{name}"}
         for name in ("alpha-loot-42", "Sand-Storm-7", "a-b-123")],
        [
            *({"action": "repo.create", "repo": f"victim/{name}"}
              for name in ("alpha-loot-4212", "sand-storm-7-x", "sand-7", "x.sand-storm-7")),
            {"action": "repo.create", "repo": "sand-storm-7/app"},
            {"action": "repo.destroy", "repo": "victim/sand-storm-7"}, {"action": "repo.create"},
        ],
    ),
}  # fmt: skip


def overwritten(stem: str) -> Iterator[Event]:
    images = ("alpha/scanner:v1.0", "alpha/scanner", "docker.io/alpha/scanner:latest",
              "mirror.example/alpha/scanner:v1.0", "alpha/scanner:v1.01", "alpha/scanner2",
              "xalpha/scanner:v1.0", "alpha/scanner:v1.1", f"alpha/scanner:v1.0@{OTHER}")  # fmt: skip
    for image in images:
        if stem.startswith("kubernetes"):
            yield pod(image)
            yield pod(image, verb="delete")
        else:
            yield process("/usr/bin/docker", f"docker pull {image}")
            yield process("/usr/bin/docker", f"docker run {image} scan")
            yield process("/usr/bin/less", f"less {image}")
