"""Directories held against every other feedgen."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from feedgen.errors import UnavailableError


@contextmanager
def exclusive(*directories: Path) -> Iterator[None]:
    """Hold directories against every other feedgen, from before they are read to the end.

    The directories themselves are locked, so nothing is left in them.

    Raises:
        UnavailableError: when another feedgen holds one, or it cannot be opened.
    """
    with ExitStack() as stack:
        for directory in directories:
            try:
                descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            except OSError as error:
                raise UnavailableError(f"{directory} cannot be opened: {error.strerror}") from error
            stack.callback(os.close, descriptor)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise UnavailableError(
                    f"another feedgen is working on {directory}; wait for it to end"
                ) from error
        yield
