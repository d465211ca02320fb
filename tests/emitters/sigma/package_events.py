"""Addresses at which a listed package, plugin or commit is downloaded, and those of its siblings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

Indicator = Mapping[str, Any]
"""As indicators.ndjson has it."""


def addresses(indicator: Indicator) -> Iterator[tuple[str, bool]]:
    """What a proxy logs, and whether it has to be found."""
    value = indicator["value"]
    if indicator["type"] == "commit":
        yield f"/owner/name/tar.gz/{value}", True
        yield f"/repos/owner/name/zipball/{value}", True
        yield f"/owner/name/commit/{value}", False
        return
    if indicator["type"] == "plugin":
        id_, _, version = value.partition(":")[2].partition("@")
        yield f"https://updates.jenkins.io/download/plugins/{id_}/{version}/{id_}.hpi", True
        yield f"/download/plugins/{id_}/0.1/{id_}.hpi", False
        return
    kind, _, rest = value.removeprefix("pkg:").partition("/")
    full, _, version = unquote(rest).rpartition("@")
    short = full.rpartition("/")[2]
    for found, is_bad in ((version, True), (f"{version}9", False)):
        if kind == "npm":
            yield f"https://registry.npmjs.org/{full}/-/{short}-{found}.tgz", is_bad
            yield f"https://npm.example/@x/{short}/-/{short}-{found}.tgz", False
        elif kind == "pypi":
            yield f"https://files.pythonhosted.org/packages/a/{full}-{found}.tar.gz", is_bad
            wheel = f"{full.replace('-', '_')}-{found}-py3-none-any.whl"
            yield f"/packages/ab/cd/{wheel}", is_bad
        elif kind == "golang":
            yield f"https://proxy.golang.org/{full}/@v/v{found.removeprefix('v')}.zip", is_bad
