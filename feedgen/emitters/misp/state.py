"""Whether a value may raise alerts now, as one incident's event or the lists say it."""

from __future__ import annotations

from dataclasses import dataclass

from feedgen.emitters.misp.placement import mentions_in
from feedgen.model.feed import DETECTION, Feed
from feedgen.model.incident import Incident
from feedgen.model.indicator import Indicator
from feedgen.model.instants import format_instant

REVOKED, EXPIRED = "feedgen:revoked", "feedgen:expired"
_ELSEWHERE = "Revoked in this incident; another one names it"


@dataclass(frozen=True, slots=True)
class State:
    """What stands in the comment, the tags and `to_ids` of an attribute."""

    to_ids: bool
    tag: str | None = None
    """`REVOKED` or `EXPIRED`."""
    remark: str | None = None
    settled: bool = True
    """False where the ledger's line of the indicator does not date every change of this."""


def state_in(feed: Feed, indicator: Indicator, incident: Incident | None) -> State:
    """The state in the event of an incident, or of the lists."""
    if indicator.revoked:
        at = format_instant(indicator.revoked_at) if indicator.revoked_at else ""
        reason = indicator.revoked_reason or "no reason given"
        return State(False, REVOKED, f"Revoked {at}: {reason}")
    mentions = mentions_in(indicator, incident) if incident else []
    if incident and not mentions:
        # It had named it, and another incident still does.
        return State(False, REVOKED, _ELSEWHERE, settled=False)
    settled = not any(mention.history for mention in mentions)
    if not indicator.is_active(feed.as_of):
        remark = f"Expired {format_instant(indicator.valid_until)}"
        return State(False, EXPIRED, remark, settled)
    return State(indicator.action in DETECTION, settled=settled)
