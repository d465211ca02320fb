"""The documents of discovery, the API root, collections and manifests (TAXII 2.1 §4, §5)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from feedgen.release.object_log import Collection, ObjectLog, Run
from feedgen.release.object_log.layout import RECORD
from feedgen.serve.taxii.refusals import MEDIA_TYPE
from feedgen.serve.taxii.timestamps import format_millis

DISCOVERY = "/taxii2/"
ROOT = "/taxii2/feed/"
OBJECT_MEDIA_TYPE = "application/stix+json;version=2.1"
MAX_CONTENT_LENGTH = 65_536
"""Bytes of a request's body. None is ever taken in, but up to here none is refused for its size."""


def discovery(log: ObjectLog) -> dict[str, Any]:
    """Who this is, and where the API root is (§4.1.1)."""
    told = {"title": log.title, "description": log.description, "contact": log.contact}
    return {name: text for name, text in told.items() if text} | {
        "title": log.title,
        "default": ROOT,
        "api_roots": [ROOT],
    }


def api_root(log: ObjectLog) -> dict[str, Any]:
    """The only one (§4.2.1)."""
    described = {"description": log.description} if log.description else {}
    return {
        "title": log.title,
        **described,
        "versions": [MEDIA_TYPE],
        "max_content_length": MAX_CONTENT_LENGTH,
    }


def collection(described: Collection) -> dict[str, Any]:
    """A collection that the client may read (§5.2.1)."""
    return {
        "id": described.id,
        "title": described.title,
        "description": described.description,
        "alias": described.alias,
        "can_read": True,
        "can_write": False,
        "media_types": [OBJECT_MEDIA_TYPE],
    }


def collections(readable: list[Collection]) -> dict[str, Any]:
    """All that the client may read, always in the same order (§5.1.1)."""
    return {"collections": [collection(each) for each in readable]} if readable else {}


def manifest(log: ObjectLog, runs: tuple[Run, ...]) -> bytes:
    """Elements of a list of manifest records (§5.3.1), made of the table, not of the objects."""
    return ",\n".join(_manifest(log, runs)).encode()


def _manifest(log: ObjectLog, runs: tuple[Run, ...]) -> Iterator[str]:
    types = [kind.type for kind in log.classes]
    for run in runs:
        rows = RECORD.iter_unpack(log.table(run))
        within, date = -1, 0
        for number, (code, (uuid, version, _, _, segment)) in enumerate(
            zip(log.codes(run), rows, strict=True), run.first
        ):
            # Within a segment, every object's date is a millisecond after the one before.
            date = date + 1 if segment == within else log.dates.of(number)
            within = segment
            h = uuid.hex()
            yield (
                f'{{"id":"{types[code]}--{h[:8]}-{h[8:12]}-{h[12:16]}-{h[16:20]}-{h[20:]}",'
                f'"date_added":"{format_millis(date)}","version":"{_version(version)}",'
                f'"media_type":"{OBJECT_MEDIA_TYPE}"}}'
            )


def versions(log: ObjectLog, runs: tuple[Run, ...]) -> bytes:
    """Elements of a list of versions (§5.8.1)."""
    numbers = (number for run in runs for number in range(run.first, run.end))
    return b",".join(f'"{_version(log.record(number).version)}"'.encode() for number in numbers)


_version = lru_cache(maxsize=4096)(format_millis)
