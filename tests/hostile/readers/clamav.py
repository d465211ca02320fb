"""ClamAV's hash list: clamscan counts the signatures that it loads, and their grammar gives them.

A line is `hash:size:name:level`, and `#` begins a comment
(https://docs.clamav.net/manual/Signatures/HashSignatures.html).
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from feedgen.model.indicator import Indicator
from tests.engines.registry import require

JUDGES = ("clamscan",)
ARTIFACTS = ("clamav/feedgen.hsb",)


def accept(folder: Path) -> None:
    """clamscan loads every line, and finds nothing in the list itself."""
    assert _loaded(folder) == len(_lines(folder))


def read_back(folder: Path) -> set[str]:
    """The first field of every line that clamscan counts."""
    lines = _lines(folder)
    assert _loaded(folder) == len(lines)
    found = set()
    for line in lines:
        hash_, size, name, level = line.split(":")
        assert re.fullmatch(r"\*|[1-9][0-9]*", size), line
        assert re.fullmatch(r"Multi\.Malware\.Feedgen\.[\w.-]+", name, re.ASCII), line
        assert level == "73", line
        found.add(hash_)
    return found


def wanted(indicator: Indicator) -> set[str]:
    """The hash, which ClamAV writes in lower case."""
    return {indicator.value.lower()}


def _lines(folder: Path) -> list[str]:
    text = (folder / ARTIFACTS[0]).read_text(encoding="utf-8")
    return [line for line in text.split("\n") if line and not line.startswith("#")]


def _loaded(folder: Path) -> int:
    path = folder / ARTIFACTS[0]
    done = subprocess.run(
        [require("clamscan"), "-d", path, path], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == "", done.stderr
    counted = re.search(r"^Known viruses: (\d+)$", done.stdout, re.MULTILINE)
    assert counted, done.stdout
    return int(counted[1])
