"""Creates the file of a new incident."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

from feedgen.errors import InvalidValueError, SourceError, UnavailableError, UsageError
from feedgen.model.instants import format_instant
from feedgen.model.text import plain_text
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
tlp: clear                      # clear | green | amber | amber+strict | red
severity: high                  # informational | low | medium | high | critical
published: {published}
actors: []                      # names, or {{name: …, aliases: […]}}
malware: []                     # - {{name: …, types: [spyware]}}
techniques: []                  # ATT&CK ids: [T1195.002]
vulnerabilities: []             # CVE and GHSA ids
references: {{}}
  # vendor: {{title: "…", url: https://…, date: 2026-11-24}}
exposures: {{}}
  # registry:
  #   component: docker.io/owner/image
  #   windows: [{{from: 2026-11-24T10:00:00Z, until: 2026-11-24T12:00:00Z, grade: confirmed}}]
  #   cache_tail: 7d            # mirrors and caches may serve the bad content this much longer
notes: []                       # conflicts between reports and how they were resolved
defaults: {{confidence: 80, action: detect, references: []}}   # block | detect | hunt
indicators:
  images: []
    # - repository: docker.io/owner/image
    #   digest: sha256:…
    #   kind: index             # index | manifest | unknown
    #   platforms: {{linux/amd64: {{manifest: "sha256:…"}}}}
    #   tags: {{overwritten: [latest], created: [v9.9.9]}}
    #   exposures: [registry]
  domains: []                   # - {{value: "host[.]example", role: exfiltration}}
  ips: []
  urls: []
  files: []                     # - {{name: …, sha256: …}}
  packages: {{}}                  # npm: {{"@scope/name": [1.2.3]}}
  actions: []                   # - {{repository: github.com/owner/name, commit: …}}
known_good: {{}}                  # legitimate siblings: no output may act on them
  # images: [{{repository: docker.io/owner/image, digest: "sha256:…", tag: v1.0}}]
yara: []
remediation: {{credentials: [], steps: []}}
"""


def create_incident(root: Path, id_: str, title: str, at: datetime) -> Path:
    """Write a draft that passes the checks.

    Args:
        root: the source tree.
        id_: becomes the file's name; its year the folder's.
        title: for people; the id stands in when empty.
        at: `published`, to be corrected by the editor.

    Raises:
        UsageError: for an id of another shape, or one that exists.
        UnavailableError: when the disk refuses.
    """
    match = _ID.fullmatch(id_)
    if match is None:
        raise UsageError(f'"{id_}" is no incident id; write it as acme-npm-2026-11')
    profile = read_profile(root)
    if any(path.stem == id_ for path in incident_paths(root)):
        raise UsageError(f'the incident "{id_}" exists already')
    try:
        shown = plain_text(title or id_)
    except InvalidValueError as error:
        raise UsageError(f"--title: {error}") from error
    path = root / match[1] / f"{id_}.yml"
    quoted = '"' + shown.replace("\\", "\\\\").replace('"', '\\"') + '"'
    text = _SKELETON.format(
        id=id_, title=quoted, published=format_instant(at.replace(microsecond=0))
    )
    try:
        parse_incident(text, path, root, profile)
    except SourceError as error:
        raise UsageError(f"id or title cannot be used: {error.findings[0].problem}") from error
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise UnavailableError(f"{path} cannot be written: {error.strerror}") from error
    return path
