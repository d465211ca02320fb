"""Checks a whole publication, or a release alone, without keeping anything."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from threading import Event

from feedgen.errors import UsageError, VerificationError
from feedgen.release.files import differing_files, read_sums
from feedgen.release.names import POINTER, SUMS
from feedgen.release.signature import PublicKey
from feedgen.subscribe.at_once import in_turn
from feedgen.subscribe.origin import Origin
from feedgen.subscribe.release_files import RemoteFile, check_file, remote_release
from feedgen.subscribe.trust import Trusted, trusted_pointer

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """A publication whose every file is what was signed."""

    trusted: Trusted
    files: int
    size: int
    """Bytes."""


def verify_publication(
    origin: Origin, pinned: Sequence[PublicKey], *, now: datetime, progress: Progress
) -> Verified:
    """Check the pointer and read every file that it leads to.

    Raises:
        VerificationError: with the first thing that does not hold.
        UnavailableError: when the origin does not answer.
    """
    trusted = trusted_pointer(origin, pinned, now=now)
    release = remote_release(origin, trusted.pointer)
    root = trusted.pointer.path

    def check(file: RemoteFile, unwanted: Event) -> RemoteFile:
        for _ in check_file(origin, root, file, partial(origin.stream, f"{root}{file.path}", 0)):
            if unwanted.is_set():
                break
        return file

    checked = in_turn(check, release.files, origin.at_once)
    for number, file in enumerate(checked, 1):
        progress(f"{number} of {len(release.files)}: {file.path}")
    return Verified(
        trusted=trusted, files=len(release.files), size=sum(f.size for f in release.files)
    )


def verify_sums(directory: Path) -> int:
    """Check a release's files by its own sums: against damage, not against a forger.

    Returns:
        How many files there are.

    Raises:
        UsageError: when the directory is no release.
        VerificationError: with the files that differ.
    """
    if not (directory / SUMS).is_file():
        raise UsageError(
            f"{directory} has neither {POINTER} nor {SUMS}; name a publication's root or a release"
        )
    sums = read_sums(directory)
    wrong = differing_files(directory, sums)
    if wrong:
        shown = ", ".join(wrong[:5]) + (f" and {len(wrong) - 5} more" if len(wrong) > 5 else "")
        raise VerificationError(f"{directory} is not what its sums say: {shown}; fetch it again")
    return len(sums)
