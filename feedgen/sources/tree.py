"""Reads a whole source tree: feed.yml, known-good.yml, every incident. All mistakes at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from feedgen.errors import Finding, Location, SourceError
from feedgen.model.feed import FeedProfile
from feedgen.model.incident import Incident, KnownGood, Status
from feedgen.model.indicator import Indicator
from feedgen.sources import codes, schema
from feedgen.sources.files import display_path, read_text
from feedgen.sources.incident_file import IncidentSource, read_incident
from feedgen.sources.join import join_mentions
from feedgen.sources.known_good import read_known_good_file
from feedgen.sources.validation import validate
from feedgen.sources.yaml_tree import parse_yaml

FEED_FILE = "feed.yml"
KNOWN_GOOD_FILE = "known-good.yml"


@dataclass(frozen=True, slots=True)
class SourceTree:
    """What the sources say, before anything is checked or stamped."""

    profile: FeedProfile
    files: tuple[IncidentSource, ...]
    """By incident id, drafts included."""
    known_good: tuple[KnownGood, ...]
    """Of known-good.yml and of every incident, by type and value."""

    def incidents(self, *, drafts: bool) -> tuple[Incident, ...]:
        """All incidents that are not drafts; drafts too where asked for."""
        return tuple(file.incident for file in self._files(drafts=drafts))

    def indicators(self, *, drafts: bool) -> tuple[Indicator, ...]:
        """The joined indicators of those incidents."""
        mentions = (mention for file in self._files(drafts=drafts) for mention in file.mentions)
        return join_mentions(mentions, self.profile.namespace)

    def _files(self, *, drafts: bool) -> Iterable[IncidentSource]:
        return (f for f in self.files if drafts or f.incident.status is not Status.DRAFT)


def incident_paths(root: Path) -> list[Path]:
    """Every incident file below a source tree, sorted."""
    return sorted(path for path in root.glob("[0-9][0-9][0-9][0-9]/*.yml"))


def read_profile(root: Path) -> FeedProfile:
    """`feed.yml` of a source tree.

    Raises:
        SourceError: when it is missing or has mistakes.
    """
    path = root / FEED_FILE
    node = parse_yaml(read_text(path, root), path)
    file = validate(node, schema.FeedFile)
    findings: list[Finding] = []
    if not 0 < file.sids.first <= file.sids.last < 4294967295:
        findings.append(
            Finding(
                node.place(("sids",)),
                codes.INVALID_VALUE,
                "is no range of sids",
                "write first and last, 1 to 4294967294",
            )
        )
    if "default" not in file.validity:
        findings.append(
            Finding(
                node.place(("validity",)),
                codes.MISSING_KEY,
                'the key "default" is missing',
                "add it",
            )
        )
    if findings:
        raise SourceError(findings)
    return FeedProfile(
        name=file.producer.name,
        contact=file.producer.contact,
        description=file.producer.description,
        namespace=UUID(file.namespace),
        identity_created=file.producer.created,
        sids=range(file.sids.first, file.sids.last + 1),
        base_url=file.base_url.rstrip("/"),
        tlp_limit=file.tlp_limit,
        licence=file.licence,
        formats=tuple(sorted(set(file.formats))),
        validity=dict(sorted(file.validity.items())),
    )


def read_tree(root: Path) -> SourceTree:
    """Everything below a source directory.

    Raises:
        SourceError: with every mistake of every file.
    """
    profile = read_profile(root)
    findings: list[Finding] = []
    files: list[IncidentSource] = []
    good: list[KnownGood] = []
    if (root / KNOWN_GOOD_FILE).exists():
        try:
            good += read_known_good_file(root / KNOWN_GOOD_FILE, root)
        except SourceError as error:
            findings += error.findings
    for path in incident_paths(root):
        try:
            files.append(read_incident(path, root, profile))
        except SourceError as error:
            findings += error.findings
    findings += _repeated_ids(files)
    if not files and not findings:
        findings.append(
            Finding(
                _start_of(root / FEED_FILE),
                codes.UNREADABLE,
                "there is no incident beside this file",
                "add one as <year>/<id>.yml, or run `feedgen new`",
            )
        )
    if findings:
        raise SourceError(findings)
    good += [value for file in files for value in file.known_good]
    return SourceTree(
        profile=profile,
        files=tuple(sorted(files, key=lambda file: file.incident.id)),
        known_good=tuple(
            sorted(good, key=lambda g: (g.observable.type, g.observable.value, g.incident_id or ""))
        ),
    )


def _repeated_ids(files: list[IncidentSource]) -> list[Finding]:
    first: dict[str, Incident] = {}
    findings = []
    for file in files:
        incident = file.incident
        if incident.id in first:
            findings.append(
                Finding(
                    incident.location,
                    codes.FILE_NAME,
                    f'the id "{incident.id}" is already used by {first[incident.id].location.path}',
                    "give this incident an id of its own",
                )
            )
        first.setdefault(incident.id, incident)
    return findings


def _start_of(path: Path) -> Location:
    return Location(display_path(path))
