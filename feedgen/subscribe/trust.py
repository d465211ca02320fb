"""From a pinned key to a pointer that may be believed now."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from feedgen.errors import UnavailableError, VerificationError
from feedgen.model.instants import format_instant
from feedgen.release.keyring import KEYRING_LIMIT, Keyring, KeyState
from feedgen.release.names import KEYRING, POINTER
from feedgen.release.pointer import POINTER_LIMIT, Pointer, signature_path
from feedgen.release.signature import SIGNATURE_LIMIT, PublicKey, key_id, verify
from feedgen.subscribe.origin import Fetched, Origin

_REPORT = "do not use it, and tell the feed's producer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """What a subscriber saw last. Without it a rollback cannot be seen, only a freeze."""

    feed: str
    serial: int
    sha256sums: str
    keyring_serial: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Trusted:
    """A pointer that holds, and what made it hold."""

    pointer: Pointer
    data: bytes
    signature: bytes
    key: PublicKey
    """The release key that signed."""
    keyring: tuple[bytes, bytes] | None
    """`keys.json` and its signature, where the root key was pinned."""
    keyring_serial: int
    validator: str
    """For the next, conditional, request."""


def trusted_pointer(
    origin: Origin,
    pinned: Sequence[PublicKey],
    *,
    now: datetime,
    remembered: Remembered | None = None,
    held: Fetched | None = None,
) -> Trusted:
    """Read and check the pointer of a publication.

    Args:
        origin: its root.
        pinned: release keys, or root keys whose `keys.json` lists the release keys.
        now: decides about expiry.
        remembered: what was seen before.
        held: the pointer that the subscriber has, with its validator, to ask conditionally.

    Raises:
        VerificationError: when it is not signed by a trusted key, has expired, or goes back.
        UnavailableError: when there is no pointer.
    """
    fetched = origin.fetch(POINTER, POINTER_LIMIT, held.validator if held else "")
    if fetched is None:
        raise UnavailableError(f"{origin.name} has no {POINTER}; is it the root of a publication?")
    data, validator = fetched.data, fetched.validator
    if not data and held is not None:
        data, validator = held.data, held.validator
    signed = origin.fetch(signature_path(data), SIGNATURE_LIMIT)
    if signed is None:
        raise VerificationError(f"{origin.name}/{POINTER} is not signed; {_REPORT}")
    signature = signed.data
    keys, keyring = list(pinned), None
    if signer(signature) not in {key.id for key in pinned}:
        keyring = _keyring(origin, pinned, signature, now, remembered)
        keys = list(keyring[2].active) if keyring else keys
    what = f"{origin.name}/{POINTER}"
    by = verify(data, signature, keys, what=what, remedy=_REPORT).key
    pointer = Pointer.parse(data)
    _refuse_old(pointer, what, now, remembered)
    return Trusted(
        pointer=pointer,
        data=data,
        signature=signature,
        key=by,
        keyring=keyring[:2] if keyring else None,
        keyring_serial=keyring[2].serial if keyring else 0,
        validator=validator,
    )


def signer(signature: bytes) -> str:
    """The id of the key that a signature says it is of; empty where it is no signature."""
    lines = signature.split(b"\n")
    try:
        return key_id(base64.b64decode(lines[1], validate=True))
    except (IndexError, binascii.Error):
        return ""


def _keyring(
    origin: Origin,
    pinned: Sequence[PublicKey],
    signature: bytes,
    now: datetime,
    remembered: Remembered | None,
) -> tuple[bytes, bytes, Keyring] | None:
    """The list of release keys, if a pinned key signed it; None where there is no list."""
    fetched = origin.fetch(KEYRING, KEYRING_LIMIT)
    if fetched is None:
        return None
    what = f"{origin.name}/{KEYRING}"
    signed = origin.fetch(signature_path(fetched.data), SIGNATURE_LIMIT)
    if signed is None:
        raise VerificationError(f"{what} is not signed; {_REPORT}")
    if signer(signed.data) not in {key.id for key in pinned}:
        return None  # somebody else's list: the pointer's own signature decides
    verify(fetched.data, signed.data, pinned, what=what, remedy=_REPORT)
    keyring = Keyring.parse(fetched.data)
    if keyring.expires <= now:
        raise VerificationError(
            f"{what} has expired at {format_instant(keyring.expires)}; an old list may be shown to "
            "you, or the producer is late: ask"
        )
    if remembered and keyring.serial < remembered.keyring_serial:
        raise VerificationError(
            f"{what} goes back from serial {remembered.keyring_serial} to {keyring.serial}; "
            f"{_REPORT}"
        )
    for entry in keyring.keys:
        if entry.key.id == signer(signature) and entry.state is KeyState.REVOKED:
            raise VerificationError(
                f"{origin.name}/{POINTER} is signed by key {entry.key.id}, which was revoked at "
                f"{format_instant(entry.since)}: {entry.reason}; {_REPORT}"
            )
    return fetched.data, signed.data, keyring


def _refuse_old(pointer: Pointer, what: str, now: datetime, remembered: Remembered | None) -> None:
    if pointer.expires <= now:
        raise VerificationError(
            f"{what} has expired at {format_instant(pointer.expires)}, and it is "
            f"{format_instant(now)}; an old release may be shown to you, the producer is late, or "
            "this clock is wrong"
        )
    if remembered is None:
        return
    if pointer.feed != remembered.feed:
        raise VerificationError(
            f'{what} is of the feed "{pointer.feed}", and was of "{remembered.feed}" before; '
            f"{_REPORT}"
        )
    if pointer.serial < remembered.serial:
        raise VerificationError(
            f"{what} goes back from serial {remembered.serial} to {pointer.serial}; {_REPORT}"
        )
    if pointer.serial == remembered.serial and pointer.sha256sums != remembered.sha256sums:
        raise VerificationError(
            f"{what} names other content for serial {pointer.serial} than before; {_REPORT}"
        )
