"""Times are UTC, whole milliseconds, and strict in what they accept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedgen.errors import InvalidValueError
from feedgen.model.instants import (
    Duration,
    format_instant,
    format_millis,
    parse_instant,
    whole_millis,
)

INSTANTS = st.datetimes(
    min_value=datetime(1000, 1, 1),  # noqa: DTZ001 - hypothesis wants naive bounds
    timezones=st.just(UTC),
).map(whole_millis)


@given(INSTANTS)
def test_both_forms_read_back(instant: datetime) -> None:
    assert parse_instant(format_instant(instant)) == instant
    assert parse_instant(format_millis(instant)) == instant


def test_forms() -> None:
    instant = parse_instant("2026-04-22T12:31Z")
    assert format_instant(instant) == "2026-04-22T12:31:00Z"
    assert format_millis(instant) == "2026-04-22T12:31:00.000Z"
    assert format_instant(parse_instant("2026-04-22T12:31:00.5Z")) == "2026-04-22T12:31:00.500Z"
    assert parse_instant("2026-04-22") == datetime(2026, 4, 22, tzinfo=UTC)
    elsewhere = datetime(2026, 1, 1, 1, tzinfo=timezone(timedelta(hours=1)))
    assert format_instant(elsewhere) == "2026-01-01T00:00:00Z"


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "2026-04-22T12:31:00", "2026-04-22T12:31:00+02:00", "2026-4-2", "20260422"],
)
def test_other_forms_are_refused(text: str) -> None:
    with pytest.raises(InvalidValueError, match="is not a UTC time"):
        parse_instant(text)


def test_times_that_do_not_exist_are_refused() -> None:
    with pytest.raises(InvalidValueError, match='"2026-02-30" is not a time that exists'):
        parse_instant("2026-02-30")


def test_durations() -> None:
    start = datetime(2024, 2, 29, 6, tzinfo=UTC)
    assert Duration.parse("36h").after(start) == start + timedelta(hours=36)
    assert Duration.parse("7d").after(start) == start + timedelta(days=7)
    assert Duration.parse("10y").after(start) == datetime(2034, 2, 28, 6, tzinfo=UTC)
    assert Duration.parse("4y").after(start) == datetime(2028, 2, 29, 6, tzinfo=UTC)
    assert str(Duration.parse("7d")) == "7d"


@pytest.mark.parametrize("text", ["", "7", "0d", "-1d", "7w", "1.5d", "999999d"])
def test_other_durations_are_refused(text: str) -> None:
    with pytest.raises(InvalidValueError, match="is not a duration"):
        Duration.parse(text)


def test_no_duration_reaches_past_the_calendar() -> None:
    with pytest.raises(InvalidValueError, match="is past the year 9999"):
        Duration.parse("9000y").after(datetime(2026, 1, 1, tzinfo=UTC))
