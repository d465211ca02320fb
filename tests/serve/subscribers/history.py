"""What a made feed published, and when: the truth that subscribers are judged by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

Json = dict[str, Any]
Key = tuple[str, str]
"""Id and version of an object."""

START = datetime(2026, 5, 1, 12, 0, 0, 250_000, tzinfo=UTC)
"""When the simulated world begins; not on a whole second."""
EVERYTHING, INDICATORS = ("indicator", "malware", "identity"), ("indicator",)


class Clock:
    """The only time there is."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def advance(self, milliseconds: int) -> None:
        self.now += timedelta(milliseconds=milliseconds)


@dataclass(frozen=True, slots=True)
class Publication:
    """One release."""

    serial: int
    as_of: datetime
    activated: datetime
    versions: tuple[Json, ...]
    """What it is the first to publish."""
    objects: tuple[Json, ...]
    """All that is current in it, in the order of ids."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What a subscriber asks for of the collection `all`."""

    types: Sequence[str] = EVERYTHING
    versions: str = "last"
    """`last` or `all`."""

    def query(self) -> dict[str, str]:
        """The filters that say so."""
        told = {} if tuple(self.types) == EVERYTHING else {"match[type]": ",".join(self.types)}
        return told if self.versions == "last" else {**told, "match[version]": self.versions}

    def holds(self, document: Json) -> bool:
        return document["type"] in self.types and not document.get("x_hunting")


@dataclass(slots=True)
class History:
    """Releases of a feed with indicators, malware, indicators to hunt for, and their producer."""

    clock: Clock = field(default_factory=Clock)
    releases: list[Publication] = field(default_factory=list)
    current: dict[str, Json] = field(default_factory=dict)

    def release(
        self,
        *,
        add: int = 0,
        change: Sequence[int] = (),
        revoke: Sequence[int] = (),
        delay: int = 5_000,
    ) -> Publication:
        """Publish a change, to be seen after a delay in milliseconds.

        Args:
            add: how many objects are new, of each type in turn.
            change: numbers of objects, as they were added, that get another name.
            revoke: the same, of objects that are withdrawn.
            delay: of the activation, after now.
        """
        as_of = self.clock()
        fresh: dict[str, Json] = {}
        for number in range(len(self.current), len(self.current) + add):
            document = _document(number, as_of)
            fresh[document["id"]] = document
        known = list(self.current)
        for number in sorted({*change, *revoke}):
            if known:
                document = self.current[known[number % len(known)]]
                fresh[document["id"]] = {
                    **document,
                    "modified": instant(as_of),
                    "name": f"{document['name']}'",
                    **({"revoked": True} if number in revoke else {}),
                }
        self.current |= fresh
        made = Publication(
            serial=len(self.releases) + 1,
            as_of=as_of,
            activated=as_of + timedelta(milliseconds=delay),
            versions=tuple(fresh.values()),
            objects=tuple(self.current.values()),
        )
        self.releases.append(made)
        return made

    def visible(self, selection: Selection) -> Iterator[Json]:
        """Every version that was activated by now and is asked for, superseded ones too."""
        for release in self.releases:
            if release.activated <= self.clock():
                yield from filter(selection.holds, release.versions)

    def wanted(self, selection: Selection) -> set[Key]:
        """What a subscriber must have received by now."""
        newest = {document["id"]: document for document in self.visible(selection)}
        every = self.visible(selection) if selection.versions == "all" else newest.values()
        return {key(document) for document in every}


def key(document: Json) -> Key:
    """What tells versions apart."""
    return document["id"], document["modified"]


def instant(when: datetime) -> str:
    """As STIX writes it: whole milliseconds."""
    return f"{when:%Y-%m-%dT%H:%M:%S}.{when.microsecond // 1000:03}Z"


def _document(number: int, as_of: datetime) -> Json:
    """An object; the first is the producer, every fourth malware, every seventh is to hunt for."""
    type_ = "identity" if number == 0 else "malware" if number % 4 == 3 else "indicator"
    document: Json = {
        "type": type_,
        "spec_version": "2.1",
        # Ids do not follow the order of addition, as in a real feed.
        "id": f"{type_}--{UUID(int=(number * 0x9E3779B97F4A7C15F39CC0605CEDC835) % (1 << 128), version=5)}",
        "created": instant(as_of),
        "modified": instant(as_of),
        "name": f"object {number}",
    }
    if type_ == "indicator":
        document |= {
            "pattern": f"[domain-name:value = 'd{number}.example']",
            "pattern_type": "stix",
            "valid_from": instant(as_of),
        }
    if type_ == "indicator" and number % 7 == 6:
        document["x_hunting"] = True
    return document
