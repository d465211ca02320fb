"""A container registry as a destination: one artifact per release, and one for the pointer."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

import orjson

from feedgen.archive import write_tar_gz
from feedgen.errors import DriftError, UnavailableError
from feedgen.model.instants import format_instant
from feedgen.publish.destination import Progress, ReplacedError, Uploaded
from feedgen.publish.publication import Publication, ReleaseFile
from feedgen.registry import layout
from feedgen.registry.address import Address
from feedgen.registry.artifact import CREATED, VERSION, Artifact, Blob, digest_of
from feedgen.registry.client import Repository
from feedgen.registry.published import PublishedRelease, artifact_at
from feedgen.release.keyring import KEYRING_LIMIT
from feedgen.release.names import KEYRING, LAYOUT, POINTER, RELEASE_MANIFEST, SUMS
from feedgen.release.pointer import POINTER_LIMIT, Pointer, copy_of_signature
from feedgen.release.trust import SignedDocument

_JSON = "application/json"
_TEXT = "text/plain"
_FIRST = (SUMS, RELEASE_MANIFEST)
_LIMIT = 1 << 30
"""Bytes of a published file that is read back."""
_MODIFIED = datetime(1980, 1, 1, tzinfo=UTC)
"""Of every file in an archive: a release's own time would make each folder a new blob."""

Part = tuple[Blob, Path]
"""A blob, and where its bytes are here."""


def open_at(scheme: str, rest: str, environment: Mapping[str, str]) -> OciDestination:  # noqa: ARG001 - there is one scheme
    """The repository of `oci://registry/repository`.

    Raises:
        UsageError: when it names none.
    """
    return OciDestination(Repository(Address.parse(rest, environment), environment))


class OciDestination:
    """A repository. Registries know no conditional PUT: let one workflow publish."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._keyring: SignedDocument | None = None

    @property
    def name(self) -> str:
        """See Destination."""
        return self._repository.name

    def current(self) -> SignedDocument | None:
        """See Destination."""
        found = artifact_at(self._repository, layout.POINTER_TAG, layout.POINTER)
        if found is None:
            return None
        # An artifact without a pointer shows readers a damaged one.
        return self._signed(found[0], POINTER) or SignedDocument(b"", b"")

    def keyring(self) -> SignedDocument | None:
        """See Destination."""
        found = artifact_at(self._repository, layout.POINTER_TAG, layout.POINTER)
        return self._signed(found[0], KEYRING) if found else None

    def differing(self, publication: Publication) -> Sequence[str]:  # noqa: ARG002 - no file is read
        """See Destination. `put_release` compares the manifest, whose digests pin every layer."""
        return ()

    def _signed(self, artifact: Artifact, title: str) -> SignedDocument | None:
        data = self._document(artifact, title)
        if data is None:
            return None
        return SignedDocument(data, self._document(artifact, copy_of_signature(title)) or b"")

    def _document(self, artifact: Artifact, title: str) -> bytes | None:
        blob = artifact.layer(title)
        limit = max(POINTER_LIMIT, KEYRING_LIMIT)
        return None if blob is None else self._repository.document(blob, limit)

    def read(self, path: str) -> bytes | None:
        """See Destination."""
        version, _, name = path.removeprefix(f"{LAYOUT}/").partition("/")
        found = artifact_at(self._repository, version, layout.RELEASE)
        if found is None:
            return None
        # Written by this very code, so that a folder does not grow when it is unpacked.
        files = PublishedRelease(self._repository, found[0], lambda _: _LIMIT)
        if not layout.is_folder(name):
            return files.document(name, _LIMIT)
        pieces = files.stream(name, 0)
        return None if pieces is None else b"".join(pieces)

    def put_release(self, publication: Publication, progress: Progress) -> Uploaded:
        """See Destination."""
        pointer, uploaded = publication.pointer, Uploaded()
        with _aside() as aside:
            progress(f"{self.name}: {pointer.version}")
            config, *layers = _parts(publication, aside)
            artifact = Artifact(
                artifact_type=layout.RELEASE,
                config=config[0],
                layers=[blob for blob, _ in layers],
                annotations={VERSION: pointer.version, CREATED: format_instant(pointer.as_of)},
            )
            data = artifact.to_bytes()
            there = self._repository.manifest(pointer.version)
            if there is not None and there != data:
                raise DriftError(
                    f"{self.name}:{pointer.version} is another release, {digest_of(there)}, and "
                    f"not {digest_of(data)}; a published version never changes: release a new one"
                )
            if there is None:
                for blob, source in (config, *layers):
                    progress(f"{self.name}: {blob.title}")
                    self._upload(blob, source, uploaded)
                self._repository.put_manifest(pointer.version, data)
                uploaded.count(len(data))
        uploaded.reference = f"{self._repository.address}@{digest_of(data)}"
        return uploaded

    def _upload(self, blob: Blob, source: Path, uploaded: Uploaded) -> None:
        if not self._repository.holds(blob):
            self._repository.upload(blob, source)
            uploaded.count(blob.size)

    def put_documents(self, publication: Publication, uploaded: Uploaded) -> None:  # noqa: ARG002 - nothing stands beside the pointer
        """See Destination. The list of keys is part of the pointer's artifact and waits for it."""
        self._keyring = publication.keyring

    def put_pointer(
        self, pointer: SignedDocument, replaces: bytes | None, uploaded: Uploaded
    ) -> None:
        """See Destination. One PUT replaces pointer, keys and signatures at once."""
        found = artifact_at(self._repository, layout.POINTER_TAG, layout.POINTER)
        standing, there = found or (None, b"")
        if (self._document(standing, POINTER) if standing else None) != replaces:
            raise ReplacedError(f"{self.name}:{layout.POINTER_TAG}")
        documents = {
            POINTER: pointer.data,
            copy_of_signature(POINTER): pointer.signature,
            **self._keys(standing),
        }
        version = Pointer.parse(pointer.data).version
        with _aside() as aside:
            config, *layers = _small_parts(version, documents, aside)
            data = Artifact(
                artifact_type=layout.POINTER,
                config=config[0],
                layers=[blob for blob, _ in layers],
                annotations={VERSION: version},
            ).to_bytes()
            if data != there:
                for blob, source in (config, *layers):
                    self._upload(blob, source, uploaded)
                self._tag(layout.POINTER_TAG, data, uploaded)
        self._move_latest(version, uploaded)

    def _keys(self, standing: Artifact | None) -> dict[str, bytes]:
        """The list of keys to publish; without a new one, that which is there stays."""
        keyring = self._keyring or (self._signed(standing, KEYRING) if standing else None)
        if keyring is None:
            return {}
        return {KEYRING: keyring.data, copy_of_signature(KEYRING): keyring.signature}

    def _move_latest(self, version: str, uploaded: Uploaded) -> None:
        release = self._repository.manifest(version)
        if release is not None and self._repository.manifest(layout.LATEST_TAG) != release:
            self._tag(layout.LATEST_TAG, release, uploaded)

    def _tag(self, tag: str, manifest: bytes, uploaded: Uploaded) -> None:
        self._repository.put_manifest(tag, manifest)
        uploaded.count(len(manifest))


