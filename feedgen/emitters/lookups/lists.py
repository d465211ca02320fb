"""One lookup file: which values it holds, and what it cannot hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from feedgen.emitters.rendering import allowed_prose
from feedgen.emitters.tables.cells import exact
from feedgen.errors import UnencodableError
from feedgen.model.feed import DETECTION, Feed
from feedgen.model.indicator import Indicator

FORMULA = "a spreadsheet would run the value as a formula, and a lookup has to hold it unchanged"
ANY_PORT = "the list names the address on every port"
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What spreadsheets take for the beginning of a formula: full-width forms, and spaces they drop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """One CSV file."""

    path: str
    types: tuple[str, ...]
    header: tuple[str, ...]
    row: Callable[[Feed, Indicator], Sequence[str]]
    check: Callable[[Indicator], None]
    """Raises `UnencodableError` for values that the product would read as something else."""
    weaker: Callable[[Indicator], str | None]
    """Why a row means less or more than the indicator does, if it does."""


@dataclass(slots=True)
class Selected:
    """The values of one lookup."""

    held: list[Indicator] = field(default_factory=list)
    weaker: list[tuple[Indicator, str]] = field(default_factory=list)
    refused: list[tuple[Indicator, str]] = field(default_factory=list)

    @property
    def ids(self) -> list[str]:
        """Of the held ones."""
        return [indicator.id for indicator in self.held]


def select(feed: Feed, lookup: Lookup) -> Selected:
    """Sorts the feed's values of the lookup's types."""
    found = Selected()
    for indicator in feed.select(*lookup.types, actions=DETECTION):
        try:
            cell(indicator.value)
            lookup.check(indicator)
        except UnencodableError as error:
            found.refused.append((indicator, error.reason))
            continue
        found.held.append(indicator)
        weaker = lookup.weaker(indicator)
        if weaker:
            found.weaker.append((indicator, weaker))
    return found


def cell(value: str) -> str:
    """The value as it is.

    Raises:
        UnencodableError: when it is empty, or when a spreadsheet would run it: people open lookups
            there, and an apostrophe in front would be part of the value for the SIEM.
    """
    if not value:
        raise UnencodableError("the value is empty")
    if value.startswith(_STARTS):
        raise UnencodableError(FORMULA)
    return exact(value)


def prose(feed: Feed, indicator: Indicator) -> str:
    """What a person is told of a row; begins with a letter and holds no syntax."""
    titles = ", ".join(feed.incidents_by_id[id_].title for id_ in indicator.incident_ids)
    return f"indicator {indicator.id}: {allowed_prose(titles, 200)}"
