"""Reads a whole source tree: feed.yml, known-good.yml, every incident. All mistakes at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from uuid import UUID

from feedgen.errors import Finding, Location, SourceError
from feedgen.model.feed import FeedProfile
from feedgen.model.gates import Gates, Override
from feedgen.model.incident import Incident, KnownGood, Status
from feedgen.model.indicator import Indicator
from feedgen.model.instants import Duration
from feedgen.model.observables import OBSERVABLE_TYPES
from feedgen.model.tlp import Tlp
from feedgen.sources import codes, feed_schema
from feedgen.sources.files import display_path, read_text
from feedgen.sources.incident_file import BulkList, IncidentSource, read_incident
from feedgen.sources.join import join_mentions
from feedgen.sources.known_good import read_known_good_file
from feedgen.sources.validation import validate
from feedgen.sources.yaml_tree import parse_yaml

FEED_FILE = "feed.yml"
KNOWN_GOOD_FILE = "known-good.yml"


@dataclass(frozen=True)
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
        return self._with_drafts if drafts else self._without_drafts

    # Joined once: a build asks for the check, for the last release, and for the new one.
    @cached_property
    def _with_drafts(self) -> tuple[Indicator, ...]:
        if all(file.incident.status is not Status.DRAFT for file in self.files):
            return self._without_drafts
        return self._joined(self._files(drafts=True))

    @cached_property
    def _without_drafts(self) -> tuple[Indicator, ...]:
        return self._joined(self._files(drafts=False))

    def _joined(self, files: Iterable[IncidentSource]) -> tuple[Indicator, ...]:
        mentions = (mention for file in files for mention in file.mentions)
        return join_mentions(mentions, self.profile.namespace)

    def lists(self, *, drafts: bool) -> Iterator[BulkList]:
        """The bulk lists of those incidents."""
        return (list_ for file in self._files(drafts=drafts) for list_ in file.lists)

    def known_good_of(self, *, drafts: bool) -> tuple[KnownGood, ...]:
        """The known-good values of those incidents, and the feed-wide ones."""
        ids = {None, *(file.incident.id for file in self._files(drafts=drafts))}
        return tuple(known for known in self.known_good if known.incident_id in ids)

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
    file = validate(node, feed_schema.FeedFile)
    findings: list[Finding] = []

    def complain(key: str, code: str, problem: str, remedy: str) -> None:
        findings.append(Finding(node.place((key,)), code, problem, remedy))

    if not 0 < file.sids.first <= file.sids.last < 4294967295:
        remedy = "write first and last, 1 to 4294967294"
        complain("sids", codes.INVALID_VALUE, "is no range of sids", remedy)
    if "default" not in file.validity:
        complain("validity", codes.MISSING_KEY, 'the key "default" is missing', "add it")
    for name in sorted(file.validity.keys() - OBSERVABLE_TYPES.keys() - {"default"}):
        remedy = f"use one of: default, {', '.join(sorted(OBSERVABLE_TYPES))}"
        where = node.find(("validity",)).keys[name]
        problem = f'"{name}" is no observable type'
        findings.append(Finding(where, codes.UNKNOWN_KEY, problem, remedy))
    if file.namespace == _STIX_NAMESPACE:
        problem = "is STIX's own namespace, which is not for indicators"
        complain("namespace", codes.INVALID_VALUE, problem, "make a random UUID of your own")
    if "?" in file.base_url or "#" in file.base_url:
        problem = "has a query or fragment"
        complain("base_url", codes.INVALID_VALUE, problem, "write a plain address")
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
        gates=_gates(file.gates),
    )


def _gates(entry: feed_schema.GatesEntry) -> Gates:
    return Gates(
        removed_percent=entry.removed_percent,
        added_percent=entry.added_percent,
        shrink_percent=entry.shrink_percent,
        growth_percent=entry.growth_percent,
        at_least=entry.at_least,
        minimum=dict(sorted(entry.minimum.items())),
        overrides=tuple(
            Override(gate=said.gate, after=said.after, reason=said.reason)
            for said in entry.overrides
        ),
    )


def read_tree(root: Path) -> SourceTree:
    """Everything below a source directory.

    Raises:
        SourceError: with every mistake of every file.
    """
    tree, findings = salvage_tree(root)
    if findings or tree is None:
        raise SourceError(findings)
    return tree


def salvage_tree(root: Path) -> tuple[SourceTree | None, list[Finding]]:
    """What can be read of a source tree, and every mistake of every file.

    With mistakes, the tree holds the files without one, so that they can be checked in the same
    run; it is None where feed.yml is broken.
    """
    findings: list[Finding] = []
    profile: FeedProfile | None = None
    try:
        profile = read_profile(root)
    except SourceError as error:
        findings += error.findings
    files: list[IncidentSource] = []
    good: list[KnownGood] = []
    if (root / KNOWN_GOOD_FILE).exists():
        try:
            good += read_known_good_file(root / KNOWN_GOOD_FILE, root)
        except SourceError as error:
            findings += error.findings
    paths = incident_paths(root)
    for path in paths:
        try:
            files.append(read_incident(path, root, profile or _NOBODY))
        except SourceError as error:
            findings += error.findings
    findings += [*_repeated_ids(files), *_unread(root, paths)]
    if len(files) == len(paths):  # else a file with mistakes may name them
        findings += _unread_lists(root, files)
    if not paths and not findings:
        findings.append(
            Finding(
                Location(display_path(root / FEED_FILE)),
                codes.UNREADABLE,
                "there is no incident beside this file",
                "add one as <year>/<id>.yml, or run `feedgen new`",
            )
        )
    if profile is None:
        return None, findings
    good += [value for file in files for value in file.known_good]
    tree = SourceTree(
        profile=profile,
        files=tuple(sorted(files, key=lambda file: file.incident.id)),
        known_good=tuple(
            sorted(good, key=lambda g: (g.observable.type, g.observable.value, g.incident_id or ""))
        ),
    )
    return tree, findings


_STIX_NAMESPACE = "00abedb4-aa42-466c-9c01-fed23315a9b7"
_NOBODY = FeedProfile(
    name="?",
    contact="?",
    description="?",
    namespace=UUID(int=0),
    identity_created=datetime(2000, 1, 1, tzinfo=UTC),
    sids=range(1, 2),
    base_url="https://invalid",
    tlp_limit=Tlp.RED,
    licence="?",
    formats=(),
    validity={"default": Duration(1, "y")},
)
"""Stands in for a broken feed.yml, so that incidents are read all the same. Never published."""


def _unread(root: Path, read: list[Path]) -> Iterator[Finding]:
    """A file that looks like a source and that nothing reads is a mistake made in silence."""
    expected = {*read, root / FEED_FILE, root / KNOWN_GOOD_FILE}
    for path in sorted(p for pattern in ("*.yml", "*.yaml") for p in root.rglob(pattern)):
        if path not in expected and not path.name.startswith("."):
            yield Finding(
                Location(display_path(path)),
                codes.FILE_NAME,
                "nothing reads this file",
                "name it <year>/<id>.yml, or move it out of the sources",
            )


def _unread_lists(root: Path, files: Iterable[IncidentSource]) -> Iterator[Finding]:
    named = {root / list_.path for file in files for list_ in file.lists}
    for path in sorted(p for p in (root / "lists").rglob("*") if p.is_file()):
        if path not in named and not path.name.startswith(".") and path.suffix != ".md":
            yield Finding(
                Location(display_path(path)),
                codes.FILE_NAME,
                "no incident names this list",
                "name it under `lists` of an incident, or remove it",
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