@contextmanager
def _aside() -> Iterator[Path]:
    """A directory for what is made on the way."""
    try:
        with tempfile.TemporaryDirectory(prefix="feedgen-") as directory:
            yield Path(directory)
    except OSError as error:
        where = error.filename or tempfile.gettempdir()
        raise UnavailableError(f"{where} cannot be used: {error.strerror}") from error


def _parts(publication: Publication, aside: Path) -> Iterator[Part]:
    """The artifact's config, and then its layers: the sums, the manifest, the rest by name."""
    pointer = publication.pointer
    document = {
        "feed": pointer.feed,
        "version": pointer.version,
        "serial": pointer.serial,
        "as_of": format_instant(pointer.as_of),
        "sha256sums": pointer.sha256sums,
    }
    yield _written(
        aside / "config", orjson.dumps(document, option=orjson.OPT_INDENT_2), layout.RELEASE_CONFIG
    )
    by_title = sorted(publication.files, key=lambda file: (layout.title_of(file.path), file.path))
    parts = [
        _folder(title, files, aside)
        if layout.is_folder(files[0].path)
        else (_blob(files[0]), files[0].source)
        for title, files in (
            (title, list(group))
            for title, group in groupby(by_title, key=lambda file: layout.title_of(file.path))
        )
    ]
    order = {title: place for place, title in enumerate(_FIRST)}
    yield from sorted(parts, key=lambda part: (order.get(part[0].title, len(order)), part[0].title))


def _blob(file: ReleaseFile) -> Blob:
    return Blob(
        media_type=file.media_type,
        digest=f"sha256:{file.sha256}",
        size=file.size,
        title=file.path,
    )


def _folder(title: str, files: list[ReleaseFile], aside: Path) -> Part:
    path = aside / title
    with path.open("w+b") as place:
        write_tar_gz(place, ((file.path, file.source) for file in files), _MODIFIED)
        place.seek(0)
        digest = hashlib.file_digest(place, "sha256").hexdigest()
    return Blob(
        media_type=layout.FOLDER,
        digest=f"sha256:{digest}",
        size=path.stat().st_size,
        title=title,
    ), path


def _small_parts(version: str, documents: Mapping[str, bytes], aside: Path) -> Iterator[Part]:
    yield _written(aside / "config", orjson.dumps({"version": version}), layout.POINTER_CONFIG)
    for title, data in documents.items():
        media_type = _JSON if title in (POINTER, KEYRING) else _TEXT
        blob, path = _written(aside / title, data, media_type)
        yield replace(blob, title=title), path


def _written(path: Path, data: bytes, media_type: str) -> Part:
    path.write_bytes(data)
    return Blob(media_type=media_type, digest=digest_of(data), size=len(data)), path
