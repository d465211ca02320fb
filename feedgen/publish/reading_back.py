"""A look, with a subscriber's eyes, at what was just published."""

from __future__ import annotations

import hashlib
from datetime import datetime

from feedgen.errors import VerificationError
from feedgen.publish.destination import Destination, ReplacedError
from feedgen.publish.publication import Publication
from feedgen.release.names import POINTER, SUMS
from feedgen.release.pointer import Pointer
from feedgen.release.signature import SigningKey
from feedgen.release.trust import SignedDocument, believe

REMEDY = "publish again, with the right key"


def read_back(
    destination: Destination,
    signed: SignedDocument,
    before: bytes | None,
    publication: Publication,
    key: SigningKey,
    now: datetime,
) -> None:
    """What a subscriber would read now is what was written, and holds.

    Args:
        destination: where.
        signed: the pointer that was written.
        before: the pointer that it replaced.
        publication: what was published.
        key: which signed.
        now: the time.

    Raises:
        ReplacedError: when it is a third pointer.
        VerificationError: when a subscriber would not believe it.
    """
    seen = destination.current()
    if seen is not None and seen.data not in (signed.data, before):
        raise ReplacedError(f"{destination.name}: {POINTER}")
    if seen is None or seen.data != signed.data:
        raise VerificationError(
            f"{destination.name} does not give back the pointer that was written; {REMEDY}"
        )
    # As a subscriber with the release key and one with the root key read it.
    for pinned in (key.public, publication.root):
        if pinned is not None:
            believe(
                seen, destination.keyring, [pinned],
                place=destination.name, now=now, remembered=None, remedy=REMEDY,
            )  # fmt: skip
    pointer = Pointer.parse(seen.data)
    sums = destination.read(f"{pointer.path}{SUMS}") or b""
    if hashlib.sha256(sums).hexdigest() != pointer.sha256sums:
        raise VerificationError(
            f"{destination.name} does not give back {pointer.path}{SUMS} as it was written; "
            f"{REMEDY}"
        )
