"""Files of a folder that came as an archive. Nothing is unpacked by the names in it."""

from __future__ import annotations

import tarfile
import tempfile
import weakref
import zlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from feedgen.errors import VerificationError

_CHUNK = 1 << 18
_GZIP = 31
"""zlib's number for it."""
_MEMBER = 2048
"""Bytes of a tar archive for each member, beside its content: headers, and what fills a block."""
_RECORD = 10_240


def unpacked_limit(sizes: Iterable[int]) -> int:
    """How large the archive of files of these sizes is at most, in bytes, once decompressed."""
    return _RECORD + sum(size + _MEMBER for size in sizes)


class Folder:
    """An archive that was downloaded and decompressed, in a file without a name."""

    def __init__(self, pieces: Iterable[bytes], limit: int, name: str) -> None:
        """Download it.

        Args:
            pieces: the gzipped tar archive.
            limit: bytes of the archive; see `unpacked_limit`.
            name: in messages.

        Raises:
            VerificationError: when it is no archive, or larger.
        """
        self._file: BinaryIO = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as this
        weakref.finalize(self, self._file.close)
        try:
            self._fill(pieces, limit, name)
            with tarfile.open(fileobj=self._file, mode="r:") as archive:
                # By name, where it begins, and how long it is.
                self._members = {
                    member.name: (member.offset_data, member.size)
                    for member in archive
                    if member.isreg()
                }
        except (tarfile.TarError, zlib.error, ValueError, OverflowError) as error:
            raise VerificationError(f"{name} is no archive of a folder: {error}") from error

    def _fill(self, pieces: Iterable[bytes], limit: int, name: str) -> None:
        unzip, size = zlib.decompressobj(_GZIP), 0
        for piece in pieces:
            data, plain = piece, b""
            while data or len(plain) == _CHUNK:  # else nothing more comes of this piece
                plain = unzip.decompress(data, _CHUNK)
                size += len(plain)
                if size > limit:
                    raise VerificationError(f"{name} unfolds to more than its files are")
                self._file.write(plain)
                data = unzip.unconsumed_tail
        if not unzip.eof:
            raise VerificationError(f"{name} is no archive of a folder: it ends early")
        self._file.seek(0)

    def read(self, path: str, start: int) -> Iterator[bytes] | None:
        """A file from an offset on; None where there is none.

        Args:
            path: as in the release, with the folder.
            start: bytes.
        """
        place = self._members.get(path)
        return None if place is None else self._pieces(place[0] + start, place[1] - start)

    def _pieces(self, begin: int, size: int) -> Iterator[bytes]:
        while size > 0:
            self._file.seek(begin)
            piece = self._file.read(min(size, _CHUNK))
            if not piece:
                return
            begin, size = begin + len(piece), size - len(piece)
            yield piece
