"""How registries name what a proxy sees downloaded, from their own documentation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from packageurl import PackageURL

from feedgen.model.indicator import Indicator

_ANY = "\x00"


def download_forms(indicator: Indicator) -> Iterator[str]:
    """Addresses with wildcards, behind the name of their log."""
    for text in _FORMS[indicator.type](indicator.value):
        yield f"proxy_download  {text}"


def _commit(value: str) -> Iterator[str]:
    for archive in ("legacy.tar.gz", "legacy.zip", "tar.gz", "tarball", "zip", "zipball"):
        yield f"{_ANY}/{archive}/{value}"


def _extension(value: str) -> Iterator[str]:
    registry, _, rest = value.partition(":")
    name, _, version = rest.rpartition("@")
    publisher, _, short = name.partition(".")
    if registry == "open-vsx":
        yield f"{_ANY}/api/{publisher}/{short}/{version}/file/{_ANY}"
    else:
        yield f"{_ANY}/publisher/{publisher}/extension/{short}/{version}/{_ANY}"


def _plugin(value: str) -> Iterator[str]:
    id_, _, version = value.partition(":")[2].partition("@")
    yield f"{_ANY}/plugins/{id_}/{version}/{id_}.hpi"


def _package(value: str) -> Iterator[str]:
    purl = PackageURL.from_string(value)
    full = f"{purl.namespace}/{purl.name}" if purl.namespace else purl.name
    version = purl.version
    if purl.type == "npm":
        end = f"{purl.name}-{version}.tgz" if version else f"{purl.name}-{_ANY}"
        if full.startswith("@"):
            yield f"{_ANY}/{full}/-/{end}"
        else:
            yield f"/{full}/-/{end}"
            for host in ("registry.npmjs.org", "registry.yarnpkg.com"):
                yield f"{_ANY}{host}/{full}/-/{end}"
    elif purl.type == "pypi" and version:
        for name in {full, re.sub(r"[-_.]+", "_", full)}:
            yield f"{_ANY}/{name}-{version}.tar.gz"
            yield f"{_ANY}/{name}-{version}-{_ANY}"
    elif purl.type == "pypi":
        yield f"{_ANY}/simple/{full}/{_ANY}"
    elif purl.type == "gem":
        yield f"{_ANY}/gems/{full}-{version}.gem"
    elif purl.type == "cargo" and version:
        yield f"{_ANY}/crates/{full}/{full}-{version}.crate"
        yield f"{_ANY}/crates/{full}/{version}/download"
    elif purl.type == "cargo":
        yield f"{_ANY}/crates/{full}/{_ANY}"
    else:
        module = re.sub(r"[A-Z]", lambda match: f"!{match[0].lower()}", full)
        end = f"v{version.removeprefix('v')}.zip" if version else _ANY
        yield f"{_ANY}/{module}/@v/{end}"


_FORMS = {"commit": _commit, "extension": _extension, "package": _package, "plugin": _plugin}
