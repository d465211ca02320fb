"""What happened: an incident, when what was exposed, who did it, and where it is told."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from feedgen.errors import Location
from feedgen.model.instants import Duration
from feedgen.model.observables import Account, Observable
from feedgen.model.tlp import Tlp


class Status(StrEnum):
    """Of an incident. Drafts are checked and never published; withdrawn revokes all it names."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Severity(StrEnum):
    """How bad an incident is, in Sigma's words for a level."""

    INFORMATIONAL = "informational"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


class Grade(StrEnum):
    """How sure a window's times are."""

    CONFIRMED = "confirmed"
    APPROXIMATE = "approximate"
    """The reporter marks the times as rounded."""
    DISPUTED = "disputed"
    """Reports disagree; the window is part of the safe superset."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A cited publication."""

    key: str
    """Unique within its incident."""
    title: str
    url: str
    date: str | None = None
    """Day of publication, YYYY-MM-DD."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A span in which the bad thing was served."""

    start: datetime
    """Inclusive."""
    end: datetime | None
    """Exclusive; None while it lasts."""
    grade: Grade
    references: tuple[Reference, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """When one component served the bad thing: what to search logs for, and between which times."""

    incident_id: str
    key: str
    """Unique within its incident."""
    component: str
    windows: tuple[Window, ...]
    """In order of start; they may overlap where reports disagree."""
    cache_tail: Duration | None = None
    """Caches and mirrors may serve the bad content this much longer."""

    @property
    def start(self) -> datetime:
        """The earliest start of any window."""
        return min(window.start for window in self.windows)

    @property
    def end(self) -> datetime | None:
        """The latest end of any window, None while one is open. Without the cache tail."""
        ends = [window.end for window in self.windows]
        return None if None in ends else max(end for end in ends if end is not None)

    @property
    def cache_end(self) -> datetime | None:
        """`end` with the cache tail; None while open."""
        if self.end is None or self.cache_tail is None:
            return self.end
        return self.cache_tail.after(self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Malware:
    """A malware family or tool seen in the incident."""

    name: str
    types: tuple[str, ...]
    """Of STIX's malware-type-ov where one fits."""
    description: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who is held responsible."""

    name: str
    aliases: tuple[str, ...] = ()
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """What ties incidents together: several that name it are parts of one thing."""

    name: str
    aliases: tuple[str, ...] = ()
    description: str | None = None
    first_seen: datetime | None = None
    last_seen: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownGood:
    """A value that must never be actionable: a legitimate sibling of something listed."""

    observable: Observable
    incident_id: str | None
    """None for the feed-wide iocs/known-good.yml."""
    location: Location
    label: str | None = None
    """What people call it, as `v2.1.19`."""
    repository: str | None = None
    """Where it lives: an image repository, or a forge repository for commits."""
    note: str | None = None
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class YaraString:
    """One string of a curated rule."""

    identifier: str
    """With its dollar sign."""
    text: str
    modifiers: tuple[str, ...] = ()
    """Of `ascii`, `wide`, `nocase`, `fullword`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YaraRule:
    """A curated YARA rule, before it is written in YARA's language."""

    name: str
    description: str
    incident_id: str
    location: Location
    format: str
    """`elf`, `pe`, `macho`, `script` or `any`: which header test stands in front."""
    strings: tuple[YaraString, ...]
    condition: str
    """Over the strings only; checked by the real engines."""
    max_size: str | None = None
    """A file size limit as YARA writes it, `200MB`."""
    score: int = 80
    references: tuple[Reference, ...] = ()
    tags: tuple[str, ...] = ()
    hashes: tuple[str, ...] = ()
    """SHA-256 of samples the rule was written for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remediation:
    """What a victim does, beyond what a playbook derives from the indicators."""

    credentials: tuple[str, ...] = ()
    """Kinds of credentials that were in scope and have to be rotated."""
    steps: tuple[str, ...] = ()
    """In order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One source file without its indicators, which live in the `Feed` under their values."""

    id: str
    location: Location
    status: Status
    title: str
    summary: str
    tlp: Tlp
    severity: Severity
    published: datetime
    campaigns: tuple[Campaign, ...] = ()
    actors: tuple[Actor, ...] = ()
    malware: tuple[Malware, ...] = ()
    techniques: tuple[str, ...] = ()
    """ATT&CK ids, each in `feedgen.model.attack`."""
    vulnerabilities: tuple[str, ...] = ()
    """CVE, GHSA or other ids."""
    references: tuple[Reference, ...] = ()
    exposures: tuple[Exposure, ...] = ()
    notes: tuple[str, ...] = ()
    """Conflicts between reports and how they were resolved, and cautions, for people."""
    remediation: Remediation = field(default_factory=Remediation)
    abused_accounts: tuple[Account, ...] = ()
    """Of victims. Known so that a guard can keep them out of everything that is published."""
    yara: tuple[YaraRule, ...] = ()
    withdrawn_at: datetime | None = None
    withdrawn_reason: str | None = None
