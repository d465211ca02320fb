"""FG302: every reserved network and name has its use, told in words.

Faults that survive the mutation check: the case of a reference's host, which the URL's own form
has lowered already.
"""

from __future__ import annotations

import pytest

from feedgen.checks._reserved import is_private, reserved_name, reserved_network


@pytest.mark.parametrize(
    ("address", "use"),
    [
        ("10.1.2.3", "private space"), ("172.31.0.1", "private space"), ("192.168.1.1", "private space"),
        ("fd00::1", "private space"), ("fec0::1", "private space"), ("127.0.0.1", "loopback"), ("::1", "loopback"),
        ("169.254.1.1", "link-local"), ("fe80::1", "link-local"), ("224.0.0.1", "multicast"), ("ff02::1", "multicast"),
        ("192.0.2.7", "documentation"), ("198.51.100.7", "documentation"), ("203.0.113.7", "documentation"),
        ("2001:db8::1", "documentation"), ("3fff::1", "documentation"), ("100.64.0.1", "shared by carriers (CGNAT)"),
        ("198.19.0.1", "benchmarking"), ("0.1.2.3", "this network"), ("::", "this network"), ("250.0.0.1", "reserved"),
        ("192.0.0.8", "protocol assignments"), ("2001:1::1", "protocol assignments"), ("5f00::1", "protocol assignments"),
        ("192.31.196.1", "anycast of a protocol"), ("192.52.193.1", "anycast of a protocol"),
        ("192.88.99.1", "anycast of a protocol"), ("192.175.48.1", "anycast of a protocol"),
        ("64:ff9b::1", "a translation of IPv4"), ("64:ff9b:1::1", "a translation of IPv4"),
        ("2002:c000:204::1", "a translation of IPv4"), ("100::1", "discard"), ("100:0:0:1::1", "discard"),
    ],
)  # fmt: skip
def test_the_use_of_a_reserved_address(address: str, use: str) -> None:
    found = reserved_network(address)
    assert found is not None
    assert found[1] == use


@pytest.mark.parametrize(
    "name", ["test", "example", "invalid", "example.com", "example.net", "example.org"]
)
def test_names_for_documentation(name: str) -> None:
    for host in (name, f"www.{name}"):
        assert reserved_name(host) == (name, "documentation and tests")
        assert not is_private(host)
    assert reserved_name(f"x{name}") is None
