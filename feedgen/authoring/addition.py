"""Adds what an advisory names to an incident: only what is new, and only what the checks accept."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from feedgen.authoring.prose.advisory import host_of, read_advisory
from feedgen.authoring.reading import Candidate, LeftOut, Reading
from feedgen.authoring.vetting import settle
from feedgen.authoring.writing.entries import PACKAGES, Entry, Said, Writer
from feedgen.authoring.writing.insertion import Insertion
from feedgen.authoring.writing.source_file import replace_text
from feedgen.authoring.writing.yaml_text import comment, member
from feedgen.errors import (
    Finding,
    InternalError,
    Location,
    SourceError,
    UsageError,
)
from feedgen.model.incident import Status
from feedgen.model.observables import Observable
from feedgen.sources.files import display_path, read_text
from feedgen.sources.incident_file import IncidentSource, parse_incident
from feedgen.sources.tree import SourceTree, incident_paths, read_tree


@dataclass(slots=True, kw_only=True)
class Addition:
    """What would go into an incident, and what would not."""

    path: Path
    before: str
    text: str
    """The file as it would be; the same as before when nothing is added."""
    added: list[Candidate]
    techniques: list[str]
    vulnerabilities: list[str]
    questions: list[str]
    """Those that the file does not ask already."""
    known: list[Candidate]
    """Listed there already, a version of a package that is listed as a whole among them."""
    elsewhere: dict[Observable, str]
    """Listed by another incident: its id."""
    refused: dict[Observable, Finding]
    left_out: list[LeftOut] = field(default_factory=list)
    left_out_beyond: int = 0

    @property
    def changes(self) -> bool:
        """Whether there is anything to write."""
        return self.text != self.before

    def diff(self) -> str:
        """The change as a unified diff."""
        name = display_path(self.path).lstrip("/")
        lines = difflib.unified_diff(
            self.before.splitlines(keepends=True),
            self.text.splitlines(keepends=True),
            f"a/{name}",
            f"b/{name}",
        )
        return "".join(lines)

    def write(self) -> None:
        """Replace the file.

        Raises:
            UnavailableError: when the disk refuses; the old file is then untouched.
        """
        replace_text(self.path, self.text)


def add_to_incident(
    root: Path,
    id_: str,
    document: bytes,
    *,
    as_of: datetime,
    references: Sequence[str] = (),
    shared: bool = False,
) -> Addition:
    """Work out what an advisory adds to an incident; nothing is written yet.

    Args:
        root: the source tree.
        id_: the incident.
        document: the advisory: text, Markdown, HTML or PDF.
        as_of: for checks that depend on what is active.
        references: keys of the incident's references that report the values; left out, the
            file's defaults say.
        shared: add also what other incidents list.

    Raises:
        UsageError: when there is no such incident, or the document cannot be read.
        SourceError: when the sources are broken before the edit.
    """
    tree = read_tree(root)
    file = _file(tree, id_)
    path = next(path for path in incident_paths(root) if path.stem == id_)
    hosts = {host_of(reference.url) for reference in file.incident.references}
    reading = read_advisory(document, hosts - {""})
    before = read_text(path, root)
    listed = {mention.observable for mention in file.mentions}
    others = _listed_by_others(tree, id_)
    fresh = _once(c for c in reading.candidates if c.observable not in listed)
    elsewhere = {} if shared else {
        c.observable: others[c.observable] for c in fresh if c.observable in others
    }  # fmt: skip
    names = {reference.key: reference.url for reference in file.incident.references}
    unknown = sorted(set(references) - names.keys())
    if unknown:
        raise UsageError(
            f'"{unknown[0]}" is no reference of {id_}; known: {", ".join(sorted(names)) or "none"}'
        )
    urls = tuple(names[key] for key in references)
    wanted = [replace(c, references=urls) for c in fresh if c.observable not in elsewhere]
    sheet = _Sheet(before, file, reading, {names[key]: key for key in references})

    def attempt(without: frozenset[Observable]) -> IncidentSource:
        kept = [c for c in wanted if c.observable not in without]
        return _parsed(sheet.text(kept), path, root, tree)

    refused = settle(attempt, tree, as_of, (c.observable for c in wanted))
    kept = [c for c in wanted if c.observable not in refused]
    text = sheet.text(kept)
    after = _parsed(text, path, root, tree)
    _verify(file, after, kept, path)
    there = {mention.observable for mention in after.mentions}
    added = [c for c in kept if c.observable in there]
    return Addition(
        path=path, before=before, text=text, added=added, techniques=sheet.techniques,
        vulnerabilities=sheet.vulnerabilities, questions=sheet.questions,
        known=_once(
            c for c in reading.candidates
            if c.observable in listed or (c in kept and c.observable not in there)
        ),
        elsewhere=elsewhere, refused=refused, left_out=list(reading.left_out),
        left_out_beyond=reading.left_out_beyond,
    )  # fmt: skip


def _file(tree: SourceTree, id_: str) -> IncidentSource:
    file = next((file for file in tree.files if file.incident.id == id_), None)
    if file is None:
        known = ", ".join(file.incident.id for file in tree.files) or "none"
        raise UsageError(f'there is no incident "{id_}"; known: {known}')
    if file.incident.status is Status.WITHDRAWN:
        raise UsageError(f'the incident "{id_}" is withdrawn; nothing can be added to it')
    return file


def _listed_by_others(tree: SourceTree, id_: str) -> dict[Observable, str]:
    return {
        mention.observable: file.incident.id
        for file in tree.files
        if file.incident.id != id_
        for mention in file.mentions
    }


def _once(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Each value once, as it is named first."""
    first: dict[Observable, Candidate] = {}
    for candidate in candidates:
        first.setdefault(candidate.observable, candidate)
    return list(first.values())


