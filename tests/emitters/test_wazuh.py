"""CDB lists and rules for Wazuh, read by a reader that is as strict as the documentation."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import UUID
from xml.etree import ElementTree as ET

import pytest
from conftest import TESTS, Golden, emit
from hypothesis import given, settings
from hypothesis import strategies as st
from made_feeds import accounted, base, indicator, listed, made, mention, small

from feedgen.emitters.lists import ANY_PORT
from feedgen.emitters.wazuh import BLOCK, EMITTER, RULES, first_rule
from feedgen.model.artifact import OmissionKind
from feedgen.model.feed import Feed
from feedgen.model.indicator import Action, AddressDetail, Match
from feedgen.model.observables import Domain, Ip, Md5, Observable, Sha1, Sha256, Url

_LINE = re.compile(r'(?:"([^"]+)"|([^":]+)):([^":]*)')


@pytest.fixture(scope="module")
def feed(corpus: Callable[[str], Path]) -> Feed:
    return small(corpus("small"))


def read(data: bytes) -> dict[str, str]:
    """A CDB list as the documentation describes it: quoted keys with colons, each key once."""
    lines = data.decode("ascii").split("\n")
    assert lines.pop() == ""
    assert lines
    pairs = []
    for line in lines:
        match = _LINE.fullmatch(line)
        assert match, line
        pairs.append((match[1] or match[2], match[3]))
    assert len(dict(pairs)) == len(pairs)
    return dict(pairs)


def lists(feed: Feed) -> dict[str, dict[str, str]]:
    """The lists with an entry, by what they list."""
    found = {
        path.removeprefix("wazuh/lists/feedgen-"): read(data)
        for path, data in emit(EMITTER, feed)[0].items()
        if path != RULES
    }
    return {name: keys for name, keys in found.items() if keys != {"no entries": ""}}


def address_matches(keys: dict[str, str], address: str) -> bool:
    """What `address_match_key` does: the address itself, then its starts that end with a dot."""
    if address in keys:
        return True
    starts = [address[: at + 1] for at, character in enumerate(address) if character == "."]
    return any(start in keys for start in starts)


def parsed(feed: Feed) -> ET.Element:
    """The rules, by a parser of XML."""
    return ET.fromstring(emit(EMITTER, feed)[0][RULES])  # noqa: S314 - our own output


def test_golden(feed: Feed, golden: Golden) -> None:
    golden("wazuh/small", emit(EMITTER, feed)[0])


def test_every_active_indicator_is_accounted_for(feed: Feed, tmp_path: Path) -> None:
    staged = accounted(EMITTER, feed, tmp_path)
    assert {o.kind for o in staged.omissions if o.artifact} == {OmissionKind.PARTIAL}


def test_lists_hold_what_may_raise_an_alert(feed: Feed) -> None:
    keys = {key for found in lists(feed).values() for key in found}
    types = ("domain", "ip", "url", "sha256", "sha1", "md5")
    alerting = {i.value for i in feed.active if i.action is not Action.HUNT and i.type in types}
    assert keys == alerting
    assert {i.value for i in feed.indicators if i.type in types} - alerting


def test_a_value_names_the_incidents(feed: Feed) -> None:
    found = lists(feed)["domains"]
    assert found["audit.alpha.example"] == "alpha-registry-2026-04,beta-worm-2026-04"


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
    assert address_matches(found, str(address)) is (address in network)


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


def test_the_rules_are_xml_and_look_up_every_list(feed: Feed) -> None:
    files = emit(EMITTER, feed)[0]
    group = parsed(feed)
    assert group.tag == "group"
    rules = group.findall("rule")
    assert [int(rule.attrib["id"]) for rule in rules] == [
        first_rule(feed) + n for n in range(BLOCK)
    ]
    used = {rule.findtext("list") for rule in rules}
    assert used == {f"etc/lists/{Path(path).name}" for path in files if path != RULES}
    for rule in rules:
        assert {child.tag for child in rule} - {"if_sid", "if_group"} == {"list", "description"}
        lookup = rule.find("list").attrib["lookup"]  # type: ignore[union-attr]
        addresses = rule.findtext("list") == "etc/lists/feedgen-ips"
        assert lookup == ("address_match_key" if addresses else "match_key")


@settings(max_examples=60, deadline=None)
@given(st.uuids())
def test_rule_ids_are_in_the_users_range_and_stable(namespace: UUID) -> None:
    feed = base()
    there = replace(feed, profile=replace(feed.profile, namespace=namespace))
    first = first_rule(there)
    assert 100_000 <= first <= 120_000 - BLOCK
    assert first == first_rule(replace(there, indicators=()))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_a_producers_name_stays_in_its_comment(name: str) -> None:
    feed = base()
    there = replace(feed, profile=replace(feed.profile, name=f"{name} --> <rule> $(x) --"))
    assert ET.tostring(parsed(there)) == ET.tostring(parsed(feed))


HOSTILE = ["", ":", "a", "a:b", '"a":b', "a.example:x\nb", 'http://a.example/"x', "http://a.example/\\",
           "http://a.example/'", "192.0.2.9:x", "::g", "#", "ü.example", "{{ about }}", "192.0.2.0/33",
           f"http://a.example/{'x' * 3000}"]  # fmt: skip


@pytest.mark.parametrize("cls", [Domain, Ip, Url, Sha256, Sha1, Md5])
@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_value_becomes_no_key(
    feed: Feed, cls: type[Observable], text: str, tmp_path: Path
) -> None:
    there = listed(feed, cls(text), emitter=EMITTER)
    assert lists(there) == {}
    assert accounted(EMITTER, there, tmp_path).omissions


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
