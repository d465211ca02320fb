"""Space that never leads to the same machine for every reader: IANA's special-purpose registries.

Addresses: https://www.iana.org/assignments/iana-ipv4-special-registry and -ipv6-; names:
https://www.iana.org/assignments/special-use-domain-names and ICANN's `internal`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from feedgen.checks._hosts import above, is_address
from feedgen.checks._intervals import IntervalIndex
from feedgen.checks._public_suffixes import public_suffixes

_NETWORKS: Mapping[str, tuple[str, ...]] = {
    "private space": ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "fec0::/10"),
    "loopback": ("127.0.0.0/8", "::1"),
    "link-local": ("169.254.0.0/16", "fe80::/10"),
    "multicast": ("224.0.0.0/4", "ff00::/8"),
    "documentation": (
        "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "3fff::/20",
    ),
    "shared by carriers (CGNAT)": ("100.64.0.0/10",),
    "benchmarking": ("198.18.0.0/15",),
    "this network": ("0.0.0.0/8", "::"),
    "reserved": ("240.0.0.0/4",),
    "protocol assignments": ("192.0.0.0/24", "2001::/23", "5f00::/16"),
    "anycast of a protocol": (
        "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.175.48.0/24",
    ),
    "a translation of IPv4": ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16"),
    "discard": ("100::/64", "100:0:0:1::/64"),
}  # fmt: skip

PRIVATE_NAMES: Mapping[str, str] = {
    "localhost": "this machine",
    "local": "the local link (mDNS)",
    "internal": "private networks",
    "arpa": "the DNS itself",
    "alt": "names outside the DNS",
}
"""Names that mean something else, or nothing, in every network."""

_DOCUMENTATION_NAMES = ("test", "example", "invalid", "example.com", "example.net", "example.org")
_NAMES: Mapping[str, str] = {
    **PRIVATE_NAMES,
    **dict.fromkeys(_DOCUMENTATION_NAMES, "documentation and tests"),
}
_TOPS = frozenset(name.rpartition(".")[2] for name in _NAMES)


@cache
def _networks() -> IntervalIndex[str]:
    return IntervalIndex((text, use) for use, texts in _NETWORKS.items() for text in texts)


def reserved_network(address: str) -> tuple[str, str] | None:
    """The reserved network that an address or network overlaps, and its use."""
    return _networks().overlapping(address)


def reserved_name(host: str) -> tuple[str, str] | None:
    """The reserved name a host equals or lies below, and its use."""
    return _reserved(host, _NAMES)


def _reserved(host: str, names: Mapping[str, str]) -> tuple[str, str] | None:
    if host.rpartition(".")[2] not in _TOPS:
        return None
    return next(((name, names[name]) for name in (host, *above(host)) if name in names), None)


def is_undelegated(host: str) -> bool:
    """Whether the host's top-level domain is not in the DNS, as far as the installed list knows."""
    return not public_suffixes().is_delegated(host)


def is_private(host: str) -> bool:
    """Whether only some networks can reach a host: what no public reference may be on."""
    if is_address(host):
        return reserved_network(host) is not None
    return _reserved(host, PRIVATE_NAMES) is not None
