"""Files of this machine that no rule may match: what the distribution has installed."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from pathlib import Path


def files_of(directory: str, *, largest: int = 256 << 20) -> list[Path]:
    """Readable files below a directory, in order, without links, empty and larger files."""
    found = []
    for folder, _, names in os.walk(directory):
        for name in names:
            path = f"{folder}/{name}"
            state = os.lstat(path)
            if stat.S_ISREG(state.st_mode) and 0 < state.st_size <= largest:
                found.append(path)
    return [Path(path) for path in sorted(found) if os.access(path, os.R_OK)]


def spread(paths: Sequence[Path], count: int) -> list[Path]:
    """So many of them, evenly from the first to the last: a sample that is the same every time."""
    step = max(1, len(paths) // count)
    return list(paths[::step][:count])
