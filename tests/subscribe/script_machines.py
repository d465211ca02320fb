"""Machines that run docs/consume/fetch-feed.sh with nothing but what it may use."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import product
from pathlib import Path

import pytest

from tests.engines.registry import require

SCRIPT = Path(__file__).parents[2] / "docs" / "consume" / "fetch-feed.sh"
FILE = "blocklists/serial.txt"
ODD = "lists/100% of #1?.txt"
TOOLS = (
    "awk", "base64", "cp", "cut", "dirname", "expr", "find", "grep", "head", "mkdir", "mv", "rm",
    "sed", "sha256sum", "tail", "tr", "wc",
)  # fmt: skip
"""All that the script may use, beside curl, date, and minisign or openssl."""


@dataclass(frozen=True)
class Machine:
    """A shell, and a PATH of links to exactly the tools that the script may use."""

    shell: str
    checker: str
    root: Path

    def at(self, now: datetime) -> None:
        """Sets the clock."""
        date = self.root / "date"
        date.write_text(f"#!/bin/sh\necho {now:%Y-%m-%dT%H:%M:%S}\n")
        date.chmod(0o755)

    def run(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        shell = [require("busybox"), "sh"] if self.shell == "busybox" else ["/bin/dash"]
        return subprocess.run(
            [*shell, SCRIPT, *arguments],
            capture_output=True, text=True, check=False, timeout=120, cwd=self.root,
            env={"PATH": str(self.root), "HOME": str(self.root)},
        )  # fmt: skip


MACHINES = tuple(product(["dash", "busybox"], ["minisign", "openssl"]))
"""Each shell with each program that checks signatures."""
EVERYWHERE = pytest.mark.parametrize("machine", MACHINES, ids="-".join, indirect=True)
"""For what depends on both; the rest is tried on two that differ in everything."""


class Told:
    """What the script came to."""

    def __init__(self, done: subprocess.CompletedProcess[str]) -> None:
        self.code, self.out, self.err = done.returncode, done.stdout, done.stderr


Fetching = Callable[..., Told]
