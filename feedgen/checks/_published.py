"""What the ledger remembers of indicators, read back from its lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from feedgen.model.feed import Feed
from feedgen.model.ledger import LedgerLine

KIND = "indicator"
"""Of the ledger's lines for indicators."""


@dataclass(frozen=True, slots=True)
class Published:
    """One ledger line of an indicator."""

    line: LedgerLine
    type: str
    value: str
    """May hold spaces."""
    generation: int
    """0 where the line was not written by feedgen."""

    @property
    def name(self) -> str:
        """For a finding: the value, and what it is."""
        return f'"{self.value}" ({self.type})'


def published(feed: Feed, chosen: Callable[[LedgerLine], bool]) -> Iterator[Published]:
    """The indicators among the chosen lines, in order of key."""
    lines = (line for line in feed.ledger.lines.values() if line.kind == KIND and chosen(line))
    for line in sorted(lines, key=lambda line: (line.key, line.id)):
        type_, _, rest = line.key.partition(" ")
        value, _, generation = rest.rpartition(" ")
        number = int(generation) if generation.isascii() and generation.isdigit() else 0
        yield Published(line, type_, value, number)
