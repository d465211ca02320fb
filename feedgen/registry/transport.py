"""How requests reach a registry: with time limits, few retries, and errors in its own words."""

from __future__ import annotations

from http import HTTPStatus
from http.cookiejar import DefaultCookiePolicy
from typing import Any
from urllib.parse import urlsplit

import oras.provider
import orjson
import requests

from feedgen import __version__
from feedgen.bounded_http import BoundedAdapter, BoundedRetry
from feedgen.deadline import Deadline
from feedgen.errors import UnavailableError
from feedgen.registry.address import SCHEME, Address
from feedgen.registry.authentication import Authentication

_CONNECT, _READ = 10.0, 60.0
"""Seconds: to get a connection, and between two pieces of an answer."""
_RETRIES = 4
_BACK_OFF = 0.5
"""Seconds before the second retry; doubled from then on."""
_BUSY = (429, 500, 502, 503, 504)
_LONGEST_WAIT = 60
"""Seconds that a registry may ask for with Retry-After."""
_REFUSED = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)
_READS = ("GET", "HEAD")
_SMALL = 65_536
"""Bytes of a token's answer or an error; more is not read."""
_WORDS = 300
"""Characters of an answer that is no JSON."""


class Registry(oras.provider.Registry):  # type: ignore[misc] # oras is without types
    """Sends requests with time limits, few retries and errors in the registry's words.

    oras would wait without end for an answer, and two minutes before it says that nobody answers.
    """

    def __init__(self, address: Address, credentials: str | None, deadline: Deadline) -> None:
        super().__init__(hostname=address.server, insecure=address.is_clear)
        self._address = address
        self._authentication = Authentication(credentials, address.scheme, self._asked_for_a_token)
        retry = BoundedRetry(
            total=_RETRIES,
            backoff_factor=_BACK_OFF,
            status_forcelist=_BUSY,
            allowed_methods=["GET", "HEAD", "POST", "PUT"],
            raise_on_status=False,
            retry_after_max=_LONGEST_WAIT,
        )
        retry.deadline = deadline
        self.session.mount("https://", BoundedAdapter(deadline, retry))
        self.session.mount("http://", BoundedAdapter(deadline, retry))
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
        """See oras. An answer that refuses raises; that nothing is there is an answer."""
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
        absent = answer.status_code == HTTPStatus.NOT_FOUND and method in _READS
        if answer.ok or absent:
            return answer
        with answer:
            hint = "; log in with `docker login`" if answer.status_code in _REFUSED else ""
            raise UnavailableError(
                f"{SCHEME}://{self._address} answers {answer.status_code} {answer.reason}: "
                f"{_words(self._small(answer))}{hint}"
            )

    def _send(self, method: str, url: str, **rest: Any) -> requests.Response:  # noqa: ANN401 - for requests
        if urlsplit(url).scheme not in {"https", self._address.scheme}:
            raise UnavailableError(f"{self._address.host} leads from https to {url}")
        answer: requests.Response = self.session.request(
            method, url, timeout=(_CONNECT, _READ), **rest
        )
        if urlsplit(answer.url).scheme not in {"https", self._address.scheme}:
            answer.close()
            raise UnavailableError(f"{self._address.host} leads from https to {answer.url}")
        return answer

    def _asked_for_a_token(self, url: str, **rest: Any) -> tuple[requests.Response, bytes]:  # noqa: ANN401 - for requests
        with self._send("GET", url, stream=True, **rest) as answer:
            return answer, self._small(answer)

    def _small(self, answer: requests.Response) -> bytes:
        """The beginning of an answer."""
        data = bytearray()
        for byte in answer.iter_content(1):
            data += byte
            if len(data) >= _SMALL:
                break
        return bytes(data)


def _words(text: bytes) -> str:
    """What the registry itself says, as OCI's errors say it where it can be read."""
    try:
        errors = [
            f"{error['code']} {error.get('message', '')}".strip()
            for error in orjson.loads(text)["errors"]
        ]
        return ", ".join(errors)
    except (ValueError, KeyError, TypeError, AttributeError):
        return " ".join(text.decode(errors="replace")[:_WORDS].split()) or "nothing more"
