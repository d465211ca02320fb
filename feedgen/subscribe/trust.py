"""From a pinned key to a pointer that may be believed now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from feedgen.errors import UnavailableError
from feedgen.release.keyring import KEYRING_LIMIT
from feedgen.release.names import KEYRING, POINTER
from feedgen.release.pointer import POINTER_LIMIT, signature_path
from feedgen.release.signature import SIGNATURE_LIMIT, PublicKey
from feedgen.release.trust import Believed, Remembered, SignedDocument, believe
from feedgen.subscribe.origin import Fetched, Origin

_REPORT = "do not use it, and tell the feed's producer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trusted(Believed):
    """A pointer that is believed, from an origin."""

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
    """Read the pointer of a publication, and believe it or not.

    Args:
        origin: its root.
        pinned: see `feedgen.release.trust.believe`.
        now: decides about expiry.
        remembered: what was seen before.
        held: the pointer that the subscriber has, with its validator, to ask conditionally.

    Raises:
        VerificationError: when it is not believed.
        UnavailableError: when there is no pointer.
    """
    fetched = origin.fetch(POINTER, POINTER_LIMIT, held.validator if held else "")
    if fetched is None:
        raise UnavailableError(f"{origin.name} has no {POINTER}; is it the root of a publication?")
    data, validator = fetched.data, fetched.validator
    if not data and held is not None:
        data, validator = held.data, held.validator
    believed = believe(
        _signed(origin, data), lambda: _keyring(origin), pinned,
        place=origin.name, now=now, remembered=remembered, remedy=_REPORT,
    )  # fmt: skip
    return Trusted(
        pointer=believed.pointer,
        document=believed.document,
        key=believed.key,
        keyring=believed.keyring,
        keyring_serial=believed.keyring_serial,
        validator=validator,
    )


def _keyring(origin: Origin) -> SignedDocument | None:
    fetched = origin.fetch(KEYRING, KEYRING_LIMIT)
    return _signed(origin, fetched.data) if fetched else None


def _signed(origin: Origin, data: bytes) -> SignedDocument:
    signature = origin.fetch(signature_path(data), SIGNATURE_LIMIT)
    return SignedDocument(data, signature.data if signature else b"")
