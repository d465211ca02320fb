"""A publication of made indicators, as `feedgen serve` reads it: pointer, release, object log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from feedgen.build.manifest import finish
from feedgen.build.object_log import write_object_log
from feedgen.build.place import place_root
from feedgen.build.staging import Staged
from feedgen.release.names import LAYOUT, POINTER
from feedgen.release.pointer import Pointer
from tests.model.made_feeds import base

_NEVER = datetime(2100, 1, 1, tzinfo=UTC)
_HEAD = b'{"id":"bundle--65e3f869-db40-5b69-bf39-70aa5908d875","objects":[\n'
_TAIL = b'\n],"type":"bundle"}\n'
_BATCH = 512


def publish(objects: Iterable[bytes], out: Path) -> None:
    """Write a publication whose only release has these objects and nothing else.

    Only STIX is written: the other formats have their own benchmark, and a server of TAXII does
    not read them.
    """
    feed = base()
    release = out / LAYOUT / feed.release.version
    release.mkdir(parents=True)
    staged = Staged(release)
    staged.add("stix/bundle.json", "application/json", _bundle(objects), "stix")
    staged.add("stix/hunt.json", "application/json", [_HEAD, _TAIL], "stix")
    write_object_log(feed, staged, None)
    sums = finish(feed, staged, ())
    place_root(feed, sums, release, out)
    pointer = Pointer(
        feed=feed.profile.name,
        version=feed.release.version,
        serial=feed.release.serial,
        as_of=feed.as_of,
        activated=feed.as_of,
        expires=_NEVER,
        path=f"{LAYOUT}/{feed.release.version}/",
        sha256sums=sums,
    )
    (out / POINTER).write_bytes(pointer.to_bytes())


def _bundle(objects: Iterable[bytes]) -> Iterator[bytes]:
    yield _HEAD
    remaining, between = iter(objects), b""
    while batch := list(islice(remaining, _BATCH)):
        yield between + b",\n".join(batch)
        between = b",\n"
    yield _TAIL
