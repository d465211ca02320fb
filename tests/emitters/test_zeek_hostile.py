"""No value, however hostile, changes the structure of Zeek's files, and each is compared exactly."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedgen.emitters.rendering import allowed_prose
from feedgen.emitters.zeek import EMITTER
from feedgen.emitters.zeek.encoding import field, in_any_case, literal, module, slug
from feedgen.errors import InvalidValueError
from feedgen.model.indicator import Match
from feedgen.model.observables import Domain, Email, HttpHeader, ImageDigest, Ip, Url, UserAgent
from tests.conftest import emit
from tests.engines.conformance import HOSTILE
from tests.engines.suricata_feeds import feed_of, indicator
from tests.engines.suricata_traffic import http
from tests.engines.zeek_grammar import compile_pattern, read_intel, read_signatures
from tests.engines.zeek_intel import hits
from tests.hostile.values import TEXTS

READER = ("zeek/*.intel", "zeek/*.sig")
SOME = st.lists(st.one_of(st.text(max_size=80), st.sampled_from(TEXTS)), max_size=20)
ANYTHING = st.text(max_size=80)


def plain(text: str) -> str:
    """Without lone surrogates, which no file could hold."""
    return text.encode(errors="replace").decode()


@given(st.binary(min_size=1, max_size=300), st.binary(max_size=300))
def test_a_literal_matches_its_bytes_and_no_others(value: bytes, other: bytes) -> None:
    pattern = compile_pattern(f"/{literal(value)}$/")
    assert pattern.match(value)
    assert bool(pattern.match(other)) == (other == value)


@given(st.text("abcXYZ-_1", min_size=1))
def test_a_name_in_any_case_is_that_name(name: str) -> None:
    pattern = compile_pattern(f"/{in_any_case(name)}$/")
    assert pattern.match(name.upper().encode())
    assert pattern.match(name.lower().encode())
    assert not pattern.match(name.encode() + b"x")


@given(ANYTHING)
def test_words_hold_nothing_that_a_reader_knows(text: str) -> None:
    assert not set(allowed_prose(text, 60)) & set('"\\\t\r\n#{}|%')
    assert slug(text)[0].isalpha()
    assert module(text).isidentifier()
    assert b"\t" not in field(text.encode(errors="replace")).encode()


@pytest.mark.judged(*READER, by="own Zeek reader", asks=HOSTILE)
@given(SOME)
@settings(deadline=None, max_examples=50)
def test_hostile_values_come_back_as_they_are(texts: list[str]) -> None:
    values = sorted({plain(text) for text in texts} - {""}) or ["-"]
    indicators = [
        one
        for value in values
        for one in (
            indicator(UserAgent(value)), indicator(Email(value)),
            indicator(Domain(value), match=Match.EXACT), indicator(Domain(f"x.{value}")),
            indicator(HttpHeader(f"x-a: {value}")), indicator(ImageDigest(f"sha256:{value}")),
            indicator(ImageDigest(value)),
        )
    ]  # fmt: skip
    files, omissions = emit(EMITTER, feed_of(EMITTER, indicators, title=values[0]))
    rows = read_intel(files["zeek/feedgen.intel"])
    for type_ in ("SOFTWARE", "EMAIL"):
        assert sorted(row.indicator for row in rows if row.type == type_) == sorted(
            value.encode() for value in values
        )
    signed = read_signatures(files["zeek/feedgen.sig"])
    assert len({signature.id for signature in signed}) == len(signed)
    assert {one.id for one in indicators if one.type == "http_header"} <= {
        *(o.indicator.id for o in omissions),
        *(one.id for one in indicators if any(one.id in signature.id for signature in signed)),
    }


@pytest.mark.judged(*READER, by="own Zeek reader", asks=HOSTILE)
@given(st.text(st.characters(exclude_categories=("C", "Z"), include_characters=" "), min_size=1))
@settings(deadline=None)
def test_what_a_source_accepts_is_seen_on_the_wire(text: str) -> None:
    try:
        agent, url = UserAgent.parse(text), Url.parse(f"http://h.example/{text}")
    except InvalidValueError:
        return
    files, _ = emit(EMITTER, feed_of(EMITTER, [indicator(agent), indicator(url)]))
    signatures = read_signatures(files["zeek/feedgen.sig"])
    rows = read_intel(files["zeek/feedgen.intel"])
    asked = http(url.value.removeprefix("http://h.example"), host="h.example")
    told = http("/other", host="h.example", headers=[f"User-Agent: {agent.value}"])
    for talk, form in ((asked, "url"), (told, "http-header")):
        (seen,) = [signature for signature in signatures if signature.fires(talk)]
        assert seen.id.endswith(form)
        assert len(hits(rows, talk)) == 1


def test_an_address_that_is_none_is_skipped() -> None:
    files, (omission,) = emit(EMITTER, feed_of(EMITTER, [indicator(Ip("1.2.3.4 }"))]))
    assert omission.reason == "the value is no address"
    assert read_intel(files["zeek/feedgen.intel"]) == []
