"""File hash signatures for ClamAV: `hash:size:name:level`, one a line.

`.hsb` takes MD5, SHA-1 and SHA-256. A `*` for an unknown size needs functionality level 73
(https://docs.clamav.net/manual/Signatures/HashSignatures.html).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from feedgen.emitters.lists import ListFormat, emit_lists, line_of
from feedgen.emitters.rendering import Encoded
from feedgen.model.artifact import Emission, Emitter
from feedgen.model.feed import BLOCKING, Feed
from feedgen.model.indicator import FileDetail, Indicator

PATH = "clamav/feedgen.hsb"
_LEVEL = 73
_MAX_SIZE = 2**32 - 1
_HASHES = {
    "sha256": line_of(r"[0-9a-f]{64}", "SHA-256 hash"),
    "sha1": line_of(r"[0-9a-f]{40}", "SHA-1 hash"),
    "md5": line_of(r"[0-9a-f]{32}", "MD5 hash"),
}
_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9_-]+")


def emit(feed: Feed) -> Iterator[Emission]:
    """One signature for every file hash."""
    return emit_lists(feed, (_SIGNATURES,), BLOCKING)


def _lines(indicator: Indicator) -> Iterator[Encoded]:
    hash_ = _HASHES[indicator.type](indicator.value)
    yield Encoded(f"{hash_}:{_size(indicator)}:{_name(indicator)}:{_LEVEL}")


def _size(indicator: Indicator) -> str:
    """The file's size if all who know it agree: ClamAV compares it before it computes a hash."""
    sizes = {detail.size for detail in indicator.details(FileDetail) if detail.size is not None}
    if len(sizes) != 1:
        return "*"
    (size,) = sizes
    return str(size) if 0 < size <= _MAX_SIZE else "*"


def _name(indicator: Indicator) -> str:
    """`Multi.Malware.Feedgen.<incident>.<indicator>`, by which an alert leads back here."""
    incident = _NOT_IN_A_NAME.sub("_", indicator.incident_ids[0])[:80]
    return f"Multi.Malware.Feedgen.{incident}.{indicator.id}"


_SIGNATURES = ListFormat(
    path=PATH,
    title="file hash signatures for ClamAV",
    about=(
        "hash:size:name:level. A name ends with the incident and the indicator's id; ClamAV adds"
        " .UNOFFICIAL to it. ClamAV compares whole files and members of archives."
    ),
    types=tuple(_HASHES),
    lines=_lines,
)

EMITTER = Emitter(
    name="clamav",
    title="ClamAV hash signatures",
    url="https://docs.clamav.net/manual/Signatures/HashSignatures.html",
    accepts=BLOCKING,
    emit=emit,
    requires=("jinja2",),
    files={"clamav/feedgen.hsb": "ClamAV hashes"},
    otherwise="hash signatures hold hashes of files, and nothing else",
    bulk=True,
)
