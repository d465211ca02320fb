"""An observable, what every incident says of it, and whether it is to be acted upon.

One value is one indicator, whatever incidents name it. A `Mention` is what one source line says;
an `Indicator` joins the mentions of one value: highest confidence and action, all exposures and
references. It is revoked when every incident has revoked it.
"""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from feedgen.errors import Location
from feedgen.model.incident import Exposure, Reference
from feedgen.model.observables import Observable
from feedgen.model.tlp import Tlp


class Action(StrEnum):
    """Where a value may go.

    `block` everywhere; `detect` to IDS, SIEM and STIX, never to a blocklist or policy; `hunt` to
    hunting rules, the hunt collection and the tables, never to an alert.
    """

    HUNT = "hunt"
    DETECT = "detect"
    BLOCK = "block"

    @property
    def rank(self) -> int:
        """0 for hunt up to 2 for block."""
        return _RANKS[self]


_RANKS = {action: rank for rank, action in enumerate(Action)}


class Match(StrEnum):
    """How a value is compared."""

    EXACT = "exact"
    SUBDOMAINS = "subdomains"
    """A domain and everything below it."""
    PREFIX = "prefix"
    """A repository name that starts with the value."""
    CONTAINS = "contains"
    """A command line that holds the fragments, in order."""


class ImageKind(StrEnum):
    """Which OCI document a digest is of."""

    INDEX = "index"
    MANIFEST = "manifest"
    CONFIG = "config"
    LAYER = "layer"
    SIGNATURE = "signature"
    UNKNOWN = "unknown"

    @property
    def is_pullable(self) -> bool:
        """True where `repository@digest` names something that runs."""
        return self in (ImageKind.INDEX, ImageKind.MANIFEST, ImageKind.UNKNOWN)


class TagStanding(StrEnum):
    """Of a movable name: image tag or git ref."""

    OVERWRITTEN = "overwritten"
    """Legitimate before and after; a hit only inside an exposure window."""
    CREATED = "created"
    """Never legitimate; always a hit."""


