"""Forged, mixed, truncated and wrongly keyed publications, for every consumer to refuse."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from feedgen.publish.directory import Directory
from feedgen.publish.publisher import publish
from feedgen.publish.store import StoreDestination
from feedgen.release.keyring import Keyring
from feedgen.release.names import POINTER
from feedgen.release.pointer import signature_path
from feedgen.release.signature import PublicKey, SigningKey
from feedgen.subscribe.fetching import Fetch, fetch
from feedgen.subscribe.origin import DirectoryOrigin
from tests.publish.publications import START, signing_key, version_of, write_release

LATER = START + timedelta(days=1)


class Feed:
    """A publication, its keys, and a subscriber's copy of it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.key = signing_key(root)
        self.root_key = signing_key(root, "root")
        self.site, self.dest = root / "site", root / "copy"
        (root / "out").mkdir()
        self.ring = Keyring(serial=0, expires=START, keys=())

    def publish(
        self,
        serial: int,
        *,
        now: datetime = LATER,
        key: SigningKey | None = None,
        listed: bool = False,
        files: Mapping[str, bytes] | None = None,
    ) -> None:
        out = self.root / "out"
        serial_file = {"blocklists/serial.txt": f"{serial}\n".encode()}
        write_release(out, serial, files=serial_file | dict(files or {}))
        publish(
            out, [StoreDestination(Directory(self.site))], key or self.key, clock=lambda: now,
            resign=False, keys=self.root / "keys.json" if listed else None, progress=lambda _: None,
        )  # fmt: skip

    def list_keys(self, ring: Keyring) -> None:
        self.ring = ring
        data = ring.to_bytes()
        (self.root / "keys.json").write_bytes(data)
        signature = self.root_key.sign(data, "file:keys.json")
        (self.root / "keys.json.minisig").write_bytes(signature)

    def fetch(self, *pinned: PublicKey, now: datetime = LATER) -> Fetch:
        return fetch(
            DirectoryOrigin(self.site), self.dest, pinned or [self.key.public], now=now, only=(),
            progress=lambda _: None,
        )  # fmt: skip

    def resigned(self, data: bytes, key: SigningKey | None = None) -> None:
        """Put a pointer there as somebody with a key would."""
        (self.site / POINTER).write_bytes(data)
        place = self.site / signature_path(data)
        place.write_bytes((key or self.key).sign(data, "file:latest.json"))


def held(feed: Feed) -> str:
    """The release that a reader of the copy sees."""
    return (feed.dest / "v1/latest/blocklists/serial.txt").read_text().strip()


def _tampered_pointer(feed: Feed) -> None:
    path = feed.site / POINTER
    data = path.read_bytes().replace(b'serial": 2', b'serial": 9')
    signature = (feed.site / signature_path(path.read_bytes())).read_bytes()
    path.write_bytes(data)
    (feed.site / signature_path(data)).write_bytes(signature)


def _unsigned_pointer(feed: Feed) -> None:
    path = feed.site / POINTER
    path.write_bytes(path.read_bytes().replace(b'serial": 2', b'serial": 9'))


def _truncated_pointer(feed: Feed) -> None:
    path = feed.site / POINTER
    feed.resigned(path.read_bytes()[:100])


def _truncated_signature(feed: Feed) -> None:
    path = feed.site / signature_path((feed.site / POINTER).read_bytes())
    path.write_bytes(path.read_bytes()[:150])


def _foreign_key(feed: Feed) -> None:
    feed.resigned((feed.site / POINTER).read_bytes(), signing_key(feed.root, "attacker"))


def _other_layout(feed: Feed) -> None:
    data = (feed.site / POINTER).read_bytes().replace(b"v1/2026", b"v1/../2026")
    feed.resigned(data)


def _large_pointer(feed: Feed) -> None:
    (feed.site / POINTER).write_bytes(b" " * 300_000)


def _mixed_sums(feed: Feed) -> None:
    old, new = (feed.site / "v1" / version_of(n) / "SHA256SUMS" for n in (1, 2))
    shutil.copy(old, new)


def _mixed_file(feed: Feed) -> None:
    old, new = (feed.site / "v1" / version_of(n) / "blocklists/serial.txt" for n in (1, 2))
    shutil.copy(old, new)


def _truncated_file(feed: Feed) -> None:
    path = feed.site / "v1" / version_of(2) / "blocklists/serial.txt"
    path.write_bytes(path.read_bytes()[:-1])


def _longer_file(feed: Feed) -> None:
    path = feed.site / "v1" / version_of(2) / "blocklists/serial.txt"
    path.write_bytes(path.read_bytes() + b"more")


def _missing_file(feed: Feed) -> None:
    (feed.site / "v1" / version_of(2) / "blocklists/serial.txt").unlink()


def _missing_sums(feed: Feed) -> None:
    (feed.site / "v1" / version_of(2) / "SHA256SUMS").unlink()


ATTACKS: dict[str, tuple[Callable[[Feed], None], str]] = {
    "tampered": (_tampered_pointer, "is not what key {key} signed: it was changed"),
    "unsigned": (_unsigned_pointer, "is not signed"),
    "truncated pointer": (_truncated_pointer, "is no pointer to a release"),
    "truncated signature": (_truncated_signature, "is damaged"),
    "wrongly keyed": (_foreign_key, "which is not trusted here ({key})"),
    "a path of its own": (_other_layout, "which is no release of layout v1"),
    "too large": (_large_pointer, "is larger than 262,144 bytes"),
    "mixed sums": (_mixed_sums, "SHA256SUMS is not what was signed"),
    "mixed file": (_mixed_file, "serial.txt is not what the release's sums say"),
    "truncated file": (_truncated_file, "serial.txt is not what the release's sums say"),
    "longer file": (_longer_file, "serial.txt is not what the release's sums say"),
    "missing file": (_missing_file, "serial.txt is missing, and the release's sums name it"),
    "missing sums": (_missing_sums, "SHA256SUMS is missing"),
}
