"""Domains, addresses, URLs and user agents in DNS, proxy, firewall and connection logs.

Field names: Sigma taxonomy (specification/sigma-appendix-taxonomy.md) and, for connections and
DNS queries on an endpoint, the Sysmon events it refers to.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from feedgen.emitters.sigma.detection import Clause, Comparison, Term
from feedgen.emitters.sigma.encoding import Pattern
from feedgen.emitters.sigma.family import NETWORK_TACTICS, Family, LogSource
from feedgen.model.indicator import Indicator, Match
from feedgen.model.observables import HttpHeader, Ip

_LOGGED_HEADERS = {"cookie": "cs-cookie", "referer": "cs-referrer", "user-agent": "c-useragent"}
"""The headers that proxies log, by the taxonomy's field."""


def _host(field: str, indicator: Indicator) -> Iterator[Clause]:
    yield Clause(selection="host", field=field, value=Pattern.literal(indicator.value))
    if indicator.match is Match.SUBDOMAINS:
        yield Clause(
            selection="below", field=field, value=Pattern.literal(f".{indicator.value}"),
            comparison=Comparison.ENDSWITH,
        )  # fmt: skip


def _address(field: str, port: str, indicator: Indicator) -> Iterator[Clause]:
    observable = indicator.observable
    ports = tuple(Pattern.number(number) for number in indicator.ports)
    also = (Term(port, Comparison.EQUALS, ports),) if ports else ()
    if isinstance(observable, Ip) and observable.is_network:
        yield Clause(
            selection="network", field=field, comparison=Comparison.CIDR, also=also,
            value=Pattern.literal(str(ipaddress.ip_network(observable.value))),
        )  # fmt: skip
        return
    for spelling in _spellings(indicator.value):
        value = Pattern.literal(spelling)
        yield Clause(selection="address", field=field, value=value, also=also)


def _spellings(address: str) -> tuple[str, ...]:
    """As RFC 5952 writes it, and for IPv6 also uncompressed, as Windows event logs may."""
    parsed = ipaddress.ip_address(address)
    if parsed.version == 4:
        return (address,)
    groups = parsed.exploded.split(":")
    return tuple(sorted({address, ":".join(group.lstrip("0") or "0" for group in groups)}))


def _dns(field: str) -> Callable[[Indicator], Iterator[Clause]]:
    return lambda indicator: _host(field, indicator)


def _connection(indicator: Indicator) -> Iterator[Clause]:
    if indicator.type == "domain":
        yield from _host("DestinationHostname", indicator)
    else:
        yield from _address("DestinationIp", "DestinationPort", indicator)


def _firewall(indicator: Indicator) -> Iterator[Clause]:
    return _address("dst_ip", "dst_port", indicator)


def _proxy(indicator: Indicator) -> Iterator[Clause]:
    if indicator.type == "domain":
        yield from _host("cs-host", indicator)
    elif indicator.type == "user_agent":
        value = Pattern.literal(indicator.value)
        yield Clause(selection="useragent", field="c-useragent", value=value)
    elif isinstance(indicator.observable, HttpHeader):
        header = indicator.observable
        if header.name in _LOGGED_HEADERS:
            field, value = _LOGGED_HEADERS[header.name], Pattern.literal(header.content)
            yield Clause(selection="header", field=field, value=value)
    else:
        yield from _url(indicator.value)


def _url(url: str) -> Iterator[Clause]:
    """Host and path apart: proxies log the whole URL, or its path only, or leave out the port."""
    parts = urlsplit(url)
    hosts = (
        {parts.netloc} if parts.port is None else {parts.netloc, parts.netloc.rpartition(":")[0]}
    )
    also = (
        Term("cs-host", Comparison.EQUALS, tuple(Pattern.literal(host) for host in sorted(hosts))),
    )
    base = f"{parts.scheme}://{parts.netloc}"
    path = url.removeprefix(base)
    if path == "/":
        # Everything ends with a slash somewhere: the bare host only is the whole URL.
        for text in ("/", base, f"{base}/"):
            value = Pattern.literal(text)
            yield Clause(selection="url", also=also, field="c-uri", value=value)
        return
    yield Clause(
        selection="url", also=also, field="c-uri", value=Pattern.literal(path),
        comparison=Comparison.ENDSWITH,
    )  # fmt: skip


def _family(
    key: str,
    source: LogSource,
    types: tuple[str, ...],
    clauses: Callable[[Indicator], Iterator[Clause]],
    words: tuple[str, str],
) -> Family:
    return Family(
        key=key, stem=f"{key}_{{}}", source=source, types=frozenset(types), clauses=clauses,
        title=words[0], detects=words[1], tactics=NETWORK_TACTICS,
    )  # fmt: skip


_QUERY = ("DNS Query to Listed Domain", "DNS queries{} for domains")
_CONNECTION = ("Connection to Listed Host", "network connections{} to hosts and addresses")

FAMILIES = (
    _family("net_dns", LogSource(category="dns"), ("domain",), _dns("query"),
        (_QUERY[0], _QUERY[1].format(""))),
    _family(
        "dns_query_win", LogSource(category="dns_query", product="windows"),
        ("domain",), _dns("QueryName"), (f"{_QUERY[0]} - Windows", _QUERY[1].format(" on Windows")),
    ),
    _family(
        "proxy", LogSource(category="proxy"),
        ("domain", "http_header", "url", "user_agent"), _proxy,
        ("Proxy Request", "proxy requests to hosts and URLs, or with user agents,"),
    ),
    _family(
        "net_firewall", LogSource(category="firewall"), ("ip",), _firewall,
        ("Firewall Connection to Listed Address", "connections through a firewall to addresses"),
    ),
    _family(
        "net_connection_lnx",
        LogSource(category="network_connection", product="linux"), ("domain", "ip"), _connection,
        (f"{_CONNECTION[0]} - Linux", _CONNECTION[1].format(" on Linux")),
    ),
    _family(
        "net_connection_win",
        LogSource(category="network_connection", product="windows"), ("domain", "ip"), _connection,
        (f"{_CONNECTION[0]} - Windows", _CONNECTION[1].format(" on Windows")),
    ),
)  # fmt: skip
"""In order of key."""
