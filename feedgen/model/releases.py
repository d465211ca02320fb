"""The list of releases: which version had which serial, when, and what it contained."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from feedgen.model.feed import PastRelease, ReleaseInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseLine:
    """One release, as iocs/releases.jsonl remembers it."""

    serial: int
    """Rises by one with each release; what machines compare."""
    version: str
    """CalVer and the number of the release that day, `2026.11.24.1`."""
    as_of: datetime
    content: str
    """SHA-256 of the release's SHA256SUMS, hex: equal bytes, equal content."""
    toolchain: tuple[tuple[str, str], ...]
    """Names and versions of what shaped the bytes, sorted."""
    lists: str | None = None
    """SHA-256 of the ledger of its bulk lists, hex; None where it has none."""
    objects: str | None = None
    """What its log of STIX objects holds, hex; None where it has none."""


def next_release(lines: Sequence[ReleaseLine], as_of: datetime) -> ReleaseInfo:
    """The release that would follow these, at an instant.

    Args:
        lines: in order of serial.
        as_of: decides the day in the version.
    """
    day = f"{as_of:%Y.%m.%d}"
    same_day = [line for line in lines if line.version.rpartition(".")[0] == day]
    number = 1 + max((int(line.version.rpartition(".")[2]) for line in same_day), default=0)
    last = lines[-1] if lines else None
    return ReleaseInfo(
        version=f"{day}.{number}",
        serial=last.serial + 1 if last else 1,
        as_of=as_of,
        history=_history(lines),
    )


def same_release(lines: Sequence[ReleaseLine]) -> ReleaseInfo | None:
    """The last release, as it was made; None before the first."""
    if not lines:
        return None
    last = lines[-1]
    return ReleaseInfo(
        version=last.version,
        serial=last.serial,
        as_of=last.as_of,
        history=_history(lines[:-1]),
    )


def _history(lines: Sequence[ReleaseLine]) -> tuple[PastRelease, ...]:
    return tuple(
        PastRelease(
            serial=line.serial, version=line.version, as_of=line.as_of, content=line.content
        )
        for line in lines
    )
