"""docs/consume/fetch-feed.sh refuses what `feedgen fetch` refuses, with what every system has."""

from __future__ import annotations

import shutil
from datetime import timedelta
from hashlib import sha256
from itertools import cycle

import pytest

from feedgen.publish.directory import Directory
from feedgen.publish.publisher import publish
from feedgen.publish.store import StoreDestination
from feedgen.release.names import POINTER
from tests.publish.publications import signing_key, tree, version_of, write_release
from tests.subscribe.feed_attacks import ATTACKS, LATER, Feed
from tests.subscribe.lying_server import Lying
from tests.subscribe.script_machines import EVERYWHERE, FILE, MACHINES, ODD, Fetching, Machine

pytestmark = pytest.mark.engine


REFUSALS = {
    "tampered": (4, "latest.json is not signed by your key"),
    "unsigned": (4, ".minisig is missing"),
    "truncated pointer": (4, "latest.json names no release of layout v1"),
    "truncated signature": (4, "latest.json is not signed by your key"),
    "wrongly keyed": (4, "latest.json is not signed by your key"),
    "a path of its own": (4, "latest.json names no release of layout v1"),
    "too large": (4, "latest.json is larger than 262144 bytes"),
    "mixed sums": (4, "SHA256SUMS is not what was signed"),
    "mixed file": (4, f"{FILE} is not what the release's sums say"),
    "truncated file": (4, f"{FILE} is not what the release's sums say"),
    "longer file": (4, f"{FILE} is not what the release's sums say"),
    "missing file": (4, f"{FILE} is missing"),
    "missing sums": (4, "SHA256SUMS is missing"),
}


def test_every_attack_has_its_refusal() -> None:
    assert REFUSALS.keys() == ATTACKS.keys()


@EVERYWHERE
def test_a_good_publication(feed: Feed, fetching: Fetching) -> None:
    told = fetching(FILE, ODD, "indicators.ndjson")
    assert (told.code, told.out) == (0, ""), told.err
    assert told.err == (
        f"fetch-feed: release {version_of(1)}, serial 1, believed until 2026-12-02T12:00:00Z\n"
    )
    kept = tree(feed.dest)
    there = tree(feed.site / "v1" / version_of(1))
    assert kept.keys() == {FILE, ODD, "indicators.ndjson", ".serial"}
    assert all(kept[path] == there[path] for path in kept if path != ".serial")


def test_an_update_and_a_second_key(feed: Feed, server: Lying, fetching: Fetching) -> None:
    fetching(FILE, "indicators.ndjson")
    new = signing_key(feed.root, "new")
    feed.publish(2, key=new)
    assert fetching().code == 4
    server.asked.clear()
    told = fetching(
        FILE, "indicators.ndjson", keys=(feed.root / "release.pub", feed.root / "new.pub")
    )
    assert told.code == 0, told.err
    assert (feed.dest / FILE).read_text() == "2\n"
    # What did not change is not downloaded.
    assert not any(asked.endswith("indicators.ndjson") for asked in server.asked)


@pytest.mark.parametrize(
    ("machine", "name"), list(zip(cycle(MACHINES), ATTACKS)), ids=str, indirect=["machine"]
)
def test_an_attack_is_refused_and_nothing_is_replaced(
    feed: Feed, fetching: Fetching, name: str
) -> None:
    code, words = REFUSALS[name]
    assert fetching().code == 0
    before = tree(feed.dest)
    feed.publish(2)
    ATTACKS[name][0](feed)
    told = fetching()
    assert (told.code, words in told.err) == (code, True), told.err
    assert tree(feed.dest) == before


@pytest.mark.long
@EVERYWHERE
@pytest.mark.parametrize("name", ATTACKS)
def test_so_is_every_attack_on_every_machine(feed: Feed, fetching: Fetching, name: str) -> None:
    test_an_attack_is_refused_and_nothing_is_replaced(feed, fetching, name)


