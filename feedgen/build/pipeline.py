"""load → check → freeze → emit → release, as one readable function each.

Nothing here reads a clock: `as_of` comes in, or a released build's recorded one is taken.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from feedgen.build.abused_accounts import refuse_abused_accounts
from feedgen.build.known_good import refuse_known_good
from feedgen.build.manifest import finish
from feedgen.build.object_log import find_past, lost, write_object_log
from feedgen.build.place import (
    announced_serial,
    drop_preview,
    empty,
    place_latest,
    place_pointer,
    place_preview,
    place_root,
    place_version,
    places,
    staging_area,
    unannounced,
)
from feedgen.build.staging import Staged, stage_all
from feedgen.checks import run_checks
from feedgen.emitters import UnknownFormatError, named
from feedgen.errors import (
    DriftError,
    Finding,
    Level,
    Location,
    SourceError,
)
from feedgen.locks import exclusive
from feedgen.model.artifact import Emitter
from feedgen.model.feed import Feed, ReleaseInfo
from feedgen.model.instants import format_instant
from feedgen.model.ledger import Ledger
from feedgen.model.releases import ReleaseLine, next_release, same_release
from feedgen.release.files import differing_files, read_sums
from feedgen.release.names import LATEST, LAYOUT, PREVIEW, SUMS
from feedgen.release.object_log import segments_digest
from feedgen.sources.codes import INVALID_VALUE
from feedgen.sources.files import display_path
from feedgen.sources.ledger.file import read_memory, write_ledger, write_releases
from feedgen.sources.ledger.packed import pack_lists, unpack_lists
from feedgen.sources.ledger.published_lists import LIST_LEDGER, find_list_ledger
from feedgen.sources.ledger.tombstones import remembered
from feedgen.sources.tree import FEED_FILE, SourceTree, salvage_tree

_VERSIONED = "stix"

Progress = Callable[[str], None]
Tools = Sequence[tuple[str, str]]
"""Names and versions of distributions."""
Toolchain = Callable[[Iterable[Emitter]], Tools]
"""Gives those that shape what these emitters write."""


class Outcome(StrEnum):
    """What a build or release came to."""

    UNCHANGED = "unchanged"
    """The sources give the last release again."""
    PREVIEW = "preview"
    """They give something else, which is not released."""
    RELEASED = "released"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """A feed and the complete release directory that was made of it."""

    feed: Feed
    staged: Staged
    content: str
    """SHA-256 of SHA256SUMS, hex."""
    lists: str | None
    """SHA-256 of the ledger of bulk lists, hex; None where there are none."""
    objects: str | None
    """What the log of STIX objects holds, hex; None where STIX is not published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """The result of a build or release."""

    outcome: Outcome
    compiled: Compiled
    path: Path
    """Where the files are now."""
    warnings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """Checked sources and the feed's memory."""

    tree: SourceTree
    ledger: Ledger
    releases: tuple[ReleaseLine, ...]
    warnings: tuple[Finding, ...]
    published: tuple[Path, ...]
    """Where the last release may be."""

    def objects_before(self, serial: int) -> str | None:
        """What the log of STIX objects held before a release; None where there was none."""
        before = [line for line in self.releases if line.serial < serial]
        return before[-1].objects if before else None


def load(iocs: Path, as_of: datetime, published: Sequence[Path] = ()) -> Loaded:
    """Read and check a source tree, drafts included.

    Args:
        iocs: the directory with feed.yml.
        as_of: for checks that depend on what is active.
        published: where the last release may be, whose ledger of bulk lists is needed to compile;
            without any, what lists published before is not looked at.

    Raises:
        SourceError: with every finding that refuses the build.
    """
    tree, mistakes = salvage_tree(iocs)
    ledger, releases = read_memory(iocs)
    if tree is None:
        raise SourceError(mistakes)
    if published and releases and releases[-1].lists:
        packed = find_list_ledger(published, releases[-1])
        listed = unpack_lists(packed, tree.profile.namespace)
        # A crash may leave a line in both: git has the newer one.
        ledger = Ledger({**listed.lines, **ledger.lines})
    # What the ledger misses may stand in a file that could not be read.
    known = Ledger() if mistakes else ledger
    checked = run_checks(unstamped(tree, known, next_release(releases, as_of), drafts=True))
    findings = sorted([*mistakes, *checked, *_formats(tree, iocs)])
    errors = [finding for finding in findings if finding.level is Level.ERROR]
    if errors:
        raise SourceError(findings)
    return Loaded(
        tree=tree,
        ledger=ledger,
        releases=releases,
        warnings=tuple(findings),
        published=tuple(published),
    )


