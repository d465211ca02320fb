"""Downloads a release whole, and only then puts it in the place of the one before."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from fnmatch import fnmatchcase
from pathlib import Path

from feedgen.durable import replace_file, sync_directory
from feedgen.errors import UnavailableError, UsageError, VerificationError
from feedgen.release.keyring import KEYRING
from feedgen.release.manifest import RELEASE_MANIFEST, SUMS
from feedgen.release.place import LATEST, LAYOUT, exclusive
from feedgen.release.pointer import POINTER, copy_of_signature, signature_path
from feedgen.release.signature import PublicKey
from feedgen.subscribe.origin import Fetched, Origin
from feedgen.subscribe.release_files import RemoteFile, RemoteRelease, check_file, remote_release
from feedgen.subscribe.state import State, read_state, state_of
from feedgen.subscribe.trust import Trusted, trusted_pointer

Progress = Callable[[str], None]

_PARTIAL = ".partial"
_ATTEMPTS = 3
"""How often a file is asked for when the connection breaks off in it."""
_KEPT = 2
"""Releases that stay: the current one, and the one before for whoever is reading it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """What a fetch came to."""

    trusted: Trusted
    path: Path
    """The release."""
    downloaded: int
    """Files."""
    reused: int
    size: int
    """Bytes that were downloaded."""
    is_new: bool


def fetch(
    origin: Origin,
    dest: Path,
    pinned: Sequence[PublicKey],
    *,
    now: datetime,
    only: tuple[str, ...],
    progress: Progress,
) -> Fetch:
    """Bring the current release to a directory; `dest/v1/latest` then leads to it.

    The switch is one rename of a link, so whoever reads through it sees one release or the other.
    Whatever goes wrong, what was there stays there.

    Args:
        origin: the publication.
        dest: created if it is missing.
        pinned: the keys that the subscriber trusts.
        now: decides about expiry.
        only: patterns of the files that are wanted, as `blocklists/*`; empty for all.
        progress: called with each step.

    Raises:
        VerificationError: when something is not what was signed, has expired or goes back.
        UnavailableError: when the origin or the disk refuses.
    """
    try:
        dest.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnavailableError(f"{dest} cannot be made: {error.strerror}") from error
    with exclusive(dest), _disk(dest):
        state = read_state(dest)
        trusted = trusted_pointer(
            origin,
            pinned,
            now=now,
            remembered=state.remembered if state else None,
            held=_held(dest, state),
        )
        target = dest / trusted.pointer.path
        if state and _same(state, trusted, only) and target.is_dir():
            _announce(dest, trusted, state_of(trusted, only, state))
            return Fetch(trusted=trusted, path=target, downloaded=0, reused=0, size=0, is_new=False)
        progress(f"{origin.name}: {trusted.pointer.version}")
        release = remote_release(origin, trusted.pointer)
        wanted = _wanted(release, only)
        transfer = _Transfer(origin, dest, release, progress)
        staged = transfer.run(wanted)
        _place(staged, target)
        _announce(dest, trusted, state_of(trusted, only, state))
        _forget(dest, target)
        return Fetch(
            trusted=trusted,
            path=target,
            downloaded=transfer.downloaded,
            reused=transfer.reused,
            size=transfer.size,
            is_new=True,
        )


def _held(dest: Path, state: State | None) -> Fetched | None:
    """The pointer that is here, for a conditional request."""
    if state is None or not state.validator or not (dest / POINTER).is_file():
        return None
    return Fetched((dest / POINTER).read_bytes(), state.validator)


def _same(state: State, trusted: Trusted, only: tuple[str, ...]) -> bool:
    return state.remembered.sha256sums == trusted.pointer.sha256sums and state.only == only


def _wanted(release: RemoteRelease, only: tuple[str, ...]) -> tuple[RemoteFile, ...]:
    if not only:
        return release.files
    for pattern in only:
        if not any(fnmatchcase(file.path, pattern) for file in release.files):
            raise UsageError(
                f'no file of release {release.pointer.version} is like "{pattern}"; '
                "patterns are of paths below the release, such as blocklists/*"
            )
    return tuple(
        file
        for file in release.files
        if file.path == RELEASE_MANIFEST or any(fnmatchcase(file.path, p) for p in only)
    )


