"""Identifiers. All are UUIDv5 in the feed's own namespace, so the same sources give the same ids.

The recipe is in docs/adr/0002-identity.md. STIX 2.1 §2.9 forbids sharing a UUID between objects
of different types, so the kind is part of every hashed name.
"""

from __future__ import annotations

from uuid import UUID, uuid5

_SEPARATOR = "\x1f"
"""ASCII unit separator: no canonical value holds a control character, so names cannot collide."""


def object_uuid(namespace: UUID, kind: str, *parts: str) -> str:
    """The UUID of one thing: `kind` says which sort, `parts` which one."""
    return str(uuid5(namespace, _SEPARATOR.join((kind, *parts))))


def indicator_uuid(namespace: UUID, type_: str, value: str, generation: int) -> str:
    """The UUID of an indicator in every format.

    Args:
        namespace: the feed's own; never STIX's namespace for observables.
        type_: the observable's type name, as `domain`.
        value: the canonical value.
        generation: 1 at first, one more each time a revoked value is listed again.
    """
    return object_uuid(namespace, "indicator", type_, value, str(generation))


def indicator_key(type_: str, value: str, generation: int) -> str:
    """What an indicator's id was made of, readable: the key of its line in the ledger."""
    return f"{type_} {value} {generation}"
