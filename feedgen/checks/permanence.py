"""FG402: indicators that would come back under a revoked id, or change what an id means.

A revocation is permanent (STIX 2.1 §3.6): a value that returns is relisted, under a new id.
"""

from __future__ import annotations

from collections.abc import Iterator

from feedgen.checks import Check
from feedgen.checks._published import KIND
from feedgen.checks._standing import is_draft, standing_mentions
from feedgen.errors import Finding, Level
from feedgen.model.feed import Feed
from feedgen.model.ids import indicator_key
from feedgen.model.incident import Status
from feedgen.model.indicator import Mention
from feedgen.model.ledger import LedgerLine

CODE = "FG402"
_REPORT = "report"
"""Of the ledger's lines for incidents."""


def _run(feed: Feed) -> Iterator[Finding]:
    yield from _reinstated(feed)
    for indicator in feed.indicators:
        line = feed.ledger.lines.get(indicator.id)
        if line is None:
            continue
        key = indicator_key(indicator.type, indicator.value, indicator.generation)
        if (line.kind, line.key) != (KIND, key):
            yield Finding(
                indicator.mentions[0].location,
                CODE,
                f'the id of "{indicator.observable}" was published as {line.kind} {line.key}',
                "restore the ledger of the last release: an id never changes its meaning",
            )
        elif line.revoked and not indicator.revoked:
            yield _undone(feed, next(standing_mentions(indicator)), line)


def _reinstated(feed: Feed) -> Iterator[Finding]:
    """Incidents that were withdrawn once, and stand again."""
    withdrawn = {
        line.key: line
        for line in feed.ledger.lines.values()
        if line.kind == _REPORT and line.revoked
    }
    for incident in feed.incidents:
        line = withdrawn.get(incident.id)
        if line is not None and incident.status is not Status.WITHDRAWN:
            yield Finding(
                incident.location,
                CODE,
                f'"{incident.id}" was withdrawn in release {line.changed_serial}',
                "keep it withdrawn, and tell it again under a new id",
                Level.WARNING if incident.status is Status.DRAFT else Level.ERROR,
            )


def _undone(feed: Feed, mention: Mention, line: LedgerLine) -> Finding:
    return Finding(
        mention.location,
        CODE,
        f'"{mention.observable}" was revoked in release {line.changed_serial}, '
        "but stands here without that in its history",
        "write the revoked event; if the value is back, a relisted one after it",
        Level.WARNING if is_draft(feed, mention) else Level.ERROR,
    )


CHECK = Check(code=CODE, name="permanence", title="revocations that would be undone", run=_run)
