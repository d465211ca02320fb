"""No emitter lets a value break out: the engine loads the file and reads back what went in.

What a format cannot hold is reported as skipped; the release's own accounting stops on the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from conformance import HOSTILE, LOADS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feedgen.emitters import emitters
from feedgen.model.artifact import Emitter
from feedgen.model.feed import Feed
from hostile.corpus_feeds import SPARED, corpus_feed, prose_feed, raw_feed
from hostile.feeds import compiled
from hostile.readers import Reader, has_reader, reader_of
from hostile.strategies import hostile_feeds

READABLE = [name for name in emitters() if has_reader(name)]
FEEDS: dict[str, Callable[[Emitter, int], Feed]] = {
    "values": corpus_feed, "prose": prose_feed, "behind the first wall": raw_feed,
}  # fmt: skip
SHOWN = 5


def case(name: str, *values: Any, asks: str = HOSTILE) -> Any:
    """A case for one emitter, judged by whoever its reader names."""
    reader = reader_of(name)
    marks = [
        pytest.mark.judged(*reader.ARTIFACTS, by=reader.JUDGES, asks=question)
        for question in {asks, HOSTILE}
    ]
    return pytest.param(name, *values, marks=marks, id=" ".join((name, *map(str, values))))


def shown(values: set[str]) -> str:
    some = [repr(value)[:200] for value in sorted(values)[:SHOWN]]
    return "; ".join(
        [*some, f"and {len(values) - SHOWN} more"][: len(some) + (len(values) > SHOWN)]
    )


def judge(emitter: Emitter, feed: Feed, folder: Path) -> int:
    """Has the emitter's reader load and compare; gives how many indicators were carried."""
    reader: Reader = reader_of(emitter.name)
    told = compiled(emitter, feed, folder)
    reader.accept(folder)
    found = reader.read_back(folder)
    wanted: set[str] = set()
    for one in told.carried:
        texts = reader.wanted(one)
        lost = texts - found
        assert not lost, f"{one.type} {one.value[:200]!r}: {emitter.name} lost {shown(lost)}"
        wanted |= texts
    extra = found - wanted
    assert not extra, f"{emitter.name} says what nobody listed: {shown(extra)}"
    return len(told.carried)


@pytest.mark.xfail(strict=True, reason="some readers are still being written")
def test_every_emitter_has_a_reader() -> None:
    missing = [name for name in emitters() if not has_reader(name)]
    assert not missing, "write tests/hostile/readers/<emitter>.py"


@pytest.mark.parametrize(
    ("name", "kind"), [case(n, kind, asks=LOADS) for n in READABLE for kind in FEEDS]
)
def test_what_was_listed_is_read_back_and_nothing_else(
    name: str, kind: str, tmp_path: Path
) -> None:
    emitter = emitters()[name]
    carried = judge(emitter, FEEDS[kind](emitter, SPARED.get(name, 1)), tmp_path)
    assert carried or kind == "behind the first wall"


@pytest.mark.parametrize("name", [case(name) for name in READABLE])
@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_text_there_is_is_read_back(name: str, data: st.DataObject) -> None:
    emitter = emitters()[name]
    with TemporaryDirectory() as folder:
        judge(emitter, data.draw(hostile_feeds(emitter)), Path(folder))
