"""Finds the network an address or network overlaps, among many, by one binary search."""

from __future__ import annotations

import socket
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")

_MAPPED = 0xFFFF
"""What stands above the last 32 bits of an IPv4-mapped IPv6 address."""


class Span(NamedTuple):
    """The addresses of a network, as numbers."""

    version: int
    """4 or 6."""
    first: int
    last: int
    """Inclusive."""


def span(text: str) -> Span:
    """The span of an address or network; host bits are dropped, IPv4-mapped IPv6 becomes IPv4.

    Raises:
        OSError: when the text is no address. Canonical values always are.
    """
    address, slash, length = text.partition("/")
    version, family, bits = (6, socket.AF_INET6, 128) if ":" in address else (4, socket.AF_INET, 32)
    number = int.from_bytes(socket.inet_pton(family, address), "big")
    host_bits = bits - int(length) if slash else 0
    if version == 6 and number >> 32 == _MAPPED and host_bits <= 32:
        version, number = 4, number & 0xFFFFFFFF
    first = number >> host_bits << host_bits
    return Span(version, first, first | ((1 << host_bits) - 1))


class IntervalIndex(Generic[T]):
    """Networks, each with a payload. Only the outermost of nested networks is kept.

    What is left does not overlap, so that starts and ends rise together, and the last network
    that starts before the end of a span is the only one that can reach into it.
    """

    def __init__(self, networks: Iterable[tuple[str, T]]) -> None:
        """Sort the networks.

        Args:
            networks: each as text with its payload; of equal ones the first stays.
        """
        found: dict[int, list[tuple[int, int, int, str, T]]] = defaultdict(list)
        for order, (text, payload) in enumerate(networks):
            version, first, last = span(text)
            found[version].append((first, -last, order, text, payload))
        self._starts: dict[int, list[int]] = {4: [], 6: []}
        self._ends: dict[int, list[int]] = {4: [], 6: []}
        self._entries: dict[int, list[tuple[str, T]]] = {4: [], 6: []}
        for version, rows in found.items():
            reach = -1
            for first, negative_last, _, text, payload in sorted(rows, key=lambda row: row[:3]):
                if -negative_last > reach:
                    reach = -negative_last
                    self._starts[version].append(first)
                    self._ends[version].append(reach)
                    self._entries[version].append((text, payload))

    def overlapping(self, text: str) -> tuple[str, T] | None:
        """The listed network that an address or network overlaps, and its payload."""
        return self.find(span(text))

    def find(self, wanted: Span) -> tuple[str, T] | None:
        """The same for a span."""
        position = bisect_right(self._starts[wanted.version], wanted.last) - 1
        if position < 0 or self._ends[wanted.version][position] < wanted.first:
            return None
        return self._entries[wanted.version][position]
