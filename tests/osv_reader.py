"""Reads OSV records as the specification says, with a schema of what we use of it.

The schema states facts of OSV 1.7.5 in our own words: which fields there are, their shapes, and
which ecosystems and database prefixes have a meaning. `is_affected` is the specification's
evaluation of a version: listed, or within a range.
"""

from __future__ import annotations

from typing import Any

import jsonschema

Json = dict[str, Any]

ECOSYSTEMS = frozenset(
    """AlmaLinux|Alpaquita|Alpine|Android|Azure Linux|BellSoft Hardened Containers|Bioconductor
    Bitnami|Chainguard|CleanStart|ConanCenter|CRAN|crates.io|Debian|Docker Hardened Images|Echo
    FreeBSD|GHC|GitHub Actions|Go|Hackage|Hex|Julia|Kubernetes|Linux|Mageia|Maven|MinimOS|npm
    NuGet|opam|openEuler|openSUSE|OSS-Fuzz|Packagist|Photon OS|Pub|PyPI|Red Hat|Rocky Linux|Root
    RubyGems|SUSE|SwiftURL|TuxCare|Ubuntu|VSCode|Wolfi""".replace("\n    ", "|").split("|")
)
_INSTANT = {
    "type": "string",
    "format": "date-time",
    "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$",
}
_COMMIT = {"type": "string", "pattern": "^([a-f0-9]{40}|[a-f0-9]{64})$"}
_STRINGS = {"type": "array", "items": {"type": "string"}}
_REFERENCES = ["ADVISORY", "ARTICLE", "DETECTION", "DISCUSSION", "REPORT", "FIX", "INTRODUCED",
               "GIT", "PACKAGE", "EVIDENCE", "WEB"]  # fmt: skip


def _closed(properties: Json, required: list[str]) -> Json:
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


SCHEMA: Json = _closed(
    {
        "schema_version": {"const": "1.7.5"},
        "id": {"type": "string", "pattern": "^x_[A-Z0-9-]+-[0-9a-f]{16}$"},
        "modified": _INSTANT,
        "published": _INSTANT,
        "withdrawn": _INSTANT,
        "related": _STRINGS,
        "summary": {"type": "string", "maxLength": 500},
        "details": {"type": "string"},
        "affected": {
            "type": "array",
            "minItems": 1,
            "items": _closed(
                {
                    "package": _closed(
                        {
                            "ecosystem": {"type": "string"},
                            "name": {"type": "string", "minLength": 1},
                            "purl": {"type": "string", "pattern": "^pkg:[^@?#]+$"},
                        },
                        ["ecosystem", "name"],
                    ),
                    "versions": {**_STRINGS, "minItems": 1, "uniqueItems": True},
                    "ranges": {
                        "type": "array",
                        "minItems": 1,
                        "items": _closed(
                            {
                                "type": {"const": "GIT"},
                                "repo": {"type": "string", "format": "uri"},
                                "events": {
                                    "type": "array",
                                    "prefixItems": [
                                        _closed({"introduced": _COMMIT}, ["introduced"]),
                                        _closed({"last_affected": _COMMIT}, ["last_affected"]),
                                    ],
                                    "minItems": 2,
                                    "maxItems": 2,
                                },
                            },
                            ["type", "repo", "events"],
                        ),
                    },
                    "database_specific": {"type": "object"},
                },
                [],
            ),
        },
        "references": {
            "type": "array",
            "items": _closed(
                {"type": {"enum": _REFERENCES}, "url": {"type": "string", "format": "uri"}},
                ["type", "url"],
            ),
        },
        "database_specific": {"type": "object"},
    },
    ["schema_version", "id", "modified", "published", "summary", "details", "affected"],
)


def judge(record: Json) -> None:
    """Fail where a record is not one."""
    jsonschema.Draft202012Validator(
        SCHEMA, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    ).validate(record)
    assert record["published"] <= record["modified"]
    for affected in record["affected"]:
        assert affected.get("versions") or affected.get("ranges"), "readers call this a mistake"
        if "package" in affected:
            assert affected["package"]["ecosystem"].partition(":")[0] in ECOSYSTEMS


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
