"""One repository of a registry: manifests by tag or digest, blobs by digest."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path

import oras.container
import requests
import urllib3

from feedgen.deadline import ENDLESS, Deadline
from feedgen.errors import UnavailableError, VerificationError
from feedgen.registry.address import SCHEME, Address
from feedgen.registry.artifact import MANIFEST, Blob, digest_of
from feedgen.registry.credentials import basic_credentials
from feedgen.registry.transport import Registry

MANIFEST_LIMIT = 4 << 20
"""Bytes; registries take no more."""
_CHUNK = 1 << 18


class Repository:
    """Speaks to one repository."""

    def __init__(
        self,
        address: Address,
        environment: Mapping[str, str],
        deadline: Deadline = ENDLESS,
    ) -> None:
        """Nothing is asked yet.

        Args:
            address: of the repository.
            environment: Docker's configuration is found by it.
            deadline: for everything together.

        Raises:
            UsageError: when Docker's configuration cannot be used.
        """
        self.address = address
        self._deadline = deadline
        credentials = basic_credentials(address.host, environment)
        self._registry = Registry(address, credentials, deadline)
        # Its parser takes a host without dot or port for a folder, so it is told.
        self._container = oras.container.Container(f"localhost:1/{address.repository}")
        self._container.registry = address.server

    @property
    def name(self) -> str:
        """As the user wrote it."""
        return f"{SCHEME}://{self.address}"

    def digest(self, reference: str) -> str:
        """The digest that a tag leads to; empty where there is no such tag or it is not said."""
        with self._told(reference), self._manifest(reference, "HEAD") as answer:
            return str(answer.headers.get("Docker-Content-Digest", "")) if answer.ok else ""

    def manifest(self, reference: str) -> bytes | None:
        """A manifest by tag or digest; None where there is none.

        Raises:
            VerificationError: when it is larger than manifests are, or not of that digest.
        """
        with self._told(reference), self._manifest(reference, "GET") as answer:
            if answer.status_code == HTTPStatus.NOT_FOUND:
                return None
            data = self._within(self._pieces(answer), MANIFEST_LIMIT, reference)
        if reference.startswith("sha256:") and digest_of(data) != reference:
            raise VerificationError(f"{self.name}@{reference} is not what its digest says")
        return data

    def put_manifest(self, tag: str, data: bytes) -> None:
        """Make a tag lead to a manifest. Its blobs have to be there."""
        with self._told(tag):
            self._registry.do_request(
                f"{self.address.scheme}://{self._container.manifest_url(tag)}",
                "PUT",
                data=data,
                headers={"Content-Type": MANIFEST},
            )

    def holds(self, blob: Blob) -> bool:
        """Whether a blob is there."""
        with self._told(blob.name):
            return bool(self._registry.blob_exists({"digest": blob.digest}, self._container))

    def upload(self, blob: Blob, source: Path) -> None:
        """Bring a blob there."""
        with self._told(blob.name):
            layer = {"digest": blob.digest, "size": blob.size}
            self._registry.put_upload(str(source), self._container, layer)

    def document(self, blob: Blob, limit: int) -> bytes:
        """A small blob, whole.

        Raises:
            VerificationError: when it is missing, larger, or not what its digest says.
        """
        with self._told(blob.name):
            data = self._within(self.stream(blob, 0), limit, blob.name)
        if digest_of(data) != blob.digest:
            raise self._tampered(blob)
        return data

    def checked(self, blob: Blob) -> Iterator[bytes]:
        """A blob of any size, which at its end is refused unless it is what its digest says.

        Raises:
            VerificationError: see above; also when it goes on after its size.
        """
        digest, size = hashlib.sha256(), 0
        for piece in self.stream(blob, 0):
            size += len(piece)
            if size > blob.size:
                raise self._tampered(blob)
            digest.update(piece)
            yield piece
        if f"sha256:{digest.hexdigest()}" != blob.digest:
            raise self._tampered(blob)

    def stream(self, blob: Blob, start: int) -> Iterator[bytes]:
        """The bytes of a blob from an offset on, unchecked.

        Raises:
            VerificationError: when it is not there.
        """
        headers = {"Range": f"bytes={start}-"} if start else {}
        url = f"{self.address.scheme}://{self._container.get_blob_url(blob.digest)}"
        with self._told(blob.name):
            answer = self._registry.do_request(url, headers=headers, stream=True)
            with answer:
                if answer.status_code == HTTPStatus.NOT_FOUND:
                    raise VerificationError(
                        f"{self.name}: the blob of {blob.name} is missing; its manifest names it"
                    )
                skip = 0 if answer.status_code == HTTPStatus.PARTIAL_CONTENT else start
                for piece in self._pieces(answer):
                    if len(piece) > skip:
                        yield piece[skip:]
                    skip = max(0, skip - len(piece))

    def _manifest(self, reference: str, method: str) -> requests.Response:
        url = f"{self.address.scheme}://{self._container.manifest_url(reference)}"
        return self._registry.do_request(url, method, headers={"Accept": MANIFEST}, stream=True)

    def _pieces(self, answer: requests.Response) -> Iterator[bytes]:
        # Not iter_content: it waits for a whole piece, and a server that trickles never ends it.
        while piece := answer.raw.read1(_CHUNK, decode_content=False):
            yield piece

    def _within(self, pieces: Iterator[bytes], limit: int, what: str) -> bytes:
        data = b""
        for piece in pieces:
            data += piece
            if len(data) > limit:
                raise VerificationError(
                    f"{self.name}: {what} is larger than {limit:,} bytes, which it never is"
                )
        return data

    def _tampered(self, blob: Blob) -> VerificationError:
        return VerificationError(
            f"{self.name}: the blob of {blob.name} is not what its digest {blob.digest} says"
        )

    @contextmanager
    def _told(self, what: str) -> Iterator[None]:
        # oras raises ValueError where an answer is not what the protocol says.
        try:
            with self._deadline.at(f"{self.name}: {what}"):
                yield
        except (requests.RequestException, urllib3.exceptions.HTTPError, ValueError) as error:
            raise UnavailableError(f"{self.name}: {what} is out of reach: {error}") from error
