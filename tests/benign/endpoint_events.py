"""Processes, files, libraries and connections of healthy workstations, runners and nodes."""

from __future__ import annotations

from collections.abc import Iterator

from tests.benign.draws import Draws
from tests.benign.listed import Listed
from tests.benign.names import neighbours, popular
from tests.benign.packages import dependencies
from tests.benign.pulls import YEAR, Pull, pulls
from tests.emitters.sigma.pull_events import Event

_COMMANDS = (
    "openssl version", "openssl enc -d -aes-256-cbc -in backup.enc -out backup.tar",
    "openssl rand -hex 32", "openssl req -new -key server.key -out server.csr",
    "openssl pkeyutl -verify -pubin -inkey cosign.pub -sigfile a.sig -in a",
    "curl -fsSL https://example.org/install.sh", "curl -X POST https://hooks.slack.com/services/T0/B0/x",
    "tar czf build.tar.gz dist", "kubectl get pods --all-namespaces -o wide",
    "kubectl get secret regcred -o yaml", "goreleaser release --clean", "goreleaser check",
    "gh auth status", "gh pr create --fill", "az account show", "gcloud auth list", "azd up",
    "pgrep -f nginx", "wg show", "systemctl daemon-reload", "systemctl restart docker.service",
    "systemctl --user enable --now podman.socket", "systemctl status sysstat.service",
    "systemctl start sysmond", "systemctl enable pgmond.service", "node dist/index.cjs", "node dist/env.cjs",
    "npm ci", "npm publish --dry-run", "pip install -r requirements.txt", "go build ./...",
    "python3 -m telnyx", "python3 -m litellm --port 4000", "trivy fs .", "kics scan -p .", "ps aux",
    "bun install", "git clone https://github.com/aquasecurity/trivy-action", "make test",
)  # fmt: skip
_FILES = (
    "~/.config/sysmon.conf", "~/.config/systemd/user/podman.socket", "~/.config/pgcli/config",
    "~/.cache/pip/http-v2/a/b/c", "~/.npm/_cacache/tmp/1a2b", "~/.docker/config.json", "~/.kube/config",
    "~/.checkmarx/cx.yaml", "~/.checkmarx/mcp/settings.json", "~/.vscode/extensions/extensions.json",
    "~/.vscode/extensions/ms-python.python-2024.20.0-linux-x64/package.json",
    "~/.vscode/extensions/checkmarx.ast-results-2.67.0/package.json",
    "~/.cursor/extensions/checkmarx.cx-dev-assist-1.18.0/package.json",
    *(f"/tmp/{name}" for name in ("pip-build-1/setup.py", "pglog.txt", "runner", "go-build1/exe/main")),  # noqa: S108 - in a log
    "/var/lib/pgmon/state.db", "/var/lib/postgresql/17/main/postgresql.conf",
    "/etc/systemd/system/sysmond.service", "/etc/systemd/system/multi-user.target.wants/docker.service",
    "/usr/lib/systemd/system/sysstat.service", "/usr/lib/python3/dist-packages/litellm/__init__.py",
    "/usr/lib/python3/dist-packages/litellm_init.py", "/usr/lib/python3/dist-packages/distutils-precedence.pth",
    "/srv/app/node_modules/lodash/index.js", "/srv/app/node_modules/mbt/install.js",
    "/srv/app/.github/workflows/ci.yml", "/srv/app/.github/workflows/format.yml", "/srv/app/setup.mjs",
    "/var/lib/jenkins/plugins/git.jpi", "/var/lib/jenkins/plugins/workflow-aggregator.jpi",
    "/srv/app/cmd/trivy/main.go", "/srv/app/results.json", "/srv/app/dist/bundle.js", "/srv/app/app.wav",
)  # fmt: skip
_DOCKERS = ("docker", "podman", "skopeo", "crane", "nerdctl", "crictl")


def endpoint_events(listed: Listed) -> dict[str, list[Event]]:
    """Events by Sigma's log source."""
    draws = Draws("endpoint events")
    linux = list(_processes(listed, draws))
    windows = [_on_windows(event) for event in linux]
    return {
        "process_creation/linux": linux,
        "process_creation/macos": [_on_macos(event) for event in linux],
        "process_creation/windows": windows,
        "image_load/windows": [
            {"ImageLoaded": f"C:\\Windows\\System32\\{draws.hexadecimal(6)}.dll", "Hashes": _hashes(draws)}
            for _ in range(1500)
        ],
        **_files(listed, draws),
        **_connections(listed, draws),
        "linux/auditd": [
            {"type": draws.one(("SERVICE_START", "SERVICE_STOP", "EXECVE")), "unit": unit, "comm": "systemd"}
            for unit in ("docker", "containerd", "sysstat", "sysmond", "pgmond", "pgmon-exporter",
                         "internal-monitoring", "ssh", "cron", "postgresql@17-main")
            for _ in range(30)
        ],
    }  # fmt: skip


