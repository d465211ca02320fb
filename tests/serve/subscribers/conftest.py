from __future__ import annotations

from collections.abc import Iterator

import pytest
from filelock import FileLock

from tests.serve.subscribers.real_server import Publications, Running, published, running


@pytest.fixture(scope="session")
def publications(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Publications:
    """Made once for all workers, and never changed."""
    if worker_id == "master":
        return published(tmp_path_factory.mktemp("published"))
    made = tmp_path_factory.getbasetemp().parent / "published"
    with FileLock(made.with_suffix(".lock")):
        if not made.is_dir():
            published(tmp_path_factory.mktemp("publishing")).first.parent.rename(made)
    return Publications(made / "first", made / "second")


@pytest.fixture(scope="session")
def server(
    publications: Publications, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    """Serves both releases."""
    log = tmp_path_factory.mktemp("served") / "access.log"
    with running(publications.second, log) as there:
        yield there
