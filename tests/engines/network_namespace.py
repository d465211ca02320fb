"""A network of its own for whatever changes a machine's filters, so that this machine's stay as they are."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.engines.registry import require


def in_a_network_of_its_own(script: str, directory: Path) -> str:
    """What a shell script says in a network namespace."""
    require("nft")
    if subprocess.run(["unshare", "-n", "true"], check=False, capture_output=True).returncode:
        pytest.skip("this machine gives no network namespaces; run as root")
    done = subprocess.run(
        ["unshare", "-n", "sh", "-ec", script], cwd=directory, capture_output=True, text=True,
        check=False, env=os.environ | {"PATH": f"{os.environ['PATH']}:/usr/sbin:/sbin"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout
