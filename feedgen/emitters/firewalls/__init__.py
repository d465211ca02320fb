"""Lists for firewalls and proxies: nftables, Squid, PAN-OS, FortiGate, Cisco Secure Firewall.

The first two are files that their program loads as they are. The appliances fetch plain lists, load
so many entries of them and no more, and take what stands first: those lists begin with the most
important entries.
"""

from __future__ import annotations

from collections.abc import Iterator

from feedgen.emitters.firewalls import external, nftables, squid
from feedgen.emitters.lists import emit_lists
from feedgen.model.artifact import Emission, Emitter
from feedgen.model.feed import BLOCKING, Feed


def emit(feed: Feed) -> Iterator[Emission]:
    """The lists of the appliances, then nftables and Squid."""
    yield from emit_lists(feed, external.LISTS, BLOCKING)
    yield from nftables.emit(feed)
    yield from squid.emit(feed)


EMITTER = Emitter(
    name="firewalls",
    title="Lists for firewalls and proxies",
    url="https://docs.paloaltonetworks.com/network-security/security-policy/administration/objects/external-dynamic-lists/formatting-guidelines-for-an-external-dynamic-list",
    accepts=BLOCKING,
    emit=emit,
    requires=("jinja2",),
    files={
        "blocklists/firewall/": "Lists for firewalls",
        "blocklists/nftables.nft": "Addresses for nftables",
        "blocklists/squid.acl": "Domains for Squid",
    },
    otherwise="a firewall or proxy sees addresses, host names, URLs and files, and nothing else",
    bulk=True,
)
