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
        ordered = by_value[key]
        if len(ordered) > 1:
            ordered.sort(key=lambda m: (m.incident_id, m.location))
        if any(mention.history for mention in ordered):
            indicators += _generations(ordered[0].observable, ordered, namespace)
        else:  # nearly all
            indicators.append(_only(ordered, namespace))
    return tuple(indicators)


def _only(mentions: list[Mention], namespace: UUID) -> Indicator:
    """The one generation of a value that nobody ever revoked."""
    observable = mentions[0].observable
    return Indicator(
        id=indicator_uuid(namespace, observable.type, observable.value, 1),
        observable=observable,
        generation=1,
        mentions=tuple(mentions),
    )


def _generations(
    observable: Observable, mentions: list[Mention], namespace: UUID
) -> list[Indicator]:
    # A mention comes to live when its incident is published. One that comes after everybody else
    # had revoked the value is a re-listing of its own.
    events = [
        (min([m.published, *(line.at for line in m.history[:1])]), -1, number, None)
        for number, m in enumerate(mentions)
    ] + [(line.at, 0, number, line) for number, m in enumerate(mentions) for line in m.history]
    found: list[Indicator] = []
    live: set[int] = set()
    part: set[int] = set()
    """Mentions that were live in the current generation."""

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

    for at, _, number, line in sorted(events, key=lambda event: event[:3]):
        if line is None or line.event is HistoryEvent.RELISTED:
            live.add(number)
            part.add(number)
        elif number in live:
            live.discard(number)
            if not live:
                close(part, at, line.reason)
                part = set()
    if live:
        close(live)
    return found
