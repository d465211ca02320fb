"""What emitters give: artifacts, and what they could not say, with the reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from feedgen.model.feed import Feed
from feedgen.model.indicator import Action, Indicator
from feedgen.model.ledger import Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Artifact:
    """One output file."""

    path: str
    """Relative to the release, with forward slashes."""
    media_type: str
    chunks: Iterable[bytes]
    """The content, in order; read once."""
    carries: Iterable[str] = ()
    """Ids of the indicators whose value a consumer of this file acts upon. Read after `chunks`."""
    title: str | None = None
    """For people: what this file is. Left out, it is what `Emitter.files` says of the path."""
    archive: tuple[Artifact, ...] = ()
    """For a tar archive: the members, and `chunks` is empty; the release writes the archive."""
    md5_beside: bool = False
    """Also write `<path>.md5`, the bare lower-case digest that suricata-update asks for."""


class OmissionKind(StrEnum):
    """Whether a value is missing from a format or only weaker there."""

    SKIPPED = "skipped"
    PARTIAL = "partial"


@dataclass(frozen=True, slots=True, kw_only=True)
class Omission:
    """An indicator that a format cannot carry, or not with its full meaning."""

    indicator: Indicator
    kind: OmissionKind
    reason: str
    """For people; the same words for every indicator with the same cause."""
    artifact: str | None = None
    """The file concerned, where an emitter has several."""


Emission = Artifact | Omission


def no_claims(_: Feed) -> Iterator[Claim]:
    """For emitters whose outputs are not versioned one by one."""
    return iter(())


@dataclass(frozen=True, slots=True, kw_only=True)
class Emitter:
    """One output format. A module in `feedgen.emitters` declares one as `EMITTER`."""

    name: str
    """In feed.yml and release.json; also the name of its template and golden folder."""
    title: str
    """One line for people."""
    url: str
    """The format's specification."""
    accepts: frozenset[Action]
    """Indicators with another action are reported as skipped."""
    emit: Callable[[Feed], Iterator[Emission]]
    """A pure function: artifacts in order of path, and omissions anywhere between."""
    requires: tuple[str, ...] = ()
    """Distributions whose version can change its bytes, beside those that the compiler needs."""
    files: Mapping[str, str] = field(default_factory=dict)
    """For people: what its files are, by path. A path that ends in `/` is a folder of many, and
    `{incident}` is the id of one. Pages and playbooks list them, and no other files."""
    declines: Mapping[str, str] = field(default_factory=dict)
    """Why whole observable types have no place in this format, by type."""
    otherwise: str | None = None
    """The same for every type that nobody named: for formats that hold a few types by nature."""
    bulk: bool = False
    """Made for lists of a hundred thousand values. Others are given `feed.curated()`."""
    claims: Callable[[Feed], Iterator[Claim]] = no_claims
    """What this format versions: called on the feed before ids are stamped."""
