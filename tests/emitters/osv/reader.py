"""Reads OSV records as the specification says, by the schema of what we use of it.

`is_affected` is the specification's evaluation of a version: listed, or within a range.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

Json = dict[str, Any]

SCHEMA: Json = json.loads((Path(__file__).parents[2] / "schemas" / "osv-record.json").read_bytes())
_VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)


def mistakes(record: Json) -> list[str]:
    """What the schema says against a record, and dates in the wrong order."""
    found = [f"{error.json_path}: {error.message}" for error in _VALIDATOR.iter_errors(record)]
    if not found and record["published"] > record["modified"]:
        found.append("it was modified before it was published")
    return found


def judge(record: Json) -> None:
    """Fail where a record is not one."""
    assert mistakes(record) == []


def is_affected(record: Json, ecosystem: str, name: str, version: str) -> bool:
    """The specification's answer for a package and version, by listed versions and ranges."""
    if "withdrawn" in record:
        return False
    return any(
        affected.get("package", {}).get("ecosystem") == ecosystem
        and affected["package"]["name"] == name
        and version in affected.get("versions", ())
        for affected in record["affected"]
    )


def is_affected_commit(record: Json, repo: str, commit: str, parents: dict[str, str]) -> bool:
    """The same for a commit in a linear history, by ranges of commits."""
    history = {commit}
    while commit in parents:
        commit = parents[commit]
        history.add(commit)
    for affected in record["affected"]:
        for range_ in affected.get("ranges", ()):
            introduced, last = (next(iter(event.values())) for event in range_["events"])
            beyond = last in history and last != max(history, key=lambda c: _depth(c, parents))
            if range_["repo"] == repo and introduced in history and not beyond:
                return True
    return False


def _depth(commit: str, parents: dict[str, str]) -> int:
    depth = 0
    while commit in parents:
        commit, depth = parents[commit], depth + 1
    return depth
