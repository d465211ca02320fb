"""Writes plain data as YAML in the style of the sources: bare where it can be, quoted elsewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from feedgen.model.text import forbidden_character

Value = str | int | Sequence["Value"] | Mapping[str, "Value"]

WIDTH = 110
"""A flow mapping that is longer becomes a block."""

_BARE = re.compile(
    r"[A-Za-z0-9_./~](?:[A-Za-z0-9_./~@+%()$^-]|:(?=[A-Za-z0-9])| (?=[A-Za-z0-9(]))*"
)
_WORDS = frozenset(
    {"", "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n", ".nan", ".inf"}
)


def scalar(value: str | int, *, flow: bool) -> str:
    """One value; other YAML readers than ours see text too, where it is no number."""
    text = str(value)
    colon = flow and ":" in text
    if _BARE.fullmatch(text) and not colon and text.lower() not in _WORDS and text[-1] != " ":
        return text
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\x7f")


def flow(value: Value) -> str:
    """The value on one line."""
    if isinstance(value, str | int):
        return scalar(value, flow=True)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(k, flow=True)}: {flow(v)}" for k, v in value.items()) + "}"
    return "[" + ", ".join(flow(item) for item in value) + "]"


def item(value: Value, indent: int) -> list[str]:
    """The lines of an item of a block list."""
    margin = " " * indent
    if isinstance(value, str | int):
        return [f"{margin}- {scalar(value, flow=False)}"]
    line = f"{margin}- {flow(value)}"
    if len(line) <= WIDTH or not isinstance(value, Mapping):
        return [line]
    first, *rest = list(members(value, indent + 2))
    return [f"{margin}- {first[indent + 2 :]}", *rest]


def members(value: Mapping[str, Value], indent: int) -> Iterator[str]:
    """The lines of a block mapping's members."""
    for key, content in value.items():
        yield from member(key, content, indent)


def member(key: str, value: Value, indent: int) -> list[str]:
    """The lines of one member of a block mapping."""
    margin, name = " " * indent, scalar(key, flow=False)
    if isinstance(value, str | int):
        return [f"{margin}{name}: {scalar(value, flow=False)}"]
    line = f"{margin}{name}: {flow(value)}"
    if len(line) <= WIDTH or not value:
        return [line]
    if isinstance(value, Mapping):
        return [f"{margin}{name}:", *members(value, indent + 2)]
    return [f"{margin}{name}:", *(line for part in value for line in item(part, indent + 2))]


def comment(text: str, indent: int = 0) -> list[str]:
    """Lines of a comment, wrapped between words, without what nobody can see."""
    text = "".join("\N{REPLACEMENT CHARACTER}" if _hidden(c) else c for c in text)
    margin = " " * indent + "# "
    lines = [margin]
    for word in text.split():
        if len(lines[-1]) + len(word) > WIDTH and lines[-1] != margin:
            lines.append(margin + "  ")
        lines[-1] += word + " "
    return [line.rstrip() for line in lines]


def _hidden(character: str) -> bool:
    return not character.isspace() and forbidden_character(character) is not None
