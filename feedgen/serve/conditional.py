"""Conditional and range requests (RFC 9110 §13 and §14)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from functools import lru_cache

_TAG = re.compile(r'(?:W/)?"([\x21\x23-\x7e\x80-\xff]*)"')
_RANGE = re.compile(r"bytes=\s*(\d{0,18})\s*-\s*(\d{0,18})\s*", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Range:
    """Bytes from `first` up to but without `end`."""

    first: int
    end: int


class UnsatisfiableError(Exception):
    """A range that begins behind the end."""


def not_modified(headers: Mapping[str, str], tag: str | None, modified: int | None) -> bool:
    """Whether the client has these bytes.

    Args:
        headers: of the request.
        tag: the entity tag, without quotes.
        modified: seconds since 1970.
    """
    wanted = headers.get("if-none-match")
    if wanted is not None:
        return tag is not None and (wanted.strip() == "*" or tag in _TAG.findall(wanted))
    since = http_seconds(headers.get("if-modified-since"))
    return since is not None and modified is not None and modified <= since


def asked_range(
    headers: Mapping[str, str], size: int, tag: str | None, modified: int | None
) -> Range | None:
    """The one range that is asked for; None for everything, also where several are.

    Raises:
        UnsatisfiableError: when there are no such bytes.
    """
    match = _RANGE.fullmatch(headers.get("range", ""))
    if match is None or match.groups() == ("", ""):
        return None
    condition = headers.get("if-range")
    if condition is not None and not _same(condition.strip(), tag, modified):
        return None
    first, last = match.groups()
    if not first:
        length = min(int(last), size)
        if length == 0:
            raise UnsatisfiableError
        return Range(size - length, size)
    begin, end = int(first), min(int(last) + 1, size) if last else size
    if last and int(last) < begin:
        return None
    if begin >= size:
        raise UnsatisfiableError
    return Range(begin, end)


def _same(condition: str, tag: str | None, modified: int | None) -> bool:
    """If-Range compares strongly, so weak tags never match."""
    if condition.startswith('"'):
        return tag is not None and condition == f'"{tag}"'
    return modified is not None and http_seconds(condition) == modified


@lru_cache(maxsize=64)
def http_date(seconds: int) -> str:
    """As `Last-Modified` has it."""
    return format_datetime(datetime.fromtimestamp(seconds, UTC), usegmt=True)


def http_seconds(text: str | None) -> int | None:
    """Seconds since 1970; None where it is no HTTP date."""
    if text is None:
        return None
    try:
        parsed = parsedate_to_datetime(text)
    except ValueError:
        return None
    return int(parsed.replace(tzinfo=parsed.tzinfo or UTC).timestamp())
