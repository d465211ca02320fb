"""Downloads a release whole, and only then puts it in the place of the one before."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from fnmatch import fnmatchcase
from pathlib import Path

from feedgen.durable import replace_file, sync_directory
from feedgen.errors import UnavailableError, UsageError
from feedgen.locks import exclusive
from feedgen.release.names import KEYRING, LATEST, LAYOUT, POINTER, RELEASE_MANIFEST
from feedgen.release.pointer import copy_of_signature, signature_path
from feedgen.release.signature import PublicKey
from feedgen.subscribe.origin import Fetched, Origin
from feedgen.subscribe.release_files import RemoteFile, RemoteRelease, remote_release
from feedgen.subscribe.state import State, read_state, state_of
from feedgen.subscribe.transfer import PARTIAL, Progress, Transfer
from feedgen.subscribe.trust import Trusted, trusted_pointer

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
        _refuse_foreign(dest)
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
        transfer = Transfer(origin, dest, release, progress)
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


def _refuse_foreign(dest: Path) -> None:
    """Nothing is downloaded into what is no copy of ours, such as a local publication."""
    link = dest / LAYOUT / LATEST
    if link.is_dir() and not link.is_symlink():
        raise UsageError(
            f"{link} is a directory, not the link that fetch makes; choose another --dest"
        )


def _held(dest: Path, state: State | None) -> Fetched | None:
    """The pointer that is here, for a conditional request."""
    if state is None or not state.validator or not (dest / POINTER).is_file():
        return None
    data = (dest / POINTER).read_bytes()
    # A fetch that was killed between the two leaves the validator of another one.
    is_of_it = hashlib.sha256(data).hexdigest() == state.pointer
    return Fetched(data, state.validator) if is_of_it else None


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
        aside.replace(link)
        sync_directory(link.parent)
    state.write(dest)
    for name, signed in ((POINTER, trusted.document), (KEYRING, trusted.keyring)):
        if signed is None:
            continue
        place = dest / signature_path(signed.data)
        place.parent.mkdir(exist_ok=True)
        replace_file(place, [signed.signature])
        replace_file(dest / name, [signed.data])
        replace_file(dest / copy_of_signature(name), [signed.signature])


def _forget(dest: Path, current: Path) -> None:
    """Remove older releases and what downloads left."""
    shutil.rmtree(dest / PARTIAL, ignore_errors=True)
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
