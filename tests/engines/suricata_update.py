"""suricata-update as a subscriber of a feed that is published on loopback."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

from tests.engines.registry import require
from tests.engines.suricata_engine import CONFIGURATION

ARCHIVE = "/suricata/feedgen.rules.tar.gz"
SUM = f"{ARCHIVE}.md5"


class _Handler(SimpleHTTPRequestHandler):
    asked: ClassVar[list[str]]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        super().do_GET()

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@contextmanager
def published(release: Path) -> Iterator[tuple[str, list[str]]]:
    """The archive's address on a server of a release's folder, and the paths that are asked for."""
    asked: list[str] = []
    handler = partial(type("Handler", (_Handler,), {"asked": asked}), directory=str(release))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{ARCHIVE}", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Subscriber:
    """A sensor's suricata-update, with this feed as its only source."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url = url
        self.folder = folder
        folder.mkdir()
        (folder / "update.yaml").write_text("")

    @property
    def rules(self) -> Path:
        """The file that it makes of all its sources and the distribution's own rules."""
        return self.folder / "rules" / "suricata.rules"

    def update(self, *arguments: str | Path) -> str:
        """One run, in which it also lets the engine test the rules; what it said.

        Raises:
            AssertionError: when it fails, or complains of anything.
        """
        run = subprocess.run(
            [require("suricata-update"), "--data-dir", self.folder / "data",
             "--output", self.rules.parent, "--suricata", require("suricata"),
             "--suricata-conf", CONFIGURATION, "--config", self.folder / "update.yaml",
             "--url", self.url, *arguments],
            capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
        said = run.stdout + run.stderr
        assert run.returncode == 0, said
        return said

    def wait_an_hour(self) -> None:
        """Makes the last download an hour older: it asks again after a quarter of an hour."""
        for path in self.folder.glob("data/update/cache/*"):
            then = path.stat().st_mtime - 3600
            os.utime(path, (then, then))
