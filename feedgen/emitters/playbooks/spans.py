"""Between which times logs are searched: exposure windows, joined where they touch."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from feedgen.emitters.playbooks.encoding import instant, shell_word
from feedgen.emitters.rendering import Encoded
from feedgen.errors import InvalidValueError
from feedgen.model.incident import Exposure, Incident
from feedgen.model.indicator import Indicator

Values = dict[str, object]

_BEFORE_PUBLICATION = timedelta(days=30)
"""How far back a search goes where nobody says when it began."""
_IMAGES = frozenset({"image_digest", "image_tag", "carrier"})
_PULLED = _IMAGES | {"commit", "action_ref", "package"}


def since(
    incident: Incident, indicators: Iterable[Indicator], *, days_earlier: int = 0
) -> datetime:
    """The first instant at which the incident can have shown itself, as far as anybody says."""
    starts = [exposure.start for exposure in incident.exposures]
    starts += [
        mention.first_seen
        for indicator in indicators
        for mention in indicator.mentions
        if mention.incident_id == incident.id and mention.first_seen
    ]
    first = min(starts, default=None) or _earlier(incident.published, _BEFORE_PUBLICATION)
    return _earlier(first, timedelta(days=days_earlier))


def _earlier(at: datetime, by: timedelta) -> datetime:
    try:
        return at - by
    except OverflowError:  # the year 1
        return datetime(1, 1, 1, tzinfo=UTC)


def _later(at: datetime, by: timedelta) -> datetime | None:
    try:
        return at + by
    except OverflowError:  # the year 9999, which is for good
        return None


def _cache_end(exposure: Exposure) -> datetime | None:
    try:
        return exposure.cache_end
    except InvalidValueError:  # past the year 9999
        return None


def search_spans(incident: Incident, indicators: Iterable[Indicator]) -> list[Values]:
    """The spans of step 2, each with its ends as every tool writes them."""
    chosen = list(indicators)
    ends = [(exposure.start, _cache_end(exposure)) for exposure in incident.exposures]
    spans = _joined(ends or [(since(incident, chosen), None)])
    types = {indicator.type for indicator in chosen}
    return [
        _written(start, end, ci=bool(types & _PULLED), images=bool(types & _IMAGES))
        for start, end in spans
    ]


def _joined(
    ends: Iterable[tuple[datetime, datetime | None]],
) -> list[tuple[datetime, datetime | None]]:
    """Without overlaps, in order; an open end swallows all that come later."""
    found: list[tuple[datetime, datetime | None]] = []
    for start, end in sorted(ends, key=lambda span: span[0]):
        if found and (found[-1][1] is None or start <= found[-1][1]):
            first, last = found[-1]
            found[-1] = (first, None if last is None or end is None else max(last, end))
        else:
            found.append((start, end))
    return found


def _written(start: datetime, end: datetime | None, *, ci: bool, images: bool) -> Values:
    first, last = instant(start), instant(end)
    spaced = f"{start:%Y-%m-%d %H:%M:%S}"
    spaced_end = f"{end:%Y-%m-%d %H:%M:%S}" if end else ""
    changed = instant(_later(end, timedelta(days=1))) if end else Encoded("*")
    google = f'protoPayload.serviceName="artifactregistry.googleapis.com" AND timestamp>="{first}"'
    return {
        "ci": ci,
        "images": images,
        "title": Encoded(f"From {first} to {last}" if end else f"From {first} on"),
        "github": shell_word(f"{first}..{last}"),
        # A pipeline changes last when it ends, which may be a day after it pulled.
        "gitlab": Encoded(
            f"updated_after={first}" + (f"&updated_before={changed}" if changed != "*" else "")
        ),
        "start_quoted": shell_word(f"{spaced} UTC"),
        "not_newer": Encoded(f" ! -newermt {shell_word(f'{spaced_end} UTC')}" if end else ""),
        "start": first,
        "since": shell_word(f"{spaced} UTC"),
        "until": Encoded(f" --until {shell_word(f'{spaced_end} UTC')}" if end else ""),
        "aws_end": Encoded(f" --end-time {last}" if end else ""),
        "gcloud": shell_word(google + (f' AND timestamp<"{last}"' if end else "")),
        "harbor": shell_word(f"q=op_time=[{spaced}~{spaced_end}]"),
    }
