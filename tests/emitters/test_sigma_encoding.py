"""No value, however hostile, changes a rule: pySigma reads back exactly what went in."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from sigma.types import SigmaString, SpecialChars

from feedgen.emitters.rendering import Encoded
from feedgen.emitters.sigma.encoding import (
    Pattern,
    block_line,
    prose,
    sigma_value,
    yaml_scalar,
)
from feedgen.emitters.sigma.yaml_writer import Block, document
from feedgen.errors import InternalError, UnencodableError
from feedgen.model.text import forbidden_character
from tests.engines.conformance import HOSTILE

TRICKY = st.text(alphabet=st.sampled_from("\\*?'\"%_#:-[]{}|>&!@`$(). \u00e9\U0001f40d" + "aB1"))
ANY = st.one_of(TRICKY, st.text()).filter(lambda t: t != "" and not forbidden_character(t))


@pytest.mark.judged("sigma/rules/*", "sigma/hunt/*", by="pysigma", asks=HOSTILE)
@given(ANY)
@example("\\\\server\\share\\*.exe?")
@example("C:\\Users\\")
@example("' OR 1=1 --")
@example("{{ 7*7 }} $(id) | ; \" '")
@example("\\" * 7 + "*")
@example("x" * 4096)
def test_a_literal_is_read_back_exactly(text: str) -> None:
    loaded = yaml.safe_load(f"key: {sigma_value(Pattern.literal(text))}")["key"]
    assert SigmaString(loaded).s == [text]


@pytest.mark.judged("sigma/rules/*", "sigma/hunt/*", by="pysigma", asks=HOSTILE)
@given(st.lists(ANY, min_size=2, max_size=4))
@example(["a\\", "*b", "\\"])
def test_wildcards_stand_between_the_pieces_only(pieces: list[str]) -> None:
    loaded = yaml.safe_load(f"key: {sigma_value(Pattern(tuple(pieces)))}")["key"]
    expected: list[str | SpecialChars] = []
    for piece in pieces:
        expected += [piece, SpecialChars.WILDCARD_MULTI]
    assert SigmaString(loaded).s == expected[:-1]


@given(ANY)
def test_a_scalar_is_one_line_and_comes_back(text: str) -> None:
    assert yaml.safe_load(document({"title": yaml_scalar(text)})) == {"title": text}


@given(st.text(), st.text())
@example("a: b\n- c", "\u2028x\u202ey\x85z")
def test_prose_never_leaves_its_place(first: str, second: str) -> None:
    lines = [prose(text) for text in (first, second)]
    assert all(not forbidden_character(line) for line in lines)
    if not all(lines):
        return
    block = Block(tuple(block_line(text) for text in (first, second)))
    text = document({"description": block, "level": Encoded("high")})
    assert yaml.safe_load(text) == {"description": "\n".join(lines) + "\n", "level": "high"}


@pytest.mark.parametrize("text", ["a\nb", "a\x00", "a\u202eb", "\ud800", "\ufeffa", "a\x85b"])
def test_characters_nobody_can_see_are_refused(text: str) -> None:
    for encode in (yaml_scalar, lambda t: sigma_value(Pattern.literal(t))):
        with pytest.raises(UnencodableError):
            encode(text)


def test_an_empty_value_is_refused() -> None:
    with pytest.raises(UnencodableError, match="empty"):
        sigma_value(Pattern(("a", "")))


def test_backslashes_are_written_as_the_specification_recommends() -> None:
    written = {
        "C:\\Users\\x": r"'C:\Users\x'",
        "\\dir\\": r"'\dir\\'",
        "a\\*": r"'a\\\*'",
        "\\\\host": r"'\\\\host'",
        "it's": "'it''s'",
    }
    for text, expected in written.items():
        assert sigma_value(Pattern.literal(text)) == expected


def test_long_prose_is_cut_at_a_word() -> None:
    assert prose("one two, three", 10) == "one two…"
    assert prose(" one \n two ") == "one two"


def test_the_writer_takes_encoded_values_and_plain_keys_only() -> None:
    with pytest.raises(InternalError, match="no encoder made"):
        document({"title": "raw"})
    with pytest.raises(InternalError, match="no key"):
        document({"a: b": Encoded("x")})
