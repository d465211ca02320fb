"""A release's files against their sums."""

from __future__ import annotations

import hashlib
import mmap
import re
from collections.abc import Iterator
from pathlib import Path

from feedgen.errors import VerificationError
from feedgen.release.names import SUMS

_SHA256 = re.compile(r"[0-9a-f]{64}")
_PIECE = 1 << 20
"""Bytes that are read at once."""


def read_sums(directory: Path) -> dict[str, str]:
    """The sums of a release by path.

    Raises:
        VerificationError: when SHA256SUMS is missing or not in sha256sum's format.
    """
    try:
        data = (directory / SUMS).read_bytes()
    except OSError as error:
        raise VerificationError(f"{directory} has no readable {SUMS}; fetch it again") from error
    return parse_sums(data, f"{directory}/{SUMS}")


def parse_sums(data: bytes, where: str) -> dict[str, str]:
    """The sums by path.

    Args:
        data: the file's content.
        where: names it in messages.

    Raises:
        VerificationError: when it is not in sha256sum's format, or a path leaves the release.
    """
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise VerificationError(f"{where} is no text") from error
    sums: dict[str, str] = {}
    for line in text.split("\n")[:-1]:
        digest, separator, path = line.partition("  ")
        # One spelling for each path: no empty, `.` or `..` part, nothing that a terminal or another
        # system's file names would read differently.
        parts = path.split("/")
        plain = path.isprintable() and "\\" not in path and not {"", ".", ".."} & set(parts)
        if not _SHA256.fullmatch(digest) or not separator or not plain or path in sums:
            raise VerificationError(f"{where} holds a line that is no sum: {line[:80]!r}")
        sums[path] = digest
    return sums


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, hex, read piece by piece.

    Raises:
        OSError: when it cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def differing_files(directory: Path, sums: dict[str, str]) -> list[str]:
    """Paths that are missing, extra or not what the sums say, sorted, without SHA256SUMS itself."""
    there = {p.relative_to(directory).as_posix() for p in directory.rglob("*") if p.is_file()}
    wrong = (there - {SUMS}) ^ sums.keys()
    for path in there & sums.keys():
        if sha256_of(directory / path) != sums[path]:
            wrong.add(path)
    return sorted(wrong)


def pieces(path: Path) -> Iterator[bytes]:
    """A file's content, a mebibyte at a time.

    Raises:
        OSError: when it cannot be read.
    """
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece


def map_file(path: Path) -> bytes | mmap.mmap:
    """A file's content, mapped where there is any.

    Raises:
        VerificationError: when it cannot be opened.
    """
    try:
        with path.open("rb") as file:
            if path.stat().st_size == 0:
                return b""
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except OSError as error:
        raise VerificationError(f"{path} cannot be read: {error.strerror}") from error
