"""What bulk lists published before: a value that is gone from a list is revoked.

No source line remembers such a value, so its ledger line does. A value that comes back after that
is a new generation under a new id, as everywhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from feedgen.errors import DriftError
from feedgen.model.ids import indicator_uuid
from feedgen.model.indicator import Indicator
from feedgen.model.ledger import Ledger, LedgerLine
from feedgen.model.observables import OBSERVABLE_TYPES, Observable
from feedgen.sources.incident_file import BulkList

GONE = "it is no longer in the list that named it"
"""Why a value is revoked that left its list."""

Value = tuple[str, str]
"""Type and canonical value."""


def remembered(
    indicators: tuple[Indicator, ...],
    lists: Iterable[BulkList],
    ledger: Ledger,
    *,
    namespace: UUID,
    as_of: datetime,
) -> tuple[Indicator, ...]:
    """The indicators with the tombstones of bulk lists, by type, value and generation.

    Args:
        indicators: as the sources give them.
        lists: those that the sources have now.
        ledger: the last one, with the lines of bulk lists.
        namespace: of all ids.
        as_of: when what is gone now is revoked.

    Raises:
        DriftError: when a list with published values is gone.
    """
    published = _by_value(ledger)
    if not published:
        return indicators
    there = {f"{list_.incident_id} {list_.path}": list_ for list_ in lists}
    revoked_here = {indicator.id for indicator in indicators if indicator.revoked}
    past = {
        value: [line for line, _ in lines if line.revoked and line.id not in revoked_here]
        for value, lines in published.items()
    }
    found = [_later(indicator, past, namespace) for indicator in indicators]
    current = {indicator.id for indicator in found}
    for (type_, value), lines in published.items():
        observable = OBSERVABLE_TYPES[type_](value)
        found += (
            _tombstone(observable, generation, line, there, as_of)
            for line, generation in lines
            if line.id not in current
        )
    return tuple(sorted(found, key=lambda i: (i.type, i.value, i.generation)))


def _by_value(ledger: Ledger) -> Mapping[Value, list[tuple[LedgerLine, int]]]:
    """The lines of bulk lists, each with its generation."""
    found: dict[Value, list[tuple[LedgerLine, int]]] = defaultdict(list)
    for line in ledger.lines.values():
        if line.bulk_list is not None:
            type_, _, rest = line.key.partition(" ")
            value, _, generation = rest.rpartition(" ")
            found[type_, value].append((line, int(generation)))
    return found


def _later(
    indicator: Indicator, past: Mapping[Value, list[LedgerLine]], namespace: UUID
) -> Indicator:
    """The indicator, as many generations later as its value was revoked from lists before."""
    before = past.get((indicator.type, indicator.value))
    if not before:
        return indicator
    generation = indicator.generation + len(before)
    id_ = indicator_uuid(namespace, indicator.type, indicator.value, generation)
    return replace(indicator, id=id_, generation=generation)


def _tombstone(
    observable: Observable,
    generation: int,
    line: LedgerLine,
    there: Mapping[str, BulkList],
    as_of: datetime,
) -> Indicator:
    list_ = there.get(line.bulk_list or "")
    if list_ is None:
        raise DriftError(
            f"the bulk list {line.bulk_list} is gone from the sources and its values were "
            "published; keep its entry with an empty file to revoke them, or restore it"
        )
    return Indicator(
        id=line.id,
        observable=observable,
        generation=generation,
        mentions=(replace(list_.template, observable=observable),),
        revoked_at=line.revoked_at or as_of,
        revoked_reason=GONE,
    )
