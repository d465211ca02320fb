"""Writes YAML as SigmaHQ lays it out: four spaces, LF, one value a line; values come encoded."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from feedgen.emitters.rendering import Encoded
from feedgen.errors import InternalError

_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_.|-]*")


@dataclass(frozen=True, slots=True)
class Block:
    """A literal block scalar (`|`), line by line."""

    lines: tuple[Encoded, ...]
    """At least one; none begins or ends with a space."""


Node: TypeAlias = "Encoded | Block | Sequence[Node] | Mapping[str, Node]"
"""What a document is made of. A list or mapping has at least one entry."""


def document(root: Mapping[str, Node]) -> str:
    """The text of a document, with one newline at its end.

    Raises:
        InternalError: when a value would be written that no encoder made, or a key that is no name.
    """
    return "\n".join(_mapping(root, "")) + "\n"


def _mapping(mapping: Mapping[str, Node], indent: str) -> Iterator[str]:
    for key, node in mapping.items():
        if not _KEY.fullmatch(key):
            raise InternalError(f'"{key}" is no key of a Sigma rule')
        if isinstance(node, Encoded):
            yield f"{indent}{key}: {node}"
        else:
            yield f"{indent}{key}: |" if isinstance(node, Block) else f"{indent}{key}:"
            yield from _nested(node, indent + "    ")


def _nested(node: Node, indent: str) -> Iterator[str]:
    if isinstance(node, Block):
        yield from (f"{indent}{line}" for line in node.lines)
    elif isinstance(node, Mapping):
        yield from _mapping(node, indent)
    elif isinstance(node, str):
        raise InternalError(f"a rule was given {node!r}, which no encoder made")
    else:
        for item in node:
            yield from _item(item, indent)


def _item(item: Node, indent: str) -> Iterator[str]:
    if isinstance(item, Encoded):
        yield f"{indent}- {item}"
        return
    lines = list(_nested(item, indent + "  "))
    yield f"{indent}- {lines[0].lstrip(' ')}"
    yield from lines[1:]
