"""When an overwritten tag was bad, as bounds that a query can carry.

A Sigma rule has no field for time. A rule on an overwritten tag therefore names its windows under
`feedgen.windows`, and every query converted from it must be bounded by them; this module turns
windows into the texts to compare a log's time field with.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from feedgen.errors import InvalidValueError
from feedgen.model.incident import Exposure, Window
from feedgen.model.instants import Duration

_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A time in which the tag was, or may have been, bad."""

    start: datetime | None
    """Inclusive; None where it was never anything else before."""
    end: datetime | None
    """Exclusive; None while it lasts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeField:
    """The field of a log source that says when, and how it writes an instant.

    All formats here sort as text in order of time, also against instants with fewer digits of
    fraction, so that a plain comparison of strings is right.
    """

    name: str
    separator: str = "T"
    """Between date and time of day."""
    digits: str = "microseconds"
    """The `timespec` of `datetime.isoformat`."""
    zone: str = "Z"
    """What stands behind; every field here is in UTC. With nothing behind and `auto` digits the
    text is where all spellings of the instant begin, whatever digits the log writes."""
    epoch: bool = False
    """The field is a number: whole seconds since 1970."""

    def write(self, instant: datetime) -> str:
        """The instant as this field writes it."""
        if self.epoch:
            return str(int(instant.timestamp()))
        text = instant.isoformat(self.separator, self.digits)
        return text.removesuffix("+00:00") + self.zone


def spans(exposures: Iterable[Exposure]) -> tuple[Span, ...]:
    """Every window of the exposures with its cache tail; in order, those that touch are one.

    The tail belongs to each window: what a cache took in during the first keeps being served,
    whatever follows. On disputed times the model holds the safe superset already.
    """
    found = sorted(
        (window.start, _end(window, exposure.cache_tail))
        for exposure in exposures
        for window in exposure.windows
    )
    merged: list[tuple[datetime, datetime]] = []
    for start, end in found:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(Span(start, None if end == _NEVER else end) for start, end in merged)


def _end(window: Window, tail: Duration | None) -> datetime:
    if window.end is None:
        return _NEVER
    try:
        return window.end if tail is None else tail.after(window.end)
    except InvalidValueError:
        # A tail past the year 9999 is as good as an open end.
        return _NEVER


def limits(field: TimeField, times: Iterable[Span]) -> tuple[tuple[str | None, str | None], ...]:
    """For each span the text to be at or after, and the text to be before; None where open."""
    return tuple(
        (
            field.write(span.start) if span.start else None,
            field.write(span.end) if span.end else None,
        )
        for span in times
    )
