"""Packages, extensions and plugins to refuse, by the names their own tools use.

For proxies of package registries and for checks of lock files, which compare a name and a version
and do not parse package URLs. The document is described in docs/package-policy.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import orjson
from packageurl import PackageURL

from feedgen.emitters.image_denial import head
from feedgen.errors import UnencodableError
from feedgen.model.artifact import Artifact, Emission, Emitter, Omission, OmissionKind
from feedgen.model.feed import BLOCKING, Feed
from feedgen.model.indicator import Indicator

POLICY = "policies/packages.json"
SCHEMA_VERSION = 1

_JOINED_BY = {"maven": ":"}
"""How a namespace and a name make the name that people type, where it is not a slash."""
_ABOUT = (
    "Refuse a package when `all` is not null, or when its version is a key of `versions`; the"
    " values are indicator ids. Names are those of the ecosystem, keys are types of package URLs."
)

Parsed = tuple[str, str, str | None, str | None]
"""Where it lives, its name there, its version or None for all, and its package URL."""


def emit(feed: Feed) -> Iterator[Emission]:
    """The document, and what it leaves out."""
    groups: dict[str, dict[str, dict[str, Any]]] = {key: {} for key in _KEYS.values()}
    carried: list[str] = []
    for indicator in feed.select(*_READERS, actions=BLOCKING):
        try:
            place, name, version, purl = _READERS[indicator.type](indicator)
            for text in (place, name, version or ""):
                _readable(text)
        except UnencodableError as error:
            yield Omission(
                indicator=indicator, kind=OmissionKind.SKIPPED, reason=error.reason, artifact=POLICY
            )
            continue
        entry = groups[_KEYS[indicator.type]].setdefault(place, {}).setdefault(name, {})
        if purl is not None:
            entry["purl"] = purl
        entry.setdefault("all", None)
        entry.setdefault("versions", {})
        if version is None:
            entry["all"] = indicator.id
        else:
            entry["versions"][version] = indicator.id
        carried.append(indicator.id)
    about = head(feed, POLICY, len(carried))
    document = {
        "schema_version": SCHEMA_VERSION,
        "about": _ABOUT,
        **{key: str(about[key]) for key in ("name", "version", "as_of", "tlp", "licence", "url")},
        **groups,
    }
    options = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    yield Artifact(
        path=POLICY,
        media_type="application/json",
        chunks=[orjson.dumps(document, option=options)],
        carries=carried,
    )


def _package(indicator: Indicator) -> Parsed:
    try:
        purl = PackageURL.from_string(indicator.value)
    except ValueError as error:
        raise UnencodableError("the value is no package URL") from error
    if purl.qualifiers or purl.subpath:
        raise UnencodableError("the policy compares names and versions, not qualifiers")
    parts = [part for part in (purl.namespace, purl.name) if part]
    bare = PackageURL(purl.type, purl.namespace, purl.name).to_string()
    return purl.type, _JOINED_BY.get(purl.type, "/").join(parts), purl.version or None, bare


def _extension(indicator: Indicator) -> Parsed:
    """Also for plugins: both are written `place:name@version`."""
    place, _, rest = indicator.value.partition(":")
    name, _, version = rest.rpartition("@")
    if not (place and name and version):
        raise UnencodableError("the value names no version")
    return place, name, version, None


def _readable(text: str) -> None:
    """Refuse what JSON cannot carry or a reader would not see.

    Raises:
        UnencodableError: for lone surrogates and characters that do not show.
    """
    if not text.isprintable():
        raise UnencodableError("the value has characters that do not show")


_READERS: dict[str, Callable[[Indicator], Parsed]] = {
    "extension": _extension,
    "package": _package,
    "plugin": _extension,
}
_KEYS = {"package": "packages", "extension": "extensions", "plugin": "plugins"}

EMITTER = Emitter(
    name="package_policy",
    title="Packages, extensions and plugins to refuse",
    url="https://github.com/package-url/purl-spec",
    accepts=BLOCKING,
    emit=emit,
    requires=("jinja2",),
    files={"policies/packages.json": "Packages to refuse"},
    otherwise="the policy refuses packages, editor extensions and build server plugins only",
    bulk=True,
)
