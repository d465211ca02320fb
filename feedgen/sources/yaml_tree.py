"""Parses YAML into a tree that knows where everything stands. Scalars stay text.

Only what a curated file needs: mappings, lists, scalars, comments. Anchors, aliases, merge keys,
tags and further documents are refused as they are met, so nothing can expand. The parser is
libyaml's event stream (docs/adr/0003-one-yaml-reader.md); its events are walked without recursion.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

import yaml

from feedgen.errors import Finding, Location, SourceError
from feedgen.sources import codes
from feedgen.sources.files import display_path, refuse

MAX_DEPTH = 24
MAX_NODES = 100_000

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


def parse_yaml(text: str, path: Path, mistakes: list[Finding] | None = None) -> Node:
    """The tree of a one-document YAML text.

    Args:
        text: the file's text.
        path: for places.
        mistakes: where to add repeated and misspelt keys, so that reading can go on; the first one
            counts.

    Raises:
        SourceError: with the first construct that is refused, or, where `mistakes` is not
            given, with every such key.
    """
    builder = _TreeBuilder(path)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        problem = str(error.problem or error.context)
        if _LIBRARY_DEPTH in problem:
            # Newer libraries read ahead and give up before we have counted.
            raise refuse(
                path, codes.YAML_DEPTH, _TOO_DEEP, _SHALLOWER, at=(line, column)
            ) from error
        raise refuse(
            path,
            codes.YAML_SYNTAX,
            f"is not YAML: {problem}",
            "check quotes, colons and indentation here",
            at=(line, column),
        ) from error
    except yaml.YAMLError as error:
        raise refuse(path, codes.YAML_SYNTAX, f"is not YAML: {error}", "check the file") from error
    return builder.finish(mistakes)


_LIBRARY_DEPTH = "maximum nesting depth"
_TOO_DEEP = "is nested too deeply or has too many values"
_SHALLOWER = f"stay within {MAX_DEPTH} levels and {MAX_NODES:,} values"
_LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


class _TreeBuilder:
    """Takes parser events one by one; an explicit stack stands in for recursion."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._shown = display_path(path)
        self._root: Node | None = None
        self._open: list[tuple[Node, str | None]] = []
        """Collections that are not closed yet, each with the key that waits for its value."""
        self._count = 0
        self._findings: list[Finding] = []

    def take(self, event: yaml.Event) -> None:
        """Add one event to the tree."""
        mark = event.start_mark
        where = Location(self._shown, mark.line + 1, mark.column + 1) if mark else None
        if where is None:
            return
        if isinstance(event, yaml.DocumentStartEvent) and self._root is not None:
            self._refuse(codes.YAML_SYNTAX, "a second document starts", "keep one per file", where)
        if isinstance(event, yaml.AliasEvent | yaml.NodeEvent):
            self._refuse_expansion(event, where)
        if isinstance(event, yaml.CollectionEndEvent):
            self._open.pop()
        elif isinstance(event, yaml.ScalarEvent):
            self._add(Node(where, scalar=event.value, quoted=event.style in _QUOTED))
        elif isinstance(event, yaml.MappingStartEvent):
            self._add(Node(where, entries={}))
        elif isinstance(event, yaml.SequenceStartEvent):
            self._add(Node(where, items=[]))

    def finish(self, mistakes: list[Finding] | None) -> Node:
        """The tree, once all events are taken."""
        if mistakes is not None:
            mistakes += self._findings
        elif self._findings:
            raise SourceError(self._findings)
        if self._root is None or self._root.entries is None:
            raise refuse(
                self._path, codes.WRONG_TYPE, "holds no mapping", "start with `schema_version: 1`"
            )
        return self._root

    def _add(self, node: Node) -> None:
        self._count += 1
        if self._count > MAX_NODES or len(self._open) >= MAX_DEPTH:
            self._refuse(
                codes.YAML_DEPTH,
                _TOO_DEEP,
                _SHALLOWER,
                node.location,
            )
        if not self._open:
            self._root = node
        else:
            parent, key = self._open[-1]
            if parent.items is not None:
                parent.items.append(node)
            elif key is None:
                self._open[-1] = (parent, self._key(parent, node))
            elif parent.entries is not None:
                parent.entries.setdefault(key, node)
                self._open[-1] = (parent, None)
        if node.scalar is None:
            self._open.append((node, None))

    def _key(self, parent: Node, node: Node) -> str:
        if node.scalar is None or (node.scalar == "<<" and not node.quoted):
            self._refuse(
                codes.YAML_ALIAS,
                "a key is not a plain name",
                "use a plain name as key",
                node.location,
            )
        plain = unicodedata.normalize("NFC", node.scalar.strip())
        first = parent.keys.get(plain)
        if first is not None:
            problem = f'the key "{plain}" is already on line {first.line}'
            if node.scalar != plain:
                problem += ", and the two differ only in spaces around it or in Unicode form"
            remedy = "merge the two or remove one"
            self._findings.append(Finding(node.location, codes.YAML_REPEATED_KEY, problem, remedy))
        elif node.scalar != plain:
            problem = f'the key "{node.scalar}" has spaces around it or is not in Unicode form NFC'
            remedy = f'write "{plain}"'
            self._findings.append(Finding(node.location, codes.YAML_KEY_FORM, problem, remedy))
        # Known by its plain form, as the values that cite it are.
        parent.keys.setdefault(plain, node.location)
        return plain

    def _refuse_expansion(self, event: yaml.NodeEvent, where: Location) -> None:
        tag = getattr(event, "tag", None)
        if event.anchor is not None:
            problem = f'uses the anchor or alias "{event.anchor}"'
        elif tag not in (None, "!"):
            problem = f'uses the tag "{tag}"'
        else:
            return
        self._refuse(
            codes.YAML_ALIAS, problem, "write the value out, or put it into defaults", where
        )

    def _refuse(self, code: str, problem: str, remedy: str, where: Location) -> NoReturn:
        raise refuse(self._path, code, problem, remedy, at=(where.line, where.column))
