"""Files for sure: replaced whole (written aside, synced, renamed), and read if they are files."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO


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


class IrregularFileError(OSError):
    """A FIFO, device or directory is where a file should be."""


def open_regular(path: Path) -> BinaryIO:
    """Open for reading what is a file and nothing else: nobody waits for the writer of a FIFO.

    Raises:
        OSError: when it cannot be opened; IrregularFileError when it is something else.
    """
    return open(path, "rb", opener=_opened)


def _opened(path: str, flags: int) -> int:
    # Non-blocking, so that a FIFO is seen for what it is instead of waited for.
    descriptor = os.open(path, flags | os.O_NONBLOCK)
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return descriptor
    os.close(descriptor)
    raise IrregularFileError(errno.EINVAL, "it is not a regular file", path)
