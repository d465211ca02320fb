"""A folder over HTTP on the loopback, as a web server gives a release, with what was asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any


class Served:
    """Where it is, and the paths that were asked for since `asked` was emptied."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.asked: list[str] = []


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, *args: Any, asked: list[str], **kwargs: Any) -> None:
        self.asked = asked
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        self.asked.append(self.path)
        super().do_GET()

    def log_message(self, *args: object) -> None:
        """Nobody reads a log here."""


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    """Serves the folder until the block ends."""
    asked: list[str] = []
    handler = partial(_Handler, asked=asked, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        where = Served(server.server_port)
        where.asked = asked
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield where
        finally:
            server.shutdown()
            thread.join()
