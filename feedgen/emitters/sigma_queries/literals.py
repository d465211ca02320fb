"""String literals and patterns of the query languages. Every value passes exactly one of these.

What a language gives a meaning is escaped or, where its documentation knows no escape, refused.
Values hold no control characters and no line breaks (`feedgen.model.text`).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from feedgen.emitters.rendering import Encoded
from feedgen.errors import UnencodableError
from feedgen.model.text import forbidden_character

_SPECIAL_TO_LUCENE = re.compile(r"""[+\-=&|!(){}\[\]^"'~*?:\\/\s]""")
"""Among spaces the ideographic one, U+3000, ends a term; some parsers of the same syntax take any
space for an end, and the apostrophe for a quote."""
_PLAIN = re.compile(r"[A-Za-z0-9_]")


def visible(text: str) -> str:
    """The text itself.

    Raises:
        UnencodableError: for an empty one, and for characters no query can show.
    """
    character = forbidden_character(text)
    if not text or character:
        raise UnencodableError(f"the value holds {character or 'nothing'}, which no query can show")
    return text


def refusing(characters: str, language: str) -> Callable[[str], str]:
    """A check for characters that a language cannot write in a pattern."""

    def check(text: str) -> str:
        for character in visible(text):
            if character in characters:
                raise UnencodableError(f"{language} has no way to write a literal {character}")
        return text

    return check


def backslashed(text: str, quote: str = '"') -> Encoded:
    r"""A literal of C's kind: `\\` and `\"`; KQL, ES|QL, EQL, SPL, YARA-L and Spark SQL."""
    inner = visible(text).replace("\\", "\\\\").replace(quote, "\\" + quote)
    return Encoded(f"{quote}{inner}{quote}")


def doubled(text: str) -> Encoded:
    """A literal of standard SQL, where only the quote has a meaning: SQLite, DuckDB, AQL."""
    return Encoded("'" + visible(text).replace("'", "''") + "'")


def like_piece(text: str, escape: str) -> str:
    """A piece of a `LIKE` pattern, before it becomes a literal."""
    return re.sub(rf"[%_{re.escape(escape)}]", lambda match: escape + match[0], visible(text))


def glob_piece(text: str) -> str:
    r"""A piece of an ES|QL `LIKE` pattern: `\*`, `\?` and `\\`, before it becomes a literal."""
    return re.sub(r"[*?\\]", r"\\\g<0>", visible(text))


def lucene_term(text: str) -> Encoded:
    """A piece of a term of Lucene's query syntax, where `<` and `>` cannot be escaped."""
    checked = refusing("<>", "Lucene's query syntax")(text)
    escaped = _SPECIAL_TO_LUCENE.sub(r"\\\g<0>", checked)
    return Encoded("\\" + escaped if escaped in ("AND", "OR", "NOT") else escaped)


def regex_piece(text: str) -> str:
    r"""A piece of a regular expression: letters, digits, and `\xHH` for nearly all other ASCII.

    So no quote or backtick of any language is ever in a pattern, and no slash without `\`.
    """
    return "".join(
        character if not character.isascii() or _PLAIN.fullmatch(character) else _hex(character)
        for character in visible(text)
    )


def _hex(character: str) -> str:
    # All as hex would be right, and unreadable.
    if character in "-:@=, ":
        return character
    return f"\\{character}" if character in "./" else f"\\x{ord(character):02x}"


def bracket_piece(text: str) -> str:
    """A piece of a regular expression without backslashes: punctuation stands in brackets."""
    checked = refusing("\\^[]", "AQL")(text)
    return re.sub(r"[^A-Za-z0-9_ \x80-\U0010ffff-]", r"[\g<0>]", checked)


def lowered(text: str) -> str:
    """The text in lower case, for languages that compare by lower-casing the field.

    Raises:
        UnencodableError: where lower-casing changes the length: engines disagree there.
    """
    low = visible(text).lower()
    if len(low) != len(text):
        raise UnencodableError("engines disagree on the lower case of a letter in the value")
    return low
