"""Puts the server together from a publication and what the operator decided."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from feedgen.errors import UsageError
from feedgen.release.signature import PublicKey
from feedgen.serve.access import Access
from feedgen.serve.access_file import AccessFile
from feedgen.serve.access_log import AccessLog
from feedgen.serve.app import App
from feedgen.serve.files import Files
from feedgen.serve.metrics import Metrics
from feedgen.serve.publication import Publication
from feedgen.serve.release_files import Report
from feedgen.serve.settings import Settings
from feedgen.serve.watching import Watcher


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What comes in from outside."""

    clock: Callable[[], datetime]
    """When it is."""
    elapsed: Callable[[], float]
    """Seconds of any clock that only goes forward."""
    report: Report
    """Told what an operator should know."""
    random: Callable[[int], bytes]
    """Bytes that nobody can guess."""


def compose(
    out: Path,
    settings: Settings,
    around: Surroundings,
    *,
    keys: Sequence[PublicKey] = (),
    access: AccessFile | None = None,
    log: BinaryIO | None = None,
) -> App:
    """The application for a publication.

    Args:
        out: the publication's root.
        settings: of the operator.
        around: clocks and chance.
        keys: of which one must have signed the pointer; none: it need not be signed.
        access: who may read what; None: everybody everything.
        log: where requests are noted.

    Raises:
        UsageError: when there is nothing to serve, or the access file names what is not there.
        VerificationError: when the release is damaged.
    """
    publication = Publication(out, clock=around.clock, report=around.report, keys=keys)
    publication.start()
    if access is not None:
        _check_aliases(publication, access, around.report)
    metrics = Metrics()
    files = Files(publication, around.report)
    watcher = Watcher(
        publication, files, clock=around.clock, report=around.report,
        poll_seconds=settings.poll_seconds,
    )  # fmt: skip
    return App(
        publication,
        settings,
        watcher=watcher,
        files=files,
        metrics=metrics,
        clock=around.clock,
        elapsed=around.elapsed,
        access=Access(access, key=around.random(32), elapsed=around.elapsed) if access else None,
        log=AccessLog(log, clock=around.clock, dropped=metrics.drop) if log else None,
    )


def _check_aliases(publication: Publication, access: AccessFile, report: Report) -> None:
    """A misspelt name would leave a collection open to everybody."""
    snapshots = publication.snapshots
    logs = [snapshot.log for snapshot in snapshots if snapshot.log is not None]
    there = {collection.alias for log in logs for collection in log.collections}
    unknown = sorted(set(access.collections) - there - {"*"})
    if unknown:
        known = ", ".join(sorted(there)) or "none"
        raise UsageError(
            f"the access file restricts {', '.join(unknown)}, but the collections are {known}"
        )
    if access.collections and access.files is None:
        report(
            "collections are restricted but files are not: the same objects are in "
            "v1/latest/stix/ for everybody; restrict `files` too if that is not meant"
        )
