"""A consumer that follows deltas ends with the same set as one that downloads everything."""

from __future__ import annotations

import shutil
from pathlib import Path

import orjson
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from feedgen.build.pipeline import Outcome
from feedgen.errors import UnavailableError, VerificationError
from feedgen.publish.directory import Directory
from feedgen.publish.publisher import publish
from feedgen.publish.store import StoreDestination
from feedgen.subscribe.deltas import Row, catch_up, deltas_since, held_rows
from feedgen.subscribe.origin import DirectoryOrigin
from feedgen.subscribe.release_files import RemoteRelease, remote_release
from feedgen.subscribe.trust import trusted_pointer
from tests.publish.publications import signing_key
from tests.release.bulk.bulk_feeds import Feed

VALUES = [f"{letter}.evil-list.com" for letter in "abcde"]
STEPS = st.lists(
    st.tuples(
        st.lists(st.sampled_from(VALUES), min_size=1, unique=True),
        st.sampled_from([60, 70]),
        st.sampled_from([1, 9, 400, 800]),
    ),
    min_size=2,
    max_size=5,
)
"""What the list names, with which confidence, and how many days later it is released."""


class Subscribed:
    """A feed, each of whose releases is published, and what a full download of each gives."""

    def __init__(self, root: Path) -> None:
        self.feed = Feed(root, VALUES[:2], "stix, tables")
        self.key = signing_key(root)
        self.site = root / "site"
        self.days = 0
        self.full: dict[str, dict[str, Row]] = {}
        self.release()

    def release(self) -> None:
        outcome = self.feed.release(self.days).outcome
        now = self.feed.at(self.days)
        publish(
            self.feed.out, [StoreDestination(Directory(self.site))], self.key, clock=lambda: now,
            resign=False, keys=None, progress=lambda _: None,
        )  # fmt: skip
        if outcome is not Outcome.RELEASED:
            return  # published all the same: what is believed has to be renewed
        release = self.current()
        path = self.site / release.pointer.path / "indicators.ndjson"
        self.full[release.pointer.version] = held_rows(path.read_bytes())

    def step(self, values: list[str], confidence: int, days: int) -> None:
        self.days += days
        self.feed.write(values)
        plain = self.feed.incident.read_text()
        for old in (60, 70):
            plain = plain.replace(f"confidence: {old}}}", f"confidence: {confidence}}}")
        self.feed.incident.write_text(plain)
        self.release()

    def current(self) -> RemoteRelease:
        origin = DirectoryOrigin(self.site)
        now = self.feed.at(self.days)
        trusted = trusted_pointer(origin, [self.key.public], now=now)
        return remote_release(origin, trusted.pointer)

    def deltas(self, version: str) -> list[bytes]:
        return list(deltas_since(DirectoryOrigin(self.site), self.current(), version))


@pytest.mark.parametrize(
    "examples", [pytest.param(1, id="one"), pytest.param(50, id="many", marks=pytest.mark.long)]
)
def test_deltas_lead_from_every_release_to_the_current_one(
    tmp_path_factory: pytest.TempPathFactory, examples: int
) -> None:
    @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))
    @given(STEPS)
    @example(
        # One that is new, one that leaves and comes back under a new id, one that changes, and
        # one release because the list expired.
        [
            (VALUES[:2], 70, 1), (VALUES[1:4], 70, 9), (VALUES, 60, 1), (VALUES, 60, 400),
            (VALUES[:1], 60, 1),
        ]
    )  # fmt: skip
    def check(steps: list[tuple[list[str], int, int]]) -> None:
        feed = Subscribed(tmp_path_factory.mktemp("feed"))
        for step in steps:
            feed.step(*step)
        versions = list(feed.full)
        for version in versions:
            deltas = feed.deltas(version)
            assert len(deltas) == len(versions) - 1 - versions.index(version)
            assert catch_up(feed.full[version], version, deltas) == feed.full[versions[-1]]

    check()


@pytest.fixture(scope="module")
def feed(tmp_path_factory: pytest.TempPathFactory) -> Subscribed:
    made = Subscribed(tmp_path_factory.mktemp("feed"))
    for values in (VALUES[:1], VALUES[:3], VALUES[1:3]):
        made.step(values, 60, 1)
    return made


def test_a_value_that_comes_back_is_another_indicator(feed: Subscribed) -> None:
    first, *_, last = feed.full.values()
    back = VALUES[1]
    (before,) = [row for row in first.values() if row["value"] == back]
    (after,) = [row for row in last.values() if row["value"] == back]
    assert (before["generation"], after["generation"]) == (1, 2)
    assert before["id"] != after["id"]


def test_a_gap_is_refused(feed: Subscribed) -> None:
    first = next(iter(feed.full))
    deltas = feed.deltas(first)
    with pytest.raises(VerificationError, match="download the release as a whole"):
        catch_up(feed.full[first], first, deltas[1:])


def test_a_release_that_nobody_knows(feed: Subscribed) -> None:
    with pytest.raises(UnavailableError, match=r"knows no release 2020.01.01.1; download"):
        feed.deltas("2020.01.01.1")


@pytest.mark.parametrize("name", ["delta.json", "SHA256SUMS"])
def test_a_forged_delta_of_an_older_release_is_refused(
    feed: Subscribed, name: str, tmp_path: Path
) -> None:
    versions = list(feed.full)
    site = tmp_path / "site"
    shutil.copytree(feed.site, site)
    forged = site / "v1" / versions[1] / name
    forged.write_bytes(forged.read_bytes() + b"\n")
    with pytest.raises(VerificationError, match="is not what was signed"):
        list(deltas_since(DirectoryOrigin(site), feed.current(), versions[0]))


def test_a_pruned_release_is_told_from_a_forged_one(feed: Subscribed, tmp_path: Path) -> None:
    versions = list(feed.full)
    site = tmp_path / "site"
    shutil.copytree(feed.site, site)
    shutil.rmtree(site / "v1" / versions[1])
    with pytest.raises(UnavailableError, match="no longer has release"):
        list(deltas_since(DirectoryOrigin(site), feed.current(), versions[0]))


def test_the_documents_beside_the_pointer(feed: Subscribed) -> None:
    listed = orjson.loads((feed.site / "releases.json").read_bytes())["releases"]
    assert [entry["version"] for entry in listed] == list(feed.full)
    assert listed[-1]["sha256sums"] == feed.current().pointer.sha256sums
    times = [
        line.split(",")[0] for line in (feed.site / "modified_id.csv").read_text().splitlines()[1:]
    ]
    assert times == sorted(times, reverse=True)
    assert times
    assert f"<title>{list(feed.full)[-1]}</title>" in (feed.site / "feed.atom").read_text()
