"""Cuts a selection into pages: so many objects, and not more bytes than a client can take."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import chain

from feedgen.release.object_log import ObjectLog, Run
from feedgen.release.object_log.layout import BETWEEN
from feedgen.serve.exchange import Chunk
from feedgen.serve.taxii.selection import Runs

PAGE_BYTES = 16 * 1024 * 1024
"""Of objects in a page, where it has more than one."""
_FEW = 32
"""Slices that are worth handing on without a copy."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some records, in order, and whether others follow."""

    runs: tuple[Run, ...]
    more: bool

    @property
    def first(self) -> int:
        """The number of the first record; there has to be one."""
        return self.runs[0].first

    @property
    def last(self) -> int:
        """The number of the last record; there has to be one."""
        return self.runs[-1].end - 1


def cut(runs: Runs, first: int, limit: int) -> Page:
    """The first records of a selection from a record on.

    Args:
        runs: the selection.
        first: the number of the first record that may be in it.
        limit: of records, at least one.
    """
    kept: list[Run] = []
    left = limit
    for run in runs(first, limit):
        if left == 0:
            return Page(tuple(kept), more=True)
        if run.end - run.first > left:
            kept.append(Run(run.first, run.first + left))
            return Page(tuple(kept), more=True)
        kept.append(run)
        left -= run.end - run.first
    return Page(tuple(kept), more=False)


def cut_bytes(log: ObjectLog, page: Page, most: int = PAGE_BYTES) -> tuple[Page, list[memoryview]]:
    """The same page, shortened where its objects have too many bytes, and their slices.

    The slices go into a JSON array with `BETWEEN` them. One object stays, however large.
    """
    slices = [part for run in page.runs for part in log.slices(run)]
    if sum(map(len, slices)) + len(BETWEEN) * len(slices) <= most:
        return page, slices
    return _shortened(log, page, most)


def joined(slices: list[memoryview]) -> tuple[Chunk, ...]:
    """The slices as the elements of an array: as they are while they are few."""
    if len(slices) > _FEW:
        return (BETWEEN.join(slices),)
    return tuple(chain(slices[:1], *((BETWEEN, part) for part in slices[1:])))


def _shortened(log: ObjectLog, page: Page, most: int) -> tuple[Page, list[memoryview]]:
    slices: list[memoryview] = []
    left = most
    for place, run in enumerate(page.runs):
        number = run.first
        for part in log.slices(run):
            if left < len(part) + len(BETWEEN):
                end = max(_fitting(log, number, run.end, left), page.first + 1)
                kept = page.runs[:place] + ((Run(run.first, end),) if end > run.first else ())
                if end > number:
                    slices.extend(log.slices(Run(number, end)))
                return Page(kept, more=page.more or end <= page.last), slices
            left -= len(part) + len(BETWEEN)
            slices.append(part)
            number = min(run.end, _segment_end(log, number))
    return page, slices


def _fitting(log: ObjectLog, first: int, end: int, room: int) -> int:
    """How far from a record on the objects of its segment fit into so many bytes."""
    begin = log.record(first).start
    end = min(end, _segment_end(log, first))

    def size(number: int) -> int:
        record = log.record(number)
        return record.start + record.length - begin + len(BETWEEN)

    return first + bisect_right(range(first, end), room, key=size)


def _segment_end(log: ObjectLog, number: int) -> int:
    segment = log.segments[log.record(number).segment]
    return segment.first + segment.count
