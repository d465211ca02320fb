"""Lists for firewalls and proxies: what is left out of which file, and why.

Faults that survive the mutation check: a letter more among those that are escaped for Squid, which
stands for itself with a backslash, too.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from feedgen.emitters.firewalls import EMITTER
from feedgen.model.artifact import OmissionKind
from feedgen.model.feed import Feed
from feedgen.model.observables import Ip, Url
from tests.conftest import emit
from tests.model.made_feeds import accounted, base, indicator, listed, made, mention

NFT, SQUID = "blocklists/nftables.nft", "blocklists/squid.acl"


def omissions(feed: Feed, artifact: str) -> list[tuple[str, OmissionKind]]:
    there = emit(EMITTER, feed)[1]
    return [(one.indicator.value, one.kind) for one in there if one.artifact == artifact]


@pytest.mark.parametrize("text", ["192.0.2.1; flush ruleset", "192.0.2.1 }", ""])
def test_what_is_no_address_is_skipped_in_the_file_that_cannot_hold_it(text: str) -> None:
    feed = listed(base(), Ip(text), Ip("192.0.2.7"), emitter=EMITTER)
    assert omissions(feed, NFT) == [(text, OmissionKind.SKIPPED)]


def test_an_https_url_is_told_to_be_weaker_for_a_proxy() -> None:
    feed = listed(base(), Url("https://a.example/x"), Url("http://a.example/x"), emitter=EMITTER)
    assert omissions(feed, SQUID) == [("https://a.example/x", OmissionKind.PARTIAL)]


def test_values_of_bulk_lists_are_there(tmp_path: Path) -> None:
    one = indicator(base(), mention(Ip("192.0.2.7"), bulk_list="lists/a.txt"))
    carried = accounted(EMITTER, made(base(), [one]), tmp_path).carried
    assert carried == {"firewalls": 1}
