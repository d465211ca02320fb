"""Reads bulk lists: one value a line, or CSV with a header; every value is a mention.

A list belongs to an entry of an incident, whose keys hold for all of its values. A text list has
one value a line; empty lines and lines that start with `#` are skipped. A CSV list (RFC 4180) has
a header with the column `value`, and any of the others in `COLUMNS`. Values may be defanged.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from feedgen.errors import Finding, InvalidValueError, Location, SourceError
from feedgen.model.indicator import Match, Mention
from feedgen.model.instants import parse_instant
from feedgen.model.observables import OBSERVABLE_TYPES, Observable
from feedgen.model.text import plain_text
from feedgen.sources import codes, entry_schema
from feedgen.sources.entry_context import EntryContext, FileContext, TreePath
from feedgen.sources.files import display_path, read_text
from feedgen.sources.refang import read_value

MAX_BYTES = 512 * 1024 * 1024
MAX_FINDINGS = 100
"""Of one list: a list of another type has a mistake on every line."""

_OBSERVABLES: Mapping[str, str] = {"purl": "package"}
"""List types by another name than their observable's."""


def observable_class(list_type: str) -> type[Observable]:
    """The type of the values of a list."""
    return OBSERVABLE_TYPES[_OBSERVABLES.get(list_type, list_type)]


def _confidence(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 3 or int(text) > 100:
        raise InvalidValueError(f'"{text}" is not a confidence', "write a whole number, 0 to 100")
    return int(text)


COLUMNS: Mapping[str, Callable[[str], Any]] = {
    "value": str,
    "confidence": _confidence,
    "role": plain_text,
    "first_seen": parse_instant,
    "last_seen": parse_instant,
    "valid_until": parse_instant,
    "note": plain_text,
}
"""What a CSV list may say of each value; an empty cell says nothing."""


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    cells: dict[str, str]


def list_mentions(
    source: FileContext, entry: entry_schema.ListEntry, path: TreePath
) -> Iterator[Mention]:
    """A mention for every value of a list; a value that stands there twice is one mention."""
    reader = _ListReader(source, entry, path)
    try:
        yield from reader.mentions()
    except SourceError as error:
        for finding in error.findings:
            source.complain(finding)


def list_template(source: FileContext, entry: entry_schema.ListEntry, path: TreePath) -> Mention:
    """What the entry says of any value: the mention of one that is no longer in the list."""
    context = EntryContext(source, entry, path)
    where = source.node.place((*path, "path"))
    match = Match(entry.match or "subdomains") if entry.type == "domain" else Match.EXACT
    mention = context.mention(observable_class(entry.type)(""), where, match, None)
    return replace(mention, bulk_list=entry.path)


class _ListReader:
    def __init__(self, source: FileContext, entry: entry_schema.ListEntry, path: TreePath) -> None:
        self._source, self._entry, self._path = source, entry, path
        self._context = EntryContext(source, entry, path)
        self._file = source.root / entry.path
        self._shown = display_path(self._file)
        self._class = observable_class(entry.type)
        self._match = Match.EXACT
        if entry.type == "domain":
            self._match = Match(entry.match or "subdomains")
        self._mistakes = 0

    def mentions(self) -> Iterator[Mention]:
        if not self._well_placed():
            return
        text = read_text(self._file, self._source.root, MAX_BYTES)
        rows = self._csv(text) if self._file.suffix == ".csv" else _lines(text)
        seen: dict[str, dict[str, str]] = {}
        for row in rows:
            if self._mistakes >= MAX_FINDINGS:
                self._complain(row.line, "more mistakes follow", "correct those above first")
                return
            try:
                observable = read_value(self._class, row.cells["value"])
                before = seen.setdefault(observable.value, row.cells)
                if before is not row.cells:
                    if {**before, "value": ""} != {**row.cells, "value": ""}:
                        problem = f'"{observable}" stands there twice, with different cells'
                        self._complain(row.line, problem, "keep one of the lines")
                    continue
                yield self._mention(observable, row)
            except InvalidValueError as error:
                self._complain(row.line, error.problem, error.remedy)
        self._context.check_history()

    def _well_placed(self) -> bool:
        parts = self._entry.path.split("/")
        if (
            ".." in parts
            or "" in parts
            or "\\" in self._entry.path
            or self._file.suffix not in {".txt", ".csv"}
        ):
            self._refuse("path", "is no path of a list", "write it as lists/name.txt or .csv")
            return False
        if self._entry.match is not None and self._entry.type != "domain":
            self._refuse("match", "only domains are matched in two ways", "remove it")
        return True

    def _refuse(self, key: str, problem: str, remedy: str) -> None:
        where = self._source.node.place((*self._path, key))
        self._source.complain(Finding(where, codes.INVALID_VALUE, problem, remedy))

    def _complain(self, line: int, problem: str, remedy: str) -> None:
        self._mistakes += 1
        where = Location(self._shown, line, 1)
        self._source.complain(Finding(where, codes.LIST, problem, remedy))

    def _csv(self, text: str) -> Iterator[_Row]:
        reader = csv.reader(text.split("\n"), strict=True)
        header: list[str] = []
        try:
            for cells in reader:
                if not cells:
                    continue
                if not header:
                    header = [cell.strip() for cell in cells]
                    if not self._good_header(reader.line_num, header):
                        return
                elif len(cells) != len(header):
                    problem = f"has {len(cells)} cells, the header {len(header)}"
                    self._complain(reader.line_num, problem, "quote cells that hold a comma")
                else:
                    named = {k: v.strip() for k, v in zip(header, cells, strict=True)}
                    yield _Row(
                        reader.line_num, {k: v for k, v in named.items() if v or k == "value"}
                    )
        except csv.Error as error:
            self._complain(reader.line_num, f"is no CSV: {error}", "quote cells as RFC 4180 says")

    def _good_header(self, line: int, header: list[str]) -> bool:
        unknown = sorted(set(header) - COLUMNS.keys())
        if "value" not in header:
            self._complain(line, 'the header has no column "value"', "start with a header line")
        elif unknown:
            problem = f"unknown column {', '.join(unknown)}"
            self._complain(line, problem, f"use: {', '.join(COLUMNS)}")
        elif len(set(header)) != len(header):
            self._complain(line, "the header repeats a column", "remove one")
        else:
            return True
        return False

    def _mention(self, observable: Observable, row: _Row) -> Mention:
        where = Location(self._shown, row.line, 1)
        mention = self._context.mention(observable, where, self._match, None)
        said = {key: COLUMNS[key](text) for key, text in row.cells.items() if key != "value"}
        if "last_seen" in said and "valid_until" not in said:
            said["valid_until"] = self._validity_after(observable, said["last_seen"])
        made = replace(mention, bulk_list=self._entry.path, **said)
        if made.valid_until <= (made.first_seen or made.published):
            raise InvalidValueError("the validity ends before it begins", "correct the times")
        return made

    def _validity_after(self, observable: Observable, last_seen: datetime) -> datetime:
        if self._entry.valid_until is not None:
            return self._entry.valid_until
        profile = self._source.profile
        length = self._entry.valid_for or profile.validity_of(observable.type)
        return length.after(last_seen)


def _lines(text: str) -> Iterator[_Row]:
    for number, line in enumerate(text.split("\n"), start=1):
        value = line.strip()
        if value and not value.startswith("#"):
            yield _Row(number, {"value": value})
