"""A publication, a server that may lie, and docs/consume/fetch-feed.sh as a test calls it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engines.registry import require
from tests.subscribe.feed_attacks import LATER, Feed
from tests.subscribe.lying_server import Lying, lying
from tests.subscribe.script_machines import FILE, ODD, TOOLS, Fetching, Machine, Told


@pytest.fixture(params=[("dash", "minisign"), ("busybox", "openssl")], ids="-".join)
def machine(request: pytest.FixtureRequest, tmp_path: Path) -> Machine:
    shell, checker = request.param
    made = Machine(shell, checker, tmp_path / "path")
    made.root.mkdir()
    for tool in TOOLS:
        real = require("busybox") if shell == "busybox" else shutil.which(tool)
        assert real
        (made.root / tool).symlink_to(real)
    for tool in ("curl", checker):
        (made.root / tool).symlink_to(require(tool))
    made.at(LATER)
    return made


@pytest.fixture
def feed(tmp_path: Path) -> Feed:
    made = Feed(tmp_path)
    made.publish(1, files={ODD: b"odd\n"})
    return made


@pytest.fixture
def server(feed: Feed) -> Iterator[Lying]:
    with lying(feed.site) as there:
        yield there


@pytest.fixture
def fetching(feed: Feed, server: Lying, machine: Machine) -> Fetching:
    def call(*files: str, keys: tuple[Path, ...] = (), url: str = server.url) -> Told:
        pinned = [part for key in keys or (feed.root / "release.pub",) for part in ("-k", key)]
        return Told(machine.run(*pinned, url, feed.dest, *(files or (FILE,))))

    return call
