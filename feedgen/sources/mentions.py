"""Turns the entries of one incident file into mentions: one per value, with place and context.

A compound entry (an image with platforms and tags, a file with three hashes) gives several
mentions that know each other through their details.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from feedgen.errors import Finding, InvalidValueError, Location
from feedgen.model.feed import FeedProfile
from feedgen.model.incident import Exposure, Incident, Reference
from feedgen.model.indicator import (
    Action,
    CarrierDetail,
    CommitDetail,
    Detail,
    FileDetail,
    History,
    HistoryEvent,
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
from feedgen.sources import codes, schema
from feedgen.sources.refang import refang
from feedgen.sources.yaml_tree import Node

Path_ = tuple[str | int, ...]


@dataclass(slots=True)
class MentionReader:
    """Reads all indicator entries of one file, collecting findings instead of stopping."""

    node: Node
    """The file's tree."""
    file: schema.IncidentFile
    incident: Incident
    profile: FeedProfile
    findings: list[Finding] = field(default_factory=list)

    def read(self) -> list[Mention]:
        """All mentions in source order; `findings` then holds what was wrong."""
        entries = self.file.indicators
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
                path: Path_ = ("indicators", "accounts", index)
                text = f"{account.service}:{account.name}"
                mentions += self._values(account, path, [_Value(Account, text, "name")])
        return mentions

    def _image(self, entry: schema.ImageEntry, path: Path_) -> Iterator[Mention]:
        repositories = tuple(entry.repository)
        mirrors = tuple(entry.mirrors)
        created, overwritten = tuple(entry.tags.created), tuple(entry.tags.overwritten)

        def detail(kind: ImageKind, platform: str | None, index: str | None) -> ImageDetail:
            return ImageDetail(
                repositories=repositories, kind=kind, platform=platform, index=index,
                tags_created=created, tags_overwritten=overwritten, mirrors=mirrors,
            )  # fmt: skip

        values: list[_Value] = []
        if entry.digest:
            values.append(_Value(ImageDigest, entry.digest, "digest",
                                 detail(entry.kind, entry.platform, None)))  # fmt: skip
        for name in sorted(entry.platforms):
            platform = entry.platforms[name]
            at = ("platforms", name)
            if platform.manifest and platform.manifest != "unpublished":
                values.append(_Value(ImageDigest, platform.manifest, (*at, "manifest"),
                                     detail(ImageKind.MANIFEST, name, entry.digest)))  # fmt: skip
            if platform.config:
                values.append(_Value(ImageDigest, platform.config, (*at, "config"),
                                     detail(ImageKind.CONFIG, name, entry.digest)))  # fmt: skip
            for number, layer in enumerate(platform.layers):
                values.append(_Value(ImageDigest, layer, (*at, "layers", number),
                                     detail(ImageKind.LAYER, name, entry.digest)))  # fmt: skip
        if not values and not created and not overwritten:
            self._complain(self.node.place(path), codes.MISSING_KEY,
                           "the image has neither digest nor tags", "add what is known")  # fmt: skip
        targets = (entry.digest,) if entry.digest else ()
        for repository in (*repositories, *mirrors):
            for standing, tags in ((TagStanding.CREATED, created), (TagStanding.OVERWRITTEN, overwritten)):
                for number, tag in enumerate(tags):
                    values.append(_Value(
                        ImageTag, f"{repository}:{tag}", ("tags", standing.value, number),
                        TagDetail(standing=standing, targets=targets, reissued=entry.tags.reissued),
                    ))  # fmt: skip
        yield from self._values(entry, path, values)

    def _carrier(self, entry: schema.CarrierEntry, path: Path_) -> Iterator[Mention]:
        detail = CarrierDetail(refs=entry.refs, because=entry.because)
        yield from self._values(entry, path, [_Value(Carrier, entry.uses, "uses", detail)])

    def _simple(
        self, entry: schema.Bare, cls: type[Observable], prepare: Callable[[str], str], path: Path_
    ) -> Iterator[Mention]:
        raw: str | list[str] = entry.value
        if isinstance(raw, list):
            if any(PROCESS_GAP in fragment for fragment in raw):
                self._complain(self.node.place(path), codes.INVALID_VALUE,
                               'a fragment holds " … "', "split it there")  # fmt: skip
                return
            raw = PROCESS_GAP.join(raw)
        default = Match.CONTAINS if cls is Process else Match.EXACT
        match = Match(getattr(entry, "match", default))
        yield from self._values(entry, path, [_Value(cls, prepare(raw), "value")], match)

    def _file(self, entry: schema.FileEntry, path: Path_) -> Iterator[Mention]:
        hashes: tuple[tuple[type[Observable], str | None], ...] = (
            (Sha256, entry.sha256), (Sha1, entry.sha1), (Md5, entry.md5),
        )  # fmt: skip
        canonical = {cls.type: text.lower() for cls, text in hashes if text}
        if not canonical:
            self._complain(self.node.place(path), codes.MISSING_KEY, "the file has no hash",
                           "add sha256, or list its name under paths")  # fmt: skip
        detail = FileDetail(
            name=entry.name, size=entry.size, sha256=canonical.get("sha256"),
            sha1=canonical.get("sha1"), md5=canonical.get("md5"),
        )  # fmt: skip
        values = [_Value(cls, text, cls.type, detail) for cls, text in hashes if text]
        yield from self._values(entry, path, values)

    def _packages(self) -> Iterator[Mention]:
        packages = self.file.indicators.packages
        for ecosystem in sorted(packages):
            for name in sorted(packages[ecosystem]):
                entry = packages[ecosystem][name]
                path: Path_ = ("indicators", "packages", ecosystem, name)
                versions = [None] if entry.versions == "all" else list(entry.versions)
                values = [
                    _Value(Package, f"pkg:{ecosystem}/{name}" + (f"@{v}" if v else ""), ())
                    for v in versions
                ]
                yield from self._values(entry, path, values)

    def _action(self, entry: schema.ActionEntry, path: Path_) -> Iterator[Mention]:
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
            self._complain(self.node.place(path), codes.MISSING_KEY,
                           "the action has neither commit nor refs", "add what is known")  # fmt: skip
        yield from self._values(entry, path, values)

    def _extension(self, entry: schema.ExtensionEntry, path: Path_) -> Iterator[Mention]:
        values = [
            _Value(Extension, f"{registry}:{entry.id}@{version}", ("versions", number))
            for registry in entry.registry
            for number, version in enumerate(entry.versions)
        ]
        yield from self._values(entry, path, values)

    def _values(
        self,
        entry: schema.Common,
        path: Path_,
        values: list[_Value],
        match: Match = Match.EXACT,
    ) -> Iterator[Mention]:
        known = set()
        context = _Context(self, entry, path)
        for value in values:
            where = self.node.place((*path, *value.path))
            try:
                observable = value.cls.parse(value.text)
                mention = context.mention(observable, where, match, value.detail)
            except InvalidValueError as error:
                self._complain(where, codes.INVALID_VALUE, error.problem, error.remedy)
                continue
            known |= {observable.value, value.text}
            yield mention
        context.check_history(known)

    def _complain(self, where: Location, code: str, problem: str, remedy: str) -> None:
        self.findings.append(Finding(where, code, problem, remedy))


