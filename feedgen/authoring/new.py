"""Creates the file of a new incident."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from feedgen.authoring.writing import yaml_text
from feedgen.errors import InvalidValueError, SourceError, UnavailableError, UsageError
from feedgen.model.feed import FeedProfile
from feedgen.model.incident import Severity
from feedgen.model.instants import format_instant
from feedgen.model.text import plain_text
from feedgen.model.tlp import Tlp
from feedgen.sources.entry_schema import Indicators
from feedgen.sources.incident_file import parse_incident
from feedgen.sources.tree import incident_paths, read_profile

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*-(\d{4})-(?:0[1-9]|1[0-2])", re.ASCII)

_SKELETON = """\
# yaml-language-server: $schema=../../docs/schema/incident.schema.json
schema_version: 1
id: {id}
status: draft                   # draft | published | withdrawn; drafts are never published
title: {title}
summary: |
  What happened, to whom, and how a reader knows whether it concerns them.
{tlp:<32}# clear | green | amber | amber+strict | red
{severity:<32}# informational | low | medium | high | critical
published: {published}
{campaigns:<32}# what ties incidents together: names, or {{name: …, aliases: […]}}
{actors:<32}# names, or {{name: …, aliases: […]}}
malware: []                     # - {{name: …, types: [spyware]}}
techniques: []                  # ATT&CK ids: [T1195.002]
vulnerabilities: []             # CVE and GHSA ids
{references}
  # vendor: {{title: "…", url: https://…, date: 2026-11-24}}
{exposures}
  # registry:
  #   component: docker.io/owner/image
  #   windows: [{{from: 2026-11-24T10:00:00Z, until: 2026-11-24T12:00:00Z, grade: confirmed}}]
  #   cache_tail: 7d            # mirrors and caches may serve the bad content this much longer
notes: []                       # conflicts between reports and how they were resolved
defaults: {{confidence: 80, action: detect, references: {cited}}}   # block | detect | hunt
indicators:
  images: []
    # - repository: docker.io/owner/image
    #   digest: sha256:…
    #   kind: index             # index | manifest | unknown
    #   platforms: {{linux/amd64: {{manifest: "sha256:…"}}}}
    #   tags: {{overwritten: [latest], created: [v9.9.9]}}
    #   exposures: [{exposed}]
  domains: []                   # - {{value: "host[.]example", role: exfiltration}}
  ips: []                       # - {{value: "203.0.113[.]7", ports: [443], role: c2}}
  urls: []
  files: []                     # - {{name: …, sha256: …}}
  packages: {{}}                  # npm: {{"@scope/name": [1.2.3], their-own: all}}
  actions: []                   # - {{repository: github.com/owner/name, commit: …}}
{others}
known_good: {{}}                  # legitimate siblings: no output may act on them
  # images: [{{repository: docker.io/owner/image, digest: "sha256:…", tag: v1.0}}]
yara: []
remediation: {{credentials: [], steps: []}}
"""


_COMMON_LABELS = frozenset({"www", "blog", "blogs", "docs", "labs", "news", "research", "security"})
"""Names of hosts that many publishers have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A public report that tells of the incident."""

    url: str
    title: str

    @property
    def key(self) -> str:
        """What the file calls it: the most telling part of its host."""
        labels = (urlsplit(self.url).hostname or "").split(".")[-2::-1]
        name = max((label for label in labels if label not in _COMMON_LABELS), key=len, default="")
        return re.sub(r"[^a-z0-9-]", "", name).strip("-") or "report"


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """When one component served the bad thing."""

    component: str
    since: str
    until: str
    """Exclusive, or `open`."""

    @property
    def key(self) -> str:
        """What the file calls it: the last part of the component."""
        last = re.split(r"[/:@]", self.component.rstrip("/"))[-1]
        return re.sub(r"[^a-z0-9._-]", "-", last.lower()).strip("-._") or "component"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What is known of an incident when its file is made."""

    title: str = ""
    """The id stands in where it is empty."""
    severity: Severity = Severity.HIGH
    tlp: Tlp = Tlp.CLEAR
    campaigns: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    report: Report | None = None
    served: Served | None = None


def new_incident_path(root: Path, id_: str) -> tuple[Path, FeedProfile]:
    """Where a new incident's file goes, and whose feed it is.

    Raises:
        UsageError: for an id of another shape, or one that exists.
    """
    match = _ID.fullmatch(id_)
    if match is None:
        raise UsageError(f'"{id_}" is no incident id; write it as acme-npm-2026-11')
    profile = read_profile(root)
    if any(path.stem == id_ for path in incident_paths(root)):
        raise UsageError(f'the incident "{id_}" exists already')
    return root / match[1] / f"{id_}.yml", profile


def create_incident(
    root: Path, id_: str, title: str, at: datetime, head: Head | None = None
) -> Path:
    """Write a draft that passes the checks.

    Args:
        root: the source tree.
        id_: becomes the file's name; its year the folder's.
        title: for people; the id stands in when empty.
        at: `published`, to be corrected by the editor.
        head: what else is known.

    Raises:
        UsageError: for an id of another shape, or one that exists, or a head that makes no sense.
        UnavailableError: when the disk refuses.
    """
    path, profile = new_incident_path(root, id_)
    try:
        shown = plain_text(title or id_)
    except InvalidValueError as error:
        raise UsageError(f"--title: {error}") from error
    text = _text(id_, shown, at, head or Head())
    try:
        parse_incident(text, path, root, profile)
    except SourceError as error:
        first = error.findings[0]
        what = "what was given" if head else "id or title"
        raise UsageError(f"{what} cannot be used: {first.problem}; {first.remedy}") from error
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise UnavailableError(f"{path} cannot be written: {error.strerror}") from error
    return path


def _text(id_: str, title: str, at: datetime, head: Head) -> str:
    report, served = head.report, head.served
    references = {report.key: {"title": report.title, "url": report.url}} if report else {}
    exposures = {served.key: _exposure(served, report)} if served else {}
    return _SKELETON.format(
        id=id_,
        title=_quoted(title),
        tlp=f"tlp: {head.tlp}",
        severity=f"severity: {head.severity}",
        published=format_instant(at.replace(microsecond=0)),
        campaigns=f"campaigns: {yaml_text.flow(head.campaigns)} ",
        actors=f"actors: {yaml_text.flow(head.actors)} ",
        references=_block("references", references),
        exposures=_block("exposures", exposures),
        cited=yaml_text.flow(list(references)),
        exposed=next(iter(exposures), "registry"),
        others=_others(),
    )


def _others() -> str:
    """The keys that the skeleton does not show."""
    shown = re.findall(r"^  ([a-z_]+):", _SKELETON, re.MULTILINE)
    others = ", ".join(key for key in Indicators.model_fields if key not in shown)
    return textwrap.fill(f"and: {others}", 100, initial_indent="  # ", subsequent_indent="  # ")


def _exposure(served: Served, report: Report | None) -> dict[str, yaml_text.Value]:
    window: dict[str, yaml_text.Value] = {
        "from": served.since,
        "until": served.until,
        "grade": "confirmed",
    }
    if report:
        window["references"] = [report.key]
    return {"component": served.component, "windows": [window]}


def _block(key: str, content: Mapping[str, yaml_text.Value]) -> str:
    if not content:
        return f"{key}: {{}}"
    return "\n".join([f"{key}:", *yaml_text.members(content, 2)])


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
