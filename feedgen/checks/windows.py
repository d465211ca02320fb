"""FG309: movable names without a time. Only inside an exposure window are they a hit.

Overwritten tags and refs, created ones that were reissued, and carriers. There are no exceptions:
a value that has no window can never hit. A draft is only warned, and so is an exposure that no
indicator uses.
"""

from __future__ import annotations

from collections.abc import Iterator

from feedgen.checks import Check
from feedgen.checks._standing import is_draft, standing
from feedgen.errors import Finding, Level
from feedgen.model.feed import Feed
from feedgen.model.indicator import Mention, TagDetail, TagStanding
from feedgen.model.observables import ActionRef, Carrier, ImageTag

CODE = "FG309"


def _run(feed: Feed) -> Iterator[Finding]:
    for mention in standing(feed, ActionRef.type, Carrier.type, ImageTag.type):
        why = None if mention.exposures else _needs_time(mention)
        if why is not None:
            yield Finding(
                mention.location,
                CODE,
                f'"{mention.observable}" {why} and has no exposure',
                "define one with its widest known window, and name it under exposures",
                Level.WARNING if is_draft(feed, mention) else Level.ERROR,
            )
    yield from _unused(feed)


def _needs_time(mention: Mention) -> str | None:
    if isinstance(mention.observable, Carrier):
        return "is a carrier"
    detail = mention.detail
    if not isinstance(detail, TagDetail):
        return None
    if detail.standing is TagStanding.OVERWRITTEN:
        return "is overwritten"
    return None if detail.reissued is None else "was reissued"


def _unused(feed: Feed) -> Iterator[Finding]:
    used = {
        (exposure.incident_id, exposure.key)
        for indicator in feed.indicators
        for mention in indicator.mentions
        for exposure in mention.exposures
    }
    for incident in feed.incidents:
        for exposure in incident.exposures:
            if (incident.id, exposure.key) not in used:
                yield Finding(
                    incident.location,
                    CODE,
                    f'no indicator uses the exposure "{exposure.key}"',
                    "name it under exposures of what was served then, or remove it",
                    Level.WARNING,
                )


CHECK = Check(code=CODE, name="windows", title="movable names without a time", run=_run)
