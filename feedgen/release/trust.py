"""The one answer to "may this pointer be believed?", for readers of a publication and publishers.

Nothing is read here: callers bring the documents. The same documents, keys, memory and time give
`fetch`, `verify`, `serve` and `publish` the same answer.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from feedgen.errors import VerificationError
from feedgen.model.instants import format_instant
from feedgen.release.keyring import Keyring, KeyState
from feedgen.release.names import KEYRING, POINTER
from feedgen.release.pointer import Pointer
from feedgen.release.signature import PublicKey, key_id, verify

_NOT_ALLOWED = "--key does not allow it"
"""What to do about a signature where the caller says it itself."""


@dataclass(frozen=True, slots=True)
class SignedDocument:
    """A document with its signature."""

    data: bytes
    signature: bytes
    """Empty where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """What was seen last. Without it a rollback cannot be seen, only a freeze."""

    feed: str
    serial: int
    sha256sums: str
    keyring_serial: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Believed:
    """A pointer that holds, and what made it hold."""

    pointer: Pointer
    document: SignedDocument
    """The pointer as it was read."""
    key: PublicKey
    """The release key that signed."""
    keyring: SignedDocument | None
    """`keys.json`, where a root key is pinned."""
    keyring_serial: int
    """Of `keyring`; 0 without one."""


def believe(
    document: SignedDocument,
    keyring: Callable[[], SignedDocument | None],
    pinned: Sequence[PublicKey],
    *,
    place: str,
    now: datetime,
    remembered: Remembered | None,
    remedy: str,
    late: bool = False,
) -> Believed:
    """Decide whether a pointer may be believed.

    One pinned key is a release key that signed the pointer, or a root key whose list has the signer
    as active. Of several, nobody can tell which are root keys: then the signer has to be pinned
    itself, and another pinned key's list has to be there, be in force, and not revoke the signer.
    So neither who withholds the list nor a stolen release key that signs a list of its own wins.

    Args:
        document: the pointer.
        keyring: reads `keys.json` beside it; asked only where a pinned key may be a root key.
        pinned: the keys that the reader trusts.
        place: names the publication in messages.
        now: decides about expiry.
        remembered: what the reader saw before.
        remedy: what to do if it is not believed; empty where the caller says it.
        late: an expired pointer is believed too.

    Raises:
        VerificationError: when it is not believed, with the reason.
    """
    what = f"{place}/{POINTER}"
    by = signer(document.signature)
    keys = {key.id: key for key in pinned}
    others = [key for key in keys.values() if key.id != by]
    is_pinned = by in keys
    if by and not is_pinned and len(keys) > 1:
        raise _refused(
            f"{what} is signed by key {by}, which is none of the pinned ones "
            f"({', '.join(sorted(keys))}); pin the root key alone to follow its list",
            remedy,
        )
    found = keyring() if by and others else None
    ring = _in_force(found, others, f"{place}/{KEYRING}", now, remembered, remedy)
    if is_pinned and others and ring is None:
        raise _refused(
            f"{what} is signed by key {by}, and {place}/{KEYRING} is missing or not signed by "
            "another pinned key: nobody can tell whether the key was revoked; pin the root key "
            "alone, or one release key alone",
            remedy,
        )
    key = signed_by(document, list(keys.values()), ring, what=what, remedy=remedy)
    pointer = Pointer.parse(document.data)
    if pointer.expires <= now and not late:
        raise _refused(
            f"{what} has expired at {format_instant(pointer.expires)}, and it is "
            f"{format_instant(now)}; an old release may be shown to you, the producer is late, or "
            "this clock is wrong",
            "",
        )
    refuse_going_back(pointer, remembered, what=what, remedy=remedy)
    return Believed(
        pointer=pointer,
        document=document,
        key=key,
        keyring=found if ring else None,
        keyring_serial=ring.serial if ring else 0,
    )


def signed_by(
    document: SignedDocument,
    keys: Iterable[PublicKey],
    keyring: Keyring | None,
    *,
    what: str,
    remedy: str,
) -> PublicKey:
    """The key that signed a document: a given one or an active one of the list, none revoked.

    Args:
        document: what was signed.
        keys: believed unless the list revokes them.
        keyring: the list, which was checked.
        what: names the document in messages.
        remedy: what to do if it does not hold.

    Raises:
        VerificationError: when no such key signed it.
    """
    if not document.signature:
        raise _refused(f"{what} is not signed", remedy)
    by = signer(document.signature)
    for entry in keyring.keys if keyring else ():
        if entry.key.id == by and entry.state is KeyState.REVOKED:
            raise _refused(
                f"{what} is signed by key {by}, which was revoked at "
                f"{format_instant(entry.since)}: {entry.reason}",
                remedy,
            )
    given = tuple(keys)
    allowed = keyring.active if keyring and by not in {key.id for key in given} else given
    return verify(
        document.data, document.signature, allowed, what=what, remedy=remedy or _NOT_ALLOWED
    ).key


def list_of(
    document: SignedDocument,
    roots: Sequence[PublicKey],
    *,
    what: str,
    remedy: str,
) -> Keyring:
    """A list of release keys that a root key signed; whether it is in force is not looked at.

    Raises:
        VerificationError: when none of them signed it.
    """
    if not document.signature:
        raise _refused(f"{what} is not signed", remedy)
    verify(document.data, document.signature, roots, what=what, remedy=remedy or _NOT_ALLOWED)
    return Keyring.parse(document.data)


def refuse_going_back(
    pointer: Pointer, remembered: Remembered | None, *, what: str, remedy: str
) -> None:
    """Refuse another feed, an older release, and other content for the same serial.

    Raises:
        VerificationError: when it is one of these.
    """
    if remembered is None:
        return
    if pointer.feed != remembered.feed:
        raise _refused(
            f'{what} is of the feed "{pointer.feed}", and was of "{remembered.feed}" before', remedy
        )
    if pointer.serial < remembered.serial:
        raise _refused(
            f"{what} goes back from serial {remembered.serial} to {pointer.serial}", remedy
        )
    if pointer.serial == remembered.serial and pointer.sha256sums != remembered.sha256sums:
        raise _refused(
            f"{what} names other content for serial {pointer.serial} than before", remedy
        )


def signer(signature: bytes) -> str:
    """The id of the key that a signature says it is of; empty where it is no signature."""
    lines = signature.split(b"\n")
    try:
        return key_id(base64.b64decode(lines[1], validate=True))
    except (IndexError, binascii.Error):
        return ""


def _in_force(
    found: SignedDocument | None,
    roots: Sequence[PublicKey],
    what: str,
    now: datetime,
    remembered: Remembered | None,
    remedy: str,
) -> Keyring | None:
    """The list, if a root key signed it; None where there is none, or somebody else's."""
    if found is None:
        return None
    if not found.signature:
        raise _refused(f"{what} is not signed", remedy)
    if signer(found.signature) not in {key.id for key in roots}:
        return None
    keyring = list_of(found, roots, what=what, remedy=remedy)
    if keyring.expires <= now:
        raise _refused(
            f"{what} has expired at {format_instant(keyring.expires)}; an old list may be shown to "
            "you, or the producer is late: ask",
            "",
        )
    if remembered and keyring.serial < remembered.keyring_serial:
        raise _refused(
            f"{what} goes back from serial {remembered.keyring_serial} to {keyring.serial}", remedy
        )
    return keyring


def _refused(text: str, remedy: str) -> VerificationError:
    return VerificationError(f"{text}; {remedy}" if remedy else text)
