"""Replaces a file whole: written aside, synced, renamed. A reader sees the old or the new one."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path


def replace_file(path: Path, chunks: Iterable[bytes], *, mode: int | None = None) -> None:
    """Put a file in the place of another, or of none.

    Args:
        path: in a directory that exists; a link is replaced, not followed.
        chunks: the content, in order.
        mode: permission bits; left out, those of a new file.

    Raises:
        OSError: when the disk refuses; the old file is then untouched.
    """
    aside = path.with_name(f".{path.name}.new")
    with aside.open("wb") as file:
        if mode is not None:
            os.fchmod(file.fileno(), mode)
        for chunk in chunks:
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
    sync_directory(path.parent)


def sync_directory(directory: Path) -> None:
    """Make what was renamed in a directory outlast a loss of power.

    Raises:
        OSError: when the disk refuses.
    """
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
