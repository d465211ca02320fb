"""What a value looks like to a query: literal pieces, and whether anything stands around them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from feedgen.emitters.sigma.detection import Comparison
from feedgen.emitters.sigma.encoding import Pattern
from feedgen.errors import InternalError

_AROUND = {
    Comparison.EQUALS: (False, False),
    Comparison.STARTSWITH: (False, True),
    Comparison.ENDSWITH: (True, False),
    Comparison.CONTAINS: (True, True),
}


@dataclass(frozen=True, slots=True)
class Shape:
    """A text without case: pieces in this order with any run of characters between two."""

    pieces: tuple[str, ...]
    """At least one; none is empty."""
    before: bool = False
    """Anything may precede the first piece."""
    after: bool = False
    """Anything may follow the last piece."""

    @classmethod
    def of(cls, pattern: Pattern, comparison: Comparison) -> Self:
        """The shape of a clause's value.

        Raises:
            InternalError: for a network, which is no text.
        """
        if comparison not in _AROUND:
            raise InternalError(f"{comparison} compares no text")
        before, after = _AROUND[comparison]
        return cls(pattern.pieces, before, after)

    @property
    def is_exact(self) -> bool:
        """True for one literal from end to end."""
        return len(self.pieces) == 1 and not self.before and not self.after

    @property
    def is_plain(self) -> bool:
        """True for one literal, whatever may stand around it."""
        return len(self.pieces) == 1

    def joined(self, wildcard: str, pieces: tuple[str, ...] | None = None) -> str:
        """The pieces, encoded by the caller, with the language's wildcard where anything may be."""
        inner = wildcard.join(self.pieces if pieces is None else pieces)
        return (wildcard if self.before else "") + inner + (wildcard if self.after else "")
