"""Which characters a value may hold at all."""

from __future__ import annotations

import re
import unicodedata

from feedgen.errors import InvalidValueError

_FORBIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff"
    "\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
)
"""Controls, line separators, lone surrogates, and marks that change what a reader sees."""

MAX_VALUE = 4096
"""Characters. Longer than any real indicator; formats have lower limits of their own."""


def forbidden_character(text: str) -> str | None:
    """The first character that no value may hold, as `U+202E`, or None."""
    match = _FORBIDDEN.search(text)
    return f"U+{ord(match[0]):04X}" if match else None


def plain_text(text: str) -> str:
    """The text trimmed and in NFC, if it can be shown to a person as what it is.

    Raises:
        InvalidValueError: when it is empty, too long, or holds an invisible character.
    """
    if text.isascii() and text.isprintable() and 0 < len(text) <= MAX_VALUE:
        plain = text.strip(" ")  # nearly all; nothing in it could be changed or refused
        if plain:
            return plain
    character = forbidden_character(text.strip(" "))
    if character:
        raise InvalidValueError(
            f"the value holds {character}, which nobody can see", "remove that character"
        )
    plain = unicodedata.normalize("NFC", text.strip())
    if not plain:
        raise InvalidValueError("the value is empty", "write a value or remove the entry")
    if len(plain) > MAX_VALUE:
        raise InvalidValueError(
            f"the value has {len(plain)} characters", f"keep it within {MAX_VALUE}"
        )
    return plain
