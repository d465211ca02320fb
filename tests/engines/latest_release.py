"""The committed release, as whoever loads it finds it: its files, and what its tables say."""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent / "out" / "v1" / "latest"


@cache
def rows(file: str = "indicators.csv") -> tuple[dict[str, str], ...]:
    """The rows of one of its tables."""
    with (ROOT / file).open(newline="", encoding="utf-8") as lines:
        return tuple(csv.DictReader(lines))


@cache
def blocked(*types: str) -> tuple[dict[str, str], ...]:
    """The rows of the values of these types that are to be blocked, at the release's instant."""
    as_of = json.loads((ROOT / "release.json").read_bytes())["as_of"]
    found = tuple(
        row
        for row in rows()
        if row["type"] in types
        and row["action"] == "block"
        and (not row["valid_until"] or row["valid_until"] > as_of)
    )
    assert found, f"the release blocks no {types}, so it proves nothing"
    return found


def known_good(type_: str) -> list[str]:
    """What the release says of this type is good."""
    return [row["value"] for row in rows("known-good.csv") if row["type"] == type_]
