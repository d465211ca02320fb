"""Small feeds for the tests of the STIX emitter: incidents as dictionaries, released one by one."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from feedgen.build.pipeline import freeze
from feedgen.emitters.stix import EMITTER
from feedgen.model.feed import Feed, ReleaseInfo
from feedgen.model.ledger import Ledger
from feedgen.sources.tree import read_tree
from tests.conftest import AS_OF, TESTS, emit

Objects = dict[str, dict[str, Any]]
"""STIX objects by id."""

LATER = datetime(2026, 6, 1, tzinfo=UTC)
"""When a second release is made."""


def incident(id_: str = "one-2026-04", **keys: Any) -> dict[str, Any]:
    """An incident file with one domain, and whatever keys say otherwise."""
    return {
        "schema_version": 1, "id": id_, "status": "published", "title": f"Title of {id_}",
        "summary": "What happened.", "tlp": "clear", "severity": "high",
        "published": "2026-04-01T00:00:00Z",
        "references": {"ref": {"title": "Report", "url": f"https://www.reports.example/{id_}"}},
        "defaults": {"references": ["ref"], "action": "block", "confidence": 80},
        "indicators": {"domains": [{"value": f"{id_}.example", "match": "exact"}]},
    } | keys  # fmt: skip


def write_incidents(root: Path, *incidents: dict[str, Any]) -> Path:
    """A source tree with exactly these incidents; JSON is YAML."""
    root.mkdir(exist_ok=True)
    (root / "feed.yml").write_bytes((TESTS / "corpus" / "small" / "feed.yml").read_bytes())
    (root / "2026").mkdir(exist_ok=True)
    for old in (root / "2026").glob("*.yml"):
        old.unlink()
    for file in incidents:
        (root / "2026" / f"{file['id']}.yml").write_text(json.dumps(file))
    return root


def compiled(
    root: Path, ledger: Ledger | None = None, *, serial: int = 1, as_of: datetime = AS_OF
) -> Feed:
    """The stamped feed of a source tree, STIX alone."""
    release = ReleaseInfo(version=f"{as_of:%Y.%m.%d}.1", serial=serial, as_of=as_of)
    return freeze(read_tree(root), ledger or Ledger(), release, (EMITTER,))


def files_of(feed: Feed) -> dict[str, bytes]:
    """What the emitter writes, by path."""
    return emit(EMITTER, feed)[0]


def objects_in(content: bytes) -> Objects:
    """A bundle's objects."""
    return {obj["id"]: obj for obj in json.loads(content)["objects"]}


def bundle_of(feed: Feed, path: str = "stix/bundle.json") -> Objects:
    """The objects of one file of a feed."""
    return objects_in(files_of(feed)[path])


def of_type(objects: Objects, type_: str) -> list[dict[str, Any]]:
    """The objects of one STIX type, by id."""
    return [objects[id_] for id_ in sorted(objects) if id_.startswith(f"{type_}--")]


def only(objects: Objects, type_: str) -> dict[str, Any]:
    """The only object of a type."""
    (found,) = of_type(objects, type_)
    return found


def dangling(objects: Objects) -> set[str]:
    """Every id that an object refers to and the bundle does not hold."""
    wanted: set[str] = set()
    for obj in objects.values():
        for name, value in obj.items():
            if name.endswith("_ref"):
                wanted.add(value)
            elif name.endswith("_refs"):
                wanted |= set(value)
        if obj["type"] != "marking-definition":
            wanted |= set(obj.get("extensions", {}))
    return wanted - objects.keys()


def triples(objects: Objects) -> set[tuple[str, str, str]]:
    """Relationships as (source, type, target), by name rather than id."""
    return {
        (_name(objects, r["source_ref"]), r["relationship_type"], _name(objects, r["target_ref"]))
        for r in of_type(objects, "relationship")
    }


def _name(objects: Objects, id_: str) -> str:
    return str(objects[id_]["name"])
