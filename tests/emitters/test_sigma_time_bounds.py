"""Windows of exposure as bounds."""

from __future__ import annotations

from datetime import UTC, datetime

from feedgen.emitters.sigma.time_bounds import Span, TimeField, limits, spans
from feedgen.model.incident import Exposure, Grade, Window
from feedgen.model.instants import Duration


def at(day: int, hour: int = 0, year: int = 2026) -> datetime:
    return datetime(year, 4, day, hour, tzinfo=UTC)


def exposure(*windows: tuple[datetime, datetime | None], tail: str | None = None) -> Exposure:
    return Exposure(
        incident_id="x", key="k", component="c",
        windows=tuple(Window(start=s, end=e, grade=Grade.CONFIRMED) for s, e in windows),
        cache_tail=Duration.parse(tail) if tail else None,
    )  # fmt: skip


def test_windows_that_touch_or_overlap_are_one() -> None:
    found = spans([exposure((at(3), at(5)), (at(1), at(3)), (at(7), at(8)))])
    assert found == (Span(at(1), at(5)), Span(at(7), at(8)))


def test_the_cache_tail_follows_every_window() -> None:
    found = spans([exposure((at(1), at(2)), (at(20), at(21)), tail="7d")])
    assert found == (Span(at(1), at(9)), Span(at(20), at(28)))
    assert spans([exposure((at(1), at(2)), (at(5), at(6)), tail="7d")]) == (Span(at(1), at(13)),)


def test_an_open_window_swallows_what_comes_later() -> None:
    found = spans([exposure((at(1), None)), exposure((at(5), at(6)), tail="1h")])
    assert found == (Span(at(1), None),)


def test_a_tail_past_the_end_of_time_is_open() -> None:
    assert spans([exposure((at(1), at(2)), tail="9000y")]) == (Span(at(1), None),)


def test_no_exposure_gives_no_span() -> None:
    assert spans([]) == ()


def test_limits_sort_as_text_against_any_number_of_digits() -> None:
    audit = TimeField(name="requestReceivedTimestamp")
    ((low, high),) = limits(audit, [Span(at(1), at(2))])
    assert low == "2026-04-01T00:00:00.000000Z"
    assert high == "2026-04-02T00:00:00.000000Z"
    for inside in ("2026-04-01T00:00:00Z", "2026-04-01T00:00:00.000000Z", "2026-04-01T23:59:59.9Z"):
        assert low <= inside < high
    for outside in (
        "2026-03-31T23:59:59.999999Z",
        "2026-04-02T00:00:00Z",
        "2026-04-02T00:00:00.0Z",
    ):
        assert not low <= outside < high


def test_sysmon_writes_a_space_and_no_zone() -> None:
    sysmon = TimeField(name="UtcTime", separator=" ", digits="milliseconds", zone="")
    assert limits(sysmon, [Span(None, at(2))]) == ((None, "2026-04-02 00:00:00.000"),)
    assert limits(sysmon, [Span(at(1), None)]) == (("2026-04-01 00:00:00.000", None),)
