"""Reads a finished release into what the pages show. After: `pages`.

Curated indicators are kept; what only bulk lists name is handed on while it is read, so that a
release of a million takes the memory of its curated part.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from feedgen.errors import InvalidValueError, VerificationError
from feedgen.model.instants import parse_instant
from feedgen.site.playbook import Playbook, read_playbook

Json = dict[str, Any]

CURATED_LIMIT = 50_000
"""More than this many values are looked up in shards, marked as bulk or not: a browser has to hold
the rest at once."""


@dataclass(frozen=True, slots=True)
class Window:
    """A span in which something bad was served."""

    start: datetime
    end: datetime | None
    """Exclusive; None while it is open."""
    cache_until: datetime | None
    grade: str
    note: str | None


@dataclass(frozen=True, slots=True)
class Exposure:
    """A component and when it was bad."""

    incident: str
    key: str
    component: str
    windows: tuple[Window, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """A cited publication."""

    title: str
    url: str
    date: str | None


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
    """One incident, put together from the release's files."""

    id: str
    title: str
    published: str | None = None
    summary: tuple[str, ...] = ()
    """Paragraphs, where there is no playbook that tells what happened."""
    severity: str | None = None
    playbook: Playbook | None = None
    exposures: dict[str, Exposure] = field(default_factory=dict)
    indicators: list[Indicator] = field(default_factory=list)
    references: dict[str, Reference] = field(default_factory=dict)
    bulk: Counter[str] = field(default_factory=Counter)
    """How many values of each type only its bulk lists name."""
    known_good: list[dict[str, str]] = field(default_factory=list)

    @property
    def first_seen(self) -> str:
        """What incidents are ordered by: the first window, else the publication; ISO form."""
        starts = [w.start.isoformat() for e in self.exposures.values() for w in e.windows]
        return min(starts, default=self.published or "")


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
        IndexError, StopIteration, csv.Error, InvalidValueError,
    ) as error:  # fmt: skip
        raise VerificationError(
            f"{directory} is not a whole release: {error!r}; build or fetch it again"
        ) from error


def _read(directory: Path, bulk: Bulk) -> Release:
    manifest = orjson.loads((directory / "release.json").read_bytes())
    incidents = {id_: Incident(id=id_, title=id_) for id_ in _incident_ids(manifest)}
    _read_reports(directory, incidents)
    indicators: list[Indicator] = []
    listed = 0
    for record in _lines(directory / "indicators.ndjson"):
        for id_ in record["incidents"]:
            incidents.setdefault(id_, Incident(id=id_, title=id_))
        if _is_bulk(record) or len(indicators) >= CURATED_LIMIT:
            listed += 1
            for id_ in record["incidents"]:
                incidents[id_].bulk[record["type"]] += 1
            bulk(record)
        else:
            indicators.append(_curated(record, incidents))
    known_good = _rows(directory / "known-good.csv")
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


def _incident_ids(manifest: Json) -> Iterator[str]:
    for artifact in manifest["artifacts"]:
        folder, _, name = artifact["path"].rpartition("/")
        if folder in {"playbooks", "stix/incidents"}:
            yield name.rpartition(".")[0]


def _read_reports(directory: Path, incidents: dict[str, Incident]) -> None:
    for incident in incidents.values():
        playbook = directory / "playbooks" / f"{incident.id}.md"
        if playbook.is_file():
            incident.playbook = read_playbook(playbook.read_text(encoding="utf-8"))
            incident.title = incident.playbook.title or incident.title
            incident.published = incident.playbook.facts.get("published")
            incident.severity = incident.playbook.facts.get("severity")
        bundle = directory / "stix" / "incidents" / f"{incident.id}.json"
        if bundle.is_file():
            _read_bundle(incident, orjson.loads(bundle.read_bytes()))


def _read_bundle(incident: Incident, bundle: Json) -> None:
    for item in bundle["objects"]:
        if item["type"] == "report":
            incident.title = item["name"]
            incident.published = item.get("published", incident.published)
            paragraphs = item.get("description", "").split("\n\n")
            ends = [n for n, text in enumerate(paragraphs) if text.startswith("Exposure of ")]
            incident.summary = tuple(paragraphs[: ends[0] if ends else None])


def _lines(path: Path) -> Iterator[Json]:
    if path.is_file():
        with path.open("rb") as file:
            for line in file:
                if not line.isspace():
                    yield orjson.loads(line)


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
    titles = {entry["url"]: entry for entry in record["references"]}
    for id_ in indicator.incidents:
        incident = incidents[id_]
        incident.indicators.append(indicator)
        if incident.severity is None and len(indicator.incidents) == 1:
            incident.severity = indicator.severity
        for url in indicator.of(id_)["references"]:
            entry = titles[url]
            incident.references[url] = Reference(entry["title"] or url, url, entry["date"])
    for said in record["exposures"]:
        if said["incident"] in incidents:
            incidents[said["incident"]].exposures[said["key"]] = _exposure(said)
    return indicator


def _exposure(said: Json) -> Exposure:
    windows = tuple(
        Window(
            start=parse_instant(window["from"]),
            end=_instant(window["until"]),
            cache_until=_instant(window["cache_until"]),
            grade=window["grade"],
            note=window["note"],
        )
        for window in said["windows"]
    )
    return Exposure(said["incident"], said["key"], said["component"], windows)


def _instant(text: str | None) -> datetime | None:
    return parse_instant(text) if text else None
