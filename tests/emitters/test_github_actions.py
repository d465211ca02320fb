"""GitHub's policy for actions: which patterns, and what they match."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from feedgen.emitters.github_actions import EMITTER, PATTERNS
from feedgen.model.feed import Feed
from feedgen.model.indicator import CommitDetail, TagDetail, TagStanding
from feedgen.model.observables import ActionRef, Commit
from tests.conftest import Golden, emit
from tests.model.made_feeds import accounted, indicator, listed, made, mention, small

CREATED = TagDetail(standing=TagStanding.CREATED)


@pytest.fixture(scope="module")
def feed(corpus: Callable[[str], Path]) -> Feed:
    return small(corpus("small"))


def patterns(feed: Feed) -> list[str]:
    text = emit(EMITTER, feed)[0][PATTERNS].decode()
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert all(line.startswith("!") for line in lines)
    return lines


def test_golden(feed: Feed, golden: Golden) -> None:
    golden("github_actions/small", emit(EMITTER, feed)[0])


def test_every_active_indicator_is_accounted_for(feed: Feed, tmp_path: Path) -> None:
    assert accounted(EMITTER, feed, tmp_path).carried["github_actions"] == 2


def test_an_empty_list_is_its_head(feed: Feed) -> None:
    files, omissions = emit(EMITTER, replace(feed, indicators=()))
    assert not omissions
    assert patterns(replace(feed, indicators=())) == []
    assert b" 0 patterns\n" in files[PATTERNS]


def test_what_is_not_always_bad_or_not_on_github_is_named(feed: Feed, tmp_path: Path) -> None:
    overwritten = TagDetail(standing=TagStanding.OVERWRITTEN)
    reissued = TagDetail(standing=TagStanding.CREATED, reissued=datetime(2026, 1, 1, tzinfo=UTC))
    elsewhere = CommitDetail(repositories=("gitlab.com/a/b",))
    there = made(
        feed,
        [
            indicator(feed, mention(ActionRef("github.com/a/b@v1"), detail=overwritten)),
            indicator(feed, mention(ActionRef("github.com/a/b@v2"), detail=reissued)),
            indicator(feed, mention(ActionRef("gitlab.com/a/b@v3"), detail=CREATED)),
            indicator(feed, mention(Commit("a" * 40))),
            indicator(feed, mention(Commit("b" * 40), detail=elsewhere)),
        ],
    )
    staged = accounted(EMITTER, there, tmp_path)
    assert patterns(there) == []
    assert sorted(group.reason for group in staged.omissions) == [
        "no repository on GitHub is known for this commit",
        "the repository is not on GitHub",
        "the tag is legitimate at other times, and a list knows no time",
    ]


@pytest.mark.parametrize(
    "ref",
    ["*", "v?", "v[1]", "v+", "v1\n!x/y@z", "v1,x/y", "v 1", "", "ü", "!v", "{{x}}", "v1\u202e"],
)
def test_a_ref_with_a_meaning_in_patterns_is_left_out(feed: Feed, ref: str) -> None:
    there = listed(feed, ActionRef(f"github.com/a/b@{ref}"), emitter=EMITTER, detail=CREATED)
    _, (omission,) = emit(EMITTER, there)
    assert omission.reason == "the name has a meaning in a pattern of GitHub's"
    assert patterns(there) == []


def test_github_takes_no_more_than_a_thousand(feed: Feed) -> None:
    detail = CommitDetail(repositories=("github.com/a/b", "github.com/a/c"))
    commits = [indicator(feed, mention(Commit(f"{n:040x}"), detail=detail)) for n in range(300)]
    there = made(feed, commits)
    _, omissions = emit(EMITTER, there)
    assert len(patterns(there)) == 900
    assert [omission.indicator.value for omission in omissions] == [
        f"{n:040x}" for n in range(225, 300)
    ]