def _processes(listed: Listed, draws: Draws) -> Iterator[Event]:
    for command in _COMMANDS:
        for _ in range(8):
            program = command.split(maxsplit=1)[0]
            yield _process(draws, f"/usr/bin/{program}", command)
    for pull in pulls(listed):
        yield _process(draws, f"/usr/bin/{draws.one(_DOCKERS)}", _pulling(pull, draws), pull)
    for package in draws.some(dependencies(listed), 300):
        yield _process(draws, "/usr/bin/pip", f"pip install {package.name}=={package.version}")
    for name in draws.some([*popular(), *neighbours(listed)], 600):
        yield _process(draws, "/usr/bin/curl", f"curl -s https://{name}/")


def _pulling(pull: Pull, draws: Draws) -> str:
    image = draws.one((pull.short, pull.reference))
    return draws.one((
        f"docker pull {image}", f"docker run --rm -v /src:/src {image} scan /src",
        f"skopeo inspect docker://{image}",
    ))  # fmt: skip


def _process(draws: Draws, image: str, command: str, pull: Pull | None = None) -> Event:
    at = pull.at if pull else draws.instant(*YEAR)
    event: dict[str, str | int] = {
        "Image": image, "CommandLine": command, "UtcTime": f"{at:%Y-%m-%d %H:%M:%S}.{draws.below(1000):03}",
    }  # fmt: skip
    if draws.below(3):
        event["Hashes"] = _hashes(draws)
    return event


def _hashes(draws: Draws) -> str:
    md5, sha1, sha256 = (draws.hexadecimal(digits).upper() for digits in (32, 40, 64))
    return f"MD5={md5},SHA1={sha1},SHA256={sha256}"


def _on_windows(event: Event) -> Event:
    name = str(event["Image"]).rpartition("/")[2]
    return {**event, "Image": f"C:\\Program Files\\{name}\\{name}.exe"}


def _on_macos(event: Event) -> Event:
    name = str(event["Image"]).rpartition("/")[2]
    return {**event, "Image": f"/opt/homebrew/bin/{name}"}


def _files(listed: Listed, draws: Draws) -> dict[str, list[Event]]:
    names = list(_FILES)
    for package in draws.some(dependencies(listed), 500):
        last = package.name.rpartition("/")[2]
        names.append(f"/srv/app/node_modules/{package.name}/{draws.hexadecimal(6)}.js")
        names.append(
            f"/srv/venv/lib/python3.12/site-packages/{last}-{package.version}.dist-info/RECORD"
        )
    linux: list[Event] = []
    macos: list[Event] = []
    windows: list[Event] = []
    for name in names:
        home = draws.one(("ada", "runner", "jenkins"))
        linux.append({"TargetFilename": name.replace("~", f"/home/{home}", 1)})
        macos.append({"TargetFilename": name.replace("~", f"/Users/{home}", 1)})
        path = name.replace("~", f"C:\\Users\\{home}", 1).replace("/", "\\")
        windows.append({"TargetFilename": path if path[0] == "C" else f"C:{path}"})
    return {"file_event/linux": linux, "file_event/macos": macos, "file_event/windows": windows}


def _connections(listed: Listed, draws: Draws) -> dict[str, list[Event]]:
    names = [*popular(), *neighbours(listed)]
    found: list[Event] = [
        {
            "DestinationHostname": name,
            "DestinationIp": address(draws),
            "DestinationPort": draws.one((443, 80, 8080)),
        }
        for name in names
    ]
    found += [
        {"DestinationIp": near, "DestinationPort": port, "DestinationHostname": "-"}
        for near in near_addresses(listed)
        for port in (443, 8080)
    ]
    firewall: list[Event] = [
        {
            "dst_ip": event["DestinationIp"],
            "dst_port": event["DestinationPort"],
            "src_ip": "10.0.0.9",
        }
        for event in found
    ]
    # An address that is listed with its ports only is somebody else's on the others; as a source,
    # the rules do not look at it.
    firewall += [
        {"src_ip": ip, "dst_ip": "10.0.0.1", "dst_port": 443} for ip in sorted(listed.values["ip"])
    ]
    return {
        "network_connection/linux": found,
        "network_connection/windows": found,
        "firewall": firewall,
    }


def address(draws: Draws) -> str:
    """An address of the networks that documentation may use, or of a public resolver."""
    return draws.one((
        "1.1.1.1", "8.8.8.8", "9.9.9.9", "192.0.2.1", f"192.0.2.{draws.below(250) + 1}", "2606:4700:4700::1111",
    ))  # fmt: skip


def near_addresses(listed: Listed) -> tuple[str, ...]:
    """Addresses whose digits begin or end like listed ones."""
    found = set()
    for value in listed.values["ip"]:
        if ":" in value or "/" in value:
            continue
        head, _, tail = value.rpartition(".")
        found |= {f"{head}.{int(tail) % 250 + 1}", f"{head}.{tail}0", f"1{value}", f"2{value}"}
    return tuple(
        sorted(
            x for x in found - listed.values["ip"] if all(int(part) < 256 for part in x.split("."))
        )
    )
