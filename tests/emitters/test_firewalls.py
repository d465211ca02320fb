"""Lists for firewalls and proxies: each maker's grammar, its limits, and what comes first."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedgen.emitters.firewalls import EMITTER
from feedgen.emitters.firewalls.external import LIMIT, LISTS
from feedgen.emitters.firewalls.nftables import PATH as NFTABLES
from feedgen.emitters.firewalls.squid import PATH as SQUID
from feedgen.emitters.lists import ANY_PORT
from feedgen.model.artifact import OmissionKind
from feedgen.model.feed import Feed
from feedgen.model.incident import Severity
from feedgen.model.indicator import Action, AddressDetail, Match
from feedgen.model.observables import Domain, Ip, Md5, Observable, Sha1, Sha256, Url
from tests.conftest import TESTS, Golden, emit
from tests.model.made_feeds import accounted, base, indicator, listed, made, mention, small

WIDE, EXACT = Match.SUBDOMAINS, Match.EXACT


@pytest.fixture(scope="module")
def feed(corpus: Callable[[str], Path]) -> Feed:
    return small(corpus("small"))


def entries(feed: Feed) -> dict[str, list[str]]:
    """The lines of each list beside its head, by short name; of nftables, the elements."""
    found = {}
    for path, data in emit(EMITTER, feed)[0].items():
        lines = data.decode().split("\n")
        assert lines.pop() == ""
        if path == NFTABLES:
            lines = [line.strip().strip(",") for line in lines if line.startswith(" " * 12)]
        found[Path(path).name] = [line for line in lines if not line.startswith("#")]
    return found


def filled(feed: Feed) -> dict[str, list[str]]:
    plain = entries(replace(feed, indicators=()))
    return {name: lines for name, lines in entries(feed).items() if lines != plain[name]}


def reasons(feed: Feed) -> dict[str, str]:
    return {
        Path(o.artifact).name: f"{o.kind.value}: {o.reason}"
        for o in emit(EMITTER, feed)[1]
        if o.artifact
    }


def test_golden(feed: Feed, golden: Golden) -> None:
    golden("firewalls/small", emit(EMITTER, feed)[0])


def test_every_active_indicator_is_accounted_for(feed: Feed, tmp_path: Path) -> None:
    assert accounted(EMITTER, feed, tmp_path).carried == {"firewalls": 6}


def test_how_each_list_says_a_name_with_all_below_it(feed: Feed) -> None:
    there = listed(feed, Domain("wide.example"), emitter=EMITTER, match=WIDE)
    assert filled(there) == {
        "cisco-dns.txt": ["wide.example"],
        "fortigate-domains.txt": ["wide.example", "*.wide.example"],
        "panos-domains.txt": ["wide.example", "*.wide.example"],
        "squid.acl": [
            "acl feedgen_domains dstdomain -n .wide.example",
            "acl feedgen any-of feedgen_domains",
        ],
    }
    assert reasons(there) == {}


def test_a_name_alone_is_left_out_where_it_would_mean_more(feed: Feed) -> None:
    there = listed(feed, Domain("exact.example"), emitter=EMITTER, match=EXACT)
    assert filled(there) == {
        "panos-domains.txt": ["^exact.example"],
        "squid.acl": [
            "acl feedgen_names dstdomain -n exact.example",
            "acl feedgen any-of feedgen_names",
        ],
    }
    reason = "skipped: the device's list has no form for a name without the names below it"
    assert reasons(there) == {"cisco-dns.txt": reason, "fortigate-domains.txt": reason}


def test_squid_never_has_a_name_and_one_above_it_in_one_list(feed: Feed) -> None:
    domains = [("wide.example", WIDE), ("a.wide.example", WIDE), ("b.wide.example", EXACT)]
    there = made(feed, [indicator(feed, mention(Domain(n), match=m)) for n, m in domains])
    assert filled(there)["squid.acl"][:-1] == ["acl feedgen_domains dstdomain -n .wide.example"]


def test_squid_has_no_address_within_another(feed: Feed) -> None:
    texts = ("192.0.2.0/24", "192.0.2.9", "192.0.2.128/25", "192.0.3.1", "2001:db8::/32",
             "2001:db8::7")  # fmt: skip
    found = filled(listed(feed, *map(Ip, texts), emitter=EMITTER))
    assert found["squid.acl"][:-1] == [
        f"acl feedgen_addresses dst {text}"
        for text in ("192.0.2.0/24", "192.0.3.1", "2001:db8::/32")
    ]
    assert found["nftables.nft"] == [*sorted(texts[:3]), *texts[3:]]


def test_nftables_alone_knows_ports(feed: Feed) -> None:
    detail = AddressDetail(ports=(443, 8443))
    there = listed(feed, Ip("192.0.2.9"), Ip("2001:db8::7"), emitter=EMITTER, detail=detail)
    found = entries(there)
    assert found["nftables.nft"] == [
        "192.0.2.9 . 443", "192.0.2.9 . 8443", "2001:db8::7 . 443", "2001:db8::7 . 8443",
    ]  # fmt: skip
    assert found["panos-ips.txt"] == ["192.0.2.9", "2001:db8::7"]
    assert reasons(there) == dict.fromkeys(
        ("cisco-networks.txt", "fortigate-ips.txt", "panos-ips.txt", "squid.acl"),
        f"partial: {ANY_PORT}",
    )


def test_a_network_on_some_ports_is_wider_in_nftables_too(feed: Feed) -> None:
    detail = AddressDetail(ports=(443,))
    there = listed(feed, Ip("192.0.2.0/24"), emitter=EMITTER, detail=detail)
    assert entries(there)["nftables.nft"] == ["192.0.2.0/24"]
    assert reasons(there)["nftables.nft"] == f"partial: {ANY_PORT}"


@pytest.mark.parametrize(
    ("url", "panos", "cisco"),
    [
        ("http://a.example/x", "a.example/x", "a.example/x"),
        ("https://a.example/x/", "a.example/x/", "a.example/x/"),
        ("http://a.example/x?y=z", "a.example/x?y=z", None),
        ("http://a.example/?y=z", "a.example/?y=z", None),
        ("http://192.0.2.9/x", "192.0.2.9/x", "192.0.2.9/x"),
        ("http://[2001:db8::7]/x", "[2001:db8::7]/x", None),
        ("http://a.example/x*", None, None),
        ("http://a.example/x^y", None, "a.example/x^y"),
        ("http://a.example/", None, None),
        ("http://a.example", None, None),
        ("http://a.example:8080/x", None, None),
        (f"http://a.example/{'x' * 300}", None, f"a.example/{'x' * 300}"),
        ("http://user@a.example/x", None, None),
    ],
)
def test_urls_as_the_makers_write_them(
    feed: Feed, url: str, panos: str | None, cisco: str | None
) -> None:
    there = listed(feed, Url(url), emitter=EMITTER)
    found = filled(there)
    assert found.get("panos-urls.txt", [None])[0] == panos
    assert found.get("cisco-urls.txt", [None])[0] == cisco
    said = reasons(there)
    for name, entry in (("panos-urls.txt", panos), ("cisco-urls.txt", cisco)):
        assert said[name].startswith("partial" if entry else "skipped")


def test_squid_compares_a_url_literally_and_decoded(feed: Feed) -> None:
    url = "http://a.example/x.y?b='c'&d=\"e\"(f)[g]{h}|i$j^k\\l%20m+n*%2A"
    line = filled(listed(feed, Url(url), emitter=EMITTER))["squid.acl"][0]
    prefix = "acl feedgen_urls url_regex "
    assert line.startswith(prefix)
    expression = line.removeprefix(prefix).replace("[[:blank:]]", "[ \t]")
    assert " " not in line.removeprefix(prefix)
    decoded = "http://a.example/x.y?b='c'&d=\"e\"(f)[g]{h}|i$j^k\\l m+n**"
    assert re.search(expression, decoded)
    for other in (decoded.replace("x.y", "xzy"), f"{decoded}z", f"http://b.example/?{decoded}"):
        assert not re.search(expression, other)


@pytest.mark.parametrize("url", ["http://a.example/%00", "http://a.example/%0Aacl", "http://a.example/%FF",
                                 f"http://a.example/{'x' * 2001}"])  # fmt: skip
def test_what_squids_configuration_cannot_hold_is_left_out(feed: Feed, url: str) -> None:
    there = listed(feed, Url(url), emitter=EMITTER)
    assert "squid.acl" not in filled(there)
    assert reasons(there)["squid.acl"].startswith("skipped")


def test_a_list_takes_the_most_important_and_says_what_it_left_out(
    feed: Feed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_limit = replace(LIMIT, entries=4)
    lists = tuple(replace(list_, limit=small_limit) for list_ in LISTS)
    monkeypatch.setattr("feedgen.emitters.firewalls.external.LISTS", lists)
    incident = feed.incidents[0]
    worse = replace(incident, id="worse", severity=Severity.CRITICAL)
    milder = replace(incident, id="milder", severity=Severity.LOW)
    late, early = datetime(2026, 4, 2, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)
    order = [
        ("z1", 90, "milder", early), ("y2", 80, "worse", early), ("x3", 80, "milder", late),
        ("a4", 80, "milder", early), ("b5", 80, "milder", early), ("c6", 10, "worse", late),
    ]  # fmt: skip
    indicators = [
        indicator(feed, mention(
            Domain(f"{name}.example"), match=WIDE, confidence=confidence, incident_id=id_,
            last_seen=seen,
        ))
        for name, confidence, id_, seen in order
    ]  # fmt: skip
    there = made(replace(feed, incidents=(milder, worse)), indicators)
    found = entries(there)
    assert found["cisco-dns.txt"] == [f"{name}.example" for name, *_ in order[:4]]
    # Two lines an entry, and no entry is there by half.
    assert found["panos-domains.txt"] == [
        "z1.example", "*.z1.example", "y2.example", "*.y2.example",
    ]  # fmt: skip
    groups = {g.artifact: g for g in accounted(EMITTER, there, tmp_path).omissions}
    cut = groups["blocklists/firewall/cisco-dns.txt"]
    assert (cut.kind, cut.reason, len(cut.ids)) == (OmissionKind.SKIPPED, LIMIT.reason, 2)


def test_no_list_is_longer_than_its_limit_in_bytes(
    feed: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    lists = tuple(replace(list_, limit=replace(LIMIT, size=1000)) for list_ in LISTS)
    monkeypatch.setattr("feedgen.emitters.firewalls.external.LISTS", lists)
    names = [Domain(f"host-{number}.example") for number in range(200)]
    files = emit(EMITTER, listed(feed, *names, emitter=EMITTER, match=WIDE))[0]
    sizes = {Path(path).name: len(data) for path, data in files.items() if "/firewall/" in path}
    assert max(sizes.values()) <= 1000
    assert sizes["cisco-dns.txt"] > 950


@pytest.mark.parametrize(
    ("count", "limit"),
    [
        pytest.param(2_000, 1_000, id="some"),
        pytest.param(100_000, LIMIT.entries, id="many", marks=pytest.mark.long),
    ],
)
def test_many_values_stay_within_the_limits(
    feed: Feed, count: int, limit: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    lists = tuple(replace(list_, limit=replace(LIMIT, entries=limit)) for list_ in LISTS)
    monkeypatch.setattr("feedgen.emitters.firewalls.external.LISTS", lists)
    values = [Ip(f"11.{n >> 16}.{n >> 8 & 255}.{n & 255}") for n in range(count)]
    found = entries(listed(feed, *values, emitter=EMITTER))
    for name in ("cisco-networks.txt", "fortigate-ips.txt", "panos-ips.txt"):
        assert len(found[name]) == limit
    assert len(found["nftables.nft"]) == count


def test_hashes_are_one_kind_a_list(feed: Feed) -> None:
    hashes = [Md5("a" * 32), Sha1("b" * 40), Sha256("c" * 64)]
    assert filled(listed(feed, *hashes, emitter=EMITTER)) == {
        "fortigate-md5.txt": ["a" * 32],
        "fortigate-sha1.txt": ["b" * 40],
        "fortigate-sha256.txt": ["c" * 64],
    }


def test_an_empty_list_is_never_without_a_byte(feed: Feed) -> None:
    files, omissions = emit(EMITTER, replace(feed, indicators=()))
    assert not omissions
    assert set(files) == {*(list_.path for list_ in LISTS), NFTABLES, SQUID}
    assert files["blocklists/firewall/panos-ips.txt"] == b"# no entries\n"
    assert b"elements" not in files[NFTABLES]
    assert all(files.values())


def test_nothing_but_blocking_values_is_there(feed: Feed) -> None:
    found = "\n".join(line for lines in entries(feed).values() for line in lines)
    for other in feed.indicators:
        if other.action is not Action.BLOCK or other not in feed.active:
            assert other.value not in found


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([Domain, Ip, Sha256]), st.text(max_size=30))
def test_any_text_is_left_out_or_stands_as_it_is(cls: type[Observable], text: str) -> None:
    found = filled(listed(base(), cls(text), emitter=EMITTER, match=WIDE))
    for name, lines in found.items():
        assert len(lines) <= 2, name
        assert text in lines[0]


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), max_size=30))
def test_any_path_stays_on_its_line(path: str) -> None:
    found = filled(listed(base(), Url(f"http://a.example/{path}"), emitter=EMITTER))
    for name, lines in found.items():
        assert len(lines) == (2 if name == "squid.acl" else 1)


def test_a_producers_name_stays_in_its_comment(feed: Feed) -> None:
    profile = replace(feed.profile, name="Evil\nevil.example\r\u2028x")
    assert filled(replace(feed, profile=profile, indicators=())) == {}


def test_the_page_explains_every_list() -> None:
    page = (TESTS.parent / "docs" / "firewalls.md").read_text(encoding="utf-8")
    names = [Path(list_.path).name for list_ in LISTS] + ["nftables.nft", "squid.acl"]
    assert [name for name in names if f"{name}`" not in page] == []


def omissions(feed: Feed, artifact: str) -> list[tuple[str, OmissionKind]]:
    there = emit(EMITTER, feed)[1]
    return [(one.indicator.value, one.kind) for one in there if one.artifact == artifact]


@pytest.mark.parametrize("text", ["192.0.2.1; flush ruleset", "192.0.2.1 }", ""])
def test_what_is_no_address_is_skipped_in_the_file_that_cannot_hold_it(text: str) -> None:
    feed = listed(base(), Ip(text), Ip("192.0.2.7"), emitter=EMITTER)
    assert omissions(feed, NFTABLES) == [(text, OmissionKind.SKIPPED)]


def test_an_https_url_is_told_to_be_weaker_for_a_proxy() -> None:
    feed = listed(base(), Url("https://a.example/x"), Url("http://a.example/x"), emitter=EMITTER)
    assert omissions(feed, SQUID) == [("https://a.example/x", OmissionKind.PARTIAL)]


def test_values_of_bulk_lists_are_there(tmp_path: Path) -> None:
    one = indicator(base(), mention(Ip("192.0.2.7"), bulk_list="lists/a.txt"))
    carried = accounted(EMITTER, made(base(), [one]), tmp_path).carried
    assert carried == {"firewalls": 1}
