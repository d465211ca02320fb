"""No value changes a query: a reader of each language finds the value and nothing beside it."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, reject, settings
from hypothesis import strategies as st

from feedgen.emitters.sigma_queries.language import alternatives
from feedgen.emitters.sigma_queries.literals import (
    backslashed,
    doubled,
    lowered,
    lucene_term,
    regex_piece,
)
from feedgen.emitters.sigma_queries.shape import Shape
from feedgen.emitters.sigma_queries.targets import TARGETS, Target
from feedgen.errors import UnencodableError
from feedgen.model.text import forbidden_character
from tests.engines.conformance import HOSTILE
from tests.engines.query_readers import READERS, sql_literal, text_literal

TRICKY = st.text(
    alphabet=st.sampled_from("\\*?'\"%_!#:-[]{}()|<>&@`$^~/=+. ;,\u00e9\u00a0\u3000\U0001f40daB1"),
    min_size=1,
)
PIECES = st.lists(TRICKY, min_size=1, max_size=3)
BY_NAME = {target.name: target for target in TARGETS}
ORDINARY = (
    "audit.alpha.example", "/v1/telemetry", "C:/Users/Public/loot.bin", "Mozilla/5.0 (X11; rv:1)",
    "openssl enc -aes-256-cbc", "sha256:" + "a" * 64, "docker.io/alpha/scanner:v1.1",
)  # fmt: skip
AROUND = [(False, False), (False, True), (True, False), (True, True)]


def field(target: Target) -> str:
    return target.language.field("f")


def oracle(shape: Shape, text: str) -> bool:
    pattern = shape.joined(".*", tuple(re.escape(piece) for piece in shape.pieces))
    return re.fullmatch(pattern, text, re.IGNORECASE | re.DOTALL | re.ASCII) is not None


def candidates(shape: Shape) -> set[str]:
    whole = "".join(shape.pieces)
    gap = "#gap#".join(shape.pieces)
    found = {whole, gap, f"x{whole}", f"{whole}x", f"x{gap}x", whole[1:], whole[:-1], ""}
    found |= {whole.replace(character, "x", 1) for character in whole}
    found |= {whole.replace("\\", ""), whole.replace("\\", "\\\\"), whole.replace("!", "")}
    if whole.isascii():
        found |= {whole.swapcase(), whole.upper()}
    return found


def test_every_product_has_a_reader() -> None:
    assert READERS.keys() == BY_NAME.keys()


WITH_CASE = ("elasticsearch-lucene", "opensearch")
"""Compare keyword fields with case, which the targets say of themselves."""


@pytest.mark.judged("sigma/queries/**", by="own query readers", asks=HOSTILE)
@pytest.mark.parametrize("name", sorted(READERS.keys() - set(WITH_CASE)))
@settings(max_examples=60, deadline=None)
@given(PIECES, st.sampled_from(AROUND))
@example(["' OR 1=1 --"], (False, False))
@example(['" or "" == "'], (False, False))
@example(["x\\"], (True, True))
@example(["\\\\", "\\"], (False, True))
@example(["a`b", "$(id)", "{{x}}"], (True, False))
@example(["/i or f=/"], (False, False))
@example(["100%_!"], (True, True))
@example(["AND"], (False, False))
@example(["*) OR (f:*"], (False, False))
def test_a_comparison_finds_the_value_and_nothing_beside_it(
    name: str, pieces: list[str], around: tuple[bool, bool]
) -> None:
    target, shape = BY_NAME[name], Shape(tuple(pieces), *around)
    try:
        found = READERS[name](target.language.compare(field(target), shape))
    except UnencodableError:
        reject()
    for text in sorted(candidates(shape)):
        assert found(text) == oracle(shape, text), text


@pytest.mark.judged("sigma/queries/**", by="own query readers", asks=HOSTILE)
@pytest.mark.parametrize("name", WITH_CASE)
@given(PIECES, st.sampled_from(AROUND))
@example(["*) OR (f:*"], (False, False))
@example(["AND"], (False, False))
def test_a_term_of_lucene_is_one_term(
    name: str, pieces: list[str], around: tuple[bool, bool]
) -> None:
    target, shape = BY_NAME[name], Shape(tuple(pieces), *around)
    try:
        found = READERS[name](target.language.compare("f", shape))
    except UnencodableError:
        reject()
    exact = re.compile(shape.joined(".*", tuple(re.escape(piece) for piece in pieces)), re.DOTALL)
    for text in candidates(shape):
        assert found(text) == (exact.fullmatch(text) is not None), text


@pytest.mark.judged("sigma/queries/**", by="own query readers", asks=HOSTILE)
@pytest.mark.parametrize("name", sorted(READERS))
@pytest.mark.parametrize("value", ORDINARY)
@pytest.mark.parametrize("around", AROUND)
def test_ordinary_values_are_never_refused(
    name: str, value: str, around: tuple[bool, bool]
) -> None:
    target = BY_NAME[name]
    found = READERS[name](target.language.compare(field(target), Shape((value,), *around)))
    assert found(value)
    assert not found(value[:-1] + "#")


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
@pytest.mark.parametrize("value", ["a\nb", "a\x00", "a\u202eb", "\ud800", ""])
def test_characters_nobody_can_see_are_refused(target: Target, value: str) -> None:
    with pytest.raises(UnencodableError):
        target.language.compare(field(target), Shape((value,)))


@given(TRICKY)
def test_a_literal_is_read_back(text: str) -> None:
    for quote in ('"', "'"):
        assert text_literal(backslashed(text, quote), 0, quote) == (
            text, len(backslashed(text, quote)),
        )  # fmt: skip
    assert sql_literal(doubled(text), 0) == (text, len(doubled(text)))


@given(st.text(min_size=1).filter(lambda text: not forbidden_character(text)))
def test_a_piece_of_an_expression_has_no_delimiter_of_any_language(text: str) -> None:
    piece = regex_piece(text)
    assert not set(piece) & set("\"'`|*+?()[]{}^$#;%&<>")
    assert not re.search(r"(?<!\\)/", piece)
    assert re.fullmatch(piece, text)


@given(st.lists(TRICKY, min_size=1, max_size=4))
def test_alternatives_match_each_value_only(values: list[str]) -> None:
    pattern = re.compile(alternatives(values))
    assert all(pattern.search(value) for value in values)
    assert not pattern.search("".join(values) + "#never#")


@pytest.mark.parametrize(
    ("target", "value", "reason"),
    [
        ("splunk", "a*b", "no way to write a literal *"),
        ("splunk", "`macro`", "no way to write a literal `"),
        ("opensearch", "a<b", "no way to write a literal <"),
        ("qradar", "a\\b", "no way to write a literal \\"),
        ("elasticsearch-esql", "\u0130x", "disagree on the lower case"),
    ],
)
def test_what_a_language_cannot_write_is_refused_with_the_reason(
    target: str, value: str, reason: str
) -> None:
    with pytest.raises(UnencodableError, match=re.escape(reason)):
        BY_NAME[target].language.compare("f", Shape((value,)))


def test_words_of_lucene_are_values_too() -> None:
    assert [lucene_term(word) for word in ("AND", "and", "ORx")] == ["\\AND", "and", "ORx"]
    assert lowered("AbC") == "abc"
