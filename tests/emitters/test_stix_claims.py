"""The ledger sees every change, and only changes: claims against what is written."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedgen.emitters.stix import EMITTER, claims
from feedgen.emitters.stix.indicators import IndicatorObjects
from feedgen.model.feed import Feed
from feedgen.model.incident import Exposure, Grade, Reference, Window
from feedgen.model.indicator import Action, FileDetail, Indicator, Match
from feedgen.model.instants import Duration
from feedgen.model.ledger import Ledger
from feedgen.model.observables import Domain, ImageDigest
from feedgen.model.tlp import Tlp
from tests.emitters.stix.feeds import (
    LATER,
    bundle_of,
    compiled,
    files_of,
    incident,
    objects_in,
    write_incidents,
)


@pytest.fixture(scope="module")
def small(corpus: Callable[[str], Path]) -> Feed:
    return compiled(corpus("small"))


def test_every_indicator_is_claimed_whatever_stix_can_say_of_it(small: Feed) -> None:
    claimed = {c.id: c for c in claims(small) if c.kind == "indicator"}
    assert claimed.keys() == {i.id for i in small.indicators}
    assert {i.type for i in small.indicators} >= {"image_tag", "package", "path", "process"}
    for indicator in small.indicators:
        claim = claimed[indicator.id]
        assert claim.key == f"{indicator.type} {indicator.value} {indicator.generation}"
        assert claim.revoked is indicator.revoked
        assert claim.covers == ()
        assert not claim.takes_sid


def test_every_versioned_object_is_claimed_under_its_id(small: Feed) -> None:
    found = list(claims(small))
    by_id = {claim.id: claim for claim in found}
    assert len(by_id) == len(found)
    for content in files_of(small).values():
        for id_, obj in objects_in(content).items():
            type_, _, uuid = id_.partition("--")
            if type_ == "marking-definition":
                assert uuid not in by_id
                continue
            assert by_id[uuid].kind == type_
            assert by_id[uuid].revoked is obj.get("revoked", False)
            assert UUID(uuid).version == 5 or type_ == "attack-pattern"


def test_claims_do_not_read_the_ledger(small: Feed) -> None:
    assert list(claims(replace(small, ledger=Ledger()))) == list(claims(small))


def test_an_indicator_is_the_same_at_any_time(
    small: Feed, at: Callable[[Feed, datetime], Feed]
) -> None:
    def of_indicators(feed: Feed) -> list[Any]:
        return [claim for claim in claims(feed) if claim.kind == "indicator"]

    assert of_indicators(at(small, datetime(2050, 1, 1, tzinfo=UTC))) == of_indicators(small)


def _indicator(feed: Feed, value: str) -> Indicator:
    return next(i for i in feed.indicators if i.value == value)


REFERENCE = Reference(key="k", title="T", url="https://t.example/", date="2026-01-01")
EXPOSURE = Exposure(
    incident_id="alpha-registry-2026-04", key="k", component="c", cache_tail=Duration(7, "d"),
    windows=(Window(start=LATER, end=None, grade=Grade.DISPUTED, references=(REFERENCE,)),),
)  # fmt: skip
CHANGES: dict[str, Any] = {
    "action": Action.DETECT, "confidence": 0, "tlp": Tlp.GREEN, "match": Match.EXACT,
    "valid_until": LATER, "role": "persistence", "first_seen": datetime(2026, 4, 28, 9, tzinfo=UTC), "last_seen": LATER,
    "exposures": (EXPOSURE,), "references": (REFERENCE,), "note": "A note.", "labels": ("new",),
    "detail": FileDetail(name="x"), "incident_id": "beta-worm-2026-04",
    "published": datetime(2026, 1, 1, tzinfo=UTC),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_each_fact_that_any_format_shows_is_hashed(small: Feed, name: str) -> None:
    single = next(i for i in small.indicators if i.value == "back.beta.example" and not i.revoked)
    base = replace(single.mentions[0], action=Action.BLOCK, incident_id="alpha-registry-2026-04")
    before = replace(single, mentions=(base,))
    after = replace(single, mentions=(replace(base, **{name: CHANGES[name]}),))
    objects = IndicatorObjects(small)
    assert objects.claim(before).content != objects.claim(after).content
    assert objects.claim(before).content == IndicatorObjects(small).claim(before).content


@pytest.mark.parametrize(
    "change",
    [
        {"end": LATER + timedelta(days=1)},
        {"grade": Grade.CONFIRMED},
        {"note": "Rounded."},
        {"references": ()},
        {"start": LATER - timedelta(days=1)},
    ],
)
def test_so_is_each_fact_of_a_window(small: Feed, change: dict[str, Any]) -> None:
    tag = next(i for i in small.indicators if i.type == "image_tag")
    moved = replace(EXPOSURE, windows=(replace(EXPOSURE.windows[0], **change),))
    contents = {
        IndicatorObjects(small).claim(_exposed(tag, exposure)).content
        for exposure in (EXPOSURE, moved)
    }
    assert len(contents) == 2


def _exposed(indicator: Indicator, exposure: Exposure) -> Indicator:
    return replace(
        indicator, mentions=tuple(replace(m, exposures=(exposure,)) for m in indicator.mentions)
    )


def test_a_value_that_no_pattern_can_say_is_claimed_too(small: Feed) -> None:
    base = _indicator(small, "host-1.tunnel.example")
    broken = replace(base, observable=Domain("\ud800.example"))
    found = {c.id: c for c in claims(replace(small, indicators=(broken,)))}
    assert found[broken.id].content != IndicatorObjects(small).claim(base).content


def test_places_in_source_files_are_not_hashed(small: Feed) -> None:
    objects = IndicatorObjects(small)
    for indicator in small.indicators:
        moved = tuple(
            replace(m, location=replace(m.location, line=999, path="elsewhere.yml"),
                    exceptions=(("FG301", "because"),))
            for m in indicator.mentions
        )  # fmt: skip
        assert objects.claim(replace(indicator, mentions=moved)) == objects.claim(indicator)


facts = st.fixed_dictionaries(
    {},
    optional={
        "action": st.sampled_from(Action),
        "confidence": st.integers(0, 100),
        "tlp": st.sampled_from(Tlp),
        "match": st.sampled_from([Match.EXACT, Match.SUBDOMAINS]),
        "role": st.sampled_from([None, "c2", "C2", "exfiltration", "other"]),
        "note": st.sampled_from([None, "x", "%b", "\0", "\ud800"]),
        "labels": st.sampled_from([(), ("a",), ("a", "b")]),
        "references": st.sampled_from([(), (REFERENCE,)]),
        "exposures": st.sampled_from([(), (EXPOSURE,)]),
        "valid_until": st.sampled_from([LATER, LATER + timedelta(days=1)]),
    },
)
values = st.sampled_from(
    [Domain("a.example"), Domain("b.example"), ImageDigest("sha256:" + "ab" * 32)]
)


@given(one=st.tuples(values, facts), two=st.tuples(values, facts))
def test_content_changes_when_the_object_changes(
    small: Feed, one: tuple[Any, Any], two: tuple[Any, Any]
) -> None:
    base = _indicator(small, "host-1.tunnel.example")

    def built(observable: Any, changes: dict[str, Any]) -> tuple[bytes, bytes]:
        mention = replace(base.mentions[0], observable=observable, **changes)
        indicator = replace(base, observable=observable, mentions=(mention,))
        objects = IndicatorObjects(small)
        return objects.claim(indicator).content, objects.line(indicator)

    (content, line), (other_content, other_line) = built(*one), built(*two)
    if line != other_line:
        assert content != other_content
    if one == two:
        assert (content, line) == (other_content, other_line)


def test_what_is_shared_is_shared_only_by_equals(small: Feed) -> None:
    """One builder that remembers contexts gives what a fresh one gives."""
    remembering = IndicatorObjects(small)
    for indicator in (*small.indicators, *small.indicators[::-1]):
        assert remembering.claim(indicator) == IndicatorObjects(small).claim(indicator)
        if indicator.type not in EMITTER.declines:
            assert remembering.line(indicator) == IndicatorObjects(small).line(indicator)


def test_modified_rises_exactly_where_the_object_changed(tmp_path: Path) -> None:
    one = incident("one-2026-04", actors=["Mallory"], malware=[{"name": "Worm"}])
    two = incident("two-2026-04", actors=["Mallory"])
    first = compiled(write_incidents(tmp_path, one, two))
    again = two | {"title": "Another title",
                   "actors": [{"name": "Mallory", "aliases": ["M4LL"]}]}  # fmt: skip
    root = write_incidents(tmp_path, one, again)
    second = compiled(root, first.ledger, serial=2, as_of=datetime(2026, 6, 1, tzinfo=UTC))
    before, after = bundle_of(first), bundle_of(second)
    assert before.keys() == after.keys()
    changed = {id_ for id_ in after if before[id_] != after[id_]}
    assert {(after[id_]["type"], after[id_]["name"]) for id_ in changed} == {
        ("indicator", "two-2026-04.example"), ("report", "Another title"),
        ("threat-actor", "Mallory"),
    }  # fmt: skip
    for id_ in after:
        expected = "2026-06-01T00:00:00.000Z" if id_ in changed else before[id_].get("modified")
        assert after[id_].get("modified") == expected
        assert after[id_]["created"] == before[id_]["created"]


def test_claims_hold_no_spare_memory(small: Feed) -> None:
    """What orjson returns holds kilobytes too many, and a release keeps all claims at once."""
    tracemalloc.start()
    try:
        contents = [claim.content for claim in claims(small)]
        held = sum(
            trace.size
            for trace in tracemalloc.take_snapshot().statistics("lineno")
            if trace.traceback[0].filename.endswith(("stix/objects.py", "stix/indicators.py"))
        )
    finally:
        tracemalloc.stop()
    assert held < sum(map(len, contents)) + 500 * len(contents)
