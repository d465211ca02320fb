"""Reads a MISP feed as PyMISP does, strictly: the judge of what the emitter writes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from pymisp import MISPAttribute, MISPEvent, MISPObject

from feedgen.build.pipeline import freeze
from feedgen.emitters.misp import EMITTER
from feedgen.model.feed import Feed, ReleaseInfo
from feedgen.model.ledger import Ledger
from feedgen.sources.tree import read_tree
from tests.conftest import AS_OF, emit

Json = dict[str, Any]


class MispFeed:
    """The files of a feed, and what PyMISP makes of them."""

    def __init__(self, feed: Feed) -> None:
        self.files, self.omissions = emit(EMITTER, feed)
        self.manifest: dict[str, Json] = json.loads(self.files["misp/manifest.json"])
        self.raw: dict[str, Json] = {
            json.loads(content)["Event"]["uuid"]: json.loads(content)["Event"]
            for path, content in self.files.items()
            if path not in {"misp/manifest.json", "misp/hashes.csv"}
        }
        self.hashes = sorted(
            tuple(line.split(",")) for line in self.files["misp/hashes.csv"].decode().splitlines()
        )

    def attributes(self) -> dict[str, Json]:
        """Every attribute by its UUID, with `event` and `object` naming where it stands."""
        found: dict[str, Json] = {}
        for id_, event in self.raw.items():
            for attribute, parent in _attributes(event):
                assert attribute["uuid"] not in found, attribute
                found[attribute["uuid"]] = {**attribute, "event": id_, "object": parent}
        return found

    def by_value(self, value: str) -> Json:
        """The one attribute with this value."""
        (attribute,) = (a for a in self.attributes().values() if a["value"] == value)
        return attribute

    def event_of(self, title: str) -> Json:
        """The event with this title."""
        (event,) = (event for event in self.raw.values() if event["info"] == title)
        return event

    def loaded(self) -> Iterator[MISPEvent]:
        """Every event as PyMISP loads it, attributes and objects judged without mercy."""
        for path in sorted(self.files):
            if not path.endswith((".csv", "manifest.json")):
                yield strictly(json.loads(self.files[path])["Event"])


def _attributes(event: Json) -> Iterator[tuple[Json, str | None]]:
    for attribute in event["Attribute"]:
        yield attribute, None
    for object_ in event["Object"]:
        for attribute in object_["Attribute"]:
            yield attribute, object_["uuid"]


def strictly(raw: Json) -> MISPEvent:
    """PyMISP's event, after everything in it passed the checks for its type or template."""
    event = MISPEvent(strict_validation=True)
    event.load(json.loads(json.dumps(raw)))
    for attribute in raw["Attribute"]:
        MISPAttribute(strict=True).from_dict(**json.loads(json.dumps(attribute)))
    for object_ in raw["Object"]:
        judged = MISPObject(name=object_["name"], strict=True)
        judged.from_dict(**json.loads(json.dumps(object_)))
        assert judged._known_template, object_["name"]
        for key in ("description", "meta-category"):
            assert judged._definition is not None
            assert judged._definition[key] == object_[key]
        for attribute in object_["Attribute"]:
            assert judged._definition is not None
            expected = judged._definition["attributes"][attribute["object_relation"]]
            assert expected["misp-attribute"] == attribute["type"]
            MISPAttribute(strict=True).from_dict(**json.loads(json.dumps(attribute)))
        judged.to_dict(strict=True)
    return event


def dumped(event: MISPEvent) -> dict[str, Json]:
    """The attributes that PyMISP would write into a feed, by UUID."""
    made = event.to_feed()["Event"]
    every = [
        *made.get("Attribute", ()),
        *(a for o in made.get("Object", ()) for a in o["Attribute"]),
    ]
    return {str(attribute["uuid"]): attribute for attribute in every}


def md5_hashes(events: Iterable[MISPEvent]) -> list[tuple[str, ...]]:
    """The lines that PyMISP makes of what may raise an alert."""
    lines = set()
    for event in events:
        objects = (attribute for object_ in event.objects for attribute in object_.attributes)
        for attribute in (*event.attributes, *objects):
            if attribute.to_ids:
                lines |= {(digest, str(event.uuid)) for digest in attribute.hash_values("md5")}
    return sorted(lines)


def release(
    root: Path, ledger: Ledger | None = None, *, serial: int = 1, as_of: datetime = AS_OF
) -> Feed:
    """The stamped feed of a source tree."""
    info = ReleaseInfo(version=f"{as_of:%Y.%m.%d}.1", serial=serial, as_of=as_of)
    return freeze(read_tree(root), ledger or Ledger(), info, (EMITTER,))
