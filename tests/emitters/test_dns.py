"""Lists for resolvers: what each format says of a name, and what no name can make it say."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedgen.emitters.dns import EMITTER, MAX_ZONE_NAME
from feedgen.model.artifact import OmissionKind
from feedgen.model.feed import Feed
from feedgen.model.indicator import Action, AddressDetail, Match
from feedgen.model.observables import Domain, Ip
from tests.conftest import TESTS, Golden, emit
from tests.model.made_feeds import accounted, base, indicator, listed, made, mention, small

WIDE, EXACT = Match.SUBDOMAINS, Match.EXACT
FILES = ("adblock.txt", "dnsmasq.conf", "hosts.txt", "rpz.zone", "unbound.conf")


@pytest.fixture(scope="module")
def feed(corpus: Callable[[str], Path]) -> Feed:
    return small(corpus("small"))


def entries(feed: Feed) -> dict[str, list[str]]:
    """What each list says beside its head."""
    found = {}
    for path, data in emit(EMITTER, feed)[0].items():
        lines = data.decode().split("\n")
        assert lines.pop() == ""
        found[path.removeprefix("blocklists/")] = [
            line for line in lines if not re.match(r"[#;!\[]|\$TTL|@ |server:$", line)
        ]
    return found


def names(feed: Feed, **matches: Match) -> Feed:
    """A feed of these domains, `_` for a dot."""
    return made(
        feed,
        [
            indicator(feed, mention(Domain(name.replace("_", ".")), match=match))
            for name, match in matches.items()
        ],
    )


def test_golden(feed: Feed, golden: Golden) -> None:
    golden("dns/small", emit(EMITTER, feed)[0])


def test_every_active_indicator_is_accounted_for(feed: Feed, tmp_path: Path) -> None:
    staged = accounted(EMITTER, feed, tmp_path)
    assert {(o.artifact, o.kind) for o in staged.omissions if o.artifact} == {
        ("blocklists/hosts.txt", OmissionKind.PARTIAL),
        ("blocklists/rpz.zone", OmissionKind.PARTIAL),
    }


def test_how_each_format_says_a_name_with_all_below_it(feed: Feed) -> None:
    assert entries(names(feed, wide_example=WIDE)) == {
        "adblock.txt": ["||wide.example^"],
        "dnsmasq.conf": ["local=/wide.example/"],
        "hosts.txt": ["0.0.0.0 wide.example"],
        "rpz.zone": ["*.wide.example CNAME .", "wide.example CNAME ."],
        "unbound.conf": ['  local-zone: "wide.example." always_nxdomain'],
    }


def test_how_each_format_says_a_name_alone(feed: Feed) -> None:
    there = names(feed, exact_example=EXACT)
    assert entries(there) == {
        "adblock.txt": ["|exact.example^", "|http://exact.example^", "|https://exact.example^"],
        "dnsmasq.conf": ["local=/exact.example/", "server=/*.exact.example/#"],
        "hosts.txt": ["0.0.0.0 exact.example"],
        "rpz.zone": ["exact.example CNAME *."],
        "unbound.conf": [
            "  local-data: 'exact.example. 300 IN TXT \"blocked\"'",
            '  local-zone: "exact.example." transparent',
        ],
    }
    assert emit(EMITTER, there)[1] == []


def test_below_a_wide_name_nothing_stands_that_would_free_a_part_of_it(feed: Feed) -> None:
    both = names(feed, wide_example=WIDE, a_wide_example=EXACT, b_a_wide_example=WIDE)
    files, omissions = emit(EMITTER, both)
    assert files.keys() == {f"blocklists/{name}" for name in FILES}
    alone = entries(names(feed, wide_example=WIDE))
    found = entries(both)
    assert len(found.pop("hosts.txt")) == 3
    del alone["hosts.txt"]
    assert found == alone
    assert {o.kind for o in omissions} == {OmissionKind.PARTIAL}


def test_a_name_below_one_that_may_not_be_blocked_stands_for_itself(feed: Feed) -> None:
    detected = indicator(feed, mention(Domain("wide.example"), match=WIDE, action=Action.DETECT))
    blocked = indicator(feed, mention(Domain("a.wide.example"), match=WIDE))
    found = entries(made(feed, [detected, blocked]))
    assert found["adblock.txt"] == ["||a.wide.example^"]
    assert not [line for lines in found.values() for line in lines if "a.wide" not in line]


@pytest.mark.parametrize(
    ("address", "trigger"),
    [
        ("192.0.2.9", "32.9.2.0.192"),
        ("198.51.100.0/28", "28.0.100.51.198"),
        ("2001:db8::7", "128.7.zz.db8.2001"),
        ("2001:db8::", "128.zz.db8.2001"),
        ("2001:db8::/32", "32.zz.db8.2001"),
        ("::1", "128.1.zz"),
        ("2001:db8::1:0:0:1", "128.1.0.0.1.zz.db8.2001"),
        ("1:2:3:4:5:6:0:8", "128.8.0.6.5.4.3.2.1"),
    ],
)
def test_addresses_are_triggers_of_the_policy_zone_only(
    feed: Feed, address: str, trigger: str
) -> None:
    there = listed(feed, Ip(address), emitter=EMITTER)
    found = entries(there)
    assert found.pop("rpz.zone") == [f"{trigger}.rpz-ip CNAME ."]
    assert not any(found.values())
    (partial,) = emit(EMITTER, there)[1]
    assert "sees no connection" in partial.reason


def test_ports_are_beyond_a_policy_zone(feed: Feed) -> None:
    there = listed(feed, Ip("192.0.2.9"), emitter=EMITTER, detail=AddressDetail(ports=(443,)))
    (partial,) = emit(EMITTER, there)[1]
    assert partial.reason.endswith("; the list names the address on every port")


def test_the_serial_is_the_releases(feed: Feed) -> None:
    preview = replace(feed, release=replace(feed.release, version="preview", serial=42))
    assert (
        b"\n@ SOA localhost. root.localhost. 42 "
        in emit(EMITTER, preview)[0]["blocklists/rpz.zone"]
    )


def test_a_name_that_no_zone_can_hold_is_left_out_of_the_zone(feed: Feed, tmp_path: Path) -> None:
    room = 253 - len("*..") - MAX_ZONE_NAME
    label = "a" * 50 + "."
    fits = (label * 5)[-(room - len("example")) :].lstrip(".") + "example"
    for name, there in ((fits, True), ("b" + fits, False), ("a.example.rpz-ip", False)):
        found = entries(listed(feed, Domain(name), emitter=EMITTER))
        assert bool(found["rpz.zone"]) is there, name
        assert found["hosts.txt"] == [f"0.0.0.0 {name}"]
    group = accounted(
        EMITTER, listed(feed, Domain("b" + fits), emitter=EMITTER), tmp_path
    ).omissions
    assert [(o.artifact, o.kind) for o in group] == [("blocklists/rpz.zone", OmissionKind.SKIPPED)]


def test_nothing_but_blocking_values_is_there(feed: Feed) -> None:
    found = "\n".join(line for lines in entries(feed).values() for line in lines)
    for other in feed.indicators:
        if other.action is not Action.BLOCK or other not in feed.active:
            assert other.value not in found


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30), st.sampled_from([WIDE, EXACT]))
def test_any_text_is_left_out_or_stands_in_known_lines(text: str, match: Match) -> None:
    feed = base()
    found = entries(made(feed, [indicator(feed, mention(Domain(text), match=match))]))
    plain = names(feed, host_example=match)
    expected = {
        file: sorted(line.replace("host.example", text) for line in lines)
        for file, lines in entries(plain).items()
    }
    assert {file: sorted(lines) for file, lines in found.items()} in (
        expected, {file: [] for file in FILES},
    )  # fmt: skip


def test_a_producers_name_stays_in_its_comment(feed: Feed) -> None:
    profile = replace(feed.profile, name="Evil\nevil.example\r\u2028x")
    assert not any(entries(replace(feed, profile=profile, indicators=())).values())


def test_the_page_explains_every_list() -> None:
    page = (TESTS.parent / "docs" / "dns.md").read_text(encoding="utf-8")
    assert [name for name in FILES if f"`{name}`" not in page] == []
