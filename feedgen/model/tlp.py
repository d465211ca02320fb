"""The Traffic Light Protocol 2.0 (https://www.first.org/tlp/)."""

from __future__ import annotations

from enum import StrEnum


class Tlp(StrEnum):
    """A sharing limit. Ordered from the widest audience to the narrowest, see `rank`."""

    CLEAR = "clear"
    GREEN = "green"
    AMBER = "amber"
    AMBER_STRICT = "amber+strict"
    RED = "red"

    @property
    def rank(self) -> int:
        """0 for CLEAR up to 4 for RED; a release carries what is not above its limit."""
        return _RANKS[self]

    @property
    def label(self) -> str:
        """The spelling of the standard, for people: `TLP:AMBER+STRICT`."""
        return f"TLP:{self.value.upper()}"


_RANKS = {tlp: rank for rank, tlp in enumerate(Tlp)}
