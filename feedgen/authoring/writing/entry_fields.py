"""The fields of one candidate's entry, by its type."""

from __future__ import annotations

from packageurl import PackageURL

from feedgen.authoring.reading import Candidate
from feedgen.authoring.writing.yaml_text import Value
from feedgen.model.indicator import ImageKind, Match, TagStanding
from feedgen.model.observables import PROCESS_GAP, Process, Repository, RepositoryPattern

Fields = dict[str, Value]


def package_parts(purl: str) -> tuple[str, str, str]:
    """Ecosystem, name with namespace, and version of a canonical package URL."""
    parsed = PackageURL.from_string(purl)
    name = f"{parsed.namespace}/{parsed.name}" if parsed.namespace else parsed.name
    return parsed.type, name, parsed.version or ""


def image_fields(c: Candidate) -> tuple[tuple[object, ...], Fields]:
    """What makes an image the same entry as another, and its fields."""
    repositories: Value = c.repositories[0] if len(c.repositories) == 1 else list(c.repositories)
    fields: Fields = {"repository": repositories}
    digest = c.observable.value
    kind = c.kind or ImageKind.UNKNOWN
    if c.index and c.platform and kind in (ImageKind.MANIFEST, ImageKind.CONFIG, ImageKind.LAYER):
        part: Value = [digest] if kind is ImageKind.LAYER else digest
        key = "layers" if kind is ImageKind.LAYER else kind.value
        fields |= {"digest": c.index, "platforms": {c.platform: {key: part}}}
    else:
        fields["digest"] = digest
        if kind is not ImageKind.UNKNOWN:
            fields["kind"] = kind.value
        if c.platform:
            fields["platform"] = c.platform
    tags = {
        name: list(values)
        for name, values in (("overwritten", c.tags_overwritten), ("created", c.tags_created))
        if values
    }
    if tags:
        fields["tags"] = tags
    if c.mirrors:
        fields["mirrors"] = list(c.mirrors)
    return (c.repositories, fields["digest"]), fields


def standing_fields(c: Candidate, name: str) -> Value:
    """A tag or ref under its standing."""
    return {(c.standing or TagStanding.OVERWRITTEN).value: [name]}


def file_fields(c: Candidate) -> Fields:
    """One hash of a file."""
    fields = Fields()
    if c.name:
        fields["name"] = c.name
    fields[c.observable.type] = c.observable.value
    if c.size is not None:
        fields["size"] = c.size
    return fields


def simple_fields(c: Candidate) -> Fields:
    """A value with what only its type has."""
    observable = c.observable
    value: Value = observable.value
    if isinstance(observable, Process) and PROCESS_GAP in observable.value:
        value = list(observable.fragments)
    fields: Fields = {"value": value}
    if isinstance(observable, RepositoryPattern):
        fields = {"pattern": value}
    if c.match is Match.EXACT and observable.type == "domain":
        fields["match"] = Match.EXACT.value
    if c.match is Match.PREFIX and isinstance(observable, Repository):
        fields["match"] = Match.PREFIX.value
    if c.ports:
        fields["ports"] = list(c.ports)
    if c.description:
        fields["description"] = c.description
    return fields
