"""A publication on a web server, behind whatever proxies and caches stand between."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator
from http import HTTPStatus
from itertools import count
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import requests
import urllib3

from feedgen import __version__
from feedgen.errors import UnavailableError, UsageError, VerificationError
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
_CONTENT_RANGE = re.compile(r"bytes (\d+)-\d+/(?:\d+|\*)")


class WebOrigin:
    """A publication's root at an http or https address.

    Proxies, private authorities and `.netrc` work as with every program that uses requests:
    HTTPS_PROXY, NO_PROXY, REQUESTS_CA_BUNDLE.
    """

    at_once = _AT_ONCE

    def __init__(
        self,
        address: str,
        *,
        elapsed: Callable[[], float],
        allowance: float,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        """Nothing is asked yet.

        Args:
            address: of the root.
            elapsed: gives seconds that only rise.
            allowance: seconds that everything together may take: a server that trickles is not
                waited for without end.
            pause: waits some seconds before a retry.

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
        self._pause = pause
        self._sessions = threading.local()

    @property
    def name(self) -> str:
        """The address without a password."""
        return _shown(self._root)

    def fetch(self, path: str, limit: int, validator: str = "") -> Fetched | None:
        """See Origin. The validator is an ETag."""
        for attempt in count(1):
            try:
                return self._document(path, limit, validator)
            except _BrokenOffError as error:
                self._before_retry(attempt, error)
        raise AssertionError

    def stream(self, path: str, start: int) -> Iterator[bytes]:
        """See Origin. Goes on where the connection broke off, as long as anything comes."""
        attempt = 0
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
        headers = {"Cache-Control": "no-cache"}
        if validator:
            headers["If-None-Match"] = validator
        with self._get(path, headers) as answer:
            if answer.status_code == HTTPStatus.NOT_FOUND:
                return None
            if answer.status_code == HTTPStatus.NOT_MODIFIED and validator:
                return Fetched(b"", validator)
            self._refuse(answer, path)
            data = bytearray()
            for chunk in self._body(answer, path):
                data += chunk
                if len(data) > limit:
                    within(bytes(data), limit, f"{self.name}/{path}")
        if data.lstrip().startswith(b"<"):
            raise UnavailableError(
                f"{self.name}/{path} is a web page: the network's login page, or a wrong address"
            )
        return Fetched(bytes(data), answer.headers.get("ETag", ""))

    def _from(self, path: str, start: int) -> Iterator[bytes]:
        """The file from an offset on, from a server that knows ranges or not."""
        answer = self._get(path, {"Range": f"bytes={start}-"} if start else {})
        if start and answer.status_code in _RANGED and _starts_at(answer) != start:
            # Another range than was asked for, or none at all: then the whole file.
            answer.close()
            answer = self._get(path, {})
        with answer:
            if answer.status_code == HTTPStatus.NOT_FOUND:
                raise VerificationError(
                    f"{self.name}/{path} is missing, and the release's sums name it"
                )
            skip = start
            if start and _starts_at(answer) == start:
                skip = 0
            else:
                self._refuse(answer, path)
            for chunk in self._body(answer, path):
                if len(chunk) > skip:
                    yield chunk[skip:]
                skip = max(0, skip - len(chunk))

    def _get(self, path: str, headers: dict[str, str]) -> requests.Response:
        """An answer, whatever it says, unless the server is too busy or away for long."""
        what = f"{self.name}/{path}"
        for attempt in count(1):
            self._refuse_late(path)
            try:
                answer = self._followed(path, headers)
            except requests.exceptions.SSLError as error:
                raise UnavailableError(f"{what} does not answer: {_reason(error)}") from error
            except (requests.ConnectionError, requests.Timeout) as error:
                is_proxy = isinstance(error, requests.exceptions.ProxyError)
                where = " through the proxy" if is_proxy else ""
                problem = UnavailableError(f"{what} does not answer{where}: {_reason(error)}")
                problem.__cause__ = error
                wait = 0.0
            except requests.RequestException as error:
                raise UnavailableError(f"{what} cannot be asked for: {error}") from error
            else:
                if answer.status_code not in _BUSY:
                    return answer
                problem = UnavailableError(f"{what} answers {_status(answer)}")
                wait = _asked_to_wait(answer)
                answer.close()
                if wait > _LONGEST_WAIT:
                    raise UnavailableError(f"{problem}, and asks to wait {wait:.0f} seconds")
            self._before_retry(attempt, problem, wait)
        raise AssertionError

    def _followed(self, path: str, headers: dict[str, str]) -> requests.Response:
        """Where redirects lead. They are followed here, since requests would read their bodies."""
        address = f"{self._root}/{quote(path)}"
        for _ in range(_REDIRECTS + 1):
            left = max(1.0, self._end - self._elapsed())
            answer = self._session().get(
                address, headers=headers, timeout=(min(_CONNECT, left), min(_READ, left)),
                stream=True,
            )  # fmt: skip
            if not answer.is_redirect:
                return answer
            answer.close()
            target = urljoin(address, answer.headers["Location"])
            before, scheme = urlsplit(address).scheme, urlsplit(target).scheme
            if scheme not in ("http", "https") or (before, scheme) == ("https", "http"):
                raise UnavailableError(
                    f"{self.name}/{path} leads from {before} to {_shown(target)}, which is not "
                    "followed"
                )
            address = target
        raise UnavailableError(
            f"{self.name}/{path} leads on more than {_REDIRECTS} times, at last to "
            f"{_shown(address)}"
        )

    def _session(self) -> requests.Session:
        """One for each thread, as requests wants it."""
        session: requests.Session | None = getattr(self._sessions, "session", None)
        if session is None:
            session = _Session()
            # Sizes and ranges are those of the file, and a small answer cannot unfold into a large
            # one.
            session.headers["Accept-Encoding"] = "identity"
            session.headers["User-Agent"] = f"feedgen/{__version__}"
            self._sessions.session = session
        return session

    def _body(self, answer: requests.Response, path: str) -> Iterator[bytes]:
        """The bytes as they were sent, in pieces as they come."""
        encoding = answer.headers.get("Content-Encoding", "identity").lower()
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
                self._refuse_late(path)
                yield chunk
        except (urllib3.exceptions.HTTPError, OSError) as error:
            expected = answer.headers.get("Content-Length", "")
            of = f" of {int(expected):,}" if expected.isdecimal() else ""
            raise _BrokenOffError(
                f"{self.name}/{path} broke off after {size:,}{of} bytes: {_reason(error)}"
            ) from error

    def _refuse(self, answer: requests.Response, path: str) -> None:
        if answer.status_code != HTTPStatus.OK:
            raise UnavailableError(f"{self.name}/{path} answers {_status(answer)}")

    def _before_retry(self, attempt: int, problem: UnavailableError, wait: float = 0) -> None:
        """Wait, unless it was tried often enough or there is no time for it."""
        wait = max(wait, _BACK_OFF * 2 ** (attempt - 1))
        if attempt > _RETRIES or self._elapsed() + wait > self._end:
            raise problem
        self._pause(wait)

    def _refuse_late(self, path: str) -> None:
        if self._elapsed() > self._end:
            raise UnavailableError(
                f"{self.name}/{path}: {self._allowance:.0f} seconds were not enough; "
                "raise --timeout, or try again: what came is kept"
            )


class _BrokenOffError(UnavailableError):
    """The connection ended in the middle of an answer."""


class _Session(requests.Session):
    """One that leaves redirects to its caller."""

    def get_redirect_target(self, resp: requests.Response) -> str | None:  # noqa: ARG002
        """None: requests then neither follows nor reads the body."""
        return None


def _starts_at(answer: requests.Response) -> int | None:
    """The offset that a partial answer says it starts from."""
    said = _CONTENT_RANGE.fullmatch(answer.headers.get("Content-Range", ""))
    return int(said[1]) if said and answer.status_code == HTTPStatus.PARTIAL_CONTENT else None


def _asked_to_wait(answer: requests.Response) -> float:
    try:
        return urllib3.Retry().parse_retry_after(answer.headers.get("Retry-After", "0"))
    except urllib3.exceptions.InvalidHeader:
        return 0


def _status(answer: requests.Response) -> str:
    return f"{answer.status_code} {answer.reason}".strip()


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
