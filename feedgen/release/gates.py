"""Judges a release against the one that is published, from the files of both alone.

A feed that loses half of its indicators overnight was more often broken than right. The limits and
the overrides stand in the release (`release.json`, key `gates`); they come from feed.yml.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from feedgen.errors import VerificationError
from feedgen.model.gates import Gate, Gates, Override
from feedgen.release.names import INDICATORS, KNOWN_GOOD, RELEASE_MANIFEST
from feedgen.release.reader import ReleaseManifest

JUDGED = (RELEASE_MANIFEST, INDICATORS, KNOWN_GOOD)
"""The files of a release that the gates read."""
_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What the gates know of a release."""

    version: str
    active: Mapping[str, tuple[str, str, str]]
    """Type, value and action of each active indicator, by its id."""
    entries: Mapping[str, int]
    """Indicators in each file that holds some, by path."""
    known_good: frozenset[tuple[str, str]]
    """Types and values."""
    gates: Gates


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A gate that stays shut."""

    gate: Gate
    problem: str


def snapshot(read: Callable[[str], bytes]) -> Snapshot:
    """Read a release.

    Args:
        read: gives the content of a file of JUDGED; empty where the release has none.

    Raises:
        VerificationError: when what it gives is no release.
    """
    try:
        manifest = ReleaseManifest.parse(read(RELEASE_MANIFEST), "its release.json")
        rows = [orjson.loads(line) for line in read(INDICATORS).splitlines() if line]
        good = csv.DictReader(io.StringIO(read(KNOWN_GOOD).decode()))
        return Snapshot(
            version=manifest.version,
            active={row["id"]: (row["type"], row["value"], row["action"]) for row in rows},
            entries={
                file.path: file.indicators for file in manifest.files.values() if file.indicators
            },
            known_good=frozenset((row["type"], row["value"]) for row in good),
            gates=_gates(manifest.document.get("gates", {})),
        )
    except (orjson.JSONDecodeError, UnicodeDecodeError, KeyError, TypeError, ValueError) as error:
        raise VerificationError(f"the release cannot be judged: {error!r}") from error


def refusals(before: Snapshot | None, after: Snapshot) -> list[Refusal]:
    """The gates that stay shut, in the order of `Gate`; empty when the release may be published.

    Args:
        before: what is published now; None for the first publication.
        after: what is to be published. Its limits and overrides hold.
    """
    found = [*_minimum(after), *_known_good(after)]
    if before is not None:
        found += [*_moved(before, after), *_resized(before, after)]
    opened = {
        override.gate
        for override in after.gates.overrides
        if before is None or override.after == before.version
    }
    order = list(Gate)
    return sorted(
        (refusal for refusal in found if refusal.gate not in opened),
        key=lambda refusal: (order.index(refusal.gate), refusal.problem),
    )


def _moved(before: Snapshot, after: Snapshot) -> Iterator[Refusal]:
    limits, total = after.gates, len(before.active)
    gone = before.active.keys() - after.active.keys()
    new = after.active.keys() - before.active.keys()
    for gate, ids, where, limit, verb in (
        (Gate.REMOVED, gone, before, limits.removed_percent, "leave"),
        (Gate.ADDED, new, after, limits.added_percent, "come"),
    ):
        if len(ids) >= limits.at_least and 100 * len(ids) > limit * total:
            some = ", ".join(sorted(where.active[id_][1] for id_ in ids)[:_SHOWN])
            yield Refusal(
                gate=gate,
                problem=f"{len(ids)} of {total} indicators {verb} ({some}, …), more than {limit} %",
            )


def _resized(before: Snapshot, after: Snapshot) -> Iterator[Refusal]:
    limits = after.gates
    for path in sorted(before.entries.keys() | after.entries.keys()):
        old, new = before.entries.get(path, 0), after.entries.get(path, 0)
        told = f"{path} has {new} entries after {old}"
        if old - new >= limits.at_least and 100 * (old - new) > limits.shrink_percent * old:
            yield Refusal(gate=Gate.SHRINK, problem=f"{told}, more than {limits.shrink_percent} %")
        if old and new - old >= limits.at_least and 100 * (new - old) > limits.growth_percent * old:
            yield Refusal(gate=Gate.GROWTH, problem=f"{told}, more than {limits.growth_percent} %")


def _minimum(after: Snapshot) -> Iterator[Refusal]:
    for path, least in sorted(after.gates.minimum.items()):
        if after.entries.get(path, 0) < least:
            yield Refusal(
                gate=Gate.MINIMUM,
                problem=f"{path} has {after.entries.get(path, 0)} entries, fewer than {least}",
            )


def _known_good(after: Snapshot) -> Iterator[Refusal]:
    for type_, value, action in sorted(after.active.values()):
        if action == "block" and (type_, value) in after.known_good:
            yield Refusal(
                gate=Gate.KNOWN_GOOD, problem=f"{type_} {value} is to be blocked and is known good"
            )


def _gates(document: Mapping[str, Any]) -> Gates:
    # A release of before there were gates has none: the limits are then the usual ones.
    plain = {key: value for key, value in document.items() if key != "overrides"}
    overrides = tuple(
        Override(gate=Gate(said["gate"]), after=said["after"], reason=said["reason"])
        for said in document.get("overrides", ())
    )
    return Gates(**plain, overrides=overrides)
