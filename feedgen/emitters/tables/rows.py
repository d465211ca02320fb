"""The rows of each CSV table. Columns are only ever added, at the end (DESIGN §4, `v1/`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from feedgen.emitters.tables.cells import exact, instant, joined, prose
from feedgen.emitters.tables.facts import facts, severity
from feedgen.errors import InvalidValueError
from feedgen.model.feed import Feed
from feedgen.model.incident import Exposure, KnownGood, Reference, Window
from feedgen.model.indicator import (
    CarrierDetail,
    CommitDetail,
    Detail,
    FileDetail,
    ImageDetail,
    ImageKind,
    Indicator,
    Mention,
    RepositoryDetail,
    TagDetail,
)
from feedgen.model.observables import ActionRef, Carrier, ImageTag

INDICATORS = (
    "id", "type", "value", "match", "action", "confidence", "tlp", "severity", "roles",
    "incidents", "first_seen", "last_seen", "valid_from", "valid_until", "created", "modified",
    "generation", "labels", "repositories", "kind", "platform", "standing", "name", "size",
    "references", "note", "ports", "described_as",
)  # fmt: skip
EXPOSURES = (
    "id", "type", "value", "incident", "exposure", "component", "standing", "from", "until",
    "cache_until", "grade", "targets", "references", "note",
)  # fmt: skip
REVOKED = ("id", "type", "value", "generation", "revoked_at", "reason", "incidents")
KNOWN_GOOD = ("type", "value", "label", "repository", "incident", "references", "note")

CARRIER = "carrier"
"""In `standing`: legitimate by itself, but brings the bad thing along."""

_DETAIL_COLUMNS = ("repositories", "kind", "platform", "standing", "name", "size")
_NO_DETAIL = [""] * len(_DETAIL_COLUMNS)


def indicator_rows(feed: Feed, indicators: Iterable[Indicator]) -> Iterator[list[str]]:
    """One row per indicator."""
    for indicator in indicators:
        line = feed.ledger.lines.get(indicator.id)
        known = facts(indicator)
        yield [
            indicator.id,
            indicator.type,
            indicator.value,
            known.match,
            known.action,
            str(known.confidence),
            known.tlp,
            severity(feed, known.incident_ids) or "",
            joined(known.roles),
            joined(known.incident_ids),
            instant(known.first_seen),
            instant(known.last_seen),
            instant(known.valid_from),
            instant(known.valid_until),
            instant(line.created if line else None),
            instant(line.modified if line else None),
            str(indicator.generation),
            joined(known.labels),
            *_detail_cells(indicator),
            _urls(known.references),
            _notes(indicator, known.notes),
            joined([str(port) for port in indicator.ports]) if indicator.type == "ip" else "",
            joined(_descriptions(indicator)),
        ]


def _descriptions(indicator: Indicator) -> list[str]:
    """What repositories of this name say of themselves."""
    if indicator.type not in _DESCRIBED:
        return []
    return sorted({prose(detail.description) for detail in indicator.details(RepositoryDetail)})


_DESCRIBED = ("repository", "repository_pattern")


def _detail_cells(indicator: Indicator) -> list[str]:
    """The cells of `_DETAIL_COLUMNS`: what all mentions say beyond the value."""
    said: dict[str, set[str]] = defaultdict(set)
    observable = indicator.observable
    if isinstance(observable, ImageTag | ActionRef):
        said["repositories"].add(observable.repository)
    for mention in indicator.mentions:
        if mention.detail is not None:
            for column, text in _said(mention.detail):
                said[column].add(text)
    if not said:
        return _NO_DETAIL
    if len(said["kind"]) > 1:
        said["kind"].discard(ImageKind.UNKNOWN.value)
    return [joined(sorted(said[column])) for column in _DETAIL_COLUMNS]


def _said(detail: Detail) -> Iterator[tuple[str, str]]:
    """Pairs of a column and a text for it."""
    match detail:
        case ImageDetail():
            yield "kind", detail.kind.value
            yield from (("repositories", name) for name in detail.repositories)
            yield from (("repositories", name) for name in detail.mirrors)
            if detail.platform:
                yield "platform", detail.platform
        case CommitDetail():
            yield from (("repositories", name) for name in detail.repositories)
        case TagDetail():
            yield "standing", detail.standing.value
        case CarrierDetail():
            yield "standing", CARRIER
        case FileDetail():
            if detail.name:
                yield "name", detail.name
            if detail.size is not None:
                yield "size", str(detail.size)


def _urls(references: Iterable[Reference]) -> str:
    return joined([reference.url for reference in references])


def _notes(indicator: Indicator, notes: Iterable[str]) -> str:
    if isinstance(indicator.observable, Carrier):
        why = (f"{detail.refs}: {detail.because}" for detail in indicator.details(CarrierDetail))
        notes = (*dict.fromkeys(why), *notes)
    return joined([prose(note) for note in notes])


def exposure_rows(indicators: Iterable[Indicator]) -> Iterator[list[str]]:
    """One row per indicator and window in which it was served, each said once."""
    for indicator in indicators:
        rows = (
            tuple(_exposure_row(indicator, mention, exposure, window))
            for mention in indicator.mentions
            for exposure in mention.exposures
            for window in exposure.windows
        )
        yield from (list(row) for row in dict.fromkeys(rows))


def _exposure_row(
    indicator: Indicator, mention: Mention, exposure: Exposure, window: Window
) -> list[str]:
    tag = mention.detail if isinstance(mention.detail, TagDetail) else None
    return [
        indicator.id,
        indicator.type,
        indicator.value,
        exposure.incident_id,
        exposure.key,
        exposure.component,
        _standing(mention.detail),
        instant(window.start),
        instant(window.end),
        cache_until(exposure, window),
        window.grade.value,
        joined(tag.targets) if tag else "",
        _urls(window.references or mention.references),
        prose(window.note),
    ]


def _standing(detail: Detail | None) -> str:
    """Empty for everything that is bad by itself, at any time."""
    if isinstance(detail, TagDetail):
        return detail.standing.value
    return CARRIER if isinstance(detail, CarrierDetail) else ""


def cache_until(exposure: Exposure, window: Window) -> str:
    """Until when caches may have served what the window did: its end where nobody says more."""
    if window.end is None or exposure.cache_tail is None:
        return instant(window.end)
    try:
        return instant(exposure.cache_tail.after(window.end))
    except InvalidValueError:  # past the year 9999, which is for good
        return ""


def revoked_rows(indicators: Iterable[Indicator]) -> Iterator[list[str]]:
    """One row per tombstone."""
    for indicator in indicators:
        yield [
            indicator.id,
            indicator.type,
            indicator.value,
            str(indicator.generation),
            instant(indicator.revoked_at),
            prose(indicator.revoked_reason),
            joined(indicator.incident_ids),
        ]


def known_good_rows(known_good: Iterable[KnownGood]) -> Iterator[list[str]]:
    """One row per value and incident that declares it legitimate."""
    for known in known_good:
        yield [
            known.observable.type,
            exact(known.observable.value),
            prose(known.label),
            known.repository or "",
            known.incident_id or "",
            _urls(known.references),
            prose(known.note),
        ]
