"""Brings the files of a release into a staged directory, several at a time."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from feedgen.durable import replace_file, sync_directory
from feedgen.errors import UnavailableError, VerificationError
from feedgen.release.names import LATEST, LAYOUT, SUMS
from feedgen.subscribe.at_once import in_turn
from feedgen.subscribe.origin import CHUNK, Origin
from feedgen.subscribe.release_files import RemoteFile, RemoteRelease, check_file

Progress = Callable[[str], None]

PARTIAL = ".partial"
"""Where a copy keeps what is not whole yet."""
_ATTEMPTS = 3
"""How often a file is asked for when nothing of it comes."""


@dataclass(frozen=True, slots=True)
class _Brought:
    """What it took to bring some files of the same content."""

    paths: tuple[str, ...]
    is_reused: bool
    size: int
    """Bytes that were downloaded."""


class Transfer:
    """One release on its way: from the origin, or from the release before where it is the same."""

    def __init__(
        self, origin: Origin, dest: Path, release: RemoteRelease, progress: Progress
    ) -> None:
        """Nothing is brought yet.

        Args:
            origin: the publication.
            dest: the copy.
            release: of a trusted pointer.
            progress: called with each file.
        """
        self._origin, self._dest, self._release = origin, dest, release
        self._progress = progress
        self._root = release.pointer.path
        self._partial = dest / PARTIAL
        self._staged = self._partial / release.pointer.version
        self.downloaded = self.reused = self.size = 0

    def run(self, wanted: Sequence[RemoteFile]) -> Path:
        """The staged directory, whole and synced."""
        shutil.rmtree(self._staged, ignore_errors=True)
        self._staged.mkdir(parents=True)
        by_content: dict[str, list[RemoteFile]] = {}
        for file in wanted:
            by_content.setdefault(file.sha256, []).append(file)
            (self._staged / file.path).parent.mkdir(parents=True, exist_ok=True)
        for brought in in_turn(self._bring, by_content.values(), self._origin.at_once):
            self.size += brought.size
            self.downloaded += 0 if brought.is_reused else 1
            self.reused += len(brought.paths) - (0 if brought.is_reused else 1)
            done = self.downloaded + self.reused
            self._progress(f"{done} of {len(wanted)}: {brought.paths[-1]}")
        replace_file(self._staged / SUMS, [self._release.sums])
        for directory in (*self._staged.rglob("*"), self._staged):
            if directory.is_dir():
                sync_directory(directory)
        return self._staged

    def _bring(self, files: Sequence[RemoteFile], unwanted: Event) -> _Brought:
        """Files of the same content: the first from where it is, the others from the first."""
        first, *others = files
        target = self._staged / first.path
        size = 0
        is_reused = self._reuse(first, target)
        if not is_reused:
            size = self._download(first, target, unwanted)
        for other in others:
            replace_file(self._staged / other.path, _chunks(target))
        return _Brought(tuple(file.path for file in files), is_reused, size)

    def _reuse(self, file: RemoteFile, target: Path) -> bool:
        for place in (
            self._dest / self._root / file.path,
            self._dest / LAYOUT / LATEST / file.path,
        ):
            if place.is_file() and place.stat().st_size == file.size:
                with place.open("rb") as held:
                    sha256 = hashlib.file_digest(held, "sha256").hexdigest()
                if sha256 == file.sha256:
                    replace_file(target, _chunks(place))
                    return True
        return False

    def _download(self, file: RemoteFile, target: Path, unwanted: Event) -> int:
        """Download a file, or what an unfinished fetch left of it, and say how many bytes came."""
        # Named after its content, so that what a fetch left unfinished serves the next one.
        partial = self._partial / file.sha256
        came = failures = 0
        is_fresh = not partial.exists()
        while True:
            start = _size(partial)
            try:
                self._append(file, partial, start, unwanted)
                break
            except UnavailableError:
                failures = 0 if _size(partial) > start else failures + 1
                if failures == _ATTEMPTS or unwanted.is_set():
                    raise
            except VerificationError:
                partial.unlink()
                if is_fresh:
                    raise
                # What an earlier fetch left was wrong: once more, whole.
                is_fresh = True
            finally:
                came += max(0, _size(partial) - start)
        partial.replace(target)
        return came

    def _append(self, file: RemoteFile, partial: Path, start: int, unwanted: Event) -> None:
        def chunks() -> Iterator[bytes]:
            yield from _chunks(partial) if start else ()
            if start < file.size or not file.size:
                yield from self._origin.stream(f"{self._root}{file.path}", start)

        with partial.open("ab") as place:
            seen = 0
            for chunk in check_file(self._origin, self._root, file, chunks):
                seen += len(chunk)
                if seen > start:
                    place.write(chunk)
                if unwanted.is_set():
                    raise UnavailableError(f"{file.path} is no longer wanted")
            place.flush()
            os.fsync(place.fileno())


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk
