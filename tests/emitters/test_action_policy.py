"""Where a value may go, for every format there is: by its action, its time, its standing.

A format is judged by its bytes, not by what it says of itself: a value that may not be there must
not stand in any file that machines act upon.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest

from feedgen.build.staging import Staged, stage
from feedgen.emitters import emitters
from feedgen.errors import InternalError
from feedgen.model.artifact import Artifact, Emission
from feedgen.model.feed import BLOCKING, DETECTION, Feed
from feedgen.model.indicator import Action, Indicator, TagDetail, TagStanding
from tests.conftest import TESTS, compile_corpus

EVERY = frozenset(Action)
FOR_PEOPLE_OR_HUNTERS = re.compile(
    r"sigma/hunt/.*|sigma/queries/[^/]+/hunt/.*|stix/hunt\.json|[^/]+\.(csv|ndjson)"
    r"|playbooks/.*|misp/.*"
)
"""Files in which a value to hunt for may stand. MISP says `to_ids` of each, which is asked apart."""
TOMBSTONES = re.compile(r"stix/.*|revoked\.csv|known-good\.csv|misp/.*|osv/.*")
"""Files that tell subscribers what to drop."""


@cache
def corpus() -> Feed:
    return compile_corpus(TESTS / "corpus" / "small", *emitters())


@cache
def files(name: str) -> dict[str, bytes]:
    """All that a format writes for the corpus, archives opened."""
    return dict(written(name, corpus()))


def written(name: str, feed: Feed) -> Iterator[tuple[str, bytes]]:
    for item in emitters()[name].emit(feed):
        if isinstance(item, Artifact):
            yield item.path, b"".join(item.chunks)
            for member in item.archive:
                yield f"{item.path}!{member.path}", b"".join(member.chunks)


def marks(indicator: Indicator) -> list[bytes]:
    """Texts by which a value would be noticed, unmistakable in this corpus."""
    value = indicator.value
    match indicator.type:
        case "image_digest" | "certificate" | "account" | "plugin":
            return [value.partition(":")[2].encode()]
        case "process":
            return [fragment.encode() for fragment in indicator.observable.fragments]  # type: ignore[attr-defined]
        case "ip":
            return [value.partition("/")[0].encode()]
        case "image_tag" | "action_ref":
            return [value.encode()]
        case _:
            return [value.encode()]


def found(name: str, wanted: list[Indicator], spared: re.Pattern[str]) -> list[tuple[str, str]]:
    """Pairs of a file and a value that stands in it."""
    return [
        (path, indicator.value)
        for path, content in files(name).items()
        if not spared.fullmatch(path.rpartition("!")[2])
        for indicator in wanted
        for mark in marks(indicator)
        if re.search(rb"(?<![\w.-])" + re.escape(mark) + rb"(?![\w-])", content)
    ]


def with_action(action: Action) -> list[Indicator]:
    """Active values of one action that no other value of the corpus contains."""
    others = {i.value for i in corpus().active if i.action is not action}
    return [
        indicator
        for indicator in corpus().select(actions=frozenset({action}))
        if not any(indicator.value in other for other in others)
        and indicator.type != "carrier"  # legitimate: playbooks and descriptions speak of it
    ]


@pytest.mark.parametrize("name", sorted(emitters()))
def test_a_value_to_hunt_for_is_in_no_list_policy_or_alert(name: str) -> None:
    assert with_action(Action.HUNT)
    assert found(name, with_action(Action.HUNT), FOR_PEOPLE_OR_HUNTERS) == []


@pytest.mark.parametrize(
    "name", sorted(name for name, emitter in emitters().items() if emitter.accepts == BLOCKING)
)
def test_a_value_to_detect_is_in_no_list_or_policy(name: str) -> None:
    assert with_action(Action.DETECT)
    assert found(name, with_action(Action.DETECT), re.compile("(?!)")) == []


@pytest.mark.parametrize("name", sorted(emitters()))
def test_an_overwritten_tag_is_nowhere_without_its_time(name: str) -> None:
    overwritten = [
        indicator
        for indicator in corpus().active
        if any(d.standing is TagStanding.OVERWRITTEN for d in indicator.details(TagDetail))
    ]
    assert {indicator.type for indicator in overwritten} == {"image_tag", "action_ref"}
    assert found(name, overwritten, FOR_PEOPLE_OR_HUNTERS) == []


@pytest.mark.parametrize("name", sorted(emitters()))
def test_an_abused_account_is_nowhere(name: str) -> None:
    (account,) = {a for i in corpus().incidents for a in i.abused_accounts}
    assert account.name == "alpha-bot"
    assert [path for path, content in files(name).items() if b"alpha-bot" in content.lower()] == []


@pytest.mark.parametrize("name", sorted(emitters()))
def test_what_is_revoked_or_expired_is_gone(name: str) -> None:
    feed = corpus()
    gone = [i for i in feed.indicators if i.revoked or not i.is_active(feed.as_of)]
    values = {"old.alpha.example", "expired.beta.example"}
    assert values <= {indicator.value for indicator in gone}
    wanted = [indicator for indicator in gone if indicator.value in values]
    assert found(name, wanted, TOMBSTONES) == []


@pytest.mark.parametrize("name", sorted(emitters()))
def test_a_year_later_the_addresses_are_gone(name: str) -> None:
    """Expiry is by the release's time: the same sources, 400 days on, lose their addresses."""
    later = replace(corpus().release, as_of=corpus().as_of + timedelta(days=400))
    feed = replace(corpus(), release=later)
    expired = [i for i in feed.indicators if i.type == "ip"]
    assert expired
    assert not [i for i in feed.active if i.type == "ip"]
    for path, content in written(name, feed):
        if not TOMBSTONES.fullmatch(path):
            for indicator in expired:
                mark = re.escape(indicator.value.encode())
                assert not re.search(rb"(?<![\d.])" + mark + rb"(?![\d.])", content), path


def test_misp_says_of_each_value_whether_it_may_alert() -> None:
    allowed = {mark.decode() for i in corpus().select(actions=DETECTION) for mark in marks(i)}
    alerting = set()
    for path, content in files("misp").items():
        if re.fullmatch(r"misp/[0-9a-f-]{36}\.json", path):
            event = json.loads(content)["Event"]
            parts = [event, *event.get("Object", [])]
            attributes = [a for part in parts for a in part.get("Attribute", [])]
            alerting |= {a["value"] for a in attributes if a["to_ids"]}
    assert {"audit.alpha.example", "203.0.113.7"} <= alerting
    hunted = {mark.decode() for i in with_action(Action.HUNT) for mark in marks(i)}
    assert not alerting & (hunted - allowed)
    assert not alerting & {"old.alpha.example", "expired.beta.example", "maybe.alpha.example"}


@pytest.mark.parametrize(
    "name", sorted(name for name, e in emitters().items() if Action.HUNT not in e.accepts)
)
def test_a_format_that_lets_one_through_fails_the_build(name: str, tmp_path: Path) -> None:
    """A leak in any emitter is stopped where its files are written."""
    real = emitters()[name]
    hunted = with_action(Action.HUNT)[0]

    def leaking(feed: Feed) -> Iterator[Emission]:
        yield from real.emit(feed)
        yield Artifact(path="leak.txt", media_type="text/plain", chunks=[b"x"], carries=[hunted.id])

    with pytest.raises(InternalError, match=f"{name} carries {hunted.type} .* its action is hunt"):
        stage(replace(real, emit=leaking), corpus(), Staged(tmp_path))
