"""Lists for resolvers: a hosts file, an Adblock list, dnsmasq, Unbound, and a response policy zone.

A domain that is meant with everything below it is withheld so wherever the format can say that. One
that is meant exactly is withheld in a form that leaves the names below it alone; since the more
specific entry wins in all of these, what stands below a wide name gets no entry of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from feedgen.emitters.lists import (
    ANY_PORT,
    ListFormat,
    WideNames,
    address_line,
    domain_line,
    emit_lists,
    no_subdomains,
)
from feedgen.emitters.rendering import Encoded
from feedgen.errors import UnencodableError
from feedgen.model.artifact import Emission, Emitter
from feedgen.model.feed import BLOCKING, Feed
from feedgen.model.indicator import Indicator, Match

MAX_ZONE_NAME = 32
"""Characters of the zone's own name that a user may choose for the policy zone."""
_MAX_OWNER = 253 - len("*.") - len(".") - MAX_ZONE_NAME
_TOO_LONG = (
    "the name is too long to stand below a policy zone's own name, which all its names end with"
)
_RESERVED_NAME = "a policy zone takes a name that ends so for another kind of trigger"
_NAMES_ONLY = (
    "a policy zone withholds names that resolve to the address, and sees no connection to it"
)
_NAMES_ONLY_ANY_PORT = f"{_NAMES_ONLY}; {ANY_PORT}"


def emit(feed: Feed) -> Iterator[Emission]:
    """The five lists, and what each of them leaves out or weakens."""
    return emit_lists(feed, _formats(feed, WideNames(feed, BLOCKING)), BLOCKING)


def _formats(feed: Feed, wide: WideNames) -> tuple[ListFormat, ...]:
    return (
        ListFormat(
            path="blocklists/adblock.txt",
            title="domains",
            about=(
                "||name^ means the name and all below it. A name that is meant exactly has three"
                " lines: the first is for resolvers, the others for browsers."
            ),
            types=("domain",),
            lines=lambda indicator: _adblock(indicator, wide),
            template="dns.adblock.txt",
        ),
        ListFormat(
            path="blocklists/dnsmasq.conf",
            title="domains for dnsmasq 2.86 or later",
            about=(
                "local=/name/ answers NXDOMAIN for the name and all below it; a server=/*.name/#"
                " beside it lets what is below the name through."
            ),
            types=("domain",),
            lines=lambda indicator: _dnsmasq(indicator, wide),
        ),
        ListFormat(
            path="blocklists/hosts.txt",
            title="domains for a hosts file",
            about="A hosts file knows exact names only, so names below these still resolve.",
            types=("domain",),
            lines=_hosts,
            weaker=no_subdomains,
        ),
        ListFormat(
            path="blocklists/rpz.zone",
            title="response policy zone",
            about=(
                "CNAME . answers NXDOMAIN, CNAME *. NODATA: of a name that is meant exactly, the"
                " names below it must stay possible."
            ),
            types=("domain", "ip"),
            lines=lambda indicator: _rpz(indicator, wide),
            weaker=_rpz_weaker,
            mark=Encoded(";"),
            preamble=_zone_head(feed.release.serial),
        ),
        ListFormat(
            path="blocklists/unbound.conf",
            title="domains for Unbound",
            about=(
                "always_nxdomain covers the name and all below it; transparent with a record of its"
                " own means that name alone."
            ),
            types=("domain",),
            lines=lambda indicator: _unbound(indicator, wide),
            preamble=(Encoded("server:"),),
        ),
    )


def _adblock(indicator: Indicator, wide: WideNames) -> Iterator[Encoded]:
    name = domain_line(indicator.value)
    if wide.cover(name):
        return
    if indicator.match is Match.SUBDOMAINS:
        yield Encoded(f"||{name}^")
    else:
        for start in ("|", "|http://", "|https://"):
            yield Encoded(f"{start}{name}^")


def _dnsmasq(indicator: Indicator, wide: WideNames) -> Iterator[Encoded]:
    name = domain_line(indicator.value)
    if wide.cover(name):
        return
    yield Encoded(f"local=/{name}/")
    if indicator.match is not Match.SUBDOMAINS:
        yield Encoded(f"server=/*.{name}/#")


def _hosts(indicator: Indicator) -> Iterator[Encoded]:
    yield Encoded(f"0.0.0.0 {domain_line(indicator.value)}")


def _unbound(indicator: Indicator, wide: WideNames) -> Iterator[Encoded]:
    name = domain_line(indicator.value)
    if wide.cover(name):
        return
    if indicator.match is Match.SUBDOMAINS:
        yield Encoded(f'  local-zone: "{name}." always_nxdomain')
    else:
        yield Encoded(f'  local-zone: "{name}." transparent')
        yield Encoded(f"  local-data: '{name}. 300 IN TXT \"blocked\"'")


def _rpz(indicator: Indicator, wide: WideNames) -> Iterator[Encoded]:
    if indicator.type == "ip":
        yield Encoded(f"{_rpz_address(indicator.value)}.rpz-ip CNAME .")
        return
    name = domain_line(indicator.value)
    if len(name) > _MAX_OWNER:
        raise UnencodableError(_TOO_LONG)
    if name.rpartition(".")[2].startswith("rpz-"):
        raise UnencodableError(_RESERVED_NAME)
    if wide.cover(name):
        return
    if indicator.match is Match.SUBDOMAINS:
        yield Encoded(f"{name} CNAME .")
        yield Encoded(f"*.{name} CNAME .")
    else:
        yield Encoded(f"{name} CNAME *.")


def _rpz_address(value: str) -> Encoded:
    """The prefix length, then the address with its parts in reverse; `zz` stands for `::`."""
    address, _, length = address_line(value).partition("/")
    if ":" in address:
        parts = re.sub("^:|:$", "", address.replace("::", ":zz:")).split(":")
        return Encoded(".".join([length or "128", *reversed(parts)]))
    return Encoded(".".join([length or "32", *reversed(address.split("."))]))


def _rpz_weaker(indicator: Indicator) -> str | None:
    if indicator.type != "ip":
        return None
    return _NAMES_ONLY_ANY_PORT if indicator.ports else _NAMES_ONLY


def _zone_head(serial: int) -> tuple[Encoded, ...]:
    # A zone is only transferred when its serial has risen, as the release's does.
    return (
        Encoded("$TTL 300"),
        Encoded(f"@ SOA localhost. root.localhost. {serial} 43200 3600 259200 300"),
        Encoded("@ NS localhost."),
    )


EMITTER = Emitter(
    name="dns",
    title="Lists for resolvers",
    url="https://datatracker.ietf.org/doc/html/draft-vixie-dnsop-dns-rpz-00",
    accepts=BLOCKING,
    emit=emit,
    requires=("jinja2",),
    files={
        "blocklists/adblock.txt": "Domains, Adblock list",
        "blocklists/dnsmasq.conf": "Domains for dnsmasq",
        "blocklists/hosts.txt": "Domains, hosts file",
        "blocklists/rpz.zone": "Domains, response policy zone",
        "blocklists/unbound.conf": "Domains for Unbound",
    },
    otherwise="a resolver answers for domains and their addresses, and for nothing else",
    bulk=True,
)