class HistoryEvent(StrEnum):
    """What happened to a mention after publication."""

    REVOKED = "revoked"
    RELISTED = "relisted"


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """One line of a mention's history."""

    at: datetime
    event: HistoryEvent
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageDetail:
    """What a mention says of an image digest or tag."""

    repositories: tuple[str, ...]
    """Canonical, the curated ones first in source order, mirrors apart."""
    kind: ImageKind = ImageKind.UNKNOWN
    platform: str | None = None
    """`linux/amd64`; None for an index or where nobody said."""
    index: str | None = None
    """The digest of the image index this belongs to."""
    tags_created: tuple[str, ...] = ()
    tags_overwritten: tuple[str, ...] = ()
    mirrors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TagDetail:
    """What a mention says of an image tag or an action ref."""

    standing: TagStanding
    targets: tuple[str, ...] = ()
    """Bad digests or commits it pointed to, as far as known, sorted."""
    reissued: datetime | None = None
    """From then on a created name is legitimate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitDetail:
    """What a mention says of a commit."""

    repositories: tuple[str, ...]
    refs: tuple[str, ...] = ()
    """Tags that pointed to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileDetail:
    """What a mention says of a file hash."""

    name: str | None = None
    size: int | None = None
    """Bytes."""
    sha256: str | None = None
    sha1: str | None = None
    md5: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CarrierDetail:
    """What a mention says of a carrier."""

    refs: str
    """In words: which refs carry, as `before 98b796e9`."""
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressDetail:
    """What a mention says of an address."""

    ports: tuple[int, ...]
    """The only ones that are meant, sorted; never empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RepositoryDetail:
    """What a mention says of repositories by a name or pattern."""

    description: str
    """What such repositories say of themselves, word for word."""


Detail = (
    ImageDetail
    | TagDetail
    | CommitDetail
    | FileDetail
    | CarrierDetail
    | AddressDetail
    | RepositoryDetail
)
D = TypeVar("D", bound=Detail)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """What one incident says of one value."""

    observable: Observable
    incident_id: str
    location: Location
    action: Action
    confidence: int
    """0 to 100."""
    tlp: Tlp
    published: datetime
    """When its incident was published: validity counts from here where nothing else is said."""
    valid_until: datetime
    match: Match = Match.EXACT
    role: str | None = None
    """c2, exfiltration, payload, dropper, persistence, …"""
    first_seen: datetime | None = None
    last_seen: datetime | None = None
    exposures: tuple[Exposure, ...] = ()
    references: tuple[Reference, ...] = ()
    note: str | None = None
    labels: tuple[str, ...] = ()
    history: tuple[History, ...] = ()
    """In order of time, alternating revoked and relisted."""
    exceptions: tuple[tuple[str, str], ...] = ()
    """Pairs of a guard's code and the written reason why it does not apply."""
    detail: Detail | None = None
    bulk_list: str | None = None
    """The bulk list that it stands in, relative to feed.yml; None for curated ones."""

    @property
    def bulk(self) -> bool:
        """True where it stands in a bulk list, not in the incident file itself."""
        return self.bulk_list is not None

    @property
    def is_live(self) -> bool:
        """True unless its incident has revoked the value and not listed it again."""
        return not self.history or self.history[-1].event is HistoryEvent.RELISTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One value, in one generation, with everything that is said of it."""

    id: str
    """UUID, the same in every format."""
    observable: Observable
    generation: int
    mentions: tuple[Mention, ...]
    """At least one, in order of incident and place. For a revoked one, those it had.

    Nearly all have one, and every format asks for what is joined of them, up to a million times:
    that is why one mention is so often a case of its own below."""
    revoked_at: datetime | None = None
    revoked_reason: str | None = None

    @property
    def type(self) -> str:
        """The observable's type name."""
        return self.observable.type

    @property
    def value(self) -> str:
        """The canonical value."""
        return self.observable.value

    @property
    def revoked(self) -> bool:
        """True once every incident has revoked it. Permanent."""
        return self.revoked_at is not None

    @property
    def bulk(self) -> bool:
        """True when only bulk lists name it: formats with a rule per value leave it out."""
        if len(self.mentions) == 1:
            return self.mentions[0].bulk_list is not None
        return all(mention.bulk for mention in self.mentions)

    @property
    def action(self) -> Action:
        """The highest action of any mention."""
        if len(self.mentions) == 1:
            return self.mentions[0].action
        return max((mention.action for mention in self.mentions), key=lambda action: action.rank)

    @property
    def confidence(self) -> int:
        """The highest confidence of any mention."""
        if len(self.mentions) == 1:
            return self.mentions[0].confidence
        return max(mention.confidence for mention in self.mentions)

    @property
    def tlp(self) -> Tlp:
        """The narrowest of any mention: the indicator carries the context of them all."""
        if len(self.mentions) == 1:
            return self.mentions[0].tlp
        return max((mention.tlp for mention in self.mentions), key=lambda tlp: tlp.rank)

    @property
    def match(self) -> Match:
        """How to compare; `subdomains` where any mention says so."""
        if len(self.mentions) == 1:
            return self.mentions[0].match
        matches = {mention.match for mention in self.mentions}
        wider = (Match.SUBDOMAINS, Match.PREFIX, Match.CONTAINS)
        return next((match for match in wider if match in matches), Match.EXACT)

    @property
    def ports(self) -> tuple[int, ...]:
        """Of an address, the only ports that are meant, sorted; empty where any port is."""
        found: set[int] = set()
        for mention in self.mentions:
            if not isinstance(mention.detail, AddressDetail):
                return ()
            found.update(mention.detail.ports)
        return tuple(sorted(found))

    @property
    def roles(self) -> tuple[str, ...]:
        """Sorted, without repeats."""
        if len(self.mentions) == 1:
            role = self.mentions[0].role
            return (role,) if role else ()
        return tuple(sorted({mention.role for mention in self.mentions if mention.role}))

    @property
    def labels(self) -> tuple[str, ...]:
        """Sorted, without repeats."""
        if len(self.mentions) == 1 and not self.mentions[0].labels:
            return ()
        return tuple(sorted({label for mention in self.mentions for label in mention.labels}))

    @property
    def incident_ids(self) -> tuple[str, ...]:
        """Sorted, without repeats."""
        if len(self.mentions) == 1:
            return (self.mentions[0].incident_id,)
        return tuple(sorted({mention.incident_id for mention in self.mentions}))

    @property
    def references(self) -> tuple[Reference, ...]:
        """By URL, sorted, without repeats."""
        if len(self.mentions) == 1 and len(self.mentions[0].references) < 2:
            return self.mentions[0].references
        by_url = {ref.url: ref for mention in self.mentions for ref in mention.references}
        return tuple(by_url[url] for url in sorted(by_url))

    @property
    def exposures(self) -> tuple[Exposure, ...]:
        """Of all mentions, by incident and key."""
        if len(self.mentions) == 1 and len(self.mentions[0].exposures) < 2:
            return self.mentions[0].exposures
        by_key = {
            (exposure.incident_id, exposure.key): exposure
            for mention in self.mentions
            for exposure in mention.exposures
        }
        return tuple(by_key[key] for key in sorted(by_key))

    @property
    def notes(self) -> tuple[str, ...]:
        """In order of mention, without repeats."""
        return tuple(dict.fromkeys(m.note for m in self.mentions if m.note))

    @property
    def first_seen(self) -> datetime | None:
        """The earliest that any mention gives."""
        return min((m.first_seen for m in self.mentions if m.first_seen), default=None)

    @property
    def last_seen(self) -> datetime | None:
        """The latest that any mention gives."""
        return max((m.last_seen for m in self.mentions if m.last_seen), default=None)

    @property
    def valid_from(self) -> datetime:
        """Inclusive: first seen, or else when the first incident that names it was published."""
        if len(self.mentions) == 1:
            return self.mentions[0].first_seen or self.mentions[0].published
        return min(m.first_seen or m.published for m in self.mentions)

    @property
    def valid_until(self) -> datetime:
        """Exclusive, and later than `valid_from`: the latest of any mention."""
        if len(self.mentions) == 1:
            return self.mentions[0].valid_until
        return max(mention.valid_until for mention in self.mentions)

    def is_active(self, at: datetime) -> bool:
        """True when it is neither revoked nor expired at this instant."""
        return not self.revoked and at < self.valid_until

    def details(self, kind: builtins.type[D]) -> Iterator[D]:
        """The mentions' details of one kind, in order."""
        for mention in self.mentions:
            if isinstance(mention.detail, kind):
                yield mention.detail
