"""What `feedgen fetch` came to, and the copy that it keeps."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

from feedgen.model.instants import format_instant
from tests.publish.publications import tree, version_of
from tests.subscribe.feed_attacks import LATER, Feed, held

NOW = format_instant(LATER)
FILE = "blocklists/serial.txt"
BIG = "big.bin"
CONTENT = b"".join(sha256(bytes([n % 256, n // 256])).digest() for n in range(32_768))
"""A megabyte: more than goes into the buffers of one connection."""


class Told:
    """What the command line came to."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


Fetching = Callable[..., Told]


def is_whole(feed: Feed, serial: int) -> bool:
    return tree(feed.dest / "v1/latest") == tree(feed.site / "v1" / version_of(serial))


def unchanged(feed: Feed, before: dict[str, bytes]) -> bool:
    """Every file of the copy; an unfinished download may stand beside it."""
    after = tree(feed.dest)
    return {path: after.get(path) for path in before} == before and held(feed) == "1"


def with_big_file(feed: Feed, serial: int = 2, content: bytes = CONTENT) -> None:
    feed.publish(serial, files={BIG: content})
