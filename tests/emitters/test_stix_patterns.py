"""Patterns mean exactly the value: the real matcher reads back what went in, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from stix2patterns.v21.pattern import Pattern

from feedgen.emitters.rendering import Encoded
from feedgen.emitters.stix.patterns import DECLINES, pattern_of, refusal, string_constant
from feedgen.errors import UnencodableError
from feedgen.model.observables import (
    OBSERVABLE_TYPES,
    Account,
    Domain,
    HttpHeader,
    ImageDigest,
    Ip,
    Md5,
    Observable,
    Sha256,
    Url,
    UserAgent,
)
from tests.emitters.stix.observations import Bundle, hits, request, seen
from tests.engines.conformance import FINDS, HOSTILE, LOADS, SILENT

BUNDLES = ("stix/*.json", "stix/incidents/*.json")
TRICKY = st.text(alphabet=st.sampled_from("\\'\"[]%*?:=$(){}|;-#\n é🐍\u202e" + "aB1"), min_size=1)
ANY = st.one_of(TRICKY, st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1))
HEADERS = "extensions.'http-request-ext'.request_header"
HEX = "0123456789abcdef" * 4

CASES = [
    ("image_digest", f"sha256:{HEX}", f"[file:hashes.'SHA-256' = '{HEX}']"),
    ("image_digest", f"sha512:{HEX * 2}", f"[file:hashes.'SHA-512' = '{HEX * 2}']"),
    ("commit", HEX[:40], f"[software:version = '{HEX[:40]}']"),
    ("domain", "audit.alpha.example", "[domain-name:value = 'audit.alpha.example']"),
    ("ip", "203.0.113.7", "[ipv4-addr:value = '203.0.113.7']"),
    ("ip", "198.51.100.0/28", "[ipv4-addr:value ISSUBSET '198.51.100.0/28']"),
    ("ip", "2001:db8::7", "[ipv6-addr:value = '2001:db8::7']"),
    ("ip", "2001:db8::/32", "[ipv6-addr:value ISSUBSET '2001:db8::/32']"),
    ("url", "https://a.example/x?y='z'", r"[url:value = 'https://a.example/x?y=\'z\'']"),
    ("email", "o'neil@a.example", r"[email-addr:value = 'o\'neil@a.example']"),
    ("user_agent", "K/2.0", f"[network-traffic:{HEADERS}.'User-Agent' = 'K/2.0']"),
    ("http_header", "X-FILE-name: a b", f"[network-traffic:{HEADERS}.'X-File-Name' = 'a b']"),
    ("sha256", HEX, f"[file:hashes.'SHA-256' = '{HEX}']"),
    ("sha1", HEX[:40], f"[file:hashes.'SHA-1' = '{HEX[:40]}']"),
    ("md5", HEX[:32], f"[file:hashes.MD5 = '{HEX[:32]}']"),
    ("certificate", HEX, f"[x509-certificate:hashes.'SHA-256' = '{HEX}']"),
    ("certificate", f"sha1:{HEX[:40]}", f"[x509-certificate:hashes.'SHA-1' = '{HEX[:40]}']"),
    ("account", "github:mallory-one", "[user-account:account_login = 'mallory-one']"),
]


@pytest.mark.judged(*BUNDLES, by="stix2-patterns", asks=LOADS)
@pytest.mark.parametrize(("type_", "text", "pattern"), CASES)
def test_pattern(type_: str, text: str, pattern: str) -> None:
    encoded = pattern_of(OBSERVABLE_TYPES[type_].parse(text))
    assert encoded == pattern
    assert isinstance(encoded, Encoded)
    Pattern(encoded)


def test_every_type_is_said_or_declined() -> None:
    assert {type_ for type_, _, _ in CASES} | DECLINES.keys() == OBSERVABLE_TYPES.keys()
    assert not {type_ for type_, _, _ in CASES} & DECLINES.keys()


@pytest.mark.parametrize("type_", sorted(DECLINES))
def test_declined_types_have_a_sentence(type_: str) -> None:
    observable = OBSERVABLE_TYPES[type_]("x")
    assert refusal(observable) == DECLINES[type_]
    with pytest.raises(UnencodableError, match=r"STIX|LIKE"):
        pattern_of(observable)


@pytest.mark.parametrize(
    ("observable", "reason"),
    [
        (Domain("\ud800.example"), "the value is not Unicode text"),
        (HttpHeader("x.y: z"), "the header's name cannot be a key of a STIX dictionary"),
        (HttpHeader(f"{'x' * 251}: z"), "the header's name cannot be a key of a STIX dictionary"),
        (HttpHeader("x-y: \udfff"), "the value is not Unicode text"),
    ],
)
def test_what_no_pattern_can_say_is_refused(observable: Observable, reason: str) -> None:
    assert refusal(observable) == reason


@given(ANY)
def test_the_shortcut_refuses_nothing_and_lets_nothing_through(text: str) -> None:
    for cls in (Domain, Url, UserAgent):
        assert refusal(cls(text)) is None
        assert pattern_of(cls(text))


def variations(text: str) -> Iterator[str]:
    """Values that a wrong escape would take for this one."""
    yield text + "x"
    yield "x" + text
    yield text.replace("\\", "")
    yield text.replace("'", "\\'")
    yield text.swapcase()
    yield text[:-1]


@pytest.mark.judged(*BUNDLES, by="stix2-matcher", asks=HOSTILE)
@given(ANY)
@settings(max_examples=150, deadline=None)
@example("' OR domain-name:value LIKE '%")
@example("']) FOLLOWEDBY [url:value = 'x")
@example("\\")
@example("\\'")
@example("\\\\'\\")
@example("line\nbreak\ttab")
@example("x" * 4096)
def test_a_value_is_read_back_exactly(text: str) -> None:
    pattern = pattern_of(Url(text))
    assert hits(pattern, [seen("url", value=text)])
    for other in variations(text):
        assert other == text or not hits(pattern, [seen("url", value=other)])


@given(st.text())
def test_a_constant_has_no_end_but_its_own(text: str) -> None:
    try:
        constant = string_constant(text)
    except UnencodableError:
        with pytest.raises(UnicodeEncodeError):
            text.encode()
        return
    inside = constant[1:-1].replace("\\\\", "").replace("\\'", "")
    assert constant[0] == constant[-1] == "'"
    assert "'" not in inside
    assert "\\" not in inside


@pytest.mark.parametrize(
    ("observable", "observed", "expected"),
    [
        (Domain("audit.alpha.example"), seen("domain-name", value="audit.alpha.example"), True),
        (Domain("audit.alpha.example"), seen("domain-name", value="audit.alpha.example.org"), False),
        (Domain("audit.alpha.example"), seen("domain-name", value="xaudit.alpha.example"), False),
        (Domain("audit.alpha.example"), seen("domain-name", value="auditXalpha.example"), False),
        (Domain("audit.alpha.example"), seen("url", value="audit.alpha.example"), False),
        (Ip("203.0.113.7"), seen("ipv4-addr", value="203.0.113.7"), True),
        (Ip("203.0.113.7"), seen("ipv4-addr", value="203.0.113.77"), False),
        (Ip("198.51.100.0/28"), seen("ipv4-addr", value="198.51.100.15"), True),
        (Ip("198.51.100.0/28"), seen("ipv4-addr", value="198.51.100.16"), False),
        (Ip("198.51.100.0/28"), seen("ipv4-addr", value="198.51.100.0/24"), False),
        # The matcher knows no IPv6 networks.
        (Ip("2001:db8::7"), seen("ipv6-addr", value="2001:db8::7"), True),
        (Ip("2001:db8::7"), seen("ipv6-addr", value="2001:db8::70"), False),
        (Sha256(HEX), seen("file", hashes={"SHA-256": HEX}), True),
        (Sha256(HEX), seen("file", hashes={"SHA-256": HEX[::-1]}), False),
        (Sha256(HEX), seen("file", hashes={"SHA-512": HEX}), False),
        (Sha256(HEX), seen("file", name=HEX), False),
        (Md5(HEX[:32]), seen("file", hashes={"MD5": HEX[:32]}), True),
        (ImageDigest(f"sha256:{HEX}"), seen("file", hashes={"SHA-256": HEX}), True),
        (ImageDigest(f"sha256:{HEX}"), seen("file", hashes={"SHA-256": "0" + HEX[1:-1] + "0"}), False),
        (Account("github:mallory"), seen("user-account", account_login="mallory"), True),
        (Account("github:mallory"), seen("user-account", account_login="mallory2"), False),
        (UserAgent("K/2.0"), request(User_Agent="K/2.0"), True),
        (UserAgent("K/2.0"), request(User_Agent="K/2.01"), False),
        (UserAgent("K/2.0"), request(Server="K/2.0"), False),
        (HttpHeader("x-filename: a"), request(X_Filename="a"), True),
        (HttpHeader("x-filename: a"), request(X_Filename="b"), False),
        # What the reports of partial meaning say:
        (HttpHeader("x-filename: a"), request(x_filename="a"), False),
        (UserAgent("K/2.0"), request(User_Agent=["K/2.0"]), False),
        (Domain("alpha.example"), seen("domain-name", value="www.alpha.example"), False),
        (Account("github:mallory"), seen("user-account", account_login="mallory", account_type="unix"), True),
    ],
)  # fmt: skip
@pytest.mark.judged(*BUNDLES, by="stix2-matcher", asks=SILENT)
@pytest.mark.judged(*BUNDLES, by="stix2-matcher", asks=FINDS)
def test_the_matcher_agrees(
    observable: Observable,
    observed: Bundle,
    expected: bool,  # noqa: FBT001 - a column of the table above
) -> None:
    assert hits(pattern_of(observable), [observed]) is expected
