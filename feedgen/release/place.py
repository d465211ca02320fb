"""Puts a staged release where readers find it, so that they see all of it or none.

`v1/<version>/` appears by one rename. `v1/latest/` is replaced file by file, each by a rename.
`latest.json` is the pointer: it is written last, so whoever follows it finds a whole release.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import orjson

from feedgen.errors import InvalidValueError, UnavailableError
from feedgen.model.feed import EXPIRES_AFTER, Feed
from feedgen.model.instants import format_instant, parse_instant
from feedgen.release.manifest import RELEASE_MANIFEST, SUMS, differing_files, read_sums

LAYOUT = "v1"
LATEST = "latest"
PREVIEW = "preview"
POINTER = "latest.json"
_ASIDE = ".staging-"


@contextmanager
def staging_area(out: Path) -> Iterator[Path]:
    """A fresh directory inside the publication, with the publication locked while it is used.

    What an interrupted build left behind is removed first.

    Raises:
        UnavailableError: when another build holds the lock, or the disk refuses.
    """
    try:
        (out / LAYOUT).mkdir(parents=True, exist_ok=True)
        with (out / ".lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise UnavailableError(
                    f"another feedgen is writing to {out}; wait for it, or choose another --out"
                ) from error
            for left in (out / LAYOUT).glob(f"{_ASIDE}*"):
                shutil.rmtree(left)
            directory = Path(tempfile.mkdtemp(prefix=_ASIDE, dir=out / LAYOUT))
            directory.chmod(0o755)
            try:
                yield directory
            finally:
                shutil.rmtree(directory, ignore_errors=True)
    except OSError as error:
        raise UnavailableError(f"{out} cannot be written: {error}; check the disk") from error


def place_version(staged: Path, out: Path, version: str) -> Path:
    """Move a staged release to `v1/<version>/`. One that is there and whole is left alone."""
    if not staged.exists():
        return out / LAYOUT / version
    return _place(staged, out / LAYOUT / version)


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
    _sync(target.parent)
    return target


def _same(staged: Path, target: Path) -> bool:
    if (
        not (target / SUMS).is_file()
        or (target / SUMS).read_bytes() != (staged / SUMS).read_bytes()
    ):
        return False
    return not differing_files(target, read_sums(target))


def place_latest(release: Path, out: Path) -> list[str]:
    """Make `v1/latest/` hold the same files as a release; only what differs is touched.

    Returns:
        The paths that were written or removed, sorted; the sums come last on disk.
    """
    latest = out / LAYOUT / LATEST
    latest.mkdir(parents=True, exist_ok=True)
    wanted = {p.relative_to(release).as_posix() for p in release.rglob("*") if p.is_file()}
    there = {p.relative_to(latest).as_posix() for p in latest.rglob("*") if p.is_file()}
    touched = []
    for path in sorted(wanted, key=lambda path: (path == SUMS, path)):
        content = (release / path).read_bytes()
        if path in there and (latest / path).read_bytes() == content:
            continue
        _replace(latest / path, content)
        touched.append(path)
    for path in sorted(there - wanted):
        (latest / path).unlink()
        touched.append(path)
    for directory in sorted((p for p in latest.rglob("*") if p.is_dir()), reverse=True):
        if not any(directory.iterdir()):
            directory.rmdir()
    return sorted(touched)


def place_pointer(feed: Feed, content: str, out: Path) -> None:
    """Write the unsigned local pointer; `publish` makes the signed one."""
    release = feed.release
    document = {
        "feed": feed.profile.name,
        "version": release.version,
        "serial": release.serial,
        "as_of": format_instant(release.as_of),
        "activated": format_instant(release.as_of),
        "expires": format_instant(release.as_of + EXPIRES_AFTER),
        "path": f"{LAYOUT}/{release.version}/",
        "sha256sums": content,
    }
    data = orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    pointer = out / POINTER
    if not pointer.exists() or pointer.read_bytes() != data:
        _replace(pointer, data)


def _replace(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.new")
    with aside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)


def _sync(directory: Path) -> None:
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sync_directories(root: Path) -> None:
    for directory in (*root.rglob("*"), root):
        if directory.is_dir():
            _sync(directory)
