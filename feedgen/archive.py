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
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, cast

_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
"""RFC 1952: deflate, no name, no time, unknown system."""
_BLOCK = 65535


def tar_gz(members: Iterable[tuple[str, bytes]], modified: datetime) -> bytes:
    """A gzipped tar archive of regular files, by name, owned by nobody in particular."""
    buffer = io.BytesIO()
    write_tar_gz(buffer, members, modified)
    return buffer.getvalue()


def write_tar_gz(
    place: BinaryIO, members: Iterable[tuple[str, bytes | Path]], modified: datetime
) -> None:
    """Write such an archive; a member that is named by its path is read piece by piece.

    It is of the POSIX format, which is plain ustar for names of up to 100 characters.
    """
    stored = _StoredGzip(place)
    # Written as a stream, tarfile asks for nothing but `write`.
    file = cast("BinaryIO", stored)
    with tarfile.open(fileobj=file, mode="w|", format=tarfile.PAX_FORMAT) as archive:
        for name, content in sorted(members, key=lambda member: member[0]):
            info = tarfile.TarInfo(name)
            info.mtime = int(modified.timestamp())
            info.mode = 0o644
            if isinstance(content, bytes):
                info.size = len(content)
                archive.addfile(info, io.BytesIO(content))
            else:
                info.size = content.stat().st_size
                with content.open("rb") as source:
                    archive.addfile(info, source)
    stored.finish()


class _StoredGzip:
    """A gzip stream of stored blocks, as a file to write to."""

    def __init__(self, place: BinaryIO) -> None:
        self._place, self._waiting = place, b""
        self._sum = self._size = 0
        place.write(_HEADER)

    def write(self, data: bytes) -> int:
        self._sum, self._size = zlib.crc32(data, self._sum), self._size + len(data)
        self._waiting += data
        # The last block is marked, so one always waits.
        while len(self._waiting) > _BLOCK:
            self._put(self._waiting[:_BLOCK], final=False)
            self._waiting = self._waiting[_BLOCK:]
        return len(data)

    def finish(self) -> None:
        self._put(self._waiting, final=True)
        self._place.write(struct.pack("<II", self._sum, self._size & 0xFFFFFFFF))

    def _put(self, block: bytes, *, final: bool) -> None:
        self._place.write(struct.pack("<BHH", final, len(block), len(block) ^ 0xFFFF))
        self._place.write(block)
