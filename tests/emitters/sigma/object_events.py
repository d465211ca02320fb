"""Certificates, cluster objects, units, plugins, downloads and ports in the logs that show them.

Zeek's are keys of its JSON logs, Suricata's of EVE flattened as in `sigma_pull_events`, auditd's
the keys that ausearch and every collector give.
"""

from __future__ import annotations

from tests.emitters.sigma.pull_events import Cases, Event, flattened

FINGERPRINT, NO_FINGERPRINT = "ac" * 32, "ca" * 32
COMMIT = "d" * 40


def written(kind: str, name: str, verb: str = "create", **more: str) -> Event:
    return flattened({
        "kind": "Event", "apiVersion": "audit.k8s.io/v1", "level": "Metadata", "verb": verb,
        "objectRef": {"resource": kind, "name": name, **more},
    })  # fmt: skip


def systemctl(command: str, image: str = "/usr/bin/systemctl") -> Event:
    return {"Image": image, "CommandLine": command}


def started(unit: str, type_: str = "SERVICE_START") -> Event:
    return {"type": type_, "unit": unit, "comm": "systemd", "res": "success"}


def request(name: str, value: str, event_type: str = "http") -> Event:
    return flattened({
        "event_type": event_type,
        "http": {"hostname": "x.example", "request_headers": [{"name": name, "value": value}]},
    })  # fmt: skip


def files(*names: str) -> list[Event]:
    return [{"TargetFilename": name} for name in names]


def fetched(*uris: str) -> list[Event]:
    return [{"cs-host": "x.example", "c-uri": uri} for uri in uris]


UNIT_FILES = files(
    "/etc/systemd/system/alphamon.service", "/usr/lib/systemd/user/alphamon.service",
    "/home/dev/.config/systemd/user/alphamon.service",
)  # fmt: skip
OTHER_UNIT_FILES = files(
    "/etc/systemd/system/xalphamon.service", "/srv/alphamon.service",
    "/etc/systemd/system/alphamon.service.bak", "/etc/systemd/system/alphamon.timer",
)  # fmt: skip
UNIT_COMMANDS = [
    systemctl("systemctl enable --now alphamon.service"),
    systemctl("systemctl --user start alphamon"), systemctl("systemctl start alphamon other"),
]  # fmt: skip
OTHER_UNIT_COMMANDS = [
    systemctl("systemctl start alphamon2"), systemctl("systemctl start xalphamon.service"),
    systemctl("grep alphamon.service", "/usr/bin/grep"), systemctl("systemctl daemon-reload"),
]  # fmt: skip
OBJECTS: Cases = {
    "kubernetes_audit_alpha_registry_2026_04_object": (
        [
            written("daemonsets", "host-provisioner-alpha", namespace="kube-system"),
            written("daemonsets", "host-provisioner-alpha", "patch", namespace="kube-system"),
        ],
        [
            written("daemonsets", "host-provisioner-alpha", namespace="default"),
            written("deployments", "host-provisioner-alpha", namespace="kube-system"),
            written("daemonsets", "host-provisioner-alpha-2", namespace="kube-system"),
            written("daemonsets", "host-provisioner-alpha", "get", namespace="kube-system"),
            {"verb": "create", "objectRef.resource": "daemonsets"},
        ],
    ),
    "lnx_auditd_alpha_registry_2026_04_service": (
        [started("alphamon")],
        [started("alphamon2"), started("alphamon", "SERVICE_STOP"), {"type": "SERVICE_START"}],
    ),
    "zeek_x509_alpha_registry_2026_04": (
        [{"fingerprint": FINGERPRINT, "certificate.subject": "CN=x"}],
        [{"fingerprint": NO_FINGERPRINT}, {"certificate.subject": FINGERPRINT}],
    ),
    "zeek_ssl_alpha_registry_2026_04": (
        [{"server_name": "x", "cert_chain_fps": f"{NO_FINGERPRINT},{FINGERPRINT}"},
         {"client_cert_chain_fps": FINGERPRINT}],
        [{"cert_chain_fps": NO_FINGERPRINT}, {"server_name": FINGERPRINT}],
    ),
    "suricata_http_alpha_registry_2026_04": (
        [request("X-Filename", "loot.tar.gz")],
        [request("X-Filename", "loot.tar.gz.txt"), request("X-File", "loot.tar.gz"),
         request("X-Filename", "loot.tar.gz", "alert"), {"event_type": "http"}],
    ),
    "proxy_alpha_registry_2026_04_download": (
        fetched(
            "https://registry.npmjs.org/@alpha/cli/-/cli-2026.4.0.tgz", "/simple/alphaa/",
            f"https://codeload.github.com/alpha/scan-action/tar.gz/{COMMIT}",
            f"/repos/alpha/scan-action/tarball/{COMMIT}",
            "https://updates.jenkins.io/download/plugins/alpha-scanner/2026.5.09/alpha-scanner.hpi",
            "https://open-vsx.org/api/alpha/results/2.63.0/file/alpha.results-2.63.0.vsix",
            "/_apis/public/gallery/publisher/alpha/extension/results/2.63.0/assetbyname/x",
        ),
        [
            *fetched(
                "https://registry.npmjs.org/@alpha/cli/-/cli-2026.4.01.tgz", "/simple/alphaab/",
                "https://registry.npmjs.org/@xalpha/cli/-/cli-2026.4.0.tgz",
                f"https://github.com/alpha/scan-action/commit/{COMMIT}",
                f"/repos/alpha/scan-action/tarball/{'e' * 40}",
                "/plugins/alpha-scanner/2026.5.10/alpha-scanner.hpi",
                "/api/alpha/results/2.64.0/file/alpha.results-2.64.0.vsix",
            ),
            {"cs-host": "registry.npmjs.org"},
        ],
    ),
}  # fmt: skip
"""For every alert rule on these: events it must find, and events it must not."""

OBJECT_HUNTS: Cases = {
    "kubernetes_audit_alpha_registry_2026_04_object_hunt": (
        [written("pods", "node-setup-x7", namespace="any"), written("pods", "node-setup-")],
        [written("pods", "xnode-setup-x7"), written("secrets", "node-setup-x7")],
    ),
    "file_event_lnx_alpha_registry_2026_04_plugin_hunt": (
        files("/var/lib/jenkins/plugins/alpha-scanner.jpi", "/x/plugins/alpha-scanner.hpi"),
        files("/var/lib/jenkins/plugins/alpha-scanner.jpi.bak", "/x/plugins/xalpha-scanner.jpi"),
    ),
    "file_event_win_alpha_registry_2026_04_plugin_hunt": (
        files("C:\\ProgramData\\Jenkins\\.jenkins\\plugins\\alpha-scanner.jpi"),
        files("C:\\plugins\\beta-scanner.jpi"),
    ),
}  # fmt: skip
