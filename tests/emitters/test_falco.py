"""Falco: the file's form, what sets a rule off, and the conditions in the library Falco is made of."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from conftest import Golden, emit
from falco_conditions import SCHEMA, Event, Rules
from jsonschema import Draft7Validator
from made_feeds import accounted, indicator, listed, made, mention, small
from policy_cases import CONFIG, GOOD, INDEX

from feedgen.emitters.falco import EMITTER, RULES
from feedgen.model.feed import Feed
from feedgen.model.indicator import Action, AddressDetail, TagDetail, TagStanding
from feedgen.model.observables import ImageDigest, ImageTag, Ip

CREATED = TagDetail(standing=TagStanding.CREATED)
IMAGE_RULE = "feedgen - program in a container of a listed image"
CONNECTION_RULE = "feedgen - connection to a listed address"


@pytest.fixture(scope="module")
def feed(corpus: Callable[[str], Path]) -> Feed:
    return small(corpus("small"))


def rules(feed: Feed) -> Rules:
    document = yaml.safe_load(emit(EMITTER, feed)[0][RULES])
    Draft7Validator(SCHEMA).validate(document)
    return Rules(document)


def started(**changes: str) -> Event:
    """A program started in a container."""
    return {"evt.type": "execve", "container.id": "0123456789ab"} | {
        key.replace("_", "."): value for key, value in changes.items()
    }


def connected(to: str, port: int = 443, kind: str = "4") -> Event:
    return {"evt.type": "connect", "container.id": "host", "fd.typechar": kind,
            "fd.sip": to, "fd.snet": to, "fd.sport": str(port)}  # fmt: skip


def test_golden(feed: Feed, golden: Golden) -> None:
    golden("falco/small", emit(EMITTER, feed)[0])


def test_every_active_indicator_is_accounted_for(feed: Feed, tmp_path: Path) -> None:
    staged = accounted(EMITTER, feed, tmp_path)
    reasons = {reason.reason for reason in staged.omissions}
    assert "Falco would have to resolve the name itself and compare addresses" in reasons
    assert "its action is hunt: it may not raise alerts or block" in reasons


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
        connected("2001:db8::8", kind="6"),
        connected("198.51.100.3"),
    ],
)
def test_what_sets_nothing_off(feed: Feed, event: Event) -> None:
    assert rules(feed).alerts(event) == []


def test_connections_by_address_network_and_port(feed: Feed) -> None:
    port = AddressDetail(ports=(443, 8443))
    there = rules(
        made(
            feed,
            [
                indicator(feed, mention(Ip("203.0.113.7"), action=Action.DETECT)),
                indicator(feed, mention(Ip("2001:db8::7"))),
                indicator(feed, mention(Ip("198.51.100.0/28"))),
                indicator(feed, mention(Ip("192.0.2.1"), detail=port)),
                indicator(feed, mention(Ip("192.0.2.2"), action=Action.HUNT)),
                indicator(feed, mention(Ip("2001:db8:1::/48"), detail=port)),
            ],
        )
    )
    hits = [
        ("203.0.113.7", 1),
        ("2001:db8:0::7", 443),
        ("198.51.100.15", 80),
        ("192.0.2.1", 8443),
        ("2001:db8:1::9", 443),
    ]
    misses = [
        ("203.0.113.70", 1),
        ("198.51.100.16", 80),
        ("192.0.2.1", 80),
        ("192.0.2.2", 443),
        ("2001:db8:1::9", 1),
    ]
    for address, number in hits:
        assert there.alerts(connected(address, number, "6" if ":" in address else "4")) == [
            CONNECTION_RULE
        ]
    for address, number in misses:
        assert there.alerts(connected(address, number, "6" if ":" in address else "4")) == []


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


@pytest.mark.parametrize(
    "value", ["1.2.3.4) or (evt.num=1", "1.2.3.4, 5.6.7.8", "'", "feedgen_images", "1.2.3.4\n"]
)
def test_hostile_addresses_never_reach_a_condition(feed: Feed, value: str) -> None:
    there = listed(feed, Ip(value), emitter=EMITTER)
    files, (omission,) = emit(EMITTER, there)
    assert "no address" in omission.reason
    assert files == emit(EMITTER, replace(feed, indicators=()))[0]


@pytest.mark.parametrize("name", ["9 lives", "Ä", "a-b.c", "x: [y]\n- rule: z", "{{ x }}"])
def test_a_producers_name_becomes_a_name_in_conditions(feed: Feed, name: str) -> None:
    there = rules(replace(feed, profile=replace(feed.profile, name=name)))
    assert len(there.alerts(started(container_image_digest=INDEX))) == 1


@pytest.mark.engine
def test_the_library_that_falco_is_made_of_takes_the_conditions(feed: Feed) -> None:
    program = shutil.which("sysdig")
    if program is None:
        if os.environ.get("CI") == "true":
            pytest.fail("sysdig is missing; scripts/engines.sh installs it")
        pytest.skip("sysdig is not installed")
    network = indicator(feed, mention(Ip("198.51.100.0/28")))
    more = made(feed, [*feed.indicators, network])
    # sysdig 0.29 is older than Falco 0.37, whose library knows IPv6 networks too.
    for condition in rules(more).filters():
        assert "filter error" not in _complaint(program, condition)
        assert "filter error" in _complaint(program, f"{condition} and container.nothing = 1")


def _complaint(program: str, condition: str) -> str:
    """What sysdig says; it compiles the condition before it finds that there is no capture."""
    done = subprocess.run(
        [program, "-r", "/dev/null", condition], capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    return done.stdout + done.stderr
