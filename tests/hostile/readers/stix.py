"""STIX bundles: python-stix2 parses every object, stix2-patterns takes each pattern apart.

What is compared is the one comparison of each pattern: the object's path, the operator, the constant.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import stix2
from stix2patterns.v21.pattern import Pattern

from feedgen.model.indicator import Indicator
from feedgen.model.observables import Account, Certificate, HttpHeader, ImageDigest, Ip

JUDGES = ("stix2", "stix2-patterns")
ARTIFACTS = ("stix/*.json", "stix/incidents/*.json")
_REQUEST = ("network-traffic", "extensions", "http-request-ext", "request_header")
_HASHES = {"md5": "MD5", "sha1": "SHA-1", "sha256": "SHA-256", "sha512": "SHA-512"}
_PLAIN = {
    "commit": ("software", "version"), "domain": ("domain-name", "value"),
    "email": ("email-addr", "value"), "md5": ("file", "hashes", "MD5"),
    "sha1": ("file", "hashes", "SHA-1"), "sha256": ("file", "hashes", "SHA-256"),
    "url": ("url", "value"), "user_agent": (*_REQUEST, "User-Agent"),
}  # fmt: skip
"""Where STIX 2.1 §6 keeps the whole value."""


def accept(folder: Path) -> None:
    """The library reads every object, without custom content; nothing refers to what is missing.

    Relationships hold ids alone, and of each kind it reads one.
    """
    seen: dict[str, dict[str, Any]] = {}
    for path in _files(folder):
        objects = json.loads(path.read_bytes())["objects"]
        ids = {obj["id"] for obj in objects}
        for obj in objects:
            assert seen.setdefault(obj["id"], obj) == obj, f"{path.name}: {obj['id']} differs"
            missing = set(obj.get("object_refs", ())) - ids
            assert not missing, f"{path.name}: {missing}"
    for obj in {_kind(obj): obj for obj in seen.values()}.values():
        stix2.parse(obj, allow_custom=False, version="2.1")


def _kind(obj: dict[str, Any]) -> tuple[str, ...]:
    """The object itself, but for relationships what they relate, and how."""
    if obj["type"] != "relationship":
        return (obj["id"],)
    ends = (obj[end].partition("--")[0] for end in ("source_ref", "target_ref"))
    return (obj["relationship_type"], str(obj.get("revoked")), *ends)


def read_back(folder: Path) -> set[str]:
    """The comparison of every pattern in every file that is not revoked."""
    patterns = {
        obj["pattern"]
        for path in _files(folder)
        for obj in json.loads(path.read_bytes())["objects"]
        if obj["type"] == "indicator" and not obj.get("revoked")
    }
    return {text for pattern in patterns for text in _comparisons(pattern)}


def _files(folder: Path) -> list[Path]:
    return sorted((folder / "stix").rglob("*.json"))


def _comparisons(pattern: str) -> Iterator[str]:
    told: Any = Pattern(pattern).inspect()
    assert not told.observation_ops, pattern
    assert not told.qualifiers, pattern
    for type_, found in told.comparisons.items():
        for path, operator, constant in found:
            # A string constant: a backslash stands before a quote or another backslash (§9.2).
            assert constant[0] == constant[-1] == "'", pattern
            text = re.sub(r"\\(.)", r"\1", constant[1:-1], flags=re.DOTALL)
            yield _said((type_, *path), operator, text)


def _said(path: tuple[str, ...], operator: str, text: str) -> str:
    return f"{json.dumps(path)} {operator} {text}"


def wanted(indicator: Indicator) -> set[str]:
    """The comparison that docs/stix.md has for the type."""
    observable, operator = indicator.observable, "="
    path, text = _PLAIN.get(indicator.type, ()), indicator.value
    match observable:
        case Account():
            path, text = ("user-account", "account_login"), text.partition(":")[2]
        case Certificate():
            path = ("x509-certificate", "hashes", _HASHES[observable.algorithm])
            text = text.rpartition(":")[2]
        case HttpHeader():
            words = text.partition(":")[0].split("-")
            path = (*_REQUEST, "-".join(word.capitalize() for word in words))
            text = text.partition(":")[2].removeprefix(" ")
        case ImageDigest():
            path = ("file", "hashes", _HASHES[text.partition(":")[0]])
            text = text.partition(":")[2]
        case Ip():
            path = ("ipv6-addr" if ":" in text else "ipv4-addr", "value")
            operator = "ISSUBSET" if "/" in text else "="
    return {_said(path, operator, text)}
