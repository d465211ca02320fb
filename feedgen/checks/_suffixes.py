"""Finds listed host names equal to, above, or below a host, by walking the host's own labels."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Generic, TypeVar

from feedgen.checks._hosts import above

T = TypeVar("T")
_REMEMBERED = 65_536
"""Names whose answer is kept."""


class SuffixIndex(Generic[T]):
    """Host names, each with a payload. A lookup costs a dictionary access per label."""

    def __init__(self, names: Iterable[tuple[str, T]]) -> None:
        """Remember the names.

        Args:
            names: canonical host names with their payloads; of equal ones the first stays.
        """
        self._listed: dict[str, T] = {}
        for name, payload in names:
            self._listed.setdefault(name, payload)
        # The hosts of a list lie below few names.
        self._nearest = lru_cache(_REMEMBERED)(self._walked)
        self._covered: dict[str, str] = {}
        for name in sorted(self._listed):
            for parent in above(name):
                self._covered.setdefault(parent, name)

    def at(self, host: str) -> T | None:
        """The payload of the host itself."""
        return self._listed.get(host)

    def over(self, host: str) -> tuple[str, T] | None:
        """The nearest listed name that the host lies below, and its payload."""
        parent = host.partition(".")[2]
        return self._nearest(parent) if parent else None

    def _walked(self, name: str) -> tuple[str, T] | None:
        payload = self._listed.get(name)
        return self.over(name) if payload is None else (name, payload)

    def under(self, host: str) -> tuple[str, T] | None:
        """The alphabetically first listed name below the host, and its payload."""
        name = self._covered.get(host)
        return None if name is None else (name, self._listed[name])
