"""Playbooks: the seven steps, and which values stand where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from feedgen.build.known_good import refuse_known_good
from feedgen.emitters import named
from feedgen.emitters.playbooks import EMITTER
from feedgen.model.feed import Feed
from feedgen.model.incident import Status
from feedgen.model.observables import (
    OBSERVABLE_TYPES,
)
from tests.conftest import TESTS, Golden, compile_corpus, emit
from tests.emitters.playbooks.blocks import (
    ALPHA,
    STEPS,
    blocks,
    inline_lists,
    pages,
    syntax_errors,
    with_incident,
)
from tests.engines.conformance import LOADS
from tests.model.made_feeds import accounted, small

ROOT = TESTS.parent
BETA = "playbooks/beta-worm-2026-04.md"


@pytest.fixture(scope="module")
def feed(corpus: Callable[[str], Path]) -> Feed:
    return small(corpus("small"))


@cache
def published() -> Feed:
    """The project's own incidents."""
    as_of = datetime(2026, 11, 24, tzinfo=UTC)
    return compile_corpus(ROOT / "iocs", "tables", as_of=as_of)


def test_golden(feed: Feed, golden: Golden) -> None:
    golden("playbooks/small", emit(EMITTER, feed)[0])


def test_every_active_indicator_is_acted_upon(feed: Feed, tmp_path: Path) -> None:
    staged = accounted(EMITTER, feed, tmp_path)
    assert staged.carried["playbooks"] == len(feed.active)
    assert staged.omissions == []


def test_every_observable_type_has_a_list() -> None:
    from feedgen.emitters.playbooks.kinds import KINDS  # noqa: PLC0415 - beside its one use

    assert {type_ for kind in KINDS if kind.main for type_ in kind.types} == set(OBSERVABLE_TYPES)


@pytest.mark.parametrize("source", ["small", "published"])
def test_all_seven_steps_stand_on_every_page_under_fixed_anchors(feed: Feed, source: str) -> None:
    for path, page in pages(feed if source == "small" else published()).items():
        headings = [line for line in page.splitlines() if line in STEPS]
        assert tuple(headings) == STEPS, path
        for number, heading in enumerate(STEPS, start=1):
            assert f'<a id="step-{number}"></a>\n{heading}\n' in page
            body = page.partition(heading)[2].partition('\n<a id="')[0]
            assert "does not apply: " in body or len(body) > 200, f"{path}: {heading}"


def test_a_step_that_an_incident_has_no_use_for_says_so(feed: Feed) -> None:
    beta = pages(feed)[BETA]
    for heading, words in (
        (STEPS[1], "nothing of this incident is pulled by a pipeline"),
        (STEPS[2], "no report says which credentials were in scope"),
        (STEPS[4], "no value is published as known to be good"),
    ):
        assert words in beta.partition(heading)[2].partition('\n<a id="')[0]
    assert "docker" not in beta.partition(STEPS[6])[0]
    assert "No report gives a window" not in beta


def test_values_to_hunt_for_stand_apart_and_abused_names_nowhere(feed: Feed) -> None:
    page = pages(feed)[ALPHA]
    found = inline_lists(page)
    assert found["domains"] == ["audit.alpha.example"]
    assert found["hosts"] == ["host-1.tunnel.example"]
    assert found["hunt-domains"] == ["maybe.alpha.example"]
    assert found["addresses"] == [
        "2001:db8::7",
        "203.0.113.7",
        "203.0.113.9 443",
        "203.0.113.9 8443",
    ]
    assert found["hunt-networks"] == ["198.51.100.0/28"]
    assert "docker.io/alpha/scanner:v1.1" in found["image-tags"]
    assert "docker.io/alpha/scanner:v1.0" in found["hunt-image-tags"]
    assert found["hunt-action-refs"] == ["alpha/scan-action@0.24.0"]
    assert found["hunt-carriers"] == ["alpha/carrier-action"]
    assert "alpha-bot" not in page
    hunted = {line for name, lines in found.items() if name.startswith("hunt-") for line in lines}
    plain = {
        line for name, lines in found.items() if not name.startswith("hunt-") for line in lines
    }
    assert not hunted & plain


def test_what_is_revoked_or_expired_is_gone(feed: Feed) -> None:
    text = "".join(pages(feed).values())
    assert "old.alpha.example" not in text
    assert "expired.beta.example" not in text
    assert "back.beta.example" in text


def test_indexes_are_deleted_before_the_manifests_that_they_name(feed: Feed) -> None:
    assert inline_lists(pages(feed)[ALPHA])["digests"][0] == "sha256:" + "1" * 64


