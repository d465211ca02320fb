"""Reads and writes the feed's memory: `ledger.jsonl` and `releases.jsonl`.

One JSON object a line, sorted, so that git merges and reviews them line by line. Files are
replaced whole: written aside, synced, renamed.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import orjson

from feedgen.errors import InvalidValueError, UnavailableError
from feedgen.model.instants import format_millis, parse_instant
from feedgen.model.ledger import Ledger, LedgerLine
from feedgen.model.releases import ReleaseLine
from feedgen.sources import codes
from feedgen.sources.files import read_text, refuse

LEDGER_FILE = "ledger.jsonl"
RELEASES_FILE = "releases.jsonl"
_MAX_BYTES = 2 * 1024 * 1024 * 1024
T = TypeVar("T")


def read_ledger(root: Path) -> Ledger:
    """The ledger of a source tree; empty before the first release.

    Raises:
        SourceError: FG110 at the first line that is not a ledger line.
    """
    path = root / LEDGER_FILE
    lines = _read(path, root, _ledger_line) if path.exists() else []
    by_id = {line.id: line for line in lines}
    if len(by_id) != len(lines):
        raise refuse(
            path,
            codes.LEDGER_FILE,
            "an id stands on two lines",
            "take the main branch's file and release again there",
        )
    return Ledger(by_id)


def write_ledger(root: Path, ledger: Ledger) -> None:
    """Replace the ledger, by kind, key and id.

    Raises:
        UnavailableError: when the disk refuses.
    """
    ordered = sorted(ledger.lines.values(), key=lambda line: (line.kind, line.key, line.id))
    _replace(root / LEDGER_FILE, [_ledger_record(line) for line in ordered])


def read_releases(root: Path) -> tuple[ReleaseLine, ...]:
    """All releases in order of serial; empty before the first.

    Raises:
        SourceError: FG110 at the first line that is not a release, or does not follow the last.
    """
    path = root / RELEASES_FILE
    lines = _read(path, root, _release_line) if path.exists() else []
    for number, line in enumerate(lines, start=1):
        if line.serial != number:
            raise refuse(
                path,
                codes.LEDGER_FILE,
                f"serial {line.serial} stands where {number} belongs",
                "take the main branch's file and release again there",
                at=(number, 1),
            )
    return tuple(lines)


def write_releases(root: Path, lines: Sequence[ReleaseLine]) -> None:
    """Replace the list of releases.

    Raises:
        UnavailableError: when the disk refuses.
    """
    _replace(root / RELEASES_FILE, [_release_record(line) for line in lines])


def _read(path: Path, root: Path, parse: Callable[[dict[str, Any]], T]) -> list[T]:
    found = []
    for number, text in enumerate(read_text(path, root, _MAX_BYTES).splitlines(), start=1):
        if text.startswith(("<<<<<<<", "=======", ">>>>>>>")):
            raise refuse(
                path,
                codes.LEDGER_FILE,
                "holds a merge conflict",
                "take the main branch's file and release again there",
                at=(number, 1),
            )
        try:
            found.append(parse(orjson.loads(text)))
        except (
            orjson.JSONDecodeError,
            KeyError,
            TypeError,
            ValueError,
            InvalidValueError,
        ) as error:
            raise refuse(
                path,
                codes.LEDGER_FILE,
                f"is not a line of this file ({error})",
                "restore the file from git; it is never edited by hand",
                at=(number, 1),
            ) from error
    return found


def _ledger_line(record: dict[str, Any]) -> LedgerLine:
    return LedgerLine(
        id=str(record["id"]),
        kind=str(record["kind"]),
        key=str(record["key"]),
        hash=str(record["hash"]),
        created=parse_instant(record["created"]),
        modified=parse_instant(record["modified"]),
        added_serial=int(record["added_serial"]),
        changed_serial=int(record["changed_serial"]),
        revoked=bool(record.get("revoked", False)),
        sid=record.get("sid"),
        rev=int(record.get("rev", 1)),
        covers=tuple(record.get("covers", ())),
    )


def _ledger_record(line: LedgerLine) -> dict[str, Any]:
    record: dict[str, Any] = {
        "kind": line.kind,
        "key": line.key,
        "id": line.id,
        "created": format_millis(line.created),
        "modified": format_millis(line.modified),
        "added_serial": line.added_serial,
        "changed_serial": line.changed_serial,
        "hash": line.hash,
    }
    if line.revoked:
        record["revoked"] = True
    if line.sid is not None:
        record["sid"] = line.sid
    if line.rev != 1:
        record["rev"] = line.rev
    if line.covers:
        record["covers"] = list(line.covers)
    return record


def _release_line(record: dict[str, Any]) -> ReleaseLine:
    return ReleaseLine(
        serial=int(record["serial"]),
        version=str(record["version"]),
        as_of=parse_instant(record["as_of"]),
        content=str(record["content"]),
        toolchain=tuple(sorted((str(k), str(v)) for k, v in record["toolchain"].items())),
    )


def _release_record(line: ReleaseLine) -> dict[str, Any]:
    return {
        "serial": line.serial,
        "version": line.version,
        "as_of": format_millis(line.as_of),
        "content": line.content,
        "toolchain": dict(line.toolchain),
    }


def _replace(path: Path, records: Sequence[dict[str, Any]]) -> None:
    aside = path.with_name(f".{path.name}.new")
    try:
        with aside.open("wb") as file:
            for record in records:
                file.write(orjson.dumps(record) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except OSError as error:
        raise UnavailableError(
            f"{path} cannot be written: {error.strerror}; check the disk"
        ) from error
