"""The files of the log and what stands in them."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import orjson

from feedgen.errors import VerificationError
from feedgen.model.tlp import Tlp

FOLDER = "taxii"
LOG = f"{FOLDER}/log.json"
RECORDS = f"{FOLDER}/records.bin"
CLASSES = f"{FOLDER}/classes.bin"
"""One byte a record: the position of its class in the log's list."""
IDS = f"{FOLDER}/ids.bin"
"""Record numbers by UUID, then by number."""

RECORD = struct.Struct("<16sQQII")
"""UUID; version in milliseconds since 1970; start and length in the segment; which segment."""
PLACE_OFFSET = 24
PLACE = struct.Struct("<QII")
"""The end of a record: where its object stands."""
NUMBER = struct.Struct("<I")
OPENING, BETWEEN, CLOSING = b"[\n", b",\n", b"\n]\n"
"""A segment is a JSON array with one object a line, so any run of objects is one slice of it."""
CLASS_LIMIT = 256


def segment_path(serial: int) -> str:
    """The segment that holds what the release with this serial was the first to publish."""
    return f"{FOLDER}/segments/{serial:06}.json"


class Listing(StrEnum):
    """What an object is there for, which decides what collections it is in."""

    CONTEXT = "context"
    """Producer, markings and extensions, which everything refers to."""
    DETECTION = "detection"
    """Indicators to block or detect."""
    GRAPH = "graph"
    """What is told about those: reports, malware, relationships."""
    HUNTING = "hunting"
    """Indicators that are no ground for an alert."""


@dataclass(frozen=True, slots=True, order=True)
class ObjectClass:
    """What filters ask for, so that one byte answers them all."""

    type: str
    """The STIX type."""
    listing: Listing
    tlp: Tlp | None
    """None for what has no TLP marking."""
    first: bool
    """Whether it is the oldest version of its object."""
    last: bool
    """Whether it is the newest."""

    def to_json(self) -> dict[str, Any]:
        """As the log lists it."""
        return {
            "type": self.type,
            "list": self.listing.value,
            "tlp": self.tlp.value if self.tlp else None,
            "first": self.first,
            "last": self.last,
        }

    @classmethod
    def parse(cls, document: dict[str, Any]) -> ObjectClass:
        """Read what `to_json` gives; raises KeyError, TypeError or ValueError otherwise."""
        return cls(
            type=str(document["type"]),
            listing=Listing(document["list"]),
            tlp=Tlp(document["tlp"]) if document["tlp"] is not None else None,
            first=bool(document["first"]),
            last=bool(document["last"]),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """What one release appended."""

    serial: int
    first: int
    """The number of its first record."""
    count: int
    """Of objects; at least one."""
    size: int
    """Bytes."""
    sha256: str

    @property
    def path(self) -> str:
        """Below the release."""
        return segment_path(self.serial)

    def to_json(self) -> dict[str, Any]:
        """As the log lists it."""
        return {
            "path": self.path,
            "serial": self.serial,
            "first": self.first,
            "count": self.count,
            "size": self.size,
            "sha256": self.sha256,
        }


def segments_digest(segments: Iterable[Segment]) -> str:
    """What the list of releases remembers of a log: equal histories have equal digests."""
    text = "".join(f"{segment.serial} {segment.sha256}\n" for segment in segments)
    return hashlib.sha256(text.encode()).hexdigest()


def parse_log(data: bytes, where: str) -> tuple[dict[str, Any], tuple[Segment, ...]]:
    """The log's document and its segments, in order.

    Raises:
        VerificationError: when it is not the list of an object log.
    """
    try:
        document = orjson.loads(data)
        segments = tuple(
            Segment(
                serial=int(entry["serial"]),
                first=int(entry["first"]),
                count=int(entry["count"]),
                size=int(entry["size"]),
                sha256=str(entry["sha256"]),
            )
            for entry in document["segments"]
        )
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError) as error:
        raise VerificationError(f"{where} is no list of an object log: {error!r}") from error
    if document.get("schema_version") != 1:
        raise VerificationError(f"{where} is of a later feedgen; use that one")
    expected = 0
    for segment in segments:
        if segment.first != expected or segment.count < 1:
            raise VerificationError(f"{where} has a gap before record {segment.first}")
        expected += segment.count
    return document, segments
