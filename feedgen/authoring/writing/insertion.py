"""Inserts into a YAML text without touching the rest of it: not a comment, not a space.

Libraries that write a document anew move comments that stand between two lists. Here the parser
only says where lists and mappings begin and end; the text around is kept as it is. The callers
read the result back and hold it against what they meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import yaml

from feedgen.authoring.writing.yaml_text import WIDTH, Value, block, flow, inner_block, item
from feedgen.errors import UsageError

KeyPath = tuple[str | int, ...]
_LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


@dataclass(frozen=True, slots=True)
class _Edit:
    """Text that takes the place of another."""

    start: int
    end: int
    text: str


class Insertion:
    """What goes into one document, collected and then done at once."""

    def __init__(self, text: str) -> None:
        """Start on a text that the strict reader accepts: one document, no aliases.

        Raises:
            UsageError: when it holds no mapping.
        """
        self._text = text
        root = yaml.compose(text, Loader=_LOADER)
        if not isinstance(root, yaml.MappingNode):
            raise UsageError("the file holds no mapping")
        self._root: yaml.MappingNode = root
        self._items: dict[KeyPath, list[Value]] = {}
        self._values: dict[KeyPath, Value] = {}
        self._edits: list[_Edit] = []

    def append(self, path: KeyPath, values: Iterable[Value]) -> None:
        """Put values at the end of the list at a path; what is missing of the path is made."""
        self._items.setdefault(path, []).extend(values)

    def put(self, path: KeyPath, value: Value) -> None:
        """Put a value at a path where there is nothing yet."""
        self._values[path] = value

    def lines_above(self, key: str, lines: Sequence[str]) -> None:
        """Put lines above a key of the top level, or at the end where there is none."""
        where = next((k.start_mark.index for k, _ in self._root.value if k.value == key), None)
        if lines and where is not None:
            self._edits.append(_Edit(where, where, "\n".join(lines) + "\n"))
        elif lines:
            end = _trimmed(self._text, len(self._text))
            self._edits.append(_Edit(end, end, "\n" + "\n".join(lines)))

    def has(self, path: KeyPath) -> bool:
        """Whether there is anything at a path."""
        return self._deepest(path)[0] == len(path)

    def is_mapping(self, path: KeyPath) -> bool:
        """Whether a mapping stands at a path."""
        depth, node = self._deepest(path)
        return depth == len(path) and isinstance(node, yaml.MappingNode)

    def is_text(self, path: KeyPath) -> bool:
        """Whether a single value stands at a path."""
        depth, node = self._deepest(path)
        return depth == len(path) and isinstance(node, yaml.ScalarNode) and node.value != ""

    def done(self) -> str:
        """The text with everything in it."""
        missing: dict[KeyPath, dict[str, Value]] = {}
        wanted: dict[KeyPath, Value] = {**self._items, **self._values}
        for path, content in wanted.items():
            depth, node = self._deepest(path)
            if depth == len(path) and isinstance(content, list):
                self._extend(node, content, path)
            elif depth < len(path):
                for step in reversed(path[depth + 1 :]):
                    content = {str(step): content}  # noqa: PLW2901 - grows from the inside out
                _join(missing.setdefault(path[:depth], {}), str(path[depth]), content)
        for path, members in missing.items():
            self._add_members(path, members)
        text = self._text
        # Of edits at one place, the later one ends up below the earlier one.
        ordered = sorted(enumerate(self._edits), key=lambda e: (e[1].start, e[1].end, e[0]))
        for _, edit in reversed(ordered):
            text = text[: edit.start] + edit.text + text[edit.end :]
        return text if text.endswith("\n") else text + "\n"

    def _extend(self, node: yaml.Node, values: list[Value], path: KeyPath) -> None:
        """Append to a list that is there, if only as nothing behind its key."""
        column = self._column(path)
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            if column is None or (len(path) == 1 and len(flow(values)) < WIDTH):
                self._replace(node, flow(values))
            else:
                self._below(node, [line for value in values for line in item(value, column + 2)])
        elif node.flow_style:
            margin = (node.start_mark.column if column is None else column) + 2
            self._extend_flow(node, values, " " * margin)
        else:
            indent = node.start_mark.column
            lines = [line for value in values for line in item(value, indent)]
            self._after_line(self._end(node), lines)

    def _extend_flow(self, node: yaml.SequenceNode, values: list[Value], margin: str) -> None:
        close = node.end_mark.index - 1
        end = self._end(node.value[-1])
        between = self._text[end:close]
        comma = "" if between.partition("#")[0].strip() == "," else ","
        written = [flow(value) for value in values]
        one_line = ", ".join(written)
        begin = self._text.rfind("\n", 0, node.start_mark.index) + 1
        whole = self._line_end(close) - begin
        if "\n" not in self._text[begin:close] and whole + len(one_line) <= WIDTH + 10:
            self._edits.append(_Edit(end, close, f", {one_line}"))
        elif "#" in between:
            self._edits.append(_Edit(end, end, comma))
            self._after_line(end, [f"{margin}{text}," for text in written])
        else:
            lines = "".join(f",\n{margin}{text}" for text in written)
            self._edits.append(_Edit(end, end, lines))

    def _add_members(self, path: KeyPath, members: Mapping[str, Value]) -> None:
        """New members for the mapping at a path, which may be empty or in one line."""
        _, node = self._deepest(path)
        column = self._column(path)
        written = inner_block if len(path) > 2 else block
        if isinstance(node, yaml.MappingNode) and node.value and not node.flow_style:
            indent = node.value[0][0].start_mark.column
            lines = [line for key, value in members.items() for line in written(key, value, indent)]
            self._after_line(self._end(node), lines)
        elif isinstance(node, yaml.MappingNode) and node.value:
            end = self._end(node.value[-1][1])
            self._edits.append(_Edit(end, end, f", {flow(dict(members))[1:-1]}"))
        elif column is None:
            self._replace(node, flow(dict(members)))
        else:
            indent = column + 2
            lines = [line for key, value in members.items() for line in block(key, value, indent)]
            self._below(node, lines)

    def _put(self, start: int, end: int, text: str) -> None:
        self._edits.append(_Edit(start, end, text))

    def _replace(self, node: yaml.Node, text: str) -> None:
        start, end = node.start_mark.index, node.end_mark.index
        space = "" if start == 0 or self._text[start - 1] in " [{" else " "
        self._edits.append(_Edit(start, end, space + text))

    def _below(self, node: yaml.Node, lines: list[str]) -> None:
        """Put lines where an empty value stands; a comment behind it stays behind its key."""
        start = _trimmed(self._text, node.start_mark.index)
        end = self._line_end(node.end_mark.index)
        comment = self._text[node.end_mark.index : end].rstrip()
        self._edits.append(_Edit(start, end, "\n".join([comment, *lines])))

    def _after_line(self, index: int, lines: Sequence[str]) -> None:
        end = self._line_end(index)
        self._edits.append(_Edit(end, end, "\n" + "\n".join(lines)))

    def _line_end(self, index: int) -> int:
        end = self._text.find("\n", index)
        return len(self._text) if end < 0 else end

    def _end(self, node: yaml.Node) -> int:
        """Where a value really ends: the mark of a block is where the next thing begins."""
        while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            node = last[1] if isinstance(last, tuple) else last
        return _trimmed(self._text, int(node.end_mark.index))

    def _deepest(self, path: KeyPath) -> tuple[int, yaml.Node]:
        """How far a path leads, and to what."""
        node: yaml.Node = self._root
        for depth, step in enumerate(path):
            found = None
            if isinstance(node, yaml.MappingNode):
                found = next((value for key, value in node.value if key.value == step), None)
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
                found = next(iter(node.value[step : step + 1]), None)
            if found is None:
                return depth, node
            node = found
        return len(path), node

    def _column(self, path: KeyPath) -> int | None:
        """Where the key at a path stands, if everything above it is in block style."""
        node: yaml.Node = self._root
        column = -2
        for step in path:
            if not isinstance(node, yaml.CollectionNode) or node.flow_style:
                return None
            if isinstance(node, yaml.SequenceNode):
                column, node = node.start_mark.column, node.value[int(step)]
            else:
                key, node = next(pair for pair in node.value if pair[0].value == step)
                column = key.start_mark.column
        return column


def _trimmed(text: str, end: int) -> int:
    while end > 0 and text[end - 1] in " \n":
        end -= 1
    return end


def _join(into: dict[str, Value], key: str, value: Value) -> None:
    known = into.get(key)
    if isinstance(known, dict) and isinstance(value, dict):
        for inner, content in value.items():
            _join(known, inner, content)
    elif isinstance(known, list) and isinstance(value, list):
        known.extend(value)
    else:
        into[key] = value
