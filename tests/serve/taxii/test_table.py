"""docs/taxii.md ticks off what TAXII 2.1 demands."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def test_the_table_of_requirements_names_every_test() -> None:
    done = subprocess.run(
        [sys.executable, "scripts/taxii_table.py", "--check"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
