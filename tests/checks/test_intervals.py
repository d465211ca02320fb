"""The interval index against a search of every network, and the number of its comparisons."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedgen.checks._intervals import IntervalIndex, Span, span

Network = IPv4Network | IPv6Network


def networks_near(version: int) -> st.SearchStrategy[Network]:
    """Networks that nest and touch often: few different beginnings, all lengths."""
    bits = 32 if version == 4 else 128
    base = st.sampled_from([0, 1, 2, 3, 127, 128, 255, 256, 2 ** (bits - 1), 2**bits - 1])

    def network(parts: tuple[int, int]) -> Network:
        number, length = parts
        address = IPv4Address(number) if version == 4 else IPv6Address(number)
        return ip_network(f"{address}/{length}", strict=False)

    return st.tuples(base, st.integers(0, bits)).map(network)


ANY_NETWORK = st.one_of(networks_near(4), networks_near(6).filter(lambda n: n.prefixlen > 0))


def plain(network: Network) -> Network:
    """IPv4 where the network is IPv4-mapped, as the index takes it."""
    if isinstance(network, IPv6Network) and network.prefixlen >= 96:
        mapped = network.network_address.ipv4_mapped
        if mapped is not None:
            return IPv4Network(f"{mapped}/{network.prefixlen - 96}")
    return network


@given(st.lists(ANY_NETWORK, max_size=30), ANY_NETWORK)
def test_it_finds_what_a_search_of_all_finds(listed: list[Network], wanted: Network) -> None:
    index = IntervalIndex((str(network), network) for network in listed)
    wanted_plain = plain(wanted)
    overlapping = [
        network
        for network in listed
        if plain(network).version == wanted_plain.version and plain(network).overlaps(wanted_plain)
    ]
    found = index.overlapping(str(wanted))
    if not overlapping:
        assert found is None
        return
    assert found is not None
    text, payload = found
    assert payload in overlapping
    assert text == str(payload)
    # The outermost is named: nothing that overlaps the value contains it.
    assert not any(
        plain(other) != plain(payload) and plain(payload).subnet_of(plain(other))  # type: ignore[arg-type]
        for other in overlapping
    )


@given(ANY_NETWORK)
def test_a_span_is_the_network(network: Network) -> None:
    expected = plain(network)
    assert span(str(network)) == Span(
        expected.version, int(expected.network_address), int(expected.broadcast_address)
    )


@pytest.mark.parametrize("text", ["", "1.2.3", "256.0.0.1", "example.com", "1.2.3.4:80"])
def test_no_address(text: str) -> None:
    with pytest.raises(OSError, match=r"illegal IP"):
        span(text)


def test_of_equal_networks_the_first_stays() -> None:
    index = IntervalIndex([("10.0.0.0/8", "a"), ("10.0.0.0/8", "b"), ("10.1.0.0/16", "c")])
    assert index.overlapping("10.1.2.3") == ("10.0.0.0/8", "a")


def test_an_empty_index() -> None:
    index: IntervalIndex[str] = IntervalIndex([])
    assert index.overlapping("10.0.0.1") is None
    assert index.overlapping("::1") is None


class Counting(int):
    """A number that counts how often it is compared."""

    comparisons = 0

    def __lt__(self, other: int) -> bool:
        Counting.comparisons += 1
        return int(self) < int(other)


def scattered(count: int) -> Iterator[tuple[str, str]]:
    for number in range(count):
        address = ip_address(number * 61_441 * 256 % 2**32)
        yield f"{address}/32", "x"


def test_a_look_up_does_not_scan() -> None:
    index = IntervalIndex(scattered(50_000))
    for number in range(0, 2**32, 2**26):
        Counting.comparisons = 0
        index.find(Span(4, number, Counting(number)))
        assert 0 < Counting.comparisons <= log2(50_000) + 2


@pytest.mark.parametrize(
    ("mapped", "plain"),
    [
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("::ffff:255.255.255.255", "255.255.255.255"),
        ("::ffff:192.0.2.0/120", "192.0.2.0/24"),
        ("::ffff:0.0.0.0/96", "0.0.0.0/0"),
    ],
)
def test_ipv4_written_as_ipv6_is_ipv4(mapped: str, plain: str) -> None:
    assert span(mapped) == span(plain)
    assert span(mapped).version == 4
    assert IntervalIndex([(plain, "payload")]).overlapping(mapped) == (plain, "payload")


@pytest.mark.parametrize("text", ["::ffff:0:0/95", "::fffe:192.0.2.7", "::1", "2001:db8::/32"])
def test_what_is_wider_or_beside_it_is_ipv6(text: str) -> None:
    assert span(text).version == 6
