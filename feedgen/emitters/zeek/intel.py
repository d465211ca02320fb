"""Rows of the intelligence file: type, value, and what Zeek keeps beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from feedgen.emitters.rendering import Encoded, utf8
from feedgen.emitters.zeek.coverage import described
from feedgen.emitters.zeek.encoding import address, field, slug
from feedgen.emitters.zeek.urls import request_parts
from feedgen.errors import UnencodableError
from feedgen.model.feed import Feed
from feedgen.model.indicator import Indicator

COLUMNS = (
    "indicator", "indicator_type", "meta.source", "meta.desc", "meta.url", "meta.do_notice",
    "meta.if_in",
)  # fmt: skip
_UNSET = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the file."""

    id: str
    """The indicator's."""
    source: Encoded
    line: str
    """Without its line break."""


def rows_of(feed: Feed, indicators: Iterable[Indicator]) -> Iterator[Row]:
    """A row for each indicator that the framework has a type for, in the feed's order.

    Zeek keeps one record per value and source, and folds case. Where two indicators fall on one
    value, the second gets a source of its own, so that neither overwrites the other.
    """
    source = slug(feed.profile.name)
    seen: Counter[bytes] = Counter()
    for indicator in indicators:
        typed = typed_value(indicator)
        if typed is None:
            continue
        type_, value = typed
        number = 1
        if type_ not in _NEVER_REPEATED:
            seen[value.lower()] += 1
            number = seen[value.lower()]
        own = source if number == 1 else Encoded(f"{source}-{number}")
        cited = next((ref.url for ref in indicator.references), None)
        columns = (
            field(value), f"Intel::{type_}", own, described(indicator, feed),
            field(cited.encode()) if cited else _UNSET, "T", _UNSET,
        )  # fmt: skip
        yield Row(id=indicator.id, source=own, line="\t".join(columns))


_NEVER_REPEATED = ("ADDR", "DOMAIN", "SUBNET")
"""Types whose canonical values stay different in Zeek."""


def typed_value(indicator: Indicator) -> tuple[str, bytes] | None:
    """The framework's type and the value it compares, or None where it has none.

    Raises:
        UnencodableError: for a URL of another protocol, for what is no address, and for a
            certificate by another hash than SHA-1.
    """
    if indicator.ports:
        return None  # the framework would match every port; the signature does not
    make = _TYPES.get(indicator.type)
    return None if make is None else make(indicator.value)


def _plain(type_: str) -> Callable[[str], tuple[str, bytes]]:
    return lambda value: (type_, utf8(value))


def _address(value: str) -> tuple[str, bytes]:
    return "SUBNET" if "/" in value else "ADDR", address(value).encode()


def _url(value: str) -> tuple[str, bytes]:
    return "URL", request_parts(value).indicator


def _certificate(value: str) -> tuple[str, bytes]:
    algorithm, _, digits = value.partition(":")
    if algorithm != "sha1":
        raise UnencodableError("Zeek's intel framework compares certificates by SHA-1")
    return "CERT_HASH", utf8(digits)


def _digest(value: str) -> tuple[str, bytes] | None:
    algorithm, _, digits = value.partition(":")
    return ("FILE_HASH", utf8(digits)) if algorithm == "sha256" else None


_TYPES: Mapping[str, Callable[[str], tuple[str, bytes] | None]] = {
    "domain": _plain("DOMAIN"),
    "ip": _address,
    "url": _url,
    "email": _plain("EMAIL"),
    "user_agent": _plain("SOFTWARE"),
    "sha256": _plain("FILE_HASH"),
    "sha1": _plain("FILE_HASH"),
    "md5": _plain("FILE_HASH"),
    "image_digest": _digest,
    "certificate": _certificate,
}
