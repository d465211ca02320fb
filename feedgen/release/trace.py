"""Finds every artifact and line of a release that carries an indicator.

A line counts when it holds the indicator's id, the value as it is, or the value in one of the
spellings that formats use for it (base64 lines of datasets, digits of a digest).
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from feedgen.release.files import read_sums
from feedgen.release.names import KNOWN_GOOD

_NOT_ACTED_UPON = (KNOWN_GOOD,)
"""Files that may name a value only to say that it is not meant. Archives hold copies."""
_WIDTH = 160
"""Characters of a line that are shown, around the hit."""


class Traceable(Protocol):
    """What is looked for: an indicator of the sources, or a row of a release."""

    @property
    def id(self) -> str:
        """The indicator's id."""
        ...

    @property
    def type(self) -> str:
        """Of the observable."""
        ...

    @property
    def value(self) -> str:
        """In canonical form."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """One line of one artifact."""

    path: str
    line: int
    """Counted from 1."""
    text: str
    """The line, cut to what fits a screen."""


def trace(
    release: Path, indicators: Iterable[Traceable], rule_ids: AbstractSet[str]
) -> Iterator[Trace]:
    """All lines that carry these indicators or rules, by path and line.

    Args:
        release: a release directory.
        indicators: of one value, usually one.
        rule_ids: ids of rules that cover them.

    Raises:
        VerificationError: when the directory is no release.
    """
    needles = {needle for indicator in indicators for needle in _spellings(indicator)}
    needles |= {id_.encode() for id_ in rule_ids}
    # Neither end of a hit may go on as a longer name: `v1.2` is not in `v1.2-debian`. What stands
    # before a host may be the dot of a subdomain match.
    parts = b"|".join(re.escape(needle) for needle in sorted(needles, key=len, reverse=True))
    pattern = re.compile(rb"(?<![A-Za-z0-9_-])(?:" + parts + rb")(?![A-Za-z0-9_-]|\.[A-Za-z0-9])")
    for path in sorted(read_sums(release)):
        if path.endswith((".gz", ".bz2")) or path in _NOT_ACTED_UPON:
            continue
        with (release / path).open("rb") as file:
            for number, line in enumerate(file, start=1):
                found = pattern.search(line)
                if found is not None:
                    yield Trace(path=path, line=number, text=_cut(line.rstrip(b"\r\n"), found[0]))


def _spellings(indicator: Traceable) -> set[bytes]:
    value = indicator.value.encode()
    bare = value.rpartition(b":")[2] if indicator.type == "image_digest" else value
    return {indicator.id.encode(), base64.b64encode(value), bare}


def _cut(line: bytes, hit: bytes) -> str:
    text = line.decode("utf-8", "replace")
    if len(text) <= _WIDTH:
        return text.strip()
    start = max(0, text.find(hit.decode("utf-8", "replace")) - _WIDTH // 3)
    middle = text[start : start + _WIDTH].strip()
    return f"{'…' if start else ''}{middle}{'…' if start + _WIDTH < len(text) else ''}"
