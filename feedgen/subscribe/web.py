"""A publication on a web server, behind whatever proxies and caches stand between."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from http import HTTPStatus
from itertools import count
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import requests
import urllib3

from feedgen import __version__
from feedgen.bounded_http import BoundedAdapter
from feedgen.deadline import Deadline
from feedgen.errors import UnavailableError, UsageError, VerificationError
from feedgen.subscribe import headers
from feedgen.subscribe.origin import CHUNK, Fetched, within

_CONNECT, _READ = 10.0, 30.0
"""Seconds: to get a connection, and between two pieces of an answer."""
_RETRIES = 4
_BACK_OFF = 0.5
"""Seconds before the first retry; doubled from then on."""
_BUSY = (429, 500, 502, 503, 504)
_LONGEST_WAIT = 60
"""Seconds that a server may ask for with Retry-After; whoever asks for more is not waited for."""
_REDIRECTS = 5
_AT_ONCE = 8
_RANGED = (HTTPStatus.PARTIAL_CONTENT, HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)


class WebOrigin:
    """A publication's root at an http or https address.

    Proxies, private authorities and `.netrc` work as with every program that uses requests:
    HTTPS_PROXY, NO_PROXY, REQUESTS_CA_BUNDLE.
    """

    at_once = _AT_ONCE

    def __init__(
        self,
        address: str,
        deadline: Deadline,
        *,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        """Nothing is asked yet.

        Args:
            address: of the root.
            deadline: for everything together.
            pause: waits some seconds before a retry.

        Raises:
            UsageError: when it is no such address.
        """
        try:
            parts = urlsplit(address)
        except ValueError as error:
            raise UsageError(f"{address} is no address: {error}") from error
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise UsageError(f"{address} is no http or https address of a publication")
        if parts.query or parts.fragment:
            raise UsageError(f"{address} has a query or fragment; name the publication's root")
        self._root = address.rstrip("/")
        self._deadline = deadline
        self._pause = pause
        self._sessions = threading.local()

    @property
    def name(self) -> str:
        """The address without a password."""
        return _shown(self._root)

    def fetch(self, path: str, limit: int, validator: str = "") -> Fetched | None:
        """See Origin. The validator is an ETag."""
        with self._deadline.at(f"{self.name}/{path}"):
            for attempt in count(1):
                try:
                    return self._document(path, limit, headers.entity_tag(validator))
                except _BrokenOffError as error:
                    self._before_retry(attempt, error)
        raise AssertionError

    def stream(self, path: str, start: int) -> Iterator[bytes]:
        """See Origin. Goes on where the connection broke off, as long as anything comes."""
        attempt = 0
        with self._deadline.at(f"{self.name}/{path}"):
            while True:
                try:
                    for chunk in self._from(path, start):
                        start += len(chunk)
                        attempt = 0
                        yield chunk
                except _BrokenOffError as error:
                    attempt += 1
                    self._before_retry(attempt, error)
                else:
                    return

    def _document(self, path: str, limit: int, validator: str) -> Fetched | None:
        asked = {"Cache-Control": "no-cache"}
        if validator:
            asked["If-None-Match"] = validator
        with self._get(path, asked) as answer:
            if answer.status_code == HTTPStatus.NOT_FOUND:
                return None
            if answer.status_code == HTTPStatus.NOT_MODIFIED and validator:
                return Fetched(b"", validator)
            self._refuse(answer, path)
            data = bytearray()
            for chunk in self._body(answer, path):
                data += chunk
                within(data, limit, f"{self.name}/{path}")
        if data.lstrip().startswith(b"<"):
            raise UnavailableError(
                f"{self.name}/{path} is a web page: the network's login page, or a wrong address"
            )
        return Fetched(bytes(data), headers.entity_tag(answer.headers.get("ETag", "")))

    def _from(self, path: str, start: int) -> Iterator[bytes]:
        """The file from an offset on, from a server that knows ranges or not."""
        answer = self._get(path, {"Range": f"bytes={start}-"} if start else {})
        if start and answer.status_code in _RANGED and headers.starts_at(answer) != start:
            # Another range than was asked for, or none at all: then the whole file.
            answer.close()
            answer = self._get(path, {})
        with answer:
            if answer.status_code == HTTPStatus.NOT_FOUND:
                raise VerificationError(
                    f"{self.name}/{path} is missing, and the release's sums name it"
                )
            skip = start
            if start and headers.starts_at(answer) == start:
                skip = 0
            else:
                self._refuse(answer, path)
            for chunk in self._body(answer, path):
                if len(chunk) > skip:
                    yield chunk[skip:]
                skip = max(0, skip - len(chunk))

    def _get(self, path: str, asked: dict[str, str]) -> requests.Response:
        """An answer, whatever it says, unless the server is too busy or away for long."""
        what = f"{self.name}/{path}"
        for attempt in count(1):
            try:
                answer = self._followed(path, asked)
            except requests.exceptions.SSLError as error:
                raise UnavailableError(f"{what} does not answer: {_reason(error)}") from error
            except (requests.ConnectionError, requests.Timeout) as error:
                is_proxy = isinstance(error, requests.exceptions.ProxyError)
                where = " through the proxy" if is_proxy else ""
                problem = UnavailableError(f"{what} does not answer{where}: {_reason(error)}")
                problem.__cause__ = error
                wait = 0.0
            except (requests.RequestException, ValueError) as error:
                raise UnavailableError(f"{what} cannot be asked for: {error}") from error
            else:
                if answer.status_code not in _BUSY:
                    return answer
                problem = UnavailableError(f"{what} answers {headers.status(answer)}")
                wait = headers.asked_to_wait(answer)
                answer.close()
                if wait > _LONGEST_WAIT:
                    raise UnavailableError(f"{problem}, and asks to wait {wait:.0f} seconds")
            self._before_retry(attempt, problem, wait)
        raise AssertionError

    def _followed(self, path: str, asked: dict[str, str]) -> requests.Response:
        """Where redirects lead. They are followed here, since requests would read their bodies."""
        address = f"{self._root}/{quote(path)}"
        for _ in range(_REDIRECTS + 1):
            left = self._deadline.left()
            answer = self._session().get(
                address, headers=asked, timeout=(min(_CONNECT, left), min(_READ, left)),
                stream=True,
            )  # fmt: skip
            if not answer.is_redirect:
                return answer
            answer.close()
            location = answer.headers["Location"]
            try:
                target = urljoin(address, location)
                before, scheme = urlsplit(address).scheme, urlsplit(target).scheme
            except ValueError as error:
                raise UnavailableError(
                    f"{self.name}/{path} leads to {headers.brief(location)}, which is no address"
                ) from error
            if scheme not in ("http", "https") or (before, scheme) == ("https", "http"):
                there = headers.brief(_shown(target))
                raise UnavailableError(
                    f"{self.name}/{path} leads from {before} to {there}, which is not followed"
                )
            address = target
        raise UnavailableError(
            f"{self.name}/{path} leads on more than {_REDIRECTS} times, at last to "
            f"{headers.brief(_shown(address))}"
        )

    def _session(self) -> requests.Session:
        """One for each thread, as requests wants it."""
        session: requests.Session | None = getattr(self._sessions, "session", None)
        if session is None:
            session = _Session()
            for scheme in ("http://", "https://"):
                session.mount(scheme, BoundedAdapter(self._deadline))
            # Sizes and ranges are those of the file, and a small answer cannot unfold into a large
            # one.
            session.headers["Accept-Encoding"] = "identity"
            session.headers["User-Agent"] = f"feedgen/{__version__}"
            self._sessions.session = session
        return session

    def _body(self, answer: requests.Response, path: str) -> Iterator[bytes]:
        """The bytes as they were sent, in pieces as they come."""
        encoding = headers.brief(answer.headers.get("Content-Encoding", "identity").lower())
        # Servers call a .gz file "encoded" and send it as it is.
        if encoding != "identity" and not path.endswith(".gz"):
            raise UnavailableError(
                f"{self.name}/{path} comes as {encoding}, though it was asked for as it is; a "
                "proxy or server on the way changes it"
            )
        size = 0
        try:
            # Not iter_content: it waits for a whole piece, which a server that trickles never ends.
            while chunk := answer.raw.read1(CHUNK, decode_content=False):
                size += len(chunk)
                yield chunk
        except (urllib3.exceptions.HTTPError, OSError) as error:
            expected = headers.size(answer)
            of = "" if expected is None else f" of {expected:,}"
            raise _BrokenOffError(
                f"{self.name}/{path} broke off after {size:,}{of} bytes: {_reason(error)}"
            ) from error

    def _refuse(self, answer: requests.Response, path: str) -> None:
        if answer.status_code != HTTPStatus.OK:
            raise UnavailableError(f"{self.name}/{path} answers {headers.status(answer)}")

    def _before_retry(self, attempt: int, problem: UnavailableError, wait: float = 0) -> None:
        """Wait, unless it was tried often enough or there is no time for it."""
        wait = max(wait, _BACK_OFF * 2 ** (attempt - 1))
        if attempt > _RETRIES or wait > self._deadline.left():
            raise problem
        self._pause(wait)


class _BrokenOffError(UnavailableError):
    """The connection ended in the middle of an answer."""


class _Session(requests.Session):
    """One that leaves redirects to its caller."""

    def get_redirect_target(self, resp: requests.Response) -> str | None:  # noqa: ARG002
        """None: requests then neither follows nor reads the body."""
        return None


def _reason(error: BaseException) -> str:
    """What lies at the bottom of an error: its wrappings repeat address and port."""
    while (inner := error.__cause__ or error.__context__) is not None:
        error = inner
    return str(error) or type(error).__name__


def _shown(address: str) -> str:
    """An address without a password."""
    parts = urlsplit(address)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, host, parts.path, "", ""))
