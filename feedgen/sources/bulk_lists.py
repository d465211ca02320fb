"""Reads bulk lists: one value a line, or CSV with a header; every value is a mention.

A list belongs to an entry of an incident, whose keys hold for all of its values. A text list has
one value a line; empty lines and lines that start with `#` are skipped. A CSV list (RFC 4180) has
a header with the column `value`, and any of the others in `COLUMNS`. Values may be defanged.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import datetime
from functools import partial
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
_SHOWN = 5
"""Unknown columns that a finding names: a file without line ends is all header."""

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


Row = tuple[int, str, Mapping[str, str]]
"""Line, value, and what other cells say."""
_SAYS_NOTHING: Mapping[str, str] = {}
_OWN = frozenset({"observable", "location", "bulk_list"})
_SHARED = tuple(field.name for field in fields(Mention) if field.name not in _OWN)
"""What all values of a list have in common, unless a cell says otherwise."""


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
    mention = context.mention(observable_class(entry.type)(""), where, _match(entry), None)
    return replace(mention, bulk_list=entry.path)


def _match(entry: entry_schema.ListEntry) -> Match:
    return Match(entry.match or "subdomains") if entry.type == "domain" else Match.EXACT


class _ListReader:
    def __init__(self, source: FileContext, entry: entry_schema.ListEntry, path: TreePath) -> None:
        self._source, self._entry, self._path = source, entry, path
        self._context = EntryContext(source, entry, path)
        self._file = source.root / entry.path
        self._shown = display_path(self._file)
        self._class = observable_class(entry.type)
        self._match = _match(entry)
        self._mistakes = 0
        self._shared: partial[Mention] | None = None

    def mentions(self) -> Iterator[Mention]:
        if not self._well_placed():
            return
        text = read_text(self._file, self._source.root, MAX_BYTES)
        rows = self._csv(text) if self._file.suffix == ".csv" else _lines(text)
        seen: dict[str, Mapping[str, str]] = {}
        for line, value, cells in rows:
            if self._mistakes >= MAX_FINDINGS:
                self._complain(line, "more mistakes follow", "correct those above first")
                return
            try:
                observable = read_value(self._class, value)
                before = seen.get(observable.value)
                if before is None:
                    seen[observable.value] = cells
                    yield self._mention(observable, line, cells)
                elif before != cells:
                    problem = f'"{observable}" stands there twice, with different cells'
                    self._complain(line, problem, "keep one of the lines")
            except InvalidValueError as error:
                self._complain(line, error.problem, error.remedy)
        yield from self._revoked(seen)
        self._context.check_history()

    def _revoked(self, seen: Mapping[str, object]) -> Iterator[Mention]:
        """Values that the entry's history revokes: they need not stand in the list any more."""
        for observable, number in self._context.named_in_history(self._class):
            if observable.value not in seen:
                at = (*self._path, "history", number, "value")
                where = self._source.node.place(at)
                mention = self._context.mention(observable, where, self._match, None)
                if mention.is_live:
                    problem = f'"{observable}" is listed again, and is not in the list'
                    self._refuse(at, codes.HISTORY, problem, "add its line, or revoke it")
                yield replace(mention, bulk_list=self._entry.path)

    def _well_placed(self) -> bool:
        parts = self._entry.path.split("/")
        if (
            {"", ".", ".."} & set(parts)
            or "\\" in self._entry.path
            or self._file.suffix not in {".txt", ".csv"}
        ):
            at = (*self._path, "path")
            remedy = "write it as lists/name.txt or .csv"
            self._refuse(at, codes.INVALID_VALUE, "is no path of a list", remedy)
            return False
        if self._entry.match is not None and self._entry.type != "domain":
            at = (*self._path, "match")
            problem = "only domains are matched in two ways"
            self._refuse(at, codes.INVALID_VALUE, problem, "remove it")
        return True

    def _refuse(self, at: TreePath, code: str, problem: str, remedy: str) -> None:
        self._source.complain(Finding(self._source.node.place(at), code, problem, remedy))

    def _complain(self, line: int, problem: str, remedy: str) -> None:
        self._mistakes += 1
        where = Location(self._shown, line, 1)
        self._source.complain(Finding(where, codes.LIST, problem, remedy))

    def _csv(self, text: str) -> Iterator[Row]:
        # With their ends, so that a line break inside quotes is seen and refused in its column.
        reader = csv.reader(text.splitlines(keepends=True), strict=True)
        header: list[str] = []
        line = 1
        try:
            for cells in reader:
                if cells and not header:
                    header = [cell.strip() for cell in cells]
                    if not self._good_header(line, header):
                        return
                elif cells and len(cells) != len(header):
                    problem = f"has {len(cells)} cells, the header {len(header)}"
                    self._complain(line, problem, "quote cells that hold a comma")
                elif cells:
                    named = {k: v.strip() for k, v in zip(header, cells, strict=True)}
                    value = named.pop("value")
                    yield line, value, {k: v for k, v in named.items() if v}
                line = reader.line_num + 1
        except csv.Error as error:
            self._complain(line, f"is no CSV: {error}", "quote cells as RFC 4180 says")
            return
        if not header:
            self._complain(1, "the file has no header", 'write one, "value", also of an empty list')

    def _good_header(self, line: int, header: list[str]) -> bool:
        unknown = sorted(set(header) - COLUMNS.keys())
        if "value" not in header:
            self._complain(line, 'the header has no column "value"', "start with a header line")
        elif unknown:
            shown = ", ".join(name[:40] for name in unknown[:_SHOWN])
            more = f" and {len(unknown) - _SHOWN} more" if len(unknown) > _SHOWN else ""
            self._complain(line, f"unknown column {shown}{more}", f"use: {', '.join(COLUMNS)}")
        elif len(set(header)) != len(header):
            self._complain(line, "the header repeats a column", "remove one")
        else:
            return True
        return False

    def _mention(self, observable: Observable, line: int, cells: Mapping[str, str]) -> Mention:
        made = self._common(observable)
        where = Location(self._shown, line, 1)
        if not cells:
            return made(observable=observable, location=where)
        said = {key: COLUMNS[key](text) for key, text in cells.items()}
        if "last_seen" in said and "valid_until" not in said:
            said["valid_until"] = self._validity_after(observable, said["last_seen"])
        mention = made(observable=observable, location=where, **said)
        if mention.valid_until <= (mention.first_seen or mention.published):
            raise InvalidValueError("the validity ends before it begins", "correct the times")
        return mention

    def _common(self, observable: Observable) -> partial[Mention]:
        """Makes the mention of a value; a list of a million has the rest in common."""
        if self._shared is not None:
            return self._shared
        where = Location(self._shown, 1, 1)
        mention = self._context.mention(observable, where, self._match, None)
        shared = {name: getattr(mention, name) for name in _SHARED}
        made = partial(Mention, bulk_list=self._entry.path, **shared)
        if not self._context.tells_apart:
            self._shared = made
        return made

    def _validity_after(self, observable: Observable, last_seen: datetime) -> datetime:
        if self._entry.valid_until is not None:
            return self._entry.valid_until
        profile = self._source.profile
        length = self._entry.valid_for or profile.validity_of(observable.type)
        return length.after(last_seen)


def _lines(text: str) -> Iterator[Row]:
    for number, line in enumerate(text.split("\n"), start=1):
        value = line.strip()
        if value and value[0] != "#":
            yield number, value, _SAYS_NOTHING
