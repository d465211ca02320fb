"""What a reader makes of a foreign document: candidates, questions, and what it left out.

Nothing that looked like an indicator goes in silence: it is a candidate, a question to the editor,
or it stands among what was left out, with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from feedgen.authoring.foreign_words import one_line, prose
from feedgen.errors import InvalidValueError, UsageError
from feedgen.model.incident import Severity
from feedgen.model.indicator import Action, ImageKind, Match, TagStanding
from feedgen.model.netvalues import parse_forge_repository
from feedgen.model.observables import Commit, Observable
from feedgen.model.oci import parse_repository, parse_tag
from feedgen.model.tlp import Tlp

MAX_CANDIDATES = 5000
"""Of one run. More is no curated file but a list."""
MAX_LEFT_OUT = 20_000
"""Remembered one by one; beyond that only counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """When a component served what an indicator names."""

    component: str
    windows: tuple[tuple[datetime, datetime | None, str], ...]
    """Start, end (None while it lasts) and grade."""
    cache_tail: str | None = None
    """How much longer caches may serve it, as `7d`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One value that a document gives, and what it says of it; None where it says nothing."""

    observable: Observable
    place: str
    """Where in the document, for people: `line 12`."""
    action: Action | None = None
    confidence: int | None = None
    match: Match | None = None
    role: str | None = None
    tlp: Tlp | None = None
    first_seen: datetime | None = None
    last_seen: datetime | None = None
    valid_until: datetime | None = None
    references: tuple[str, ...] = ()
    """URLs."""
    note: str | None = None
    labels: tuple[str, ...] = ()
    repositories: tuple[str, ...] = ()
    """Of an image or a commit."""
    mirrors: tuple[str, ...] = ()
    kind: ImageKind | None = None
    platform: str | None = None
    index: str | None = None
    """The digest of the image index that this is a part of."""
    tags_created: tuple[str, ...] = ()
    tags_overwritten: tuple[str, ...] = ()
    served: tuple[Served, ...] = ()
    standing: TagStanding | None = None
    ports: tuple[int, ...] = ()
    name: str | None = None
    """Of a file."""
    size: int | None = None
    same_file: str | None = None
    """Equal for hashes of one file."""
    refs: str | None = None
    """Of a carrier: which of its refs carry."""
    because: str | None = None
    """Of a carrier: why."""
    description: str | None = None
    """Of a repository: what it says of itself."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that is not carried, and why."""

    value: str
    reason: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Cited:
    """A publication that a document names."""

    url: str
    title: str = ""
    date: str | None = None


@dataclass(slots=True, kw_only=True)
class Reading:
    """Everything that one document gave."""

    candidates: list[Candidate] = field(default_factory=list)
    questions: dict[str, None] = field(default_factory=dict)
    """Lines for the editor, in order, each once; they become comments in the source."""
    left_out: dict[LeftOut, None] = field(default_factory=dict)
    left_out_beyond: int = 0
    """How many more there were than are remembered."""
    techniques: dict[str, None] = field(default_factory=dict)
    vulnerabilities: dict[str, None] = field(default_factory=dict)
    cited: dict[str, Cited] = field(default_factory=dict)
    """Publications that report it, by URL."""
    links: dict[str, str] = field(default_factory=dict)
    """Other pages that the document links to, with their words."""
    title: str = ""
    summary: str = ""
    id: str = ""
    """What the document calls the incident, where that is an id of ours."""
    published: datetime | None = None
    severity: Severity | None = None
    tlp: Tlp | None = None
    actors: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Names, with their aliases."""
    malware: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Names, with their types."""
    campaigns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Names, with their aliases."""
    notes: list[str] = field(default_factory=list)

    def take(self, candidate: Candidate) -> None:
        """Add a candidate.

        Raises:
            UsageError: when there are more than an editor could judge.
        """
        if len(self.candidates) >= MAX_CANDIDATES:
            raise UsageError(
                f"the document names more than {MAX_CANDIDATES:,} values; put long lists into a "
                "file below iocs/lists/ and name it under indicators.lists"
            )
        try:
            self.candidates.append(_fit(candidate))
        except InvalidValueError as error:
            self.leave_out(candidate.observable.value, error.problem, candidate.place)

    def leave_out(self, value: str, reason: str, place: str = "") -> None:
        """Record what is not carried; long values are shown by their beginning."""
        if len(self.left_out) >= MAX_LEFT_OUT:
            self.left_out_beyond += 1
            return
        self.left_out[LeftOut(shown(value), reason, place)] = None

    def ask(self, question: str) -> None:
        """Record an open question."""
        self.questions[question] = None

    def cite(self, cited: Cited) -> None:
        """Record a publication; the first one with a title counts."""
        known = self.cited.get(cited.url)
        if known is None or (cited.title and not known.title):
            self.cited[cited.url] = cited


def _fit(candidate: Candidate) -> Candidate:
    """The candidate with words that a source may hold, and names in their canonical form.

    Raises:
        InvalidValueError: when a repository or a tag is none.
    """
    observable = candidate.observable
    parse = parse_forge_repository if isinstance(observable, Commit) else parse_repository
    for tag in (*candidate.tags_created, *candidate.tags_overwritten):
        parse_tag(tag)
    return replace(
        candidate,
        repositories=tuple(parse(one_line(name)) for name in candidate.repositories),
        mirrors=tuple(parse_repository(name) for name in candidate.mirrors),
        labels=tuple(label for label in map(one_line, candidate.labels) if label),
        note=prose(candidate.note or "") or None,
        role=one_line(candidate.role or "") or None,
        platform=one_line(candidate.platform or "") or None,
        name=one_line(candidate.name or "") or None,
        refs=one_line(candidate.refs or "") or None,
        because=one_line(candidate.because or "") or None,
        description=one_line(candidate.description or "") or None,
    )


def shown(value: str, limit: int = 120) -> str:
    """A value on one line, as far as a person reads it, without what nobody can see."""
    flat = "".join(
        c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in value[: limit * 2]
    )
    flat = " ".join(flat.split())
    return flat if len(flat) <= limit and len(value) <= limit * 2 else f"{flat[: limit - 1]}…"
