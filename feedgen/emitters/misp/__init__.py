"""MISP feed (https://www.misp-standard.org/rfc/misp-standard-core.html): events for MISP to pull.

`manifest.json` lists the events with their timestamps, `hashes.csv` what a feed cache holds. An
event is pulled again when its timestamp has risen, and an attribute is taken then when its own
has; nothing that leaves an event leaves a subscriber, so nothing leaves (docs/misp.md).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import UTC
from functools import partial

import orjson

from feedgen.emitters.misp.attributes import Json, Scope
from feedgen.emitters.misp.events import Event, Refused, incident_events, list_parts
from feedgen.emitters.misp.forms import weaker
from feedgen.emitters.misp.placement import EVENT_KIND, copies_claim, file_claim, place
from feedgen.emitters.misp.state import EXPIRED, State
from feedgen.emitters.misp.text import one_line, seconds
from feedgen.model.artifact import Artifact, Emission, Emitter, Omission, OmissionKind
from feedgen.model.feed import Feed
from feedgen.model.ids import object_uuid
from feedgen.model.indicator import Action, Indicator
from feedgen.model.ledger import Claim

FOLDER = "misp"
_COMPOSITE = frozenset({"ip-dst|port"})
"""Types whose value MISP takes apart at the bar."""
_JSON = "application/json"


def claims(feed: Feed) -> Iterator[Claim]:
    """Every event: its content without timestamps, and whose ids it has.

    Of the events of lists only what is around the values: those are dated by the indicators'
    own lines, a million times.
    """
    placement = place(feed)
    for incident in feed.incidents:
        scope = Scope(feed=feed, placement=placement, incident=incident, clock=_no_clock)
        events, _, files = incident_events(scope, incident)
        yield from (file_claim(file) for file in files)
        copies = copies_claim(feed, placement, incident)
        if copies:
            yield copies
        for event in events:
            home = (m.id for m in event.members if placement.homes.get(m.id) == incident.id)
            yield Claim(
                id=event.id, kind=event.kind, key=event.key,
                content=_dump(event.body()), covers=tuple(sorted(home)),
            )  # fmt: skip
    scope = Scope(feed=feed, placement=placement, incident=None, clock=_no_clock)
    for part in list_parts(scope):
        head = part.head
        yield Claim(id=head.id, kind=head.kind, key=head.key, content=_dump(head.body()))


def emit(feed: Feed) -> Iterator[Emission]:
    """The events by path, then `hashes.csv` and `manifest.json`."""
    placement = place(feed)
    refused: list[Refused] = []
    written = _Written(feed)
    ready: dict[str, Event] = {}
    clock = partial(_timestamp, feed)
    for incident in feed.incidents:
        scope = Scope(feed=feed, placement=placement, incident=incident, clock=clock)
        events, bad, _ = incident_events(scope, incident)
        refused += bad
        ready |= {event.id: event for event in events}
    scope = Scope(feed=feed, placement=placement, incident=None, clock=clock)
    parts = {part.head.id: part for part in list_parts(scope)}
    for id_ in sorted((*ready, *parts)):
        if id_ in parts:
            event, bad = parts[id_].filled(scope)
            refused += bad
        else:
            event = ready[id_]
        yield written.add(event)
    yield written.hashes()
    yield written.manifest()
    yield from _omissions(feed, refused)


def _omissions(feed: Feed, refused: list[Refused]) -> Iterator[Omission]:
    skipped = {item.indicator.id: item for item in refused}
    for item in skipped.values():
        if item.indicator.is_active(feed.as_of):
            kind = OmissionKind.SKIPPED
            yield Omission(indicator=item.indicator, kind=kind, reason=item.reason)
    for indicator in feed.active:
        reason = None if indicator.id in skipped else weaker(indicator)
        if reason:
            yield Omission(indicator=indicator, kind=OmissionKind.PARTIAL, reason=reason)


_UNDATED = "0"
"""Stands for the event's own timestamp until that is known."""


def _no_clock(_indicator: Indicator, _state: State) -> str:
    return _UNDATED


