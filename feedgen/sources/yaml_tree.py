"""Parses YAML into a tree that knows where everything stands. Scalars stay text.

Only what a curated file needs: mappings, lists, scalars, comments. Anchors, aliases, merge keys,
tags and further documents are refused as they are met, so nothing can expand. The parser is
libyaml's event stream (docs/adr/0003-one-yaml-reader.md); its events are walked without recursion.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from feedgen.errors import Finding, Location, SourceError
from feedgen.sources import codes
from feedgen.sources.files import display_path, refuse

MAX_DEPTH = 24
MAX_NODES = 400_000

_QUOTED = ("'", '"', "|", ">")

Plain = str | list["Plain"] | dict[str, "Plain"] | None
"""What a tree becomes for validation: every scalar a string, an empty one None."""


@dataclass(slots=True)
class Node:
    """One scalar, list or mapping, with its place."""

    location: Location
    scalar: str | None = None
    quoted: bool = False
    items: list[Node] | None = None
    entries: dict[str, Node] | None = None
    keys: dict[str, Location] = field(default_factory=dict)
    """Of a mapping: where each key stands, pruned ones included."""
    pruned: bool = False
    """Of a list: an invalid item was taken out, so what is missing now is no mistake of its own."""

    def plain(self) -> Plain:
        """Plain data. An unquoted empty scalar is None."""
        if self.entries is not None:
            return {key: node.plain() for key, node in self.entries.items()}
        if self.items is not None:
            return [node.plain() for node in self.items]
        return None if self.scalar == "" and not self.quoted else self.scalar

    def find(self, path: tuple[str | int, ...]) -> Node:
        """The node at the path, or the deepest one on the way to it."""
        node = self
        for step in path:
            if node.entries is not None and step in node.entries:
                node = node.entries[str(step)]
            elif node.items is not None and isinstance(step, int) and step < len(node.items):
                node = node.items[step]
            else:
                break
        return node

    def place(self, path: tuple[str | int, ...]) -> Location:
        """Where the thing at the path stands; for a mapping's entry, its key."""
        if path and isinstance(path[-1], str):
            parent = self.find(path[:-1])
            if path[-1] in parent.keys:
                value = parent.entries[path[-1]] if parent.entries else None
                if value is not None and value.scalar is not None:
                    return value.location
                return parent.keys[path[-1]]
        return self.find(path).location


def parse_yaml(text: str, path: Path) -> Node:
    """The tree of a one-document YAML text.

    Raises:
        SourceError: with every repeated key, or with the first construct that is refused.
    """
    shown = display_path(path)
    findings: list[Finding] = []
    try:
        root = _build(_events(text), shown, path, findings)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise refuse(path, codes.YAML_SYNTAX, f"is not YAML: {error.problem or error.context}",
                     "check quotes, colons and indentation here", line, column) from error  # fmt: skip
    except (yaml.YAMLError, RecursionError) as error:
        raise refuse(path, codes.YAML_SYNTAX, f"is not YAML: {error}", "check the file") from error
    if findings:
        raise SourceError(findings)
    return root


def _events(text: str) -> Iterator[yaml.Event]:
    loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
    return iter(yaml.parse(text, Loader=loader))


def _build(
    events: Iterator[yaml.Event], shown: str, path: Path, findings: list[Finding]
) -> Node:
    root: Node | None = None
    stack: list[tuple[Node, str | None]] = []  # an open collection and the key it waits for
    count = 0

    def place(event: yaml.Event) -> Location:
        return Location(shown, event.start_mark.line + 1, event.start_mark.column + 1)

    for event in events:
        where = place(event) if event.start_mark else Location(shown)
        if isinstance(event, (yaml.AliasEvent, yaml.NodeEvent)):
            _refuse_expansion(event, where, path)
        if isinstance(event, yaml.DocumentStartEvent) and root is not None:
            raise refuse(path, codes.YAML_SYNTAX, "a second document starts", "keep one per file",
                         where.line, where.column)  # fmt: skip
        if isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            stack.pop()
            continue
        if isinstance(event, yaml.ScalarEvent):
            node = Node(where, scalar=event.value, quoted=event.style in _QUOTED)
        elif isinstance(event, yaml.MappingStartEvent):
            node = Node(where, entries={})
        elif isinstance(event, yaml.SequenceStartEvent):
            node = Node(where, items=[])
        else:
            continue
        count += 1
        if count > MAX_NODES or len(stack) >= MAX_DEPTH:
            raise refuse(path, codes.YAML_DEPTH, "is nested too deeply or has too many values",
                         f"stay within {MAX_DEPTH} levels and {MAX_NODES:,} values",
                         where.line, where.column)  # fmt: skip
        if not stack:
            root = node
        else:
            _attach(stack, node, path, findings)
        if node.scalar is None:
            stack.append((node, None))
    if root is None or root.entries is None:
        raise refuse(path, codes.WRONG_TYPE, "holds no mapping", "start with `schema_version: 1`")
    return root


def _attach(stack: list[tuple[Node, str | None]], node: Node, path: Path, findings: list[Finding]) -> None:
    parent, key = stack[-1]
    if parent.items is not None:
        parent.items.append(node)
        return
    assert parent.entries is not None  # noqa: S101 - a collection is one or the other
    if key is not None:
        parent.entries.setdefault(key, node)
        stack[-1] = (parent, None)
        return
    if node.scalar is None or (node.scalar == "<<" and not node.quoted):
        raise refuse(path, codes.YAML_ALIAS, "a key is not a plain name", "use a plain name as key",
                     node.location.line, node.location.column)  # fmt: skip
    if node.scalar in parent.keys:
        first = parent.keys[node.scalar].line
        findings.append(Finding(node.location, codes.YAML_REPEATED_KEY,
                                f'the key "{node.scalar}" is already on line {first}',
                                "merge the two or remove one"))  # fmt: skip
    else:
        parent.keys[node.scalar] = node.location
    stack[-1] = (parent, node.scalar)


def _refuse_expansion(event: yaml.AliasEvent | yaml.NodeEvent, where: Location, path: Path) -> None:
    tag = getattr(event, "tag", None)
    if event.anchor is not None:
        problem = f'uses the anchor or alias "{event.anchor}"'
    elif tag is not None and tag != "!":
        problem = f'uses the tag "{tag}"'
    else:
        return
    raise refuse(path, codes.YAML_ALIAS, problem, "write the value out, or put it into defaults",
                 where.line, where.column)  # fmt: skip
