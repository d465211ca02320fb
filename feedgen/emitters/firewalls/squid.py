"""A file for Squid's `include`: one ACL for each kind of value, and one that joins them.

Squid decodes a URL's percent escapes before it compares, so the expressions are made of the decoded
form (https://www.squid-cache.org/Doc/config/acl/).
"""

from __future__ import annotations

import ipaddress
from collections import defaultdict
from collections.abc import Iterable, Iterator
from urllib.parse import unquote_to_bytes

from feedgen.emitters.lists import (
    ANY_PORT,
    WideNames,
    address_line,
    domain_line,
    line_chunks,
    list_head,
    url_line,
)
from feedgen.emitters.rendering import Encoded
from feedgen.errors import UnencodableError
from feedgen.model.artifact import Artifact, Emission, Omission, OmissionKind
from feedgen.model.feed import BLOCKING, Feed
from feedgen.model.indicator import Indicator, Match

PATH = "blocklists/squid.acl"
_ABOUT = (
    "In squid.conf, above your own http_access lines: include /etc/squid/squid.acl,"
    " then: http_access deny feedgen."
)
_MAX_LINE = 2000
"""Squid reads lines of its configuration into a buffer, whose size depends on the version."""
_TOO_LONG = "the value is too long for a line of Squid's configuration"
_UNDECODED = "the URL's escapes stand for bytes that no line of Squid's configuration can hold"
_HTTPS = "a proxy sees only the host of an https URL, unless it decrypts TLS"
_LITERALS = str.maketrans(
    {character: f"\\{character}" for character in ".^$*+?()[]{}|\\"}
    # These end a word, or begin a quoted one; no backslash would make them part of it.
    | {" ": "[[:blank:]]", '"': '["]', "'": "[']"}
)


class _Networks:
    """Which networks a feed blocks: Squid complains of an address that stands within another."""

    def __init__(self, feed: Feed) -> None:
        self._starts: dict[tuple[int, int], set[int]] = defaultdict(set)
        for indicator in feed.select("ip", actions=BLOCKING):
            if "/" not in indicator.value:
                continue
            try:
                network = ipaddress.ip_network(address_line(indicator.value))
            except UnencodableError:
                continue
            start = int(network.network_address)
            self._starts[network.version, network.prefixlen].add(start)

    def cover(self, address: Encoded) -> bool:
        """Whether a larger network of the feed holds this one."""
        if not self._starts:
            return False
        network = ipaddress.ip_network(address)
        start = int(network.network_address)
        for (version, length), starts in self._starts.items():
            if version == network.version and length < network.prefixlen:
                rest = network.max_prefixlen - length
                if start >> rest << rest in starts:
                    return True
        return False


def emit(feed: Feed) -> Iterator[Emission]:
    """The file, and what Squid cannot compare or sees only in part."""
    wide, networks = WideNames(feed, BLOCKING), _Networks(feed)
    acls: dict[str, set[Encoded]] = {acl: set() for acl, _ in _ACLS}
    carried: list[str] = []
    for indicator in feed.select("domain", "ip", "url", actions=BLOCKING):
        try:
            for acl, value in _entries(indicator, wide, networks):
                acls[acl].add(value)
        except UnencodableError as error:
            yield _omission(indicator, OmissionKind.SKIPPED, error.reason)
            continue
        carried.append(indicator.id)
        if indicator.ports:
            yield _omission(indicator, OmissionKind.PARTIAL, ANY_PORT)
        if indicator.value.startswith("https:"):
            yield _omission(indicator, OmissionKind.PARTIAL, _HTTPS)
    count = sum(len(values) for values in acls.values())
    head = list_head(feed, PATH, "access control lists for Squid", _ABOUT, count)
    yield Artifact(
        path=PATH, media_type="text/plain", chunks=line_chunks(head, _lines(acls)), carries=carried
    )


_ACLS = (
    ("feedgen_domains", "dstdomain -n"),
    ("feedgen_names", "dstdomain -n"),
    ("feedgen_urls", "url_regex"),
    ("feedgen_addresses", "dst"),
)
"""Names and types, cheapest comparison first."""


def _lines(acls: dict[str, set[Encoded]]) -> Iterator[str]:
    filled = [acl for acl, _ in _ACLS if acls[acl]]
    for acl, type_ in _ACLS:
        yield from (f"acl {acl} {type_} {value}" for value in sorted(acls[acl]))
    # An ACL without values is an error in `any-of`, so one that never matches stands for nothing.
    yield f"acl feedgen any-of {' '.join(filled)}" if filled else "acl feedgen port 0"


def _entries(
    indicator: Indicator, wide: WideNames, networks: _Networks
) -> Iterable[tuple[str, Encoded]]:
    if indicator.type == "ip":
        address = address_line(indicator.value)
        return [] if networks.cover(address) else [("feedgen_addresses", address)]
    if indicator.type == "url":
        return [("feedgen_urls", _expression(url_line(indicator.value)))]
    name = domain_line(indicator.value)
    if wide.cover(name):
        return []
    # The same name with and without its dot in one ACL would stop Squid, hence two of them.
    if indicator.match is Match.SUBDOMAINS:
        return [("feedgen_domains", Encoded(f".{name}"))]
    return [("feedgen_names", name)]


def _expression(url: Encoded) -> Encoded:
    """An extended regular expression for exactly this URL, after Squid has decoded it."""
    try:
        decoded = unquote_to_bytes(url).decode()
    except UnicodeDecodeError as error:
        raise UnencodableError(_UNDECODED) from error
    if not decoded.replace(" ", "").isprintable() or not decoded.isascii():
        raise UnencodableError(_UNDECODED)
    expression = decoded.translate(_LITERALS)
    if len(expression) > _MAX_LINE:
        raise UnencodableError(_TOO_LONG)
    return Encoded(f"^{expression}$")


def _omission(indicator: Indicator, kind: OmissionKind, reason: str) -> Omission:
    return Omission(indicator=indicator, kind=kind, reason=reason, artifact=PATH)
