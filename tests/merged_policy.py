"""The merge commands of the policy's page, run as a reader would run them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from conftest import emit

from feedgen.emitters.containers_policy import EMITTER, FRAGMENT, PAGE
from feedgen.model.feed import Feed


def commands(feed: Feed) -> dict[str, str]:
    """The two merge commands of the page, by the program they need."""
    page = emit(EMITTER, feed)[0][PAGE].decode()
    found = re.findall(r"```sh\n(.*?)```", page, flags=re.DOTALL)
    return {command.split()[0]: command for command in found}


def program(name: str) -> str:
    """The program's path; a test that needs it is skipped without it, but not in CI."""
    path = shutil.which(name)
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail(f"{name} is not installed")
        pytest.skip(f"{name} is not installed")
    return path


def merged(feed: Feed, base: dict[str, Any], which: str, directory: Path) -> dict[str, Any]:
    program(which)
    (directory / "policy.base.json").write_text(json.dumps(base))
    (directory / "containers-policy.json").write_bytes(emit(EMITTER, feed)[0][FRAGMENT])
    subprocess.run(["sh", "-c", commands(feed)[which]], cwd=directory, check=True)
    assert sorted(path.name for path in directory.glob("policy*")) == [
        "policy.base.json", "policy.json",
    ]  # fmt: skip
    policy: dict[str, Any] = json.loads((directory / "policy.json").read_text())
    return policy
