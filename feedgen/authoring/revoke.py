"""Records in the sources that a value is withdrawn.

The line of a bulk list stays where it is: the history of the list's entry names the value.

Editing is done with ruamel.yaml, which keeps comments and layout; the result is read back by the
strict reader, and written only if it then says what was meant.
"""

from __future__ import annotations

import io
import stat
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.resolver import VersionedResolver

from feedgen.authoring.lookup import candidates
from feedgen.durable import replace_file
from feedgen.errors import InternalError, InvalidValueError, Location, UnavailableError, UsageError
from feedgen.model.indicator import Mention
from feedgen.model.instants import format_instant
from feedgen.model.text import plain_text
from feedgen.sources.entry_context import TreePath
from feedgen.sources.files import display_path, read_text
from feedgen.sources.incident_file import parse_incident
from feedgen.sources.tree import SourceTree, incident_paths, read_tree
from feedgen.sources.yaml_tree import Node, parse_yaml


def revoke_value(
    root: Path, value: str, reason: str, *, at: datetime, incident_id: str | None = None
) -> list[Location]:
    """Add a `revoked` event wherever a live mention of the value stands.

    Args:
        root: the source tree.
        value: as a person writes it, defanged or not.
        reason: published with the tombstone.
        at: of the event; whole seconds.
        incident_id: only this incident's mentions.

    Returns:
        The places that were edited, in order.

    Raises:
        UsageError: when no live mention has this value, or the reason is no text.
        SourceError: when the sources are broken before the edit.
    """
    try:
        why = plain_text(reason)
    except InvalidValueError as error:
        raise UsageError(f"--reason: {error}") from error
    tree = read_tree(root)
    live = [m for m in _mentions(tree, value, incident_id) if m.is_live]
    if not live:
        where = f" in {incident_id}" if incident_id else ""
        raise UsageError(
            f'no live mention of "{value}"{where}; `feedgen explain` shows what is known'
        )
    by_incident: dict[str, list[Mention]] = defaultdict(list)
    for mention in live:
        by_incident[mention.incident_id].append(mention)
    paths = {path.stem: path for path in incident_paths(root)}
    edits = [
        (paths[id_], _edited(paths[id_], root, mentions, why, at, tree))
        for id_, mentions in sorted(by_incident.items())
    ]
    for path, text in edits:
        _replace(path, text)
    lists = {list_.name: list_.template.location for list_ in tree.lists(drafts=True)}
    return sorted(lists.get(f"{m.incident_id} {m.bulk_list}", m.location) for m in live)


def _mentions(tree: SourceTree, value: str, incident_id: str | None) -> Iterable[Mention]:
    wanted = candidates(value)
    return (
        mention
        for file in tree.files
        if incident_id in (None, file.incident.id)
        for mention in file.mentions
        if mention.observable in wanted
    )


class _TextResolver(VersionedResolver):
    """Plain scalars stay text, as in the strict reader: `1234e5678` is no number here."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:  # noqa: ANN401 - ruamel's hook
        """The tag of a node that has none of its own."""
        if kind is ScalarNode and value != "":
            implicit = (False, implicit[1])
        return super().resolve(kind, value, implicit)


def _edited(
    path: Path, root: Path, mentions: list[Mention], reason: str, at: datetime, tree: SourceTree
) -> str:
    late = [m for m in mentions if m.history and m.history[-1].at >= at.replace(microsecond=0)]
    if late:
        raise UsageError(f"{late[0].location} was re-listed after --as-of; use a later one")
    text = read_text(path, root)
    node = parse_yaml(text, path)
    yaml = YAML()
    yaml.Resolver = _TextResolver
    yaml.preserve_quotes = True
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    document = yaml.load(text)
    event = {"at": format_instant(at.replace(microsecond=0)), "event": "revoked", "reason": reason}
    touched = [_entry_path(node, mention) for mention in mentions]
    for mention, entry in zip(mentions, touched, strict=True):
        _add_event(document, entry, mention, event)
    buffer = io.StringIO()
    yaml.dump(document, buffer)
    edited = buffer.getvalue()
    _verify(path, node, edited, touched)
    after = parse_incident(edited, path, root, tree.profile).mentions
    wanted = {mention.observable for mention in mentions}
    if any(mention.is_live for mention in after if mention.observable in wanted):
        raise InternalError(f"{display_path(path)} would not revoke the value; nothing was written")
    return edited


def _entry_path(node: Node, mention: Mention) -> tuple[str | int, ...]:
    """The path of the indicator entry in which a value stands, or which names its list."""
    location = mention.location
    indicators = node.find(("indicators",))
    if mention.bulk:
        for number, entry in enumerate(indicators.find(("lists",)).items or ()):
            if entry.find(("path",)).scalar == mention.bulk_list:
                return "indicators", "lists", number
    best: tuple[Location, tuple[str | int, ...]] | None = None
    for key, entries in (indicators.entries or {}).items():
        for path, where in _entries(key, entries):
            if where <= location and (best is None or where > best[0]):
                best = (where, ("indicators", *path))
    if best is None:
        raise InternalError(f"{location} lies in no indicator entry")
    return best[1]


def _entries(key: str, node: Node) -> Iterable[tuple[tuple[str | int, ...], Location]]:
    if node.items is not None:
        return [((key, number), item.location) for number, item in enumerate(node.items)]
    return [
        ((key, ecosystem, name), packages.keys[name])
        for ecosystem, packages in (node.entries or {}).items()
        for name in packages.entries or {}
    ]


def _add_event(
    document: Any,  # noqa: ANN401 - ruamel's tree
    path: tuple[str | int, ...],
    mention: Mention,
    event: dict[str, str],
) -> None:
    parent = document
    for step in path[:-1]:
        parent = parent[step]
    entry = parent[path[-1]]
    if not isinstance(entry, CommentedMap):
        bare = not isinstance(entry, CommentedSeq)
        entry = CommentedMap({"versions" if "packages" in path else "value": entry})
        if bare:
            entry.fa.set_flow_style()
        parent[path[-1]] = entry
    line = CommentedMap(event)
    if "value" not in entry:
        line["value"] = mention.observable.value
    line.fa.set_flow_style()
    history = entry.setdefault("history", CommentedSeq())
    history.append(line)


def _verify(path: Path, before: Node, text: str, touched: list[TreePath]) -> None:
    """Read the edited text strictly: nothing may differ but the history of the touched entries."""
    after = parse_yaml(text, path)
    for entry in touched:
        for node in (before, after):
            _without_history(node.find(entry), "versions" if "packages" in entry else "value")
    if before.plain() != after.plain():
        raise InternalError(
            f"the edit of {display_path(path)} would change more than the revocation; "
            "nothing was written, add the history line by hand"
        )


def _without_history(entry: Node, key: str) -> None:
    """An entry in its long form, without its history."""
    if entry.entries is None:
        own = Node(entry.location, entry.scalar, entry.quoted, entry.items)
        entry.scalar, entry.items, entry.entries = None, None, {key: own}
    entry.entries.pop("history", None)


def _replace(path: Path, text: str) -> None:
    """Write through a link, with the line ends and permissions that the file had."""
    target = path.resolve()
    try:
        line_end = "\r\n" if b"\r\n" in target.read_bytes() else "\n"
        content = text.replace("\n", line_end).encode()
        replace_file(target, [content], mode=stat.S_IMODE(target.stat().st_mode))
    except OSError as error:
        raise UnavailableError(f"{path} cannot be written: {error.strerror}") from error
