"""Which warninglists refuse a value, why each was chosen, and one index over all of them.

Chosen are lists whose entries are wrong as an indicator whoever reports them. Left out are lists
that say only where a value is hosted (`vpn-ipv4`, `vpn-ipv6` cover whole data centres), that rank
a million sites (`tranco`, `google-chrome-crux-1million`, whose tail holds malicious ones) or
repeat a chosen one (`alexa`, `cisco_*`, `majestic_million`), single rented addresses of scanners
(`*-nt-scanning`), and those that other checks know better: private space (FG302), hashes of empty
files (FG304), suffixes and platforms (FG305).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from feedgen.checks._hosts import is_address
from feedgen.checks._intervals import IntervalIndex
from feedgen.checks._suffixes import SuffixIndex
from feedgen.checks._warninglists import Warninglist, listed_host, read_warninglist


class Holds(StrEnum):
    """What the entries of a list are."""

    ADDRESSES = "addresses"
    """Shared or benign, whatever the action."""
    RENTED = "rented"
    """Addresses that change hands: only blocking them is refused."""
    HOSTS = "hosts"
    """The names themselves, or those that start with a dot: `DOMAINS`."""
    DOMAINS = "domains"
    """The names and what lies below."""
    SITES = "sites"
    """The names, what lies below, and every page there."""
    HASHES = "hashes"
    MAILBOXES = "mailboxes"
    """Regular expressions between slashes."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One list and why it is consulted."""

    folder: str
    holds: Holds
    reason: str
    """What an entry is, as the end of a finding's sentence."""
    less: str | None = None
    """Entries that overlap this other list are left to it."""


_CDN = "a content network answers there for thousands of sites"
_MAIL = "a mail service of millions sends or receives there"
_PARKED = "a parking service answers there for every parked domain"
_BLOCKED = "a block page, where a resolver sends bad names"
_OFTEN = "a file that reports list by mistake again and again"
_AUTHORITY = "the fingerprint of a trusted certificate authority"
_CLOUD = "a cloud's addresses are rented and change hands"
_SCANNER = "a research scanner, not the attacker"

