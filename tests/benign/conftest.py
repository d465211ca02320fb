"""The two releases that the benign corpora are held against."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from feedgen.emitters import emitters
from tests.benign.listed import Listed, read_listed
from tests.conftest import TESTS, compile_corpus, emit

RELEASES = ("real", "small")
"""The committed release of this feed, and one of the corpus `small`."""


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The directory of a release, by its name."""

    @cache
    def directory(name: str) -> Path:
        if name == "real":
            return TESTS.parent / "out" / "v1" / "latest"
        root, feed = (
            tmp_path_factory.mktemp(name),
            compile_corpus(TESTS / "corpus" / name, *emitters()),
        )
        for emitter in emitters().values():
            for path, content in emit(emitter, feed)[0].items():
                target = root / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
        return root

    return directory


@pytest.fixture(scope="session")
def listed(release: Callable[[str], Path]) -> Callable[[str], Listed]:
    """The tables of a release, by its name."""
    return cache(lambda name: read_listed(release(name)))
