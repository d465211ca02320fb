"""Which values an entry of an incident file holds: pure functions, one per kind of entry.

A compound entry (an image with platforms and tags, a file with three hashes) holds several values
that know each other through their details.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from feedgen.errors import InternalError, InvalidValueError
from feedgen.model.indicator import (
    AddressDetail,
    CarrierDetail,
    CommitDetail,
    Detail,
    FileDetail,
    ImageDetail,
    ImageKind,
    Match,
    RepositoryDetail,
    TagDetail,
    TagStanding,
)
from feedgen.model.observables import (
    OBSERVABLE_TYPES,
    PROCESS_GAP,
    Account,
    ActionRef,
    Carrier,
    Commit,
    Domain,
    Extension,
    ImageDigest,
    ImageTag,
    Ip,
    KubernetesObject,
    Md5,
    Observable,
    Package,
    Plugin,
    Process,
    Repository,
    RepositoryPattern,
    Sha1,
    Sha256,
)
from feedgen.model.text import plain_text
from feedgen.sources import entry_schema
from feedgen.sources.entry_context import TreePath
from feedgen.sources.refang import DEFANGED, refang


@dataclass(frozen=True, slots=True)
class EntryValue:
    """One value of an entry, not parsed yet."""

    cls: type[Observable]
    text: str
    at: str | TreePath
    """Where in its entry it stands."""
    detail: Detail | None = None
    match: Match = Match.EXACT

    @property
    def path(self) -> TreePath:
        """`at` as a path below the entry."""
        return (self.at,) if isinstance(self.at, str) else self.at


@dataclass(frozen=True, slots=True)
class EntryKind:
    """How entries under one key of `indicators` are read."""

    key: str
    values: Callable[[Any], Iterator[EntryValue]]
    """Raises `InvalidValueError` where the entry as a whole makes no sense."""
    needs: tuple[str, ...] = ()
    """Keys of which at least one has to be there."""
    without: tuple[str, str] = ("", "")
    """Problem and remedy where none is."""


def _image(entry: entry_schema.ImageEntry) -> Iterator[EntryValue]:
    yield from _image_digests(entry)
    yield from _image_tags(entry)


def _image_digests(entry: entry_schema.ImageEntry) -> Iterator[EntryValue]:
    def detail(kind: ImageKind, platform: str | None, index: str | None) -> ImageDetail:
        return ImageDetail(
            repositories=tuple(entry.repository),
            kind=kind,
            platform=platform,
            index=index,
            tags_created=tuple(entry.tags.created),
            tags_overwritten=tuple(entry.tags.overwritten),
            mirrors=tuple(entry.mirrors),
        )

    if entry.digest:
        own = detail(entry.kind, entry.platform, None)
        yield EntryValue(ImageDigest, entry.digest, "digest", own)
    for name in sorted(entry.platforms):
        platform = entry.platforms[name]
        at = ("platforms", name)
        if platform.manifest and platform.manifest != "unpublished":
            manifest = detail(ImageKind.MANIFEST, name, entry.digest)
            yield EntryValue(ImageDigest, platform.manifest, (*at, "manifest"), manifest)
        if platform.config:
            config = detail(ImageKind.CONFIG, name, entry.digest)
            yield EntryValue(ImageDigest, platform.config, (*at, "config"), config)
        for number, layer in enumerate(platform.layers):
            one = detail(ImageKind.LAYER, name, entry.digest)
            yield EntryValue(ImageDigest, layer, (*at, "layers", number), one)


def _image_tags(entry: entry_schema.ImageEntry) -> Iterator[EntryValue]:
    targets = (entry.digest,) if entry.digest else ()
    named = (
        (TagStanding.CREATED, entry.tags.created),
        (TagStanding.OVERWRITTEN, entry.tags.overwritten),
    )
    for repository in (*entry.repository, *entry.mirrors):
        for standing, tags in named:
            detail = TagDetail(standing=standing, targets=targets, reissued=entry.tags.reissued)
            for number, tag in enumerate(tags):
                at = ("tags", standing.value, number)
                yield EntryValue(ImageTag, f"{repository}:{tag}", at, detail)


def _carrier(entry: entry_schema.CarrierEntry) -> Iterator[EntryValue]:
    yield EntryValue(
        Carrier, entry.uses, "uses", CarrierDetail(refs=entry.refs, because=entry.because)
    )


def _domain(entry: entry_schema.DomainEntry) -> Iterator[EntryValue]:
    yield EntryValue(Domain, refang(entry.value), "value", None, Match(entry.match))


def _address(entry: entry_schema.AddressEntry) -> Iterator[EntryValue]:
    ports = tuple(sorted(set(entry.ports)))
    yield EntryValue(
        Ip, refang(entry.value), "value", AddressDetail(ports=ports) if ports else None
    )


def _process(entry: entry_schema.ProcessEntry) -> Iterator[EntryValue]:
    if any(PROCESS_GAP in fragment for fragment in entry.value):
        raise InvalidValueError('a fragment holds " … "', "split it there")
    text = plain_text(PROCESS_GAP.join(entry.value))
    yield EntryValue(Process, text, "value", None, Match.CONTAINS)


def _repository(entry: entry_schema.RepositoryEntry) -> Iterator[EntryValue]:
    detail = RepositoryDetail(description=entry.description) if entry.description else None
    if entry.value is not None and entry.pattern is not None:
        raise InvalidValueError(
            "the repository has a value and a pattern", "make two entries of them"
        )
    if entry.pattern is not None:
        yield EntryValue(RepositoryPattern, entry.pattern, "pattern", detail)
    if entry.value is not None:
        yield EntryValue(Repository, entry.value, "value", detail, Match(entry.match))


def _file(entry: entry_schema.FileEntry) -> Iterator[EntryValue]:
    hashes: tuple[tuple[type[Observable], str | None], ...] = (
        (Sha256, entry.sha256),
        (Sha1, entry.sha1),
        (Md5, entry.md5),
    )
    canonical = {cls.type: text.lower() for cls, text in hashes if text}
    detail = FileDetail(
        name=entry.name,
        size=entry.size,
        sha256=canonical.get("sha256"),
        sha1=canonical.get("sha1"),
        md5=canonical.get("md5"),
    )
    yield from (EntryValue(cls, text, cls.type, detail) for cls, text in hashes if text)


def _action(entry: entry_schema.ActionEntry) -> Iterator[EntryValue]:
    refs = tuple(sorted({*entry.refs.overwritten, *entry.refs.created}))
    if entry.commit:
        detail = CommitDetail(repositories=(entry.repository,), refs=refs)
        yield EntryValue(Commit, entry.commit, "commit", detail)
    targets = (entry.commit.lower(),) if entry.commit else ()
    named = (
        (TagStanding.CREATED, entry.refs.created),
        (TagStanding.OVERWRITTEN, entry.refs.overwritten),
    )
    for standing, names in named:
        for number, name in enumerate(names):
            tag = TagDetail(standing=standing, targets=targets, reissued=entry.refs.reissued)
            at = ("refs", standing.value, number)
            yield EntryValue(ActionRef, f"{entry.repository}@{name}", at, tag)


def _extension(entry: entry_schema.ExtensionEntry) -> Iterator[EntryValue]:
    for registry in entry.registry:
        for number, version in enumerate(entry.versions):
            at = ("versions", number)
            yield EntryValue(Extension, f"{registry}:{entry.id}@{version}", at)


def _plugin(entry: entry_schema.PluginEntry) -> Iterator[EntryValue]:
    for number, version in enumerate(entry.versions):
        at = ("versions", number)
        yield EntryValue(Plugin, f"{entry.service}:{entry.id}@{version}", at)


def _kubernetes(entry: entry_schema.KubernetesEntry) -> Iterator[EntryValue]:
    named = (entry.kind, entry.namespace, entry.name)
    text = "/".join(part for part in named if part is not None)
    yield EntryValue(KubernetesObject, text, "name")


def _account(entry: entry_schema.AccountEntry) -> Iterator[EntryValue]:
    if entry.standing == "attacker":
        yield EntryValue(Account, f"{entry.service}:{entry.name}", "name")


def _bare(cls: type[Observable]) -> Callable[[entry_schema.Bare], Iterator[EntryValue]]:
    prepare = refang if issubclass(cls, DEFANGED) else plain_text

    def values(entry: entry_schema.Bare) -> Iterator[EntryValue]:
        yield EntryValue(cls, prepare(entry.value), "value")

    return values


_COMPOUND = {
    kind.key: kind
    for kind in (
        EntryKind(
            "images", _image, ("digest", "tags"),
            ("the image has neither digest nor tags", "add what is known"),
        ),
        EntryKind("carriers", _carrier),
        EntryKind("domains", _domain),
        EntryKind("ips", _address),
        EntryKind("processes", _process),
        EntryKind(
            "repositories", _repository, ("value", "pattern"),
            ("the repository has neither value nor pattern", "write what the report gives"),
        ),
        EntryKind("kubernetes", _kubernetes),
        EntryKind(
            "files", _file, ("sha256", "sha1", "md5"),
            ("the file has no hash", "add sha256, or list its name under paths"),
        ),
        EntryKind(
            "actions", _action, ("commit", "refs"),
            ("the action has neither commit nor refs", "add what is known"),
        ),
        EntryKind("extensions", _extension),
        EntryKind("plugins", _plugin),
        EntryKind("accounts", _account),
    )
}  # fmt: skip
"""Entries that say more than a value."""


@cache
def entry_kinds() -> tuple[EntryKind, ...]:
    """Everything under `indicators` but packages and lists; a key without a row has bare values.

    Raises:
        InternalError: when the format and the types disagree about keys, with all of them.
    """
    by_key: dict[str, list[type[Observable]]] = {}
    for cls in OBSERVABLE_TYPES.values():
        by_key.setdefault(cls.key, []).append(cls)
    written = entry_schema.Indicators.model_fields.keys() - {"lists"}
    problems = [f"{key} is no key of Indicators" for key in by_key if key not in written]
    problems += [f"no type has the key {key}" for key in sorted(written - by_key.keys())]
    problems += [
        f"{' and '.join(cls.type for cls in types)} share {key}, and nothing reads them apart"
        for key, types in by_key.items()
        if len(types) > 1 and key not in _COMPOUND
    ]
    if problems:
        raise InternalError(f"types and format disagree: {'; '.join(problems)}")
    return tuple(
        _COMPOUND.get(key) or EntryKind(key, _bare(types[0]))
        for key, types in by_key.items()
        if key != Package.key
    )
