"""Falco's rules in the programs that know them: Falco itself, and sysdig, which is made of its library.

`falco -V FILE` loads rules without a sensor and says what is wrong with them, with `-L` also what it
made of them: every list's items, and every condition with macros and lists written out
(https://falco.org/docs/reference/daemon/cli-arguments/). Both replay captures, which policy_captures.py
writes; sysdig compiles a condition before it opens one.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.emitters.policies.captures import Connected, Started, capture
from tests.emitters.policies.falco_conditions import Rules
from tests.engines.registry import require


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


def falco_alerts(rules: Path, cases: Mapping[str, Started | Connected]) -> dict[str, set[str]]:
    """The rules that each of the cases sets off, by the case; the capture is written beside them."""
    named = {f"case-{n}": name for n, name in enumerate(cases)}
    there = rules.with_name("cases.scap")
    there.write_bytes(capture({case: cases[name] for case, name in named.items()}))
    done = subprocess.run(
        [require("falco"), "-o", "json_output=true", "-o", "engine.kind=replay",
         "-o", f"engine.replay.capture_file={there}", "-r", rules],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    alerts: dict[str, set[str]] = {name: set() for name in cases}
    for line in done.stdout.splitlines():
        if line.startswith("{"):
            alert = json.loads(line)
            if "proc.cmdline" in alert.get("output_fields", {}):
                case = alert["output_fields"]["proc.cmdline"].split()[0]
                alerts[named[case]].add(alert["rule"])
    return alerts


def sysdig_alerts(
    text: bytes, cases: Mapping[str, Started | Connected], directory: Path
) -> dict[str, set[str]]:
    """The same of sysdig, which is asked for one condition after the other."""
    named = {f"case-{n}": name for n, name in enumerate(cases)}
    there = directory / "cases.scap"
    there.write_bytes(capture({case: cases[name] for case, name in named.items()}))
    rules = _for_sysdig(text)
    alerts: dict[str, set[str]] = {name: set() for name in cases}
    for rule, condition in zip(rules.rules, rules.filters(), strict=True):
        done = subprocess.run(
            [require("sysdig"), "-r", there, "-p", "%proc.name", condition],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        for case in done.stdout.split():
            alerts[named[case]].add(rule)
    return alerts


def sysdig_complaints(text: bytes) -> list[str]:
    """What sysdig says against the conditions of a rules file."""
    said = map(compiled, _for_sysdig(text).filters())
    return [words for words in said if "filter error" in words]


def _for_sysdig(text: bytes) -> Rules:
    """sysdig 0.29 is older than Falco 0.37, whose library knows IPv6 networks, too.

    Another network stands in for them.
    """
    rules = Rules(yaml.safe_load(text))
    for name in rules.lists:
        if "_ipv6_networks" in name:
            rules.lists[name] = ["192.0.2.240/28"]
    return rules


def compiled(condition: str) -> str:
    """What sysdig says; it compiles the condition before it finds that there is no capture."""
    done = subprocess.run(
        [require("sysdig"), "-r", "/dev/null", condition],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    return done.stdout + done.stderr
