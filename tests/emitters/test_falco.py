"""Falco: the file's form, and what Falco cannot compare.

What sets a rule off is in test_falco_alerts.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from feedgen.emitters.falco import EMITTER, RULES
from feedgen.model.artifact import OmissionKind
from feedgen.model.feed import Feed
from feedgen.model.indicator import TagDetail, TagStanding
from feedgen.model.observables import ImageDigest, ImageTag, Ip
from tests.conftest import Golden, emit
from tests.emitters.policies.cases import INDEX
from tests.emitters.policies.falco_conditions import Event, Rules
from tests.emitters.policies.schemas import FALCO, changed, complaint
from tests.engines.conformance import FINDS, LOADS, SILENT
from tests.engines.latest_release import ROOT
from tests.model.made_feeds import accounted, base, listed, small

CREATED = TagDetail(standing=TagStanding.CREATED)
IMAGE_RULE = "feedgen - program in a container of a listed image"
OURS = "own Falco reader"


@pytest.fixture(scope="module")
def feed(corpus: Callable[[str], Path]) -> Feed:
    return small(corpus("small"))


def rules(feed: Feed) -> Rules:
    return Rules(yaml.safe_load(emit(EMITTER, feed)[0][RULES]))


def started(**changes: str) -> Event:
    """A program started in a container of a listed image."""
    event = {"evt.type": "execve", "container.id": "0123456789ab", "container.image.digest": INDEX}
    return event | {key.replace("_", "."): value for key, value in changes.items()}


def test_golden(feed: Feed, golden: Golden) -> None:
    golden("falco/small", emit(EMITTER, feed)[0])


def test_every_active_indicator_is_accounted_for(feed: Feed, tmp_path: Path) -> None:
    staged = accounted(EMITTER, feed, tmp_path)
    reasons = {reason.reason for reason in staged.omissions}
    assert "Falco would have to resolve the name itself and compare addresses" in reasons
    assert "its action is hunt: it may not raise alerts or block" in reasons


@pytest.mark.judged(RULES, by="jsonschema", asks=LOADS)
@pytest.mark.parametrize("source", ["small", "empty", "the release"])
def test_the_file_has_the_form_of_falcos_schema(feed: Feed, source: str) -> None:
    if source == "the release":
        text = (ROOT / RULES).read_bytes()
    else:
        text = emit(EMITTER, replace(feed, indicators=()) if source == "empty" else feed)[0][RULES]
    assert complaint(FALCO, yaml.safe_load(text)) == ""


@pytest.mark.parametrize(
    ("path", "value"),
    [("1.item", "a"), ("1.items", "a"), ("0.required_engine_version", 31), ("5.condition", [])],
)
def test_the_schema_refuses_what_falco_refuses(feed: Feed, path: str, value: object) -> None:
    assert complaint(FALCO, changed(yaml.safe_load(emit(EMITTER, feed)[0][RULES]), path, value))


@pytest.mark.judged(RULES, by=OURS, asks=FINDS)
@pytest.mark.parametrize("call", ["execve", "execveat"])
def test_a_program_may_start_in_two_ways(feed: Feed, call: str) -> None:
    assert rules(feed).alerts(started(evt_type=call)) == [IMAGE_RULE]


@pytest.mark.judged(RULES, by=OURS, asks=SILENT)
@pytest.mark.parametrize("event", [started(evt_type="open"), started(container_id="host")])
def test_other_calls_and_the_host_itself_set_nothing_off(feed: Feed, event: Event) -> None:
    assert rules(feed).alerts(event) == []


@pytest.mark.judged(RULES, by=OURS, asks=LOADS)
def test_an_empty_feed_has_whole_rules_that_never_alert(feed: Feed) -> None:
    nothing = rules(replace(feed, indicators=()))
    assert list(nothing.rules) == [IMAGE_RULE]
    assert nothing.alerts(started()) == []


def test_what_falco_cannot_compare_is_named(feed: Feed, tmp_path: Path) -> None:
    there = listed(
        feed,
        ImageDigest("sha512:" + "a" * 128),
        ImageTag("r.example:5000/a:1"),
        emitter=EMITTER,
        detail=None,
    )
    staged = accounted(EMITTER, there, tmp_path / "a")
    assert "Falco reads SHA-256 digests only" in {group.reason for group in staged.omissions}
    there = listed(feed, ImageTag("r.example:5000/a:1"), emitter=EMITTER, detail=CREATED)
    staged = accounted(EMITTER, there, tmp_path / "b")
    assert [group.reason for group in staged.omissions] == [
        "Falco loses the tag of a Kubernetes image whose registry has a port"
    ]


@pytest.mark.judged(RULES, by=OURS, asks=FINDS)
@pytest.mark.parametrize("name", ["9 lives", "Ä", "a-b.c", "x: [y]\n- rule: z", "{{ x }}"])
def test_a_producers_name_becomes_a_name_in_conditions(feed: Feed, name: str) -> None:
    there = rules(replace(feed, profile=replace(feed.profile, name=name)))
    assert len(there.alerts(started())) == 1


@pytest.mark.parametrize("text", ["192.0.2.300", "192.0.2.1) or (evt.num", "2001:db8::/129", ""])
def test_what_is_no_address_is_skipped(tmp_path: Path, text: str) -> None:
    there = listed(base(), Ip(text), Ip("192.0.2.7"), emitter=EMITTER)
    groups = accounted(EMITTER, there, tmp_path).omissions
    (group,) = (group for group in groups if ("ip", 1) in group.types)
    assert group.kind is OmissionKind.SKIPPED
    (file,) = tmp_path.rglob("*.yaml")
    assert "192.0.2.7" in file.read_text()
    assert not text or text not in file.read_text()
