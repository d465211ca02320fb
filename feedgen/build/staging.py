"""Writes what emitters give into a directory, and accounts for every indicator.

Nothing is dropped in silence: each active indicator is carried by an emitter, or omitted with a
reason, or the build stops as our own bug. An emitter that carries what its policy forbids stops
the build too.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from feedgen.archive import tar_gz
from feedgen.errors import InternalError
from feedgen.model.artifact import Artifact, Emitter, Omission, OmissionKind
from feedgen.model.feed import Feed
from feedgen.model.indicator import Action, Indicator

_BULK_REASON = "it comes from a bulk list, and this format holds one rule or document per value"
_ACTION_REASONS = {
    Action.HUNT: "its action is hunt: it may not raise alerts or block",
    Action.DETECT: "its action is detect: it may raise alerts, but not block",
    Action.BLOCK: "its action is block, which this format does not carry",
}

_Key = tuple[str, str, str]
"""Kind, artifact and reason of an omission."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StagedFile:
    """One written file."""

    path: str
    size: int
    """Bytes."""
    sha256: str
    media_type: str
    emitter: str
    indicators: int
    """How many indicators a consumer of this file acts upon."""
    title: str | None = None
    """For people: what this file is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OmissionGroup:
    """All indicators that one format leaves out, or weakens, for one reason."""

    emitter: str
    kind: OmissionKind
    artifact: str | None
    reason: str
    types: tuple[tuple[str, int], ...]
    """Counts by observable type, sorted."""
    ids: tuple[str, ...]
    """Sorted; without those that only bulk lists name, of which there may be a million."""

    @property
    def count(self) -> int:
        """How many indicators there are."""
        return sum(count for _, count in self.types)


@dataclass(slots=True)
class Staged:
    """A directory with artifacts, not yet a release."""

    directory: Path
    files: list[StagedFile] = field(default_factory=list)
    omissions: list[OmissionGroup] = field(default_factory=list)
    carried: dict[str, int] = field(default_factory=dict)
    """How many active indicators each emitter carries in some file."""
    weakened: dict[str, int] = field(default_factory=dict)
    """How many of those it carries with less than their full meaning."""

    def add(
        self,
        path: str,
        media_type: str,
        content: Iterable[bytes],
        emitter: str,
        indicators: int = 0,
    ) -> None:
        """Write one file, synced.

        Raises:
            InternalError: when the path leaves the release or is already taken.
        """
        pure = PurePosixPath(path)
        if pure.is_absolute() or ".." in pure.parts or str(pure) != path:
            raise InternalError(f"{emitter} emits {path!r}, which is not a path in a release")
        target = self.directory / path
        target.parent.mkdir(parents=True, exist_ok=True)
        digest, size = hashlib.sha256(), 0
        try:
            with target.open("xb") as file:
                for chunk in content:
                    digest.update(chunk)
                    size += len(chunk)
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
        except FileExistsError as error:
            raise InternalError(f"{emitter} emits {path}, which exists already") from error
        self.files.append(
            StagedFile(
                path=path,
                size=size,
                sha256=digest.hexdigest(),
                media_type=media_type,
                emitter=emitter,
                indicators=indicators,
            )
        )


class UnaccountedError(InternalError):
    """Indicators that a format neither carries nor omits."""

    def __init__(self, lost: list[str]) -> None:
        """Say what each emitter forgot of which type."""
        super().__init__("; ".join(lost))
        self.lost = lost


def stage_all(
    emitters: Iterable[Emitter], feed: Feed, staged: Staged, progress: Callable[[str], None]
) -> None:
    """Run every emitter into the directory.

    Raises:
        InternalError: when one carries against policy.
        UnaccountedError: when some forget a type: with all of them, after all have run.
    """
    lost: list[str] = []
    for emitter in emitters:
        progress(f"writing {emitter.title}")
        try:
            stage(emitter, feed, staged)
        except UnaccountedError as error:
            lost += error.lost
    if lost:
        raise UnaccountedError(lost)


def stage(emitter: Emitter, feed: Feed, staged: Staged) -> None:
    """Run one emitter into the directory.

    Raises:
        InternalError: when an indicator is carried against policy.
        UnaccountedError: when some are neither carried nor omitted: with one of each type.
    """
    carried: set[str] = set()
    omissions: list[Omission] = []
    for item in emitter.emit(feed if emitter.bulk else feed.curated()):
        if isinstance(item, Omission):
            omissions.append(item)
        else:
            carried |= _write(emitter, feed, item, staged)
    partial = {o.indicator.id for o in omissions if o.kind is OmissionKind.PARTIAL}
    groups = _Groups()
    for omission in omissions:
        groups.add(omission)
    _add_unsaid(groups, emitter, feed, carried, omissions)
    staged.omissions += groups.of(emitter)
    staged.carried[emitter.name] = sum(len(carried & ids) for ids in feed.active_ids.values())
    staged.weakened[emitter.name] = len(partial)


def _write(emitter: Emitter, feed: Feed, artifact: Artifact, staged: Staged) -> set[str]:
    content: Iterable[bytes] = artifact.chunks
    if artifact.archive:
        members = [(member.path, b"".join(member.chunks)) for member in artifact.archive]
        content = [tar_gz(members, feed.as_of)]
    if artifact.md5_beside:
        content = [b"".join(content)]
        # suricata-update compares this to see a change; nothing trusts it.
        md5 = hashlib.md5(content[0], usedforsecurity=False).hexdigest()
        staged.add(f"{artifact.path}.md5", "text/plain", [f"{md5}\n".encode()], emitter.name)
    # An emitter may fill `carries` while it writes, so the content is written first.
    position = len(staged.files)
    staged.add(artifact.path, artifact.media_type, content, emitter.name)
    ids = set(artifact.carries)
    title = artifact.title or emitter.files.get(artifact.path)
    staged.files[position] = replace(staged.files[position], indicators=len(ids), title=title)
    return ids


def _add_unsaid(
    groups: _Groups, emitter: Emitter, feed: Feed, carried: set[str], omissions: list[Omission]
) -> None:
    """Add the omissions that follow from the emitter's declared policy."""
    for action in feed.active_ids.keys() - emitter.accepts:
        _refuse_forbidden(emitter, feed, carried & feed.active_ids[action])
    done = carried.union(o.indicator.id for o in omissions if o.kind is OmissionKind.SKIPPED)
    given = feed if emitter.bulk else feed.curated()
    lost: dict[str, str] = {}
    for indicator in given.active:
        if indicator.id not in done:
            reason = _policy(emitter, indicator.type, indicator.action)
            if reason is None:
                lost.setdefault(indicator.type, indicator.value)
                continue
            skipped = OmissionKind.SKIPPED
            groups.add(Omission(indicator=indicator, kind=skipped, reason=reason))
    if lost:
        raise UnaccountedError(
            [f"{emitter.name} neither carries nor omits {t} {value}" for t, value in lost.items()]
        )
    if not emitter.bulk:
        for (type_, action), count in feed.bulk_counts.items():
            groups.count(type_, count, _policy(emitter, type_, action) or _BULK_REASON)


