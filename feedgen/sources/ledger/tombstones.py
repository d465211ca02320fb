"""What bulk lists published before: a value that is gone from a list is revoked.

No source line remembers such a value, so its ledger line does. A value that comes back after that
is a new generation under a new id, as everywhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from feedgen.errors import DriftError
from feedgen.model.ids import indicator_uuid
from feedgen.model.indicator import Indicator
from feedgen.model.ledger import Ledger, LedgerLine
from feedgen.model.observables import OBSERVABLE_TYPES
from feedgen.sources.incident_file import BulkList

GONE = "it is no longer in the list that named it"
"""Why a value is revoked that left its list."""

Value = tuple[str, str]
"""Type and canonical value."""
Lines = Mapping[int, LedgerLine]
"""Of one value, by generation."""


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
    listed = [line for line in ledger.lines.values() if line.bulk_list is not None]
    current = {indicator.id for indicator in indicators}
    changed = {_value(line) for line in listed if line.revoked or line.id not in current}
    if not changed:
        return indicators
    known: dict[Value, dict[int, LedgerLine]] = {value: {} for value in changed}
    for line in listed:
        lines = known.get(_value(line))
        if lines is not None:
            lines[int(line.key.rpartition(" ")[2])] = line
    sources: dict[Value, list[Indicator]] = defaultdict(list)
    found: list[Indicator] = []
    for indicator in indicators:
        value = indicator.type, indicator.value
        (sources[value] if value in changed else found).append(indicator)
    there = _Lists(lists, listed)
    for value, lines in known.items():
        taken = _numbered(sources.get(value, ()), lines)
        found += (_later(one, number, namespace) for number, one in taken.items())
        found += (
            _tombstone(line, number, there.of(line), as_of)
            for number, line in lines.items()
            if number not in taken
        )
    return tuple(sorted(found, key=lambda i: (i.type, i.value, i.generation)))


def _value(line: LedgerLine) -> Value:
    type_, _, rest = line.key.partition(" ")
    return type_, rest.rpartition(" ")[0]


def _numbered(indicators: Sequence[Indicator], lines: Lines) -> dict[int, Indicator]:
    """The generations that a value's indicators are, given those that were published.

    One that was revoked is over. Only a history in the sources that revoked it goes on speaking
    of it; one that ended because the value left its list has no source any more.
    """
    found: dict[int, Indicator] = {}
    number = 0
    for indicator in indicators:
        number += 1
        while number in lines and _is_over(lines[number], indicator):
            number += 1
        found[number] = indicator
    return found


def _is_over(line: LedgerLine, indicator: Indicator) -> bool:
    by_history = line.revoked_reason != GONE and line.revoked_at == indicator.revoked_at
    return line.revoked and not by_history


def _later(indicator: Indicator, generation: int, namespace: UUID) -> Indicator:
    if generation == indicator.generation:
        return indicator
    id_ = indicator_uuid(namespace, indicator.type, indicator.value, generation)
    return replace(indicator, id=id_, generation=generation)


def _tombstone(line: LedgerLine, number: int, list_: BulkList, as_of: datetime) -> Indicator:
    type_, value = _value(line)
    observable = OBSERVABLE_TYPES[type_](value)
    return Indicator(
        id=line.id,
        observable=observable,
        generation=number,
        mentions=(replace(list_.template, observable=observable),),
        revoked_at=line.revoked_at or as_of,
        revoked_reason=line.revoked_reason or GONE,
    )


class _Lists:
    """The lists of the sources, by the names that the ledger knows them by."""

    def __init__(self, lists: Iterable[BulkList], listed: Iterable[LedgerLine]) -> None:
        self._there = {list_.name: list_ for list_ in lists}
        self._known = {line.bulk_list for line in listed}

    def of(self, line: LedgerLine) -> BulkList:
        """The list that published a line, under the name that it has now.

        Raises:
            DriftError: when it is gone, and not just renamed.
        """
        name = line.bulk_list or ""
        list_ = self._there.get(name) or self._renamed(name, _value(line)[0])
        if list_ is None:
            raise DriftError(
                f"the bulk list {name} is gone from the sources and its values were published; "
                "keep its entry with an empty file to revoke them, or restore it"
            )
        return self._there.setdefault(name, list_)

    def _renamed(self, name: str, type_: str) -> BulkList | None:
        """The one new list that has the file, or the incident, of a list that is gone."""
        incident_id, _, path = name.partition(" ")
        new = [
            list_
            for there, list_ in self._there.items()
            if there not in self._known and list_.template.observable.type == type_
        ]
        same_file = [list_ for list_ in new if list_.path == path]
        same_incident = [list_ for list_ in new if list_.incident_id == incident_id]
        return next((heirs[0] for heirs in (same_file, same_incident) if len(heirs) == 1), None)
