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
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from feedgen.emitters import emitters
from feedgen.model.artifact import Emitter
from feedgen.model.feed import Feed
from hostile.corpus_feeds import SPARED, corpus_feed, prose_feed, raw_feed
from hostile.judgement import judge
from hostile.readers import has_reader, reader_of
from hostile.strategies import hostile_feeds

READABLE = [name for name in emitters() if has_reader(name)]
FEEDS: dict[str, Callable[[Emitter, int], Feed]] = {
    "values": corpus_feed, "prose": prose_feed, "behind the first wall": raw_feed,
}  # fmt: skip


def case(name: str, *values: Any, asks: str = HOSTILE) -> Any:
    """A case for one emitter, judged by whoever its reader names."""
    reader = reader_of(name)
    # A module whose files go to different engines says which goes to whom.
    judged = getattr(reader, "JUDGED", dict.fromkeys(reader.ARTIFACTS, reader.JUDGES))
    marks = [
        pytest.mark.judged(artifact, by=judges, asks=question)
        for artifact, judges in judged.items()
        for question in {asks, HOSTILE}
    ]
    return pytest.param(name, *values, marks=marks, id=" ".join((name, *map(str, values))))


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
    feed = FEEDS[kind](emitter, SPARED.get(name, 1))
    told = judge(emitter, reader_of(name), feed, tmp_path)
    assert told.carried or kind == "behind the first wall"


@pytest.mark.parametrize("name", [case(name) for name in READABLE])
@settings(
    max_examples=3,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # an engine is too slow to shrink with
)
@given(data=st.data())
def test_whatever_text_there_is_is_read_back(name: str, data: st.DataObject) -> None:
    emitter = emitters()[name]
    with TemporaryDirectory() as folder:
        feed = data.draw(hostile_feeds(emitter)).feed(emitter)
        judge(emitter, reader_of(name), feed, Path(folder))
