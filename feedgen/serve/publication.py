"""Which release is current: follows the pointer of a publication, and switches at its time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from feedgen.errors import UsageError, VerificationError
from feedgen.model.instants import format_instant
from feedgen.release.keyring import KEYRING_LIMIT
from feedgen.release.names import KEYRING, POINTER
from feedgen.release.pointer import POINTER_LIMIT, Pointer, copy_of_signature, signature_path
from feedgen.release.signature import SIGNATURE_LIMIT, PublicKey
from feedgen.release.trust import Remembered, SignedDocument, believe, refuse_going_back
from feedgen.serve.release_files import Report
from feedgen.serve.snapshot import Snapshot, open_snapshot, pointer_before

_REMEDY = "the last good release stays; publish it again"


class Publication:
    """A publication's root directory, watched.

    `look` reads and may take long: call it in one thread at a time. `current` may be asked at any
    time from any thread.
    """

    def __init__(
        self,
        out: Path,
        *,
        clock: Callable[[], datetime],
        report: Report,
        keys: Sequence[PublicKey] = (),
    ) -> None:
        """Nothing is read yet.

        Args:
            out: the publication's root.
            clock: decides what is active.
            report: told what an operator should know.
            keys: decide about the pointer, see `feedgen.release.trust.believe`; none: it need not
                be signed.
        """
        self.out = out
        self.failures = 0
        """How many pointers were refused."""
        self.trouble = ""
        """Why the newest pointer is not followed; empty when it is."""
        self._clock, self._report, self._keys = clock, report, tuple(keys)
        self._keyring_serial = 0
        """Of the newest list of keys that was believed."""
        self._current: Snapshot | None = None
        self._pending: tuple[Snapshot, ...] = ()
        """In order of serial."""
        self._seen: bytes | None = None
        self._tried: Snapshot | None = None

    def start(self) -> None:
        """Read what there is, checking only what every answer needs.

        Raises:
            UsageError: when there is no publication.
            VerificationError: when it is damaged.
        """
        if not (self.out / POINTER).is_file():
            raise UsageError(
                f"{self.out} holds no publication: there is no {POINTER}; run `feedgen build`, or "
                "name the directory that `feedgen publish` or `feedgen fetch` writes with --out"
            )
        data = self._read_pointer()
        pointer, signature = self._believed(data)
        snapshot = open_snapshot(self.out, pointer, data, signature, self._report)
        self._seen = data
        if snapshot.pointer.activated > self._clock():
            self._current = self._active_before(snapshot)
        self._pending = (*self._unseen(snapshot, self._current), snapshot)
        self._switch()

    @property
    def current(self) -> Snapshot | None:
        """What is shown now; None where the only release there is begins later."""
        if self._pending:
            self._switch()
        return self._current

    @property
    def snapshots(self) -> tuple[Snapshot, ...]:
        """What is current and what will be."""
        current = self.current
        return (*([current] if current else []), *self._pending)

    @property
    def next_switch(self) -> datetime | None:
        """When something else will be current, as far as it is known."""
        return min((snapshot.pointer.activated for snapshot in self._pending), default=None)

    def look(self) -> bool:
        """Read the pointer again, and what it names when it is new.

        What is wrong is told once, and the last good release stays.

        Returns:
            Whether there is something new.
        """
        try:
            data = self._read_pointer()
            if data == self._seen and not self.trouble:
                return False
            changed = self._follow(data)
        except VerificationError as error:
            if str(error) != self.trouble:
                self.trouble = str(error)
                self.failures += 1
                self._report(f"{error}; {_REMEDY}")
            return False
        self._seen, self.trouble, self._tried = data, "", None
        return changed

    def _follow(self, data: bytes) -> bool:
        newest = self._newest
        if newest is not None and data == newest.document:
            return False
        pointer, signature = self._believed(data)
        if newest is not None and pointer.serial == newest.pointer.serial:
            self._renew(newest, pointer, data, signature)
            return True
        tried = self._tried
        if tried is None or tried.document != data:
            tried = open_snapshot(self.out, pointer, data, signature, self._report)
            self._tried = tried
        # Before it is shown, a new release is read once as a whole.
        wrong = tried.release.files.verify_all()
        if wrong:
            more = f" and {len(wrong) - 1} more" if len(wrong) > 1 else ""
            raise VerificationError(
                f"{tried.release.files.directory} is damaged or incomplete: {wrong[0]}{more}"
            )
        self._pending = (*self._pending, *self._unseen(tried, newest), tried)
        self._report(
            f"release {pointer.version} (serial {pointer.serial}) is whole; it is shown from "
            f"{format_instant(pointer.activated)}"
        )
        return True

    def _renew(
        self, newest: Snapshot, pointer: Pointer, data: bytes, signature: bytes | None
    ) -> None:
        """The same release, signed again for longer."""
        if pointer.activations != newest.pointer.activations:
            raise VerificationError(
                f"{self.out / POINTER} moves the activation of serial {pointer.serial}, on which "
                "the dates of TAXII rest"
            )
        renewed = newest.renewed(pointer, data, signature)
        if self._pending:
            self._pending = (*self._pending[:-1], renewed)
        else:
            self._current = renewed

    def _switch(self) -> None:
        """Show what is due."""
        now = self._clock()
        due = [snapshot for snapshot in self._pending if snapshot.pointer.activated <= now]
        if due:
            self._current = due[-1]
            serial = due[-1].pointer.serial
            self._pending = tuple(s for s in self._pending if s.pointer.serial > serial)

    def _active_before(self, snapshot: Snapshot) -> Snapshot | None:
        """The last release that is active now, where it is still there."""
        now = self._clock()
        for serial, activated in reversed(snapshot.pointer.earlier):
            if activated > now:
                continue
            pointer = pointer_before(snapshot, serial)
            if pointer is None:
                return None
            try:
                return open_snapshot(self.out, pointer, None, None, self._report)
            except VerificationError as error:
                self._report(f"nothing can be shown before {snapshot.pointer.version}: {error}")
                return None
        return None

    def _unseen(self, snapshot: Snapshot, last: Snapshot | None) -> tuple[Snapshot, ...]:
        """Releases since the last known one whose pointers were replaced before anybody looked.

        Until this one is activated, other replicas show them.
        """
        now = self._clock()
        if snapshot.pointer.activated <= now:
            return ()
        found = []
        for serial, activated in snapshot.pointer.earlier:
            known = activated <= now if last is None else serial <= last.pointer.serial
            pointer = None if known else pointer_before(snapshot, serial)
            if pointer is None:
                continue
            try:
                unseen = open_snapshot(self.out, pointer, None, None, self._report)
            except VerificationError as error:
                self._report(f"{pointer.version} cannot be shown: {error}")
                continue
            if not unseen.release.files.verify_all():
                found.append(unseen)
        return tuple(found)

    def _read_pointer(self) -> bytes:
        return _read(self.out / POINTER, POINTER_LIMIT)

    @property
    def _newest(self) -> Snapshot | None:
        return self._pending[-1] if self._pending else self._current

    def _believed(self, data: bytes) -> tuple[Pointer, bytes | None]:
        """What a pointer says, if it may be shown, and its signature where it has one."""
        newest = self._newest
        remembered = None
        if newest is not None:
            remembered = Remembered(
                feed=newest.pointer.feed,
                serial=newest.pointer.serial,
                sha256sums=newest.pointer.sha256sums,
                keyring_serial=self._keyring_serial,
            )
        document = self._signed(POINTER, data)
        if not self._keys:
            pointer = Pointer.parse(data)
            refuse_going_back(pointer, remembered, what=str(self.out / POINTER), remedy="")
        else:
            # An expired one is served: whoever verifies reads its expiry and refuses it.
            believed = believe(
                document, self._keyring, self._keys, place=str(self.out), now=self._clock(),
                remembered=remembered, remedy="", late=True,
            )  # fmt: skip
            pointer = believed.pointer
            self._keyring_serial = max(self._keyring_serial, believed.keyring_serial)
        return pointer, document.signature or None

    def _keyring(self) -> SignedDocument | None:
        place = self.out / KEYRING
        return self._signed(KEYRING, _read(place, KEYRING_LIMIT)) if place.is_file() else None

    def _signed(self, name: str, data: bytes) -> SignedDocument:
        for place in (signature_path(data), copy_of_signature(name)):
            if (self.out / place).is_file():
                return SignedDocument(data, _read(self.out / place, SIGNATURE_LIMIT))
        return SignedDocument(data, b"")


def _read(path: Path, limit: int) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise VerificationError(f"{path} cannot be read: {error.strerror}") from error
    if len(data) > limit:
        raise VerificationError(f"{path} is larger than {limit} bytes")
    return data
