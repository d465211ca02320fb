"""Reads and writes the feed's memory: `ledger.jsonl` and `releases.jsonl`.

One JSON object a line, sorted, so that git merges and reviews them line by line. Files are
replaced whole: written aside, synced, renamed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import orjson

from feedgen.durable import replace_file
from feedgen.errors import InvalidValueError, UnavailableError
from feedgen.model.instants import format_millis, parse_instant
from feedgen.model.ledger import Ledger, LedgerLine
from feedgen.model.observables import OBSERVABLE_TYPES
from feedgen.model.releases import ReleaseLine
from feedgen.sources import codes
from feedgen.sources.files import read_text, refuse

LEDGER_FILE = "ledger.jsonl"
RELEASES_FILE = "releases.jsonl"
_MAX_BYTES = 2 * 1024 * 1024 * 1024
_KEY = re.compile(r"([a-z0-9_]+) .+ [1-9][0-9]{0,5}", re.DOTALL)
"""Of an indicator: type, value and generation."""
T = TypeVar("T")


def read_memory(root: Path) -> tuple[Ledger, tuple[ReleaseLine, ...]]:
    """The ledger and the releases of a source tree, as far as they belong together.

    Raises:
        SourceError: FG110 also where one of the two is missing or behind the other: without it,
            ids would get new dates and sids would be given twice.
    """
    ledger, releases = read_ledger(root), read_releases(root)
    last = releases[-1].serial if releases else 0
    restore = "restore both files from git"
    if releases and not ledger.lines:
        problem = f"there are {last} releases and no ledger"
        raise refuse(root / LEDGER_FILE, codes.LEDGER_FILE, problem, restore)
    if ledger.last_serial > last + 1:
        problem = f"the ledger knows release {ledger.last_serial}, the list of releases only {last}"
        raise refuse(root / RELEASES_FILE, codes.LEDGER_FILE, problem, restore)
    return ledger, releases


def read_ledger(root: Path) -> Ledger:
    """The ledger of a source tree; empty before the first release.

    Raises:
        SourceError: FG110 at the first line that is not a ledger line, or repeats another's id,
            key or sid.
    """
    path = root / LEDGER_FILE
    lines = _read(path, root, ledger_line) if _is_there(path) else []
    seen: dict[tuple[str, object], int] = {}
    for number, line in enumerate(lines, start=1):
        names: list[tuple[str, object]] = [("id", line.id), ("key", (line.kind, line.key))]
        if line.sid is not None:
            names.append(("sid", line.sid))
        for name in names:
            if name in seen:
                raise refuse(
                    path,
                    codes.LEDGER_FILE,
                    f"repeats the {name[0]} of line {seen[name]}",
                    "take the main branch's file and release again there",
                    at=(number, 1),
                )
            seen[name] = number
    return Ledger({line.id: line for line in lines})


def _is_there(path: Path) -> bool:
    """True also for a link to nowhere, which is a mistake and no empty file."""
    return path.is_symlink() or path.exists()


def write_ledger(root: Path, ledger: Ledger) -> None:
    """Replace the ledger, by kind, key and id. Lines of values that only lists name are not here.

    Raises:
        UnavailableError: when the disk refuses.
    """
    curated = [line for line in ledger.lines.values() if line.curated]
    _replace(root / LEDGER_FILE, [ledger_record(line) for line in _ordered(curated)])


def _ordered(lines: Iterable[LedgerLine]) -> list[LedgerLine]:
    return sorted(lines, key=lambda line: (line.kind, line.key, line.id))


def read_releases(root: Path) -> tuple[ReleaseLine, ...]:
    """All releases in order of serial; empty before the first.

    Raises:
        SourceError: FG110 at the first line that is not a release, or does not follow the last.
    """
    path = root / RELEASES_FILE
    lines = _read(path, root, _release_line) if _is_there(path) else []
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
            found.append(parse(_mapping(orjson.loads(text))))
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


def _mapping(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError("it is no mapping")  # noqa: TRY004 - one kind of mistake here
    return value


def _text(record: dict[str, Any], key: str, pattern: str = ".+") -> str:
    value = record.get(key)
    if not isinstance(value, str) or not re.fullmatch(pattern, value, re.ASCII | re.DOTALL):
        raise ValueError(f'"{key}" is missing or no such text')
    return value


def _number(record: dict[str, Any], key: str, default: int | None = None) -> int:
    value = record.get(key, default)
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise ValueError(f'"{key}" is missing or no number from 1')
    return value


def ledger_line(record: dict[str, Any]) -> LedgerLine:
    """The line that a record says.

    Raises:
        ValueError, InvalidValueError: when it says none.
    """
    covers = record.get("covers", [])
    if not isinstance(covers, list) or not all(isinstance(id_, str) for id_ in covers):
        raise ValueError('"covers" is no list of ids')
    line = LedgerLine(
        id=_text(record, "id"),
        kind=_text(record, "kind"),
        key=_text(record, "key"),
        hash=_text(record, "hash", "[0-9a-f]{64}"),
        created=parse_instant(_text(record, "created")),
        modified=parse_instant(_text(record, "modified")),
        added_serial=_number(record, "added_serial"),
        changed_serial=_number(record, "changed_serial"),
        revoked=record.get("revoked", False) is True,
        sid=_number(record, "sid") if "sid" in record else None,
        rev=_number(record, "rev", 1),
        covers=tuple(covers),
        bulk_list=_text(record, "list") if "list" in record else None,
        revoked_at=parse_instant(_text(record, "revoked_at")) if "revoked_at" in record else None,
        revoked_reason=_text(record, "reason") if "reason" in record else None,
        gone_serial=_number(record, "gone_serial") if "gone_serial" in record else None,
    )
    if line.bulk_list is not None:
        _check_listed(line, line.bulk_list)
    return line


def _check_listed(line: LedgerLine, bulk_list: str) -> None:
    """A line that stands for a value which the sources may not name any more."""
    match = _KEY.fullmatch(line.key)
    if match is None or match[1] not in OBSERVABLE_TYPES:
        raise ValueError('"key" names no value of a list')
    if not all(bulk_list.partition(" ")):
        raise ValueError('"list" names no list of an incident')
    if line.revoked != (line.revoked_at is not None):
        raise ValueError('"revoked" and "revoked_at" do not agree')


def ledger_record(line: LedgerLine) -> dict[str, Any]:
    """A line as JSON; what is usual is left out."""
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
    if line.gone_serial is not None:
        record["gone_serial"] = line.gone_serial
    if line.covers:
        record["covers"] = list(line.covers)
    if line.bulk_list is not None:
        record["list"] = line.bulk_list
    if line.revoked_at is not None:
        record["revoked_at"] = format_millis(line.revoked_at)
    if line.revoked_reason is not None:
        record["reason"] = line.revoked_reason
    return record


def _release_line(record: dict[str, Any]) -> ReleaseLine:
    toolchain = record.get("toolchain")
    if not isinstance(toolchain, dict):
        raise ValueError('"toolchain" is no mapping')  # noqa: TRY004 - one kind of mistake here
    return ReleaseLine(
        serial=_number(record, "serial"),
        # A version is the name of a directory that is written and replaced.
        version=_text(record, "version", r"\d{4}\.\d\d\.\d\d\.[1-9]\d*"),
        as_of=parse_instant(_text(record, "as_of")),
        content=_text(record, "content", "[0-9a-f]{64}"),
        toolchain=tuple(sorted((str(k), str(v)) for k, v in toolchain.items())),
        lists=_text(record, "lists", "[0-9a-f]{64}") if "lists" in record else None,
        objects=_text(record, "objects", "[0-9a-f]{64}") if "objects" in record else None,
    )


def _release_record(line: ReleaseLine) -> dict[str, Any]:
    record: dict[str, Any] = {
        "serial": line.serial,
        "version": line.version,
        "as_of": format_millis(line.as_of),
        "content": line.content,
        "toolchain": dict(line.toolchain),
    }
    sums = {"lists": line.lists, "objects": line.objects}
    return record | {name: digest for name, digest in sums.items() if digest is not None}


def _replace(path: Path, records: Sequence[dict[str, Any]]) -> None:
    try:
        replace_file(path, (orjson.dumps(record) + b"\n" for record in records))
    except OSError as error:
        raise UnavailableError(
            f"{path} cannot be written: {error.strerror}; check the disk"
        ) from error
