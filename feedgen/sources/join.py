"""Joins mentions of the same value into indicators, and counts generations.

One value is one indicator with one id. It is revoked when every incident that names it has
revoked it, and a relisting after that starts a new generation under a new id, because STIX
revocation is permanent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from feedgen.model.ids import indicator_uuid
from feedgen.model.indicator import HistoryEvent, Indicator, Mention
from feedgen.model.observables import Observable


def join_mentions(mentions: Iterable[Mention], namespace: UUID) -> tuple[Indicator, ...]:
    """All indicators, by type, value and generation."""
    by_value: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_value[mention.observable.type, mention.observable.value].append(mention)
    indicators: list[Indicator] = []
    for key in sorted(by_value):
        ordered = sorted(by_value[key], key=lambda m: (m.incident_id, m.location))
        indicators += _generations(ordered[0].observable, ordered, namespace)
    return tuple(indicators)


def _generations(
    observable: Observable, mentions: list[Mention], namespace: UUID
) -> list[Indicator]:
    events = sorted(
        ((line.at, number, line) for number, m in enumerate(mentions) for line in m.history),
        key=lambda event: event[:2],
    )
    found: list[Indicator] = []
    live = set(range(len(mentions)))

    def close(members: set[int], at: datetime | None = None, reason: str | None = None) -> None:
        generation = len(found) + 1
        found.append(
            Indicator(
                id=indicator_uuid(namespace, observable.type, observable.value, generation),
                observable=observable,
                generation=generation,
                mentions=tuple(mentions[number] for number in sorted(members)),
                revoked_at=at,
                revoked_reason=reason,
            )
        )

    for at, number, line in events:
        if line.event is HistoryEvent.RELISTED:
            live.add(number)
        else:
            live.discard(number)
            if not live:
                close(set(range(len(mentions))), at, line.reason)
    if live:
        close(live)
    return found
