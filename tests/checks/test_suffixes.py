"""The suffix index against a search of every name, and the public suffix list against a library."""

from __future__ import annotations

from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st
from publicsuffixlist import PublicSuffixList

from feedgen.checks._hosts import above, is_address, is_host_only, url_host
from feedgen.checks._public_suffixes import Section, public_suffixes
from feedgen.checks._suffixes import SuffixIndex

HOSTS = st.lists(st.sampled_from(["a", "b", "ab", "c"]), min_size=1, max_size=5).map(".".join)


@given(st.lists(HOSTS, max_size=20), HOSTS)
def test_it_finds_what_a_search_of_all_finds(listed: list[str], host: str) -> None:
    index = SuffixIndex((name, f"payload of {name}") for name in listed)
    assert index.at(host) == (f"payload of {host}" if host in listed else None)

    over = sorted((n for n in listed if host.endswith(f".{n}")), key=len, reverse=True)
    assert index.over(host) == ((over[0], f"payload of {over[0]}") if over else None)

    under = sorted(n for n in listed if n.endswith(f".{host}"))
    assert index.under(host) == ((under[0], f"payload of {under[0]}") if under else None)


def test_of_equal_names_the_first_stays() -> None:
    index = SuffixIndex([("a.b", "first"), ("a.b", "second")])
    assert index.at("a.b") == "first"


def test_a_look_up_does_not_scan() -> None:
    """Whatever is listed, only the host's own labels are looked at."""
    assert list(above("a.b.c.d")) == ["b.c.d", "c.d", "d"]
    assert list(above("d")) == []


LIBRARY = PublicSuffixList(accept_unknown=False)
ICANN = PublicSuffixList(accept_unknown=False, only_icann=True)


def known_names() -> list[str]:
    suffixes = public_suffixes()
    return sorted({*suffixes.rules, *suffixes.wildcards, *suffixes.exceptions})


@pytest.mark.parametrize("prefix", ["", "x.", "x.y.", "x.y.z."])
def test_every_rule_means_what_the_library_takes_it_for(prefix: str) -> None:
    suffixes = public_suffixes()
    for name in known_names():
        found = suffixes.suffix(prefix + name)
        assert (found and found[0]) == LIBRARY.publicsuffix(prefix + name), prefix + name


@given(st.lists(st.sampled_from(known_names()), min_size=1, max_size=3).map(".".join))
def test_any_name_means_what_the_library_takes_it_for(host: str) -> None:
    found = public_suffixes().suffix(host)
    assert (found and found[0]) == LIBRARY.publicsuffix(host)
    if found is not None and found[1] is Section.ICANN:
        assert ICANN.publicsuffix(host) == found[0]


def test_the_list_is_read_whole() -> None:
    text = resources.files("publicsuffixlist").joinpath("public_suffix_list.dat").read_text()
    rules = [line for line in text.splitlines() if line.strip() and not line.startswith("//")]
    suffixes = public_suffixes()
    assert len(rules) > 9_000
    assert len(suffixes.rules) + len(suffixes.exceptions) >= len(rules) - len(suffixes.wildcards)


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("co.uk", ("co.uk", Section.ICANN)),
        ("a.b.co.uk", ("co.uk", Section.ICANN)),
        ("www.ck", ("ck", Section.ICANN)),
        ("foo.ck", ("foo.ck", Section.ICANN)),
        ("x.github.io", ("github.io", Section.PRIVATE)),
        ("github.com", ("com", Section.ICANN)),
        ("raw.icp0.io", ("raw.icp0.io", Section.PRIVATE)),
        ("a.raw.icp0.io", ("a.raw.icp0.io", Section.PRIVATE)),
        ("a.no-such-tld", None),
        ("xn--e1afmkfd.xn--p1ai", ("xn--p1ai", Section.ICANN)),
    ],
)
def test_suffixes(host: str, expected: tuple[str, Section] | None) -> None:
    assert public_suffixes().suffix(host) == expected


@pytest.mark.parametrize(
    ("url", "host", "alone"),
    [
        ("https://evil.com/", "evil.com", True),
        ("https://evil.com:8443/", "evil.com", True),
        ("https://evil.com/x", "evil.com", False),
        ("https://evil.com/x/", "evil.com", False),
        ("https://evil.com/?q=/", "evil.com", False),
        ("https://evil.com/?q", "evil.com", False),
        ("http://[2001:db8::1]:8080/", "2001:db8::1", True),
        ("http://94.154.172.43/a/b", "94.154.172.43", False),
    ],
)
def test_the_host_of_a_url(url: str, host: str, alone: bool) -> None:  # noqa: FBT001 - a table's column
    assert url_host(url) == host
    assert is_host_only(url) is alone


@pytest.mark.parametrize(
    ("host", "expected"),
    [("1.2.3.4", True), ("::1", True), ("a.1", False), ("1.2.3.4.com", False)],
)
def test_addresses(host: str, expected: bool) -> None:  # noqa: FBT001 - a table's column
    assert is_address(host) is expected


def test_rules_are_names_and_nothing_else() -> None:
    suffixes = public_suffixes()
    assert len(suffixes.rules) > 5000
    for name in (*suffixes.rules, *suffixes.wildcards, *suffixes.exceptions):
        assert name
        assert not set(name) & set("!*/ \t")
    assert suffixes.rules["com"] is Section.ICANN
    assert suffixes.rules["github.io"] is Section.PRIVATE
