"""What stands at a destination: whether it is ours, and what of it may be taken over.

Whoever can write to a destination could have written it. Only what we signed is renewed, compared
with, or remembered from; a signature of ours is no proof of times that we would not give.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from feedgen.errors import DriftError, UsageError, VerificationError
from feedgen.model.instants import format_instant
from feedgen.publish.destination import Destination
from feedgen.publish.publication import Publication
from feedgen.release.keyring import Keyring
from feedgen.release.names import KEYRING, POINTER
from feedgen.release.pointer import Pointer
from feedgen.release.signature import PublicKey
from feedgen.release.trust import SignedDocument, list_of, signed_by

LONGEST_LEAD = timedelta(days=1)
"""How far ahead a release may be activated."""
_RENEWED = (
    "--resign renews only what we signed; find out who wrote it, then publish the release again "
    "without --resign"
)
_REPLACED = "it is replaced, and nothing is taken over from it; find out who wrote it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What one destination publishes now."""

    document: SignedDocument | None
    """Its pointer, whoever wrote it."""
    pointer: Pointer | None
    """The same where it is ours."""
    notes: tuple[str, ...]
    """What is not ours there, and why."""


def standing(
    destination: Destination,
    publication: Publication,
    key: PublicKey,
    now: datetime,
    *,
    resign: bool,
) -> Standing:
    """Look at what a destination publishes.

    Args:
        destination: where.
        publication: what is to be published; its list of keys says which of them are ours.
        key: which signs now.
        now: bounds the times of what is there.
        resign: what is not ours is refused.

    Raises:
        VerificationError: when something there is not ours and is to be renewed.
        DriftError: when the list of keys there is newer than the one to be published.
        UsageError: when somebody else's feed is there.
    """
    remedy = _RENEWED if resign else _REPLACED
    notes = []
    try:
        _compare_keyrings(destination, publication, remedy, resign=resign)
    except VerificationError as error:
        if resign:
            raise
        notes.append(str(error))
    document, pointer = destination.current(), None
    if document is not None:
        try:
            pointer = _ours(destination, document, publication, key, now, remedy)
        except VerificationError as error:
            if resign:
                raise
            notes.append(str(error))
            _refuse_other_feed(destination, document, publication)
    return Standing(document=document, pointer=pointer, notes=tuple(notes))


def refuse_damage(destination: Destination, publication: Publication) -> None:
    """Refuse to renew a release whose files are not what was released.

    Raises:
        VerificationError: with the first of them.
    """
    wrong = destination.differing(publication)
    if wrong:
        more = f" and {len(wrong) - 1} more" if len(wrong) > 1 else ""
        raise VerificationError(
            f"{destination.name}/{wrong[0]}{more} is not what was released; {_RENEWED}"
        )


def _ours(
    destination: Destination,
    document: SignedDocument,
    publication: Publication,
    key: PublicKey,
    now: datetime,
    remedy: str,
) -> Pointer:
    """The pointer, if one of our keys signed it and its times are possible."""
    what = f"{destination.name}/{POINTER}"
    keyring = Keyring.parse(publication.keyring.data) if publication.keyring else None
    signed_by(document, [key], keyring, what=what, remedy=remedy)
    pointer = Pointer.parse(document.data)
    times = [when for _, when in pointer.activations]
    if max(times) > now + LONGEST_LEAD:
        raise VerificationError(
            f"{what} says that a release is activated at {format_instant(max(times))}, which is "
            f"more than {LONGEST_LEAD.days} day from now, {format_instant(now)}; {remedy}"
        )
    if times != sorted(times):
        raise VerificationError(
            f"{what} says that a release was activated before the one before it; {remedy}"
        )
    return pointer


def _refuse_other_feed(
    destination: Destination, document: SignedDocument, publication: Publication
) -> None:
    """A wrong address is more likely than an attack, and another feed would be lost."""
    try:
        theirs = Pointer.parse(document.data).feed
    except VerificationError:
        return
    if theirs != publication.pointer.feed:
        raise UsageError(
            f'{destination.name} publishes the feed "{theirs}", which we did not sign, and this is '
            f'"{publication.pointer.feed}"; use a place of its own, or remove {POINTER} there if '
            "nobody needs it"
        )


def _compare_keyrings(
    destination: Destination, publication: Publication, remedy: str, *, resign: bool
) -> None:
    """The list there is ours and not newer than the one that is to be published."""
    there = destination.keyring() if publication.keyring or resign else None
    if there is None:
        return
    what = f"{destination.name}/{KEYRING}"
    if publication.keyring is None or publication.root is None:
        raise VerificationError(
            f"{what} cannot be checked without the list of release keys; name it with --keys"
        )
    known = list_of(there, [publication.root], what=what, remedy=remedy)
    ours = Keyring.parse(publication.keyring.data)
    if known.serial > ours.serial:
        raise DriftError(
            f"gate keys: {what} has serial {known.serial}, and the list of --keys has "
            f"{ours.serial}; subscribers refuse a list that goes back: use the newest"
        )
