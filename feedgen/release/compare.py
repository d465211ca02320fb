"""Compares the indicators of two releases, from their own files alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from feedgen.errors import VerificationError
from feedgen.release.names import INDICATORS
from feedgen.release.reader import read_manifest

_STAMPS = ("created", "modified")
"""Keys of a row that follow from a change and are none themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What a reader of the old release has to do to hold the new one."""

    old: str
    new: str
    """Versions."""
    added: tuple[Mapping[str, Any], ...]
    changed: tuple[tuple[Mapping[str, Any], tuple[str, ...]], ...]
    """New rows, each with the names of the keys that changed."""
    removed: tuple[Mapping[str, Any], ...]
    """Old rows that are no longer active: revoked or expired."""

    @property
    def is_empty(self) -> bool:
        """True when both hold the same active indicators."""
        return not (self.added or self.changed or self.removed)


def compare_releases(old: Path, new: Path) -> Difference:
    """The difference between two release directories, rows by type and value.

    Raises:
        VerificationError: when one of them is no release, or was published without its tables.
    """
    before, after = _rows(old), _rows(new)
    changed = []
    for id_ in after.keys() & before.keys():
        keys = {*after[id_], *before[id_]} - set(_STAMPS)
        differing = sorted(k for k in keys if after[id_].get(k) != before[id_].get(k))
        if len(differing) > 1:
            # The mentions are where every other key comes from: alone they say something.
            differing = [key for key in differing if key != "mentions"]
        if differing:
            changed.append((after[id_], tuple(differing)))
    return Difference(
        old=read_manifest(old).version,
        new=read_manifest(new).version,
        added=tuple(sorted((after[i] for i in after.keys() - before.keys()), key=_order)),
        changed=tuple(sorted(changed, key=lambda pair: _order(pair[0]))),
        removed=tuple(sorted((before[i] for i in before.keys() - after.keys()), key=_order)),
    )


def _order(row: Mapping[str, Any]) -> tuple[str, str, str]:
    return (row["type"], row["value"], row["id"])


def _rows(release: Path) -> dict[str, Mapping[str, Any]]:
    path = release / INDICATORS
    try:
        with path.open("rb") as file:
            rows = (orjson.loads(line) for line in file if line.strip())
            return {row["id"]: {**row, "type": row["type"], "value": row["value"]} for row in rows}
    except (OSError, orjson.JSONDecodeError, KeyError, TypeError) as error:
        raise VerificationError(
            f"{release} has no readable indicators.ndjson; name a release directory such as "
            "out/v1/latest, published with the format `tables`"
        ) from error
