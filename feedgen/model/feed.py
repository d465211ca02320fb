"""The feed: the whole frozen set of indicators at an instant, and whose it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from uuid import UUID

from feedgen.model.gates import Gates
from feedgen.model.incident import Incident, KnownGood
from feedgen.model.indicator import Action, Indicator, Mention
from feedgen.model.instants import Duration
from feedgen.model.ledger import Ledger, LedgerLine
from feedgen.model.tlp import Tlp


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedProfile:
    """`iocs/feed.yml`: nothing about the producer is hard-coded."""

    name: str
    """The producer, as STIX identity and rule author."""
    contact: str
    description: str
    namespace: UUID
    """For all ids. Never changes."""
    identity_created: datetime
    sids: range
    base_url: str
    """Where the publication will be, without a trailing slash."""
    tlp_limit: Tlp
    licence: str
    """SPDX id of the data's licence."""
    formats: tuple[str, ...]
    """Names of the emitters to run, sorted."""
    validity: Mapping[str, Duration]
    """By observable type; `default` for the rest."""
    gates: Gates = field(default_factory=Gates)
    """What stops a publication that looks like a mistake."""

    def validity_of(self, type_: str) -> Duration:
        """How long a value of this type is acted upon after it was last seen."""
        return self.validity.get(type_, self.validity["default"])


@dataclass(frozen=True, slots=True, kw_only=True)
class PastRelease:
    """A release that was made before."""

    serial: int
    version: str
    as_of: datetime
    content: str
    """SHA-256 of its SHA256SUMS, hex."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseInfo:
    """Which release is being made."""

    version: str
    """`2026.11.24.1`, or `preview` for what is not released."""
    serial: int
    as_of: datetime
    history: tuple[PastRelease, ...] = ()
    """All before it, in order of serial."""

    @property
    def previous_version(self) -> str | None:
        """The version before; None for the first release."""
        return self.history[-1].version if self.history else None

    @property
    def previous_as_of(self) -> datetime | None:
        """The instant of the release before; None for the first."""
        return self.history[-1].as_of if self.history else None


@dataclass(frozen=True, kw_only=True)
class Feed:
    """Everything an emitter may know. Frozen; emitters are pure functions of it."""

    profile: FeedProfile
    release: ReleaseInfo
    incidents: tuple[Incident, ...]
    """Published and withdrawn ones, by id. Drafts only while they are checked."""
    indicators: tuple[Indicator, ...]
    """By type, value and generation; revoked and expired ones included."""
    known_good: tuple[KnownGood, ...]
    """By type and value."""
    ledger: Ledger = field(default_factory=Ledger)
    """After this build: every claim has its line."""

    @property
    def as_of(self) -> datetime:
        """The instant this build pretends it is."""
        return self.release.as_of

    @cached_property
    def incidents_by_id(self) -> Mapping[str, Incident]:
        """Incidents by their ids."""
        return {incident.id: incident for incident in self.incidents}

    @cached_property
    def active(self) -> tuple[Indicator, ...]:
        """Neither revoked nor expired, in order."""
        return tuple(i for i in self.indicators if i.is_active(self.as_of))

    @cached_property
    def revoked(self) -> tuple[Indicator, ...]:
        """Tombstones, in order."""
        return tuple(i for i in self.indicators if i.revoked)

    @cached_property
    def standing(self) -> Mapping[str, tuple[Mention, ...]]:
        """What no incident has taken back, by type, in order: what the guards judge."""
        found: dict[str, list[Mention]] = {}
        for indicator in self.indicators:
            if not indicator.revoked:
                there = found.setdefault(indicator.type, [])
                there += (mention for mention in indicator.mentions if mention.is_live)
        return {type_: tuple(mentions) for type_, mentions in found.items()}

    @cached_property
    def active_ids(self) -> Mapping[Action, frozenset[str]]:
        """The ids of active indicators by their actions."""
        found: dict[Action, set[str]] = {action: set() for action in Action}
        for indicator in self.active:
            found[indicator.action].add(indicator.id)
        return {action: frozenset(ids) for action, ids in found.items()}

    @cached_property
    def bulk_counts(self) -> Mapping[tuple[str, Action], int]:
        """How many active indicators only bulk lists name, by type and action."""
        return Counter((i.type, i.action) for i in self.active if i.bulk)

    def curated(self) -> Feed:
        """The same feed without what only bulk lists name; itself where there is none of that."""
        return self._curated

    @cached_property
    def _curated(self) -> Feed:
        kept = tuple(indicator for indicator in self.indicators if not indicator.bulk)
        return self if len(kept) == len(self.indicators) else replace(self, indicators=kept)

    def select(self, *types: str, actions: frozenset[Action]) -> Iterator[Indicator]:
        """Active indicators of these types (all types if none is named) and actions, in order."""
        return (
            indicator
            for indicator in self.active
            if indicator.action in actions and (not types or indicator.type in types)
        )

    def stamp(self, id_: str) -> LedgerLine:
        """The ledger's line for an id this build claimed: created, modified, sid, rev."""
        return self.ledger[id_]


DETECTION = frozenset({Action.BLOCK, Action.DETECT})
"""What may raise an alert."""
BLOCKING = frozenset({Action.BLOCK})
"""What may enter a blocklist or policy."""
HUNTING = frozenset({Action.HUNT})
"""What only a person may look for."""
