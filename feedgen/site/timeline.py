"""Exposure windows on a time axis, as SVG that stands in the page.

Windows are hours long and incidents weeks apart, so there are two pictures: one row an incident
over everything, and one row a component over one incident. How sure a window is shows by its fill:
solid, hatched, hollow.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from markupsafe import Markup

from feedgen.release.tables import ExposureRow, WindowRow
from feedgen.site.reading import Incident

_WIDTH = 960
_MARGIN = 10
_AXIS = 26
_NARROWEST = 4.0
"""Pixels: an hour on an axis of months would not be seen."""
_STEPS = tuple(
    timedelta(minutes=minutes)
    for minutes in (
        15, 30, 60, 120, 180, 360, 720, 1440, 2 * 1440, 4 * 1440, 7 * 1440, 14 * 1440, 28 * 1440,
        56 * 1440, 112 * 1440, 365 * 1440,
    )
)  # fmt: skip
_TICKS = 9


@dataclass(frozen=True, slots=True)
class _Axis:
    start: datetime
    end: datetime

    def x(self, at: datetime) -> float:
        """Pixels from the left; what lies outside is at the edge."""
        share = (at - self.start) / (self.end - self.start)
        return _MARGIN + (_WIDTH - 2 * _MARGIN) * min(1.0, max(0.0, share))

    def ticks(self) -> list[tuple[datetime, str]]:
        """Round instants, and how each is written."""
        span = self.end - self.start
        step = next((s for s in _STEPS if span / s <= _TICKS), _STEPS[-1])
        day = datetime(self.start.year, self.start.month, self.start.day, tzinfo=UTC)
        at = day + step * ((self.start - day) // step)
        found = []
        while at <= self.end:
            if at >= self.start:
                found.append((at, f"{at:%H:%M}" if at.hour or at.minute else f"{at.day} {at:%b}"))
            at += step
        return found


def overview(incidents: Sequence[Incident]) -> Markup | None:
    """One row an incident; None where no incident has a time."""
    instants = [at for incident in incidents for at in _instants(incident)]
    if not instants:
        return None
    axis = _axis(min(instants), max(instants))
    row = 38
    height = _AXIS + row * len(incidents) + 4
    parts = [_grid(axis, height)]
    for number, incident in enumerate(incidents):
        top = _AXIS + row * number
        parts.append(_line("label", top + 14, _short(incident.title, 92)))
        if incident.published:
            x = axis.x(incident.published)
            parts.append(
                Markup('<path class="published" d="M{:.1f} {}l5 5.5l-5 5.5l-5 -5.5z"/>')
                .format(x, top + 20)
            )  # fmt: skip
        for exposure in incident.exposures.values():
            parts.extend(_bar(axis, window, top + 20, 11) for window in exposure.windows)
    described = f"{len(incidents)} incidents. The table of incidents below says the same in words."
    return _svg(height, "Exposure windows of all incidents", described, parts, "all")


def of_incident(incident: Incident) -> Markup | None:
    """One row a component; None where the incident has no window."""
    exposures = [exposure for exposure in incident.exposures.values() if exposure.windows]
    if not exposures:
        return None
    windows = [window for exposure in exposures for window in exposure.windows]
    start = min(window.start for window in windows)
    end = max(_end(window) for window in windows)
    axis = _axis(start, end)
    row = 58
    height = _AXIS + row * len(exposures) + 4
    parts = [_grid(axis, height)]
    for number, exposure in enumerate(exposures):
        top = _AXIS + row * number
        parts.append(_line("label", top + 14, _short(exposure.component, 110)))
        parts.extend(_bar(axis, window, top + 20, 15) for window in exposure.windows)
        parts.append(_line("times", top + 49, _short(_told(exposure), 152)))
    described = "All times are UTC. The table of windows below says the same in words."
    return _svg(height, f"Exposure windows of {incident.title}", described, parts, "one")


def when(at: datetime) -> str:
    """An instant for people, to the minute: `22 Apr 2026 12:31`. UTC."""
    return f"{at.day} {at:%b %Y %H:%M}"


def span(start: datetime, end: datetime) -> str:
    """From when to when; the day is not said twice."""
    return f"{when(start)} to {f'{end:%H:%M}' if start.date() == end.date() else when(end)}"


def _told(exposure: ExposureRow) -> str:
    said = []
    for window in exposure.windows:
        end = window.end
        if end is None:
            until = "open"
        elif end.date() == window.start.date():
            until = f"{end:%H:%M}"
        else:
            until = f"{end.day} {end:%b %H:%M}"
        since = f"{window.start.day} {window.start:%b %H:%M}"
        said.append(f"{since} to {until} {window.grade}")
    tails = [w.cache_until for w in exposure.windows if w.cache_until and w.cache_until != w.end]
    if tails:
        last = max(tails)
        said.append(f"caches until {last.day} {last:%b %H:%M}")
    return " \N{MIDDLE DOT} ".join(said)


def _instants(incident: Incident) -> Iterable[datetime]:
    if incident.published:
        yield incident.published
    for exposure in incident.exposures.values():
        for window in exposure.windows:
            yield window.start
            yield window.cache_until or _end(window)


def _end(window: WindowRow) -> datetime:
    """Where an open window is drawn to: a day on, with an arrow."""
    return window.end or window.start + timedelta(days=1)


def _axis(start: datetime, end: datetime) -> _Axis:
    pad = max((end - start) * 0.03, timedelta(minutes=5))
    return _Axis(start - pad, end + pad)


def _bar(axis: _Axis, window: WindowRow, top: int, height: int) -> Markup:
    left = axis.x(window.start)
    right = max(axis.x(_end(window)), left + _NARROWEST)
    drawn = Markup("")
    if window.cache_until is not None and window.cache_until > _end(window):
        drawn += Markup(
            '<rect class="cache" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="3"/>'
        ).format(right, top + height / 2 - 1.5, max(axis.x(window.cache_until) - right, 1))
    grade = window.grade if window.grade in {"confirmed", "approximate"} else "disputed"
    if grade == "approximate":
        drawn += Markup(
            '<rect class="under" x="{:.1f}" y="{}" width="{:.1f}" height="{}"/>'
        ).format(left, top, right - left, height)
    drawn += Markup('<rect class="{}" x="{:.1f}" y="{}" width="{:.1f}" height="{}"{}/>').format(
        grade, left, top, right - left, height,
        Markup(' fill="url(#hatch)"') if grade == "approximate" else "",
    )  # fmt: skip
    if window.end is None:
        drawn += Markup('<path class="open" d="M{:.1f} {}l9 {:.1f}l-9 {:.1f}z"/>').format(
            right, top, height / 2, height / 2
        )
    return drawn


def _line(kind: str, y: int, words: str) -> Markup:
    return Markup('<text class="{}" x="{}" y="{}">{}</text>').format(kind, _MARGIN, y, words)


def _grid(axis: _Axis, height: int) -> Markup:
    drawn = Markup("")
    for at, words in axis.ticks():
        x = axis.x(at)
        anchor = "start" if x < 30 else "end" if x > _WIDTH - 30 else "middle"
        drawn += Markup(
            '<line class="tick" x1="{0:.1f}" x2="{0:.1f}" y1="18" y2="{1}"/>'
            '<text class="axis" x="{0:.1f}" y="12" text-anchor="{2}">{3}</text>'
        ).format(x, height, anchor, words)
    return drawn


def _svg(height: int, title: str, text: str, parts: Iterable[Markup], key: str) -> Markup:
    return Markup(
        '<svg class="timeline" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="img" '
        'aria-labelledby="{k}-title {k}-desc"><title id="{k}-title">{t}</title>'
        '<desc id="{k}-desc">{d}</desc><defs><pattern id="hatch" width="5" height="5" '
        'patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<line class="hatch" x1="1" x2="1" y1="0" y2="5"/></pattern></defs>{body}</svg>'
    ).format(w=_WIDTH, h=height, k=key, t=title, d=text, body=Markup("").join(parts))


def _short(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}\N{HORIZONTAL ELLIPSIS}"
