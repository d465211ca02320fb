"""Fixtures shared by all tests: feeds of small source trees, golden files checked both ways."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings
from pytest_regressions.file_regression import FileRegressionFixture

from feedgen.build.pipeline import freeze
from feedgen.emitters import named
from feedgen.model.artifact import Artifact, Emitter, Omission
from feedgen.model.feed import Feed, ReleaseInfo
from feedgen.model.ledger import Ledger
from feedgen.sources.tree import read_tree

# jsonschema would compile a grammar of RFC 3987 when it is imported, two seconds in every worker, for
# the formats `iri` and `iri-reference`, which no schema here has.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type] # None: cannot be imported

# Hypothesis allows an example 200 ms, which says how busy the machine is. (tests.mutation has a profile of its own.)
if settings.default is not None and settings.default.deadline is not None:
    settings.register_profile("patient", deadline=None)
    settings.load_profile("patient")

pytest_plugins = ["tests.engines.chromium", "tests.engines.conformance"]

TESTS = Path(__file__).parent
AS_OF = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
"""The instant at which corpora are compiled, unless a test says otherwise."""


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: the garbage collector need not walk it again."""
    gc.collect()
    gc.freeze()


def compile_corpus(root: Path, *emitter_names: str, as_of: datetime = AS_OF) -> Feed:
    """The stamped feed of a source tree, as its first release; once for a tree that no test changes."""
    kept = root == TESTS.parent / "iocs" or root.is_relative_to(TESTS / "corpus")
    return (_kept if kept else _compiled)(root, emitter_names, as_of)


def _compiled(root: Path, emitter_names: tuple[str, ...], as_of: datetime) -> Feed:
    tree = read_tree(root)
    release = ReleaseInfo(version=f"{as_of:%Y.%m.%d}.1", serial=1, as_of=as_of)
    return freeze(tree, Ledger(), release, named(emitter_names or tree.profile.formats))


_kept = cache(_compiled)


def emit(emitter: Emitter, feed: Feed) -> tuple[dict[str, bytes], list[Omission]]:
    """What an emitter gives for a feed: contents by path (archive members too), and omissions."""
    files: dict[str, bytes] = {}
    omissions: list[Omission] = []
    for item in emitter.emit(feed):
        if isinstance(item, Artifact):
            files[item.path] = b"".join(item.chunks)
            for member in item.archive:
                files[f"{item.path}!{member.path}"] = b"".join(member.chunks)
        else:
            omissions.append(item)
    return files, omissions


@pytest.fixture(scope="session", autouse=True)
def _no_loss_of_power() -> Iterator[None]:
    """A release syncs thousands of files to the disk: what no test here can see, all would wait for."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("os.fsync", lambda _: None)
        yield


@pytest.fixture(scope="session")
def corpus() -> Callable[[str], Path]:
    """The root of a named source tree under tests/corpus."""
    return lambda name: TESTS / "corpus" / name


Golden = Callable[[str, dict[str, bytes]], None]


@pytest.fixture
def golden(request: pytest.FixtureRequest, file_regression: FileRegressionFixture) -> Golden:
    """Compares files with tests/golden/<folder>/, where a missing and a left-over file both fail.

    `make golden` (pytest --regen-all) writes them anew; read the diff before committing it.
    """

    def compare(folder: str, files: dict[str, bytes]) -> None:
        root = TESTS / "golden" / folder
        there = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
        unread = there - files.keys()
        if request.config.getoption("regen_all"):
            for name in unread:
                (root / name).unlink()
        else:
            assert not unread, f"nothing makes these golden files of {folder}; run `make golden`"
        for name in sorted(files):
            file_regression.check(files[name], binary=True, extension="", fullpath=root / name)

    return compare


@pytest.fixture
def at() -> Callable[[Feed, datetime], Feed]:
    """The same feed at another instant."""
    return lambda feed, as_of: replace(feed, release=replace(feed.release, as_of=as_of))
