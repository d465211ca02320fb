"""Turns values into Sigma strings and YAML scalars. Nothing reaches a rule past this.

Sigma gives `*`, `?` and the backslash a meaning inside a value, YAML gives quotes one. A `Pattern`
keeps what is literal apart from what is a wildcard until here, so that each language is escaped
exactly once.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Self

from feedgen.emitters.rendering import Encoded
from feedgen.errors import UnencodableError
from feedgen.model.text import forbidden_character

_SPECIAL = re.compile(r"[*?\\]")
_WILDCARD = re.compile(r"[*?]")
_BACKSLASHES = re.compile(r"(\\+)([*?]|\Z)|(\\{2,})")
_INVISIBLE = frozenset({"Cf", "Cs", "Co", "Cn"})
_BREAKING = frozenset({"Cc", "Zl", "Zp"})


class PatternKind(StrEnum):
    """What the pieces of a pattern are."""

    TEXT = "text"
    NUMBER = "number"
    REGEX = "regex"


@dataclass(frozen=True, slots=True, order=True)
class Pattern:
    """Literal pieces with any run of characters between two of them."""

    pieces: tuple[str, ...]
    """At least one; all but the only one are non-empty."""
    kind: PatternKind = PatternKind.TEXT

    @classmethod
    def literal(cls, text: str) -> Self:
        """The pattern that is exactly this text."""
        return cls((text,))

    @classmethod
    def number(cls, number: int) -> Self:
        """A whole number, for fields that logs hold as one."""
        return cls((str(number),), PatternKind.NUMBER)

    @classmethod
    def regex(cls, expression: str) -> Self:
        """A regular expression, for the comparison `re`."""
        return cls((expression,), PatternKind.REGEX)


@lru_cache(maxsize=8192)  # several families write the same value, one after the other
def sigma_value(pattern: Pattern) -> Encoded:
    """The pattern as a quoted YAML scalar that Sigma reads as the pattern.

    Escaping follows the Sigma rules specification, section "Escape Character": a backslash is
    doubled where it stands before a wildcard, before another backslash or at the end.

    Raises:
        UnencodableError: for an empty value and for characters that YAML or a reader cannot see.
    """
    if not all(pattern.pieces):
        raise UnencodableError("the value is empty")
    if pattern.kind is PatternKind.NUMBER:
        return Encoded(str(int(pattern.pieces[0])))
    if pattern.kind is PatternKind.REGEX:
        # An expression has its own escapes; Sigma leaves them to the engine.
        return yaml_scalar(pattern.pieces[0])
    return yaml_scalar("*".join(_sigma_literal(piece) for piece in pattern.pieces))


def _sigma_literal(text: str) -> str:
    if not _SPECIAL.search(text):
        return text

    def double(match: re.Match[str]) -> str:
        run, wildcard, inner = match.groups()
        return (run * 2 + wildcard) if inner is None else inner * 2

    return _WILDCARD.sub(r"\\\g<0>", _BACKSLASHES.sub(double, text))


def yaml_scalar(text: str) -> Encoded:
    """The text in single quotes, where YAML gives only the quote itself a meaning.

    Raises:
        UnencodableError: for controls, line breaks, lone surrogates and direction marks.
    """
    character = forbidden_character(text)
    if character:
        raise UnencodableError(f"the value holds {character}, which YAML cannot show")
    return Encoded("'" + text.replace("'", "''") + "'")


def prose(text: str, limit: int = 500) -> str:
    """The text for people on one line: whitespace folded, nothing invisible, cut at a word."""
    visible = "".join(
        " " if unicodedata.category(character) in _BREAKING else character
        for character in text
        if unicodedata.category(character) not in _INVISIBLE
    )
    line = " ".join(visible.split())
    if len(line) <= limit:
        return line
    return line[: limit - 1].rpartition(" ")[0].rstrip(" ,;:") + "…"


def block_line(text: str, limit: int = 500) -> Encoded:
    """The text as one line of a literal block scalar, where YAML gives no character a meaning."""
    return Encoded(prose(text, limit))