def _formats(tree: SourceTree, iocs: Path) -> list[Finding]:
    try:
        named(tree.profile.formats)
    except UnknownFormatError as error:
        where = Location(display_path(iocs / FEED_FILE))
        return [Finding(where, INVALID_VALUE, str(error), "correct formats")]
    return []


def build(
    iocs: Path,
    out: Path,
    *,
    as_of: datetime,
    toolchain: Toolchain,
    progress: Progress,
    published: Path | None = None,
) -> Build:
    """Compile into `out`: the released version again if nothing changed, else a preview.

    Raises:
        SourceError: when the sources are refused.
        DriftError: when the ledger or a gate refuses.
    """
    with staging_area(out) as directory:
        progress("reading and checking sources")
        loaded = load(iocs, as_of, places(out, published))
        again = _again(loaded, directory, progress)
        if again is not None:
            return _announce(Outcome.UNCHANGED, loaded, again, out)
        empty(directory)
        release = replace(next_release(loaded.releases, as_of), version=PREVIEW)
        feed = freeze(loaded.tree, loaded.ledger, release, _emitters(loaded))
        tools = toolchain(_emitters(loaded))
        compiled = _compile(feed, loaded, directory, tools, progress)
        path = place_preview(directory, out)
        return Build(
            outcome=Outcome.PREVIEW, compiled=compiled, path=path, warnings=loaded.warnings
        )


def release(
    iocs: Path,
    out: Path,
    *,
    as_of: datetime,
    toolchain: Toolchain,
    progress: Progress,
    published: Path | None = None,
) -> Build:
    """Build, and fix what changed as a new version. Run again after a crash, it completes the same.

    Order: `v1/<version>`, ledger, releases, `v1/latest`, pointer.

    Raises:
        SourceError: when the sources are refused.
        DriftError: when the ledger or a gate refuses.
    """
    # Locked before anything is read: two releases at once would hand out the same serial and sids.
    with exclusive(iocs), staging_area(out) as directory:
        progress("reading and checking sources")
        loaded = load(iocs, as_of, places(out, published))
        again = _again(loaded, directory, progress)
        if again is not None and not _expiry_due(again.feed, as_of):
            return _announce(Outcome.UNCHANGED, loaded, again, out)
        empty(directory)
        info = _next(loaded, out, as_of)
        feed = freeze(loaded.tree, loaded.ledger, info, _emitters(loaded))
        tools = toolchain(_emitters(loaded))
        compiled = _compile(feed, loaded, directory, tools, progress)
        place_version(directory, out, info.version)
        progress("writing the ledger")
        write_ledger(iocs, feed.ledger)
        line = ReleaseLine(
            serial=info.serial,
            version=info.version,
            as_of=info.as_of,
            content=compiled.content,
            toolchain=tuple(sorted(tools)),
            lists=compiled.lists,
            objects=compiled.objects,
        )
        write_releases(iocs, [*loaded.releases, line])
        return _announce(Outcome.RELEASED, loaded, compiled, out)


def _announce(outcome: Outcome, loaded: Loaded, compiled: Compiled, out: Path) -> Build:
    """Make a staged or placed release the one that readers of `v1/latest` and the pointer see."""
    version = compiled.feed.release.version
    path = place_version(compiled.staged.directory, out, version)
    place_latest(path, out)
    place_root(compiled.feed, compiled.content, path, out)
    place_pointer(compiled.feed, compiled.content, out)
    drop_preview(out)
    return Build(outcome=outcome, compiled=compiled, path=path, warnings=loaded.warnings)


def verify_committed(
    iocs: Path, out: Path, *, as_of: datetime, progress: Progress, published: Path | None = None
) -> str:
    """Check that ledger and `v1/latest` are what the sources give; nothing is written there.

    Returns:
        The version that stands.

    Raises:
        DriftError: with the files that differ.
    """
    progress("reading and checking sources")
    loaded = load(iocs, as_of, places(out, published))
    with tempfile.TemporaryDirectory(prefix="feedgen-") as scratch:
        directory = Path(scratch)
        again = _again(loaded, directory, progress)
        if again is None:
            raise DriftError(
                "the sources give something that is not released; "
                "run `feedgen diff` to see it and `feedgen release` on the main branch to fix it"
            )
        latest = out / LAYOUT / LATEST
        sums = read_sums(directory)
        wrong = differing_files(latest, sums) if latest.is_dir() else sorted(sums)
        own = latest / SUMS
        if not own.is_file() or own.read_bytes() != (directory / SUMS).read_bytes():
            wrong.append(SUMS)
        if wrong:
            shown = ", ".join(wrong[:5]) + (f" and {len(wrong) - 5} more" if len(wrong) > 5 else "")
            raise DriftError(f"{latest} is not what the sources give: {shown}; run `feedgen build`")
        return again.feed.release.version


