"""Writes a reading as a new incident file: always a draft, with its open questions as comments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from feedgen.authoring.reading import LeftOut, Reading, shown
from feedgen.authoring.vetting import settle
from feedgen.authoring.writing.draft_sheet import Sheet
from feedgen.durable import replace_file
from feedgen.errors import (
    Finding,
    InternalError,
    SourceError,
    UnavailableError,
    UsageError,
)
from feedgen.model.feed import FeedProfile
from feedgen.model.observables import Observable
from feedgen.sources.codes import UNREADABLE
from feedgen.sources.incident_file import IncidentSource, parse_incident
from feedgen.sources.tree import SourceTree, incident_paths, salvage_tree

_ROUNDS = 8
"""The reader reports all mistakes at once; what it could not see behind them comes next."""
INCIDENT_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*-(\d{4})-(?:0[1-9]|1[0-2])", re.ASCII)


@dataclass(slots=True, kw_only=True)
class Draft:
    """A new incident file, written or to be written."""

    path: Path
    text: str
    entries: int
    values: int
    questions: list[str]
    left_out: list[LeftOut]
    refused: dict[Observable, Finding]
    elsewhere: dict[str, list[str]] = field(default_factory=dict)
    """Values that other incidents list too, by the incident."""

    def write(self) -> None:
        """Create the file whole.

        Raises:
            UnavailableError: when the disk refuses.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(self.path, [self.text.encode()])
        except OSError as error:
            raise UnavailableError(f"{self.path} cannot be written: {error.strerror}") from error


def draft_incident(
    root: Path, reading: Reading, *, origin: str, as_of: datetime, id_: str | None = None
) -> Draft:
    """Make the text of a new incident file; nothing is written.

    Args:
        root: the source tree.
        reading: what the document gave.
        origin: the document's name, for a comment.
        as_of: stands in for a date of publication that is not known.
        id_: the incident's id; left out, the document's own or one made of its title.

    Raises:
        UsageError: for an id of another shape or one that exists, and for an empty reading.
        SourceError: when the sources are broken.
    """
    if not reading.candidates and not reading.questions:
        raise UsageError(
            "no indicator found; prose must defang them (evil[.]example) or list them one a line"
            + _first_left_out(reading)
        )
    tree = _tree(root)
    chosen = _id(root, reading, as_of, id_)
    match = INCIDENT_ID.fullmatch(chosen)
    if match is None:
        raise InternalError(f"{chosen} is no id")
    path = root / match[1] / f"{chosen}.yml"
    sheet = Sheet(chosen, reading, origin, as_of, tree.profile)
    unfit = _unfit(sheet, reading, path, root, tree.profile)

    def attempt(without: frozenset[Observable]) -> IncidentSource:
        out = without | unfit.keys()
        text = sheet.text([c for c in reading.candidates if c.observable not in out], {})
        return _parsed(text, path, root, tree.profile)

    known = (c.observable for c in reading.candidates)
    refused = {**unfit, **settle(attempt, tree, as_of, known)}
    kept = [c for c in reading.candidates if c.observable not in refused]
    text = sheet.text(kept, refused)
    source = _parsed(text, path, root, tree.profile)
    return Draft(
        path=path,
        text=text,
        entries=sheet.entries,
        values=len({mention.observable for mention in source.mentions}),
        questions=list(sheet.questions),
        left_out=list(reading.left_out),
        refused=refused,
        elsewhere=_elsewhere(tree, {c.observable for c in kept}),
    )


def _tree(root: Path) -> SourceTree:
    """The sources, which may have no incident yet: this is going to be the first.

    Raises:
        SourceError: when they have mistakes.
    """
    tree, findings = salvage_tree(root)
    only_empty = not incident_paths(root) and all(f.code == UNREADABLE for f in findings)
    if tree is None or (findings and not only_empty):
        raise SourceError(findings)
    return tree


def _first_left_out(reading: Reading) -> str:
    first = next(iter(reading.left_out), None)
    return f"; left out, for one: {first.value}: {first.reason}" if first else ""


def _unfit(
    sheet: Sheet, reading: Reading, path: Path, root: Path, profile: FeedProfile
) -> dict[Observable, Finding]:
    """Values whose entries no source may hold, as one that ends before it begins."""
    found: dict[Observable, Finding] = {}
    for _ in range(_ROUNDS):
        text = sheet.text([c for c in reading.candidates if c.observable not in found], {})
        try:
            parse_incident(text, path, root, profile)
        except SourceError as error:
            new = {
                candidate.observable: finding
                for finding in error.findings
                for candidate in sheet.said_at(finding.location.line)
            }
            if not new:
                return found
            found |= new
        else:
            return found
    return found


def _parsed(text: str, path: Path, root: Path, profile: FeedProfile) -> IncidentSource:
    try:
        return parse_incident(text, path, root, profile)
    except SourceError as error:
        finding = error.findings[0]
        line = text.splitlines()[finding.location.line - 1].strip()
        raise InternalError(
            f"the draft would not be valid ({finding.problem}; in: {shown(line)}); "
            "nothing was written"
        ) from error


def _elsewhere(tree: SourceTree, observables: set[Observable]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for file in tree.files:
        values = sorted({m.observable.value for m in file.mentions if m.observable in observables})
        if values:
            found[file.incident.id] = values
    return found


def _id(root: Path, reading: Reading, as_of: datetime, given: str | None) -> str:
    taken = {path.stem for path in incident_paths(root)}
    if given is not None:
        if INCIDENT_ID.fullmatch(given) is None or len(given) > 80:
            raise UsageError(f'"{given}" is no incident id; write it as acme-npm-2026-11')
        if given in taken:
            raise UsageError(f'the incident "{given}" exists already; choose another --id')
        return given
    month = f"{reading.published or as_of:%Y-%m}"
    own = reading.id if INCIDENT_ID.fullmatch(reading.id) and len(reading.id) <= 80 else ""
    words = re.findall(r"[a-z0-9]+", reading.title.lower())
    made = own or "-".join([*_fitting(words, 60), month] if words else ["imported", month])
    if made in taken:
        raise UsageError(f'the incident "{made}" exists already; name the new one with --id')
    return made


def _fitting(words: Iterable[str], limit: int) -> Iterator[str]:
    """As many words as fit."""
    for word in words:
        limit -= len(word) + 1
        if limit < 0:
            return
        yield word
