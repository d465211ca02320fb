"""The log sources of feedgen's Sigma rules, and how files are named after them."""

from __future__ import annotations

PREFIXES = {
    (None, "artifactory", "access"): "artifactory_access_",
    (None, "artifactory", "request"): "artifactory_",
    (None, "aws", "cloudtrail"): "aws_",
    (None, "azure", "containerregistry"): "azure_",
    (None, "distribution", "registry"): "distribution_",
    (None, "docker", "daemon"): "docker_daemon_",
    (None, "docker", "events"): "docker_events_",
    (None, "gcp", "gcp.audit"): "gcp_audit_",
    (None, "github", "audit"): "github_",
    (None, "harbor", "audit"): "harbor_",
    (None, "kubernetes", "audit"): "kubernetes_audit_",
    (None, "linux", "auditd"): "lnx_auditd_",
    (None, "linux", "containerd"): "containerd_",
    (None, "suricata", "http"): "suricata_http_",
    (None, "zeek", "ssl"): "zeek_ssl_",
    (None, "zeek", "x509"): "zeek_x509_",
    ("dns", None, None): "net_dns_",
    ("dns_query", "windows", None): "dns_query_win_",
    ("file_event", "linux", None): "file_event_lnx_",
    ("file_event", "macos", None): "file_event_macos_",
    ("file_event", "windows", None): "file_event_win_",
    ("firewall", None, None): "net_firewall_",
    ("image_load", "windows", None): "image_load_",
    ("network_connection", "linux", None): "net_connection_lnx_",
    ("network_connection", "windows", None): "net_connection_win_",
    ("process_creation", "linux", None): "proc_creation_lnx_",
    ("process_creation", "macos", None): "proc_creation_macos_",
    ("process_creation", "windows", None): "proc_creation_win_",
    ("proxy", None, None): "proxy_",
    ("webserver", None, None): "web_",
}
"""SigmaHQ's file-name convention, by category, product and service; the product's name where
SigmaHQ has none."""
RARE = {(None, "suricata", "tls"): "suricata_tls_", (None, "zeek", "smtp"): "zeek_smtp_"}
"""Of values that no corpus lists: their rules are made in the tests."""
SOURCES = tuple(sorted({*PREFIXES.values(), *RARE.values()}))


def source_of(stem: str) -> str:
    """The log source of a rule, by its file's name: the longest beginning."""
    return max((prefix for prefix in SOURCES if stem.startswith(prefix)), key=len)
