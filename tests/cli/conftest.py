"""A publication, a server that may lie, and `feedgen fetch` as a test calls it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from feedgen.cli.app import run
from feedgen.deadline import Deadline
from feedgen.subscribe.web import WebOrigin
from tests.subscribe.feed_attacks import Feed
from tests.subscribe.fetched_copies import (
    NOW,
    Fetching,
    Told,
)
from tests.subscribe.lying_server import Lying, lying


@pytest.fixture
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Retries come at once; what they would have waited is in the list."""
    waited: list[float] = []

    def opened(source: str, timeout: float) -> WebOrigin:
        return WebOrigin(source, Deadline(time.monotonic, timeout), pause=waited.append)

    monkeypatch.setattr("feedgen.cli.fetch.open_origin", opened)
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "REQUESTS_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    return waited


@pytest.fixture
def feed(tmp_path: Path) -> Feed:
    made = Feed(tmp_path)
    made.publish(1)
    return made


@pytest.fixture
def server(feed: Feed) -> Iterator[Lying]:
    with lying(feed.site) as there:
        yield there


@pytest.fixture
def fetching(
    feed: Feed, server: Lying, capfd: pytest.CaptureFixture[str], no_waiting: list[float]
) -> Fetching:
    def call(*options: str, url: str = server.url, at: str = NOW) -> Told:
        code = run([
            "fetch", url, "--key", str(feed.root / "release.pub"), "--dest", str(feed.dest),
            "--at", at, *options,
        ])  # fmt: skip
        captured = capfd.readouterr()
        return Told(code, captured.out, captured.err)

    return call