@dataclass(frozen=True, slots=True)
class _Value:
    cls: type[Observable]
    text: str
    at: str | Path_
    """Where in its entry it stands."""
    detail: Detail | None = None

    @property
    def path(self) -> Path_:
        return (self.at,) if isinstance(self.at, str) else self.at


class _Context:
    """What all values of one entry share: defaults applied, names resolved."""

    def __init__(self, reader: MentionReader, entry: schema.Common, path: Path_) -> None:
        self._reader, self._entry, self._path = reader, entry, path
        defaults = reader.file.defaults
        self.action = entry.action or defaults.action
        self.confidence = defaults.confidence if entry.confidence is None else entry.confidence
        self.role = entry.role or defaults.role
        self.exposures: list[Exposure] = []
        self.references: list[Reference] = []
        by_key = {exposure.key: exposure for exposure in reader.incident.exposures}
        self._resolve(entry.exposures, defaults.exposures, by_key, "exposures", self.exposures)
        refs = {reference.key: reference for reference in reader.incident.references}
        self._resolve(entry.references, defaults.references, refs, "references", self.references)

    def _resolve(
        self, own: list[str] | None, default: list[str], known: dict[str, object], key: str, out: list
    ) -> None:  # type: ignore[type-arg]
        names = default if own is None else own
        for number, name in enumerate(names):
            if name in known:
                out.append(known[name])
                continue
            if name in self._reader.node.find((key,)).keys:
                continue  # defined, but with a mistake that is reported where it stands
            path = ("defaults", key, number) if own is None else (*self._path, key, number)
            finding = unknown_name(self._reader.node.place(path), name, key, list(known))
            if finding not in self._reader.findings:
                self._reader.findings.append(finding)

    def mention(
        self, observable: Observable, where: Location, match: Match, detail: Detail | None
    ) -> Mention:
        """The mention of one value of the entry.

        Raises:
            InvalidValueError: when its validity cannot be computed.
        """
        entry, incident = self._entry, self._reader.incident
        action = Action.HUNT if _needs_time(observable, detail) else self.action
        return Mention(
            observable=observable, incident_id=incident.id, location=where, action=action,
            confidence=self.confidence, tlp=entry.tlp or incident.tlp,
            published=incident.published, valid_until=self._valid_until(observable), match=match,
            role=self.role, first_seen=entry.first_seen, last_seen=entry.last_seen,
            exposures=tuple(self.exposures), references=tuple(self.references),
            note=entry.note, labels=tuple(sorted(set(entry.labels))),
            history=self._history(observable), detail=detail,
            exceptions=tuple(sorted(entry.exceptions.items())),
        )  # fmt: skip

    def _valid_until(self, observable: Observable) -> datetime:
        entry, published = self._entry, self._reader.incident.published
        if entry.valid_until is not None:
            end = entry.valid_until
        else:
            length = entry.valid_for or self._reader.profile.validity_of(observable.type)
            end = length.after(entry.last_seen or published)
        begin = entry.first_seen or published
        if end <= begin:
            self._complain_at("valid_until", codes.VALIDITY,
                              "the validity ends before it begins", "correct the times")  # fmt: skip
        return end

    def _history(self, observable: Observable) -> tuple[History, ...]:
        own = [
            History(at=line.at, event=line.event, reason=line.reason)
            for line in self._entry.history
            if line.value is None or _same_value(observable, line.value)
        ]
        expected = HistoryEvent.REVOKED
        previous: datetime | None = None
        for line in own:
            if line.event is not expected or (previous is not None and line.at <= previous):
                self._complain_at("history", codes.HISTORY,
                                  f"the history of {observable} does not alternate in time",
                                  "start with revoked, then relisted, each later than the last")  # fmt: skip
                break
            previous = line.at
            other = {HistoryEvent.REVOKED: HistoryEvent.RELISTED}
            expected = other.get(line.event, HistoryEvent.REVOKED)
        return tuple(own)

    def check_history(self, values: set[str]) -> None:
        """Complains about history lines that name a value the entry does not have."""
        for number, line in enumerate(self._entry.history):
            if line.value is not None and line.value not in values:
                self._complain_at("history", codes.HISTORY,
                                  f'the entry has no value "{line.value}"',
                                  "name one of its values, or none for all", number)  # fmt: skip

    def _complain_at(self, key: str, code: str, problem: str, remedy: str, *more: int) -> None:
        where = self._reader.node.place((*self._path, key, *more))
        finding = Finding(where, code, problem, remedy)
        if finding not in self._reader.findings:
            self._reader.findings.append(finding)


def unknown_name(where: Location, name: str, kind: str, known: list[str]) -> Finding:
    """The finding for a name that the file does not define."""
    listed = ", ".join(sorted(known)) or "none"
    return Finding(where, codes.UNKNOWN_NAME, f'"{name}" is not among the {kind} of this file',
                   f"define it, or use one of: {listed}")  # fmt: skip


def _same_value(observable: Observable, text: str) -> bool:
    try:
        return type(observable).parse(refang(text)) == observable
    except InvalidValueError:
        return False


def _needs_time(observable: Observable, detail: Detail | None) -> bool:
    """Whether a value is a hit only inside a window, so that it may not leave without one."""
    if isinstance(observable, Carrier):
        return True
    return isinstance(detail, TagDetail) and (
        detail.standing is TagStanding.OVERWRITTEN or detail.reissued is not None
    )


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
