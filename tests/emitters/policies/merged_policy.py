"""The merge commands of the policy's page, run as a reader would run them."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

from feedgen.emitters.containers_policy import EMITTER, FRAGMENT, PAGE
from feedgen.model.feed import Feed
from tests.conftest import emit
from tests.engines.registry import ENGINES, require


def commands(feed: Feed) -> dict[str, str]:
    """The two merge commands of the page, by the program they need."""
    page = emit(EMITTER, feed)[0][PAGE].decode()
    found = re.findall(r"```sh\n(.*?)```", page, flags=re.DOTALL)
    return {command.split()[0]: command for command in found}


def merged(feed: Feed, base: dict[str, Any], which: str, directory: Path) -> dict[str, Any]:
    if which in ENGINES:
        require(which)
    (directory / "policy.base.json").write_text(json.dumps(base))
    (directory / "containers-policy.json").write_bytes(emit(EMITTER, feed)[0][FRAGMENT])
    subprocess.run(["sh", "-c", commands(feed)[which]], cwd=directory, check=True)
    assert sorted(path.name for path in directory.glob("policy*")) == [
        "policy.base.json", "policy.json",
    ]  # fmt: skip
    policy: dict[str, Any] = json.loads((directory / "policy.json").read_text())
    return policy
