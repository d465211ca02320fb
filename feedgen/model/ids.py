"""Identifiers. All are UUIDv5 in the feed's own namespace, so the same sources give the same ids.

The recipe is in docs/adr/0002-identity.md. STIX 2.1 §2.9 forbids sharing a UUID between objects
of different types, so the kind is part of every hashed name.
"""

from __future__ import annotations

from hashlib import sha1
from uuid import UUID

_SEPARATOR = "\x1f"
"""ASCII unit separator: no canonical value holds a control character, so names cannot collide."""
_VARIANT = {digit: "89ab"[int(digit, 16) & 3] for digit in "0123456789abcdef"}
"""The digit whose two high bits say that the UUID is one of RFC 9562."""


def object_uuid(namespace: UUID, kind: str, *parts: str) -> str:
    """The UUID of one thing: `kind` says which sort, `parts` which one.

    What `uuid.uuid5` gives (RFC 9562 §5.5), without an object for every indicator of a list.
    """
    name = _SEPARATOR.join((kind, *parts)).encode()
    hex_ = sha1(namespace.bytes + name, usedforsecurity=False).hexdigest()
    variant = _VARIANT[hex_[16]]
    return f"{hex_[:8]}-{hex_[8:12]}-5{hex_[13:16]}-{variant}{hex_[17:20]}-{hex_[20:32]}"


def collection_id(namespace: UUID, alias: str) -> str:
    """The id of a TAXII collection, which has to be a UUIDv4 (TAXII 2.1 §2): made of a hash.

    RFC 9562 §5.4 leaves open where its bits come from.
    """
    hashed = object_uuid(namespace, "taxii collection", alias)
    return f"{hashed[:14]}4{hashed[15:]}"


def indicator_uuid(namespace: UUID, type_: str, value: str, generation: int) -> str:
    """The UUID of an indicator in every format.

    Args:
        namespace: the feed's own; never STIX's namespace for observables.
        type_: the observable's type name, as `domain`.
        value: the canonical value.
        generation: 1 at first, one more each time a revoked value is listed again.
    """
    return object_uuid(namespace, "indicator", type_, value, str(generation))


def report_uuid(namespace: UUID, incident_id: str) -> str:
    """The UUID of an incident's report in every format that has one."""
    return object_uuid(namespace, "report", incident_id)


def indicator_key(type_: str, value: str, generation: int) -> str:
    """What an indicator's id was made of, readable: the key of its line in the ledger."""
    return f"{type_} {value} {generation}"
