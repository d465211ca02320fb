"""Falco: the file's form, what sets a rule off, and what Falco cannot compare."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from conformance import FINDS, LOADS, SILENT
from conftest import Golden, emit
from engines.latest_release import ROOT
from falco_conditions import Event, Rules
from made_feeds import accounted, indicator, listed, made, mention, small
from policy_cases import CONFIG, GOOD, INDEX
from policy_schemas import FALCO, changed, complaint

from feedgen.emitters.falco import EMITTER, RULES
from feedgen.model.feed import Feed
from feedgen.model.indicator import Action, AddressDetail, TagDetail, TagStanding
from feedgen.model.observables import ImageDigest, ImageTag, Ip

CREATED = TagDetail(standing=TagStanding.CREATED)
IMAGE_RULE = "feedgen - program in a container of a listed image"
CONNECTION_RULE = "feedgen - connection to a listed address"
OURS = "own Falco reader"


@pytest.fixture(scope="module")
def feed(corpus: Callable[[str], Path]) -> Feed:
    return small(corpus("small"))


def rules(feed: Feed) -> Rules:
    return Rules(yaml.safe_load(emit(EMITTER, feed)[0][RULES]))


def started(**changes: str) -> Event:
    """A program started in a container."""
    return {"evt.type": "execve", "container.id": "0123456789ab"} | {
        key.replace("_", "."): value for key, value in changes.items()
    }


def connected(to: str, port: int = 443) -> Event:
    kind = "6" if ":" in to else "4"
    return {"evt.type": "connect", "container.id": "host", "fd.typechar": kind,
            "fd.sip": to, "fd.snet": to, "fd.sport": str(port)}  # fmt: skip


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
@pytest.mark.parametrize(
    "event",
    [
        started(container_image_digest=INDEX),
        started(container_image_digest=INDEX, container_image="own.example/copy:v9"),
        started(container_image="docker.io/alpha/scanner:v1.1"),
        started(container_image="alpha/scanner:v1.1", container_image_digest=GOOD),
        started(container_image="mirror.example/alpha/scanner:v1.1") | {"evt.type": "execveat"},
    ],
)
def test_a_program_in_a_container_of_a_listed_image(feed: Feed, event: Event) -> None:
    assert rules(feed).alerts(event) == [IMAGE_RULE]


@pytest.mark.judged(RULES, by=OURS, asks=SILENT)
@pytest.mark.parametrize(
    "event",
    [
        started(container_image_digest=GOOD, container_image="docker.io/alpha/scanner:v1.0"),
        started(container_image_digest=CONFIG),
        started(container_image="docker.io/alpha/scanner:latest"),
        started(container_image="docker.io/beta/scanner:v1.1"),
        started(),
        started(container_image_digest=INDEX) | {"evt.type": "open"},
        started(container_image_digest=INDEX) | {"container.id": "host"},
        connected("203.0.113.8"),
        connected("2001:db8::8"),
        connected("198.51.100.3"),
    ],
)
def test_what_sets_nothing_off(feed: Feed, event: Event) -> None:
    assert rules(feed).alerts(event) == []


def addresses(feed: Feed) -> Rules:
    port = AddressDetail(ports=(443, 8443))
    values = [
        indicator(feed, mention(Ip("203.0.113.7"), action=Action.DETECT)),
        indicator(feed, mention(Ip("2001:db8::7"))),
        indicator(feed, mention(Ip("198.51.100.0/28"))),
        indicator(feed, mention(Ip("192.0.2.1"), detail=port)),
        indicator(feed, mention(Ip("192.0.2.2"), action=Action.HUNT)),
        indicator(feed, mention(Ip("2001:db8:1::/48"), detail=port)),
    ]
    return rules(made(feed, values))


@pytest.mark.judged(RULES, by=OURS, asks=FINDS)
@pytest.mark.parametrize(
    ("to", "port"),
    [("203.0.113.7", 1), ("2001:db8:0::7", 443), ("198.51.100.15", 80), ("192.0.2.1", 8443),
     ("2001:db8:1::9", 443)],
)  # fmt: skip
def test_connections_by_address_network_and_port(feed: Feed, to: str, port: int) -> None:
    assert addresses(feed).alerts(connected(to, port)) == [CONNECTION_RULE]


@pytest.mark.judged(RULES, by=OURS, asks=SILENT)
@pytest.mark.parametrize(
    ("to", "port"),
    [("203.0.113.70", 1), ("198.51.100.16", 80), ("192.0.2.1", 80), ("192.0.2.2", 443),
     ("2001:db8:1::9", 1)],
)  # fmt: skip
def test_connections_to_neighbours_and_other_ports(feed: Feed, to: str, port: int) -> None:
    assert addresses(feed).alerts(connected(to, port)) == []


@pytest.mark.judged(RULES, by=OURS, asks=LOADS)
def test_an_empty_feed_has_whole_rules_that_never_alert(feed: Feed) -> None:
    nothing = rules(replace(feed, indicators=()))
    assert list(nothing.rules) == [IMAGE_RULE]
    assert nothing.alerts(started(container_image_digest=INDEX)) == []


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
    assert len(there.alerts(started(container_image_digest=INDEX))) == 1
