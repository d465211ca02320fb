"""External lists that firewall appliances fetch by themselves, in each maker's grammar.

PAN-OS: no comments on lines of their own, `^name` for exactly that name. FortiGate and Cisco: `#`
comments, and a plain name covers what is below it, or may.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from feedgen.emitters.lists import (
    Limit,
    ListFormat,
    address_line,
    any_port,
    domain_line,
    line_of,
    url_line,
    value_lines,
)
from feedgen.emitters.rendering import Encoded
from feedgen.errors import UnencodableError
from feedgen.model.indicator import Indicator, Match

LIMIT = Limit(
    entries=50_000,
    size=10_000_000,
    reason="the list is full: small devices load 50,000 entries or 10 MB, by importance",
)
"""Older PAN-OS devices load 50,000 entries of a kind; FortiOS before 7.4.4 10 MB a file."""

_NO_EXACT = "the device's list has no form for a name without the names below it"
_WHOLE_HOST = "without a path, an address in the device's list means everything on its host"
_WILDCARD = "* and ^ are wildcards in the device's list"
_PANOS_LONG = "PAN-OS takes no entry of more than 255 characters"
_PORT = "the device's documentation says nothing of ports in a list of URLs"
_QUERY = "Secure Firewall compares no query of a URL"
_NO_IPV6 = "the device's URL list takes no IPv6 address"
_PANOS_WIDER = "PAN-OS compares URLs without scheme and case"
_CISCO_WIDER = "the device compares URLs without scheme, and on names below the host too"


def _panos_domain(indicator: Indicator) -> Iterator[Encoded]:
    name = domain_line(indicator.value)
    if indicator.match is Match.SUBDOMAINS:
        yield name
        yield Encoded(f"*.{name}")
    else:
        yield Encoded(f"^{name}")


def _panos_url(indicator: Indicator) -> Iterator[Encoded]:
    entry = _host_and_path(indicator)
    if len(entry) > 255:
        raise UnencodableError(_PANOS_LONG)
    if re.search(r"[*^]", entry):
        raise UnencodableError(_WILDCARD)
    yield entry


def _fortigate_domain(indicator: Indicator) -> Iterator[Encoded]:
    name = domain_line(indicator.value)
    if indicator.match is not Match.SUBDOMAINS:
        raise UnencodableError(_NO_EXACT)
    yield name
    yield Encoded(f"*.{name}")


def _cisco_name(indicator: Indicator) -> Iterator[Encoded]:
    name = domain_line(indicator.value)
    if indicator.match is not Match.SUBDOMAINS:
        raise UnencodableError(_NO_EXACT)
    yield name


def _cisco_url(indicator: Indicator) -> Iterator[Encoded]:
    entry = _host_and_path(indicator)
    if entry.startswith("["):
        raise UnencodableError(_NO_IPV6)
    if "?" in entry:
        raise UnencodableError(_QUERY)
    if "*" in entry:
        raise UnencodableError(_WILDCARD)
    yield entry


def _host_and_path(indicator: Indicator) -> Encoded:
    """The URL without its scheme, as both makers ask for; never one that means a whole host."""
    url = url_line(indicator.value)
    match = re.fullmatch(r"[a-z]+://(?:[a-z0-9_.-]+|\[[0-9a-f:.]+\])(:[0-9]+)?((?:[/?].*)?)", url)
    if not match:
        raise UnencodableError("the value is no URL with a host")
    port, rest = match.groups()
    if port:
        raise UnencodableError(_PORT)
    if rest in ("", "/"):
        raise UnencodableError(_WHOLE_HOST)
    return Encoded(url.partition("://")[2])


def _always(reason: str) -> Callable[[Indicator], str]:
    return lambda _: reason


LISTS = (
    ListFormat(
        path="blocklists/firewall/cisco-dns.txt",
        title="domains for Cisco Secure Firewall",
        about="A DNS list of Security Intelligence: each line means the name and all below it.",
        types=("domain",),
        lines=_cisco_name,
        limit=LIMIT,
    ),
    ListFormat(
        path="blocklists/firewall/cisco-networks.txt",
        title="addresses for Cisco Secure Firewall",
        about="A network list of Security Intelligence: addresses and networks.",
        types=("ip",),
        lines=value_lines(address_line),
        weaker=any_port,
        limit=LIMIT,
    ),
    ListFormat(
        path="blocklists/firewall/cisco-urls.txt",
        title="URLs for Cisco Secure Firewall",
        about="A URL list of Security Intelligence: host and path, no scheme, no query.",
        types=("url",),
        lines=_cisco_url,
        weaker=_always(_CISCO_WIDER),
        limit=LIMIT,
    ),
    ListFormat(
        path="blocklists/firewall/fortigate-domains.txt",
        title="domains for FortiGate",
        about="A domain name feed: each name, and a wildcard for the names below it.",
        types=("domain",),
        lines=_fortigate_domain,
        limit=LIMIT,
    ),
    ListFormat(
        path="blocklists/firewall/fortigate-ips.txt",
        title="addresses for FortiGate",
        about="An IP address feed: addresses and networks.",
        types=("ip",),
        lines=value_lines(address_line),
        weaker=any_port,
        limit=LIMIT,
    ),
    *(
        ListFormat(
            path=f"blocklists/firewall/fortigate-{type_}.txt",
            title=f"{title} for FortiGate",
            about="A malware hash feed; FortiOS is fastest with one kind of hash a feed.",
            types=(type_,),
            lines=value_lines(line_of(rf"[0-9a-f]{{{digits}}}", title.removesuffix("es"))),
            limit=LIMIT,
        )
        for type_, title, digits in (
            ("md5", "MD5 hashes", 32),
            ("sha1", "SHA-1 hashes", 40),
            ("sha256", "SHA-256 hashes", 64),
        )
    ),
    ListFormat(
        path="blocklists/firewall/panos-domains.txt",
        title="domains for PAN-OS",
        about="",
        types=("domain",),
        lines=_panos_domain,
        limit=LIMIT,
        template=None,
        if_empty=Encoded("# no entries"),
    ),
    ListFormat(
        path="blocklists/firewall/panos-ips.txt",
        title="addresses for PAN-OS",
        about="",
        types=("ip",),
        lines=value_lines(address_line),
        weaker=any_port,
        limit=LIMIT,
        template=None,
        if_empty=Encoded("# no entries"),
    ),
    ListFormat(
        path="blocklists/firewall/panos-urls.txt",
        title="URLs for PAN-OS",
        about="",
        types=("url",),
        lines=_panos_url,
        weaker=_always(_PANOS_WIDER),
        limit=LIMIT,
        template=None,
        if_empty=Encoded("# no entries"),
    ),
)
"""By path. PAN-OS takes comments only behind an entry, so its lists have no head."""
