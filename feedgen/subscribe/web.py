"""A publication on a web server, behind whatever proxies and caches stand between."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from http import HTTPStatus
from urllib.parse import quote, urlsplit, urlunsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from feedgen import __version__
from feedgen.errors import UnavailableError, UsageError, VerificationError
from feedgen.subscribe.origin import CHUNK, Fetched, within

_CONNECT, _READ = 10.0, 30.0
"""Seconds: to get a connection, and between two pieces of an answer."""
_RETRIES = 4
_BACK_OFF = 0.5
"""Seconds before the second retry; doubled from then on."""
_BUSY = (429, 500, 502, 503, 504)
_LONGEST_WAIT = 60
"""Seconds that a server may ask for with Retry-After."""


class WebOrigin:
    """A publication's root at an http or https address.

    Proxies, private authorities and `.netrc` work as with every program that uses requests:
    HTTPS_PROXY, NO_PROXY, REQUESTS_CA_BUNDLE.
    """

    def __init__(self, address: str, *, elapsed: Callable[[], float], allowance: float) -> None:
        """Nothing is asked yet.

        Args:
            address: of the root.
            elapsed: gives seconds that only rise.
            allowance: seconds that everything together may take: a server that trickles is not
                waited for without end.

        Raises:
            UsageError: when it is no such address.
        """
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise UsageError(f"{address} is no http or https address of a publication")
        if parts.query or parts.fragment:
            raise UsageError(f"{address} has a query or fragment; name the publication's root")
        self._root = address.rstrip("/")
        self._elapsed, self._end = elapsed, elapsed() + allowance
        self._allowance = allowance
        self._session = requests.Session()
        retry = Retry(
            total=_RETRIES,
            backoff_factor=_BACK_OFF,
            status_forcelist=_BUSY,
            allowed_methods=["GET"],
            raise_on_status=False,
            retry_after_max=_LONGEST_WAIT,
        )
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, HTTPAdapter(max_retries=retry))
        # Sizes and ranges are those of the file, and a small answer cannot unfold into a large one.
        self._session.headers["Accept-Encoding"] = "identity"
        self._session.headers["User-Agent"] = f"feedgen/{__version__}"

    @property
    def name(self) -> str:
        """The address without a password."""
        parts = urlsplit(self._root)
        host = parts.netloc.rpartition("@")[2]
        return urlunsplit((parts.scheme, host, parts.path, "", ""))

    def fetch(self, path: str, limit: int, validator: str = "") -> Fetched | None:
        """See Origin. The validator is an ETag."""
        headers = {"Cache-Control": "no-cache"}
        if validator:
            headers["If-None-Match"] = validator
        with self._get(path, headers) as answer:
            if answer.status_code == HTTPStatus.NOT_FOUND:
                return None
            if answer.status_code == HTTPStatus.NOT_MODIFIED and validator:
                return Fetched(b"", validator)
            self._refuse(answer, path, HTTPStatus.OK)
            data = b""
            for chunk in self._body(answer, path):
                data = within(data + chunk, limit, f"{self.name}/{path}")
            return Fetched(data, answer.headers.get("ETag", ""))

    def stream(self, path: str, start: int) -> Iterator[bytes]:
        """See Origin. A server that knows no ranges sends everything; the start is then skipped."""
        headers = {"Range": f"bytes={start}-"} if start else {}
        with self._get(path, headers) as answer:
            if answer.status_code == HTTPStatus.NOT_FOUND:
                raise VerificationError(
                    f"{self.name}/{path} is missing, and the release's sums name it"
                )
            whole = answer.status_code == HTTPStatus.OK
            self._refuse(answer, path, HTTPStatus.OK if whole else HTTPStatus.PARTIAL_CONTENT)
            skip = start if whole else 0
            for chunk in self._body(answer, path):
                if len(chunk) > skip:
                    yield chunk[skip:]
                skip = max(0, skip - len(chunk))

    def _get(self, path: str, headers: dict[str, str]) -> requests.Response:
        self._refuse_late(path)
        try:
            answer = self._session.get(
                f"{self._root}/{quote(path)}",
                headers=headers,
                timeout=(_CONNECT, _READ),
                stream=True,
            )
        except requests.RequestException as error:
            raise UnavailableError(f"{self.name}/{path} does not answer: {error}") from error
        if urlsplit(self._root).scheme == "https" and urlsplit(answer.url).scheme != "https":
            answer.close()
            raise UnavailableError(f"{self.name}/{path} leads from https to {answer.url}")
        return answer

    def _body(self, answer: requests.Response, path: str) -> Iterator[bytes]:
        expected = answer.headers.get("Content-Length", "")
        size = 0
        try:
            for chunk in answer.iter_content(CHUNK):
                self._refuse_late(path)
                size += len(chunk)
                yield chunk
        except requests.RequestException as error:
            raise UnavailableError(f"{self.name}/{path} broke off: {error}") from error
        if expected.isdecimal() and size < int(expected):
            raise UnavailableError(
                f"{self.name}/{path} broke off after {size:,} of {int(expected):,} bytes"
            )

    def _refuse(self, answer: requests.Response, path: str, wanted: HTTPStatus) -> None:
        if answer.status_code != wanted:
            raise UnavailableError(
                f"{self.name}/{path} answers {answer.status_code} {answer.reason}"
            )

    def _refuse_late(self, path: str) -> None:
        if self._elapsed() > self._end:
            raise UnavailableError(
                f"{self.name}/{path}: {self._allowance:.0f} seconds were not enough; "
                "raise --timeout, or try again: what came is kept"
            )
