"""Read liberally, written strictly."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedgen.serve.taxii.timestamps import format_millis, parse_micros
from tests.release.object_log.made_logs import stamp

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICRO = timedelta(microseconds=1)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-01-01T00:00:00Z", "2026-01-01T00:00:00.000000"),
        ("2026-01-01t00:00:00z", "2026-01-01T00:00:00.000000"),
        ("2026-01-01 00:00:00Z", "2026-01-01T00:00:00.000000"),
        ("2026-01-01T00:00:00.1Z", "2026-01-01T00:00:00.100000"),
        ("2026-01-01T00:00:00.123Z", "2026-01-01T00:00:00.123000"),
        ("2026-01-01T00:00:00.12345Z", "2026-01-01T00:00:00.123450"),
        ("2026-01-01T00:00:00.123456Z", "2026-01-01T00:00:00.123456"),
        ("2026-01-01T00:00:00.123456789Z", "2026-01-01T00:00:00.123456"),
        ("2026-01-01T01:30:00+01:30", "2026-01-01T00:00:00.000000"),
        ("2026-01-01T01:30:00 01:30", "2026-01-01T00:00:00.000000"),
        ("2025-12-31T19:00:00.5-05:00", "2026-01-01T00:00:00.500000"),
        ("2026-01-01T00:00:00-0000", "2026-01-01T00:00:00.000000"),
        ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000000"),
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000000"),
        ("9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999"),
    ],
)
def test_forms_that_clients_send(text: str, expected: str) -> None:
    wanted = datetime.fromisoformat(f"{expected}+00:00")
    assert parse_micros(text) == (wanted - EPOCH) // MICRO


@pytest.mark.parametrize(
    "text",
    [
        "", "now", "2026", "2026-01-01", "2026-01-01T00:00Z", "2026-01-01T00:00:00",
        "2026-13-01T00:00:00Z", "2026-02-30T00:00:00Z", "2026-01-01T24:00:00Z",
        "2026-01-01T00:60:00Z", "2026-01-01T00:00:61Z", "2026-01-01T00:00:00.Z",
        "0000-01-01T00:00:00Z", "10000-01-01T00:00:00Z", "-001-01-01T00:00:00Z",
        "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01", "9999-12-31T23:59:60Z",
        "2026-01-01T00:00:00+24:00", "2026-01-01T00:00:00+00:60", "2026-01-01T00:00:00Z ",
        " 2026-01-01T00:00:00Z", "2026-01-01T00:00:00ZZ", "2026-01-01T00:00:00Z\n", "1767225600",
        "\u0662\u0660\u0662\u0666-01-01T00:00:00Z", "2026-01-01T00:00:00.\u0663Z", "2026-01-01T00:00:00\x00Z",
        "2026-01-01T00:00:00." + "1" * 5000 + "Z", "NaN", "2026-W01-1T00:00:00Z",
    ],
)  # fmt: skip
def test_what_is_none(text: str) -> None:
    assert parse_micros(text) is None


@given(
    st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30)),  # noqa: DTZ001
    st.integers(-23 * 60, 23 * 60),
    st.sampled_from(["auto", "seconds", "milliseconds", "microseconds"]),
)
def test_what_python_writes_is_read(when: datetime, offset: int, timespec: str) -> None:
    aware = when.replace(tzinfo=timezone(offset * MINUTE))
    text = aware.isoformat(timespec=timespec)
    assert parse_micros(text) == (datetime.fromisoformat(text) - EPOCH) // MICRO


@given(st.integers(-62_135_596_800_000, 253_402_300_799_999))
def test_what_is_written_has_six_digits_and_is_read_back(millis: int) -> None:
    text = format_millis(millis)
    assert text == stamp(EPOCH + timedelta(milliseconds=millis)).rjust(27, "0")
    assert parse_micros(text) == millis * 1000


@given(st.text(max_size=40))
def test_any_text_is_read_or_is_none(text: str) -> None:
    assert parse_micros(text) is None or len(text) >= len("2026-01-01T00:00:00Z")
