"""One repository of a registry: manifests by tag or digest, blobs by digest."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from http.cookiejar import DefaultCookiePolicy
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import oras.container
import oras.provider
import orjson
import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from feedgen import __version__
from feedgen.errors import UnavailableError, VerificationError
from feedgen.registry.address import SCHEME, Address
from feedgen.registry.artifact import MANIFEST, Blob, digest_of
from feedgen.registry.authentication import Authentication
from feedgen.registry.credentials import basic_credentials

MANIFEST_LIMIT = 4 << 20
"""Bytes; registries take no more."""
_CHUNK = 1 << 18
_CONNECT, _READ = 10.0, 60.0
"""Seconds: to get a connection, and between two pieces of an answer."""
_RETRIES = 4
_BACK_OFF = 0.5
"""Seconds before the second retry; doubled from then on."""
_BUSY = (429, 500, 502, 503, 504)
_LONGEST_WAIT = 60
"""Seconds that a registry may ask for with Retry-After."""
_REFUSED = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)
_WORDS = 300
"""Characters of an answer that is no JSON."""


class Repository:
    """Speaks to one repository."""

    def __init__(
        self,
        address: Address,
        environment: Mapping[str, str],
        *,
        each: Callable[[], None] = lambda: None,
    ) -> None:
        """Nothing is asked yet.

        Args:
            address: of the repository.
            environment: Docker's configuration is found by it.
            each: called before every request and piece of an answer; may raise to give up.

        Raises:
            UsageError: when Docker's configuration cannot be used.
        """
        self.address = address
        self._each = each
        credentials = basic_credentials(address.host, environment)
        self._registry = _Registry(address, credentials, each)
        # Its parser takes a host without dot or port for a folder, so it is told.
        self._container = oras.container.Container(f"localhost:1/{address.repository}")
        self._container.registry = address.server

    @property
    def name(self) -> str:
        """As the user wrote it."""
        return f"{SCHEME}://{self.address}"

    def digest(self, reference: str) -> str:
        """The digest that a tag leads to; empty where there is no such tag or it is not said."""
        with self._told(reference):
            answer = self._manifest(reference, "HEAD")
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
        with self._told(blob.title):
            return bool(self._registry.blob_exists({"digest": blob.digest}, self._container))

    def upload(self, blob: Blob, source: Path) -> None:
        """Bring a blob there."""
        with self._told(blob.title):
            layer = {"digest": blob.digest, "size": blob.size}
            answer = self._registry.put_upload(str(source), self._container, layer)
            if answer.status_code == HTTPStatus.NOT_FOUND:
                raise UnavailableError(
                    f"{self.name}: {blob.title or blob.digest} was not taken: {_words(answer)}"
                )

    def document(self, blob: Blob, limit: int) -> bytes:
        """A small blob, whole.

        Raises:
            VerificationError: when it is missing, larger, or not what its digest says.
        """
        with self._told(blob.title):
            data = self._within(self.stream(blob, 0), limit, blob.title)
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
        with self._told(blob.title):
            answer = self._registry.do_request(url, headers=headers, stream=True)
            with answer:
                if answer.status_code == HTTPStatus.NOT_FOUND:
                    raise VerificationError(
                        f"{self.name}: the blob of {blob.title} is missing: {_words(answer)}"
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
        expected, size = answer.headers.get("Content-Length", ""), 0
        for piece in answer.iter_content(_CHUNK):
            self._each()
            size += len(piece)
            yield piece
        if expected.isdecimal() and size < int(expected):
            raise UnavailableError(
                f"{self.name} broke off after {size:,} of {int(expected):,} bytes"
            )

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
            f"{self.name}: the blob of {blob.title} is not what its digest {blob.digest} says"
        )

    @contextmanager
    def _told(self, what: str) -> Iterator[None]:
        # oras raises ValueError where an answer is not what the protocol says.
        try:
            yield
        except (requests.RequestException, ValueError) as error:
            raise UnavailableError(f"{self.name}: {what} is out of reach: {error}") from error


class _Registry(oras.provider.Registry):  # type: ignore[misc] # oras is without types
    """Sends requests with time limits, few retries and errors in the registry's words.

    oras would wait without end for an answer, and two minutes before it says that nobody answers.
    """

    def __init__(self, address: Address, credentials: str | None, each: Callable[[], None]) -> None:
        super().__init__(hostname=address.server, insecure=address.is_clear)
        self._address, self._each = address, each
        self._authentication = Authentication(
            credentials, address.scheme, lambda url, **rest: self._send("GET", url, **rest)
        )
        retry = Retry(
            total=_RETRIES,
            backoff_factor=_BACK_OFF,
            status_forcelist=_BUSY,
            allowed_methods=["GET", "HEAD", "POST", "PUT"],
            raise_on_status=False,
            retry_after_max=_LONGEST_WAIT,
        )
        self.session.mount("https://", HTTPAdapter(max_retries=retry))
        self.session.mount("http://", HTTPAdapter(max_retries=retry))
        self.session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        self.session.headers["User-Agent"] = f"feedgen/{__version__}"
        # Digests are of what is stored, and a small answer cannot unfold into a large one.
        self.session.headers["Accept-Encoding"] = "identity"
        # Else a line in .netrc would take the place of the registry's own token.
        self.session.auth = lambda request: request

    def do_request(
        self,
        url: str,
        method: str = "GET",
        data: bytes | None = None,
        headers: dict[str, str] | None = None,
        json: None = None,  # noqa: ARG002 - the signature is oras's
        stream: bool = False,  # noqa: FBT001, FBT002 - the signature is oras's
    ) -> requests.Response:
        """See oras. An answer that refuses raises; 404 is handed on."""
        for attempt in range(2):
            answer = self._send(
                method, url, data=data, stream=stream,
                headers={**(headers or {}), **self._authentication.header},
            )  # fmt: skip
            if answer.status_code not in _REFUSED or attempt:
                break
            challenge = answer.headers.get("WWW-Authenticate", "")
            if not self._authentication.answer(challenge, self._address.host):
                break
            answer.close()
        if answer.ok or answer.status_code == HTTPStatus.NOT_FOUND:
            return answer
        with answer:
            hint = "; log in with `docker login`" if answer.status_code in _REFUSED else ""
            raise UnavailableError(
                f"{SCHEME}://{self._address} answers {answer.status_code} {answer.reason}: "
                f"{_words(answer)}{hint}"
            )

    def _send(self, method: str, url: str, **rest: Any) -> requests.Response:  # noqa: ANN401 - for requests
        self._each()
        if urlsplit(url).scheme not in {"https", self._address.scheme}:
            raise UnavailableError(f"{self._address.host} leads from https to {url}")
        answer: requests.Response = self.session.request(
            method, url, timeout=(_CONNECT, _READ), **rest
        )
        if urlsplit(answer.url).scheme not in {"https", self._address.scheme}:
            answer.close()
            raise UnavailableError(f"{self._address.host} leads from https to {answer.url}")
        return answer


def _words(answer: requests.Response) -> str:
    """What the registry itself says, as OCI's errors say it where it can be read."""
    text = b""
    for piece in answer.iter_content(MANIFEST_LIMIT):
        text += piece
        if len(text) > MANIFEST_LIMIT:
            break
    try:
        errors = [
            f"{error['code']} {error.get('message', '')}".strip()
            for error in orjson.loads(text)["errors"]
        ]
        return ", ".join(errors)
    except (ValueError, KeyError, TypeError, AttributeError):
        return " ".join(text.decode(errors="replace")[:_WORDS].split()) or "nothing more"
