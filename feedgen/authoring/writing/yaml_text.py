"""Writes plain data as YAML in the style of the sources: bare where it can be, quoted elsewhere."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence

from feedgen.model.text import forbidden_character

Value = str | int | Sequence["Value"] | Mapping[str, "Value"]

WIDTH = 110
"""A flow mapping that is longer becomes a block."""

_BARE = re.compile(
    r"[A-Za-z0-9_./~](?:[A-Za-z0-9_./~@+%()$^-]|:(?=[A-Za-z0-9])| (?=[A-Za-z0-9(]))*"
)
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z")
_WORDS = frozenset(
    {"", "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n", ".nan", ".inf"}
)


def scalar(value: str | int, *, flow: bool) -> str:
    """One value; other YAML readers than ours see text too, where it is no number."""
    text = str(value)
    if _INSTANT.fullmatch(text):
        return text
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
        line = f"{margin}{name}: {scalar(value, flow=False)}"
        lines = _folded(str(value), indent + 2) if len(line) > WIDTH else []
        return [f"{margin}{name}: >-", *lines] if lines else [line]
    line = f"{margin}{name}: {flow(value)}"
    if len(line) <= WIDTH or not value:
        return [line]
    if isinstance(value, Mapping):
        return [f"{margin}{name}:", *members(value, indent + 2)]
    return [f"{margin}{name}:", *(line for part in value for line in item(part, indent + 2))]


def block(key: str, value: Value, indent: int) -> list[str]:
    """A member in block style: lists one item a line, but a package's versions on its own."""
    name = f"{' ' * indent}{scalar(key, flow=False)}:"
    if isinstance(value, Mapping):
        if "versions" in value:
            return member(key, value, indent)
        return [name, *(line for k, v in value.items() for line in inner_block(k, v, indent + 2))]
    if isinstance(value, list):
        return [name, *(line for part in value for line in item(part, indent + 2))]
    return member(key, value, indent)


def inner_block(key: str, value: Value, indent: int) -> list[str]:
    """The same below the second level, where a short list of texts stays on one line."""
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        is_versions = len(flow(value)) + indent + len(key) < WIDTH and indent > 2
        return member(key, value, indent) if is_versions else block(key, value, indent)
    return block(key, value, indent)


def _folded(text: str, indent: int) -> list[str]:
    """The lines of a folded text; none where folding would not give the same text again."""
    plain = text == " ".join(text.split()) and text.isprintable()
    width = max(WIDTH - indent, 40)
    lines = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
    return [" " * indent + line for line in lines] if plain else []


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
