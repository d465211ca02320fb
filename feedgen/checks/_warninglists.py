"""Reads MISP warninglists (https://github.com/MISP/misp-warninglists) as they are installed.

Only the JSON files of the `pymispwarninglists` package are used, never its search: that takes
200 ms a value, and its fast mode overlooks address ranges.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from feedgen.errors import InternalError


@dataclass(frozen=True, slots=True)
class Warninglist:
    """One list."""

    name: str
    """As MISP shows it."""
    entries: tuple[str, ...]
    """As they are written, trimmed."""


def read_warninglist(folder: str) -> Warninglist:
    """The list in a folder of the package, such as `parking-domain`."""
    content = json.loads((_lists() / folder / "list.json").read_bytes())
    return Warninglist(content["name"], tuple(map(str.strip, content["list"])))


@cache
def _lists() -> Path:
    # Found without importing it: the package's own code loads a schema validator for two seconds.
    spec = find_spec("pymispwarninglists")
    if spec is None or not spec.submodule_search_locations:
        raise InternalError("pymispwarninglists is not installed, though feedgen depends on it")
    return Path(spec.submodule_search_locations[0]) / "data" / "misp-warninglists" / "lists"


def listed_host(entry: str) -> str:
    """The host name of an entry, canonical: MISP's leading dot, a trailing one and case removed."""
    return entry.strip(".").lower()
