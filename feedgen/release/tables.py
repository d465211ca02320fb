"""The typed rows of a release's tables (docs/tables.md)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from feedgen.errors import InvalidValueError, VerificationError
from feedgen.model.instants import parse_instant
from feedgen.release.names import INCIDENTS

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class WindowRow:
    """A span in which something bad was served."""

    start: datetime
    end: datetime | None
    """Exclusive; None while it is open."""
    cache_until: datetime | None
    grade: str
    note: str | None


@dataclass(frozen=True, slots=True)
class ExposureRow:
    """A component and when it was bad; the same in incidents.ndjson and indicators.ndjson."""

    incident: str
    key: str
    component: str
    windows: tuple[WindowRow, ...]


@dataclass(frozen=True, slots=True)
class ReferenceRow:
    """A cited publication."""

    title: str
    url: str
    date: str | None


@dataclass(frozen=True, slots=True)
class NamedRow:
    """An actor, a campaign or a malware family."""

    name: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentRow:
    """A line of incidents.ndjson, as far as somebody asks for it."""

    id: str
    title: str
    summary: str
    severity: str
    published: datetime
    withdrawn_at: datetime | None
    withdrawn_reason: str | None
    campaigns: tuple[NamedRow, ...]
    actors: tuple[NamedRow, ...]
    malware: tuple[NamedRow, ...]
    techniques: tuple[str, ...]
    """Ids of ATT&CK."""
    vulnerabilities: tuple[str, ...]
    references: tuple[ReferenceRow, ...]
    exposures: tuple[ExposureRow, ...]


def incident_rows(release: Path) -> Iterator[IncidentRow]:
    """The incidents of a release's directory, by id; none where it has no such table.

    Raises:
        VerificationError: when a line is no incident.
        OSError: when the table cannot be read.
    """
    path = release / INCIDENTS
    for number, line in enumerate(lines(path), 1):
        try:
            yield _incident(orjson.loads(line))
        except (
            orjson.JSONDecodeError, KeyError, TypeError, AttributeError, InvalidValueError,
        ) as error:  # fmt: skip
            raise VerificationError(f"{path}:{number} is no incident: {error!r}") from error


def lines(path: Path) -> Iterator[bytes]:
    """The lines of newline-delimited JSON; none where there is no file."""
    if path.is_file():
        with path.open("rb") as file:
            yield from (line for line in file if not line.isspace())


def exposure_row(said: Json) -> ExposureRow:
    """An exposure as both tables of JSON lines say it."""
    windows = tuple(
        WindowRow(
            start=parse_instant(window["from"]),
            end=_instant(window["until"]),
            cache_until=_instant(window["cache_until"]),
            grade=window["grade"],
            note=window["note"],
        )
        for window in said["windows"]
    )
    return ExposureRow(said["incident"], said["key"], said["component"], windows)


def _incident(said: Json) -> IncidentRow:
    return IncidentRow(
        id=said["id"],
        title=said["title"],
        summary=said["summary"],
        severity=said["severity"],
        published=parse_instant(said["published"]),
        withdrawn_at=_instant(said["withdrawn_at"]),
        withdrawn_reason=said["withdrawn_reason"],
        campaigns=_named(said["campaigns"]),
        actors=_named(said["actors"]),
        malware=_named(said["malware"]),
        techniques=tuple(technique["id"] for technique in said["techniques"]),
        vulnerabilities=tuple(said["vulnerabilities"]),
        references=tuple(
            ReferenceRow(each["title"], each["url"], each["date"]) for each in said["references"]
        ),
        exposures=tuple(exposure_row(exposure) for exposure in said["exposures"]),
    )


def _named(entries: list[Json]) -> tuple[NamedRow, ...]:
    return tuple(NamedRow(entry["name"], tuple(entry["aliases"])) for entry in entries)


def _instant(text: str | None) -> datetime | None:
    return parse_instant(text) if text else None