@pytest.mark.parametrize("source", ["small", "published"])
def test_no_list_holds_a_known_good_value(feed: Feed, source: str, tmp_path: Path) -> None:
    chosen = feed if source == "small" else published()
    good = {known.observable.value for known in chosen.known_good}
    for path, page in pages(chosen).items():
        for name, lines in inline_lists(page).items():
            assert not good & set(lines), f"{path}: {name}"
    # They stand in step 5 all the same, and the release's last guard lets them.
    refuse_known_good(chosen, accounted(EMITTER, chosen, tmp_path))


def test_known_good_values_are_pulled_and_pinned(feed: Feed) -> None:
    page = pages(feed)[ALPHA]
    assert f"docker pull docker.io/alpha/scanner@sha256:{'9' * 64}   # v1.0\n" in page
    assert f"- uses: alpha/scan-action@{'e' * 40} # 0.25.0\n" in page


def test_the_windows_are_filled_in_with_the_cache_tail_and_an_open_end(feed: Feed) -> None:
    page = pages(feed)[ALPHA]
    assert (
        "| 2026-04-22T13:05:00Z | 2026-04-22T15:42:00Z | 2026-04-29T15:42:00Z | disputed |" in page
    )
    # One window is open, so the search is too.
    assert "--created '2026-04-22T12:31:00Z..*'" in page
    closed = replace(
        feed.incidents[0].exposures[0].windows[0], end=datetime(2026, 4, 22, 13, tzinfo=UTC)
    )
    exposure = replace(feed.incidents[0].exposures[0], windows=(closed,))
    page = pages(with_incident(feed, exposures=(exposure,)))[ALPHA]
    assert "--created 2026-04-22T12:31:00Z..2026-04-29T13:00:00Z" in page
    assert "--since '2026-04-22 12:31:00 UTC' --until '2026-04-29 13:00:00 UTC'" in page
    assert "op_time=[2026-04-22 12:31:00~2026-04-29 13:00:00]" in page


def test_an_incident_without_windows_says_since_when_to_search(feed: Feed) -> None:
    page = pages(with_incident(feed, exposures=()))[ALPHA]
    assert "does not apply: no report gives a window" in page
    assert "the search begins at 2026-03-23T18:00:00Z" in page


def test_a_withdrawn_incident_says_only_that(feed: Feed) -> None:
    at = datetime(2026, 4, 30, tzinfo=UTC)
    changed = with_incident(
        feed, status=Status.WITHDRAWN, withdrawn_at=at, withdrawn_reason="A *drill*"
    )
    page = pages(changed)[ALPHA]
    assert "**Withdrawn on 2026-04-30T00:00:00Z.** A \\*drill\\*" in page
    assert "```" not in page
    assert "step-1" not in page


def test_long_lists_are_read_from_the_release() -> None:
    worm = pages(published())["playbooks/canisterworm-npm-2026-03.md"]
    assert "packages" not in inline_lists(worm)
    assert '"$RELEASE/indicators.ndjson"' in worm
    assert worm.count("pkg:npm/") < 30


@pytest.mark.judged("playbooks/*.md", by="bash", asks=LOADS)
@pytest.mark.parametrize("source", ["small", "published"])
def test_bash_reads_every_block(feed: Feed, source: str) -> None:
    for path, page in pages(feed if source == "small" else published()).items():
        for script in blocks(page):
            assert syntax_errors(script) == "", f"{path}:\n{script}"


def test_the_same_feed_gives_the_same_bytes(feed: Feed) -> None:
    assert pages(feed) == pages(feed)
    for page in (*pages(feed).values(), *pages(published()).values()):
        assert page.endswith("\n")
        assert not page.endswith("\n\n")
        assert "\r" not in page


def test_the_list_at_the_end_is_what_the_formats_say_of_their_files(feed: Feed) -> None:
    (alpha, *_) = pages(feed).values()
    end = alpha.partition("## Machine-readable files of the release\n\n")[2]
    listed = [line[3:].partition("`: ")[::2] for line in end.splitlines()[:-1]]
    declared = {
        path.replace("{incident}", "alpha-registry-2026-04"): title
        for emitter in named(feed.profile.formats)
        for path, title in emitter.files.items()
    }
    assert dict(listed) == declared
    paths = [path for path, _ in listed]
    assert paths[:2] == ["exposures.csv", "incidents.ndjson"], "what holds everything comes first"
    assert end.splitlines()[-1].startswith("- `release.json`: ")
