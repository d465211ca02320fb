"""A directory as a store: every file is written aside, synced and renamed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from feedgen.durable import replace_file
from feedgen.errors import UnavailableError
from feedgen.publish.destination import ReplacedError
from feedgen.publish.publication import ReleaseFile
from feedgen.publish.store import Lifetime
from feedgen.release.files import sha256_of

_CHUNK = 1 << 20
"""Bytes read at once."""


class Directory:
    """A tree on this machine, such as the root of a web server."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.name = str(root)

    def listing(self, prefix: str) -> Mapping[str, int]:
        """See Store. What a crash left half written is listed, so that it is removed."""
        found: dict[str, int] = {}
        with self._told():
            for folder, _, names in os.walk(self.root / prefix):
                for name in names:
                    path = Path(folder) / name
                    found[path.relative_to(self.root).as_posix()] = path.lstat().st_size
        return found

    def read(self, path: str) -> bytes | None:
        """See Store."""
        with self._told():
            try:
                return (self.root / path).read_bytes()
            except (FileNotFoundError, NotADirectoryError):
                return None

    def holds(self, path: str, file: ReleaseFile) -> bool:
        """See Store."""
        with self._told():
            return sha256_of(self.root / path) == file.sha256

    def write(self, path: str, source: Path | bytes, media_type: str, lifetime: Lifetime) -> None:  # noqa: ARG002 - a directory knows neither
        """See Store."""
        target = self.root / path
        with self._told():
            target.parent.mkdir(parents=True, exist_ok=True)
            replace_file(target, [source] if isinstance(source, bytes) else _chunks(source))

    def swap(self, path: str, data: bytes, media_type: str, replaces: bytes | None) -> None:
        """See Store. The publisher holds the directory meanwhile."""
        if self.read(path) != replaces:
            raise ReplacedError(str(self.root / path))
        self.write(path, data, media_type, Lifetime.POINTER)

    def remove(self, path: str) -> None:
        """See Store. Folders that become empty go too."""
        with self._told():
            target = self.root / path
            target.unlink(missing_ok=True)
            for folder in target.parents:
                if folder == self.root or any(folder.iterdir()):
                    break
                folder.rmdir()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            where = error.filename or self.root
            raise UnavailableError(
                f"{where} cannot be used: {error.strerror}; what was published stays as it was"
            ) from error


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk
