"""Falco's rules over captures: what sets them off, in sysdig, in Falco, and in a reader of our own.

sysdig is made of Falco's library and always there; Falco judges where it is on the PATH.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from ipaddress import ip_network
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml

from feedgen.emitters.falco import EMITTER, RULES
from feedgen.model.indicator import Action, AddressDetail
from feedgen.model.observables import Ip
from tests.conftest import emit
from tests.emitters.policies.captures import Connected, Started
from tests.emitters.policies.cases import CONFIG, GOOD, INDEX
from tests.emitters.policies.falco import falco_alerts, sysdig_alerts
from tests.emitters.policies.falco_conditions import Event, Rules
from tests.emitters.policies.release import bad_references, good_references
from tests.engines.conformance import FINDS, SILENT
from tests.engines.latest_release import ROOT, rows
from tests.model.made_feeds import base, indicator, made, mention

IMAGE_RULE = "feedgen - program in a container of a listed image"
CONNECTION_RULE = "feedgen - connection to a listed address"
ENGINES = ("sysdig", "falco", "own Falco reader")
NEWER = "a connection into an IPv6 network"
"""What sysdig 0.29 cannot compare yet."""

Case = Started | Connected
BAD: dict[str, Case] = {
    "the digest": Started("docker.io/alpha/scanner:v1.0", INDEX),
    "the digest elsewhere": Started("own.example/copy:v9", INDEX),
    "the created tag": Started("docker.io/alpha/scanner:v1.1", GOOD),
    "the created tag, short": Started("alpha/scanner:v1.1"),
    "the created tag in a mirror": Started("mirror.example/alpha/scanner:v1.1"),
    "a connection to an address": Connected("203.0.113.7", 1),
    "a connection to an IPv6 address": Connected("2001:db8::7"),
    "a connection into a network": Connected("198.51.100.15", 80),
    "a connection to a port": Connected("192.0.2.1", 8443),
    NEWER: Connected("2001:db8:1::9"),
}
BENIGN: dict[str, Case] = {
    "the known-good digest": Started("docker.io/alpha/scanner:v1.0", GOOD),
    "a config digest": Started("alpha/scanner:v1.0", CONFIG),
    "a digest that differs in its end": Started("alpha/scanner:v1.0", INDEX[:-1] + "0"),
    "an overwritten tag": Started("docker.io/alpha/scanner:latest"),
    "the tag of another repository": Started("docker.io/beta/scanner:v1.1"),
    "a tag that begins alike": Started("alpha/scanner:v1.10"),
    "a program on the host": Started(),
    "a connection to the next address": Connected("203.0.113.8", 1),
    "a connection to an address that begins alike": Connected("203.0.113.70", 1),
    "a connection to the next IPv6 address": Connected("2001:db8::8"),
    "a connection behind the network": Connected("198.51.100.16", 80),
    "a connection to another port": Connected("192.0.2.1", 80),
    "a connection to what is only hunted": Connected("192.0.2.2"),
    "a connection into the IPv6 network on another port": Connected("2001:db8:1::9", 1),
}


@cache
def rules() -> bytes:
    """Of the corpus `small`, with addresses of every kind."""
    port = AddressDetail(ports=(443, 8443))
    more = [
        indicator(base(), mention(Ip("203.0.113.7"), action=Action.DETECT)),
        indicator(base(), mention(Ip("2001:db8::7"))),
        indicator(base(), mention(Ip("198.51.100.0/28"))),
        indicator(base(), mention(Ip("192.0.2.1"), detail=port)),
        indicator(base(), mention(Ip("192.0.2.2"), action=Action.HUNT)),
        indicator(base(), mention(Ip("2001:db8:1::/48"), detail=port)),
    ]
    others = [one for one in base().indicators if one.type != "ip"]
    return emit(EMITTER, made(base(), [*others, *more]))[0][RULES]


def alerts(engine: str, text: bytes, cases: dict[str, Case]) -> dict[str, set[str]]:
    """The rules that each of the cases sets off, by the case."""
    if engine == "own Falco reader":
        read = Rules(yaml.safe_load(text))
        return {name: set(read.alerts(event(case))) for name, case in cases.items()}
    with TemporaryDirectory() as room:
        if engine == "sysdig":
            return sysdig_alerts(text, cases, Path(room))
        (Path(room) / "rules.yaml").write_bytes(text)
        return falco_alerts(Path(room) / "rules.yaml", cases)


def event(case: Case) -> Event:
    """The fields that Falco has of it."""
    if isinstance(case, Connected):
        kind = "6" if ":" in case.to else "4"
        return {"evt.type": "connect", "container.id": "host", "fd.typechar": kind,
                "fd.sip": case.to, "fd.snet": case.to, "fd.sport": str(case.port)}  # fmt: skip
    seen = {"evt.type": "execve", "container.id": "0123456789ab" if case.image else "host"}
    seen |= {"container.image": case.image} if case.image else {}
    return seen | ({"container.image.digest": case.digest} if case.digest else {})


@cache
def verdicts(engine: str) -> dict[str, set[str]]:
    return alerts(engine, rules(), BAD | BENIGN)


def in_every_engine(asks: str, cases: Iterable[str] = ()) -> pytest.MarkDecorator:
    """One test for each engine and case, as the arguments `engine` and `name`; without cases, `engine`."""
    marks = {engine: pytest.mark.judged(RULES, by=engine, asks=asks) for engine in ENGINES}
    if not cases:
        return pytest.mark.parametrize(
            "engine", [pytest.param(engine, marks=mark) for engine, mark in marks.items()]
        )
    pairs: list[Any] = [
        pytest.param(engine, name, marks=mark)
        for engine, mark in marks.items()
        for name in cases
        if (engine, name) != ("sysdig", NEWER)
    ]
    return pytest.mark.parametrize(("engine", "name"), pairs)


@in_every_engine(FINDS, BAD)
def test_what_is_listed_sets_its_rule_off(engine: str, name: str) -> None:
    rule = IMAGE_RULE if isinstance(BAD[name], Started) else CONNECTION_RULE
    assert verdicts(engine)[name] == {rule}


@in_every_engine(SILENT, BENIGN)
def test_a_look_alike_sets_nothing_off(engine: str, name: str) -> None:
    assert verdicts(engine)[name] == set()


def running(images: Iterable[str]) -> dict[str, Case]:
    """A program in a container of each, named as by a runtime that resolved it."""
    split = [(image, image.partition("@")) for image in images]
    return {image: Started(name, digest) for image, (name, _, digest) in split}


def connecting(*, neighbours: bool) -> dict[str, Case]:
    """A connection to each IPv4 address of the release, or to the one before it."""
    networks = [
        ip_network(row["value"])
        for row in rows()
        if row["type"] == "ip" and row["action"] in ("block", "detect")
    ]
    ports = {row["value"]: int(row["ports"].split("|")[0] or 443) for row in rows()}
    cases: dict[str, Case] = {}
    for network in networks:
        if network.version == 4:
            address = network.network_address - neighbours
            if not neighbours or not any(address in other for other in networks):
                port = ports.get(str(network), ports.get(str(network.network_address), 443))
                cases[f"{address} port {port}"] = Connected(str(address), port)
    return cases


@in_every_engine(FINDS)
def test_every_image_and_address_of_the_release_sets_a_rule_off(engine: str) -> None:
    cases = running(bad_references()) | connecting(neighbours=False)
    found = alerts(engine, (ROOT / RULES).read_bytes(), cases)
    assert [name for name, rules_ in found.items() if len(rules_) != 1] == []


@in_every_engine(SILENT)
def test_no_good_image_and_no_neighbour_of_the_release_sets_one_off(engine: str) -> None:
    cases = running(good_references()) | connecting(neighbours=True)
    found = alerts(engine, (ROOT / RULES).read_bytes(), cases)
    assert {name: rules_ for name, rules_ in found.items() if rules_} == {}
