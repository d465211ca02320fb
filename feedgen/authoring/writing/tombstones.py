"""Adds an event to the history of an entry; only the lines of that entry change."""

from __future__ import annotations

from collections.abc import Mapping

import yaml

from feedgen.authoring.writing.insertion import Insertion, KeyPath
from feedgen.authoring.writing.yaml_text import WIDTH, block, flow, scalar

_FLOW = frozenset(",[]{}")
_LONGEST = WIDTH + 10
"""Of a line that grows; then its entry becomes one of several lines."""


class Tombstones(Insertion):
    """The events that go into the entries of one document."""

    def add(self, path: KeyPath, key: str, event: Mapping[str, str]) -> None:
        """Put an event at the end of an entry's history.

        An entry in one line that would get too long becomes one of several lines.

        Args:
            path: of the entry.
            key: what its value is called, should the entry be the bare value.
            event: what the line of history says.
        """
        _, node = self._deepest(path)
        bare = True
        end = self._end(node)
        if isinstance(node, yaml.MappingNode):
            if self.has((*path, "history")) or not node.flow_style:
                self.append((*path, "history"), [event])
                return
            bare = False
            end = self._end(node.value[-1][1])
        history = f", history: {flow([event])}"
        opening = f"{{{key}: " if bare else ""
        raw = self._in_flow(node) if bare else self._text[node.start_mark.index : end]
        in_block = self._column(path) is not None
        one_line = raw is not None and "\n" not in self._text[node.start_mark.index : end]
        length = node.start_mark.column + len(f"{opening}{raw}{history}}}")
        if raw is None or (in_block and one_line and length > _LONGEST):
            self._as_block(path, node, key, event)
        elif bare:
            self._put(node.start_mark.index, end, f"{opening}{raw}{history}}}")
        else:
            self._put(end, end, history)

    def _in_flow(self, node: yaml.Node) -> str | None:
        """A bare value as it may be written inside braces; None when it is in block style."""
        if isinstance(node, yaml.ScalarNode):
            if node.style in ("|", ">"):
                return None
            if node.style is None and _FLOW & set(node.value):
                return scalar(node.value, flow=True)
        elif isinstance(node, yaml.CollectionNode) and not node.flow_style:
            return None
        return self._text[node.start_mark.index : self._end(node)]

    def _as_block(self, path: KeyPath, node: yaml.Node, key: str, event: Mapping[str, str]) -> None:
        start, column = node.start_mark.index, node.start_mark.column
        end = self._line_end(self._end(node))
        is_item = isinstance(path[-1], int)
        indent = column if is_item else (self._column(path) or 0) + 2
        margin = " " * indent
        lines = [*self._fields(node, key, margin), *block("history", [event], indent)]
        line_start = self._text.rfind("\n", 0, start) + 1
        before = self._text[line_start:start]
        if is_item:
            lines[0] = lines[0][indent:]
        elif before.strip():  # the key stands before it
            start -= len(before) - len(before.rstrip())
            lines.insert(0, "")
        else:
            start = line_start
        self._put(start, end, "\n".join(lines))

    def _fields(self, node: yaml.Node, key: str, margin: str) -> list[str]:
        """What the entry has, one field a line; a comment behind it stays behind the first."""
        last = self._end(node)
        comment = self._text[last : self._line_end(last)].rstrip()
        if isinstance(node, yaml.MappingNode):
            first, *rest = (
                margin + self._text[name.start_mark.index : self._end(value)]
                for name, value in node.value
            )
            return [first + comment, *rest]
        text = self._text[node.start_mark.index : last] + comment
        if isinstance(node, yaml.SequenceNode) and not node.flow_style:
            by = len(margin) + 2 - node.start_mark.column
            lines = (" " * node.start_mark.column + text).splitlines()
            return [f"{margin}{key}:", *(_moved(line, by) for line in lines)]
        first, *rest = text.splitlines()
        return [f"{margin}{key}: {first}", *(_moved(line, 2) for line in rest)]


def _moved(line: str, by: int) -> str:
    if not line.strip():
        return line
    return " " * by + line if by >= 0 else line[-by:]
