"""Words of others, made fit for a source: nothing in them that nobody can see."""

from __future__ import annotations

from feedgen.errors import InvalidValueError
from feedgen.model.text import forbidden_character, plain_text

_MAX_LINE = 4000
_MAX_PROSE = 20_000


def one_line(text: str) -> str:
    """The text on one line; empty where nothing is left."""
    beginning = text[:_MAX_LINE]
    flat = " ".join("".join(" " if forbidden_character(c) else c for c in beginning).split())
    try:
        return plain_text(flat)
    except InvalidValueError:
        return ""


def prose(text: str) -> str:
    """The text with its line breaks, and no empty lines around it; empty where nothing is left."""
    lines = [one_line(line) for line in text[:_MAX_PROSE].splitlines()]
    return "\n".join(lines).strip("\n")
