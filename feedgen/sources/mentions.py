"""Turns the entries of one incident file into mentions: one per value, with place and context.

A compound entry (an image with platforms and tags, a file with three hashes) gives several
mentions that know each other through their details.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from feedgen.errors import Finding, InvalidValueError
from feedgen.model.indicator import (
    CarrierDetail,
    CommitDetail,
    Detail,
    FileDetail,
    ImageDetail,
    ImageKind,
    Match,
    Mention,
    TagDetail,
    TagStanding,
)
from feedgen.model.observables import (
    PROCESS_GAP,
    Account,
    ActionRef,
    Carrier,
    Commit,
    Domain,
    Email,
    Extension,
    HttpHeader,
    ImageDigest,
    ImageTag,
    Ip,
    Md5,
    Observable,
    Package,
    Path,
    Process,
    Repository,
    Sha1,
    Sha256,
    Url,
    UserAgent,
)
from feedgen.model.text import plain_text
from feedgen.sources import codes, entry_schema
from feedgen.sources.entry_context import EntryContext, FileContext, TreePath
from feedgen.sources.refang import refang


class MentionReader:
    """Reads all indicator entries of one file, collecting findings instead of stopping."""

    def __init__(self, source: FileContext) -> None:
        self._source = source

    def read(self) -> list[Mention]:
        """All mentions; the file's findings then hold what was wrong."""
        entries = self._source.file.indicators
        mentions: list[Mention] = []
        for index, image in enumerate(entries.images):
            mentions += self._image(image, ("indicators", "images", index))
        for index, carrier in enumerate(entries.carriers):
            mentions += self._carrier(carrier, ("indicators", "carriers", index))
        for key, cls, prepare in _SIMPLE:
            for index, entry in enumerate(getattr(entries, key)):
                mentions += self._simple(entry, cls, prepare, ("indicators", key, index))
        for index, file in enumerate(entries.files):
            mentions += self._file(file, ("indicators", "files", index))
        mentions += self._packages()
        for index, action in enumerate(entries.actions):
            mentions += self._action(action, ("indicators", "actions", index))
        for index, extension in enumerate(entries.extensions):
            mentions += self._extension(extension, ("indicators", "extensions", index))
        for index, account in enumerate(entries.accounts):
            if account.standing == "attacker":
                path: TreePath = ("indicators", "accounts", index)
                text = f"{account.service}:{account.name}"
                mentions += self._values(account, path, [_Value(Account, text, "name")])
        return mentions

    def _image(self, entry: entry_schema.ImageEntry, path: TreePath) -> Iterator[Mention]:
        values = [*_image_digests(entry), *_image_tags(entry)]
        if not values and not {"digest", "tags"} & self._source.node.find(path).keys.keys():
            self._complain(
                path,
                codes.MISSING_KEY,
                "the image has neither digest nor tags",
                "add what is known",
            )
        yield from self._values(entry, path, values)

    def _carrier(self, entry: entry_schema.CarrierEntry, path: TreePath) -> Iterator[Mention]:
        detail = CarrierDetail(refs=entry.refs, because=entry.because)
        yield from self._values(entry, path, [_Value(Carrier, entry.uses, "uses", detail)])

    def _simple(
        self,
        entry: entry_schema.Bare,
        cls: type[Observable],
        prepare: Callable[[str], str],
        path: TreePath,
    ) -> Iterator[Mention]:
        raw: str | list[str] = entry.value
        if isinstance(raw, list):
            if any(PROCESS_GAP in fragment for fragment in raw):
                self._complain(
                    path,
                    codes.INVALID_VALUE,
                    'a fragment holds " … "',
                    "split it there",
                )
                return
            raw = PROCESS_GAP.join(raw)
        default = Match.CONTAINS if cls is Process else Match.EXACT
        match = Match(getattr(entry, "match", default))
        yield from self._values(entry, path, [_Value(cls, prepare(raw), "value")], match)

    def _file(self, entry: entry_schema.FileEntry, path: TreePath) -> Iterator[Mention]:
        hashes: tuple[tuple[type[Observable], str | None], ...] = (
            (Sha256, entry.sha256),
            (Sha1, entry.sha1),
            (Md5, entry.md5),
        )
        canonical = {cls.type: text.lower() for cls, text in hashes if text}
        if not canonical:
            self._complain(
                path,
                codes.MISSING_KEY,
                "the file has no hash",
                "add sha256, or list its name under paths",
            )
        detail = FileDetail(
            name=entry.name,
            size=entry.size,
            sha256=canonical.get("sha256"),
            sha1=canonical.get("sha1"),
            md5=canonical.get("md5"),
        )
        values = [_Value(cls, text, cls.type, detail) for cls, text in hashes if text]
        yield from self._values(entry, path, values)

    def _packages(self) -> Iterator[Mention]:
        packages = self._source.file.indicators.packages
        for ecosystem in sorted(packages):
            for name in sorted(packages[ecosystem]):
                entry = packages[ecosystem][name]
                path: TreePath = ("indicators", "packages", ecosystem, name)
                every = entry.versions == ["all"]
                written = self._source.node.find(path)
                within: TreePath = ("versions",) if written.entries is not None else ()
                base = f"pkg:{ecosystem}/{name}"
                values = [
                    _Value(
                        Package,
                        base if every else f"{base}@{version}",
                        () if every else (*within, n),
                    )
                    for n, version in enumerate(entry.versions)
                ]
                yield from self._values(entry, path, values)

    def _action(self, entry: entry_schema.ActionEntry, path: TreePath) -> Iterator[Mention]:
        refs = tuple(sorted({*entry.refs.overwritten, *entry.refs.created}))
        values: list[_Value] = []
        if entry.commit:
            detail = CommitDetail(repositories=(entry.repository,), refs=refs)
            values.append(_Value(Commit, entry.commit, "commit", detail))
        targets = (entry.commit.lower(),) if entry.commit else ()
        named = (
            (TagStanding.CREATED, entry.refs.created),
            (TagStanding.OVERWRITTEN, entry.refs.overwritten),
        )
        for standing, names in named:
            for number, name in enumerate(names):
                tag = TagDetail(standing=standing, targets=targets, reissued=entry.refs.reissued)
                at = ("refs", standing.value, number)
                values.append(_Value(ActionRef, f"{entry.repository}@{name}", at, tag))
        if not values:
            self._complain(
                path,
                codes.MISSING_KEY,
                "the action has neither commit nor refs",
                "add what is known",
            )
        yield from self._values(entry, path, values)

    def _extension(self, entry: entry_schema.ExtensionEntry, path: TreePath) -> Iterator[Mention]:
        values = [
            _Value(Extension, f"{registry}:{entry.id}@{version}", ("versions", number))
            for registry in entry.registry
            for number, version in enumerate(entry.versions)
        ]
        yield from self._values(entry, path, values)

    def _values(
        self,
        entry: entry_schema.Common,
        path: TreePath,
        values: list[_Value],
        match: Match = Match.EXACT,
    ) -> Iterator[Mention]:
        context = EntryContext(self._source, entry, path)
        for value in values:
            where = self._source.node.place((*path, *value.path))
            try:
                observable = value.cls.parse(value.text)
                mention = context.mention(observable, where, match, value.detail)
            except InvalidValueError as error:
                self._complain(
                    (*path, *value.path), codes.INVALID_VALUE, error.problem, error.remedy
                )
                continue
            yield mention
        context.check_history()

    def _complain(self, path: TreePath, code: str, problem: str, remedy: str) -> None:
        where = self._source.node.place(path)
        self._source.complain(Finding(where, code, problem, remedy))


