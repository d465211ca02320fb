"""FG401: published indicators whose source line is gone, or was taken back into a draft.

Subscribers keep what they got. Only a revocation tells them to drop it, so a line may not just
vanish: `feedgen revoke` writes into its history, and the line stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from shlex import quote
from uuid import UUID

from feedgen.checks import Check
from feedgen.checks._published import Published, published
from feedgen.checks._standing import is_draft
from feedgen.errors import Finding, Location
from feedgen.model.feed import Feed
from feedgen.model.ids import indicator_uuid
from feedgen.model.indicator import Mention
from feedgen.model.ledger import LedgerLine

CODE = "FG401"

LEDGER = Location("iocs/ledger.jsonl")
"""Where a finding points that has no source line any more."""


def _run(feed: Feed) -> Iterator[Finding]:
    mentions = {indicator.id: indicator.mentions for indicator in feed.indicators}
    for known in published(feed, _is_gone(feed, mentions)):
        found = mentions.get(known.line.id)
        if found is not None:
            yield _drafted(known, found[0])
        elif _is_own(known, feed.profile.namespace):
            yield _vanished(known)
        else:
            # All the others have vanished for the same reason.
            yield Finding(
                LEDGER,
                CODE,
                f"{known.name} was published under another namespace than feed.yml has",
                "restore the namespace: it can never change",
            )
            return


def _is_gone(
    feed: Feed, mentions: Mapping[str, tuple[Mention, ...]]
) -> Callable[[LedgerLine], bool]:
    """Tells whether no mention that is not a draft's stands behind a ledger line."""
    return lambda line: all(is_draft(feed, mention) for mention in mentions.get(line.id, ()))


def _is_own(known: Published, namespace: UUID) -> bool:
    made = indicator_uuid(namespace, known.type, known.value, known.generation)
    return made == known.line.id


def _since(known: Published) -> str:
    line = known.line
    return (
        f"{known.name} was first published on {line.created:%Y-%m-%d} (release {line.added_serial})"
    )


def _vanished(known: Published) -> Finding:
    problem = f"{_since(known)} and is gone from the sources"
    remedy = f"restore the line, then run `feedgen revoke {quote(known.value)}`"
    if known.line.revoked:
        problem = f"{_since(known)}, revoked since, and is gone from the sources"
        remedy = "restore the line with its history: subscribers learn of the revocation from it"
    return Finding(LEDGER, CODE, problem, remedy)


def _drafted(known: Published, mention: Mention) -> Finding:
    return Finding(
        mention.location,
        CODE,
        f"{_since(known)} and is only in a draft now",
        f'set the status of "{mention.incident_id}" back; to take the value back, '
        f"run `feedgen revoke {quote(known.value)}` then",
    )


CHECK = Check(code=CODE, name="ledger_drift", title="published indicators that vanished", run=_run)
