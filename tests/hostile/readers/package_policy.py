"""packages.json, as jq reads it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from packageurl import PackageURL

from feedgen.model.indicator import Indicator
from tests.engines.registry import require

JUDGES = ("jq",)
ARTIFACTS = ("policies/packages.json",)
_KEYS = {"package": "packages", "extension": "extensions", "plugin": "plugins"}
_JOINED = {"maven": ":"}
_EVERY_ENTRY = """
to_entries[] | select(.value | type == "object") | .key as $kind | .value | to_entries[]
| .key as $place | .value | to_entries[] | .key as $name | .value
| (.all // empty | [$kind, $place, $name, null, .]),
  (.versions | to_entries[] | [$kind, $place, $name, .key, .value])
"""


def accept(folder: Path) -> None:
    """jq reads it, and so does whoever is strict about duplicate keys and characters."""
    _jq(folder, ".")

    def unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
        assert len({key for key, _ in pairs}) == len(pairs), pairs
        return dict(pairs)

    json.loads((folder / ARTIFACTS[0]).read_bytes(), object_pairs_hook=unique)


def read_back(folder: Path) -> set[str]:
    """Kind, place, name, version and indicator id of everything that is to be refused."""
    return {json.dumps(json.loads(line)) for line in _jq(folder, _EVERY_ENTRY)}


def wanted(indicator: Indicator) -> set[str]:
    """The name as people type it; no version where the whole package is meant."""
    if indicator.type == "package":
        purl = PackageURL.from_string(indicator.value)
        names = filter(None, (purl.namespace, purl.name))
        name, version = _JOINED.get(purl.type, "/").join(names), purl.version or None
        place = purl.type
    else:
        place, _, rest = indicator.value.partition(":")
        name, _, version = rest.rpartition("@")
    return {json.dumps([_KEYS[indicator.type], place, name, version, indicator.id])}


def _jq(folder: Path, text: str) -> list[str]:
    done = subprocess.run(
        [require("jq"), "-c", text, folder / ARTIFACTS[0]], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.decode().splitlines()
