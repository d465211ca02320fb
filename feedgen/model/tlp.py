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

    @property
    def marking_id(self) -> str:
        """The id of OASIS's marking definition of this level in STIX 2.1."""
        return f"marking-definition--{_MARKINGS[self]}"


_MARKINGS = {
    Tlp.CLEAR: "94868c89-83c2-464b-929b-a1a8aa3c8487",
    Tlp.GREEN: "bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
    Tlp.AMBER: "55d920b0-5e8b-4f79-9ee9-91f868d9b421",
    Tlp.AMBER_STRICT: "939a9414-2ddd-4d32-a0cd-375ea402b003",
    Tlp.RED: "e828b379-4e03-4974-9ac4-e53a884c97c1",
}
_RANKS = {tlp: rank for rank, tlp in enumerate(Tlp)}
