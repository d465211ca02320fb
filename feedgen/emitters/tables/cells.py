"""How a value becomes a cell: exact where machines compare, one line where people read.

A table is UTF-8 CSV as RFC 4180 says, with LF between lines, which every reader takes. The csv
module is the encoder: it quotes what a reader would otherwise take for structure. Nothing is put
in front of values that a spreadsheet might take for a formula: a changed value is a wrong value.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache

from feedgen.errors import UnencodableError
from feedgen.model.instants import format_instant

SEPARATOR = "|"
"""Between the parts of a cell that holds several; inside a part it is written `\\|`."""
_BATCH = 2048
"""Rows that are encoded and handed on together."""


class _Lines:
    """What a csv writer writes to: keeps each row, without its line end."""

    def __init__(self) -> None:
        self.rows: list[str] = []

    def write(self, text: str) -> int:
        self.rows.append(text[:-2])
        return len(text)


def csv_chunks(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """The table's bytes, in batches of rows; never empty, for there is always a header."""
    lines = _Lines()
    # The writer quotes a cell for the characters of its line end, so it is told both, CR and LF.
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow(row)
        if len(lines.rows) >= _BATCH:
            yield ("\n".join(lines.rows) + "\n").encode()
            lines.rows.clear()
    if lines.rows:
        yield ("\n".join(lines.rows) + "\n").encode()


def exact(value: str) -> str:
    """A value as it is, to be compared.

    Raises:
        UnencodableError: for a lone surrogate, which has no UTF-8 form.
    """
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise UnencodableError("the value has no UTF-8 form") from error
    return value


def joined(parts: Sequence[str]) -> str:
    r"""Several parts in one cell: `a|b`, with `\|` and `\\` for those characters within a part."""
    if not parts:
        return ""
    return SEPARATOR.join([_part(part) for part in parts])


def _part(part: str) -> str:
    if "\\" in part or SEPARATOR in part:
        return part.replace("\\", "\\\\").replace(SEPARATOR, f"\\{SEPARATOR}")
    return part


def prose(text: str | None) -> str:
    """Words for people on one line; line breaks become spaces."""
    return " ".join(text.split()) if text else ""


def instant(at: datetime | None) -> str:
    """UTC as `2026-04-22T12:31:00Z`; empty for none."""
    return "" if at is None else _instant(at)


# Most instants of a feed are those of its incidents and releases.
_instant = lru_cache(maxsize=4096)(format_instant)
