"""Which mentions stand, and which are a draft's.

Faults that survive the mutation check: a second test for two times that the caller has tested
(`contradictions`), a shortcut past references that were found public already (`references`), and
whether an address is asked for among the names of platforms, of which none is an address
(`shared_platforms`). Nor can be told apart whether a stricter level is compared with `<` or `<=`
after the same level was let pass (`tlp`), and where a canonical name may have its first dot (`_hosts`).
"""

from __future__ import annotations

from dataclasses import replace

from feedgen.checks._standing import is_draft, standing
from feedgen.model.incident import Status
from feedgen.model.observables import Domain, Ip, Url
from tests.model.made_feeds import base, indicator, made, mention


def test_mentions_come_in_the_order_of_the_feed_whatever_was_asked_first() -> None:
    values = [Domain("a.example"), Ip("192.0.2.1"), Url("https://a.example/")]
    feed = made(base(), [indicator(base(), mention(value)) for value in values])
    assert [m.observable.type for m in standing(feed, "url", "domain")] == ["domain", "url"]
    assert [m.observable.type for m in standing(feed)] == ["domain", "ip", "url"]


def test_an_incident_that_is_not_there_is_no_draft() -> None:
    feed = base()
    assert not is_draft(feed, mention(Domain("a.example"), incident_id="nowhere"))
    drafts = tuple(replace(one, status=Status.DRAFT) for one in feed.incidents)
    assert is_draft(replace(feed, incidents=drafts), mention(Domain("a.example")))
    assert not is_draft(feed, mention(Domain("a.example")))
