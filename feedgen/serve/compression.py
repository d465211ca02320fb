"""gzip and zstd, as clients ask for them; what was compressed once is kept for a while."""

from __future__ import annotations

import asyncio
import re
from collections import OrderedDict
from collections.abc import Sequence

import zstandard
from isal import igzip

from feedgen.serve.exchange import Chunk

SMALLEST = 1024
"""Bytes; below this, headers outweigh the gain."""
LARGEST = 64 << 20
"""Bytes; above this, bodies go out as they are, so that memory stays bounded."""
_PREFERRED = ("zstd", "gzip")
"""Of equal weight the first is taken."""
_MEMBER = re.compile(
    r"\s*([A-Za-z0-9!#$%&'*+.^_`|~-]+)\s*(?:;\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?",
    re.ASCII,
)
_TEXT = re.compile(r"text/|application/(?:[a-z0-9.+-]*(?:json|xml|yaml)|javascript|x-ndjson|sql)")


def is_compressible(media_type: str) -> bool:
    """Whether it is text of some kind."""
    return _TEXT.match(media_type) is not None or media_type == "image/svg+xml"


def encoding_for(accept: str | None) -> str | None:
    """What an Accept-Encoding header prefers among gzip and zstd; None for neither.

    A header that cannot be read asks for nothing.
    """
    if not accept:
        return None
    weights: dict[str, float] = {}
    for member in accept.split(","):
        match = _MEMBER.fullmatch(member)
        if match:
            weights[match[1].lower()] = float(match[2] or 1)
    others = weights.get("*", 0.0)
    plain = weights.get("identity", 0.0)
    best = max(_PREFERRED, key=lambda name: weights.get(name, others))
    weight = weights.get(best, others)
    return best if weight > 0 and weight >= plain else None


class Compressor:
    """Compresses in threads, each body once, and keeps results within a limit."""

    def __init__(self, capacity: int) -> None:
        """Begin empty.

        Args:
            capacity: bytes that are kept.
        """
        self._capacity = capacity
        self._size = 0
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._under_way: dict[str, asyncio.Future[bytes]] = {}

    def kept(self, tag: str) -> bytes | None:
        """What was compressed before, under the tag of the compressed bytes."""
        data = self._kept.get(tag)
        if data is not None:
            self._kept.move_to_end(tag)
        return data

    async def compress(self, tag: str, encoding: str, body: Sequence[Chunk]) -> bytes:
        """The body, compressed; whoever asks for the same meanwhile waits for the same.

        Args:
            tag: names the compressed bytes.
            encoding: `gzip` or `zstd`.
            body: at most LARGEST bytes.
        """
        data = self.kept(tag)
        if data is not None:
            return data
        running = self._under_way.get(tag)
        if running is None:
            running = asyncio.ensure_future(asyncio.to_thread(compressed, encoding, body))
            self._under_way[tag] = running
            running.add_done_callback(lambda done: self._finish(tag, done))
        return await asyncio.shield(running)

    def _finish(self, tag: str, done: asyncio.Future[bytes]) -> None:
        del self._under_way[tag]
        if done.cancelled() or done.exception() is not None:
            return
        data = done.result()
        if len(data) > self._capacity // 4:
            return
        self._kept[tag] = data
        self._size += len(data)
        while self._size > self._capacity:
            _, old = self._kept.popitem(last=False)
            self._size -= len(old)


def compressed(encoding: str, body: Sequence[Chunk]) -> bytes:
    """Equal bytes give equal bytes, on every replica with the same libraries."""
    whole = b"".join(body)
    if encoding == "zstd":
        return zstandard.ZstdCompressor(level=1, write_content_size=True).compress(whole)
    data: bytes = igzip.compress(whole, 1, mtime=0)
    return data
