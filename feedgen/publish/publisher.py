"""Gates, signature, upload, and a look at what readers then see."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from feedgen.durable import replace_file
from feedgen.errors import DriftError, UsageError, VerificationError
from feedgen.locks import exclusive
from feedgen.model.instants import format_instant
from feedgen.publish.destination import Destination, Progress, SignedDocument, Uploaded
from feedgen.publish.publication import Publication, read_publication
from feedgen.release.gates import refusals, snapshot
from feedgen.release.keyring import Keyring
from feedgen.release.names import KEYRING, POINTER, SUMS
from feedgen.release.pointer import EXPIRES_AFTER, Pointer, copy_of_signature, signature_path
from feedgen.release.signature import SigningKey, verify

_REMEDY = "publish again, with the right key"


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What came of one destination."""

    destination: str
    pointer: Pointer
    uploaded: Uploaded


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
) -> list[Published]:
    """Publish the release of a local publication everywhere, or renew what is published.

    Content goes to every destination before the pointer of the first changes.

    Args:
        out: the local publication; its pointer is signed too, at the end.
        destinations: where to; at least one.
        key: signs the pointer.
        clock: gives the time. It is read for `activated` when all content is there, just before
            readers see the pointer, so that nobody has polled past it meanwhile.
        lead: how long after that a release that follows another is activated: the time in which
            replicas and caches learn of it.
        resign: renew the pointer's expiry; the release has to be published already.
        keys: the list of release keys to publish beside the pointer.
        progress: called with each step.

    Raises:
        UsageError: when there is nothing to publish, or to renew.
        VerificationError: when local files are damaged, or readers would not see what was written.
        DriftError: when a gate refuses.
        UnavailableError: when the world does.
    """
    if not out.is_dir():
        raise UsageError(f"{out} is no directory; name the local publication with --out")
    with exclusive(out):
        publication = read_publication(out, keys)
        _refuse_key(publication, key, clock())
        there = [(destination, destination.current()) for destination in destinations]
        for destination, current in there:
            _refuse(publication, destination, current, resign=resign)
        done = [destination.put_release(publication, progress) for destination in destinations]
        for destination, uploaded in zip(destinations, done, strict=True):
            destination.put_documents(publication, uploaded)
        signed = _signed(publication, there, key, clock(), lead, resign=resign)
        for (destination, current), uploaded in zip(there, done, strict=True):
            progress(f"{destination.name}: {POINTER}")
            destination.put_pointer(signed, current.data if current else None, uploaded)
            _read_back(destination, signed, key)
        _keep(out, signed)
    pointer = Pointer.parse(signed.data)
    return [
        Published(destination=destination.name, pointer=pointer, uploaded=uploaded)
        for destination, uploaded in zip(destinations, done, strict=True)
    ]


def _refuse_key(publication: Publication, key: SigningKey, now: datetime) -> None:
    """A pointer that no subscriber would believe is not signed."""
    if publication.keyring is None:
        return
    keyring = Keyring.parse(publication.keyring[0])
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
    current: SignedDocument | None,
    *,
    resign: bool,
) -> None:
    """The gates, against what one destination publishes now."""
    ours = publication.pointer
    published = Pointer.parse(current.data) if current else None
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
    if not same:
        _gate(publication, destination, published)


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
    there: Sequence[tuple[Destination, SignedDocument | None]],
    key: SigningKey,
    now: datetime,
    lead: timedelta,
    *,
    resign: bool,
) -> SignedDocument:
    """The pointer to publish: one that stands somewhere already, or a new one."""
    ours = publication.pointer
    published = [(Pointer.parse(current.data), current) for _, current in there if current]
    standing = [found for found in published if found[0].sha256sums == ours.sha256sums]
    good = [
        (pointer.expires, current.data, current)
        for pointer, current in standing
        if pointer.expires > now and _is_by(key, current)
    ]
    if good and not resign:
        return max(good, key=lambda found: found[:2])[2]
    first = now + lead if published else now
    activated = min((pointer.activated for pointer, _ in standing), default=first)
    pointer = replace(
        ours,
        activated=activated,
        expires=now + EXPIRES_AFTER,
        earlier=_earlier(ours.serial, [pointer for pointer, _ in published]),
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
        verify(document.data, document.signature, [key.public], what=POINTER, remedy=_REMEDY)
    except VerificationError:
        return False
    return True


def _read_back(destination: Destination, signed: SignedDocument, key: SigningKey) -> None:
    """What a subscriber would read now is what was written, and holds."""
    seen = destination.current()
    if seen is None or seen.data != signed.data:
        raise VerificationError(
            f"{destination.name} does not give back the pointer that was written; {_REMEDY}"
        )
    verify(seen.data, seen.signature, [key.public], what=f"{destination.name}: {POINTER}",
           remedy=_REMEDY)  # fmt: skip
    pointer = Pointer.parse(seen.data)
    sums = destination.read(f"{pointer.path}{SUMS}") or b""
    if hashlib.sha256(sums).hexdigest() != pointer.sha256sums:
        raise VerificationError(
            f"{destination.name} does not give back {pointer.path}{SUMS} as it was written; "
            f"{_REMEDY}"
        )


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
