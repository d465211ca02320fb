"""A web server on the loopback that gives a publication, and does what a test tells it to do wrong."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Lock, Thread
from urllib.parse import unquote, urlsplit


class Request(BaseHTTPRequestHandler):
    """One request; a test's misdeed answers it by hand, or says no and leaves it to the server."""

    protocol_version = "HTTP/1.1"
    server: _Server

    @property
    def where(self) -> str:
        """The path below the root, also where a proxy is asked for a whole address."""
        return unquote(urlsplit(self.path).path).removeprefix("/")

    @property
    def body(self) -> bytes:
        return (self.server.root / self.where).read_bytes()

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        with self.server.lock:
            self.server.asked.append(f"{self.where} {self.headers.get('Range', '')}".rstrip())
            self.server.addresses.append(self.path)
        if not self.server.misdeed(self):
            self.honest()

    def honest(self) -> None:
        if not (self.server.root / self.where).is_file():
            self.answer(404, b"nothing here\n")
            return
        body, tag = self.body, f'"{sha256(self.body).hexdigest()[:16]}"'
        if self.headers.get("If-None-Match") == tag:
            self.answer(304, b"", ETag=tag)
        elif asked := self.headers.get("Range"):
            start = int(asked.removeprefix("bytes=").removesuffix("-"))
            span = f"bytes {start}-{len(body) - 1}/{len(body)}"
            self.answer(206, body[start:], **{"Content-Range": span, "ETag": tag})
        else:
            self.answer(200, body, ETag=tag)

    def answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def drop(self, body: bytes, *, after: int, status: int = 200, **headers: str) -> None:
        """Promise all of the body, give its beginning, and hang up."""
        length = headers.pop("length", str(len(body)))
        self.answer(status, body[:after], **{"Content-Length": length, **headers})
        self.close_connection = True

    def endless(self, piece: bytes) -> None:
        """The same again and again, until the client has had enough."""
        self.send_response(200)
        self.end_headers()
        self.close_connection = True
        try:
            while not self.server.is_ending:
                self.wfile.write(piece)
        except OSError:
            pass

    def raw(self, text: bytes) -> None:
        """Exactly this, and hang up."""
        self.close_connection = True
        self.wfile.write(text)

    def trickle(self, begin: bytes, again: bytes) -> None:
        """A beginning, and then the same bit by bit, until the client has had enough."""
        self.close_connection = True
        try:
            self.wfile.write(begin)
            while not self.server.is_ending:
                self.wfile.write(again)
                self.wfile.flush()
                self.server.ended.wait(0.02)
        except OSError:
            pass

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Nobody reads a log here."""


Misdeed = Callable[[Request], bool]
"""Answers a request wrongly and says so, or leaves it to the server."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, root: Path) -> None:
        super().__init__(("127.0.0.1", 0), Request)
        self.root = root
        self.lock = Lock()
        self.asked: list[str] = []
        self.addresses: list[str] = []
        self.misdeed: Misdeed = lambda _: False
        self.ended = Event()

    @property
    def is_ending(self) -> bool:
        return self.ended.is_set()

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is no event."""


class Lying:
    """The server as a test sees it."""

    def __init__(self, server: _Server, scheme: str) -> None:
        self._server = server
        self.port = server.server_port
        self.url = f"{scheme}://127.0.0.1:{self.port}"

    def does(self, misdeed: Misdeed) -> None:
        """From now on, ask this first."""
        self._server.misdeed = misdeed

    @property
    def asked(self) -> list[str]:
        """Paths and ranges, in the order they came in."""
        return self._server.asked

    @property
    def addresses(self) -> list[str]:
        """What the first lines of the requests asked for."""
        return self._server.addresses


@contextmanager
def lying(root: Path, context: ssl.SSLContext | None = None) -> Iterator[Lying]:
    """Serves a folder until the block ends."""
    with _Server(root) as server:
        if context:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield Lying(server, "https" if context else "http")
        finally:
            server.ended.set()
            server.shutdown()
            thread.join()


def once(path: str, misdeed: Callable[[Request], None], *, times: int = 1) -> Misdeed:
    """The first answers for a path; the others are honest."""
    left = times
    lock = Lock()

    def does(request: Request) -> bool:
        nonlocal left
        with lock:
            if not request.where.endswith(path) or not left:
                return False
            left -= 1
        misdeed(request)
        return True

    return does


def always(path: str, misdeed: Callable[[Request], None]) -> Misdeed:
    """Every answer for a path."""
    return once(path, misdeed, times=-1)
