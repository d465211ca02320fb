"""Publishes to anything that holds files by path: a directory tree, an object store."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Protocol

from feedgen.errors import DriftError
from feedgen.publish.destination import Progress, Uploaded
from feedgen.publish.publication import ROOT_DOCUMENTS, Publication, ReleaseFile
from feedgen.release.names import KEYRING, LATEST, LAYOUT, POINTER, SITE_MANIFEST, SUMS
from feedgen.release.pointer import copy_of_signature, signature_path
from feedgen.release.site_manifest import SiteManifest
from feedgen.release.trust import SignedDocument

_JSON = "application/json"
_TEXT = "text/plain"


class Lifetime(Enum):
    """How long a cache between the store and a reader may keep a file."""

    FOR_EVER = "public, max-age=31536000, immutable"
    """It never changes."""
    SHORT = "public, max-age=300"
    """It changes with a release."""
    POINTER = "public, max-age=60"
    """Readers wait for it."""


class Store(Protocol):
    """Files by path. Every write is atomic: a reader sees the old file or the new one.

    All raise UnavailableError when the world refuses.
    """

    name: str

    def listing(self, prefix: str) -> Mapping[str, int]:
        """The files below a prefix that ends with a slash: path and size in bytes."""
        ...

    def read(self, path: str) -> bytes | None:
        """A file, or None where there is none."""
        ...

    def holds(self, path: str, file: ReleaseFile) -> bool:
        """Whether the file there has this content. Called only for a file of the same size."""
        ...

    def write(self, path: str, source: Path | bytes, media_type: str, lifetime: Lifetime) -> None:
        """Put a file there."""
        ...

    def swap(self, path: str, data: bytes, media_type: str, replaces: bytes | None) -> None:
        """Put a small file there if what is there is `replaces`, or nothing where that is None.

        Raises:
            ReplacedError: when it is something else.
        """
        ...

    def remove(self, path: str) -> None:
        """Take a file away."""
        ...


@dataclass(frozen=True, slots=True)
class StoreDestination:
    """A destination in the layout of DESIGN §5."""

    store: Store

    @property
    def name(self) -> str:
        """The store's."""
        return self.store.name

    def current(self) -> SignedDocument | None:
        """See Destination."""
        return self._signed(POINTER)

    def keyring(self) -> SignedDocument | None:
        """See Destination."""
        return self._signed(KEYRING)

    def _signed(self, name: str) -> SignedDocument | None:
        data = self.store.read(name)
        if data is None:
            return None
        return SignedDocument(data, self.store.read(signature_path(data)) or b"")

    def differing(self, publication: Publication) -> Sequence[str]:
        """See Destination."""
        root = publication.pointer.path
        there = self.store.listing(root)
        files = {f"{root}{file.path}": file for file in publication.files}
        return sorted(
            (there.keys() - files.keys())
            | {path for path, file in files.items() if not self._holds(path, file, there)}
        )

    def _holds(self, path: str, file: ReleaseFile, there: Mapping[str, int]) -> bool:
        return there.get(path) == file.size and self.store.holds(path, file)

    def read(self, path: str) -> bytes | None:
        """See Destination."""
        return self.store.read(path)

    def put_release(self, publication: Publication, progress: Progress) -> Uploaded:
        """See Destination."""
        uploaded = Uploaded()
        progress(f"{self.name}: {publication.pointer.path}")
        self._put_version(publication, uploaded)
        progress(f"{self.name}: {LAYOUT}/{LATEST}/")
        self._put_latest(publication, uploaded)
        return uploaded

    def _put_version(self, publication: Publication, uploaded: Uploaded) -> None:
        root = publication.pointer.path
        *files, sums = publication.files
        there = self.store.listing(root)
        published = self.store.read(f"{root}{SUMS}")
        if published is not None and published != sums.source.read_bytes():
            raise DriftError(
                f"{self.name} holds another release under {root}; "
                "a published version never changes: release a new one"
            )
        for file in files:
            self._put(f"{root}{file.path}", file, there, Lifetime.FOR_EVER, uploaded)
        self._clear(root, publication, there, uploaded)
        # Last, so that whoever finds the sums finds everything.
        if published is None:
            self._put(f"{root}{SUMS}", sums, {}, Lifetime.FOR_EVER, uploaded)

    def _put_latest(self, publication: Publication, uploaded: Uploaded) -> None:
        root = f"{LAYOUT}/{LATEST}/"
        there = self.store.listing(root)
        for file in publication.files:
            self._put(f"{root}{file.path}", file, there, Lifetime.SHORT, uploaded)
        self._clear(root, publication, there, uploaded)

    def _clear(
        self, root: str, publication: Publication, there: Mapping[str, int], uploaded: Uploaded
    ) -> None:
        wanted = {f"{root}{file.path}" for file in publication.files}
        for path in sorted(there.keys() - wanted):
            self.store.remove(path)
            uploaded.removed += 1

    def _put(
        self,
        path: str,
        file: ReleaseFile,
        there: Mapping[str, int],
        lifetime: Lifetime,
        uploaded: Uploaded,
    ) -> None:
        if self._holds(path, file, there):
            return
        self.store.write(path, file.source, file.media_type, lifetime)
        uploaded.count(file.size)

    def put_documents(self, publication: Publication, uploaded: Uploaded) -> None:
        """See Destination."""
        for name, data in sorted(publication.documents.items()):
            self._put_document(name, data, ROOT_DOCUMENTS[name], Lifetime.SHORT, uploaded)
        self._put_pages(publication, uploaded)
        if publication.keyring:
            keys, signature = publication.keyring.data, publication.keyring.signature
            beside = copy_of_signature(KEYRING)
            self._put_document(signature_path(keys), signature, _TEXT, Lifetime.FOR_EVER, uploaded)
            self._put_document(KEYRING, keys, _JSON, Lifetime.POINTER, uploaded)
            self._put_document(beside, signature, _TEXT, Lifetime.POINTER, uploaded)

    def _put_pages(self, publication: Publication, uploaded: Uploaded) -> None:
        """Pages, then their list, so that what a list names is there; old ones go at the end."""
        before = self._pages()
        for page in publication.pages:
            if before.get(page.path) != page.sha256:
                self.store.write(page.path, page.source, page.media_type, Lifetime.SHORT)
                uploaded.count(page.size)
        if publication.pages:
            for path in sorted(before.keys() - {page.path for page in publication.pages}):
                self.store.remove(path)
                uploaded.removed += 1

    def _pages(self) -> dict[str, str]:
        """Sums of the pages that are there, and of their list, by path."""
        data = self.store.read(SITE_MANIFEST)
        if data is None:
            return {}
        listed = SiteManifest.parse(data, f"{self.name}: {SITE_MANIFEST}").pages
        own = hashlib.sha256(data).hexdigest()
        return {page.path: page.sha256 for page in listed} | {SITE_MANIFEST: own}

    def put_pointer(
        self, pointer: SignedDocument, replaces: bytes | None, uploaded: Uploaded
    ) -> None:
        """See Destination."""
        signature = pointer.signature
        self._put_document(
            signature_path(pointer.data), signature, _TEXT, Lifetime.FOR_EVER, uploaded
        )
        if pointer.data != replaces:
            self.store.swap(POINTER, pointer.data, _JSON, replaces)
            uploaded.count(len(pointer.data))
        self._put_document(copy_of_signature(POINTER), signature, _TEXT, Lifetime.POINTER, uploaded)

    def _put_document(
        self, path: str, data: bytes, media_type: str, lifetime: Lifetime, uploaded: Uploaded
    ) -> None:
        if self.store.read(path) != data:
            self.store.write(path, data, media_type, lifetime)
            uploaded.count(len(data))