def _timestamp(feed: Feed, indicator: Indicator, state: State) -> str:
    """When a reader saw the value change last. Expiry is a change that no ledger line has."""
    if not state.settled:
        return _UNDATED
    modified = seconds(feed.stamp(indicator.id).modified)
    if state.tag != EXPIRED:
        return modified
    return max(modified, seconds(indicator.valid_until), key=int)


class _Written:
    """Events as they are written, and what the two indexes say of them."""

    def __init__(self, feed: Feed) -> None:
        self._feed = feed
        self._producer = {
            "name": one_line(feed.profile.name),
            "uuid": object_uuid(feed.profile.namespace, "identity", "producer"),
        }
        self._entries: dict[str, Json] = {}
        self._lines: list[bytes] = []

    def add(self, event: Event) -> Artifact:
        """The event's file."""
        line = self._feed.stamp(event.id)
        for item in event.undated:
            item["timestamp"] = _UNDATED
        dates = {str(entry["timestamp"]) for entry in event.entries}
        timestamp = max({seconds(line.modified), *dates}, key=int)
        for report in event.reports:
            report["timestamp"] = timestamp
        for entry in event.entries:
            _date(entry, timestamp)
        created = line.created.astimezone(UTC).date().isoformat()
        body = event.body(
            date=event.head.get("date", created), timestamp=timestamp,
            publish_timestamp=timestamp, Orgc=self._producer,
        )  # fmt: skip
        content = _dump({"Event": body}, indented=event.kind == EVENT_KIND)
        described = ("info", "date", "analysis", "threat_level_id", "timestamp", "Orgc", "Tag")
        self._entries[event.id] = {
            **{name: body[name] for name in described},
            # A number, as PyMISP's feeds have it: misp-feed-manager compares it with one.
            "timestamp": int(timestamp),
            "integrity:sha256": hashlib.sha256(content).hexdigest(),
        }
        self._lines += _hash_lines(event)
        return Artifact(
            path=f"{FOLDER}/{event.id}.json",
            media_type=_JSON,
            chunks=[content],
            carries=[m.id for m in event.members if m.is_active(self._feed.as_of)],
        )

    def hashes(self) -> Artifact:
        """What a feed cache holds. MISP takes an empty file for a failure, so it never is."""
        empty = self._producer["uuid"]
        lines = self._lines or [_hash_line(empty, empty)]
        return Artifact(
            path=f"{FOLDER}/hashes.csv", media_type="text/csv", chunks=sorted(set(lines))
        )

    def manifest(self) -> Artifact:
        """The index of events."""
        entries = {id_: self._entries[id_] for id_ in sorted(self._entries)}
        return Artifact(
            path=f"{FOLDER}/manifest.json",
            media_type=_JSON,
            chunks=[_dump(entries, indented=True)],
        )


def _date(entry: Json, timestamp: str) -> None:
    """Give the event's timestamp to an attribute, or to an object and what is in it."""
    if entry["timestamp"] == _UNDATED:
        entry["timestamp"] = timestamp
    attributes = entry.get("Attribute")
    if isinstance(attributes, list):
        for attribute in attributes:
            _date(attribute, timestamp)


def _hash_lines(event: Event) -> Iterator[bytes]:
    """One for each part of a value that may raise an alert now."""
    for entry in event.entries:
        attributes = entry.get("Attribute")
        for attribute in attributes if isinstance(attributes, list) else (entry,):
            if attribute["to_ids"]:
                text = str(attribute["value"])
                parts = text.split("|") if attribute["type"] in _COMPOSITE else (text,)
                yield from (_hash_line(part, event.id) for part in parts)


def _hash_line(text: str, event_id: str) -> bytes:
    # The format asks for MD5: it is an index, nothing trusts it.
    digest = hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
    return f"{digest},{event_id}\n".encode()


def _dump(value: Mapping[str, object], *, indented: bool = False) -> bytes:
    options = orjson.OPT_APPEND_NEWLINE | (orjson.OPT_INDENT_2 if indented else 0)
    return orjson.dumps(value, option=options)


EMITTER = Emitter(
    name="misp",
    title="MISP feed",
    url="https://www.misp-standard.org/rfc/misp-standard-core.html",
    accepts=frozenset(Action),
    emit=emit,
    requires=("jinja2",),
    files={"misp/manifest.json": "MISP feed"},
    bulk=True,
    claims=claims,
)
