"""All benign events, by the log source that a Sigma rule names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tests.benign.account_events import github_events
from tests.benign.draws import Draws
from tests.benign.endpoint_events import endpoint_events
from tests.benign.listed import Listed
from tests.benign.registry_events import registry_events
from tests.benign.web import Request, dns_queries, mentions, requests
from tests.benign.workloads import audit_events
from tests.emitters.sigma.object_events import request as http_event
from tests.emitters.sigma.pull_events import Event

SOURCES = (
    "artifactory/access", "artifactory/request", "aws/cloudtrail", "azure/containerregistry",
    "distribution/registry", "dns", "dns_query/windows", "docker/daemon", "docker/events",
    "file_event/linux", "file_event/macos", "file_event/windows", "firewall", "gcp/gcp.audit",
    "github/audit", "harbor/audit", "image_load/windows", "kubernetes/audit", "linux/auditd",
    "linux/containerd", "network_connection/linux", "network_connection/windows",
    "process_creation/linux", "process_creation/macos", "process_creation/windows", "proxy",
    "suricata/http", "webserver", "zeek/ssl", "zeek/x509",
)  # fmt: skip
"""Log sources of published rules."""


def named(logsource: Mapping[str, Any]) -> str:
    """The name under which the events of a rule's log source stand."""
    parts = (logsource.get(key) for key in ("category", "product", "service"))
    return "/".join(part for part in parts if part)


def log_sources(listed: Listed) -> dict[str, Sequence[Event]]:
    """Events as each log source writes them, flattened."""
    draws = Draws("log sources")
    queries, asked = dns_queries(listed), (*requests(listed), *mentions(listed))
    fingerprints = [draws.hexadecimal(64) for _ in range(500)]
    return {
        **registry_events(listed),
        **endpoint_events(listed),
        "dns": [{"query": query.name, "src_ip": query.client} for query in queries],
        "dns_query/windows": [{"QueryName": query.name} for query in queries],
        "proxy": [event for request in asked for event in _proxied(request)],
        "suricata/http": [http_event(*draws.one(_HEADERS)) for _ in range(500)],
        "zeek/x509": [{"fingerprint": x, "certificate.subject": "CN=x"} for x in fingerprints],
        "zeek/ssl": [
            {"server_name": "x", "cert_chain_fps": f"{x},{x[::-1]}"} for x in fingerprints
        ],
        "kubernetes/audit": audit_events(listed),
        "github/audit": github_events(listed),
    }


_HEADERS = (
    ("User-Agent", "curl/8.10.1"), ("Accept", "*/*"), ("Content-Type", "application/json"),
    ("X-Filename", "build.tar.gz"), ("X-Filename", "tpcp.tar.gz.txt"), ("Content-Length", "14"),
    ("X-QT-SR", "140"), ("X-Request-Id", "14"), ("Accept-Encoding", "gzip"),
)  # fmt: skip


def _proxied(request: Request) -> list[Event]:
    """The request of a proxy that opens TLS: the whole address, or the path alone."""
    common: dict[str, str | int] = {"cs-host": request.host, "c-useragent": request.agent}
    whole = len(request.path) % 2 == 0
    return [{**common, "c-uri": request.url if whole else request.path}]
