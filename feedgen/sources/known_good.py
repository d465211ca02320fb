"""Reads known-good values: those of an incident, and the feed-wide known-good.yml."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from feedgen.errors import Finding, InvalidValueError, SourceError
from feedgen.model.incident import KnownGood, Reference
from feedgen.model.observables import OBSERVABLE_TYPES, Commit, ImageDigest, Observable
from feedgen.sources import codes, schema
from feedgen.sources.entry_context import TreePath, unknown_name
from feedgen.sources.files import read_text
from feedgen.sources.refang import read_value
from feedgen.sources.validation import salvage
from feedgen.sources.yaml_tree import Node, parse_yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    path: TreePath
    at: str
    cls: type[Observable]
    text: str
    label: str | None
    repository: str | None
    common: schema.GoodCommon


def read_known_good_file(path: Path, root: Path) -> tuple[KnownGood, ...]:
    """The feed-wide known-good values.

    Raises:
        SourceError: with every mistake of the file.
    """
    mistakes: list[Finding] = []
    node = parse_yaml(read_text(path, root), path, mistakes)
    file, findings = salvage(node, schema.KnownGoodFile, {"schema_version": "1"})
    findings = mistakes + findings
    if file is None:
        raise SourceError(findings)
    references = [
        Reference(key=key, title=entry.title, url=entry.url, date=entry.date)
        for key, entry in sorted(file.references.items())
    ]
    found = read_known_good(node, file.known_good, references, None, findings)
    if findings:
        raise SourceError(findings)
    return found


def read_known_good(
    node: Node,
    entries: schema.KnownGoodEntries,
    references: Sequence[Reference],
    incident_id: str | None,
    findings: list[Finding],
) -> tuple[KnownGood, ...]:
    """The known-good values of a file; mistakes are added to `findings`."""
    by_key = {reference.key: reference for reference in references}
    found: list[KnownGood] = []
    for entry in _entries(node, entries, findings):
        where = node.place((*entry.path, entry.at))
        try:
            observable = read_value(entry.cls, entry.text)
        except InvalidValueError as error:
            findings.append(Finding(where, codes.INVALID_VALUE, error.problem, error.remedy))
            continue
        defined = node.find(("references",)).keys
        findings += [
            unknown_name(node.place((*entry.path, "references")), name, "references", list(by_key))
            for name in entry.common.references
            if name not in defined
        ]
        found.append(
            KnownGood(
                observable=observable,
                incident_id=incident_id,
                location=where,
                label=entry.label,
                repository=entry.repository,
                note=entry.common.note,
                references=tuple(by_key[n] for n in entry.common.references if n in by_key),
            )
        )
    return tuple(found)


def _entries(
    node: Node, entries: schema.KnownGoodEntries, findings: list[Finding]
) -> Iterator[_Entry]:
    for number, image in enumerate(entries.images):
        yield _Entry(
            path=("known_good", "images", number),
            at="digest",
            cls=ImageDigest,
            text=image.digest,
            label=image.tag,
            repository=image.repository,
            common=image,
        )
    for number, action in enumerate(entries.actions):
        yield _Entry(
            path=("known_good", "actions", number),
            at="commit",
            cls=Commit,
            text=action.commit,
            label=action.ref,
            repository=action.repository,
            common=action,
        )
    for number, value in enumerate(entries.values):
        path: TreePath = ("known_good", "values", number)
        cls = OBSERVABLE_TYPES.get(value.type)
        if cls is None:
            findings.append(
                Finding(
                    node.place((*path, "type")),
                    codes.INVALID_VALUE,
                    f'"{value.type}" is no observable type',
                    f"use one of: {', '.join(sorted(OBSERVABLE_TYPES))}",
                )
            )
            continue
        yield _Entry(
            path=path,
            at="value",
            cls=cls,
            text=value.value,
            label=value.label,
            repository=None,
            common=value,
        )
