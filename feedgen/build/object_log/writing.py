"""Appends to the log what a release changes.

The objects are taken from the finished STIX bundles, byte for byte: TAXII and files agree.
"""

from __future__ import annotations

import hashlib
import mmap
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson

from feedgen.build.object_log.collections import collections_of
from feedgen.build.object_log.past import PastLog
from feedgen.build.staging import Staged
from feedgen.errors import InternalError
from feedgen.model.feed import Feed
from feedgen.model.tlp import Tlp
from feedgen.release.object_log.layout import (
    BETWEEN,
    CLASS_LIMIT,
    CLASSES,
    CLOSING,
    IDS,
    LOG,
    NUMBER,
    OPENING,
    RECORD,
    RECORDS,
    Listing,
    ObjectClass,
    Segment,
    segment_path,
)

GRAPH_BUNDLE = "stix/bundle.json"
HUNTING_BUNDLE = "stix/hunt.json"
_EMITTER = "release"
_JSON, _BINARY = "application/json", "application/octet-stream"
_CONTEXT = ("extension-definition", "identity", "marking-definition")
_LAST = {"relationship": 1, "report": 2}
"""What refers to other objects comes after them, also for readers who stop in between."""
_TLP = {tlp.marking_id: tlp for tlp in Tlp}
_BATCH = 512
"""Objects joined before they are written."""


_Key = tuple[str, bytes]
"""Type and UUID of an object."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a new object stands in a bundle, and what it is."""

    bundle: int
    start: int
    length: int
    uuid: bytes
    version: int
    kind: ObjectClass

    @property
    def key(self) -> _Key:
        return self.kind.type, self.uuid


@dataclass(slots=True)
class _Table:
    """The records so far."""

    records: bytearray = field(default_factory=bytearray)
    kinds: list[ObjectClass] = field(default_factory=list)
    """One a record; `first` and `last` are found at the end."""
    versions: dict[_Key, tuple[int, int]] = field(default_factory=dict)
    """Of each object the first and the last record."""

    def add(self, record: bytes, kind: ObjectClass) -> None:
        """One more record."""
        key, number = (kind.type, record[:16]), len(self.kinds)
        self.versions[key] = (self.versions.get(key, (number, number))[0], number)
        self.records += record
        self.kinds.append(kind)

    def uuid(self, number: int) -> bytes:
        start = number * RECORD.size
        return bytes(self.records[start : start + 16])

    def newest(self, key: _Key) -> int | None:
        """The newest version of an object; None where there is none."""
        if key not in self.versions:
            return None
        version: int = RECORD.unpack_from(self.records, self.versions[key][1] * RECORD.size)[1]
        return version


def write_object_log(
    feed: Feed, staged: Staged, past: PastLog | None
) -> tuple[Segment, ...] | None:
    """Add the log to a staged release that has STIX bundles.

    Args:
        feed: whose bundles were written. Its ledger says which release changed an object.
        staged: the release.
        past: the log before this release. None makes it of what is current alone, as if superseded
            versions had never been: the same bytes for as long as nothing was superseded.

    Returns:
        All segments, in order; None when the release has no bundles.
    """
    if not (staged.directory / GRAPH_BUNDLE).is_file():
        return None
    table = _Table()
    segments: list[Segment] = []
    if past is not None:
        kinds = [_kind(each.type, each.listing, each.tlp) for each in past.classes]
        for number, code in enumerate(past.class_of):
            start = number * RECORD.size
            table.add(past.records[start : start + RECORD.size], kinds[code])
        for segment in past.segments:
            staged.add(segment.path, _JSON, past.chunks(segment), _EMITTER)
        segments += past.segments
    new = _new(feed, staged.directory, table, fresh=past is None)
    for serial, places in sorted(new.items()):
        segments.append(_append(serial, places, len(segments), staged, table))
    _write_tables(feed, staged, table, segments)
    return tuple(segments)


def _new(
    feed: Feed, directory: Path, table: _Table, *, fresh: bool
) -> Mapping[int, Sequence[_Place]]:
    """What the log does not have, by the release that changed it, in the order to append."""
    found: dict[int | None, list[_Place]] = defaultdict(list)
    for place in _places(directory):
        if table.newest(place.key) != place.version:
            found[_serial(feed, place) if fresh else feed.release.serial].append(place)
    # Markings have no line in the ledger. Whatever refers to them comes with or after them.
    unclaimed = found.pop(None, [])
    if unclaimed:
        found[min((serial for serial in found if serial), default=feed.release.serial)] += unclaimed
    return {
        serial: sorted(places, key=_order) for serial, places in found.items() if serial is not None
    }


def _serial(feed: Feed, place: _Place) -> int | None:
    line = feed.ledger.lines.get(str(UUID(bytes=place.uuid)))
    return line.changed_serial if line else None


def _order(place: _Place) -> tuple[int, str, bytes]:
    type_ = place.kind.type
    return (-1 if type_ in _CONTEXT else _LAST.get(type_, 0), type_, place.uuid)


