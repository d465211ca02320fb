"""OSV records: the schema takes each, and a reader says which versions and commits they list."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from packageurl import PackageURL

from feedgen.model.indicator import CommitDetail, Indicator
from tests.emitters.osv.reader import Json, is_affected, mistakes

JUDGES = ("jsonschema", "own OSV reader")
ARTIFACTS = ("osv/*.json",)
_ECOSYSTEMS = {
    "bitnami": "Bitnami", "cargo": "crates.io", "composer": "Packagist", "conan": "ConanCenter",
    "cran": "CRAN", "gem": "RubyGems", "golang": "Go", "hackage": "Hackage", "hex": "Hex",
    "julia": "Julia", "maven": "Maven", "npm": "npm", "nuget": "NuGet", "opam": "opam", "pub": "Pub",
    "pypi": "PyPI", "swift": "SwiftURL", "open-vsx": "VSCode:https://open-vsx.org",
    "vs-marketplace": "VSCode",
}  # fmt: skip
"""OSV's names (1.7.5, "defined ecosystems") by the type of a package URL, or the registry."""


def accept(folder: Path) -> None:
    """No record has a mistake; each is named after its id."""
    for path in _files(folder):
        record = json.loads(path.read_bytes())
        found = mistakes(record)
        assert not found, f"{path.name}: {found}"
        assert path.stem == record["id"]


def read_back(folder: Path) -> set[str]:
    """Ecosystem, name and version of all that is affected; repository and commit of ranges."""
    return {text for path in _files(folder) for text in _affected(json.loads(path.read_bytes()))}


def _files(folder: Path) -> list[Path]:
    return sorted((folder / "osv").glob("*.json"))


def _affected(record: Json) -> Iterator[str]:
    for affected in record["affected"]:
        package = affected.get("package")
        for version in affected.get("versions", ()):
            ecosystem, name = package["ecosystem"], package["name"]
            assert is_affected(record, ecosystem, name, version)
            yield _said(ecosystem, name, version)
        for range_ in affected.get("ranges", ()):
            first, last = (next(iter(event.values())) for event in range_["events"])
            assert first == last, "from a commit to itself"
            yield _said("git", range_["repo"], first)


def _said(ecosystem: str, name: str, version: str) -> str:
    return json.dumps([ecosystem, name, version])


def wanted(indicator: Indicator) -> set[str]:
    """What docs/osv.md has for the type."""
    value = indicator.value
    if indicator.type == "package":
        purl = PackageURL.from_string(value)
        between = ":" if purl.type == "maven" else "/"
        name = f"{purl.namespace}{between}{purl.name}" if purl.namespace else purl.name
        return {_said(_ECOSYSTEMS[purl.type], name, purl.version or "")}
    if indicator.type == "extension":
        registry, _, rest = value.partition(":")
        name, _, version = rest.rpartition("@")
        return {_said(_ECOSYSTEMS[registry], name, version)}
    if indicator.type == "action_ref":
        repository, _, ref = value.partition("@")
        return {_said("GitHub Actions", repository.removeprefix("github.com/"), ref)}
    assert indicator.type == "commit", indicator.type
    found = set()
    for detail in indicator.details(CommitDetail):
        for repository in detail.repositories:
            found.add(_said("git", f"https://{repository}", value))
            if repository.startswith("github.com/"):
                name = repository.removeprefix("github.com/")
                found.add(_said("GitHub Actions", name, value))
    return found
