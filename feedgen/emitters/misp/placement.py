"""Where each value stands: in which event under the indicator's own id, and in which file object.

MISP knows an attribute by its UUID, keeps it in the event and object it first came in, and refuses
it anywhere else. So one place has the indicator's id, the others have copies with ids of their
own, and that place is remembered in the ledger: another incident that names the value, or another
hash of the same file, never moves it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from feedgen.model.feed import Feed
from feedgen.model.ids import object_uuid
from feedgen.model.incident import Incident
from feedgen.model.indicator import FileDetail, Indicator, Mention
from feedgen.model.ledger import Claim

EVENT_KIND, LIST_KIND = "misp-event", "misp-list"
FILE_KIND, COPIES_KIND = "misp-file", "misp-copies"
HASHES = ("sha256", "sha1", "md5")
"""Strongest first."""

FULL = 9_000
"""Attributes of an event before it is halved; MISP gets slow beyond 10,000, and what a hash
decides is not exactly even."""
_NEW_LIST = 2_500
"""Values of a partition when lists are first published: they grow fourfold before one is halved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileObject:
    """One file of one incident, by the hashes that are known of it."""

    id: str
    key: str
    members: tuple[Indicator, ...]
    """At most one of each type."""
    details: tuple[FileDetail, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """The places of a feed's indicators."""

    homes: Mapping[str, str]
    """The incident whose event has the indicator's id, by that id; not for what lists hold."""
    curated: Mapping[str, tuple[Indicator, ...]]
    """What each incident's own file names, or has named, in the feed's order."""
    listed: tuple[Indicator, ...]
    """What stands in the events of bulk lists."""
    files: Mapping[str, tuple[str, str]]
    """Id and key of the file object that an incident's event has a hash in, by the incident's id
    and the indicator's, joined; as far as the ledger remembers."""


def place(feed: Feed) -> Placement:
    """The places, as remembered where there is a memory. The same for claims and afterwards."""
    memory = _remembered(feed)
    rank = {
        incident.id: number
        for number, incident in enumerate(
            sorted(feed.incidents, key=lambda incident: (incident.published, incident.id))
        )
    }
    homes: dict[str, str] = {}
    curated: dict[str, list[Indicator]] = defaultdict(list)
    listed: list[Indicator] = []
    for indicator in feed.indicators:
        if indicator.id not in memory.events and indicator.bulk:
            listed.append(indicator)  # nearly all, where there are lists
            continue
        named = {mention.incident_id for mention in indicator.mentions if not mention.bulk}
        # An incident that named it, and does so no more, has to say that in its event.
        for id_ in named | (memory.events.get(indicator.id, _NOWHERE) & rank.keys()):
            curated[id_].append(indicator)
        home = memory.homes.get(indicator.id)
        if home is not None and home in rank:
            homes[indicator.id] = home
        elif any(mention.bulk for mention in indicator.mentions):
            listed.append(indicator)
        else:
            homes[indicator.id] = min(named, key=lambda id_: (rank.get(id_, len(rank)), id_))
    return Placement(
        homes=homes,
        curated={id_: tuple(found) for id_, found in curated.items()},
        listed=tuple(listed),
        files=memory.files,
    )


@dataclass(slots=True)
class _Memory:
    """What the ledger knows of earlier releases."""

    homes: dict[str, str] = field(default_factory=dict)
    events: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """The incidents whose events have a value, by the indicator's id."""
    files: dict[str, tuple[str, str]] = field(default_factory=dict)


_NOWHERE: set[str] = set()


def _remembered(feed: Feed) -> _Memory:
    memory = _Memory()
    for line in feed.ledger.lines.values():
        incident_id = line.key.split(" ")[0]
        if line.kind == EVENT_KIND:
            memory.homes |= dict.fromkeys(line.covers, incident_id)
        if line.kind in (EVENT_KIND, COPIES_KIND):
            for id_ in line.covers:
                memory.events[id_].add(incident_id)
        elif line.kind == FILE_KIND:
            memory.files |= {f"{incident_id} {id_}": (line.id, line.key) for id_ in line.covers}
    return memory


def copies_claim(feed: Feed, placement: Placement, incident: Incident) -> Claim | None:
    """What the ledger is to remember of values whose ids stand elsewhere."""
    copies = sorted(
        indicator.id
        for indicator in placement.curated.get(incident.id, ())
        if placement.homes.get(indicator.id) != incident.id
    )
    if not copies:
        return None
    return Claim(
        id=object_uuid(feed.profile.namespace, COPIES_KIND, incident.id), kind=COPIES_KIND,
        key=incident.id, content="\n".join(copies).encode(), covers=tuple(copies),
    )  # fmt: skip


def mentions_in(indicator: Indicator, incident: Incident) -> list[Mention]:
    """What one incident's own file says of a value, in order."""
    return [m for m in indicator.mentions if m.incident_id == incident.id and not m.bulk]


def file_objects(
    feed: Feed, placement: Placement, incident: Incident, hashes: Iterable[Indicator]
) -> list[FileObject]:
    """One object for each file of the incident, by id.

    A hash stays in the object that it was first published in; one that becomes known later joins.
    """
    groups: dict[tuple[FileDetail | str, int], list[Indicator]] = defaultdict(list)
    for indicator in hashes:
        details = [m.detail for m in mentions_in(indicator, incident)]
        first = next((d for d in details if isinstance(d, FileDetail)), None)
        groups[first or indicator.id, indicator.generation].append(indicator)
    remembered = placement.files
    made: dict[str, tuple[str, list[Indicator]]] = {}
    for group, members in sorted(groups.items(), key=lambda item: item[1][0].id):
        keys = {member.id: f"{incident.id} {member.id}" for member in members}
        there = sorted({remembered[key] for key in keys.values() if key in remembered})
        default = _new_file(feed, incident, group[1], members)
        for member in members:
            place_ = remembered.get(keys[member.id]) or (there[0] if there else default)
            if member.type in {other.type for other in made.get(place_[0], ("", []))[1]}:
                place_ = _new_file(feed, incident, group[1], [member])
            made.setdefault(place_[0], (place_[1], []))[1].append(member)
    return [
        FileObject(
            id=id_, key=key, members=tuple(sorted(members, key=_strength)),
            details=tuple(
                dict.fromkeys(
                    mention.detail
                    for member in members
                    for mention in mentions_in(member, incident)
                    if isinstance(mention.detail, FileDetail)
                )
            ),
        )
        for id_, (key, members) in sorted(made.items())
    ]  # fmt: skip


def file_claim(file: FileObject) -> Claim:
    """What the ledger is to remember of it: which hashes it holds."""
    ids = tuple(sorted(member.id for member in file.members))
    return Claim(
        id=file.id, kind=FILE_KIND, key=file.key, content="\n".join(ids).encode(), covers=ids
    )


def _new_file(
    feed: Feed, incident: Incident, generation: int, members: list[Indicator]
) -> tuple[str, str]:
    strongest = min(members, key=_strength)
    parts = (incident.id, strongest.type, strongest.value, str(generation))
    return object_uuid(feed.profile.namespace, FILE_KIND, *parts), " ".join(parts)


def _strength(indicator: Indicator) -> tuple[int, str]:
    return HASHES.index(indicator.type), indicator.value


class Partitions:
    """The events of one scope: a value's own id says which, the same as long as none is full.

    Twice as many, when one is full, leave every second value where it was.
    """

    def __init__(self, feed: Feed, kind: str, scope: str, weight: int) -> None:
        """Find how many there are.

        Args:
            feed: with the ledger, which remembers how many there were.
            kind: `EVENT_KIND` or `LIST_KIND`.
            scope: an incident's id; empty for all lists.
            weight: attributes in the scope.
        """
        self._namespace, self._kind, self._scope = feed.profile.namespace, kind, scope
        count = 1
        while self.id(count) in feed.ledger:
            count *= 2
        new = kind == LIST_KIND and self.id(0) not in feed.ledger
        while weight > (_NEW_LIST if new else FULL) * count:
            count *= 2
        self.count = count

    def id(self, number: int) -> str:
        """The UUID of an event."""
        return object_uuid(self._namespace, self._kind, self._scope, str(number))

    def key(self, number: int) -> str:
        """For the ledger; begins with the scope."""
        return f"{self._scope} {number}" if self._scope else f"{number}"

    def number_of(self, uuid: str) -> int:
        """Which of the events something with this id stands in."""
        return int(uuid[:8], 16) % self.count
