"""Finds listed host names equal to, above, or below a host, by walking the host's own labels."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from feedgen.checks._hosts import above

T = TypeVar("T")


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
        self._covered: dict[str, str] = {}
        for name in sorted(self._listed):
            for parent in above(name):
                self._covered.setdefault(parent, name)

    def at(self, host: str) -> T | None:
        """The payload of the host itself."""
        return self._listed.get(host)

    def over(self, host: str) -> tuple[str, T] | None:
        """The nearest listed name that the host lies below, and its payload."""
        for parent in above(host):
            payload = self._listed.get(parent)
            if payload is not None:
                return parent, payload
        return None

    def under(self, host: str) -> tuple[str, T] | None:
        """The alphabetically first listed name below the host, and its payload."""
        name = self._covered.get(host)
        return None if name is None else (name, self._listed[name])
