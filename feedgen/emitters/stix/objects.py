"""STIX objects before and after their stamps, and the objects that every feed has."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from uuid import UUID

import orjson

from feedgen.model.feed import Feed, FeedProfile
from feedgen.model.ids import object_uuid
from feedgen.model.instants import format_millis
from feedgen.model.ledger import Claim, LedgerLine
from feedgen.model.tlp import Tlp

Properties = dict[str, object]
"""A STIX object's properties by name; never an empty list, which STIX forbids (§2.12)."""

SPEC_VERSION = "2.1"
NAME_LIMIT = 250
"""Characters of a name. The standard sets none; databases and screens do."""

TLP_EXTENSION = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"
"""OASIS's own (cti-stix-common-objects), not repeated in bundles."""
_TLP_CREATED = "2022-10-01T00:00:00.000Z"

ATTACK_CREATED = datetime(2013, 9, 1, tzinfo=UTC)
"""Before the first object of ATT&CK: whoever holds MITRE's own keeps it as the newer version."""

_SURROGATE = re.compile("[\ud800-\udfff]")


class Clock(StrEnum):
    """Where `created` and `modified` of an object come from."""

    LEDGER = "ledger"
    PRODUCER = "producer"
    """`created` is what feed.yml says of its producer."""
    ATTACK = "attack"
    """Somebody else's object: before its real versions, a millisecond for each of ours."""
    FIXED = "fixed"
    """Never versioned; it has its `created` already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StixObject:
    """Any object but an indicator, as this build says it."""

    id: str
    """With its type, `report--…`."""
    key: str
    """For the ledger: readable, and fixed for the id."""
    properties: Properties
    """Everything but `created` and `modified`."""
    clock: Clock = Clock.LEDGER

    @property
    def type(self) -> str:
        """The STIX type."""
        return self.id.partition("--")[0]

    @property
    def uuid(self) -> str:
        """The id without its type: what the ledger knows it by."""
        return self.id.partition("--")[2]

    @property
    def revoked(self) -> bool:
        """Whether it is a tombstone."""
        return bool(self.properties.get("revoked"))


def json_line(value: object) -> bytes:
    """Canonical JSON on one line: the one encoder of JSON text here.

    A lone surrogate, which no UTF-8 text holds, becomes U+FFFD; patterns refuse it earlier.
    """
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except orjson.JSONEncodeError:
        return orjson.dumps(_without_surrogates(value), option=orjson.OPT_SORT_KEYS)


def _without_surrogates(value: object) -> object:
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {key: _without_surrogates(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_without_surrogates(item) for item in value]
    return value


def one_line(text: str) -> str:
    """The text fit for a name: one line of at most `NAME_LIMIT` characters, never empty.

    A name is required (STIX 2.1 §4), and nothing may be left of one that is made of spaces.
    """
    return shortened(" ".join(text.split())) or "unnamed"


def shortened(text: str) -> str:
    """The text, or its beginning and an ellipsis where it has more than `NAME_LIMIT` characters."""
    return text if len(text) <= NAME_LIMIT else f"{text[: NAME_LIMIT - 1]}…"


millis = lru_cache(maxsize=65536)(format_millis)
"""`format_millis`, remembered: a feed has few distinct instants."""


@lru_cache(maxsize=65536)
def json_instant(instant: datetime) -> bytes:
    """The instant as a JSON string."""
    return json_line(millis(instant))


def without_nothing(properties: Mapping[str, object]) -> Properties:
    """The properties that say something: neither None nor empty."""
    return {name: value for name, value in properties.items() if value not in (None, (), [], "")}


def claim_of(obj: StixObject) -> Claim:
    """What the ledger is to remember of an object."""
    # orjson's result holds a buffer of kilobytes; copied, since claims live until all are made.
    content = bytes(memoryview(json_line(obj.properties)))
    return Claim(id=obj.uuid, kind=obj.type, key=obj.key, content=content, revoked=obj.revoked)


def stamped(obj: StixObject, feed: Feed) -> bytes:
    """The finished object as one line of JSON."""
    if obj.clock is Clock.FIXED:
        return json_line(obj.properties)
    created, modified = stamps(obj, feed)
    return json_line({**obj.properties, "created": millis(created), "modified": millis(modified)})


def stamps(obj: StixObject, feed: Feed) -> tuple[datetime, datetime]:
    """`created` and `modified` of a versioned object."""
    line = feed.stamp(obj.uuid)
    match obj.clock:
        case Clock.ATTACK:
            return ATTACK_CREATED, ATTACK_CREATED + _version(line)
        case Clock.PRODUCER:
            created = feed.profile.identity_created
            later = created + _version(line)
            return created, max(line.modified, later) if line.rev > 1 else created
        case _:
            return line.created, line.modified


def _version(line: LedgerLine) -> timedelta:
    return timedelta(milliseconds=line.rev - 1)


@lru_cache(maxsize=16)
def _identity_id(namespace: UUID) -> str:
    return f"identity--{object_uuid(namespace, 'identity', 'producer')}"


def identity_id(profile: FeedProfile) -> str:
    """The producer, who made every object but those of ATT&CK and TLP."""
    return _identity_id(profile.namespace)


def identity(profile: FeedProfile) -> StixObject:
    """The producer."""
    return StixObject(
        id=identity_id(profile), key="producer", clock=Clock.PRODUCER,
        properties={
            "type": "identity", "spec_version": SPEC_VERSION, "id": identity_id(profile),
            "name": one_line(profile.name), "description": profile.description,
            "identity_class": "organization", "contact_information": profile.contact,
        },
    )  # fmt: skip


def marking(tlp: Tlp) -> StixObject:
    """The marking of a TLP 2.0 level, as OASIS publishes it."""
    id_ = tlp.marking_id
    extension = {"extension_type": "property-extension", "tlp_2_0": tlp.value}
    return StixObject(
        id=id_, key=tlp.value, clock=Clock.FIXED,
        properties={
            "type": "marking-definition", "spec_version": SPEC_VERSION, "id": id_,
            "created": _TLP_CREATED, "name": tlp.label, "extensions": {TLP_EXTENSION: extension},
        },
    )  # fmt: skip


def made_object(
    profile: FeedProfile, type_: str, parts: tuple[str, ...], properties: Mapping[str, object],
    *, tlp: Tlp, revoked: bool = False,
) -> StixObject:  # fmt: skip
    """An object that this producer makes.

    Args:
        profile: whose feed it is.
        type_: the STIX type.
        parts: what the id is made of, besides the type.
        properties: of its type; those that are None or empty are left out.
        tlp: its marking.
        revoked: whether it is a tombstone.
    """
    id_ = f"{type_}--{object_uuid(profile.namespace, type_, *parts)}"
    common: Properties = {
        "type": type_, "spec_version": SPEC_VERSION, "id": id_,
        "created_by_ref": identity_id(profile), "object_marking_refs": [tlp.marking_id],
    }  # fmt: skip
    if revoked:
        common["revoked"] = True
    return StixObject(
        id=id_, key=" ".join(parts), properties={**common, **without_nothing(properties)}
    )
