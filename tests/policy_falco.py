"""Falco's rules in the programs that know them: Falco itself, and sysdig, which is made of its library.

`falco -V FILE` loads rules without a sensor and says what is wrong with them, with `-L` also what it
made of them: every list's items, and every condition with macros and lists written out
(https://falco.org/docs/reference/daemon/cli-arguments/). sysdig compiles a condition before it opens
a capture.
"""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from engines.registry import require
from falco_conditions import Rules


@dataclass(frozen=True)
class Loaded:
    """What Falco made of a rules file."""

    complaints: list[str]
    """Errors and warnings."""
    lists: dict[str, set[str]]
    """Items, by the list's name."""
    conditions: dict[str, str]
    """Compiled, by the rule's name."""


def falco(path: Path) -> Loaded:
    """Loads the file, which lies where the program's container sees it."""
    done = subprocess.run(
        [require("falco"), "-o", "json_output=true", "-L", "-V", path],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    assert lines, done.stdout + done.stderr
    told = json.loads(lines[-1])
    (result,) = told["falco_load_results"]
    complaints = [f"{one['code']}: {one['message']}" for one in result["errors"]]
    complaints += [f"{one['code']}: {one['message']}" for one in result["warnings"]]
    complaints += result.get("schema_warnings", [])
    assert (done.returncode == 0) == result["successful"], done.stderr
    described = told.get("falco_describe_results", {"lists": [], "rules": []})
    return Loaded(
        complaints=complaints,
        lists={one["info"]["name"]: _items(one["details"]) for one in described["lists"]},
        conditions={
            one["info"]["name"]: one["details"]["condition_compiled"] for one in described["rules"]
        },
    )


def _items(details: dict[str, Any]) -> set[str]:
    return {item.strip("\"'") for item in details["items_compiled"]}


def sysdig_complaints(text: bytes) -> list[str]:
    """What sysdig says against the conditions of a rules file.

    sysdig 0.29 is older than Falco 0.37, whose library knows IPv6 networks, too: another network
    stands in for them.
    """
    complaints = []
    rules = Rules(yaml.safe_load(text))
    for name in rules.lists:
        if "_ipv6_networks" in name:
            rules.lists[name] = ["192.0.2.0/24"]
    for condition in rules.filters():
        said = compiled(condition)
        if "filter error" in said:
            complaints.append(said)
    return complaints


def compiled(condition: str) -> str:
    """What sysdig says; it compiles the condition before it finds that there is no capture."""
    done = subprocess.run(
        [require("sysdig"), "-r", "/dev/null", condition], capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    return done.stdout + done.stderr
