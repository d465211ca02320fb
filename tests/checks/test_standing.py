"""Which mentions stand, and which are a draft's."""

from __future__ import annotations

from feedgen.checks._standing import standing
from feedgen.model.observables import Domain, Ip, Url
from tests.model.made_feeds import base, indicator, made, mention


def test_mentions_come_in_the_order_of_the_feed_whatever_was_asked_first() -> None:
    values = [Domain("a.example"), Ip("192.0.2.1"), Url("https://a.example/")]
    feed = made(base(), [indicator(base(), mention(value)) for value in values])
    assert [m.observable.type for m in standing(feed, "url", "domain")] == ["domain", "url"]
    assert [m.observable.type for m in standing(feed)] == ["domain", "ip", "url"]
