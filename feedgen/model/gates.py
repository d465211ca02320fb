"""Gates: how much may change between two publications before a person says that it is meant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Gate(StrEnum):
    """What is looked at before a release is published."""

    REMOVED = "removed"
    """The share of indicators that leave."""
    ADDED = "added"
    """The share of indicators that come."""
    SHRINK = "shrink"
    """How much smaller a list gets."""
    GROWTH = "growth"
    """How much larger a list gets."""
    MINIMUM = "minimum"
    """How many entries a list has."""
    KNOWN_GOOD = "known_good"
    """Whether a list names a known-good value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A person's word that a gate is to stand open once. It is published with the release."""

    gate: Gate
    after: str
    """The published version that the change starts from; it says nothing of any other."""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gates:
    """The limits. Percentages are of what was published before."""

    removed_percent: int = 20
    added_percent: int = 100
    shrink_percent: int = 30
    growth_percent: int = 100
    at_least: int = 20
    """A change of fewer values or entries than this passes, whatever its share."""
    minimum: Mapping[str, int] = field(default_factory=dict)
    """Entries that a file of the release must have, by its path."""
    overrides: tuple[Override, ...] = ()
    """In the order they were written."""
