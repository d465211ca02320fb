"""`next`: a place in the log that says everything the following page needs.

Nothing is kept in the server, so every replica understands the tokens of every other, for ever.
"""

from __future__ import annotations

import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from binascii import crc32
from dataclasses import dataclass

import orjson

from feedgen.serve.taxii.matching import FIELDS, NOTHING, Match, parse_match
from feedgen.serve.taxii.refusals import RefusedError, malformed

_HEAD = struct.Struct("<BB8sIq")
"""Layout; whether filters were left out; log; record; date."""
_SUM = struct.Struct("<I")
_LAYOUT = 1
_CARRIED = 1500
"""Bytes of filters; who filters by more has to name them again, as the standard says."""
_TOKEN_LIMIT = 4096
_DATES = range(253_402_300_800_000)
"""Milliseconds since 1970 that have years of four digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """After which record to go on, and by which filters."""

    log: bytes
    """The log's id; of another log only the date counts."""
    record: int
    """The number of the last one sent."""
    date: int
    """When it was added, in milliseconds since 1970."""
    match: Match = NOTHING
    partial: bool = False
    """Whether the filters were too long to be carried."""

    @property
    def token(self) -> str:
        """As clients send it back."""
        filters = orjson.dumps(dict(self.match.fields)) if self.match.fields else b""
        left_out = len(filters) > _CARRIED
        data = _HEAD.pack(_LAYOUT, left_out, self.log, self.record, self.date)
        data += b"" if left_out else filters
        return urlsafe_b64encode(data + _SUM.pack(crc32(data))).rstrip(b"=").decode()


def parse_cursor(token: str) -> Cursor:
    """Read a token.

    Raises:
        RefusedError: 400, when no server of this feed made it.
    """
    if len(token) > _TOKEN_LIMIT:
        raise _unknown()
    try:
        text = token.rstrip("=").encode("ascii")
        data = urlsafe_b64decode(text + b"=" * (-len(text) % 4))
        # What is no letter of the alphabet is skipped by the decoder, so compare.
        if urlsafe_b64encode(data).rstrip(b"=") != text or len(data) < _HEAD.size + _SUM.size:
            raise _unknown()
        (sum_,) = _SUM.unpack(data[-_SUM.size :])
        data = data[: -_SUM.size]
        layout, left_out, log, record, date = _HEAD.unpack_from(data)
        if sum_ != crc32(data) or layout != _LAYOUT or left_out > 1 or date not in _DATES:
            raise _unknown()
        match = _match(data[_HEAD.size :])
    except (Base64Error, UnicodeEncodeError, ValueError) as error:
        raise _unknown() from error
    return Cursor(log=log, record=record, date=date, match=match, partial=bool(left_out))


def _match(filters: bytes) -> Match:
    if not filters:
        return NOTHING
    given = orjson.loads(filters)
    if not isinstance(given, dict) or not all(
        name in FIELDS and isinstance(values, list) and all(isinstance(v, str) for v in values)
        for name, values in given.items()
    ):
        raise _unknown()
    return parse_match(given)


def _unknown() -> RefusedError:
    return malformed("next", "is no token of this server; start again without it")