def _refuse_forbidden(emitter: Emitter, feed: Feed, ids: AbstractSet[str]) -> None:
    if ids:
        wrong = next(indicator for indicator in feed.active if indicator.id in ids)
        raise InternalError(
            f"{emitter.name} carries {wrong.type} {wrong.value}, "
            f"but {_ACTION_REASONS[wrong.action]}"
        )


def _policy(emitter: Emitter, type_: str, action: Action) -> str | None:
    """Why an emitter leaves out what it says nothing of; None where it may not."""
    if action not in emitter.accepts:
        return _ACTION_REASONS[action]
    return emitter.declines.get(type_, emitter.otherwise)


class _Groups:
    """Omissions by kind, artifact and reason."""

    def __init__(self) -> None:
        self._named: dict[_Key, dict[str, Indicator]] = defaultdict(dict)
        self._counted: dict[_Key, Counter[str]] = defaultdict(Counter)

    def add(self, omission: Omission) -> None:
        """Add one; the same again counts once."""
        key = (omission.kind.value, omission.artifact or "", omission.reason)
        self._named[key][omission.indicator.id] = omission.indicator

    def count(self, type_: str, count: int, reason: str) -> None:
        """Add skipped ones without their names."""
        self._counted[OmissionKind.SKIPPED.value, "", reason][type_] += count

    def of(self, emitter: Emitter) -> Iterator[OmissionGroup]:
        """What an emitter left out, in order."""
        for kind, artifact, reason in sorted(self._named.keys() | self._counted.keys()):
            named = self._named.get((kind, artifact, reason), {})
            types = Counter(indicator.type for indicator in named.values())
            types += self._counted.get((kind, artifact, reason), Counter())
            yield OmissionGroup(
                emitter=emitter.name,
                kind=OmissionKind(kind),
                artifact=artifact or None,
                reason=reason,
                types=tuple(sorted(types.items())),
                ids=tuple(sorted(id_ for id_, indicator in named.items() if not indicator.bulk)),
            )
