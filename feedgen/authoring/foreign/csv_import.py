"""Reads tables: our own indicators.csv, and any CSV whose header names a type and a value."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from feedgen.authoring.foreign.foreign_values import (
    member_of,
    moment,
    observable_of,
    percent,
    tlp_of,
    web_address,
)
from feedgen.authoring.reading import Candidate, Cited, Reading
from feedgen.errors import InvalidValueError, UsageError
from feedgen.model.incident import Severity
from feedgen.model.indicator import Action, ImageKind, Match, TagStanding
from feedgen.model.observables import Carrier, Commit, ImageDigest, Md5, Observable, Sha1, Sha256

_MAX_CELL = 32_768
_TYPE = ("type", "ioc_type", "indicator_type", "attribute_type")
_VALUE = ("value", "ioc", "ioc_value", "indicator", "indicator_value", "observable")
_KNOWN = frozenset(
    {"id", "type", "value", "match", "action", "confidence", "tlp", "severity", "roles",
     "incidents", "first_seen", "last_seen", "valid_from", "valid_until", "created", "modified",
     "generation", "labels", "repositories", "kind", "platform", "standing", "name", "size",
     "references", "note", "ports", "role", "reference", "description", "comment", "tags"}
)  # fmt: skip
"""Columns that are understood."""


def is_csv(text: str) -> bool:
    """Whether the first line is a header with a type and a value."""
    return _header(text) is not None


def _header(text: str) -> list[str] | None:
    first = text.partition("\n")[0][:4096]
    try:
        cells = next(csv.reader([first.lstrip("#")], skipinitialspace=True), [])
    except csv.Error:
        return None
    names = [cell.strip().lower() for cell in cells]
    return names if {*names} & {*_TYPE} and {*names} & {*_VALUE} else None


def read_csv(text: str) -> Reading:
    """What a table lists.

    Raises:
        UsageError: when the header names no type and value, or a row is no CSV.
    """
    header = _header(text)
    if header is None:
        raise UsageError("the first line names no columns `type` and `value`")
    reading = Reading()
    for name in sorted(
        {name for name in header if name and name not in {*_KNOWN, *_TYPE, *_VALUE}}
    ):
        reading.leave_out(f'column "{name}"', "has no counterpart in a source")
    for number, cells in _rows(text):
        if not cells or cells[0].startswith("#"):
            continue
        row = dict(zip(header, cells, strict=False))
        _row(reading, row, f"row {number}")
    ids = sorted({id_ for id_ in reading.notes if id_})
    reading.notes = []
    if len(ids) == 1:
        reading.id = ids[0]
    elif ids:
        reading.ask(f"the table tells of several incidents: {', '.join(ids[:10])}; split the file?")
    return reading


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    rows = csv.reader(io.StringIO(text), skipinitialspace=True)
    next(rows, None)
    while True:
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            raise UsageError(f"line {rows.line_num} of the table is no CSV: {error}") from error
        # Not by csv.field_size_limit, which every other reader of the process would feel.
        if any(len(cell) > _MAX_CELL for cell in cells):
            raise UsageError(
                f"line {rows.line_num} of the table is no CSV: "
                f"field larger than field limit ({_MAX_CELL})"
            )
        yield rows.line_num, cells


def _row(reading: Reading, row: dict[str, str], place: str) -> None:
    type_ = next((row[name] for name in _TYPE if row.get(name)), "")
    value = next((row[name] for name in _VALUE if row.get(name)), "")
    if not value.strip():
        return
    try:
        observable = observable_of(type_, value)
    except InvalidValueError as error:
        reading.leave_out(f"{type_} {value}", error.problem, place)
        return
    incidents = _parts(row.get("incidents", ""))
    reading.notes += incidents
    references = tuple(
        url for text in _parts(row.get("references") or row.get("reference", ""))
        if (url := web_address(text))
    )  # fmt: skip
    for url in references:
        reading.cite(Cited(url))
    roles = _parts(row.get("roles") or row.get("role", ""))
    if len(roles) > 1:
        reading.ask(f"{value} has the roles {', '.join(roles)}; a source line has one")
    _severity(reading, row.get("severity", ""))
    candidate = Candidate(
        observable=observable,
        place=place,
        action=member_of(Action, row.get("action")),
        confidence=percent(row.get("confidence")),
        match=member_of(Match, row.get("match")),
        role=roles[0] if roles else None,
        tlp=tlp_of(row.get("tlp", "")),
        first_seen=moment(row.get("first_seen")),
        last_seen=moment(row.get("last_seen")),
        valid_until=moment(row.get("valid_until")),
        references=references,
        labels=tuple(_parts(row.get("labels") or row.get("tags", ""))),
        **_details(row, observable),
    )
    if isinstance(observable, Commit | ImageDigest) and not candidate.repositories:
        reading.ask(f"{observable.type} {observable} ({place}): of which repository?")
        return
    if candidate.tlp and (reading.tlp is None or candidate.tlp.rank < reading.tlp.rank):
        reading.tlp = candidate.tlp
    valid_from = moment(row.get("valid_from"))
    if valid_from and not candidate.first_seen:
        reading.published = min(valid_from, reading.published or valid_from)
    reading.take(candidate)


def _details(row: dict[str, str], observable: Observable) -> dict[str, Any]:
    standing = row.get("standing", "")
    size = row.get("size", "")
    details: dict[str, Any] = {
        "note": (row.get("note") or row.get("description") or row.get("comment") or "").strip()
        or None,
        "repositories": tuple(_parts(row.get("repositories", ""))),
        "kind": member_of(ImageKind, row.get("kind")),
        "platform": row.get("platform") or None,
        "standing": member_of(TagStanding, standing),
        "ports": tuple(int(p) for p in _parts(row.get("ports", "")) if p.isascii() and p.isdigit()),
    }
    if isinstance(observable, Sha256 | Sha1 | Md5):
        details["name"] = row.get("name") or None
        details["size"] = int(size) if size.isascii() and size.isdigit() else None
        details["same_file"] = f"{row['name']} {size}" if row.get("name") and size else None
    if isinstance(observable, Carrier):
        refs, _, because = row.get("note", "").partition(": ")
        details |= {"refs": refs or None, "because": because or None, "note": None}
    return details


def _severity(reading: Reading, text: str) -> None:
    found = member_of(Severity, text)
    order = list(Severity)
    if found and (reading.severity is None or order.index(found) > order.index(reading.severity)):
        reading.severity = found


def _parts(cell: str) -> list[str]:
    r"""The parts of a cell that holds several: `a|b`, with `\|` and `\\` within a part."""
    parts, current, escaped = [], "", False
    for character in cell:
        if escaped or character not in "\\|":
            current, escaped = current + character, False
        elif character == "\\":
            escaped = True
        else:
            parts.append(current)
            current = ""
    return [part.strip() for part in [*parts, current] if part.strip()]
