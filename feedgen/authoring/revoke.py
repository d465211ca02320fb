"""Records in the sources that a value is withdrawn.

Editing is done with ruamel.yaml, which keeps comments and layout; the result is read back by the
strict reader, and written only if it then says what was meant.
"""

from __future__ import annotations

import io
import os
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from feedgen.authoring.lookup import candidates
from feedgen.errors import InternalError, InvalidValueError, Location, UnavailableError, UsageError
from feedgen.model.indicator import HistoryEvent, Mention
from feedgen.model.instants import format_instant
from feedgen.model.text import plain_text
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
    live = [m for m in _mentions(tree, value, incident_id) if _is_live(m)]
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
    return [mention.location for mention in sorted(live, key=lambda m: m.location)]


def _mentions(tree: SourceTree, value: str, incident_id: str | None) -> Iterable[Mention]:
    wanted = candidates(value)
    return (
        mention
        for file in tree.files
        if incident_id in (None, file.incident.id)
        for mention in file.mentions
        if mention.observable in wanted
    )


def _is_live(mention: Mention) -> bool:
    return not mention.history or mention.history[-1].event is HistoryEvent.RELISTED


def _edited(
    path: Path, root: Path, mentions: list[Mention], reason: str, at: datetime, tree: SourceTree
) -> str:
    text = read_text(path, root)
    node = parse_yaml(text, path)
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    document = yaml.load(text)
    event = {"at": format_instant(at.replace(microsecond=0)), "event": "revoked", "reason": reason}
    for mention in mentions:
        _add_event(document, _entry_path(node, mention.location), mention, event)
    buffer = io.StringIO()
    yaml.dump(document, buffer)
    edited = buffer.getvalue()
    _verify(path, edited, mentions, tree)
    return edited


def _entry_path(node: Node, location: Location) -> tuple[str | int, ...]:
    """The path of the indicator entry in which a value stands."""
    indicators = node.find(("indicators",))
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
        key = "versions" if "packages" in path else "value"
        entry = CommentedMap({key: entry})
        entry.fa.set_flow_style()
        parent[path[-1]] = entry
    line = CommentedMap(event)
    if "value" not in entry:
        line["value"] = mention.observable.value
    line.fa.set_flow_style()
    history = entry.setdefault("history", CommentedSeq())
    history.append(line)


def _verify(path: Path, text: str, mentions: list[Mention], tree: SourceTree) -> None:
    """Read the edited text strictly: the values are revoked and nothing else changed."""
    after = parse_incident(text, path, tree.profile).mentions
    before = next(file.mentions for file in tree.files if file.incident.id == path.stem)
    ok = len(before) == len(after) and all(
        old.observable == new.observable
        and (not _is_live(new) if old in mentions else old.history == new.history)
        for old, new in zip(before, after, strict=False)
    )
    if not ok:
        raise InternalError(
            f"the edit of {display_path(path)} would change more than the revocation; "
            "nothing was written, add the history line by hand"
        )


def _replace(path: Path, text: str) -> None:
    aside = path.with_name(f".{path.name}.new")
    try:
        with aside.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except OSError as error:
        raise UnavailableError(f"{path} cannot be written: {error.strerror}") from error