CHOICES = (
    Choice("parking-domain", Holds.ADDRESSES, _PARKED),
    Choice("sinkholes", Holds.ADDRESSES, "defenders took the name over and point it there"),
    Choice("public-dns-v4", Holds.ADDRESSES, "a public resolver"),
    Choice("public-dns-v6", Holds.ADDRESSES, "a public resolver"),
    Choice("cloudflare", Holds.ADDRESSES, _CDN),
    Choice("fastly", Holds.ADDRESSES, _CDN),
    Choice("akamai", Holds.ADDRESSES, _CDN),
    Choice("stackpath", Holds.ADDRESSES, _CDN),
    Choice("ovh-cluster", Holds.ADDRESSES, "a shared web server with thousands of customers"),
    Choice("zscaler", Holds.ADDRESSES, "a security proxy that companies leave the network through"),
    Choice("apple", Holds.ADDRESSES, "the vendor's own network"),
    Choice("wikimedia", Holds.ADDRESSES, "the operator's own network"),
    Choice("googlebot", Holds.ADDRESSES, "a search engine's crawler"),
    Choice("google-gmail-sending-ips", Holds.ADDRESSES, _MAIL),
    Choice("microsoft-office365-ip", Holds.ADDRESSES, _MAIL),
    Choice("smtp-sending-ips", Holds.ADDRESSES, _MAIL),
    Choice("smtp-receiving-ips", Holds.ADDRESSES, _MAIL),
    Choice("umbrella-blockpage-v4", Holds.ADDRESSES, _BLOCKED),
    Choice("umbrella-blockpage-v6", Holds.ADDRESSES, _BLOCKED),
    Choice("censys-scanning", Holds.ADDRESSES, _SCANNER),
    Choice("shodan-scanning", Holds.ADDRESSES, _SCANNER),
    Choice("shadowserver", Holds.ADDRESSES, _SCANNER),
    # The list also has the Azure ranges that hosted runners rent.
    Choice("github", Holds.ADDRESSES, "the forge's own network", less="microsoft-azure"),
    Choice("amazon-aws", Holds.RENTED, _CLOUD),
    Choice("google-gcp", Holds.RENTED, _CLOUD),
    Choice("microsoft-azure", Holds.RENTED, _CLOUD),
    Choice("microsoft-azure-china", Holds.RENTED, _CLOUD),
    Choice("microsoft-azure-us-gov", Holds.RENTED, _CLOUD),
    Choice("google", Holds.HOSTS, "the vendor's own site"),
    Choice("microsoft", Holds.HOSTS, "the vendor's own site"),
    Choice("microsoft-office365", Holds.HOSTS, "a service that every Office client asks"),
    Choice("captive-portals", Holds.HOSTS, "devices ask it whether they are online"),
    Choice("findip-host", Holds.HOSTS, "malware and clean software alike ask it for their address"),
    Choice("whats-my-ip", Holds.HOSTS, "malware and clean software alike ask it for their address"),
    Choice("bank-website", Holds.HOSTS, "the bank's own site, not the imitation"),
    Choice("parking-domain-ns", Holds.HOSTS, "a parking service, not the attacker"),
    Choice("umbrella-blockpage-hostname", Holds.HOSTS, _BLOCKED),
    Choice("public-dns-hostname", Holds.HOSTS, "a public resolver"),
    Choice("automated-malware-analysis", Holds.SITES, "an analysis service that reports link to"),
    Choice("microsoft-attack-simulator", Holds.SITES, "a phishing exercise"),
    Choice("moz-top500", Holds.HOSTS, "one of the most used sites"),
    Choice("tranco10k", Holds.HOSTS, "one of the most used sites"),
    Choice("security-provider-blogpost", Holds.HOSTS, "a site that reports are published on"),
    Choice("eicar.com", Holds.HASHES, "the harmless test file"),
    Choice("common-ioc-false-positive", Holds.HASHES, _OFTEN),
    Choice("ti-falsepositives", Holds.HASHES, _OFTEN),
    Choice("nioc-filehash", Holds.HASHES, "a clean file of an operating system or library"),
    Choice("mozilla-CA", Holds.HASHES, _AUTHORITY),
    Choice("mozilla-IntermediateCA", Holds.HASHES, _AUTHORITY),
    Choice("common-contact-emails", Holds.MAILBOXES, "where to report abuse, not the attacker"),
)  # fmt: skip
"""In order of precedence: where two lists have a value, the first is named."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What a finding says of a list."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class BenignIndex:
    """Every chosen list, arranged so that no look-up scans one."""

    addresses: IntervalIndex[Listed]
    rented: IntervalIndex[Listed]
    hosts: SuffixIndex[Listed]
    """All host names."""
    trees: SuffixIndex[Listed]
    """Those whose subdomains are meant too."""
    sites: SuffixIndex[Listed]
    """Those every page of which is meant."""
    hashes: dict[str, Listed]
    """By lower-case hex digits."""
    mailboxes: tuple[tuple[re.Pattern[str], Listed], ...]


@cache
def benign_index() -> BenignIndex:
    """The index over the installed lists, built once: about a second."""
    read = [(choice, read_warninglist(choice.folder)) for choice in CHOICES]
    rows = [row for choice, list_ in read for row in _rows(choice, list_)]
    hashes: dict[str, Listed] = {}
    for choice, list_ in reversed(read):
        if choice.holds is Holds.HASHES:
            listed = Listed(list_.name, choice.reason)
            hashes |= dict.fromkeys(map(str.lower, list_.entries), listed)

    def holding(*kinds: Holds) -> Iterator[tuple[str, Listed]]:
        return ((entry, listed) for kind, entry, listed in rows if kind in kinds)

    return BenignIndex(
        addresses=IntervalIndex(holding(Holds.ADDRESSES)),
        rented=IntervalIndex(holding(Holds.RENTED)),
        hosts=SuffixIndex(holding(Holds.HOSTS, Holds.DOMAINS, Holds.SITES)),
        trees=SuffixIndex(holding(Holds.DOMAINS, Holds.SITES)),
        sites=SuffixIndex(holding(Holds.SITES)),
        hashes=hashes,
        mailboxes=tuple((_expression(entry), listed) for entry, listed in holding(Holds.MAILBOXES)),
    )


def _rows(choice: Choice, list_: Warninglist) -> Iterator[tuple[Holds, str, Listed]]:
    """Every entry that is no hash, canonical, with what it turned out to be."""
    listed = Listed(list_.name, choice.reason)
    kind = choice.holds
    if kind is Holds.HASHES:
        return
    if kind in (Holds.HOSTS, Holds.SITES):
        for entry in list_.entries:
            if is_address(entry):
                yield Holds.ADDRESSES, entry, listed
            else:
                below = kind is Holds.HOSTS and entry.startswith(".")
                yield Holds.DOMAINS if below else kind, listed_host(entry), listed
        return
    other: IntervalIndex[None] | None = None
    if choice.less is not None:
        other = IntervalIndex((entry, None) for entry in read_warninglist(choice.less).entries)
    for entry in list_.entries:
        if other is None or other.overlapping(entry) is None:
            yield kind, entry, listed


def _expression(entry: str) -> re.Pattern[str]:
    body, _, flags = entry.removeprefix("/").rpartition("/")
    return re.compile(body, re.IGNORECASE if "i" in flags else 0)