class _Transfer:
    """Brings files into a staged directory: from the release before where they are the same."""

    def __init__(
        self, origin: Origin, dest: Path, release: RemoteRelease, progress: Progress
    ) -> None:
        self._origin, self._dest, self._release = origin, dest, release
        self._progress = progress
        self._root = release.pointer.path
        self._partial = dest / _PARTIAL
        self.downloaded = self.reused = self.size = 0

    def run(self, wanted: Sequence[RemoteFile]) -> Path:
        """The staged directory, whole and synced."""
        staged = self._partial / self._release.pointer.version
        shutil.rmtree(staged, ignore_errors=True)
        staged.mkdir(parents=True)
        for number, file in enumerate(wanted, 1):
            self._progress(f"{number} of {len(wanted)}: {file.path}")
            target = staged / file.path
            target.parent.mkdir(parents=True, exist_ok=True)
            if not self._reuse(file, target):
                self._download(file, target)
        replace_file(staged / SUMS, [self._release.sums])
        for directory in (*staged.rglob("*"), staged):
            if directory.is_dir():
                sync_directory(directory)
        return staged

    def _reuse(self, file: RemoteFile, target: Path) -> bool:
        for place in (
            self._dest / self._root / file.path,
            self._dest / LAYOUT / LATEST / file.path,
        ):
            if place.is_file() and place.stat().st_size == file.size:
                data = place.read_bytes()
                if hashlib.sha256(data).hexdigest() == file.sha256:
                    replace_file(target, [data])
                    self.reused += 1
                    return True
        return False

    def _download(self, file: RemoteFile, target: Path) -> None:
        # Named after its content, so that what a fetch left unfinished serves the next one.
        partial = self._partial / file.sha256
        for attempt in range(1, _ATTEMPTS + 1):
            resumed = partial.exists()
            try:
                self._append(file, partial)
                break
            except UnavailableError:
                if attempt == _ATTEMPTS:
                    raise
            except VerificationError:
                partial.unlink()
                if not resumed:
                    raise
                # What an earlier fetch left was wrong, or the file changed: once more, whole.
        partial.replace(target)
        self.downloaded += 1

    def _append(self, file: RemoteFile, partial: Path) -> None:
        start = partial.stat().st_size if partial.exists() else 0
        if start > file.size:
            partial.unlink()
            start = 0

        def chunks() -> Iterator[bytes]:
            if start:
                yield partial.read_bytes()
            if start < file.size or not file.size:
                yield from self._origin.stream(f"{self._root}{file.path}", start)

        with partial.open("ab") as place:
            seen = 0
            for chunk in check_file(self._origin, self._root, file, chunks):
                seen += len(chunk)
                if seen > start:
                    place.write(chunk)
                    self.size += len(chunk)
            place.flush()
            os.fsync(place.fileno())


def _place(staged: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        old = staged.with_name(f"{staged.name}.old")
        shutil.rmtree(old, ignore_errors=True)
        target.rename(old)
        staged.rename(target)
        shutil.rmtree(old)
    else:
        staged.rename(target)
    sync_directory(target.parent)


def _announce(dest: Path, trusted: Trusted, state: State) -> None:
    """Make the release the current one: link, memory, then the signed documents."""
    link = dest / LAYOUT / LATEST
    wanted = Path(trusted.pointer.version)
    if not link.is_symlink() or link.readlink() != wanted:
        aside = link.with_name(f".{LATEST}.new")
        aside.unlink(missing_ok=True)
        aside.symlink_to(wanted)
        if link.is_dir() and not link.is_symlink():
            raise UsageError(
                f"{link} is a directory, not the link that fetch makes; choose another --dest"
            )
        aside.replace(link)
        sync_directory(link.parent)
    state.write(dest)
    signed = [(POINTER, trusted.data, trusted.signature)]
    if trusted.keyring:
        signed.append((KEYRING, *trusted.keyring))
    for name, data, signature in signed:
        place = dest / signature_path(data)
        place.parent.mkdir(exist_ok=True)
        replace_file(place, [signature])
        replace_file(dest / name, [data])
        replace_file(dest / copy_of_signature(name), [signature])


def _forget(dest: Path, current: Path) -> None:
    """Remove older releases and what downloads left."""
    shutil.rmtree(dest / _PARTIAL, ignore_errors=True)
    others = [
        path
        for path in (dest / LAYOUT).glob("[0-9]*")
        if path.is_dir() and not path.is_symlink() and path != current
    ]
    others.sort(key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for path in others[_KEPT - 1 :]:
        shutil.rmtree(path)


@contextmanager
def _disk(dest: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        where = error.filename or dest
        raise UnavailableError(
            f"{where} cannot be written: {error.strerror}; the last good copy stays as it was"
        ) from error
