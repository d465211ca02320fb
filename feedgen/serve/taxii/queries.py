"""The query of a request: read strictly, so that no client misses data over a misspelt filter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote_to_bytes

from feedgen.serve.taxii.cursors import Cursor, parse_cursor
from feedgen.serve.taxii.matching import FIELDS, NOTHING, Match, parse_match
from feedgen.serve.taxii.refusals import RefusedError, malformed
from feedgen.serve.taxii.timestamps import parse_micros

QUERY_LIMIT = 65_536
"""Bytes of a query; what common servers and proxies let through."""
DEFAULT_OBJECTS = 5_000
MOST_OBJECTS = 10_000
_PARAMETERS_LIMIT = 100
_CACHED = 512
"""Bytes; longer queries are parsed each time."""
_ESCAPE = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_LIMIT = re.compile(r"0*[1-9][0-9]{0,15}")
_LARGEST = 2**53 - 1
"""Of integers that JSON readers agree about (§2)."""
_MATCH = {f"match[{name}]": name for name in FIELDS}
_KNOWN = frozenset({"added_after", "limit", "next", *_MATCH})


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What part of a collection is asked for."""

    added_after: int | None = None
    """Milliseconds since 1970. Dates are whole ones, so finer digits change nothing."""
    limit: int = DEFAULT_OBJECTS
    """Of objects in the answer; ours where the client has none or a higher one."""
    cursor: Cursor | None = None
    match: Match = NOTHING
    """The client's, or else those under which the cursor was given."""

    @property
    def key(self) -> str:
        """Equal for queries that have the same answer."""
        return repr((self.added_after, self.limit, self.cursor, self.match.fields))


def parse_query(raw: bytes) -> Query:
    """Read a query as it was sent, without the question mark.

    Raises:
        RefusedError: 400, when a parameter is malformed or repeated. Unknown ones are ignored.
    """
    return _parsed(raw) if len(raw) <= _CACHED else _parse(raw)


def _parse(raw: bytes) -> Query:
    given = _parameters(raw)
    added_after = given.get("added_after")
    cursor = parse_cursor(given["next"]) if "next" in given else None
    match = parse_match(
        {name: given[key].split(",") for key, name in _MATCH.items() if key in given}
    )
    if cursor and match is NOTHING:
        if cursor.partial:
            raise malformed("next", "repeat the match parameters that it was given for")
        match = cursor.match
    return Query(
        added_after=None if added_after is None else _millis(added_after),
        limit=_limit(given["limit"]) if "limit" in given else DEFAULT_OBJECTS,
        cursor=cursor,
        match=match,
    )


_parsed = lru_cache(maxsize=2048)(_parse)


def _parameters(raw: bytes) -> dict[str, str]:
    """The known parameters, decoded."""
    if not raw:
        return {}
    if len(raw) > QUERY_LIMIT:
        raise RefusedError(400, "Malformed query", f"it is longer than {QUERY_LIMIT} bytes")
    if raw.count(b"&") >= _PARAMETERS_LIMIT:
        raise RefusedError(400, "Malformed query", f"more than {_PARAMETERS_LIMIT} parameters")
    if _ESCAPE.search(raw):
        raise RefusedError(400, "Malformed query", "% without two hexadecimal digits")
    found: dict[str, str] = {}
    for pair in raw.split(b"&"):
        name, _, value = (_decoded(part) for part in pair.partition(b"="))
        if name in found:
            raise malformed(name, "given more than once")
        if name in _KNOWN:
            if not value:
                raise malformed(name, "has no value")
            found[name] = value
    return found


def _decoded(part: bytes) -> str:
    """Percent-decoded. A plus sign stays one: timestamps have them, and no value has a space."""
    try:
        return unquote_to_bytes(part).decode()
    except UnicodeDecodeError as error:
        raise RefusedError(400, "Malformed query", "its bytes are no UTF-8") from error


def _millis(text: str) -> int:
    micros = parse_micros(text)
    if micros is None:
        raise malformed("added_after", "is no timestamp like 2026-01-01T00:00:00.000000Z")
    return micros // 1000


def _limit(text: str) -> int:
    if not _LIMIT.fullmatch(text) or int(text) > _LARGEST:
        raise malformed("limit", "is no whole number above zero")
    return min(int(text), MOST_OBJECTS)
