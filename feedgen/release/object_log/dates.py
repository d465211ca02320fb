"""When an object became visible: `date_added` of TAXII 2.1.

An object's date follows from what the publication says alone, so every replica and mirror gives
the same, after every restart. Dates are whole milliseconds, because subscribers cut them off there.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime

from feedgen.release.object_log.layout import Segment

Activations = Sequence[tuple[int, datetime]]
"""Serials that were published, in order, and when readers were first to see them."""


class Dates:
    """Maps record numbers to milliseconds since 1970 and back. Strictly rising."""

    def __init__(self, segments: Sequence[Segment], activations: Activations) -> None:
        self._first = [segment.first for segment in segments]
        self._start: list[int] = []
        known = sorted(activations)
        serials = [serial for serial, _ in known]
        end = 0
        for segment in segments:
            # What a release added that nobody published became visible with the next that was.
            place = min(bisect_right(serials, segment.serial - 1), len(known) - 1)
            begin = max(_ceiling(known[place][1]), end)
            self._start.append(begin)
            end = begin + segment.count
        self._count = sum(segment.count for segment in segments)

    def of(self, record: int) -> int:
        """The date of a record that is there."""
        place = bisect_right(self._first, record) - 1
        return self._start[place] + record - self._first[place]

    def first_after(self, date: int) -> int:
        """The number of the first record with a later date; the count where there is none."""
        if not self._start or date < self._start[0]:
            return 0
        place = bisect_right(self._start, date) - 1
        record = self._first[place] + date - self._start[place] + 1
        following = self._first[place + 1] if place + 1 < len(self._first) else self._count
        return min(record, following)


def _ceiling(when: datetime) -> int:
    """Whole milliseconds, never before the instant."""
    seconds = int(when.replace(microsecond=0).timestamp())
    return seconds * 1000 + -(-when.microsecond // 1000)
