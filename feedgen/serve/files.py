"""What is at which address, apart from TAXII: the release's files, the root's documents, pages."""

from __future__ import annotations

import hashlib
import re
from collections import OrderedDict
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Lock

from feedgen.errors import VerificationError
from feedgen.model.instants import parse_instant
from feedgen.release.keyring import KEYRING_LIMIT
from feedgen.release.names import ATOM, KEYRING, LATEST, LAYOUT, MODIFIED, POINTER, RELEASES, SUMS
from feedgen.release.pointer import copy_of_signature, signature_path
from feedgen.release.signature import SIGNATURE_LIMIT
from feedgen.serve.exchange import Reply
from feedgen.serve.openapi import OPENAPI, openapi
from feedgen.serve.publication import Publication
from feedgen.serve.release_files import (
    DamagedError,
    MissingError,
    NotReadyError,
    OpenFile,
    Report,
)
from feedgen.serve.site import INDEX, NO_SITE, Site
from feedgen.serve.snapshot import Snapshot, Version, open_version
from feedgen.serve.suricata_index import SURICATA_INDEX, suricata_index

LATEST_AGE = 60
"""Seconds for which caches may keep what is under `latest`."""
READ_AT_ONCE = 1 << 20
"""Bytes; larger files are streamed."""
_SECURITY = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
)
_INERT = (
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox"),
    *_SECURITY,
)
"""For files that are no pages: whatever is in them does nothing in a browser."""
_SIGNATURE = re.compile(r"signatures/[0-9a-f]{64}\.minisig")
_VERSIONED = re.compile(r"v1/([0-9]{4}\.[0-9]{2}\.[0-9]{2}\.[0-9]{1,9})/(.+)", re.DOTALL)
_LATEST = f"{LAYOUT}/{LATEST}/"
_WITHOUT_PAGES = """\
This is a feed of indicators. It has no pages for people here.

/taxii2/                TAXII 2.1
/latest.json            which release is current
/v1/latest/release.json what it holds
/feed.atom              what changed
"""
_MISP = "misp/"
_OLD_VERSIONS = 8
"""Opened at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReply(Reply):
    """A reply whose body is a large file. Whoever gets it closes the file."""

    file: OpenFile


class Files:
    """Answers GET for one publication."""

    def __init__(self, publication: Publication, report: Report) -> None:
        """Begin without pages.

        Args:
            publication: whose files these are.
            report: told what an operator should know.
        """
        self.site: Site = NO_SITE
        """Set from outside when it changes."""
        self._publication, self._report = publication, report
        self._old: OrderedDict[str, Version] = OrderedDict()
        self._lock = Lock()

    def answer(self, path: str, snapshot: Snapshot, base: str | None) -> Reply:
        """What is at an address.

        Args:
            path: decoded, without the first slash.
            snapshot: what is current for this request.
            base: the address of the publication's root, for documents that name others; None
                where it cannot be known.

        Raises:
            NotReadyError: when a file has to be compared with its sum first; ask again then.
        """
        try:
            if path.startswith((_LATEST, _MISP)):
                return self._latest(path.removeprefix(_LATEST), snapshot)
            versioned = _VERSIONED.fullmatch(path)
            if versioned:
                return self._versioned(versioned[1], versioned[2], snapshot)
            if path == SURICATA_INDEX:
                return self._suricata(snapshot, base)
            return self._document(path, snapshot) or self._page(path) or not_found()
        except MissingError:
            return not_found()
        except DamagedError:
            return error_reply(503, "this file is damaged here; try again later")

    def _latest(self, path: str, snapshot: Snapshot) -> Reply:
        modified = int(snapshot.pointer.activated.timestamp())
        return _file(snapshot.release, path, max_age=LATEST_AGE, modified=modified)

    def _versioned(self, name: str, path: str, snapshot: Snapshot) -> Reply:
        if name == snapshot.release.name:
            version, as_of = snapshot.release, snapshot.pointer.as_of
        elif name in snapshot.earlier:
            version = self._old_version(name, snapshot)
            as_of = parse_instant(snapshot.earlier[name][1])
        else:
            return not_found()
        return _file(version, path, immutable=True, modified=int(as_of.timestamp()))

    def _old_version(self, name: str, snapshot: Snapshot) -> Version:
        sums, _ = snapshot.earlier[name]
        with self._lock:
            version = self._old.get(name)
            if version is not None and version.sums_digest == sums:
                self._old.move_to_end(name)
                return version
        directory = self._publication.out / LAYOUT / name
        if not (directory / SUMS).is_file():
            raise MissingError(f"{directory} is not there")
        raise NotReadyError(partial(self._open_old, name, sums))

    def _open_old(self, name: str, sums: str) -> None:
        version = open_version(self._publication.out, name, sums, self._report)
        with self._lock:
            self._old[name] = version
            if len(self._old) > _OLD_VERSIONS:
                self._old.popitem(last=False)

    def _document(self, path: str, snapshot: Snapshot) -> Reply | None:
        modified = int(snapshot.pointer.activated.timestamp())
        if path == OPENAPI:
            return _bytes(openapi(), "application/json", max_age=LATEST_AGE)
        if path in {MODIFIED, ATOM}:
            return _file(snapshot.release, path, max_age=LATEST_AGE, modified=modified)
        if path == RELEASES:
            return _bytes(snapshot.releases, "application/json", modified=modified)
        if path in {POINTER, copy_of_signature(POINTER)}:
            return self._pointer(path, snapshot)
        if path in {KEYRING, copy_of_signature(KEYRING)}:
            media_type = "application/json" if path == KEYRING else "text/plain"
            return _from_disk(self._publication.out / path, KEYRING_LIMIT, media_type)
        return self._signature(path, snapshot) if _SIGNATURE.fullmatch(path) else None

    def _signature(self, path: str, snapshot: Snapshot) -> Reply:
        document = snapshot.document
        if document is not None and path == signature_path(document) and snapshot.signature:
            return _bytes(snapshot.signature, "text/plain")
        return _from_disk(self._publication.out / path, SIGNATURE_LIMIT, "text/plain")

    def _pointer(self, path: str, snapshot: Snapshot) -> Reply:
        if snapshot.document is None:
            # The release before the coming one: its pointer was replaced.
            return error_reply(503, "the pointer is of a release that is not shown yet")
        if path == POINTER:
            return _bytes(snapshot.document, "application/json")
        return _bytes(snapshot.signature, "text/plain") if snapshot.signature else not_found()

    def _page(self, path: str) -> Reply | None:
        page = self.site.pages.get(path or INDEX)
        if page is None:
            return _text(_WITHOUT_PAGES) if path == "" else None
        try:
            data = page.read()
        except VerificationError as error:
            self._report(str(error))
            return error_reply(503, "this page is damaged here; try again later")
        headers = (("Content-Security-Policy", self.site.policy), *_SECURITY)
        return Reply(
            status=200, media_type=typed(page.media_type), body=(data,), headers=headers,
            etag=page.sha256, max_age=LATEST_AGE,
        )  # fmt: skip

    def _suricata(self, snapshot: Snapshot, base: str | None) -> Reply:
        if base is None:
            return error_reply(400, "a valid Host header is needed")
        document = suricata_index(snapshot, base)
        return _bytes(document, "application/yaml", max_age=LATEST_AGE) if document else not_found()


def _file(
    version: Version,
    path: str,
    *,
    modified: int,
    max_age: int | None = None,
    immutable: bool = False,
) -> Reply:
    media_type = typed(version.manifest.media_type(path))
    if path == SUMS:
        return _bytes(
            version.sums, media_type, max_age=max_age, modified=modified, immutable=immutable
        )
    opened = version.files.open(path)
    tag = version.files.sums[path]
    if opened.size > READ_AT_ONCE:
        return FileReply(
            status=200, media_type=media_type, headers=_INERT, etag=tag, max_age=max_age,
            immutable=immutable, modified=modified, file=opened,
        )  # fmt: skip
    try:
        data = opened.read(0, opened.size)
    finally:
        opened.close()
    return Reply(
        status=200, media_type=media_type, body=(data,), headers=_INERT, etag=tag,
        max_age=max_age, immutable=immutable, modified=modified,
    )  # fmt: skip


def _bytes(
    data: bytes,
    media_type: str,
    *,
    max_age: int | None = 0,
    modified: int | None = None,
    immutable: bool = False,
) -> Reply:
    return Reply(
        status=200, media_type=typed(media_type), body=(data,), headers=_INERT,
        etag=hashlib.sha256(data).hexdigest(), max_age=max_age, modified=modified,
        immutable=immutable,
    )  # fmt: skip


def _text(words: str) -> Reply:
    return _bytes(words.encode(), "text/plain")


def _from_disk(path: Path, limit: int, media_type: str) -> Reply:
    """A small document that is signed by itself."""
    if path.is_symlink() or path.parent.is_symlink():
        return not_found()
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError:
        return not_found()
    return _bytes(data, media_type) if len(data) <= limit else not_found()


def typed(media_type: str) -> str:
    """With the charset, for text."""
    if media_type.startswith("text/") and "charset" not in media_type:
        return f"{media_type}; charset=utf-8"
    return media_type


def error_reply(status: int, words: str, *headers: tuple[str, str]) -> Reply:
    """A line for people."""
    return Reply(
        status=status, media_type="text/plain; charset=utf-8", body=(f"{words}\n".encode(),),
        headers=(*headers, *_INERT),
    )  # fmt: skip


def not_found() -> Reply:
    """Nothing there, or nothing that this client may know of."""
    return error_reply(404, "there is nothing here")
