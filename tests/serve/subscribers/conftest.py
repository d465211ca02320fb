from __future__ import annotations

from collections.abc import Iterator

import pytest
from serve.subscribers.real_server import Publications, Running, published, running


@pytest.fixture(scope="session")
def publications(tmp_path_factory: pytest.TempPathFactory) -> Publications:
    """Made once, and never changed."""
    return published(tmp_path_factory.mktemp("published"))


@pytest.fixture(scope="session")
def server(
    publications: Publications, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    """Serves both releases."""
    log = tmp_path_factory.mktemp("served") / "access.log"
    with running(publications.second, log) as there:
        yield there
