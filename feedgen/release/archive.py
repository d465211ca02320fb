"""Tar archives with the same bytes on every machine.

Compressed bytes differ between zlib implementations, so the gzip stream holds stored blocks
(RFC 1951 §3.2.4): any gunzip reads it, and nothing depends on a compressor. Rules are small, and
web servers compress on the way.
"""

from __future__ import annotations

import io
import struct
import tarfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import datetime

_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
"""RFC 1952: deflate, no name, no time, unknown system."""
_BLOCK = 65535


def tar_gz(members: Iterable[tuple[str, bytes]], modified: datetime) -> bytes:
    """A gzipped ustar archive of regular files, by name, owned by nobody in particular."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, content in sorted(members):
            info = tarfile.TarInfo(name)
            info.size = len(content)
            info.mtime = int(modified.timestamp())
            info.mode = 0o644
            archive.addfile(info, io.BytesIO(content))
    return b"".join(_gzip_stored(buffer.getvalue()))


def _gzip_stored(data: bytes) -> Iterator[bytes]:
    yield _HEADER
    for start in range(0, max(len(data), 1), _BLOCK):
        block = data[start : start + _BLOCK]
        final = start + _BLOCK >= len(data)
        yield struct.pack("<BHH", final, len(block), len(block) ^ 0xFFFF)
        yield block
    yield struct.pack("<II", zlib.crc32(data), len(data) & 0xFFFFFFFF)