def _again(loaded: Loaded, directory: Path, progress: Progress) -> Compiled | None:
    """The last release made anew, if the sources still give its bytes."""
    info = same_release(loaded.releases)
    if info is None or loaded.ledger.last_serial > info.serial:
        return None
    feed = freeze(loaded.tree, loaded.ledger, info, _emitters(loaded))
    if feed.ledger != loaded.ledger:
        return None
    last = loaded.releases[-1]
    compiled = _compile(feed, loaded, directory, last.toolchain, progress)
    return compiled if compiled.content == last.content else None


def _compile(
    feed: Feed,
    loaded: Loaded,
    directory: Path,
    tools: Tools,
    progress: Progress,
) -> Compiled:
    staged = Staged(directory)
    stage_all(_emitters(loaded), feed, staged, progress)
    objects = _log_objects(feed, loaded, staged)
    packed = pack_lists(feed.ledger)
    if packed:
        staged.add(LIST_LEDGER, "application/x-bzip2", [packed], "ledger")
    refuse_known_good(feed, staged)
    refuse_abused_accounts(feed, staged)
    return Compiled(
        feed=feed,
        staged=staged,
        content=finish(feed, staged, tools),
        lists=hashlib.sha256(packed).hexdigest() if packed else None,
        objects=objects,
    )


def _log_objects(feed: Feed, loaded: Loaded, staged: Staged) -> str | None:
    """Append to the log of STIX objects; gives what it holds then."""
    serial = feed.release.serial
    before = loaded.objects_before(serial)
    past = find_past(loaded.published, serial, before) if before else None
    segments = write_object_log(feed, staged, past)
    if segments is None:
        return None
    again = (segment for segment in segments if segment.serial < serial)
    if before and segments_digest(again) != before and feed.release.version != PREVIEW:
        raise lost(loaded.published)
    return segments_digest(segments)


def _expiry_due(feed: Feed, as_of: datetime) -> bool:
    """Whether something released as active is expired at a later instant."""
    return any(not indicator.is_active(as_of) for indicator in feed.active)


def _next(loaded: Loaded, out: Path, as_of: datetime) -> ReleaseInfo:
    """The release to make: the one that a crash left half done, or a new one.

    Raises:
        DriftError: when a new one would not be later than the last.
    """
    serial = loaded.releases[-1].serial + 1 if loaded.releases else 1
    if announced_serial(out) >= serial:
        raise DriftError(
            f"{out} announces serial {announced_serial(out)}, which releases.jsonl does not know; "
            f"restore ledger.jsonl and releases.jsonl, or remove {out} if it was never published"
        )
    in_ledger = (x.modified for x in loaded.ledger.lines.values() if x.changed_serial >= serial)
    interrupted = max(in_ledger, default=None) or unannounced(out, serial)
    if interrupted is None and loaded.releases and as_of <= loaded.releases[-1].as_of:
        raise DriftError(
            f"as-of {format_instant(as_of)} is not after the last release's "
            f"{format_instant(loaded.releases[-1].as_of)}; use a later --as-of"
        )
    return next_release(loaded.releases, interrupted or as_of)


def _emitters(loaded: Loaded) -> tuple[Emitter, ...]:
    return named(loaded.tree.profile.formats)


def freeze(
    tree: SourceTree, ledger: Ledger, release: ReleaseInfo, emitters: Iterable[Emitter]
) -> Feed:
    """The feed of everything that is not a draft, every claim of the emitters stamped.

    Raises:
        DriftError: when the ledger refuses a claim.
    """
    feed = unstamped(tree, ledger, release, drafts=False)
    # The STIX graph is the versioned form of indicators and incidents, also where it is not
    # published: every feed has dates and deltas (docs/adr/0002-ledger-hashes-what-is-published.md).
    claimants = {emitter.name: emitter for emitter in (*named([_VERSIONED]), *emitters)}
    curated = feed.curated()
    claims = (
        claim
        for emitter in claimants.values()
        for claim in emitter.claims(feed if emitter.bulk else curated)
    )
    stamped = ledger.advance(
        claims, as_of=release.as_of, serial=release.serial, sids=tree.profile.sids
    )
    return replace(feed, ledger=stamped)


def unstamped(tree: SourceTree, ledger: Ledger, release: ReleaseInfo, *, drafts: bool) -> Feed:
    """The feed as the sources give it, for checks and for claims. The ledger is the last one."""
    return Feed(
        profile=tree.profile,
        release=release,
        incidents=tree.incidents(drafts=drafts),
        indicators=remembered(
            tree.indicators(drafts=drafts),
            tree.lists(drafts=drafts),
            ledger,
            namespace=tree.profile.namespace,
            as_of=release.as_of,
        ),
        known_good=tree.known_good_of(drafts=drafts),
        ledger=ledger,
    )
