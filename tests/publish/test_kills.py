"""Killed at any instant, a publication is whole for every reader; run again, it ends right."""

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
from tests.publish.kills import Reader, Runner, instants
from tests.publish.publications import START, signing_key, tree, version_of, write_release
from tests.sources.source_tree import INCIDENT, write_tree

NOW = START + timedelta(days=1)
IN_CI, AT_LENGTH = 20, 200
"""How many kills."""
HOW_OFTEN = [
    pytest.param(IN_CI, id="in CI"),
    pytest.param(AT_LENGTH, id="at length", marks=pytest.mark.soak),
]


@pytest.fixture(scope="module")
def runner() -> Iterator[Runner]:
    with Runner() as made:
        yield made


@pytest.mark.parametrize("count", HOW_OFTEN)
def test_a_directory_is_never_seen_halfway(tmp_path: Path, runner: Runner, count: int) -> None:
    out, site = tmp_path / "out", tmp_path / "site"
    out.mkdir()
    key = signing_key(tmp_path)
    arguments = (out, tmp_path / "release.key", site)
    write_release(out, 1, files=_files(1))
    longest = runner.run("publishing", *arguments)
    serials: list[int] = []

    def poll() -> None:
        seen = verify_publication(
            DirectoryOrigin(site), [key.public], now=NOW, progress=lambda _: None
        )
        serials.append(seen.trusted.pointer.serial)

    with Reader(poll) as reader:
        for number, instant in enumerate(instants(count, longest, seed=count), 2):
            write_release(out, number, files=_files(number))
            runner.run("publishing", *arguments, kill_after=instant)
            reader.await_polls(number - 1)
            if number % 4 == 0:  # else the next release finds what the kill left
                runner.run("publishing", *arguments)
                assert tree(site / "v1/latest") == tree(out / "v1" / version_of(number))
    assert not reader.failures, reader.failures
    assert serials == sorted(serials)
    runner.run("publishing", *arguments)
    assert Pointer.parse((site / POINTER).read_bytes()).serial == count + 1
    assert tree(site / "v1/latest") == tree(out / "v1" / version_of(count + 1))


def _files(number: int) -> dict[str, bytes]:
    """Some that change with each release, one that comes and goes."""
    changing = {f"lists/{n}.txt": f"{n} of {number}\n".encode() * 500 for n in range(12)}
    return changing | ({"lists/odd.txt": b"odd\n"} if number % 2 else {})


@pytest.mark.parametrize("count", HOW_OFTEN)
def test_a_release_is_whole_or_not_there(tmp_path: Path, runner: Runner, count: int) -> None:
    iocs, out = tmp_path / "iocs", tmp_path / "out"
    incident = write_tree(iocs)
    runner.run("releasing", iocs, out, 0)
    incident.write_text(INCIDENT.replace("title: Acme\n", "title: Acme 1\n"))
    longest = runner.run("releasing", iocs, out, 1)
    seen: list[int] = []

    def poll() -> None:
        pointer = Pointer.parse((out / POINTER).read_bytes())
        release = out / pointer.path
        assert differing_files(release, read_sums(release)) == []
        seen.append(pointer.serial)

    with Reader(poll) as reader:
        for number, instant in enumerate(instants(count, longest, seed=count), 2):
            incident.write_text(INCIDENT.replace("title: Acme\n", f"title: Acme {number}\n"))
            runner.run("releasing", iocs, out, number, kill_after=instant)
            runner.run("releasing", iocs, out, number)
    assert not reader.failures, reader.failures
    assert seen == sorted(seen)
    assert Pointer.parse((out / POINTER).read_bytes()).serial == count + 2
