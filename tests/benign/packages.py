"""Packages that clean projects depend on: popular ones, and the siblings of listed versions."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, unquote

from tests.benign.draws import Draws
from tests.benign.listed import Listed

_POPULAR = {
    "npm": (
        "react", "lodash", "express", "typescript", "@types/node", "@babel/core", "axios", "chalk",
        "vite", "next", "@angular/core", "webpack", "eslint", "prettier", "jest", "debug", "semver",
        "@bitwarden/sdk-internal", "@sap/cds", "@sap/xssec", "@cap-js/sqlite", "postgres", "pg",
    ),
    "pypi": (
        "requests", "numpy", "pandas", "boto3", "urllib3", "pyyaml", "setuptools", "openai", "torch",
        "litellm-proxy-extras", "telnyx-webrtc", "xinference-client", "fastapi", "pydantic",
    ),
    "golang": (
        "github.com/spf13/cobra", "k8s.io/client-go", "golang.org/x/net", "google.golang.org/grpc",
        "github.com/aquasecurity/trivy-db", "github.com/aquasecurity/tracee",
    ),
    "gem": ("rails", "rake", "nokogiri", "puma"),
    "cargo": ("serde", "tokio", "rand", "syn"),
    "maven": ("org.apache.commons/commons-lang3", "com.google.guava/guava"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dependency:
    """One line of a lock file."""

    ecosystem: str
    """A type of package URLs."""
    name: str
    """As the ecosystem writes it."""
    version: str

    @property
    def purl(self) -> str:
        """The package URL."""
        return f"pkg:{self.ecosystem}/{quote(self.name, safe='/')}@{self.version}"


def dependencies(listed: Listed) -> tuple[Dependency, ...]:
    """What clean lock files pin, sorted; none of it is listed."""
    draws = Draws("dependencies")
    found = {
        Dependency(ecosystem, name, f"{draws.below(9) + 1}.{draws.below(40)}.{draws.below(20)}")
        for ecosystem, names in _POPULAR.items()
        for name in names
        for _ in range(5)
    }
    found |= {parsed(known.value) for known in listed.good("package") if "@" in known.value}
    whole = {unquote(value) for value in listed.values["package"] if "@" not in value[5:]}
    for value in sorted(listed.values["package"]):
        package = parsed(value)
        if unquote(value) in whole:
            found.add(Dependency(package.ecosystem, f"{package.name}-x", "1.0.0"))
            continue
        version = package.version
        others = (f"{version}0", f"{version}1", f"1{version}", f"{version}.1", f"{version[:-1]}99")
        near = [Dependency(package.ecosystem, package.name, other) for other in others]
        near += [
            Dependency(package.ecosystem, name, version)
            for name in (f"{package.name}-x", _before(package.name))
        ]
        found |= set(draws.some(near, 3))
    bad = {unquote(value) for value in listed.values["package"]}
    return tuple(sorted((x for x in found if unquote(x.purl) not in bad), key=lambda one: one.purl))


def _before(name: str) -> str:
    head, slash, tail = name.rpartition("/")
    return f"{head}{slash}x{tail}"


def parsed(purl: str) -> Dependency:
    """The package URL, taken apart."""
    ecosystem, _, rest = purl.removeprefix("pkg:").partition("/")
    name, _, version = rest.rpartition("@") if "@" in rest else (rest, "", "")
    return Dependency(ecosystem, unquote(name), unquote(version))
