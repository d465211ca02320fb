"""Spans of addresses: IPv4 written as IPv6, and what is not that.

Faults that survive the mutation check, and cannot be told apart: `version == 6` beside a number that
no IPv4 address reaches; where an index begins to reach; the sort key, whose third part is unique.
"""

from __future__ import annotations

import pytest

from feedgen.checks._intervals import IntervalIndex, span


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
