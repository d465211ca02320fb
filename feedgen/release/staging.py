"""Writes what emitters give into a directory, and accounts for every indicator.

Nothing is dropped in silence: each active indicator is carried by an emitter, or omitted with a
reason, or the build stops as our own bug. An emitter that carries what its policy forbids stops
the build too.
"""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from feedgen.errors import InternalError
from feedgen.model.artifact import Artifact, Emitter, Omission, OmissionKind
from feedgen.model.feed import Feed
from feedgen.model.indicator import Action
from feedgen.release.archive import tar_gz

_BULK_REASON = "it comes from a bulk list, and this format holds one rule or document per value"
_ACTION_REASONS = {
    Action.HUNT: "its action is hunt: it may not raise alerts or block",
    Action.DETECT: "its action is detect: it may raise alerts, but not block",
    Action.BLOCK: "its action is block, which this format does not carry",
}


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
    """Sorted."""


@dataclass(slots=True)
class Staged:
    """A directory with artifacts, not yet a release."""

    directory: Path
    files: list[StagedFile] = field(default_factory=list)
    omissions: list[OmissionGroup] = field(default_factory=list)
    carried: dict[str, int] = field(default_factory=dict)
    """How many active indicators each emitter carries in some file."""

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


def stage(emitter: Emitter, feed: Feed, staged: Staged) -> None:
    """Run one emitter into the directory.

    Raises:
        InternalError: when an indicator is neither carried nor omitted, or carried against policy.
    """
    carried: set[str] = set()
    omissions: list[Omission] = []
    for item in emitter.emit(feed if emitter.bulk else feed.curated()):
        if isinstance(item, Omission):
            omissions.append(item)
        else:
            carried |= _write(emitter, feed, item, staged)
    omissions += _unsaid(emitter, feed, carried, omissions)
    staged.carried[emitter.name] = sum(indicator.id in carried for indicator in feed.active)
    staged.omissions += _grouped(emitter, omissions)


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
    file = staged.files[position]
    staged.files[position] = StagedFile(
        path=file.path,
        size=file.size,
        sha256=file.sha256,
        media_type=file.media_type,
        emitter=file.emitter,
        indicators=len(ids),
    )
    return ids


def _unsaid(
    emitter: Emitter, feed: Feed, carried: set[str], omissions: list[Omission]
) -> list[Omission]:
    """The omissions that follow from the emitter's declared policy."""
    said = {o.indicator.id for o in omissions if o.kind is OmissionKind.SKIPPED}
    found = []
    for indicator in feed.active:
        allowed = indicator.action in emitter.accepts
        if indicator.id in carried:
            if not allowed:
                raise InternalError(
                    f"{emitter.name} carries {indicator.type} {indicator.value}, "
                    f"but {_ACTION_REASONS[indicator.action]}"
                )
            continue
        if indicator.id in said:
            continue
        if not allowed:
            reason = _ACTION_REASONS[indicator.action]
        elif indicator.type in emitter.declines:
            reason = emitter.declines[indicator.type]
        elif emitter.otherwise:
            reason = emitter.otherwise
        elif indicator.bulk and not emitter.bulk:
            reason = _BULK_REASON
        else:
            raise InternalError(
                f"{emitter.name} neither carries nor omits {indicator.type} {indicator.value}"
            )
        found.append(Omission(indicator=indicator, kind=OmissionKind.SKIPPED, reason=reason))
    return found


def _grouped(emitter: Emitter, omissions: list[Omission]) -> list[OmissionGroup]:
    groups: Mapping[tuple[str, str, str], dict[str, str]] = defaultdict(dict)
    for omission in omissions:
        key = (omission.kind.value, omission.artifact or "", omission.reason)
        groups[key][omission.indicator.id] = omission.indicator.type
    found = []
    for kind, artifact, reason in sorted(groups):
        types: dict[str, int] = defaultdict(int)
        for type_ in groups[kind, artifact, reason].values():
            types[type_] += 1
        found.append(
            OmissionGroup(
                emitter=emitter.name,
                kind=OmissionKind(kind),
                artifact=artifact or None,
                reason=reason,
                types=tuple(sorted(types.items())),
                ids=tuple(sorted(groups[kind, artifact, reason])),
            )
        )
    return found
