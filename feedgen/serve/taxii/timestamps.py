"""Timestamps: read as clients write them, written as the standard demands (TAXII 2.1 §2)."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)
_EARLIEST = (datetime(1, 1, 1, tzinfo=UTC) - _EPOCH) // _SECOND * 1_000_000
_LATEST = (datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC) - _EPOCH) // _SECOND * 1_000_000 + 999_999
_FORM = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt +]([0-9]{2}):([0-9]{2}):([0-9]{2})"
    r"(?:[.,]([0-9]{1,12}))?"
    # A plus sign that a client forgot to encode arrives as a space.
    r"(?:[Zz]|([+ -])([0-9]{2}):?([0-9]{2}))"
)


def parse_micros(text: str) -> int | None:
    """Microseconds since 1970, finer digits cut off; None when it is no timestamp.

    RFC 3339 with seconds or any fraction of them, `Z` or an offset.
    """
    found = _FORM.fullmatch(text)
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(part) for part in found.group(1, 2, 3, 4, 5, 6))
    leap = 1 if second == 60 else 0  # RFC 3339 §5.7; Python has no such second
    try:
        whole = datetime(year, month, day, hour, minute, second - leap, tzinfo=UTC)
    except ValueError:
        return None
    micros = ((whole - _EPOCH) // _SECOND + leap) * 1_000_000
    micros += int((found[7] or "0").ljust(6, "0")[:6])
    if found[8]:
        hours, minutes = int(found[9]), int(found[10])
        if hours > 23 or minutes > 59:
            return None
        offset = (hours * 60 + minutes) * 60_000_000
        micros += offset if found[8] == "-" else -offset
    return micros if _EARLIEST <= micros <= _LATEST else None


def format_millis(millis: int) -> str:
    """`YYYY-MM-DDTHH:MM:SS.mmm000Z` for milliseconds since 1970."""
    seconds, rest = divmod(millis, 1000)
    return f"{_second(seconds)}.{rest:03}000Z"


@lru_cache(maxsize=4096)
def _second(seconds: int) -> str:
    when = _EPOCH + timedelta(seconds=seconds)
    # strftime does not fill years up to four digits on every platform.
    return when.replace(tzinfo=None).isoformat(timespec="seconds")
