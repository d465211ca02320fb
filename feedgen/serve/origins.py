"""Where a request comes from, and through which proxies."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

Network = IPv4Network | IPv6Network
_HOST = re.compile(
    r"(?:[A-Za-z0-9_][A-Za-z0-9._-]{0,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Origin:
    """Of one request."""

    address: str
    """The client's IP address; empty where there is none."""
    scheme: str
    """`http` or `https`, as the client used it."""
    is_local: bool
    """Whether the client is on this machine."""
    is_direct: bool
    """Whether no proxy was in between, as far as it is known."""


def origin_of(
    peer: str, scheme: str, headers: Mapping[str, str], proxies: Sequence[Network]
) -> Origin:
    """Who asks: the peer, or whom trusted proxies name.

    Args:
        peer: the address of the connection.
        scheme: of the connection.
        headers: of the request; without a trusted peer nothing of them is believed.
        proxies: networks of trusted proxies.
    """
    forwarded = "x-forwarded-for" in headers or "forwarded" in headers
    if not proxies or not _is_in(peer, proxies):
        address = peer
    else:
        scheme = _last(headers.get("x-forwarded-proto", scheme), ("http", "https")) or scheme
        address = peer
        for name in reversed(headers.get("x-forwarded-for", "").split(",")):
            if _parsed(name.strip()) is None:
                break
            address = name.strip()
            if not _is_in(address, proxies):
                break
    parsed = _parsed(address)
    return Origin(address, scheme, parsed is not None and parsed.is_loopback, not forwarded)


def host_of(headers: Mapping[str, str]) -> str | None:
    """The Host header, if it is one that may stand in an address."""
    host = headers.get("host", "")
    return host if _HOST.fullmatch(host) else None


def _last(value: str, allowed: Sequence[str]) -> str | None:
    last = value.rsplit(",", 1)[-1].strip().lower()
    return last if last in allowed else None


def _is_in(address: str, networks: Sequence[Network]) -> bool:
    parsed = _parsed(address)
    return parsed is not None and any(parsed in network for network in networks)


@lru_cache(maxsize=1024)
def _parsed(address: str) -> IPv4Address | IPv6Address | None:
    try:
        parsed = ip_address(address)
    except ValueError:
        return None
    mapped = parsed.ipv4_mapped if isinstance(parsed, IPv6Address) else None
    return mapped or parsed
