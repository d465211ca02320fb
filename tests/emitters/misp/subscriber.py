"""Follows a MISP feed over HTTP as a MISP server does, and remembers what it stored.

Written from what MISP 2.5 does in `Feed.php` and `Event.php`: an event is pulled when its timestamp
in the manifest has risen; an attribute is taken when its own has; one whose UUID another event has
is refused, and so is the same value twice under one type and category of an event. What is missing
from an event stays. The cache is `hashes.csv` alone, filled anew.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(slots=True)
class Subscriber:
    """One MISP, empty at first."""

    url: str
    """The feed's folder, without a slash at its end."""
    events: dict[str, int] = field(default_factory=dict)
    """Timestamps of the events that are stored, by UUID."""
    attributes: dict[str, Json] = field(default_factory=dict)
    """By UUID, with `event`."""
    cached: dict[str, set[str]] = field(default_factory=dict)
    """Events by the MD5 of a value."""
    refused: list[str] = field(default_factory=list)
    """What MISP would log as an error, in words."""

    def pull(self) -> list[str]:
        """Take what is new; gives the UUIDs of the events that were fetched."""
        manifest: dict[str, Json] = json.loads(self._get("manifest.json"))
        newer = [
            id_
            for id_, entry in manifest.items()
            if int(entry["timestamp"]) > self.events.get(id_, 0)
        ]
        for id_ in newer:
            content = self._get(f"{id_}.json")
            told = manifest[id_]["integrity:sha256"]
            assert hashlib.sha256(content).hexdigest() == told, f"{id_} is not what was announced"
            event: Json = json.loads(content)["Event"]
            assert event["timestamp"] == str(manifest[id_]["timestamp"])
            self._take(event)
        return newer

    def fill_cache(self) -> None:
        """Read hashes.csv."""
        text = self._get("hashes.csv").decode()
        assert text, "MISP takes an empty file for a failure"
        self.cached = {}
        for digest, event in csv.reader(io.StringIO(text, newline="")):
            self.cached.setdefault(digest, set()).add(event)

    def alerts(self) -> set[str]:
        """Values that its exports hold now."""
        return {a["value"] for a in self.attributes.values() if a["to_ids"]}

    def correlates(self, value: str) -> set[str]:
        """The events that the cache has for a value."""
        return self.cached.get(
            hashlib.md5(value.encode(), usedforsecurity=False).hexdigest(), set()
        )

    def _get(self, name: str) -> bytes:
        with urllib.request.urlopen(f"{self.url}/{name}", timeout=60) as answer:  # noqa: S310 - the loopback
            content: bytes = answer.read()
        return content

    def _take(self, event: Json) -> None:
        self.events[event["uuid"]] = int(event["timestamp"])
        for attribute, inside in _attributes(event):
            self._take_attribute(event["uuid"], attribute, inside)

    def _take_attribute(self, event: str, attribute: Json, inside: str | None) -> None:
        id_ = attribute["uuid"]
        there = self.attributes.get(id_)
        if there and (there["event"], there["object"]) != (event, inside):
            self.refused.append(f"{id_} is in event {there['event']} already, not in {event}")
            return
        if there and int(attribute["timestamp"]) <= int(there["timestamp"]):
            return
        kind = (event, attribute["type"], attribute["category"], attribute["value"])
        same = [
            other["uuid"]
            for other in self.attributes.values()
            if inside is None and other["object"] is None and other["uuid"] != id_
            and (other["event"], other["type"], other["category"], other["value"]) == kind
        ]  # fmt: skip
        if same:
            self.refused.append(f"{id_} repeats {same[0]}: {kind}")
            return
        self.attributes[id_] = {**attribute, "event": event, "object": inside}


def _attributes(event: Json) -> Iterator[tuple[Json, str | None]]:
    """Each attribute, and the object that it stands in."""
    for attribute in event["Attribute"]:
        yield attribute, None
    for object_ in event["Object"]:
        for attribute in object_["Attribute"]:
            yield attribute, object_["uuid"]
