"""Which source lines the guards judge: those whose value would still be acted upon."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from feedgen.model.feed import Feed
from feedgen.model.incident import Status
from feedgen.model.indicator import Indicator, Mention


def standing(feed: Feed, *types: str) -> Iterator[Mention]:
    """Mentions of these types (of all if none is named) that nobody has revoked, in feed order.

    A revoked value is spared: that it turned out benign is the usual reason to revoke it.
    Expired ones are not, since they stay in the feed as history.
    """
    chosen = sorted(types) or feed.standing  # indicators stand in order of type
    return chain.from_iterable(feed.standing.get(type_, ()) for type_ in chosen)


def standing_mentions(indicator: Indicator) -> Iterator[Mention]:
    """The mentions of an indicator that their own incident has not revoked."""
    if indicator.revoked:
        return
    for mention in indicator.mentions:
        if mention.is_live:
            yield mention


def is_draft(feed: Feed, mention: Mention) -> bool:
    """Whether only a draft says so: checked, never published."""
    incident = feed.incidents_by_id.get(mention.incident_id)
    return incident is not None and incident.status is Status.DRAFT
