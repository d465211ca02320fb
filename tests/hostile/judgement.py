"""Compares what an emitter says it carries with what its reader finds in the files."""

from __future__ import annotations

from pathlib import Path

from feedgen.emitters import emitters
from feedgen.model.artifact import Emitter
from feedgen.model.feed import Feed
from tests.hostile.feeds import Compiled, compiled
from tests.hostile.readers import Reader

SHOWN = 5


def shown(values: set[str]) -> str:
    """Some of them, cut to what a person reads."""
    some = [repr(value)[:200] for value in sorted(values)[:SHOWN]]
    more = [f"and {len(values) - SHOWN} more"] if len(values) > SHOWN else []
    return "; ".join([*some, *more])


def judge(emitter: Emitter, reader: Reader, feed: Feed, folder: Path) -> Compiled:
    """Compiles into the folder, has the reader load it, and compares.

    Raises:
        AssertionError: with the value, or with the engine's words.
        InternalError: for an indicator that is neither carried nor reported.
    """
    told = compiled(emitter, feed, folder)
    for name in getattr(reader, "BESIDE", ()):  # emitters whose files these files read
        compiled(emitters()[name], feed, folder)
    reader.accept(folder)
    found = reader.read_back(folder)
    wanted: set[str] = set()
    read: set[str] = set()
    for one in told.carried:
        texts = reader.wanted(one)
        lost = texts - found
        assert not lost, f"{one.type} {one.value[:200]!r}: {emitter.name} lost {shown(lost)}"
        wanted |= texts
        read |= {one.type} if texts else set()
    extra = found - wanted
    assert not extra, f"{emitter.name} says what nobody listed: {shown(extra)}"
    told.unread = {one.type for one in told.carried} - read
    return told
