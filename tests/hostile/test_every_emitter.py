"""No emitter lets a value break out: the engine loads the file and reads back what went in.

What a format cannot hold is reported as skipped; the release's own accounting stops on the rest.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from feedgen.emitters import emitters
from tests.engines.conformance import HOSTILE, LOADS
from tests.hostile.corpus_feeds import FEEDS, SPARED, Sparing, hostile_feed, whole_feeds
from tests.hostile.judgement import judge
from tests.hostile.readers import has_reader, reader_of
from tests.hostile.strategies import Drawn, hostile_feeds

READABLE = [name for name in emitters() if has_reader(name)]


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


def test_every_emitter_has_a_reader() -> None:
    missing = [name for name in emitters() if not has_reader(name)]
    assert not missing, "write tests/hostile/readers/<emitter>.py"


@pytest.mark.parametrize(
    ("name", "kind"), [case(name, kind, asks=LOADS) for name in READABLE for kind in FEEDS]
)
def test_what_was_listed_is_read_back_and_nothing_else(
    name: str, kind: str, tmp_path: Path
) -> None:
    emitter = emitters()[name]
    told = judge(emitter, reader_of(name), hostile_feed(kind, emitter), tmp_path)
    assert told.carried or kind == "behind the first wall"
    assert not told.unread, f"the reader of {name} looks for no value of these types"


@pytest.mark.long
@pytest.mark.parametrize(("name", "kind"), [case(n, kind) for n in SPARED for kind in FEEDS])
def test_so_is_the_whole_corpus(name: str, kind: str, tmp_path: Path) -> None:
    emitter = emitters()[name]
    for number, feed in enumerate(whole_feeds(kind, emitter)):
        folder = tmp_path / str(number)
        folder.mkdir()
        judge(emitter, reader_of(name), feed, folder)


@pytest.mark.parametrize("name", [case(name) for name in READABLE])
def test_whatever_text_there_is_is_read_back(name: str) -> None:
    emitter = emitters()[name]

    @settings(
        max_examples=SPARED.get(name, Sparing()).examples,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.explicit, Phase.reuse, Phase.generate],  # an engine is slow to shrink with
    )
    @given(drawn=hostile_feeds(emitter))
    def tried(drawn: Drawn) -> None:
        with TemporaryDirectory() as folder:
            judge(emitter, reader_of(name), drawn.feed(emitter), Path(folder))

    tried()
