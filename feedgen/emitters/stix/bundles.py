"""Bundles: which objects belong together in one file, and how the file is written.

One object a line, by type and id, so that two releases can be compared with `diff`. Written as a
stream: indicators are built when their line is due.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from feedgen.emitters.stix.indicators import IndicatorObjects
from feedgen.emitters.stix.objects import (
    Clock,
    StixObject,
    identity,
    marking,
    millis,
    stamped,
    stamps,
)
from feedgen.emitters.stix.oci_extension import extension_definition
from feedgen.model.artifact import Artifact
from feedgen.model.feed import Feed
from feedgen.model.ids import object_uuid
from feedgen.model.indicator import Indicator
from feedgen.model.tlp import Tlp

MEDIA_TYPE = "application/stix+json;version=2.1"
_CHUNK = 64
"""Objects per chunk of a stream: tens of kilobytes."""
_BATCH = 4096
_INDICATOR = "indicator--"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """The objects of one file."""

    path: str
    objects: tuple[StixObject, ...]
    """By id."""
    indicators: tuple[Indicator, ...]
    """By id."""


def bundle(
    feed: Feed, path: str, indicators: Iterable[Indicator], objects: Iterable[StixObject] = ()
) -> Bundle:
    """These objects, with the producer, the markings and the extension that they need."""
    own = tuple(objects)
    listed = tuple(sorted(indicators, key=lambda indicator: indicator.id))
    needed = [identity(feed.profile), *(marking(tlp) for tlp in _markings(own, listed))]
    if any(indicator.type == "image_digest" for indicator in listed):
        needed.append(extension_definition(feed.profile))
    everything = sorted((*needed, *own), key=lambda obj: obj.id)
    return Bundle(path=path, objects=tuple(everything), indicators=listed)


def artifact(
    feed: Feed, indicators: IndicatorObjects, content: Bundle, title: str | None = None
) -> Artifact:
    """The file of a bundle. Tombstones are in it, but it does not carry their values."""
    return Artifact(
        path=content.path, media_type=MEDIA_TYPE, title=title,
        chunks=_chunks(feed, indicators, content),
        carries=[i.id for i in content.indicators if not i.revoked],
    )  # fmt: skip


def _markings(objects: Sequence[StixObject], indicators: Sequence[Indicator]) -> list[Tlp]:
    # One mention's marking is its indicator's; only joined ones need asking.
    used = {i.mentions[0].tlp if len(i.mentions) == 1 else i.tlp for i in indicators}
    refs = {ref for obj in objects for ref in _strings(obj.properties.get("object_marking_refs"))}
    return sorted(used | {tlp for tlp in Tlp if tlp.marking_id in refs})


def _strings(value: object) -> Iterable[str]:
    return value if isinstance(value, list) else ()


def _chunks(feed: Feed, indicators: IndicatorObjects, content: Bundle) -> Iterator[bytes]:
    # Keys in order, as in every object: id, objects, type.
    yield f'{{"id":"{_bundle_id(feed, content)}","objects":[\n'.encode()
    pending: list[bytes] = []
    for line in _lines(feed, indicators, content):
        pending.append(line)
        if len(pending) > _CHUNK:
            # The last line is held back: only what is followed by another has a comma.
            yield b",\n".join(pending[:-1]) + b",\n"
            del pending[:-1]
    yield b",\n".join(pending)
    yield b'\n],"type":"bundle"}\n'


def _lines(feed: Feed, indicators: IndicatorObjects, content: Bundle) -> Iterator[bytes]:
    yield from (stamped(obj, feed) for obj in content.objects if obj.id < _INDICATOR)
    yield from (indicators.line(indicator) for indicator in content.indicators)
    yield from (stamped(obj, feed) for obj in content.objects if obj.id > _INDICATOR)


def _bundle_id(feed: Feed, content: Bundle) -> str:
    """Made of the versions inside: equal contents have equal ids, others other ids."""
    versions = hashlib.sha256()
    for obj in content.objects:
        version = "" if obj.clock is Clock.FIXED else millis(stamps(obj, feed)[1])
        versions.update(f"{obj.id} {version}\n".encode())
    lines = feed.ledger.lines
    for start in range(0, len(content.indicators), _BATCH):
        batch = content.indicators[start : start + _BATCH]
        text = "".join([f"{i.id} {millis(lines[i.id].modified)}\n" for i in batch])
        versions.update(text.encode())
    uuid = object_uuid(feed.profile.namespace, "bundle", content.path, versions.hexdigest())
    return f"bundle--{uuid}"