@EVERYWHERE
def test_a_frozen_publication(feed: Feed, fetching: Fetching, machine: Machine) -> None:
    machine.at(LATER + timedelta(days=7, seconds=-1))
    assert fetching().code == 0
    machine.at(LATER + timedelta(days=7))
    told = fetching()
    assert told.code == 4
    assert told.err == (
        "fetch-feed: latest.json has expired at 2026-12-02T12:00:00Z: an old release is shown, or "
        "the clock is wrong\n"
    )


@EVERYWHERE
def test_a_replayed_publication(feed: Feed, fetching: Fetching) -> None:
    old = (feed.site / POINTER).read_bytes()
    feed.publish(2)
    fetching()
    before = tree(feed.dest)
    (feed.site / POINTER).write_bytes(old)
    told = fetching()
    assert (told.code, told.err) == (4, "fetch-feed: latest.json goes back from serial 2 to 1\n")
    assert tree(feed.dest) == before


def _republished(feed: Feed, name: str) -> None:
    """Other content under the same serial, or of another feed."""
    shutil.rmtree(feed.site)
    shutil.rmtree(feed.root / "out")
    (feed.root / "out").mkdir()
    write_release(feed.root / "out", 1, files={FILE: b"x"}, feed=name)
    publish(
        feed.root / "out", [StoreDestination(Directory(feed.site))], feed.key, clock=lambda: LATER,
        resign=False, keys=None, progress=lambda _: None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("made feed", "latest.json names other content for serial 1 than before"),
        ('it\'s "mine", $(id) `id` \\', 'latest.json is of the feed "it\'s \\"mine'),
    ],
)
def test_another_publication_with_the_same_key(
    feed: Feed, fetching: Fetching, name: str, words: str
) -> None:
    fetching()
    before = tree(feed.dest)
    _republished(feed, name)
    told = fetching()
    assert (told.code, words in told.err) == (4, True), told.err
    assert tree(feed.dest) == before


def test_a_feed_name_cannot_pose_as_other_keys(feed: Feed, fetching: Fetching) -> None:
    _republished(feed, 'x",\n  "serial": 99,\n  "expires": "2999-01-01T00:00:00Z')
    told = fetching()
    assert told.code == 0, told.err
    assert "serial 1, believed until 2026-12-02T12:00:00Z" in told.err
    assert fetching().code == 0


# A signed pointer that says something odd.


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"serial": 1', b'"serial": 99999999999999999999999'),
        (b'"serial": 1', b'"serial": 01'),
        (b'"serial": 1', b'"serial": -1'),
        (b'"serial": 1', b'"serial": $(id)'),
        (b'"serial": 1', b'"serial": 1,\n  "serial": 2'),
        (b"2026-12-02T12:00:00Z", b"9"),
        (b"2026-12-02T12:00:00Z", b"2026-12-02T12:00:00Z; rm"),
        (b"2026-12-02T12:00:00Z", b'2026-12-02T12:00:00Z",\n  "expires": "2999-12-02T12:00:00Z'),
        (b'"sha256sums": "', b'"sha256sums": "0'),
        (b"v1/2026", b"v1/./2026"),
        (b'"path": "v1/2026.11.24.1/"', b'"path": "v1/2026.11.24.2/"'),
    ],
)
def test_a_strange_pointer(feed: Feed, fetching: Fetching, old: bytes, new: bytes) -> None:
    data = (feed.site / POINTER).read_bytes()
    assert old in data
    feed.resigned(data.replace(old, new))
    told = fetching()
    assert told.code == 4, told.err
    assert told.err.startswith("fetch-feed: latest.json ")
    assert tree(feed.dest) == {}


def test_a_file_that_the_sums_name_twice(feed: Feed, fetching: Fetching) -> None:
    pointer = (feed.site / POINTER).read_bytes()
    sums = feed.site / "v1" / version_of(1) / "SHA256SUMS"
    old = sums.read_bytes()
    sums.write_bytes(old + b"0" * 64 + b"  " + FILE.encode() + b"\n")
    digests = [sha256(data).hexdigest() for data in (old, sums.read_bytes())]
    feed.resigned(pointer.replace(digests[0].encode(), digests[1].encode()))
    told = fetching()
    assert (told.code, told.err) == (
        4, f"fetch-feed: {FILE} is not what the release's sums say\n",
    )  # fmt: skip
