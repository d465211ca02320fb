"""A TAXII collection, and what classes of objects it holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """A set of objects that one may poll (TAXII 2.1 §5)."""

    id: str
    """Of the form of a UUIDv4, and the same for ever."""
    alias: str
    title: str
    description: str
    classes: frozenset[int]
    """Positions in the log's list of classes."""

    def to_json(self) -> dict[str, Any]:
        """As the log lists it."""
        return {
            "id": self.id,
            "alias": self.alias,
            "title": self.title,
            "description": self.description,
            "classes": sorted(self.classes),
        }

    @classmethod
    def parse(cls, document: dict[str, Any]) -> Collection:
        """Read what `to_json` gives; raises KeyError, TypeError or ValueError otherwise."""
        return cls(
            id=str(document["id"]),
            alias=str(document["alias"]),
            title=str(document["title"]),
            description=str(document["description"]),
            classes=frozenset(int(code) for code in document["classes"]),
        )
