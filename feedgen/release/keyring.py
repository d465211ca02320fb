"""`keys.json`: the release keys, listed and signed by an offline root key.

A subscriber that pins the root key follows a rotation without being told. One that pins a release
key does not need this file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

import orjson

from feedgen.errors import InvalidValueError, UsageError, VerificationError
from feedgen.model.instants import format_instant, parse_instant
from feedgen.release.names import KEYRING
from feedgen.release.pointer import whole_serial
from feedgen.release.signature import PublicKey

KEYRING_LIMIT = 262_144
"""Bytes."""


class KeyState(StrEnum):
    """Whether a release key may still sign."""

    ACTIVE = "active"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedKey:
    """A release key."""

    key: PublicKey
    state: KeyState
    since: datetime
    """When it became active or was revoked."""
    reason: str = ""
    """Why it was revoked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyring:
    """What `keys.json` says."""

    serial: int
    """Only rises."""
    expires: datetime
    keys: tuple[ListedKey, ...]
    """In the order they were added."""

    @property
    def active(self) -> tuple[PublicKey, ...]:
        """Those that may sign a pointer."""
        return tuple(entry.key for entry in self.keys if entry.state is KeyState.ACTIVE)

    def to_bytes(self) -> bytes:
        """The file."""
        document = {
            "serial": self.serial,
            "expires": format_instant(self.expires),
            "keys": [
                {
                    "id": entry.key.id,
                    "public_key": entry.key.text,
                    "state": entry.state.value,
                    "since": format_instant(entry.since),
                    **({"reason": entry.reason} if entry.reason else {}),
                }
                for entry in self.keys
            ],
        }
        return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)

    @classmethod
    def parse(cls, data: bytes) -> Keyring:
        """Read the file.

        Raises:
            VerificationError: when it is no list of keys.
        """
        try:
            document = orjson.loads(data)
            return cls(
                serial=whole_serial(document["serial"]),
                expires=parse_instant(document["expires"]),
                keys=tuple(_entry(entry) for entry in document["keys"]),
            )
        except (
            orjson.JSONDecodeError, KeyError, TypeError, ValueError, InvalidValueError,
        ) as error:  # fmt: skip
            raise VerificationError(f"{KEYRING} is no list of release keys: {error!r}") from error

    def with_key(self, key: PublicKey, *, now: datetime, expires: datetime) -> Keyring:
        """The next list, in which a key may sign too.

        Raises:
            UsageError: when the list has it already; a revoked key never comes back.
        """
        for entry in self.keys:
            if entry.key.id == key.id:
                raise UsageError(f"key {key.id} is listed already and {entry.state.value}")
        added = ListedKey(key=key, state=KeyState.ACTIVE, since=now)
        return self._next((*self.keys, added), expires)

    def without_key(self, id_: str, *, reason: str, now: datetime, expires: datetime) -> Keyring:
        """The next list, in which a key may sign no more.

        Raises:
            UsageError: when the list does not have it as active.
        """
        wanted = id_.strip().upper()
        if wanted not in {key.id for key in self.active}:
            listed = ", ".join(key.id for key in self.active) or "none"
            raise UsageError(f"key {wanted} is not among the active ones: {listed}")
        keys = tuple(
            replace(entry, state=KeyState.REVOKED, since=now, reason=reason)
            if entry.key.id == wanted
            else entry
            for entry in self.keys
        )
        return self._next(keys, expires)

    def renewed(self, *, expires: datetime) -> Keyring:
        """The same keys, for longer."""
        return self._next(self.keys, expires)

    def _next(self, keys: Sequence[ListedKey], expires: datetime) -> Keyring:
        return Keyring(serial=self.serial + 1, expires=expires, keys=tuple(keys))


def _entry(entry: Any) -> ListedKey:  # noqa: ANN401 - whatever the JSON holds
    key = PublicKey.parse(entry["public_key"])
    if key.id != entry["id"]:
        raise ValueError(f"{entry['id']!r} is not the id of its key, {key.id}")
    return ListedKey(
        key=key,
        state=KeyState(entry["state"]),
        since=parse_instant(entry["since"]),
        reason=str(entry.get("reason", "")),
    )