def _places(directory: Path) -> Iterator[_Place]:
    """Every object of the bundles, once."""
    seen: set[_Key] = set()
    for number, (bundle, listing) in enumerate(
        ((GRAPH_BUNDLE, Listing.DETECTION), (HUNTING_BUNDLE, Listing.HUNTING))
    ):
        position = 0
        with (directory / bundle).open("rb") as file:
            for line in file:
                start, position = position, position + len(line)
                if not line.startswith(b'{"') or line.startswith(b'{"id":"bundle--'):
                    continue
                data = line.rstrip(b",\n")
                place = _place(number, start, len(data), orjson.loads(data), listing)
                if place.key not in seen:  # producer and markings stand in both
                    seen.add(place.key)
                    yield place


def _place(
    bundle: int, start: int, length: int, document: dict[str, Any], listing: Listing
) -> _Place:
    type_, _, uuid = document["id"].partition("--")
    if type_ in _CONTEXT:
        listing = Listing.CONTEXT
    elif type_ != "indicator":
        listing = Listing.GRAPH
    marked = [_TLP[ref] for ref in document.get("object_marking_refs", ()) if ref in _TLP]
    kind = _kind(type_, listing, max(marked, key=lambda tlp: tlp.rank, default=None))
    version = document.get("modified") or document.get("created")
    return _Place(
        bundle=bundle, start=start, length=length, uuid=UUID(uuid).bytes, kind=kind,
        version=_millis(version) if version else 0,
    )  # fmt: skip


@lru_cache(maxsize=CLASS_LIMIT)
def _kind(
    type_: str, listing: Listing, tlp: Tlp | None, *, first: bool = False, last: bool = False
) -> ObjectClass:
    """One object for each class: a million records share a few dozen."""
    return ObjectClass(type_, listing, tlp, first, last)


def _millis(text: str) -> int:
    return round(datetime.fromisoformat(text).timestamp() * 1000)


def _append(
    serial: int, places: Sequence[_Place], number: int, staged: Staged, table: _Table
) -> Segment:
    first, offset = len(table.kinds), len(OPENING)
    for place in places:
        record = RECORD.pack(place.uuid, place.version, offset, place.length, number)
        table.add(record, place.kind)
        offset += place.length + len(BETWEEN)
    path = segment_path(serial)
    staged.add(path, _JSON, _content(staged.directory, places), _EMITTER)
    file = staged.files[-1]
    return Segment(
        serial=serial, first=first, count=len(places), size=file.size, sha256=file.sha256
    )


def _content(directory: Path, places: Sequence[_Place]) -> Iterator[bytes]:
    with (
        (directory / GRAPH_BUNDLE).open("rb") as graph,
        (directory / HUNTING_BUNDLE).open("rb") as hunting,
        mmap.mmap(graph.fileno(), 0, access=mmap.ACCESS_READ) as first,
        mmap.mmap(hunting.fileno(), 0, access=mmap.ACCESS_READ) as second,
    ):
        bundles = (first, second)
        yield OPENING
        for begin in range(0, len(places), _BATCH):
            batch = places[begin : begin + _BATCH]
            objects = [bundles[p.bundle][p.start : p.start + p.length] for p in batch]
            yield (BETWEEN if begin else b"") + BETWEEN.join(objects)
        yield CLOSING


def _write_tables(feed: Feed, staged: Staged, table: _Table, segments: Sequence[Segment]) -> None:
    kinds = _dated(table)
    classes = sorted(set(kinds), key=_class_order)
    if len(classes) > CLASS_LIMIT:
        raise InternalError(f"the object log knows {CLASS_LIMIT} classes, not {len(classes)}")
    codes = {kind: code for code, kind in enumerate(classes)}
    numbers = sorted(range(len(kinds)), key=lambda number: (table.uuid(number), number))
    document = {
        "schema_version": 1,
        "title": feed.profile.name,
        "description": feed.profile.description,
        "contact": feed.profile.contact,
        "log": hashlib.sha256(segments[0].sha256.encode()).hexdigest()[:16],
        "records": len(kinds),
        "segments": [segment.to_json() for segment in segments],
        "classes": [kind.to_json() for kind in classes],
        "collections": [
            collection.to_json() for collection in collections_of(feed.profile, classes)
        ],
    }
    written: Iterable[tuple[str, str, bytes]] = (
        (RECORDS, _BINARY, bytes(table.records)),
        (CLASSES, _BINARY, bytes(codes[kind] for kind in kinds)),
        (IDS, _BINARY, b"".join(NUMBER.pack(number) for number in numbers)),
        (LOG, _JSON, orjson.dumps(document, option=orjson.OPT_INDENT_2) + b"\n"),
    )
    for path, media_type, data in written:
        staged.add(path, media_type, [data], _EMITTER)


def _dated(table: _Table) -> list[ObjectClass]:
    """The class of each record, with whether it is the first and the last of its object."""
    marks = [(False, False)] * len(table.kinds)
    for first, last in table.versions.values():
        marks[first] = (True, first == last)
        if last != first:
            marks[last] = (False, True)
    return [
        _kind(kind.type, kind.listing, kind.tlp, first=first, last=last)
        for kind, (first, last) in zip(table.kinds, marks, strict=True)
    ]


def _class_order(kind: ObjectClass) -> tuple[str, str, str, bool, bool]:
    return kind.type, kind.listing.value, kind.tlp or "", kind.first, kind.last
