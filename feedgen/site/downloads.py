"""Which files of a release carry an incident, for its page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from feedgen.release.names import LATEST, LAYOUT
from feedgen.site.reading import Incident, Json, Release

CURRENT = f"{LAYOUT}/{LATEST}/"
"""Where the current release stands, from the root."""


@dataclass(frozen=True, slots=True)
class Download:
    """One file, or what a folder has of the incident."""

    title: str
    path: str
    """Below the root."""
    size: int
    """Bytes."""


def of_incident(release: Release, incident: Incident) -> list[Download]:
    """The incident's own files: those that are named after it, and its rules and queries."""
    key = incident.id.replace("-", "_")
    # An id may be the beginning of another one.
    named = re.compile(rf"(?:^|_){re.escape(key)}(?=[_.]|$)")
    found = []
    for artifact in release.manifest["artifacts"]:
        path = artifact["path"]
        if path.startswith("sigma/") and named.search(path.rsplit("/", 1)[1]):
            found.append(_download(_sigma_title(path), artifact))
        elif "title" in artifact and _of(path) == incident.id:
            found.append(_download(artifact["title"], artifact))
    return found


def of_feed(release: Release) -> list[Download]:
    """Files of the whole feed that say what they are; what holds everything comes first."""
    told = [
        _download(artifact["title"], artifact)
        for artifact in release.manifest["artifacts"]
        if "title" in artifact and _of(artifact["path"]) not in release.incidents
    ]
    return sorted(
        told, key=lambda file: (file.path.removeprefix(CURRENT).count("/") > 0, file.path)
    )


def _of(path: str) -> str:
    """The incident that a file is of, where it is of one: its name without the ending."""
    return path.rpartition("/")[2].rpartition(".")[0]


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
