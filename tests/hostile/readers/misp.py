"""A MISP feed: PyMISP loads every event strictly, and hashes the values that raise alerts.

A value is an attribute with the tag `feedgen:action`; others only describe (docs/misp.md).
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from pymisp import MISPAttribute, MISPEvent

from feedgen.model.indicator import Indicator
from tests.emitters.misp.reader import strictly

JUDGES = ("pymisp",)
ARTIFACTS = ("misp/*.json", "misp/hashes.csv")
_BARE = ("image_digest", "certificate")
"""Types whose algorithm MISP says by the attribute's type."""


def accept(folder: Path) -> None:
    """Every event passes PyMISP's checks, is what the manifest announces, and has its hashes."""
    manifest = json.loads((folder / "misp" / "manifest.json").read_bytes())
    paths = {path.stem: path for path in _files(folder)}
    assert paths.keys() == manifest.keys()
    lines = set()
    for event in _events(folder):
        content = paths[str(event.uuid)].read_bytes()
        entry = manifest[str(event.uuid)]
        assert entry["integrity:sha256"] == hashlib.sha256(content).hexdigest()
        assert entry["info"] == event.info
        for attribute in _attributes(event):
            if attribute.to_ids:
                lines |= {(digest, str(event.uuid)) for digest in attribute.hash_values("md5")}
    with (folder / "misp" / "hashes.csv").open(newline="", encoding="utf-8") as file:
        there = {tuple(row) for row in csv.reader(file, strict=True)}
    assert there == lines or not lines


def read_back(folder: Path) -> set[str]:
    """The value of every attribute that is an indicator's, and not over."""
    found = set()
    for event in _events(folder):
        for attribute in _attributes(event):
            tags = {tag.name.partition("=")[0] for tag in attribute.tags}
            if "feedgen:action" in tags and "feedgen:expired" not in tags:
                found.add(attribute.value)
    return found


def _files(folder: Path) -> list[Path]:
    return sorted(p for p in (folder / "misp").glob("*.json") if p.stem != "manifest")


@lru_cache(maxsize=1)
def _events(folder: Path) -> tuple[MISPEvent, ...]:
    """As PyMISP loads them, which takes long."""
    return tuple(strictly(json.loads(path.read_bytes())["Event"]) for path in _files(folder))


def _attributes(event: MISPEvent) -> Iterator[MISPAttribute]:
    yield from event.attributes
    for object_ in event.objects:
        yield from object_.attributes


def wanted(indicator: Indicator) -> set[str]:
    """The value, as the table of docs/misp.md has it for the type."""
    value = indicator.value
    if indicator.type in _BARE:
        return {value.rpartition(":")[2]}
    if indicator.type == "email":
        return {value.lower()}
    if indicator.type == "ip" and len(indicator.ports) == 1:
        return {f"{value}|{indicator.ports[0]}"}
    return {value.removeprefix("github:") if indicator.type == "account" else value}
