"""FG310: incidents and indicators that the feed's TLP limit keeps from being published.

Revoked ones too, since a tombstone tells the same. There are no exceptions.
"""

from __future__ import annotations

from collections.abc import Iterator

from feedgen.checks import Check
from feedgen.errors import Finding
from feedgen.model.feed import Feed

CODE = "FG310"


def _run(feed: Feed) -> Iterator[Finding]:
    limit = feed.profile.tlp_limit
    above = f"is above this feed's limit {limit.label}"
    for incident in feed.incidents:
        if incident.tlp.rank > limit.rank:
            yield Finding(
                incident.location,
                CODE,
                f'the incident "{incident.id}" is {incident.tlp.label}, which {above}',
                "keep it in a feed of its own",
            )
    of_incident = {incident.id: incident.tlp for incident in feed.incidents}
    for mention in (mention for indicator in feed.indicators for mention in indicator.mentions):
        whole = of_incident[mention.incident_id]
        if mention.tlp is whole:
            continue
        named = f'"{mention.observable}" is {mention.tlp.label}, which'
        if mention.tlp.rank < whole.rank:
            wider = f"{named} is wider than its incident's {whole.label}"
            yield Finding(mention.location, CODE, wider, "an indicator may only be stricter")
        elif mention.tlp.rank > limit.rank:
            yield Finding(
                mention.location, CODE, f"{named} {above}", "keep it in a feed of its own"
            )


CHECK = Check(code=CODE, name="tlp", title="TLP above the feed's limit", run=_run)
