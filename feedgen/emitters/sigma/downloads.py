"""Packages, extensions, plugins and commits as a proxy sees them downloaded, and plugins on disk.

How the registries name what they serve:

- npm: `/<name>/-/<name without scope>-<version>.tgz`
  (https://github.com/npm/registry/blob/main/docs/responses/package-metadata.md, `dist.tarball`);
- PyPI: `<name>-<version>.tar.gz` and `<name>-<version>-….whl`, `_` for `-` in new files
  (https://packaging.python.org/en/latest/specifications/binary-distribution-format/);
- RubyGems `/gems/<name>-<version>.gem`, crates.io `/crates/<name>/<name>-<version>.crate` and
  `/crates/<name>/<version>/download`; Go's proxy `/<module>/@v/v<version>.zip`
  (https://go.dev/ref/mod#goproxy-protocol, capitals as `!` and the small letter);
- Open VSX `/api/<publisher>/<name>/<version>/file/…`, Visual Studio Marketplace
  `/publisher/<publisher>/extension/<name>/<version>/`;
- Jenkins `/plugins/<id>/<version>/<id>.hpi`
  (https://www.jenkins.io/doc/book/managing/plugins/), kept as `plugins/<id>.jpi` without version;
- GitHub `/<owner>/<name>/tar.gz/<commit>` and `/tarball/<commit>`: how a runner fetches an action.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from packageurl import PackageURL

from feedgen.emitters.sigma.detection import Clause, Comparison
from feedgen.emitters.sigma.encoding import Pattern
from feedgen.emitters.sigma.family import FILE_TACTICS, SUPPLY_TACTICS, Family, LogSource
from feedgen.model.indicator import Indicator
from feedgen.model.observables import Plugin

_Form = tuple[str, Comparison]
_ENDS, _CONTAINS = Comparison.ENDSWITH, Comparison.CONTAINS
_NPM_HOSTS = ("registry.npmjs.org", "registry.yarnpkg.com")
_DOCUMENTS = (
    "https://docs.github.com/en/rest/repos/contents#download-a-repository-archive-tar",
    "https://go.dev/ref/mod#goproxy-protocol",
    "https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json",
    "https://packaging.python.org/en/latest/specifications/binary-distribution-format/",
    "https://www.jenkins.io/doc/book/managing/plugins/",
)
_ARCHIVES = ("legacy.tar.gz", "legacy.zip", "tar.gz", "tarball", "zip", "zipball")


def _npm(full: str, version: str | None) -> Iterator[_Form]:
    short = full.rpartition("/")[2]
    end = f"{short}-{version}.tgz" if version else f"{short}-"
    if full.startswith("@"):
        yield f"/{full}/-/{end}", _ENDS if version else _CONTAINS
        return
    # Without a scope the path is the end of that of every scoped package of the same name.
    yield f"/{full}/-/{end}", Comparison.EQUALS if version else Comparison.STARTSWITH
    for host in _NPM_HOSTS:
        yield f"{host}/{full}/-/{end}", _ENDS if version else _CONTAINS


def _pypi(full: str, version: str | None) -> Iterator[_Form]:
    if version is None:
        yield f"/simple/{full}/", _CONTAINS
        return
    for name in sorted({full, re.sub(r"[-_.]+", "_", full)}):
        yield f"/{name}-{version}.tar.gz", _ENDS
        yield f"/{name}-{version}-", _CONTAINS


def _gem(full: str, version: str | None) -> Iterator[_Form]:
    if version is not None:
        yield f"/gems/{full}-{version}.gem", _ENDS


def _cargo(full: str, version: str | None) -> Iterator[_Form]:
    if version is None:
        yield f"/crates/{full}/", _CONTAINS
    else:
        yield f"/crates/{full}/{full}-{version}.crate", _ENDS
        yield f"/crates/{full}/{version}/download", _ENDS


def _golang(full: str, version: str | None) -> Iterator[_Form]:
    module = re.sub(r"[A-Z]", lambda match: f"!{match[0].lower()}", full)
    if version is None:
        yield f"/{module}/@v/", _CONTAINS
    else:
        yield f"/{module}/@v/v{version.removeprefix('v')}.zip", _ENDS


_ECOSYSTEMS = {"cargo": _cargo, "gem": _gem, "golang": _golang, "npm": _npm, "pypi": _pypi}


def _package(value: str) -> Iterator[_Form]:
    purl = PackageURL.from_string(value)
    full = f"{purl.namespace}/{purl.name}" if purl.namespace else purl.name
    if purl.type in _ECOSYSTEMS:
        yield from _ECOSYSTEMS[purl.type](full, purl.version)


def _extension(value: str) -> Iterator[_Form]:
    registry, _, rest = value.partition(":")
    name, _, version = rest.rpartition("@")
    publisher, _, short = name.partition(".")
    if registry == "open-vsx":
        yield f"/api/{publisher}/{short}/{version}/file/", _CONTAINS
    elif registry == "vs-marketplace":
        yield f"/publisher/{publisher}/extension/{short}/{version}/", _CONTAINS


def _fetched(indicator: Indicator) -> Iterator[Clause]:
    for text, comparison in _forms(indicator):
        yield Clause(
            selection="download", field="c-uri", value=Pattern.literal(text), comparison=comparison
        )


def _forms(indicator: Indicator) -> Iterator[_Form]:
    found = indicator.observable
    if isinstance(found, Plugin):
        if found.service == "jenkins":
            yield f"/plugins/{found.id}/{found.version}/{found.id}.hpi", _ENDS
    elif indicator.type == "package":
        yield from _package(indicator.value)
    elif indicator.type == "extension":
        yield from _extension(indicator.value)
    else:
        for archive in _ARCHIVES:
            yield f"/{archive}/{indicator.value}", _ENDS


def _unpacked(separator: str) -> Callable[[Indicator], Iterator[Clause]]:
    def clauses(indicator: Indicator) -> Iterator[Clause]:
        found = indicator.observable
        if isinstance(found, Plugin) and found.service == "jenkins":
            for ending in ("hpi", "jpi"):
                yield Clause(
                    selection="plugin", field="TargetFilename", comparison=_ENDS,
                    value=Pattern.literal(f"{separator}plugins{separator}{found.id}.{ending}"),
                )  # fmt: skip

    return clauses


def _plugins(short: str, product: str, title: str, separator: str) -> Family:
    return Family(
        key=f"file_event_{short}_plugin", stem=f"file_event_{short}_{{}}_plugin",
        source=LogSource(category="file_event", product=product),
        types=frozenset({"plugin"}), clauses=_unpacked(separator), tactics=FILE_TACTICS,
        title=f"Plugin File - {title}",
        detects=f"the installation on {title}, in any version, of plugins",
        documents=("https://www.jenkins.io/doc/book/managing/plugins/",), only_hunts=True,
        hunt_falsepositive="Legitimate versions of the plugin: the file name holds no version",
        weaker="a plugin's file is named without its version, so that it is only hunted for",
    )  # fmt: skip


FAMILIES = (
    _plugins("lnx", "linux", "Linux", "/"),
    _plugins("win", "windows", "Windows", "\\"),
    Family(
        key="proxy_download", stem="proxy_{}_download",
        source=LogSource(category="proxy", definition="Requirements: a proxy that opens TLS"),
        types=frozenset({"commit", "extension", "package", "plugin"}), clauses=_fetched,
        title="Listed Package Downloaded Through Proxy",
        detects="downloads through a proxy of packages, extensions, plugins and source archives",
        tactics=SUPPLY_TACTICS, falsepositive="Researchers who fetch the same version on purpose",
        weaker="a download is seen only by a proxy that opens TLS", documents=_DOCUMENTS,
    ),
)  # fmt: skip
"""In order of key."""
