"""CDB lists for Wazuh, `key:value` a line, and rules that look events up in them.

A list has no comments, every key once, and a key with a colon stands in double quotes, which
nothing can escape (https://documentation.wazuh.com/current/user-manual/ruleset/cdb-list.html).
The value is the incidents, for people who read the list.
"""

from __future__ import annotations

import ipaddress
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from feedgen.emitters.lists import (
    ANY_PORT,
    address_line,
    domain_line,
    line_chunks,
    line_of,
    no_subdomains,
    url_line,
)
from feedgen.emitters.rendering import Encoded, allowed_prose, render
from feedgen.errors import UnencodableError
from feedgen.model.artifact import Artifact, Emission, Emitter, Omission, OmissionKind
from feedgen.model.feed import DETECTION, Feed
from feedgen.model.indicator import Indicator

RULES = "wazuh/feedgen_rules.xml"
FIRST_RULE, BLOCKS, BLOCK = 100_000, 2_000, 10
"""Wazuh leaves 100000 to 120000 to its users; each feed has a block there, by its namespace."""
EMPTY = Encoded("no entries:")
"""A list without a line is none, and it takes no comment; no event has this value."""

_IPV6_TEXT = "the list compares IPv6 addresses as text, as they are spelled in the event"
_IPV6_NETWORK = "the list compares IPv6 addresses as text, so it cannot hold a network"
_QUOTES = "a quotation mark or backslash cannot stand in a quoted key"
_NOT_IN_A_VALUE = re.compile(r"[^A-Za-z0-9_.-]+")
_MAX_KEY = 2048


@dataclass(frozen=True, slots=True, kw_only=True)
class _CdbList:
    path: str
    type: str
    keys: Callable[[Indicator], Iterable[Encoded]]
    weaker: Callable[[Indicator], str | None] = lambda _: None


def _single(encode: Callable[[str], Encoded]) -> Callable[[Indicator], Iterator[Encoded]]:
    def keys(indicator: Indicator) -> Iterator[Encoded]:
        yield encode(indicator.value)

    return keys


def _quoted(text: Encoded) -> Encoded:
    if re.search(r"[\"'\\]", text):
        raise UnencodableError(_QUOTES)
    if len(text) > _MAX_KEY:
        raise UnencodableError(f"a key of more than {_MAX_KEY} characters is not looked up")
    return Encoded(f'"{text}"')


def _url(indicator: Indicator) -> Iterator[Encoded]:
    yield _quoted(url_line(indicator.value))


def _address(indicator: Indicator) -> Iterator[Encoded]:
    """The address, or the starts of addresses, `192.0.2.`, that a network consists of."""
    text = address_line(indicator.value)
    if ":" in text:
        if "/" in text:
            raise UnencodableError(_IPV6_NETWORK)
        yield _quoted(text)
    elif "/" not in text:
        yield text
    else:
        network = ipaddress.IPv4Network(text)
        # Keys end at a dot, so a network becomes up to 128 of the next smaller kind.
        whole = max(8, -(-network.prefixlen // 8) * 8)
        for part in network.subnets(new_prefix=whole):
            octets = str(part.network_address).split(".")[: whole // 8]
            yield Encoded(".".join(octets) + ("." if whole < 32 else ""))


def _address_weaker(indicator: Indicator) -> str | None:
    reasons = []
    if ":" in indicator.value:
        reasons.append(_IPV6_TEXT)
    if indicator.ports:
        reasons.append(ANY_PORT)
    return "; ".join(reasons) or None


_LISTS = (
    _CdbList(
        path="wazuh/lists/feedgen-domains",
        type="domain",
        keys=_single(domain_line),
        weaker=no_subdomains,
    ),
    _CdbList(path="wazuh/lists/feedgen-ips", type="ip", keys=_address, weaker=_address_weaker),
    _CdbList(
        path="wazuh/lists/feedgen-md5",
        type="md5",
        keys=_single(line_of(r"[0-9a-f]{32}", "MD5 hash")),
    ),
    _CdbList(
        path="wazuh/lists/feedgen-sha1",
        type="sha1",
        keys=_single(line_of(r"[0-9a-f]{40}", "SHA-1 hash")),
    ),
    _CdbList(
        path="wazuh/lists/feedgen-sha256",
        type="sha256",
        keys=_single(line_of(r"[0-9a-f]{64}", "SHA-256 hash")),
    ),
    _CdbList(path="wazuh/lists/feedgen-urls", type="url", keys=_url),
)


def emit(feed: Feed) -> Iterator[Emission]:
    """The rules, every list, the empty ones too, and what the lists leave out or weaken."""
    yield Artifact(path=RULES, media_type="application/xml", chunks=[_rules(feed).encode()])
    by_type: dict[str, list[Indicator]] = defaultdict(list)
    for indicator in feed.select(*(list_.type for list_ in _LISTS), actions=DETECTION):
        by_type[indicator.type].append(indicator)
    for list_ in _LISTS:
        yield from _cdb(list_, by_type[list_.type])


def _cdb(list_: _CdbList, indicators: Iterable[Indicator]) -> Iterator[Emission]:
    incidents: dict[Encoded, frozenset[str]] = {}
    carried: list[str] = []
    for indicator in indicators:
        try:
            # All of them first: an indicator is carried whole or not at all.
            keys = list(list_.keys(indicator))
        except UnencodableError as error:
            yield Omission(
                indicator=indicator,
                kind=OmissionKind.SKIPPED,
                reason=error.reason,
                artifact=list_.path,
            )
            continue
        ids = frozenset(indicator.incident_ids)
        for key in keys:
            incidents[key] = incidents.get(key, ids) | ids
        carried.append(indicator.id)
        weaker = list_.weaker(indicator)
        if weaker:
            yield Omission(
                indicator=indicator,
                kind=OmissionKind.PARTIAL,
                reason=weaker,
                artifact=list_.path,
            )
    lines = [f"{key}:{_value(incidents[key])}" for key in sorted(incidents)]
    yield Artifact(
        path=list_.path,
        media_type="text/plain",
        chunks=line_chunks("", lines or [EMPTY]),
        carries=carried,
    )


@lru_cache(maxsize=4096)
def _value(incident_ids: frozenset[str]) -> str:
    return ",".join(_NOT_IN_A_VALUE.sub("_", id_) for id_ in sorted(incident_ids))[:200]


def first_rule(feed: Feed) -> int:
    """The first id of the block that this feed's rules have, always the same for one namespace."""
    return FIRST_RULE + BLOCK * (feed.profile.namespace.int % BLOCKS)


def _rules(feed: Feed) -> str:
    prose = allowed_prose(f"{feed.profile.name} release {feed.release.version}", 120)
    # Two hyphens would end the comment.
    return render(
        "wazuh.rules.xml", about=Encoded(re.sub("-{2,}", "-", prose)), first=first_rule(feed)
    )


EMITTER = Emitter(
    name="wazuh",
    title="Wazuh CDB lists and rules",
    url="https://documentation.wazuh.com/current/user-manual/ruleset/cdb-list.html",
    accepts=DETECTION,
    emit=emit,
    requires=("jinja2",),
    files={"wazuh/": "Lists and rules for Wazuh"},
    otherwise="the rules look up domains, addresses, URLs and file hashes, and nothing else",
    bulk=True,
)
