"""The files of one release, each compared with its sum before its first byte is used."""

from __future__ import annotations

import hashlib
import mmap
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from io import FileIO
from pathlib import Path

from feedgen.errors import VerificationError

Report = Callable[[str], None]
"""Told what an operator should know, one sentence at a time. Called from any thread."""
_Stamp = tuple[int, int, int, int]


class NotReadyError(Exception):
    """Something has to be done first that takes long; ask again after `prepare`, in a thread."""

    def __init__(self, prepare: Callable[[], object]) -> None:
        self.prepare = prepare
        super().__init__()


class DamagedError(VerificationError):
    """A file that is not what its sum says. It is never served."""


class MissingError(VerificationError):
    """A file that the sums name and that is not there, or is a link out of the release."""


@dataclass(slots=True)
class OpenFile:
    """A file that matches its sum, open."""

    file: FileIO
    size: int
    """Bytes."""

    def read(self, start: int, length: int) -> bytes:
        """Some of its bytes."""
        return os.pread(self.file.fileno(), length, start)

    def close(self) -> None:
        """Give the descriptor back."""
        self.file.close()


class ReleaseFiles:
    """One release directory. Any number of threads may use it."""

    def __init__(self, directory: Path, sums: Mapping[str, str], report: Report) -> None:
        """Nothing is opened yet.

        Args:
            directory: `v1/<version>`.
            sums: SHA-256 by path, from a SHA256SUMS that was itself compared.
            report: told of damage.
        """
        self.directory = Path(os.path.realpath(directory))
        self.sums = sums
        self._report = report
        self._good: dict[str, _Stamp] = {}
        self._bad: dict[str, _Stamp] = {}

    def open(self, path: str) -> OpenFile:
        """Open a file that was verified.

        Raises:
            NotReadyError: when it was not, or was replaced since.
            DamagedError: when it is not what its sum says.
            MissingError: when it is not there.
        """
        with self._opened(path) as file:
            stamp = _stamp(file)
            if self._good.get(path) != stamp:
                if self._bad.get(path) == stamp:
                    raise DamagedError(self._damage(path))
                raise NotReadyError(partial(self.verify, path))
            return OpenFile(FileIO(os.dup(file.fileno()), "rb"), stamp[2])

    def map(self, path: str) -> bytes | mmap.mmap:
        """The content of a file that was verified, mapped where there is any. Raises as `open`."""
        opened = self.open(path)
        try:
            if opened.size == 0:
                return b""
            return mmap.mmap(opened.file.fileno(), 0, access=mmap.ACCESS_READ)
        finally:
            opened.close()

    def read(self, path: str) -> bytes:
        """All of a small file, verified now. Raises as `open`, but never NotReadyError."""
        self.verify(path)
        opened = self.open(path)
        try:
            return opened.read(0, opened.size)
        finally:
            opened.close()

    def verify(self, path: str) -> None:
        """Compare a file with its sum, unless that was done; takes about a second per gigabyte.

        Raises:
            DamagedError: when it is not what its sum says.
            MissingError: when it is not there.
        """
        with self._opened(path) as file:
            stamp = _stamp(file)
            if self._good.get(path) == stamp:
                return
            if self._bad.get(path) != stamp:
                if hashlib.file_digest(file, "sha256").hexdigest() == self.sums[path]:
                    self._bad.pop(path, None)
                    self._good[path] = stamp
                    return
                self._bad[path] = stamp
                self._report(self._damage(path))
            raise DamagedError(self._damage(path))

    def verify_all(self, stopped: Callable[[], bool] = lambda: False) -> list[str]:
        """Compare every file; the paths that are damaged or missing.

        Args:
            stopped: asked between two files whether to give up.
        """
        wrong = []
        for path in sorted(self.sums):
            if stopped():
                break
            try:
                self.verify(path)
            except VerificationError:
                wrong.append(path)
        return wrong

    @property
    def damaged(self) -> int:
        """How many files are known not to be what their sums say."""
        return len(self._bad)

    def _damage(self, path: str) -> str:
        return (
            f"{self.directory / path} is not what its release says; it is not served until it is "
            "fetched or built again"
        )

    @contextmanager
    def _opened(self, path: str) -> Iterator[FileIO]:
        if path not in self.sums:
            raise MissingError(f"{path} is no file of {self.directory}")
        full = self.directory / path
        # Sums name no `..`, so only a link could lead elsewhere.
        if os.path.realpath(full) != str(full):
            raise MissingError(f"{full} is a link; put the file itself there")
        try:
            file = FileIO(full, "rb")
        except OSError as error:
            raise MissingError(f"{full} cannot be read: {error.strerror}") from error
        with file:
            yield file


def _stamp(file: FileIO) -> _Stamp:
    """Changes whenever a file's bytes do, unless somebody turns the clock back on purpose."""
    status = os.fstat(file.fileno())
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns
