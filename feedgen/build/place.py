"""Puts a staged release where readers find it, so that they see all of it or none.

`v1/<version>/` appears by one rename. `v1/latest/` is replaced file by file, each by a rename.
`latest.json` is the pointer: it is written last, so whoever follows it finds a whole release.
"""

from __future__ import annotations

import filecmp
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path, PurePosixPath

import orjson

from feedgen.build.history import releases_json
from feedgen.durable import replace_file, sync_directory
from feedgen.errors import InternalError, InvalidValueError, UnavailableError, VerificationError
from feedgen.locks import exclusive
from feedgen.model.feed import Feed, PastRelease, ReleaseInfo
from feedgen.model.instants import parse_instant
from feedgen.release.files import differing_files, pieces, read_sums
from feedgen.release.names import (
    ATOM,
    LATEST,
    LAYOUT,
    MODIFIED,
    POINTER,
    PREVIEW,
    RELEASE_MANIFEST,
    RELEASES,
    SUMS,
)
from feedgen.release.pointer import EXPIRES_AFTER, Pointer, copy_of_signature

_ASIDE = ".staging-"


@contextmanager
def staging_area(out: Path) -> Iterator[Path]:
    """A fresh directory inside the publication, which is locked while it is used.

    What an interrupted build left behind is removed first.

    Raises:
        UnavailableError: when another build holds the lock, or the disk refuses.
    """
    try:
        (out / LAYOUT).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnavailableError(f"{out} cannot be written: {error.strerror}") from error
    with exclusive(out):
        try:
            for left in (out / LAYOUT).glob(f"{_ASIDE}*"):
                _remove(left)
            directory = Path(tempfile.mkdtemp(prefix=_ASIDE, dir=out / LAYOUT))
        except OSError as error:
            raise UnavailableError(f"{out} cannot be written: {error.strerror}") from error
        directory.chmod(0o755)
        try:
            yield directory
        finally:
            shutil.rmtree(directory, ignore_errors=True)


def empty(directory: Path) -> None:
    """Remove everything in a staging directory, to use it again."""
    for entry in directory.iterdir():
        _remove(entry)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


def place_version(staged: Path, out: Path, version: str) -> Path:
    """Move a staged release to `v1/<version>/`. One that is there and whole is left alone."""
    if "/" in version or version.startswith("."):
        raise InternalError(f"{version!r} is no version")
    if not staged.exists():
        return out / LAYOUT / version
    return _place(staged, out / LAYOUT / version)


def announced_serial(out: Path) -> int:
    """The serial that the publication's pointer names; 0 where there is no readable pointer."""
    try:
        return int(orjson.loads((out / POINTER).read_bytes())["serial"])
    except (OSError, orjson.JSONDecodeError, KeyError, TypeError, ValueError):
        return 0


def unannounced(out: Path, serial: int) -> datetime | None:
    """The as-of of a placed release with this serial: a crash came before it was recorded."""
    for manifest in sorted((out / LAYOUT).glob(f"[0-9]*/{RELEASE_MANIFEST}")):
        try:
            document = orjson.loads(manifest.read_bytes())
            if document["serial"] == serial:
                return parse_instant(document["as_of"])
        except (orjson.JSONDecodeError, KeyError, TypeError, InvalidValueError):
            continue  # damage; `place_version` will see it and replace it
    return None


def place_preview(staged: Path, out: Path) -> Path:
    """Move a staged build to `preview/`, replacing the last one."""
    return _place(staged, out / PREVIEW)


def _place(staged: Path, target: Path) -> Path:
    _sync_directories(staged)
    if target.is_symlink() or target.is_file():
        target.unlink()
    if target.exists():
        if _same(staged, target):
            return target
        # Immutable once published; what differs is a preview, damage, or a release that a crash
        # kept from being announced. It is moved out of the way whole, never edited.
        old = staged.with_name(f"{staged.name}.old")
        target.rename(old)
        staged.rename(target)
        shutil.rmtree(old)
    else:
        staged.rename(target)
    sync_directory(target.parent)
    return target


def _same(staged: Path, target: Path) -> bool:
    if (
        not (target / SUMS).is_file()
        or (target / SUMS).read_bytes() != (staged / SUMS).read_bytes()
    ):
        return False
    return not differing_files(target, read_sums(target))


def drop_preview(out: Path) -> None:
    """Remove the preview: what it showed is released, or no longer what the sources give."""
    if (out / PREVIEW).exists():
        _remove(out / PREVIEW)


def place_latest(release: Path, out: Path) -> list[str]:
    """Make `v1/latest/` hold the same files as a release; only what differs is touched.

    Returns:
        The paths that were written or removed, sorted; the sums come last on disk.
    """
    latest = out / LAYOUT / LATEST
    if latest.is_symlink() or latest.is_file():
        latest.unlink()
    latest.mkdir(parents=True, exist_ok=True)
    wanted = {p.relative_to(release).as_posix() for p in release.rglob("*") if p.is_file()}
    touched = _cleared(latest, wanted)
    for path in sorted(wanted, key=lambda path: (path == SUMS, path)):
        source, target = release / path, latest / path
        if not target.is_file() or not filecmp.cmp(source, target, shallow=False):
            target.parent.mkdir(parents=True, exist_ok=True)
            replace_file(target, pieces(source))
            touched.append(path)
    return sorted(touched)


def _cleared(latest: Path, wanted: set[str]) -> list[str]:
    """Remove what a release does not have: old files, links, and what a crash left half written."""
    folders = {parent.as_posix() for path in wanted for parent in PurePosixPath(path).parents}
    gone = []
    for entry in sorted(latest.rglob("*"), reverse=True):
        name = entry.relative_to(latest).as_posix()
        plain = not entry.is_symlink()
        kept = name in folders if plain and entry.is_dir() else plain and name in wanted
        if not kept:
            _remove(entry)
            gone.append(name)
    return gone


def place_root(feed: Feed, content: str, release: Path, out: Path) -> None:
    """Put what stands beside the pointer there: the list of releases, what was modified, Atom."""
    info = feed.release
    current = PastRelease(
        serial=info.serial, version=info.version, as_of=info.as_of, content=content
    )
    documents = {
        RELEASES: releases_json((*info.history, current), feed.profile.name),
        MODIFIED: (release / MODIFIED).read_bytes(),
        ATOM: (release / ATOM).read_bytes(),
    }
    for name, data in sorted(documents.items()):
        target = out / name
        if not target.is_file() or target.read_bytes() != data:
            replace_file(target, [data])


def place_pointer(feed: Feed, content: str, out: Path) -> None:
    """Write the unsigned local pointer, unless the signed one of this release is there."""
    release = feed.release
    local = Pointer(
        feed=feed.profile.name,
        version=release.version,
        serial=release.serial,
        as_of=release.as_of,
        activated=release.as_of,
        expires=release.as_of + EXPIRES_AFTER,
        path=f"{LAYOUT}/{release.version}/",
        sha256sums=content,
        earlier=_activated_before(out / POINTER, release),
    )
    pointer = out / POINTER
    if not _is_of(pointer, local):
        # A signature beside it would be of another pointer.
        (out / copy_of_signature(POINTER)).unlink(missing_ok=True)
        replace_file(pointer, [local.to_bytes()])


def _activated_before(pointer: Path, release: ReleaseInfo) -> tuple[tuple[int, datetime], ...]:
    """When earlier releases became visible: as a published pointer says, else when made."""
    there = _read(pointer)
    published = pointer.with_name(copy_of_signature(POINTER)).is_file()
    if there is not None and there.serial < release.serial and published:
        return there.activations
    return tuple((past.serial, past.as_of) for past in release.history)


def _is_of(pointer: Path, wanted: Pointer) -> bool:
    """Whether it names this release, with whatever times `publish` gave it."""
    there = _read(pointer)
    return there is not None and wanted == replace(
        there, activated=wanted.activated, expires=wanted.expires, earlier=wanted.earlier
    )


def _read(pointer: Path) -> Pointer | None:
    try:
        return Pointer.parse(pointer.read_bytes())
    except (OSError, VerificationError):
        return None


def _sync_directories(root: Path) -> None:
    for directory in (*root.rglob("*"), root):
        if directory.is_dir():
            sync_directory(directory)


def places(out: Path, named: Path | None) -> list[Path]:
    """Where the last release may be: where somebody says, else in a local publication."""
    if named is not None:
        return [named]
    layout = out / LAYOUT
    versions = [path for path in layout.glob("[0-9]*") if path.is_dir()]
    return [layout / LATEST, *sorted(versions, key=_age, reverse=True)]


def _age(version: Path) -> tuple[int, ...]:
    """Newest last: the tenth release of a day follows the ninth."""
    return tuple(int(part) for part in version.name.split(".") if part.isdecimal())
