"""Killed at any step or instant, a publication is whole for every reader; run again, it ends right."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from feedgen.release.files import differing_files, read_sums
from feedgen.release.names import POINTER
from feedgen.release.pointer import Pointer
from feedgen.subscribe.origin import DirectoryOrigin
from feedgen.subscribe.verification import verify_publication
from tests.publish.kills import Reader, Run, Runner, instants
from tests.publish.publications import START, signing_key, tree, version_of, write_release
from tests.sources.source_tree import INCIDENT, write_tree

NOW = START + timedelta(days=1)
MANY = 200
"""How many kills at random instants."""


@pytest.fixture(scope="module")
def runner() -> Iterator[Runner]:
    with Runner() as made:
        yield made


class Site:
    """A directory that is published to, release by release."""

    def __init__(self, root: Path, runner: Runner) -> None:
        self.out, self.site = root / "out", root / "site"
        self.out.mkdir()
        self.key = signing_key(root)
        self.runner = runner
        self.secret = root / "release.key"
        self.serials: list[int] = []
        self.number = 0

    def run(self, *, kill_after: float | None = None, kill_before: str | None = None) -> Run:
        return self.runner.run(
            "publishing", self.out, self.secret, self.site,
            kill_after=kill_after, kill_before=kill_before,
        )  # fmt: skip

    def release(self) -> None:
        self.number += 1
        write_release(self.out, self.number, files=_files(self.number))

    def poll(self) -> None:
        seen = verify_publication(
            DirectoryOrigin(self.site), [self.key.public], now=NOW, progress=lambda _: None
        )
        self.serials.append(seen.trusted.pointer.serial)

    def complete(self) -> None:
        self.run()
        assert Pointer.parse((self.site / POINTER).read_bytes()).serial == self.number
        assert tree(self.site / "v1/latest") == tree(self.out / "v1" / version_of(self.number))


@pytest.fixture
def site(tmp_path: Path, runner: Runner) -> Site:
    return Site(tmp_path, runner)


def _files(number: int) -> dict[str, bytes]:
    """Some that change with each release, one that comes, one that goes."""
    changing = {f"lists/{n}.txt": f"{n} of {number}\n".encode() * 500 for n in range(12)}
    return changing | {f"only-{number}.txt": b"once\n"}


STEPS = [
    "mkdir v1/version", "replace v1/version/…", "replace v1/version/SHA256SUMS",
    "replace v1/latest/…", "replace v1/latest/SHA256SUMS", "unlink v1/latest/…",
    "replace feed.atom", "replace signatures/…", "replace latest.json",
    "replace latest.json.minisig",
]  # fmt: skip
"""Kinds by which a publication changes the directory."""


def test_killed_before_each_kind_of_step_a_directory_is_never_seen_halfway(site: Site) -> None:
    site.release()
    site.run()
    site.release()
    assert set(STEPS) <= set(site.run().steps)
    with Reader(site.poll) as reader:
        for number, kind in enumerate(STEPS):
            site.release()
            assert site.run(kill_before=kind).killed, kind
            reader.await_a_look()
            if number % 3 == 2:  # else the next release finds what the kill left
                site.complete()
    assert not reader.failures, reader.failures
    assert site.serials == sorted(site.serials)
    site.complete()


@pytest.mark.long
def test_a_directory_is_never_seen_halfway(site: Site) -> None:
    site.release()
    longest = site.run().seconds
    with Reader(site.poll) as reader:
        for instant in instants(MANY, longest, seed=MANY):
            site.release()
            site.run(kill_after=instant)
            reader.await_a_look()
            if site.number % 4 == 0:  # else the next release finds what the kill left
                site.complete()
    assert not reader.failures, reader.failures
    assert site.serials == sorted(site.serials)
    site.complete()


class Releases:
    """A source tree that is released day by day."""

    def __init__(self, root: Path, runner: Runner) -> None:
        self.iocs, self.out = root / "iocs", root / "out"
        self.incident = write_tree(self.iocs)
        self.runner = runner
        self.days = -1
        self.seen: list[int] = []

    def run(self, *, kill_after: float | None = None, kill_before: str | None = None) -> Run:
        return self.runner.run(
            "releasing", self.iocs, self.out, self.days,
            kill_after=kill_after, kill_before=kill_before,
        )  # fmt: skip

    def change(self) -> None:
        self.days += 1
        title = f"title: Acme {self.days}\n"
        self.incident.write_text(INCIDENT.replace("title: Acme\n", title))

    def poll(self) -> None:
        pointer = Pointer.parse((self.out / POINTER).read_bytes())
        release = self.out / pointer.path
        assert differing_files(release, read_sums(release)) == []
        self.seen.append(pointer.serial)


@pytest.fixture
def releases(tmp_path: Path, runner: Runner) -> Releases:
    """One is made."""
    made = Releases(tmp_path, runner)
    made.change()
    made.run()
    return made


@pytest.mark.parametrize(
    "step", ["rename v1/version", "replace v1/latest/…", "replace latest.json"]
)
def test_killed_before_it_is_there_a_release_is_whole_or_not_there(
    releases: Releases, step: str
) -> None:
    """tests/test_pipeline.py has all the kinds of steps; here, somebody reads all the while."""
    with Reader(releases.poll) as reader:
        releases.change()
        assert releases.run(kill_before=step).killed
        reader.await_a_look()
        releases.run()
        reader.await_a_look()
    assert not reader.failures, reader.failures
    assert set(releases.seen) == {1, 2}
    assert releases.seen == sorted(releases.seen)


@pytest.mark.long
def test_a_release_is_whole_or_not_there(releases: Releases) -> None:
    releases.change()
    longest = releases.run().seconds
    with Reader(releases.poll) as reader:
        for instant in instants(MANY, longest, seed=MANY):
            releases.change()
            releases.run(kill_after=instant)
            releases.run()
    assert not reader.failures, reader.failures
    assert releases.seen == sorted(releases.seen)
    assert Pointer.parse((releases.out / POINTER).read_bytes()).serial == MANY + 2
