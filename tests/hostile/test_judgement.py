"""The judgement itself: a value that is lost, changed, invented or kept silent does not pass."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest

from feedgen.errors import InternalError
from feedgen.model.artifact import Artifact, Emission, Emitter, Omission, OmissionKind
from feedgen.model.feed import Feed
from feedgen.model.indicator import Action, Indicator
from feedgen.model.observables import UserAgent
from tests.hostile.feeds import feed_of, incident, said
from tests.hostile.judgement import judge
from tests.hostile.readers import Reader

VALUES = ("plain", "a\nb", "c")


@dataclass(frozen=True)
class Lines:
    """Reads a value from every line of one file."""

    JUDGES: tuple[str, ...] = ("csv",)
    ARTIFACTS: tuple[str, ...] = ("lines.txt",)

    def accept(self, folder: Path) -> None:
        assert (folder / "lines.txt").read_text(encoding="utf-8").endswith("\n")

    def read_back(self, folder: Path) -> set[str]:
        return {*(folder / "lines.txt").read_text(encoding="utf-8").splitlines()}

    def wanted(self, indicator: Indicator) -> set[str]:
        return {indicator.value}


def lines(
    write: Callable[[str], str],
    *,
    carries: Callable[[str], bool] = lambda _: True,
    skips: Callable[[str], bool] = lambda _: False,
) -> Emitter:
    """An emitter that writes a line for every value, and says what it is told to say."""

    def emit(feed: Feed) -> Iterator[Emission]:
        for one in feed.active:
            if skips(one.value):
                yield Omission(indicator=one, kind=OmissionKind.SKIPPED, reason="it is not a line")
        ids = [one.id for one in feed.active if carries(one.value) and not skips(one.value)]
        text = "".join(write(one.value) for one in feed.active if not skips(one.value))
        yield Artifact(
            path="lines.txt", media_type="text/plain", chunks=[text.encode()], carries=ids
        )

    return Emitter(
        name="lines", title="Lines", url="https://feedgen.example",
        accepts=frozenset({Action.BLOCK}), emit=emit,
    )  # fmt: skip


def judged(emitter: Emitter, folder: Path) -> list[str]:
    mentions = [said(UserAgent(value)) for value in VALUES]
    feed = feed_of(emitter, mentions, [incident()])
    return sorted(one.value for one in judge(emitter, cast(Reader, Lines()), feed, folder).carried)


def test_what_is_reported_may_be_missing(tmp_path: Path) -> None:
    honest = lines("{}\n".format, skips=lambda value: "\n" in value)
    assert judged(honest, tmp_path) == ["c", "plain"]


def test_a_value_that_breaks_out_is_lost(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=r"lost 'a\\nb'"):
        judged(lines("{}\n".format), tmp_path)


def test_a_value_that_is_changed_is_lost(tmp_path: Path) -> None:
    changing = lines(lambda value: f"{value.upper()}\n", skips=lambda value: "\n" in value)
    with pytest.raises(AssertionError, match="lost 'c'"):
        judged(changing, tmp_path)


def test_a_value_that_nobody_listed_is_named(tmp_path: Path) -> None:
    inventing = lines(lambda value: f"{value}\nx{value}\n", skips=lambda value: "\n" in value)
    with pytest.raises(AssertionError, match="nobody listed: 'xc'; 'xplain'"):
        judged(inventing, tmp_path)


def test_a_value_that_is_written_and_not_said_to_be_is_named(tmp_path: Path) -> None:
    silent = lines("{}\n".format, carries=lambda value: value != "c")
    with pytest.raises(InternalError, match="neither carries nor omits user_agent c"):
        judged(silent, tmp_path)


def test_the_engine_is_asked(tmp_path: Path) -> None:
    with pytest.raises(AssertionError):
        judged(lines("{}".format, skips=lambda value: "\n" in value), tmp_path)
