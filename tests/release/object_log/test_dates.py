"""Dates of records: rising, whole milliseconds, and the same whoever works them out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import accumulate, pairwise

from hypothesis import given
from hypothesis import strategies as st

from feedgen.release.object_log.dates import Dates
from feedgen.release.object_log.layout import Segment

START = datetime(2026, 11, 24, 12, tzinfo=UTC)
START_MS = int(START.timestamp() * 1000)


def segments(*counted: tuple[int, int]) -> list[Segment]:
    """Of (serial, count)."""
    firsts = accumulate((count for _, count in counted), initial=0)
    return [
        Segment(serial=serial, first=first, count=count, size=0, sha256="")
        for (serial, count), first in zip(counted, firsts, strict=False)
    ]


def hours(*passed: int) -> list[tuple[int, datetime]]:
    """Serials from 1, each activated so many hours after the start."""
    return [(serial, START + timedelta(hours=hour)) for serial, hour in enumerate(passed, 1)]


def test_an_object_comes_a_millisecond_after_the_one_before_it() -> None:
    dates = Dates(segments((1, 3)), hours(0))
    assert [dates.of(n) for n in range(3)] == [START_MS, START_MS + 1, START_MS + 2]


def test_each_segment_begins_when_its_release_was_activated() -> None:
    dates = Dates(segments((1, 2), (2, 1)), hours(0, 1))
    assert dates.of(2) == START_MS + 3_600_000


def test_what_nobody_published_comes_with_the_next_that_was() -> None:
    dates = Dates(segments((1, 1), (2, 2), (3, 1)), [(1, START), (3, START + timedelta(hours=2))])
    assert [dates.of(n) - START_MS for n in range(4)] == [0, 7_200_000, 7_200_001, 7_200_002]


def test_a_release_right_after_a_long_one_waits_for_its_dates() -> None:
    soon = [(1, START), (2, START + timedelta(milliseconds=5))]
    dates = Dates(segments((1, 10), (2, 1)), soon)
    assert dates.of(10) == START_MS + 10


def test_no_date_lies_before_the_activation() -> None:
    odd = [(1, START + timedelta(microseconds=1))]
    assert Dates(segments((1, 1)), odd).of(0) == START_MS + 1


def test_later_releases_change_no_date() -> None:
    before = Dates(segments((1, 5), (3, 5)), hours(0, 1, 2))
    after = Dates(segments((1, 5), (3, 5), (4, 9)), hours(0, 1, 2, 3))
    assert [before.of(n) for n in range(10)] == [after.of(n) for n in range(10)]


histories = st.lists(
    st.tuples(st.integers(1, 3), st.integers(1, 20), st.integers(0, 40)), min_size=1, max_size=6
)
"""Of each segment: how much its serial rises, how many objects, and how many ms pass."""


def _dates(history: list[tuple[int, int, int]]) -> tuple[Dates, int]:
    serials = list(accumulate(step for step, _, _ in history))
    counted = list(zip(serials, (count for _, count, _ in history), strict=True))
    passed = accumulate(ms for _, _, ms in history)
    activations = [
        (serial, START + timedelta(milliseconds=ms))
        for serial, ms in zip(serials, passed, strict=True)
    ]
    return Dates(segments(*counted), activations), sum(count for _, count in counted)


@given(histories)
def test_dates_rise_strictly(history: list[tuple[int, int, int]]) -> None:
    dates, count = _dates(history)
    assert all(one < other for one, other in pairwise(map(dates.of, range(count))))


@given(histories, st.integers(-5, 200))
def test_the_first_after_a_date_is_what_counting_says(
    history: list[tuple[int, int, int]], after: int
) -> None:
    dates, count = _dates(history)
    date = START_MS + after
    counted = next((n for n in range(count) if dates.of(n) > date), count)
    assert dates.first_after(date) == counted
