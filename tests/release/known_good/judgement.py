"""Where a release would act on known-good values: by what consumers compare, and by all of its bytes."""

from __future__ import annotations

import ipaddress
import json
import re
from collections import defaultdict
from collections.abc import Mapping
from fnmatch import fnmatchcase
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import unquote

from tests.release.known_good.rules import Unit, quoted, sigma
from tests.release.known_good.units import units
from tests.release.known_good.views import views

Files = Mapping[str, bytes]
ALLOWED = ("known-good.csv", "playbooks/*", "revoked.csv", "CHANGES.md")
"""Where a known-good value may stand by itself."""


class Known(NamedTuple):
    """A known-good value."""

    type: str
    value: str


def spellings(known: Known) -> list[str]:
    """How an artifact may write a value of these types; none for what also stands in prose."""
    value = known.value.lower()
    if known.type in {"image_digest", "commit", "sha256", "sha1", "md5", "certificate"}:
        return [value.rpartition(":")[2]]
    if known.type == "package" and "@" in value[5:]:
        name, _, version = unquote(value.partition("/")[2]).rpartition("@")
        return [
            value,
            unquote(value),
            f"{name}@{version}",
            f"{name}=={version}",
            f"{name}-{version}",
        ]
    if known.type in {"extension", "plugin"}:
        name, _, version = value.partition(":")[2].rpartition("@")
        return [
            value,
            f"{name}@{version}",
            f"{name}-{version}",
            f"{name.replace('.', '/')}/{version}",
        ]
    if known.type == "action_ref":
        return [value.partition("/")[2]]
    if known.type == "image_tag":
        return [value.removeprefix("docker.io/")]
    return []


def standing(files: Files, known: list[Known]) -> list[str]:
    """Where unmistakable values stand though they may not."""
    files = without_history(files)
    forms = {form: each for each in known for form in spellings(each)}
    patterns = {form: (form.encode(), _pattern(form)) for form in forms}
    return sorted({
        f"{path}: {forms[form].value}"
        for path, data in files.items()
        if not any(fnmatchcase(path, place) for place in ALLOWED)
        for view in views(alive(path, data))
        for form, (text, pattern) in patterns.items()
        if text in view and pattern.search(view)
    })  # fmt: skip


def without_history(files: Files) -> Files:
    """The files, with the newest version of each object alone in the log: what is acted upon.

    A superseded version is given only to those who ask for history, as a tombstone's is.
    """
    logged = {path: json.loads(data) for path, data in sorted(files.items())
              if fnmatchcase(path, "taxii/segments/*")}  # fmt: skip
    newest = {each["id"]: path for path, objects in logged.items() for each in objects}
    return dict(files) | {
        path: json.dumps([each for each in objects if newest[each["id"]] == path]).encode()
        for path, objects in logged.items()
    }


def _pattern(form: str) -> re.Pattern[bytes]:
    """Hex is itself anywhere; anything else may not be the beginning or the end of another."""
    text = re.escape(form)
    is_hex = re.fullmatch(r"[0-9a-f]{32,}", form)
    whole = text if is_hex else rf"(?<![0-9a-z.]){text}(?![0-9a-z/]|[.-][0-9a-z])"
    return re.compile(whole.encode())


def alive(path: str, data: bytes) -> bytes:
    """A file without its tombstones, and a Sigma rule without what its condition takes away."""
    if path.endswith(".json"):
        return json.dumps(_without_tombstones(json.loads(data)), ensure_ascii=False).encode()
    if fnmatchcase(path, "sigma/*/*.yml"):
        return b"\n".join(unit.value.encode() for unit in sigma(data)) + _outside_detection(data)
    return data


def _outside_detection(data: bytes) -> bytes:
    return re.sub(rb"^detection:\n.*?(?=^\S|\Z)", b"", data, flags=re.DOTALL | re.MULTILINE)


def _without_tombstones(node: Any) -> Any:
    if isinstance(node, dict):
        return {
            key: _without_tombstones(value)
            for key, value in node.items()
            if key not in {"revoked", "expired"} or not isinstance(value, list)
        }
    if isinstance(node, list):
        dead = ("revoked", "withdrawn", "deleted")
        return [
            _without_tombstones(each)
            for each in node
            if not isinstance(each, dict) or not any(each.get(mark) for mark in dead)
        ]
    return node


def acting(files: Files, known: list[Known]) -> list[str]:
    """Where a consumer would act on a value."""
    files = without_history(files)
    elsewhere = {
        unit.value.lower()
        for path, data in files.items()
        if fnmatchcase(path, "sigma/*/*.yml")
        for unit in units(path, data)
        if unit.restricted
    }
    places: dict[Unit, set[str]] = defaultdict(set)
    for path, data in files.items():
        there = units(path, data)
        if fnmatchcase(path, "sigma/queries/*"):
            # A host beside a path, as the rule has it.
            there = [unit for unit in quoted(data) if unit.value.lower() not in elsewhere]
        for unit in there:
            places[unit].add(path)
    return sorted({
        f"{path}: {each.value}"
        for unit, paths in places.items()
        for each in known
        if acts(unit, each)
        for path in paths
    })  # fmt: skip


def acts(unit: Unit, known: Known) -> bool:
    """Whether comparing this finds the known-good value by itself."""
    there, good = unit.value.lower(), known.value.lower()
    match known.type:
        case "domain":
            bare = _bare(there)
            is_parent = "." in bare and good.endswith(f".{bare}")
            found = not unit.restricted and (bare == good or is_parent)
        case "ip":
            found = _covers(_bare(there), good)
        case "package":
            plain, wanted = unquote(there), unquote(good)
            found = plain == wanted
            found |= wanted.startswith(f"{plain}@") or plain.startswith(f"{wanted}@")
        case "url":
            without_scheme = good.partition("://")[2]
            found = there == good or (not unit.restricted and there == without_scheme)
        case "account":
            found = there in {good, good.partition(":")[2]}
        case "kubernetes":
            found = there in {good, good.rpartition("/")[2]}
        case "systemd_unit":
            found = there.rpartition("/")[2] in {good, good.removesuffix(".service")}
        case "repository":
            found = there in {good, f"/{good}"}
        case _:
            found = there == good or there in _spelled(known)
    return found


_spelled = cache(spellings)


@cache
def _bare(text: str) -> str:
    """A host or network without what may stand around it."""
    return re.sub(r"^https?://|^[*.]+|[./]+$", "", text)


@cache
def _covers(text: str, address: str) -> bool:
    try:
        return ipaddress.ip_address(address) in ipaddress.ip_network(text, strict=False)
    except ValueError:
        return False
