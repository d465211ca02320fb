"""What OSV records are about: packages, extensions and actions, as OSV names them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from packageurl import PackageURL

from feedgen.emitters.rendering import Encoded
from feedgen.errors import UnencodableError
from feedgen.model.image_references import is_always_bad
from feedgen.model.indicator import CommitDetail, Indicator, Mention
from feedgen.model.observables import ActionRef, Commit, Extension, Package

ECOSYSTEMS: Mapping[str, str] = {
    "bitnami": "Bitnami",
    "cargo": "crates.io",
    "composer": "Packagist",
    "conan": "ConanCenter",
    "cran": "CRAN",
    "gem": "RubyGems",
    "golang": "Go",
    "hackage": "Hackage",
    "hex": "Hex",
    "julia": "Julia",
    "maven": "Maven",
    "npm": "npm",
    "nuget": "NuGet",
    "opam": "opam",
    "pub": "Pub",
    "pypi": "PyPI",
    "swift": "SwiftURL",
}
"""By package URL type. Distributions are left out: OSV names their source packages, by release."""
EXTENSIONS: Mapping[str, str] = {
    "open-vsx": "VSCode:https://open-vsx.org",
    "vs-marketplace": "VSCode",
}
"""By registry, as extension indicators name it."""
ACTIONS = "GitHub Actions"
TYPES = ("package", "extension", "commit", "action_ref")

EVERY_VERSION = (
    "it means every version, and a record lists versions: a range from 0 is what marks the"
    " legitimate ones of a hijacked package too"
)
NO_PACKAGE_ECOSYSTEM = "OSV has no ecosystem for packages of this kind"
NO_EXTENSION_ECOSYSTEM = "OSV has no ecosystem for this registry of extensions"
NO_REPOSITORY = "no repository is known for this commit"
NOT_GITHUB = "OSV knows refs of GitHub Actions only"
NEEDS_TIME = "the ref is legitimate at other times, and a record knows no time"
NOT_PLAIN = "the name or version is not in plain ASCII"
LOWER_CASE = "the name is in lower case, and some readers of OSV compare it with case"

_GITHUB = "github.com/"


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """One package in one ecosystem, or a repository that is in none."""

    ecosystem: str
    """Empty for a repository that only a range of commits speaks of."""
    name: str
    purl: str = ""
    """Without a version; empty where there is none."""
    repository: str = ""
    """For commits: the repository's URL."""


@dataclass(frozen=True, slots=True)
class Affected:
    """What one indicator says is bad."""

    subject: Subject
    version: Encoded
    is_commit: bool = False
    weaker: str | None = None


def affected_by(indicator: Indicator, mention: Mention) -> list[Affected]:
    """What one incident's mention of an indicator says is bad.

    Raises:
        UnencodableError: when OSV cannot say it.
    """
    match indicator.observable:
        case Package(value=text):
            return [_package(text)]
        case Extension(value=text):
            return [_extension(text)]
        case ActionRef(repository=repository, ref=ref):
            if not is_always_bad(indicator):
                raise UnencodableError(NEEDS_TIME)
            if not repository.startswith(_GITHUB):
                raise UnencodableError(NOT_GITHUB)
            return [Affected(_action(repository), _plain(ref), weaker=LOWER_CASE)]
        case Commit(value=commit):
            return list(_commit(commit, mention))
    raise UnencodableError(NO_PACKAGE_ECOSYSTEM)


def _plain(text: str) -> Encoded:
    if not re.fullmatch(r"[!-~]+", text):
        raise UnencodableError(NOT_PLAIN)
    return Encoded(text)


def _package(text: str) -> Affected:
    try:
        purl = PackageURL.from_string(text)
    except ValueError as error:
        raise UnencodableError(NO_PACKAGE_ECOSYSTEM) from error
    ecosystem = ECOSYSTEMS.get(purl.type)
    if ecosystem is None:
        raise UnencodableError(NO_PACKAGE_ECOSYSTEM)
    if not purl.version:
        raise UnencodableError(EVERY_VERSION)
    separator = ":" if purl.type == "maven" else "/"
    name = f"{purl.namespace}{separator}{purl.name}" if purl.namespace else purl.name
    base = PackageURL(type=purl.type, namespace=purl.namespace, name=purl.name).to_string()
    return Affected(Subject(ecosystem, _plain(name), base), _plain(purl.version))


def _extension(text: str) -> Affected:
    registry, _, rest = text.partition(":")
    name, _, version = rest.rpartition("@")
    ecosystem = EXTENSIONS.get(registry)
    if ecosystem is None:
        raise UnencodableError(NO_EXTENSION_ECOSYSTEM)
    return Affected(Subject(ecosystem, _plain(name)), _plain(version), weaker=LOWER_CASE)


def _action(repository: str) -> Subject:
    name = repository.removeprefix(_GITHUB)
    if not re.fullmatch(r"[\w.-]+/[\w.-]+", name, re.ASCII):
        raise UnencodableError(NOT_PLAIN)
    return Subject(ACTIONS, name, f"pkg:github/{name}", f"https://{repository}")


def _commit(commit: str, mention: Mention) -> Iterator[Affected]:
    """Readers of workflows take what stands after `@` for the version, a commit too."""
    if not isinstance(mention.detail, CommitDetail) or not mention.detail.repositories:
        raise UnencodableError(NO_REPOSITORY)
    if not re.fullmatch(r"[0-9a-f]{40}|[0-9a-f]{64}", commit):
        raise UnencodableError(NOT_PLAIN)
    for repository in mention.detail.repositories:
        if repository.startswith(_GITHUB):
            yield Affected(_action(repository), Encoded(commit), True, LOWER_CASE)
        else:
            if not re.fullmatch(r"[\w.~/-]+", repository, re.ASCII):
                raise UnencodableError(NOT_PLAIN)
            url = f"https://{repository}"
            yield Affected(Subject("", repository, "", url), Encoded(commit), True)
