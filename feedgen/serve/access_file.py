"""The access file: who there is, and what is only for some of them.

    schema_version: 1
    principals:
      soc:
        bearer: sha256:…
        basic: scrypt:…
    restricted:
      collections:
        hunt: [soc]
      files: [soc]

What `restricted` does not name is public; `"*"` stands for the collections that it does not name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import yaml

from feedgen.errors import Location, UsageError
from feedgen.serve.secrets import HashedPassword, parse_token_digest

OTHERS = "*"
"""Stands for every collection that is not named."""
_LIMIT = 1 << 20
"""Bytes."""
PRINCIPAL_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,62}")
_ALIAS = re.compile(r"[a-z0-9][a-z0-9-]{0,62}|\*")
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Principal:
    """Somebody who may ask."""

    name: str
    bearer: tuple[bytes, ...]
    """SHA-256 of tokens; several while one is being replaced."""
    basic: tuple[HashedPassword, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessFile:
    """What it says."""

    principals: Mapping[str, Principal]
    collections: Mapping[str, frozenset[str]]
    """Names of principals by alias of the collection, or OTHERS."""
    files: frozenset[str] | None
    """Who may read files and pages; None: everybody."""


def read_access_file(path: Path) -> AccessFile:
    """Read and check an access file.

    Raises:
        UsageError: with the place, when something in it is not understood.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from error
    if len(data) > _LIMIT:
        raise UsageError(f"{path} is larger than {_LIMIT} bytes; it is no access file")
    try:
        root = yaml.compose(data, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise UsageError(f"{path} is no YAML: {' '.join(str(error).split())}") from error
    return _Reading(str(path)).file(root)


class _Reading:
    def __init__(self, path: str) -> None:
        self.path = path

    def file(self, root: yaml.Node | None) -> AccessFile:
        keys = dict(self._entries(root, {"schema_version", "principals", "restricted"}))
        version = keys.get("schema_version")
        if version is None or self._text(version) != "1":
            raise self._wrong(version or root, "schema_version must be 1")
        principals = {
            name: self._principal(name, node)
            for name, node in self._entries(keys.get("principals"), PRINCIPAL_NAME)
        }
        restricted = dict(self._entries(keys.get("restricted"), {"collections", "files"}))
        files = restricted.get("files")
        return AccessFile(
            principals=principals,
            collections={
                alias: self._names(node, principals)
                for alias, node in self._entries(restricted.get("collections"), _ALIAS)
            },
            files=self._names(files, principals) if files is not None else None,
        )

    def _principal(self, name: str, node: yaml.Node) -> Principal:
        keys = dict(self._entries(node, {"bearer", "basic"}))
        if not keys:
            raise self._wrong(node, f"{name} has neither `bearer` nor `basic`")
        return Principal(
            name=name,
            bearer=tuple(self._each(keys.get("bearer"), parse_token_digest)),
            basic=tuple(self._each(keys.get("basic"), HashedPassword.parse)),
        )

    def _names(self, node: yaml.Node, principals: Mapping[str, Principal]) -> frozenset[str]:
        def known(text: str) -> str:
            if text not in principals:
                raise ValueError(f"{text!r} is not among the principals")
            return text

        if not isinstance(node, yaml.SequenceNode):
            raise self._wrong(node, "a list of principals is expected, such as [soc]")
        return frozenset(self._each(node, known))

    def _each(self, node: yaml.Node | None, read: Callable[[str], _Value]) -> Iterator[_Value]:
        if node is None:
            return
        for entry in node.value if isinstance(node, yaml.SequenceNode) else [node]:
            text = self._text(entry)
            try:
                yield read(text)
            except ValueError as error:
                raise self._wrong(entry, str(error)) from error

    def _entries(
        self, node: yaml.Node | None, allowed: set[str] | re.Pattern[str]
    ) -> Iterator[tuple[str, yaml.Node]]:
        if node is None:
            return
        if not isinstance(node, yaml.MappingNode):
            raise self._wrong(node, "keys and values are expected")
        seen = set()
        for key_node, value in node.value:
            key = self._text(key_node)
            if isinstance(allowed, set):
                if key not in allowed:
                    known = ", ".join(sorted(allowed))
                    raise self._wrong(key_node, f"unknown key {key!r}; known are {known}")
            elif not allowed.fullmatch(key):
                raise self._wrong(key_node, f"{key!r} is no name; use lower-case letters and `-`")
            if key in seen:
                raise self._wrong(key_node, f"{key!r} stands here twice")
            seen.add(key)
            yield key, value

    def _text(self, node: yaml.Node) -> str:
        if not isinstance(node, yaml.ScalarNode):
            raise self._wrong(node, "a text is expected")
        return str(node.value)

    def _wrong(self, node: yaml.Node | None, problem: str) -> UsageError:
        mark = node.start_mark if node is not None else None
        place = Location(self.path, mark.line + 1, mark.column + 1) if mark else self.path
        return UsageError(f"{place}: {problem}")
