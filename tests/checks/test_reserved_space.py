"""FG302: space that leads every reader somewhere else, and its neighbours that are real."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedgen.checks._reserved import is_private, reserved_name, reserved_network
from tests.checks.checked_sources import Judge

REMEDY = "; remove it, or write exceptions: {FG302: reason}"

REFUSED = [
    ("ips: [10.1.2.3]", '20: FG302 "10.1.2.3" is in 10.0.0.0/8: private space'),
    ("ips: [172.31.255.255]", '20: FG302 "172.31.255.255" is in 172.16.0.0/12: private space'),
    ("ips: [192.168.0.0/24]", '20: FG302 "192.168.0.0/24" is in 192.168.0.0/16: private space'),
    ("ips: [127.0.0.1]", '20: FG302 "127.0.0.1" is in 127.0.0.0/8: loopback'),
    ("ips: [169.254.169.254]", '20: FG302 "169.254.169.254" is in 169.254.0.0/16: link-local'),
    ("ips: [224.0.0.251]", '20: FG302 "224.0.0.251" is in 224.0.0.0/4: multicast'),
    ("ips: [255.255.255.255]", '20: FG302 "255.255.255.255" is in 240.0.0.0/4: reserved'),
    ("ips: [0.0.0.0]", '20: FG302 "0.0.0.0" is in 0.0.0.0/8: this network'),
    (
        "ips: [100.64.1.1]",
        '20: FG302 "100.64.1.1" is in 100.64.0.0/10: shared by carriers (CGNAT)',
    ),
    ("ips: [203.0.113.7]", '20: FG302 "203.0.113.7" is in 203.0.113.0/24: documentation'),
    ("ips: [198.18.5.5]", '20: FG302 "198.18.5.5" is in 198.18.0.0/15: benchmarking'),
    # A network that only reaches into private space.
    ("ips: [172.0.0.0/8]", '20: FG302 "172.0.0.0/8" is in 172.16.0.0/12: private space'),
    ('ips: ["::1"]', '20: FG302 "::1" is in ::1: loopback'),
    ('ips: ["::ffff:10.0.0.1"]', '20: FG302 "10.0.0.1" is in 10.0.0.0/8: private space'),
    ('ips: ["fe80::1"]', '20: FG302 "fe80::1" is in fe80::/10: link-local'),
    ('ips: ["fd00::1"]', '20: FG302 "fd00::1" is in fc00::/7: private space'),
    ('ips: ["2001:db8::7"]', '20: FG302 "2001:db8::7" is in 2001:db8::/32: documentation'),
    ('ips: ["ff02::fb"]', '20: FG302 "ff02::fb" is in ff00::/8: multicast'),
    (
        "domains: [c2.evil.example]",
        '24: FG302 "c2.evil.example" is under "example", reserved for documentation and tests',
    ),
    (
        "domains: [sub.example.com]",
        '24: FG302 "sub.example.com" is under "example.com", reserved for documentation and tests',
    ),
    ("domains: [nas.local]", '24: FG302 "nas.local" is under "local", reserved for the local link (mDNS)'),
    ("domains: [a.internal]", '24: FG302 "a.internal" is under "internal", reserved for private networks'),
    (
        "domains: [1.0.0.10.in-addr.arpa]",
        '24: FG302 "1.0.0.10.in-addr.arpa" is under "arpa", reserved for the DNS itself',
    ),
    (
        "domains: [files.corp.lan]",
        '24: FG302 "files.corp.lan" is under "lan", which is no top-level domain of the DNS',
    ),
    (
        'urls: ["http://192.168.1.1:8080/x"]',
        '21: FG302 "http://192.168.1.1:8080/x" is in 192.168.0.0/16: private space',
    ),
    ('urls: ["http://[::1]/x"]', '21: FG302 "http://[::1]/x" is in ::1: loopback'),
    (
        'urls: ["https://evil.test/x"]',
        '21: FG302 "https://evil.test/x" is under "test", reserved for documentation and tests',
    ),
    (
        "emails: [eve@mail.invalid]",
        '23: FG302 "eve@mail.invalid" is under "invalid", reserved for documentation and tests',
    ),
]  # fmt: skip


@pytest.mark.parametrize(("indicators", "expected"), REFUSED)
def test_refused(judge: Judge, indicators: str, expected: str) -> None:
    assert judge("reserved_space", indicators) == [f"acme.yml:12:{expected}{REMEDY}"]


ALLOWED = [
    "ips: [11.0.0.1, 9.255.255.255, 172.15.255.255, 172.32.0.0, 192.167.255.255, 192.169.0.0]",
    "ips: [100.63.255.255, 100.128.0.0, 126.255.255.255, 128.0.0.0, 169.253.0.1, 223.255.255.255]",
    "ips: [198.17.255.255, 198.20.0.0, 203.0.112.0/24, 203.0.114.0/24, 192.0.3.1]",
    'ips: ["2606:4700::1", "2001:4860::8888", "2001:db9::1", "2a00::/48"]',
    # Look-alikes of reserved names.
    "domains: [evil-example.com, example.com.evil.org, test.com, local.net, my-internal.io]",
    "domains: [notexample.org, arpa.net, invalid.dev]",
    # Not of the DNS, but real: onion services are reached through Tor.
    "domains: [duckduckgogg42xjoc72x3sjasowoarfbgcmvfimaftt6twagswzczad.onion]",
    'urls: ["http://94.154.172.43/10.0.0.1?next=http://127.0.0.1/"]',
    "emails: [localhost@evil-acme.com]",
    # Only hosts are judged: a hash or path may look like anything.
    "paths: [/srv/evil.example], user_agents: [evil.example/1.0]",
]


@pytest.mark.parametrize("indicators", ALLOWED)
def test_allowed(judge: Judge, indicators: str) -> None:
    assert judge("reserved_space", indicators) == []


def test_a_written_reason_is_an_exception(judge: Judge) -> None:
    line = "{value: %s, exceptions: {FG302: an attacker's resolver answers for this name}}"
    assert judge("reserved_space", f"domains: [{line % 'c2.corp.lan'}]") == []


def test_an_exception_from_another_guard_does_not_help(judge: Judge) -> None:
    line = "{value: c2.corp.lan, exceptions: {FG303: x}}"
    assert len(judge("reserved_space", f"domains: [{line}]")) == 1


def test_what_is_revoked_is_spared(judge: Judge) -> None:
    history = "{at: 2026-02-01, event: revoked, reason: private space}"
    line = f"{{value: 10.0.0.1, history: [{history}]}}"
    assert judge("reserved_space", f"ips: [{line}]") == []


def test_drafts_are_judged(judge: Judge) -> None:
    assert len(judge("reserved_space", "ips: [10.0.0.1]", status="draft")) == 1


@given(st.one_of(st.ip_addresses(v=4), st.ip_addresses(v=6)))
def test_against_the_standard_library(address: object) -> None:
    """What Python knows to be private is refused; the reverse is not asked: its table is older."""
    parsed = ip_address(str(address))
    mapped = getattr(parsed, "ipv4_mapped", None)
    if (mapped or parsed).is_private and not (mapped or parsed).is_global:
        found = reserved_network(str(parsed))
        assert found is not None
        if mapped is None:
            assert parsed in ip_network(found[0])


@pytest.mark.parametrize(
    ("host", "private"),
    [
        ("10.0.0.1", True), ("fd00::1", True), ("wiki.corp.internal", True), ("localhost", True),
        ("printer.local", True), ("reports.example", False), ("acme-vendor.com", False),
        ("94.154.172.43", False), ("internal.acme.com", False),
    ],
)  # fmt: skip
def test_private_hosts(host: str, private: bool) -> None:  # noqa: FBT001 - a table's column
    assert is_private(host) is private


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
