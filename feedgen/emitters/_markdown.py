"""Prose for people in Markdown that other programs show: none of it has a meaning there."""

from __future__ import annotations

import re

_MARKS = re.compile(r"([\\`*_\[\]()<>#|&!~@{}])")
_SURROGATES = re.compile("[\ud800-\udfff]")
_BREAK = re.compile(r"\n\s*\n")


def one_line(text: str) -> str:
    """The text on one line: what cannot be seen becomes a space."""
    if not text.isprintable():
        text = "".join(c if c.isprintable() else " " for c in _SURROGATES.sub("?", text))
    return " ".join(text.split())


def paragraphs(text: str) -> str:
    """The text with its paragraphs and nothing else: no link, no image, no markup."""
    lines = (one_line(part) for part in _BREAK.split(text))
    return "\n\n".join(_plain_start(_MARKS.sub(r"\\\1", line)) for line in lines if line)


def _plain_start(line: str) -> str:
    """A dash, a plus or a number that begins a line would begin a list."""
    return re.sub(r"^([-+=]|\d+(?=[.)]))", r"\\\1" if not line[0].isdigit() else r"\1\\", line)
