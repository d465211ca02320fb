"""Which files of a tree are read, and what each names."""

from __future__ import annotations

import os
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple

from listed import Hit, Listed
from lockfiles import READERS
from references import image_named, named

LARGEST = 64 << 20
"""Bytes; a larger file is not read, and counts as not looked at."""
SKIPPED = {".git", "node_modules"}
_NAMES = re.compile(
    r".*\.ya?ml|(?:docker|container)file.*|.*\.(?:docker|container)file|jenkinsfile.*|.*\.jenkinsfile"
    r"|.*\.groovy|(?:.*[-_.])?(?:requirements|constraints)(?:[-_.].*)?\.(?:txt|in)|pyproject\.toml"
    r"|setup\.cfg|gradle\.lockfile|.*\.gradle(?:\.kts)?|bun\.lock|deno\.lock|\.?devcontainer\.json"
    r"|plugins\.txt|.*\.(?:tf|hcl)|docker-bake.*\.json|.*\.(?:ba|z)?sh|makefile|.*\.mk|justfile"
    r"|(?:s?bom|.*[-_.]s?bom)(?:[-_.].*)?\.json|.*\.(?:cdx|spdx)\.json",
    re.DOTALL,  # a name may hold a line break
)
_DOCKERFILE = re.compile(r"(?:docker|container)file.*|.*\.(?:docker|container)file", re.DOTALL)
_SLASHES = re.compile(r"jenkinsfile.*|.*\.(?:jenkinsfile|groovy|kts|gradle|json|lock)", re.DOTALL)
_ARG = re.compile(
    r"^[ \t]*(?:ARG|ENV)[ \t]+(\w+)[= ][\"']?([\w./:@+-]+)", re.IGNORECASE | re.MULTILINE
)
_VARIABLE = re.compile(r"\$\{(\w+)(?::?[-=]([^}\n]*))?\}|\$(\w+)")
_PAIR = re.compile(
    r"(?P<indent>[ ]*(?:- +)*)(?P<key>registry|repository|image|name|newName|tag|newTag|digest)"
    r"[ ]*:[ ]+[\"']?(?P<value>[^\s\"'#]+)"
)  # fmt: skip
_COMPLETES = re.compile(r"(?:tag|newTag|digest)[ ]*:[ ]")
"""What a mapping has to have for `_PAIR` to be of use."""


class Finding(NamedTuple):
    """A listed value, and where it stands."""

    path: str
    """As it was asked for, with slashes; for people and annotations."""
    line: int
    hit: Hit


def walk(root: Path, exclude: Sequence[str]) -> Iterator[tuple[Path, str]]:
    """Files to read below a directory, with their paths from there; links to elsewhere are left."""
    folders = [root]
    while folders:
        folder = folders.pop()
        with os.scandir(folder) as entries:
            there = sorted(entries, key=lambda entry: entry.name)
        for entry in there:
            path = Path(entry.path)
            name = path.relative_to(root).as_posix()
            if any(fnmatchcase(name, pattern) for pattern in exclude):
                continue
            if entry.is_dir(follow_symlinks=False):
                if entry.name not in SKIPPED:
                    folders.append(path)
                elif entry.name == "node_modules":
                    # What is installed, in one file; reading the packages themselves takes long.
                    hidden = path / ".package-lock.json"
                    if hidden.is_file():
                        yield hidden, f"{name}/{hidden.name}"
            elif is_read(entry.name) and entry.is_file() and _is_inside(entry, root):
                yield path, name


def is_read(name: str) -> bool:
    """Whether a file of this name is one that names what is run or installed."""
    return name in READERS or _NAMES.fullmatch(name.lower()) is not None


def _is_inside(entry: os.DirEntry[str], root: Path) -> bool:
    if not entry.is_symlink():
        return True
    return Path(os.path.realpath(entry.path)).is_relative_to(Path(os.path.realpath(root)))


def read(path: Path) -> str | None:
    """The text of a file; None when it is too large."""
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        return None
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16", "replace")
    return data.decode("utf-8", "replace")


