"""Reads a log: finds records and gives runs of them as slices of the files."""

from __future__ import annotations

import mmap
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from feedgen.errors import VerificationError
from feedgen.release.files import map_file
from feedgen.release.object_log.collections import Collection
from feedgen.release.object_log.dates import Activations, Dates
from feedgen.release.object_log.layout import (
    CLASSES,
    FOLDER,
    IDS,
    LOG,
    NUMBER,
    PLACE,
    PLACE_OFFSET,
    RECORD,
    RECORDS,
    ObjectClass,
    parse_log,
)

Bytes = bytes | mmap.mmap
_OPEN_SEGMENTS = 128
"""Mapped at once. A feed with more releases than that is read at few places."""


@dataclass(frozen=True, slots=True)
class Record:
    """One version of an object."""

    number: int
    """Its place in the order of dates."""
    uuid: bytes
    version: int
    """`modified`, or else `created`, in milliseconds since 1970; 0 where there is neither."""
    start: int
    length: int
    segment: int
    kind: ObjectClass

    @property
    def id(self) -> str:
        """Of the object."""
        return f"{self.kind.type}--{UUID(bytes=self.uuid)}"


@dataclass(frozen=True, slots=True)
class Run:
    """Records from `first` up to but without `end`, all of them asked for."""

    first: int
    end: int


class ObjectLog:
    """One release's log. Holds no lock and no position: any number of threads may read."""

    def __init__(self, file: Callable[[str], Bytes], activations: Activations) -> None:
        """Read the list; everything else is opened when it is first asked for.

        Args:
            file: gives the content of a file of the release. Its errors are passed on.
            activations: from the pointer, of the releases up to this one.

        Raises:
            VerificationError: when the list is not that of a log.
        """
        document, self.segments = parse_log(bytes(file(LOG)), LOG)
        try:
            self.id = str(document["log"])
            self.title = str(document["title"])
            self.description = str(document["description"])
            self.contact = str(document["contact"])
            self.classes = tuple(ObjectClass.parse(entry) for entry in document["classes"])
            self.collections = tuple(Collection.parse(entry) for entry in document["collections"])
        except (KeyError, TypeError, ValueError) as error:
            raise VerificationError(f"{LOG} is no list of an object log: {error!r}") from error
        self.count = sum(segment.count for segment in self.segments)
        self.dates = Dates(self.segments, activations)
        self._file = file
        self._records, self._class_of, self._ids = file(RECORDS), file(CLASSES), file(IDS)
        sizes = (self.count * RECORD.size, self.count, self.count * NUMBER.size)
        if (len(self._records), len(self._class_of), len(self._ids)) != sizes:
            raise VerificationError(f"{FOLDER}/ has files that do not fit {LOG}")
        self._segment = lru_cache(maxsize=_OPEN_SEGMENTS)(self._open_segment)

    @classmethod
    def open(cls, release: Path, activations: Activations) -> ObjectLog:
        """Map the log of a release directory, whose files somebody verified."""
        return cls(lambda path: map_file(release / path), activations)

    def record(self, number: int) -> Record:
        """A record by its number."""
        uuid, version, start, length, segment = RECORD.unpack_from(
            self._records, number * RECORD.size
        )
        kind = self.classes[self._class_of[number]]
        return Record(number, uuid, version, start, length, segment, kind)

    def table(self, run: Run) -> memoryview:
        """The raw records of a run, `RECORD.size` bytes each."""
        return memoryview(self._records)[run.first * RECORD.size : run.end * RECORD.size]

    def codes(self, run: Run) -> bytes:
        """Of each record of a run, the position of its class."""
        return self._class_of[run.first : run.end]

    def runs(self, pattern: re.Pattern[bytes] | None, first: int) -> Iterator[Run]:
        """Runs of records of some classes, from a record on.

        Args:
            pattern: what `pattern` gives; None matches nothing.
            first: the number of the first record to look at.
        """
        if pattern is not None:
            for match in pattern.finditer(self._class_of, first):
                yield Run(match.start(), match.end())

    def find(self, type_: str, uuid: bytes) -> list[Record]:
        """All versions of an object, oldest first."""
        place = bisect_left(range(self.count), uuid, key=self._uuid_at)
        found = []
        while place < self.count and self._uuid_at(place) == uuid:
            record = self.record(self._number_at(place))
            if record.kind.type == type_:
                found.append(record)
            place += 1
        return found

    def slices(self, run: Run) -> Iterator[memoryview]:
        """The bytes of a run, `BETWEEN` its objects: one slice for each segment it touches."""
        number, records = run.first, self._records
        while number < run.end:
            start, length, place = PLACE.unpack_from(records, number * RECORD.size + PLACE_OFFSET)
            segment = self.segments[place]
            end = min(run.end, segment.first + segment.count)
            last = start
            if end - number > 1:
                last, length, _ = PLACE.unpack_from(records, (end - 1) * RECORD.size + PLACE_OFFSET)
            yield memoryview(self._segment(place))[start : last + length]
            number = end

    def _open_segment(self, number: int) -> Bytes:
        return self._file(self.segments[number].path)

    def _number_at(self, place: int) -> int:
        number: int = NUMBER.unpack_from(self._ids, place * NUMBER.size)[0]
        return number

    def _uuid_at(self, place: int) -> bytes:
        start = self._number_at(place) * RECORD.size
        return bytes(self._records[start : start + 16])


def pattern(codes: frozenset[int], longest: int) -> re.Pattern[bytes] | None:
    """Finds runs of up to `longest` records whose class is one of these; None without classes."""
    if not codes:
        return None
    alternatives = b"".join(re.escape(bytes([code])) for code in sorted(codes))
    return _compiled(b"[%s]{1,%d}" % (alternatives, longest))


@lru_cache(maxsize=1024)
def _compiled(expression: bytes) -> re.Pattern[bytes]:
    return re.compile(expression, re.DOTALL)
