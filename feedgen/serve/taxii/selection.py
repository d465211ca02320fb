"""Which records of the log a collection and its filters let through, in order of date."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from feedgen.release.object_log import Collection, ObjectLog, Run, pattern
from feedgen.release.object_log.layout import RECORD, ObjectClass
from feedgen.serve.taxii.matching import Match
from feedgen.serve.taxii.queries import MOST_OBJECTS

_LONGEST = (16, 256, 1024, MOST_OBJECTS)
"""Records that a run may have: few lengths, so that few patterns are ever compiled."""
_CHUNK = 16_384
"""Records looked at together where each has to be looked at."""
_WORDS_A_RECORD, _VERSION_WORD = RECORD.size // 8, 2

Runs = Callable[[int, int], Iterator[Run]]
"""From a record on, runs of about so many records, not more than `MOST_OBJECTS`."""


@dataclass(frozen=True, slots=True)
class _Codes:
    """Classes of objects, as their positions in the log's list."""

    any_version: frozenset[int]
    named: frozenset[int]
    """Those whose version is asked for by its name: the first, the last, all."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What decides which classes fit: the key of the cache."""

    held: frozenset[int]
    types: frozenset[str] | None
    first: bool = True
    last: bool = True
    every: bool = True

    def fits(self, kind: ObjectClass) -> bool:
        return self.every or (self.first and kind.first) or (self.last and kind.last)


class Selector:
    """Finds what one log has. Remembers for each filter which classes it lets through."""

    def __init__(self, log: ObjectLog) -> None:
        self._log = log
        self._types = frozenset(kind.type for kind in log.classes)
        self._codes = lru_cache(maxsize=1024)(self._find_codes)
        self._pattern = lru_cache(maxsize=1024)(pattern)

    def select(self, collection: Collection, match: Match) -> Runs:
        """The records of a collection that a match lets through."""
        if not match.spec:
            return _nothing
        types = None if match.types is None else match.types & self._types
        codes = self._codes(
            _Wanted(collection.classes, types, match.first, match.last, match.every)
        )
        if match.ids is not None:
            numbers = {
                record.number
                for type_, uuid in match.ids
                for record in self._log.find(type_, uuid)
                if self._fits(codes, match, record.number, record.version)
            }
            return listed(numbers)
        if match.versions:
            return lambda first, _: self._scan(codes, match.versions, first)
        return lambda first, about: self._log.runs(
            self._pattern(codes.named, _rounded(about)), first
        )

    def object(
        self, collection: Collection, type_: str, uuid: bytes, match: Match, *, every: bool
    ) -> Runs | None:
        """The versions of one object that a match lets through, or every one.

        None when the collection does not have the object. One of which it has only versions that
        were replaced is there for those who ask for these.
        """
        held = self._codes(_Wanted(collection.classes, None))
        codes = held
        if not every:
            codes = self._codes(
                _Wanted(collection.classes, None, match.first, match.last, match.every)
            )
        records = [
            record
            for record in self._log.find(type_, uuid)
            if self._fits(held, match, record.number, record.version)
        ]
        chosen = [
            record.number
            for record in records
            if self._fits(codes, match, record.number, record.version)
        ]
        if not (records if match.names_versions else chosen):
            return None
        return listed(chosen) if match.spec else _nothing

    def newest(self, collection: Collection) -> int | None:
        """The last record of a collection, any version; None when it is empty."""
        for end in range(self._log.count, 0, -_CHUNK):
            begin = max(end - _CHUNK, 0)
            codes = self._log.codes(Run(begin, end))
            found = max((codes.rfind(code) for code in collection.classes), default=-1)
            if found >= 0:
                return begin + found
        return None

    def _fits(self, codes: _Codes, match: Match, number: int, version: int) -> bool:
        code = self._log.codes(Run(number, number + 1))[0]
        return code in codes.named or (version in match.versions and code in codes.any_version)

    def _scan(self, codes: _Codes, versions: frozenset[int], first: int) -> Iterator[Run]:
        """Looks at every record: the only filter that no class answers."""
        # The table is little endian, and is read as this machine reads words.
        wanted = {
            int.from_bytes(v.to_bytes(8, "little"), sys.byteorder) for v in versions if v >= 0
        }
        named, any_version = codes.named, codes.any_version
        for begin in range(first, self._log.count, _CHUNK):
            run = Run(begin, min(begin + _CHUNK, self._log.count))
            words = self._log.table(run).cast("Q")
            there = words[_VERSION_WORD::_WORDS_A_RECORD].tolist()
            if not named and wanted.isdisjoint(there):
                continue
            pairs = enumerate(zip(self._log.codes(run), there, strict=True), begin)
            yield from _merged(
                number
                for number, (code, version) in pairs
                if code in named or (version in wanted and code in any_version)
            )

    def _find_codes(self, wanted: _Wanted) -> _Codes:
        kinds = [(code, self._log.classes[code]) for code in wanted.held]
        fitting = [
            (code, kind)
            for code, kind in kinds
            if wanted.types is None or kind.type in wanted.types
        ]
        return _Codes(
            any_version=frozenset(code for code, _ in fitting),
            named=frozenset(code for code, kind in fitting if wanted.fits(kind)),
        )


def listed(numbers: Iterable[int]) -> Runs:
    """Certain records, in any order, each once."""
    ordered = sorted(numbers)
    return lambda first, _: _merged(number for number in ordered if number >= first)


def _merged(numbers: Iterable[int]) -> Iterator[Run]:
    """Neighbours as one run."""
    begin = end = -1
    for number in numbers:
        if number == end and end - begin < MOST_OBJECTS:
            end += 1
            continue
        if end > begin:
            yield Run(begin, end)
        begin, end = number, number + 1
    if end > begin:
        yield Run(begin, end)


def _rounded(about: int) -> int:
    return next(length for length in _LONGEST if about <= length)


def _nothing(_first: int, _about: int) -> Iterator[Run]:
    return iter(())
