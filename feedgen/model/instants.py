"""Instants and durations. An instant is an aware UTC `datetime` with whole milliseconds."""

from __future__ import annotations

import re
from calendar import isleap
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from feedgen.errors import InvalidValueError

_INSTANT = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?[Zz])?",
    re.ASCII,
)
_DURATION = re.compile(r"(\d{1,5})([hdy])", re.ASCII)


def parse_instant(text: str) -> datetime:
    """Read `2026-04-22T12:31:00Z`; seconds may be left out, and a date alone is its midnight.

    Only UTC, written `Z`: a curated time in any other zone is a mistake waiting to happen.

    Raises:
        InvalidValueError: for any other form, or a date that does not exist.
    """
    remedy = "write UTC as 2026-04-22T12:31:00Z or 2026-04-22"
    match = _INSTANT.fullmatch(text)
    if match is None:
        raise InvalidValueError(f'"{text}" is not a UTC time', remedy)
    year, month, day, hour, minute, second, fraction = match.groups(default="0")
    try:
        return datetime(
            int(year),
            int(month),
            int(day),
            int(hour),
            int(minute),
            int(second),
            int(fraction.ljust(3, "0")) * 1000,
            tzinfo=UTC,
        )
    except ValueError as error:
        raise InvalidValueError(f'"{text}" is not a time that exists', remedy) from error


def format_instant(instant: datetime) -> str:
    """Seconds where they say it all, milliseconds where there are some: `2026-04-22T12:31:00Z`."""
    timespec = "milliseconds" if instant.microsecond else "seconds"
    return instant.astimezone(UTC).isoformat(timespec=timespec).replace("+00:00", "Z")


def format_millis(instant: datetime) -> str:
    """Exactly three digits of fraction, as STIX best practice asks: `2026-04-22T12:31:00.000Z`."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def whole_millis(instant: datetime) -> datetime:
    """The instant in UTC, cut to whole milliseconds."""
    utc = instant.astimezone(UTC)
    return utc.replace(microsecond=utc.microsecond // 1000 * 1000)


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time such as `7d`, `36h` or `10y`; a year is a calendar year."""

    count: int
    unit: str
    """`h`, `d` or `y`."""

    @classmethod
    def parse(cls, text: str) -> Duration:
        """Read `36h`, `7d` or `10y`.

        Raises:
            InvalidValueError: for any other form, and for zero.
        """
        match = _DURATION.fullmatch(text)
        if match is None or int(match[1]) == 0:
            raise InvalidValueError(
                f'"{text}" is not a duration', "write hours, days or years, as 36h, 7d or 10y"
            )
        return cls(int(match[1]), match[2])

    def after(self, instant: datetime) -> datetime:
        """The instant this much later. 29 February becomes the 28th where there is none.

        Raises:
            InvalidValueError: when the result lies past the year 9999.
        """
        try:
            if self.unit == "y":
                year = instant.year + self.count
                lost = (instant.month, instant.day) == (2, 29) and not isleap(year)
                return instant.replace(year=year, day=28 if lost else instant.day)
            return instant + timedelta(hours=self.count * (24 if self.unit == "d" else 1))
        except (ValueError, OverflowError) as error:
            raise InvalidValueError(
                f'"{self}" after {format_instant(instant)} is past the year 9999',
                "use a shorter duration",
            ) from error

    def __str__(self) -> str:
        return f"{self.count}{self.unit}"
