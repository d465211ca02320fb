"""CDB lists and rules for Wazuh, read by a reader that is as strict as the documentation."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import UUID
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedgen.emitters.lists import ANY_PORT
from feedgen.emitters.wazuh import BLOCK, EMITTER, RULES, first_rule
from feedgen.model.artifact import OmissionKind
from feedgen.model.feed import Feed
from feedgen.model.indicator import Action, AddressDetail, Match
from feedgen.model.observables import Domain, Ip, Url
from tests.conftest import TESTS, Golden, emit
from tests.engines.conformance import FINDS, HOSTILE, LOADS, SILENT
from tests.engines.wazuh_reader import PARENTS, Rule, cdb_keys, finds, rules
from tests.model.made_feeds import accounted, base, indicator, listed, made, mention, small

LISTS, RULE_FILE = "wazuh/lists/*", "wazuh/feedgen_rules.xml"
OWN = "own Wazuh reader"
ADDRESSES = Rule(
    id=1, level=12, parents=frozenset(), field="dstip", lookup="address_match_key", list="x",
    description="x",
)  # fmt: skip


@pytest.fixture(scope="module")
def feed(corpus: Callable[[str], Path]) -> Feed:
    return small(corpus("small"))


def lists(feed: Feed) -> dict[str, dict[str, str]]:
    """The lists with an entry, by what they list."""
    found = {
        path.removeprefix("wazuh/lists/feedgen-"): dict(cdb_keys(data))
        for path, data in emit(EMITTER, feed)[0].items()
        if path != RULES
    }
    return {name: keys for name, keys in found.items() if keys != {"no entries": ""}}


def parsed(feed: Feed) -> ET.Element:
    """The rules, by a parser of XML."""
    return ET.fromstring(emit(EMITTER, feed)[0][RULES])  # noqa: S314 - our own output


def test_golden(feed: Feed, golden: Golden) -> None:
    golden("wazuh/small", emit(EMITTER, feed)[0])


def test_every_active_indicator_is_accounted_for(feed: Feed, tmp_path: Path) -> None:
    staged = accounted(EMITTER, feed, tmp_path)
    assert {o.kind for o in staged.omissions if o.artifact} == {OmissionKind.PARTIAL}


@pytest.mark.judged(LISTS, by=OWN, asks=LOADS)
def test_lists_hold_what_may_raise_an_alert(feed: Feed) -> None:
    keys = {key for found in lists(feed).values() for key in found}
    types = ("domain", "ip", "url", "sha256", "sha1", "md5")
    alerting = {i.value for i in feed.active if i.action is not Action.HUNT and i.type in types}
    assert keys == alerting
    assert {i.value for i in feed.indicators if i.type in types} - alerting


def test_a_value_names_the_incidents(feed: Feed) -> None:
    found = lists(feed)["domains"]
    assert found["audit.alpha.example"] == "alpha-registry-2026-04,beta-worm-2026-04"


@pytest.mark.judged(LISTS, by=OWN, asks=LOADS)
@pytest.mark.parametrize(
    ("network", "keys"),
    [
        ("192.0.2.9", ["192.0.2.9"]),
        ("192.0.2.0/24", ["192.0.2."]),
        ("198.18.0.0/16", ["198.18."]),
        ("11.0.0.0/8", ["11."]),
        ("192.0.2.252/31", ["192.0.2.252", "192.0.2.253"]),
        ("198.18.4.0/23", ["198.18.4.", "198.18.5."]),
        ("12.0.0.0/7", ["12.", "13."]),
    ],
)
def test_networks_become_starts_of_addresses(feed: Feed, network: str, keys: list[str]) -> None:
    found = lists(listed(feed, Ip(network), emitter=EMITTER))["ips"]
    assert list(found) == keys


@pytest.mark.judged(LISTS, by=OWN, asks=FINDS)
@pytest.mark.judged(LISTS, by=OWN, asks=SILENT)
@settings(max_examples=60, deadline=None)
@given(
    start=st.ip_addresses(v=4), length=st.integers(8, 32), other=st.ip_addresses(v=4),
    inside=st.booleans(),
)  # fmt: skip
def test_a_network_matches_its_addresses_and_no_others(
    start: ipaddress.IPv4Address, length: int, other: ipaddress.IPv4Address, *, inside: bool
) -> None:
    network = ipaddress.ip_network((int(start), length), strict=False)
    text = Ip.parse(str(network)).value
    found = lists(listed(base(), Ip(text), emitter=EMITTER))["ips"]
    assert len(found) <= 128
    address = network[int(other) % network.num_addresses] if inside else other
    assert finds(ADDRESSES, found, {"dstip": str(address)}) is (address in network)


def test_overlapping_networks_say_each_key_once(feed: Feed) -> None:
    there = made(
        feed,
        [
            indicator(feed, mention(Ip("198.18.4.0/23"), incident_id="one")),
            indicator(feed, mention(Ip("198.18.5.0/24"), incident_id="two")),
        ],
    )
    assert lists(there)["ips"] == {"198.18.4.": "one", "198.18.5.": "one,two"}


def test_ipv6_is_text(feed: Feed, tmp_path: Path) -> None:
    there = listed(feed, Ip("2001:db8::7"), Ip("2001:db8::/32"), emitter=EMITTER)
    assert list(lists(there)["ips"]) == ["2001:db8::7"]
    groups = accounted(EMITTER, there, tmp_path).omissions
    assert {o.kind for o in groups} == {OmissionKind.PARTIAL, OmissionKind.SKIPPED}


def test_ports_are_beyond_a_list(feed: Feed) -> None:
    detail = AddressDetail(ports=(443,))
    (partial,) = emit(EMITTER, listed(feed, Ip("192.0.2.9"), emitter=EMITTER, detail=detail))[1]
    assert partial.reason == ANY_PORT


def test_names_below_a_domain_are_beyond_a_list(feed: Feed) -> None:
    wide = listed(feed, Domain("a.example"), emitter=EMITTER, match=Match.SUBDOMAINS)
    assert [o.kind for o in emit(EMITTER, wide)[1]] == [OmissionKind.PARTIAL]
    assert emit(EMITTER, listed(feed, Domain("a.example"), emitter=EMITTER))[1] == []


@pytest.mark.judged(RULE_FILE, by=OWN, asks=LOADS)
def test_the_rules_build_on_wazuhs_own_and_look_up_every_list(feed: Feed) -> None:
    files = emit(EMITTER, feed)[0]
    found = rules(files[RULES])
    assert [rule.id for rule in found] == [first_rule(feed) + n for n in range(BLOCK)]
    assert {rule.list for rule in found} == {
        f"etc/lists/{Path(path).name}" for path in files if path != RULES
    }
    for rule in found:
        assert rule.parents, "a rule without a parent is tried on every event"
        assert rule.parents <= PARENTS
        addresses = rule.list == "etc/lists/feedgen-ips"
        assert rule.lookup == ("address_match_key" if addresses else "match_key")


RELEASED = TESTS.parent / "out" / "v1" / "latest" / "wazuh"
LOOK_ALIKES = {
    "domains": ["notaudit.checkmarx.cx.example.org", "xaudit.checkmarx.cx", "example.org", "-", ""],
    "ips": ["10.0.0.1", "45.148.10.2120", "192.0.2.1", ""],
    "urls": ["https://checkmarx.zone/", "https://checkmarx.zone/raw2", "https://example.org/raw"],
    "sha256": ["e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
    "sha1": ["da39a3ee5e6b4b0d3255bfef95601890afd80709"],
    "md5": ["d41d8cd98f00b204e9800998ecf8427e"],
}  # fmt: skip
"""Neighbours of what the real feed lists; the hashes are those of an empty file."""


@pytest.mark.judged(LISTS, RULE_FILE, by=OWN, asks=FINDS)
@pytest.mark.judged(LISTS, RULE_FILE, by=OWN, asks=SILENT)
@pytest.mark.parametrize("number", range(BLOCK))
def test_a_released_rule_finds_every_key_of_its_list_and_no_look_alike(number: int) -> None:
    rule = rules((RELEASED / "feedgen_rules.xml").read_bytes())[number]
    name = rule.list.removeprefix("etc/lists/feedgen-")
    keys = cdb_keys((RELEASED / "lists" / f"feedgen-{name}").read_bytes())
    assert keys
    for key in keys:
        # Of a network the list has the beginning.
        value = f"{key}7.7.7"[:11] if key.endswith(".") else key
        assert finds(rule, keys, {rule.field: value}), key
        assert not finds(rule, keys, {"other": value})
        assert not finds(rule, keys, {rule.field: f"x{value}"})
    for text in LOOK_ALIKES[name]:
        assert not finds(rule, keys, {rule.field: text}), text


@settings(max_examples=60, deadline=None)
@given(st.uuids())
def test_rule_ids_are_in_the_users_range_and_stable(namespace: UUID) -> None:
    feed = base()
    there = replace(feed, profile=replace(feed.profile, namespace=namespace))
    first = first_rule(there)
    assert 100_000 <= first <= 120_000 - BLOCK
    assert first == first_rule(replace(there, indicators=()))


@pytest.mark.judged(RULE_FILE, by=OWN, asks=HOSTILE)
@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_a_producers_name_stays_in_its_comment(name: str) -> None:
    feed = base()
    there = replace(feed, profile=replace(feed.profile, name=f"{name} --> <rule> $(x) --"))
    assert ET.tostring(parsed(there)) == ET.tostring(parsed(feed))


@pytest.mark.judged(LISTS, by=OWN, asks=HOSTILE)
@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_any_url_and_incident_stay_in_their_fields(path: str, incident: str) -> None:
    url = f"http://a.example/{path}"
    there = listed(base(), Url(url), emitter=EMITTER, incident_id=f"i{incident}")
    assert list(lists(there).get("urls", {url: ""})) == [url]


def test_the_page_explains_every_list() -> None:
    page = (TESTS.parent / "docs" / "wazuh.md").read_text(encoding="utf-8")
    for name in ("domains", "ips", "urls", "sha256", "sha1", "md5"):
        assert f"feedgen-{name}" in page
