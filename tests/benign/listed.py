"""What a release lists, as a reader of its tables sees it; no code of feedgen's is used."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

NEVER = datetime(9999, 1, 1, tzinfo=UTC)
"""The end of a window that is still open."""


@dataclass(frozen=True, slots=True)
class Window:
    """When a movable name led to something malicious, caches included."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class KnownGood:
    """One row of known-good.csv."""

    type: str
    value: str
    repository: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A release's tables."""

    values: Mapping[str, frozenset[str]]
    """Of all indicators, by type."""
    domains: Mapping[str, str]
    """Names, and whether they are meant exactly or with `subdomains`."""
    windows: Mapping[str, tuple[Window, ...]]
    """Of tags and refs that were overwritten and restored, by value."""
    known_good: tuple[KnownGood, ...]

    def covers(self, name: str) -> bool:
        """Whether a host name is listed, or lies below one that is listed with what is below."""
        if name in self.domains:
            return True
        parts = name.split(".")
        above = (".".join(parts[start:]) for start in range(1, len(parts)))
        return any(self.domains.get(parent) == "subdomains" for parent in above)

    def good(self, type_: str) -> list[KnownGood]:
        """Known-good values of a type."""
        return [known for known in self.known_good if known.type == type_]

    def restored(self, type_: str) -> dict[str, tuple[Window, ...]]:
        """Overwritten and restored values of a type, with their windows."""
        there = self.values.get(type_, frozenset())
        return {value: found for value, found in self.windows.items() if value in there}


def read_listed(release: Path) -> Listed:
    """The tables of a release."""
    values: dict[str, set[str]] = defaultdict(set)
    windows: dict[str, list[Window]] = defaultdict(list)
    domains = {}
    for row in _rows(release / "indicators.csv"):
        values[row["type"]].add(row["value"])
        if row["type"] == "domain":
            domains[row["value"]] = row["match"]
    for row in _rows(release / "exposures.csv"):
        if row["standing"] == "overwritten":
            windows[row["value"]].append(
                Window(_instant(row["from"]), _instant(row["cache_until"] or row["until"]))
            )
    return Listed(
        values={type_: frozenset(found) for type_, found in values.items()},
        domains=domains,
        windows={value: tuple(sorted(w, key=_start)) for value, w in windows.items()},
        known_good=tuple(
            KnownGood(row["type"], row["value"], row["repository"])
            for row in _rows(release / "known-good.csv")
        ),
    )


def _start(window: Window) -> datetime:
    return window.start


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        yield from csv.DictReader(file)


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text) if text else NEVER
