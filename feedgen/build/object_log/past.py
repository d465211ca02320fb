"""The log as it stood before a release: in the last publication, or nowhere yet."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from feedgen.errors import UnavailableError, VerificationError
from feedgen.release.files import pieces, read_sums, sha256_of
from feedgen.release.object_log.layout import (
    CLASSES,
    LOG,
    RECORD,
    RECORDS,
    ObjectClass,
    Segment,
    parse_log,
    segments_digest,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PastLog:
    """What was appended before a certain serial, in the directory of a release that has it."""

    directory: Path
    segments: tuple[Segment, ...]
    classes: tuple[ObjectClass, ...]
    """Whose `first` and `last` may be of a later release."""
    records: bytes
    class_of: bytes
    """One byte a record."""

    def chunks(self, segment: Segment) -> Iterator[bytes]:
        """The bytes of a segment."""
        return pieces(self.directory / segment.path)


def find_past(places: Sequence[Path], serial: int, digest: str) -> PastLog | None:
    """The log before a release, from a publication that has it whole; None where none has.

    Args:
        places: directories of releases, any of which may have it, or a longer one.
        serial: of the release that is being made.
        digest: `segments_digest` of the log before it, as the list of releases remembers it.
    """
    for place in places:
        past = _past(place, serial, digest)
        if past is not None:
            return past
    return None


def lost(places: Sequence[Path]) -> UnavailableError:
    """What to say when there was a log, and superseded versions in it are nowhere to be found."""
    shown = " or ".join(str(place) for place in places[:2]) or "this publication"
    return UnavailableError(
        f"the STIX objects that earlier releases published are not in {shown}; restore it with "
        "`git checkout`, or fetch the last release and name its directory with --from"
    )


def _past(place: Path, serial: int, digest: str) -> PastLog | None:
    """What one place has; None where it is another log, or a crash left half of it."""
    try:
        document, segments = parse_log((place / LOG).read_bytes(), str(place / LOG))
        before = tuple(takewhile(lambda segment: segment.serial < serial, segments))
        sums = read_sums(place)
        records, class_of = (place / RECORDS).read_bytes(), (place / CLASSES).read_bytes()
        whole = (
            segments_digest(before) == digest
            and hashlib.sha256(records).hexdigest() == sums.get(RECORDS)
            and hashlib.sha256(class_of).hexdigest() == sums.get(CLASSES)
            and all(sha256_of(place / segment.path) == segment.sha256 for segment in before)
        )
        classes = tuple(ObjectClass.parse(entry) for entry in document["classes"])
    except (OSError, VerificationError, KeyError, TypeError, ValueError):
        return None  # the next place may have it whole
    if not whole:
        return None
    count = sum(segment.count for segment in before)
    return PastLog(
        directory=place,
        segments=before,
        classes=classes,
        records=records[: count * RECORD.size],
        class_of=class_of[:count],
    )
