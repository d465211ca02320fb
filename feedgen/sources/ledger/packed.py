"""The ledger of bulk lists as a file of the release: packed for a million values.

JSON lines: a mapping says what lines have in common (list, dates, serials), and the pairs of key
and hash that follow it are those lines. An id is not written: it follows from the key. bzip2,
because its output is the same everywhere (docs/adr/0008-the-ledger-of-bulk-lists.md).
"""

from __future__ import annotations

import bz2
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import fields
from functools import partial
from typing import Any
from uuid import UUID

import orjson

from feedgen.errors import InvalidValueError, VerificationError
from feedgen.model.ids import object_uuid
from feedgen.model.ledger import Ledger, LedgerLine
from feedgen.model.observables import OBSERVABLE_TYPES
from feedgen.sources.ledger.file import ledger_line, ledger_record

_LEVEL = 1
"""Of bzip2: most of a line is random digits, which no level makes smaller, only slower."""
_KIND = "indicator"
_OWN = ("id", "key", "hash")
"""What every line has for itself."""
_SHARED = tuple(field.name for field in fields(LedgerLine) if field.name not in _OWN)
_HASH = re.compile(r"[0-9a-f]{64}")
_KEY = re.compile(r"([a-z0-9_]+) (.+) ([1-9][0-9]{0,5})", re.DOTALL)
_ROWS = 1000
_PIECE = 1024 * 1024
_LONGEST = 64 * 1024
"""Bytes of a line: a value has 4,096 characters."""
_MAX_BYTES = 4 * 1024 * 1024 * 1024


def pack_lists(ledger: Ledger) -> bytes:
    """The lines that git does not keep; empty where there are none."""
    groups: dict[tuple[object, ...], list[LedgerLine]] = defaultdict(list)
    for line in ledger.lines.values():
        if not line.curated:
            shared = (
                line.bulk_list, line.created, line.modified, line.added_serial,
                line.changed_serial, line.rev, line.revoked_at, line.revoked_reason,
                line.gone_serial,
            )  # fmt: skip
            groups[shared].append(line)
    if not groups:
        return b""
    by_head = {_head(lines[0]): lines for lines in groups.values()}
    packer = bz2.BZ2Compressor(_LEVEL)
    packed = []
    for head in sorted(by_head):
        packed.append(packer.compress(head + b"\n"))
        rows = sorted((line.key, line.hash) for line in by_head[head])
        # Not all at once: what orjson gives holds on to a kilobyte a row.
        for start in range(0, len(rows), _ROWS):
            text = b"\n".join(map(orjson.dumps, rows[start : start + _ROWS]))
            packed.append(packer.compress(text + b"\n"))
    return b"".join([*packed, packer.flush()])


def _head(line: LedgerLine) -> bytes:
    record = ledger_record(line)
    return orjson.dumps({k: v for k, v in record.items() if k not in {*_OWN, "kind"}})


def unpack_lists(packed: bytes, namespace: UUID) -> Ledger:
    """The lines that a release holds. The bytes were verified before, and are read with care.

    Args:
        packed: what `pack_lists` gave.
        namespace: of all ids.

    Raises:
        VerificationError: when they are no such file.
    """
    lines: dict[str, LedgerLine] = {}
    made: partial[LedgerLine] | None = None
    number = 0
    try:
        for number, text in enumerate(_lines(packed), start=1):  # noqa: B007 - for the error
            content = orjson.loads(text)
            if isinstance(content, dict):
                made = _common(content)
                continue
            if made is None:
                raise ValueError("nothing says of which list it is")  # noqa: TRY301
            line = _own(made, content, namespace)
            if line.id in lines:
                raise ValueError(f'"{line.key}" stands there twice')  # noqa: TRY301
            lines[line.id] = line
    except (EOFError, OSError, ValueError, KeyError, TypeError, InvalidValueError) as error:
        raise VerificationError(
            f"the ledger of bulk lists cannot be read, line {number}: {error}; fetch that release "
            "again"
        ) from error
    return Ledger(lines)


def _common(record: dict[str, Any]) -> partial[LedgerLine]:
    own = {"kind": _KIND, "id": "?", "key": "domain ? 1", "hash": "0" * 64}
    line = ledger_line({"list": None, **record, **own})
    shared = {name: getattr(line, name) for name in _SHARED}
    return partial(LedgerLine, **{**shared, "curated": False})


def _own(made: partial[LedgerLine], row: Any, namespace: UUID) -> LedgerLine:  # noqa: ANN401
    key, hash_ = row
    match = _KEY.fullmatch(key)
    if match is None or match[1] not in OBSERVABLE_TYPES or not _HASH.fullmatch(hash_):
        raise ValueError("it is no key and hash of an indicator")
    id_ = object_uuid(namespace, _KIND, match[1], match[2], match[3])
    return made(id=id_, key=key, hash=hash_)


def _lines(packed: bytes) -> Iterator[bytes]:
    machine = bz2.BZ2Decompressor()
    piece = machine.decompress(packed, _PIECE)
    rest, total = b"", 0
    while piece:
        total += len(piece)
        *whole, rest = (rest + piece).split(b"\n")
        if len(rest) > _LONGEST or total > _MAX_BYTES:
            raise ValueError("it is longer than feedgen writes it")
        yield from whole
        piece = b"" if machine.eof else machine.decompress(b"", _PIECE)
    if rest or not machine.eof:
        raise ValueError("it ends too early")
    if machine.unused_data:
        raise ValueError("something stands after its end")