@dataclass(frozen=True, slots=True)
class _Value:
    cls: type[Observable]
    text: str
    at: str | TreePath
    """Where in its entry it stands."""
    detail: Detail | None = None

    @property
    def path(self) -> TreePath:
        return (self.at,) if isinstance(self.at, str) else self.at


def _image_digests(entry: entry_schema.ImageEntry) -> Iterator[_Value]:
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
        yield _Value(ImageDigest, entry.digest, "digest", own)
    for name in sorted(entry.platforms):
        platform = entry.platforms[name]
        at = ("platforms", name)
        if platform.manifest and platform.manifest != "unpublished":
            manifest = detail(ImageKind.MANIFEST, name, entry.digest)
            yield _Value(ImageDigest, platform.manifest, (*at, "manifest"), manifest)
        if platform.config:
            config = detail(ImageKind.CONFIG, name, entry.digest)
            yield _Value(ImageDigest, platform.config, (*at, "config"), config)
        for number, layer in enumerate(platform.layers):
            one = detail(ImageKind.LAYER, name, entry.digest)
            yield _Value(ImageDigest, layer, (*at, "layers", number), one)


def _image_tags(entry: entry_schema.ImageEntry) -> Iterator[_Value]:
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
                yield _Value(ImageTag, f"{repository}:{tag}", at, detail)


def _as_written(text: str) -> str:
    return plain_text(text)


_SIMPLE: tuple[tuple[str, type[Observable], Callable[[str], str]], ...] = (
    ("domains", Domain, refang),
    ("ips", Ip, refang),
    ("urls", Url, refang),
    ("emails", Email, refang),
    ("user_agents", UserAgent, _as_written),
    ("http_headers", HttpHeader, _as_written),
    ("processes", Process, _as_written),
    ("paths", Path, _as_written),
    ("repositories", Repository, _as_written),
)