class _Sheet:
    """The text of the incident with whatever candidates are kept."""

    def __init__(
        self, before: str, file: IncidentSource, reading: Reading, references: Mapping[str, str]
    ) -> None:
        self._before, self._references = before, references
        incident = file.incident
        self.techniques = sorted(reading.techniques.keys() - set(incident.techniques))
        self.vulnerabilities = sorted(
            reading.vulnerabilities.keys() - set(incident.vulnerabilities)
        )
        values = {mention.observable.value for mention in file.mentions}
        asked = {line.removeprefix("# ").strip() for line in before.splitlines()}
        self.questions = [
            question
            for question in reading.questions
            if comment(f"open question: {question}")[0].removeprefix("# ") not in asked
            and question.split(" (line ")[0].rpartition(" ")[2] not in values
        ]

    def text(self, kept: list[Candidate]) -> str:
        """The whole file."""
        insertion = Insertion(self._before)
        for entry in Writer(Said(), self._references, {}).entries(kept):
            if entry.key == PACKAGES:
                _add_package(entry, insertion)
            else:
                insertion.append(("indicators", entry.key), [entry.value])
        lines = [line for q in self.questions for line in comment(f"open question: {q}")]
        for key, ids in (
            ("vulnerabilities", self.vulnerabilities),
            ("techniques", self.techniques),
        ):
            if ids and insertion.has((key,)):
                insertion.append((key,), ids)
            elif ids:
                lines = [*member(key, ids, 0), *lines]
        insertion.lines_above("indicators", lines)
        text = insertion.done()
        changed = kept or self.techniques or self.vulnerabilities or self.questions
        return text if changed else self._before


def _add_package(entry: Entry, insertion: Insertion) -> None:
    path: tuple[str, ...] = ("indicators", PACKAGES, entry.ecosystem, entry.name)
    if not insertion.has(path):
        insertion.put(path, entry.value)
        return
    if insertion.is_mapping(path):
        path = (*path, "versions")
    versions = entry.fields["versions"]
    # Where `all` stands, or is to stand, there is nothing to append: _verify tells.
    if isinstance(versions, list) and not insertion.is_text(path):
        insertion.append(path, versions)


def _parsed(text: str, path: Path, root: Path, tree: SourceTree) -> IncidentSource:
    try:
        return parse_incident(text, path, root, tree.profile)
    except SourceError as error:
        raise InternalError(
            f"the edit of {display_path(path)} would not be valid ({error.findings[0].problem}); "
            "nothing was written, add the lines by hand"
        ) from error


def _verify(
    before: IncidentSource, after: IncidentSource, kept: list[Candidate], path: Path
) -> None:
    """Nothing but the additions may differ."""
    nowhere = Location("")
    old = {replace(mention, location=nowhere) for mention in before.mentions}
    new = {replace(mention, location=nowhere) for mention in after.mentions}
    heads = [
        replace(file.incident, location=nowhere, techniques=(), vulnerabilities=(), yara=())
        for file in (before, after)
    ]
    gained = {mention.observable for mention in new - old}
    if old - new or gained - {c.observable for c in kept} or heads[0] != heads[1]:
        raise InternalError(
            f"the edit of {display_path(path)} would change more than it adds; nothing was written"
        )
