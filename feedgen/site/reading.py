"""Reads a finished release into what the pages show. After: `pages`.

Curated indicators are kept; what only bulk lists name is handed on while it is read, so that a
release of a million takes the memory of its curated part.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from feedgen.errors import InvalidValueError, VerificationError
from feedgen.model.instants import parse_instant
from feedgen.release.names import INDICATORS, KNOWN_GOOD, RELEASE_MANIFEST
from feedgen.release.tables import ExposureRow, IncidentRow, exposure_row, incident_rows, lines
from feedgen.site.playbook import Chapter, chapters

Json = dict[str, Any]

CURATED_LIMIT = 50_000
"""More than this many values are looked up in shards, marked as bulk or not: a browser has to hold
the rest at once."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """A curated value, with what every incident says of it."""

    id: str
    type: str
    value: str
    action: str
    confidence: int
    match: str
    roles: tuple[str, ...]
    incidents: tuple[str, ...]
    valid_until: str | None
    exposures: tuple[tuple[str, str], ...]
    """Incident and key of each."""
    mentions: tuple[Json, ...]
    severity: str | None

    def of(self, incident: str) -> Json:
        """What an incident says of it."""
        return next(mention for mention in self.mentions if mention["incident"] == incident)

    def details(self, kind: str) -> list[Json]:
        """What its mentions say beyond the value: `image`, `tag`, `commit` or such."""
        return [mention[kind] for mention in self.mentions if kind in mention]


@dataclass(slots=True)
class Incident:
    """One incident, put together from the release's tables."""

    id: str
    record: IncidentRow | None = None
    """None in a release that was made before there was such a table."""
    chapters: tuple[Chapter, ...] = ()
    """Of its playbook."""
    exposures: dict[str, ExposureRow] = field(default_factory=dict)
    indicators: list[Indicator] = field(default_factory=list)
    bulk: Counter[str] = field(default_factory=Counter)
    """How many values of each type only its bulk lists name."""
    known_good: list[dict[str, str]] = field(default_factory=list)

    @property
    def title(self) -> str:
        """What it is called, if only by its id."""
        return self.record.title if self.record else self.id

    @property
    def published(self) -> datetime | None:
        """When it was first reported."""
        return self.record.published if self.record else None

    @property
    def first_seen(self) -> str:
        """What incidents are ordered by: the first window, else the publication; ISO form."""
        starts = [w.start for e in self.exposures.values() for w in e.windows]
        first = min(starts, default=self.published)
        return first.isoformat() if first else ""


@dataclass(frozen=True, slots=True)
class Release:
    """What the pages are made of."""

    manifest: Json
    incidents: dict[str, Incident]
    indicators: list[Indicator]
    known_good: list[dict[str, str]]
    revoked: list[dict[str, str]]
    bulk: int

    @property
    def as_of(self) -> datetime:
        """The instant that the release speaks of."""
        return parse_instant(self.manifest["as_of"])

    @property
    def paths(self) -> frozenset[str]:
        """Of its files."""
        return frozenset(artifact["path"] for artifact in self.manifest["artifacts"])


Bulk = Callable[[Json], None]


def read_release(directory: Path, bulk: Bulk) -> Release:
    """Everything curated, while `bulk` is called with each record that only lists name.

    Args:
        directory: `v1/<version>/`.
        bulk: takes an object of indicators.ndjson.

    Raises:
        VerificationError: when a file is not what a release holds there.
    """
    try:
        return _read(directory, bulk)
    except (
        OSError, orjson.JSONDecodeError, UnicodeDecodeError, KeyError, TypeError, AttributeError,
        csv.Error, InvalidValueError, VerificationError,
    ) as error:  # fmt: skip
        raise VerificationError(
            f"{directory} is not a whole release: {error!r}; build or fetch it again"
        ) from error


def _read(directory: Path, bulk: Bulk) -> Release:
    manifest = orjson.loads((directory / RELEASE_MANIFEST).read_bytes())
    incidents = {row.id: _incident(directory, row.id, row) for row in incident_rows(directory)}
    indicators: list[Indicator] = []
    listed = 0
    for line in lines(directory / INDICATORS):
        record = orjson.loads(line)
        for id_ in record["incidents"]:
            if id_ not in incidents:
                incidents[id_] = _incident(directory, id_)
        if _is_bulk(record) or len(indicators) >= CURATED_LIMIT:
            listed += 1
            for id_ in record["incidents"]:
                incidents[id_].bulk[record["type"]] += 1
            bulk(record)
        else:
            indicators.append(_curated(record, incidents))
    known_good = _rows(directory / KNOWN_GOOD)
    for row in known_good:
        if row["incident"] in incidents:
            incidents[row["incident"]].known_good.append(row)
    ordered = sorted(incidents.values(), key=lambda i: (i.first_seen, i.id), reverse=True)
    return Release(
        manifest=manifest,
        incidents={incident.id: incident for incident in ordered},
        indicators=indicators,
        known_good=known_good,
        revoked=_rows(directory / "revoked.csv"),
        bulk=listed,
    )


def _incident(directory: Path, id_: str, row: IncidentRow | None = None) -> Incident:
    playbook = directory / "playbooks" / f"{id_}.md"
    return Incident(
        id=id_,
        record=row,
        chapters=chapters(playbook.read_text(encoding="utf-8")) if playbook.is_file() else (),
        exposures={exposure.key: exposure for exposure in row.exposures} if row else {},
    )


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _is_bulk(record: Json) -> bool:
    return all("list" in mention for mention in record["mentions"])


def _curated(record: Json, incidents: dict[str, Incident]) -> Indicator:
    indicator = Indicator(
        id=record["id"],
        type=record["type"],
        value=record["value"],
        action=record["action"],
        confidence=record["confidence"],
        match=record["match"],
        roles=tuple(record["roles"]),
        incidents=tuple(record["incidents"]),
        valid_until=record["valid_until"],
        exposures=tuple((e["incident"], e["key"]) for e in record["exposures"]),
        mentions=tuple(record["mentions"]),
        severity=record["severity"],
    )
    for id_ in indicator.incidents:
        incidents[id_].indicators.append(indicator)
    for said in record["exposures"]:
        if said["incident"] in incidents:
            incidents[said["incident"]].exposures.setdefault(said["key"], exposure_row(said))
    return indicator