def findings(text: str, path: str, listed: Listed) -> list[Finding]:
    """What a file names, each value once a line, in order."""
    name = path.rpartition("/")[2]
    found: dict[tuple[int, Hit], None] = {}
    for reading in _readings(text, name):
        hits = named(reading, listed)
        # Every reading has the same lines, but not the same offsets.
        starts = [0, *(match.end() for match in re.finditer("\n", reading))] if hits else []
        for offset, hit in hits:
            line = bisect_right(starts, offset)
            if not _is_comment(reading, starts[line - 1], name):
                found[line, hit] = None
    for line, type_, package, version in READERS.get(name, _nothing)(text):
        pinned = listed.package(type_, package, version)
        if pinned:
            found[line, pinned] = None
    if name.lower().endswith((".yml", ".yaml")) and _COMPLETES.search(text):
        for line, hit in _pairs(text, listed):
            found[line, hit] = None
    return sorted(
        (Finding(path, line, hit) for line, hit in found if not _is_said(line, hit, found)),
        key=lambda finding: (finding.line, finding.hit),
    )


def _nothing(text: str) -> Iterator[tuple[int, str, str, str]]:  # noqa: ARG001 - a reader's form
    return iter(())


def _is_said(line: int, hit: Hit, found: dict[tuple[int, Hit], None]) -> bool:
    """Whether a longer value of the same line says it too: a digest with its repository."""
    return any(
        at == line and other != hit and other.value.endswith(f"@{hit.value}") for at, other in found
    )


def _is_comment(text: str, start: int, name: str) -> bool:
    """Whether a whole line is a comment.

    What follows code on its line is read: where a comment begins there depends on quotes, and a
    mistake would hide what is used.
    """
    line = text[start : start + 200].lstrip(" \t")
    lower = name.lower()
    if line.startswith("#") and not lower.endswith(".json"):
        # A builder loads what this line of a Dockerfile names.
        return not (_DOCKERFILE.fullmatch(lower) and re.match(r"#\s*syntax\s*=", line))
    return line.startswith("//") and _SLASHES.fullmatch(lower) is not None


def _readings(text: str, name: str) -> Iterator[str]:
    """The text, and the text with defaults in the place of variables."""
    yield text
    if "$" not in text:
        return
    values = dict(_ARG.findall(text)) if _DOCKERFILE.fullmatch(name.lower()) else {}

    def default(match: re.Match[str]) -> str:
        value = values.get(match[1] or match[3], match[2])
        return match[0] if value is None else str(value)

    filled = _VARIABLE.sub(default, text)
    if filled != text:
        yield filled


def _pairs(text: str, listed: Listed) -> Iterator[tuple[int, Hit]]:
    """Images whose repository and tag are keys of one mapping, as in Helm's values."""
    open_: dict[int, dict[str, tuple[str, int]]] = {}
    for number, line in enumerate(text.split("\n"), 1):
        bare = line.lstrip(" ")
        if not bare.strip() or bare.startswith("#"):
            continue
        depth = len(line) - len(re.sub(r"^[ ]*(?:- +)*", "", line))
        is_item = bare.startswith("- ")
        for level in [x for x in open_ if x > depth or (x == depth and is_item)]:
            yield from _joined(open_.pop(level), listed)
        match = _PAIR.match(line)
        if match:
            open_.setdefault(depth, {})[match["key"]] = (match["value"], number)
    for keys in open_.values():
        yield from _joined(keys, listed)


def _joined(keys: dict[str, tuple[str, int]], listed: Listed) -> Iterator[tuple[int, Hit]]:
    repository = next(
        (keys[key] for key in ("newName", "repository", "image", "name") if key in keys), None
    )
    if repository is None:
        return
    name, line = repository
    if "registry" in keys:
        name = f"{keys['registry'][0]}/{name}"
    for key, mark in (("digest", "@"), ("newTag", ":"), ("tag", ":")):
        if key in keys:
            hit = image_named(f"{name}{mark}{keys[key][0]}", listed)
            if hit:
                yield line, hit
            return
