"""Gates, signature, upload, and a look at what readers then see."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from feedgen.durable import replace_file
from feedgen.errors import DriftError, UsageError, VerificationError
from feedgen.locks import exclusive
from feedgen.model.instants import format_instant
from feedgen.publish.destination import Destination, Progress, ReplacedError, Uploaded
from feedgen.publish.publication import Publication, read_publication
from feedgen.publish.reading_back import REMEDY, read_back
from feedgen.publish.standing import Standing, refuse_damage, standing
from feedgen.release.gates import refusals, snapshot
from feedgen.release.keyring import Keyring
from feedgen.release.names import KEYRING, POINTER
from feedgen.release.pointer import EXPIRES_AFTER, Pointer, copy_of_signature, signature_path
from feedgen.release.signature import SigningKey
from feedgen.release.trust import SignedDocument, signed_by

_ATTEMPTS = 3
"""How often at most what is published is decided upon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What came of one destination."""

    destination: str
    pointer: Pointer
    uploaded: Uploaded
    notes: tuple[str, ...] = ()
    """What stood there and was not ours."""


def publish(
    out: Path,
    destinations: Sequence[Destination],
    key: SigningKey,
    *,
    clock: Callable[[], datetime],
    lead: timedelta = timedelta(0),
    resign: bool,
    keys: Path | None,
    progress: Progress,
    root_pub: Path | None = None,
) -> list[Published]:
    """Publish the release of a local publication everywhere, or renew what is published.

    Content goes to every destination before the pointer of the first changes. A pointer that is
    replaced meanwhile, as by the last request of a publisher that was killed, is read again: if it
    is ours, all is decided anew, and an older release is followed, this very one kept, a newer one
    left alone. Any other is left as it is.

    Args:
        out: the local publication; its pointer is signed too, at the end.
        destinations: where to; at least one.
        key: signs the pointer.
        clock: gives the time. It is read for `activated` when all content is there, just before
            readers see the pointer, so that nobody has polled past it meanwhile.
        lead: how long after that a release that follows another is activated: the time in which
            replicas and caches learn of it. At most `LONGEST_LEAD`.
        resign: renew the pointer's expiry; the release has to be published already, by us.
        keys: the list of release keys to publish beside the pointer.
        progress: called with each step.
        root_pub: the public root key, of which the list is; None for `root.pub` beside it.

    Raises:
        UsageError: when there is nothing to publish, or to renew.
        VerificationError: when local files are damaged, what is to be renewed is not what we
            published, or readers would not see what was written.
        DriftError: when a gate refuses.
        UnavailableError: when the world does, or others replace the pointer again and again.
    """
    if not out.is_dir():
        raise UsageError(f"{out} is no directory; name the local publication with --out")
    with exclusive(out):
        publication = read_publication(out, keys, root_pub)
        _refuse_key(publication, key, clock())
        done = [Uploaded() for _ in destinations]

        def look() -> list[Standing]:
            return [
                standing(one, publication, key.public, clock(), resign=resign)
                for one in destinations
            ]

        def attempt(there: Sequence[Standing]) -> SignedDocument:
            for destination, found in zip(destinations, there, strict=True):
                _refuse(publication, destination, found.pointer, resign=resign)
            for destination, uploaded in zip(destinations, done, strict=True):
                uploaded.add(destination.put_release(publication, progress))
            for destination, uploaded in zip(destinations, done, strict=True):
                destination.put_documents(publication, uploaded)
            signed = _signed(publication, there, key, clock(), lead, resign=resign)
            for destination, found, uploaded in zip(destinations, there, done, strict=True):
                progress(f"{destination.name}: {POINTER}")
                before = found.document.data if found.document else None
                destination.put_pointer(signed, before, uploaded)
                read_back(destination, signed, before, publication, key, clock())
            return signed

        there = look()
        signed = _unless_replaced(look, attempt, there, progress)
        _keep(out, signed)
    pointer = Pointer.parse(signed.data)
    return [
        Published(
            destination=destination.name, pointer=pointer, uploaded=uploaded, notes=found.notes
        )
        for destination, found, uploaded in zip(destinations, there, done, strict=True)
    ]


def _unless_replaced(
    look: Callable[[], list[Standing]],
    attempt: Callable[[Sequence[Standing]], SignedDocument],
    there: Sequence[Standing],
    progress: Progress,
) -> SignedDocument:
    """Attempt it again with what is there then, if that is ours."""
    for _ in range(_ATTEMPTS - 1):
        try:
            return attempt(there)
        except ReplacedError as error:
            now = look()
            for old, new in zip(there, now, strict=True):
                if new.document != old.document and new.document and not new.pointer:
                    raise
            progress(f"{error.what} was replaced meanwhile; it is read again")
            there = now
    return attempt(there)


def _refuse_key(publication: Publication, key: SigningKey, now: datetime) -> None:
    """A pointer that no subscriber would believe is not signed."""
    if publication.keyring is None:
        return
    keyring = Keyring.parse(publication.keyring.data)
    if key.public.id not in {listed.id for listed in keyring.active}:
        listed = ", ".join(listed.id for listed in keyring.active) or "none"
        raise DriftError(
            f"key {key.public.id} is not active in {KEYRING} ({listed}); sign with an active key, "
            "or add it with `feedgen keys add`"
        )
    if keyring.expires <= now:
        raise DriftError(
            f"{KEYRING} has expired at {format_instant(keyring.expires)}; renew it with "
            "`feedgen keys renew` and the root key"
        )


def _refuse(
    publication: Publication,
    destination: Destination,
    published: Pointer | None,
    *,
    resign: bool,
) -> None:
    """The gates, against what one destination publishes now, where it is ours."""
    ours = publication.pointer
    same = published is not None and published.sha256sums == ours.sha256sums
    if resign and not same:
        held = f"release {published.version}" if published else "nothing"
        raise UsageError(
            f"{destination.name} publishes {held}, not {ours.version}; --resign renews what is "
            "published: leave it out to publish a release"
        )
    if published is not None and not same and published.serial >= ours.serial:
        raise DriftError(
            f"gate serial: {destination.name} publishes {published.version} with serial "
            f"{published.serial}, and {ours.version} has {ours.serial}; subscribers refuse a "
            "serial that does not rise: make a new release"
        )
    if published is not None and published.feed != ours.feed:
        raise UsageError(
            f'{destination.name} publishes the feed "{published.feed}", and this is "{ours.feed}"; '
            "use a place of its own"
        )
    if published is not None and same:
        _refuse_other_pointer(destination, published, ours)
    if resign:
        refuse_damage(destination, publication)
    if not same:
        _gate(publication, destination, published)


def _refuse_other_pointer(destination: Destination, published: Pointer, ours: Pointer) -> None:
    """Sums say nothing of serial and instant: those of the local pointer are what was signed."""
    told = replace(published, activated=ours.activated, expires=ours.expires, earlier=ours.earlier)
    if told != ours:
        raise VerificationError(
            f"{destination.name} publishes {published.version} with serial {published.serial}, as "
            f"of {format_instant(published.as_of)}, and the local {POINTER} says {ours.version}, "
            f"serial {ours.serial}, {format_instant(ours.as_of)}, of the same files; run "
            "`feedgen build`"
        )


def _gate(publication: Publication, destination: Destination, published: Pointer | None) -> None:
    def ours(path: str) -> bytes:
        file = publication.file(path)
        return file.source.read_bytes() if file else b""

    before = None
    if published is not None:
        root = published.path
        before = snapshot(lambda path: destination.read(f"{root}{path}") or b"")
    found = refusals(before, snapshot(ours))
    if found:
        since = before.version if before else "0000.00.00.0"
        lines = "".join(f"\n  {refusal.gate.value}: {refusal.problem}" for refusal in found)
        raise DriftError(
            f"{destination.name}: {publication.pointer.version} is not published, because of"
            f"{lines}\nIf this is meant, write so into feed.yml and release again:\n"
            f"  gates:\n    overrides:\n      - {{gate: {found[0].gate.value}, after: {since}, "
            "reason: …}"
        )


def _signed(
    publication: Publication,
    there: Sequence[Standing],
    key: SigningKey,
    now: datetime,
    lead: timedelta,
    *,
    resign: bool,
) -> SignedDocument:
    """The pointer to publish: one that stands somewhere already, or a new one."""
    ours = publication.pointer
    published = [
        (found.pointer, found.document) for found in there if found.pointer and found.document
    ]
    same = [found for found in published if found[0].sha256sums == ours.sha256sums]
    good = [
        (pointer.expires, document.data, document)
        for pointer, document in same
        if pointer.expires > now and _is_by(key, document)
    ]
    if good and not resign:
        return max(good, key=lambda found: found[:2])[2]
    earlier = _earlier(ours.serial, [pointer for pointer, _ in published])
    # A release is never activated before the one before it.
    first = max([now + lead if published else now, *(when for _, when in earlier)])
    pointer = replace(
        ours,
        activated=min((pointer.activated for pointer, _ in same), default=first),
        expires=now + EXPIRES_AFTER,
        earlier=earlier,
    )
    data = pointer.to_bytes()
    comment = (
        f"file:{POINTER} feed:{_word(pointer.feed)} serial:{pointer.serial} "
        f"version:{pointer.version} expires:{format_instant(pointer.expires)}"
    )
    return SignedDocument(data, key.sign(data, comment))


def _earlier(serial: int, published: Sequence[Pointer]) -> tuple[tuple[int, datetime], ...]:
    """When releases before this one were activated, as far as a destination remembers it."""
    known: dict[int, datetime] = {}
    for pointer in published:
        for past, when in pointer.activations:
            if past < serial:
                known[past] = min(when, known.get(past, when))
    return tuple(sorted(known.items()))


def _word(text: str) -> str:
    return "".join(c if c.isascii() and c.isalnum() else "-" for c in text)


def _is_by(key: SigningKey, document: SignedDocument) -> bool:
    try:
        signed_by(document, [key.public], None, what=POINTER, remedy=REMEDY)
    except VerificationError:
        return False
    return True


def _keep(out: Path, signed: SignedDocument) -> None:
    """The local publication gets the signed pointer too, in the same order."""
    place = out / signature_path(signed.data)
    place.parent.mkdir(exist_ok=True)
    for path, data in (
        (place, signed.signature),
        (out / POINTER, signed.data),
        (out / copy_of_signature(POINTER), signed.signature),
    ):
        if not path.is_file() or path.read_bytes() != data:
            replace_file(path, [data])
