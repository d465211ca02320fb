"""Records in the sources that a value is withdrawn.

The line of a bulk list stays where it is: the history of the list's entry names the value.

Only the lines of the entry change. The result is read back by the strict reader, and written only
if it then says what was meant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from feedgen.authoring.lookup import candidates
from feedgen.authoring.writing.source_file import replace_text
from feedgen.authoring.writing.tombstones import Tombstones
from feedgen.errors import InternalError, InvalidValueError, Location, UsageError
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
        replace_text(path, text)
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


def _edited(
    path: Path, root: Path, mentions: list[Mention], reason: str, at: datetime, tree: SourceTree
) -> str:
    late = [m for m in mentions if m.history and m.history[-1].at >= at.replace(microsecond=0)]
    if late:
        raise UsageError(f"{late[0].location} was re-listed after --as-of; use a later one")
    text = read_text(path, root)
    node = parse_yaml(text, path)
    event = {"at": format_instant(at.replace(microsecond=0)), "event": "revoked", "reason": reason}
    touched = {_entry_path(node, mention): mention for mention in mentions}
    tombstones = Tombstones(text)
    for entry, mention in touched.items():
        line = event if _is_the_value(node, entry) else {**event, "value": mention.observable.value}
        tombstones.add(entry, _value_key(entry), line)
    edited = tombstones.done()
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


def _is_the_value(node: Node, path: TreePath) -> bool:
    """Whether an entry has no value but one, so that its history need not say which is meant."""
    entry = node.find(path)
    bare = entry.entries is None
    return _value_key(path) == "value" if bare else "value" in (entry.entries or {})


def _value_key(path: TreePath) -> str:
    """What the value of an entry is called where it has other fields."""
    return "versions" if "packages" in path else "value"


def _verify(path: Path, before: Node, text: str, touched: Iterable[TreePath]) -> None:
    """Read the edited text strictly: nothing may differ but the history of the touched entries."""
    after = parse_yaml(text, path)
    for entry in touched:
        for node in (before, after):
            _without_history(node.find(entry), _value_key(entry))
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
