"""Which files of a release carry an incident, for its page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from feedgen.release.names import LATEST, LAYOUT
from feedgen.site.reading import Incident, Json, Release

CURRENT = f"{LAYOUT}/{LATEST}/"
"""Where the current release stands, from the root."""

_OWN = re.compile(r"(?:playbooks|stix/incidents)/(.+)\.[a-z]+")


@dataclass(frozen=True, slots=True)
class Download:
    """One file, or what a folder has of the incident."""

    title: str
    path: str
    """Below the root."""
    size: int
    """Bytes."""


_WHOLE = (
    ("STIX 2.1 bundle", "stix/bundle.json"),
    ("Indicators, CSV", "indicators.csv"),
    ("Indicators, JSON lines", "indicators.ndjson"),
    ("Exposure windows, CSV", "exposures.csv"),
    ("Known good, CSV", "known-good.csv"),
    ("Image digests, list", "blocklists/image-digests.txt"),
    ("Image references, list", "blocklists/image-references.txt"),
    ("Commits, list", "blocklists/commits.txt"),
    ("Packages, list", "blocklists/packages.txt"),
    ("Domains, list", "blocklists/domains.txt"),
    ("Addresses, list", "blocklists/ips.txt"),
    ("SHA-256, list", "blocklists/sha256.txt"),
    ("Suricata rules", "suricata/feedgen.rules.tar.gz"),
    ("Zeek intel", "zeek/feedgen.intel"),
    ("YARA rules", "yara/feedgen.yar"),
    ("YARA hash rules", "yara/feedgen-hashes.yar"),
    ("ClamAV hashes", "clamav/feedgen.hsb"),
    ("MISP feed", "misp/manifest.json"),
    ("Kyverno policy", "policies/kyverno.yaml"),
    ("Gatekeeper policy", "policies/gatekeeper.yaml"),
    ("Falco rules", "policies/falco_rules.yaml"),
    ("containers-policy.json", "policies/containers-policy.json"),
    ("Package policy", "policies/packages.json"),
)


def of_incident(release: Release, incident: Incident) -> list[Download]:
    """The incident's own files: playbook, STIX bundle, and its rules and queries."""
    key = incident.id.replace("-", "_")
    # An id may be the beginning of another one.
    named = re.compile(rf"(?:^|_){re.escape(key)}(?=[_.]|$)")
    found = []
    for artifact in release.manifest["artifacts"]:
        path = artifact["path"]
        own = _OWN.fullmatch(path)
        if own and own[1] == incident.id:
            title = "Playbook, Markdown" if path.startswith("playbooks/") else "STIX 2.1 bundle"
        elif path.startswith("sigma/") and named.search(path.rsplit("/", 1)[1]):
            title = _sigma_title(path)
        else:
            continue
        found.append(_download(title, artifact))
    return found


def of_feed(release: Release) -> list[Download]:
    """Files of the whole feed that people ask for, those that the release has."""
    there = {artifact["path"]: artifact for artifact in release.manifest["artifacts"]}
    return [_download(title, there[path]) for title, path in _WHOLE if path in there]


def by_title(downloads: list[Download]) -> Iterator[tuple[str, list[Download]]]:
    """Downloads in groups of one title, by title."""
    for title in sorted({download.title for download in downloads}):
        yield title, [download for download in downloads if download.title == title]


def _download(title: str, artifact: Json) -> Download:
    return Download(title, CURRENT + artifact["path"], artifact["size"])


def _sigma_title(path: str) -> str:
    parts = path.split("/")
    hunting = ", to hunt" if "hunt" in parts[:-1] else ""
    if parts[1] == "queries":
        return f"Queries for {_BACKENDS.get(parts[2], parts[2])}{hunting}"
    return f"Sigma rules{hunting}"


_BACKENDS = {
    "crowdstrike": "CrowdStrike",
    "databricks": "Databricks",
    "defender-xdr": "Defender XDR",
    "duckdb": "DuckDB",
    "elasticsearch-eql": "Elastic EQL",
    "elasticsearch-esql": "Elastic ES|QL",
    "elasticsearch-lucene": "Elastic Lucene",
    "loki": "Loki",
    "opensearch": "OpenSearch",
    "qradar": "QRadar",
    "secops": "Google SecOps",
    "sentinel": "Sentinel",
    "splunk": "Splunk",
    "sqlite": "SQLite",
}
