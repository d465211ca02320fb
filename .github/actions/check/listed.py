"""What a release lists, in the spelling of files that name it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

HASHES = {
    "blocklists/image-digests.txt": "image",
    "blocklists/commits.txt": "commit",
    "blocklists/sha256.txt": "file",
    "blocklists/sha1.txt": "file",
    "blocklists/md5.txt": "file",
}
REFERENCES = "blocklists/image-references.txt"
DOMAINS = "blocklists/domains.txt"
BELOW = "blocklists/adblock.txt"
"""Says of which names those below them are meant too, which a plain list cannot."""
URLS = "blocklists/urls.txt"
ACTIONS = "policies/github-actions.txt"
PACKAGES = "policies/packages.json"
FILES = (*HASHES, REFERENCES, DOMAINS, BELOW, URLS, ACTIONS, PACKAGES)
KINDS = ("image", "commit", "action", "package", "file", "address")
_RELEASE = re.compile(r"^# release ([0-9.]+),", re.MULTILINE)


class DamagedError(Exception):
    """A list is not what a release holds."""


class Hit(NamedTuple):
    """A listed value."""

    kind: str
    value: str
    """In the feed's spelling."""


@dataclass
class Entry:
    """A package, extension or plugin."""

    every: bool = False
    """Whether every version is listed: the whole package is the attacker's."""
    versions: frozenset[str] = frozenset()


@dataclass
class Listed:
    """The lists of a release."""

    version: str = "?"
    hashes: dict[str, Hit] = field(default_factory=dict)
    """By hexadecimal digits."""
    images: set[str] = field(default_factory=set)
    """`repository:tag` and `repository@digest`, with the registry."""
    domains: set[str] = field(default_factory=set)
    parents: set[str] = field(default_factory=set)
    """Domains that are meant with every name below them."""
    urls: set[str] = field(default_factory=set)
    uses: set[tuple[str, str]] = field(default_factory=set)
    """`owner/repository` in lower case, and a ref."""
    packages: dict[str, dict[str, Entry]] = field(default_factory=dict)
    """By type of package URL, then by the ecosystem's own name."""
    extensions: dict[str, Entry] = field(default_factory=dict)
    plugins: dict[str, Entry] = field(default_factory=dict)

    @cached_property
    def image_names(self) -> set[str]:
        """The last parts of the repositories of images."""
        return {
            re.split(r"[:@]", reference.rpartition("/")[2], maxsplit=1)[0]
            for reference in self.images
        }

    @cached_property
    def has_whole_packages(self) -> bool:
        """Whether any package is listed in every version."""
        return any(entry.every for names in self.packages.values() for entry in names.values())

    def package(self, type_: str, name: str, version: str) -> Hit | None:
        """Whether a version of a package is listed; versions are compared as text."""
        if type_ == "pypi":
            name = re.sub(r"[-_.]+", "-", name).lower()
        entry = self.packages.get(type_, {}).get(name)
        found = _listed_version(entry, version)
        return None if found is None else Hit("package", f"{type_} {name}{found}")

    def extension(self, name: str, version: str) -> Hit | None:
        """Whether a version of an editor's extension is listed, in any of its registries."""
        found = _listed_version(self.extensions.get(name.lower()), version)
        return None if found is None else Hit("package", f"extension {name.lower()}{found}")

    def plugin(self, name: str, version: str) -> Hit | None:
        """Whether a version of a build server's plugin is listed."""
        found = _listed_version(self.plugins.get(name), version)
        return None if found is None else Hit("package", f"plugin {name}{found}")

    def host(self, name: str) -> str | None:
        """The listed domain that a host is, or lies below where that is meant."""
        name = name.lower().rstrip(".")
        if name in self.domains:
            return name
        while name:
            if name in self.parents:
                return name
            name = name.partition(".")[2]
        return None


def _listed_version(entry: Entry | None, version: str) -> str | None:
    if entry is None:
        return None
    for spelled in (version, version[1:] if version[:1] in {"v", "="} else version):
        if spelled in entry.versions:
            return f" {spelled}"
    return " (every version)" if entry.every else None


def read_listed(folder: Path) -> Listed:
    """Read the lists of a release.

    Raises:
        DamagedError: when one is missing, or not what a release holds.
    """
    listed = Listed()
    for path, kind in HASHES.items():
        for value in _lines(folder, path, listed):
            digits = value.rpartition(":")[2]
            listed.hashes.setdefault(digits, Hit(kind, value))
    listed.images.update(_lines(folder, REFERENCES, listed))
    listed.domains.update(_lines(folder, DOMAINS, listed))
    listed.parents.update(re.findall(r"^\|\|([^/^\n]+)\^$", _text(folder, BELOW), re.MULTILINE))
    listed.urls.update(_lines(folder, URLS, listed))
    for line in _lines(folder, ACTIONS, listed):
        repository, _, ref = line[1:].partition("@")
        # Of the two patterns for each, the second is for what lies in the repository's folders.
        if line.startswith("!") and "*" not in repository:
            listed.uses.add((repository.lower(), ref))
    _read_packages(folder, listed)
    return listed


def _text(folder: Path, path: str) -> str:
    try:
        text = (folder / path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DamagedError(f"{path} cannot be read: {error}") from error
    if not text.endswith("\n"):
        raise DamagedError(f"{path} is cut off")
    return text


def _lines(folder: Path, path: str, listed: Listed) -> list[str]:
    text = _text(folder, path)
    if not text.startswith("#"):
        raise DamagedError(f"{path} is no list of a release")
    release = _RELEASE.search(text)
    if release:
        listed.version = release[1]
    return [line for line in text.split("\n") if line and not line.startswith("#")]


def _read_packages(folder: Path, listed: Listed) -> None:
    try:
        document = json.loads(_text(folder, PACKAGES))
        for type_, names in document["packages"].items():
            listed.packages[type_] = {name: _entry(value) for name, value in names.items()}
        for key, target in (("extensions", listed.extensions), ("plugins", listed.plugins)):
            for names in document[key].values():
                for name, value in names.items():
                    there, more = target.get(name, Entry()), _entry(value)
                    target[name] = Entry(there.every or more.every, there.versions | more.versions)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedError(f"{PACKAGES} is not as its page describes it: {error!r}") from error


def _entry(value: dict[str, object]) -> Entry:
    versions = value["versions"]
    if not isinstance(versions, dict):
        raise TypeError("versions")
    return Entry(every=value["all"] is not None, versions=frozenset(versions))


def parsed_purl(text: str) -> tuple[str, str, str] | None:
    """Type, the ecosystem's own name and version of a package URL; None if it is none."""
    match = re.match(r"pkg:/*([a-z0-9.+-]+)/([^?#@]+)(?:@([^?#]+))?", text, re.IGNORECASE)
    if match is None:
        return None
    type_, name = match[1].lower(), unquote(match[2]).strip("/")
    if type_ == "maven":
        name = name.replace("/", ":")
    return type_, name, unquote(match[3] or "")
