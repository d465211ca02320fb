"""Lock files that write a name and its version apart from each other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

Pinned = tuple[int, str, str, str]
"""Line, type of package URL, name and version."""

_JSON = re.compile(r'"(?:[^"\\\n]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+|\n')
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.)")
_EXACT = re.compile(r"[=v]?\d[\w.+-]*")
_KEYS = ("dependencies", "devDependencies", "optionalDependencies", "peerDependencies",
         "resolutions", "overrides")  # fmt: skip


def _json(text: str) -> Iterator[tuple[tuple[str, ...], str, int]]:  # noqa: C901 - one branch a mark
    """Every text in a JSON document: its path (a list's members are `*`), itself, and its line."""
    path: list[str] = []
    inside: list[str] = []
    line, key, expects_key = 1, "", False
    for match in _JSON.finditer(text):
        mark = match[0]
        if mark == "\n":
            line += 1
        elif mark in "{[":
            if inside:
                path.append(key if inside[-1] == "{" else "*")
            inside.append(mark)
            expects_key = mark == "{"
        elif mark in "}]":
            if inside:
                inside.pop()
            if path:
                path.pop()
            expects_key = False
        elif mark == ",":
            expects_key = bool(inside) and inside[-1] == "{"
        elif mark == ":":
            expects_key = False
        elif mark.startswith('"'):
            value = _ESCAPE.sub(_unescaped, mark[1:-1])
            if expects_key:
                key = value
            elif inside:
                yield (*path, key if inside[-1] == "{" else "*"), value, line


def _unescaped(match: re.Match[str]) -> str:
    code = match[1]
    return chr(int(code[1:], 16)) if code[0] == "u" and len(code) == 5 else code


def _by_path(text: str) -> dict[tuple[str, ...], dict[str, tuple[str, int]]]:
    found: dict[tuple[str, ...], dict[str, tuple[str, int]]] = {}
    for path, value, line in _json(text):
        found.setdefault(path[:-1], {})[path[-1]] = (value, line)
    return found


def npm(text: str) -> Iterator[Pinned]:
    """package-lock.json of every version."""
    for path, keys in _by_path(text).items():
        if "version" not in keys or not path:
            continue
        version, line = keys["version"]
        if path[0] == "packages" and len(path) == 2:
            name = keys["name"][0] if "name" in keys else path[1].rpartition("node_modules/")[2]
        elif len(path) > 1 and path[-2] == "dependencies":
            name = path[-1]
        else:
            continue
        if version.startswith("npm:"):
            name, _, version = version[4:].rpartition("@")
        yield line, "npm", name, version


def package_json(text: str) -> Iterator[Pinned]:
    """package.json: versions that are pinned exactly, and names of any version as an empty one."""
    for path, value, line in _json(text):
        if len(path) < 2 or path[0] not in _KEYS:
            continue
        name, version = path[-1], value
        if version.startswith("npm:"):
            name, _, version = version[4:].rpartition("@")
        yield line, "npm", name, version if _EXACT.fullmatch(version) else ""


def pipfile(text: str) -> Iterator[Pinned]:
    """Pipfile.lock."""
    for path, value, line in _json(text):
        if len(path) == 3 and path[0] != "_meta" and path[2] == "version":
            yield line, "pypi", path[1], value.lstrip("=")


def composer(text: str) -> Iterator[Pinned]:
    """composer.lock; the name comes before its version there."""
    name = ""
    for path, value, line in _json(text):
        if len(path) == 3 and path[0] in {"packages", "packages-dev"}:
            if path[2] == "name":
                name = value
            elif path[2] == "version":
                yield line, "composer", name, value


def nuget(text: str) -> Iterator[Pinned]:
    """packages.lock.json."""
    for path, value, line in _json(text):
        if len(path) == 4 and path[0] == "dependencies" and path[3] == "resolved":
            yield line, "nuget", path[2], value


def _toml(type_: str) -> Callable[[str], Iterator[Pinned]]:
    """Lock files of TOML: a table for each package, with name and version as its own keys."""
    key = re.compile(r"(name|version)\s*=\s*[\"']([^\"']*)[\"']")

    def read(text: str) -> Iterator[Pinned]:
        found: dict[str, str] = {}
        for number, line in enumerate(text.split("\n"), 1):
            if line.startswith("["):
                found = {}
                continue
            match = key.match(line)
            if match:
                found[match[1]] = match[2]
                if len(found) == 2:
                    yield number, type_, found.pop("name"), found.pop("version")

    return read


def yarn(text: str) -> Iterator[Pinned]:
    """yarn.lock of every version: a head with ranges, then the version that was chosen."""
    name = ""
    for number, line in enumerate(text.split("\n"), 1):
        if line[:1] not in {"", " ", "#"}:
            first = line.strip().rstrip(":").split(",")[0].strip("\"' ")
            name, _, wanted = first[1:].partition("@")
            name = first[:1] + name
            if wanted.startswith("npm:") and "@" in wanted[5:]:
                name = wanted[4:].rpartition("@")[0]
            continue
        match = re.match(r"  version:? \"?([^\"\s]+)", line)
        if match:
            yield number, "npm", name, match[1]


def pnpm(text: str) -> Iterator[Pinned]:
    """pnpm-lock.yaml of every version: the keys of packages are `/name/1.2.3` or `name@1.2.3`."""
    key = re.compile(r"  ['\"]?/?((?:@[^/@\s]+/)?[^/@\s'\"]+)[/@]([0-9][^_(:'\"\s]*)")
    for number, line in enumerate(text.split("\n"), 1):
        match = key.match(line)
        if match:
            yield number, "npm", match[1], match[2]


def go(text: str) -> Iterator[Pinned]:
    """go.sum and go.mod: a module, a blank, a version."""
    line_of = re.compile(r"\s*(?:require\s+)?(\S+)\s+(v[^\s/]+)")
    for number, line in enumerate(text.split("\n"), 1):
        match = line_of.match(line.rpartition("=>")[2])
        if match:
            for version in {match[2], match[2].replace("+incompatible", "")}:
                yield number, "golang", match[1], version


def gems(text: str) -> Iterator[Pinned]:
    """Gemfile.lock."""
    for number, line in enumerate(text.split("\n"), 1):
        match = re.match(r" {4}([^\s(]+) \(([^)]+)\)", line)
        if match:
            yield number, "gem", match[1], match[2]


READERS: dict[str, Callable[[str], Iterator[Pinned]]] = {
    "package-lock.json": npm,
    "npm-shrinkwrap.json": npm,
    ".package-lock.json": npm,
    "package.json": package_json,
    "yarn.lock": yarn,
    "pnpm-lock.yaml": pnpm,
    "Pipfile.lock": pipfile,
    "poetry.lock": _toml("pypi"),
    "uv.lock": _toml("pypi"),
    "pdm.lock": _toml("pypi"),
    "pylock.toml": _toml("pypi"),
    "Cargo.lock": _toml("cargo"),
    "composer.lock": composer,
    "packages.lock.json": nuget,
    "go.sum": go,
    "go.mod": go,
    "go.work.sum": go,
    "Gemfile.lock": gems,
}
"""By file name. Others write `name@version` or `name==version`, which is found in any file."""
