"""The log over a feed's releases: it only grows, and a fresh clone makes it again."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest

from feedgen.build import pipeline
from feedgen.build.pipeline import Build, Outcome
from feedgen.errors import UnavailableError
from feedgen.release.names import POINTER
from feedgen.release.object_log import ObjectLog, Record, Run
from feedgen.release.pointer import Pointer
from tests.sources.source_tree import digest_of, write_tree

T0 = datetime(2026, 2, 1, 12, tzinfo=UTC)
TOOLS = (("feedgen", "test"),)
DOMAIN = "{value: bad-acme.net, role: c2}"


class Work:
    """A source tree, released day by day."""

    def __init__(self, root: Path) -> None:
        self.iocs, self.out, self.day = root / "iocs", root / "out", 0
        self.incident = write_tree(self.iocs)
        self.release()

    def edit(self, old: str, new: str) -> None:
        text = self.incident.read_text()
        assert old in text
        self.incident.write_text(text.replace(old, new))

    def release(self) -> None:
        self.day += 1
        done = pipeline.release(
            self.iocs, self.out, as_of=T0 + timedelta(days=self.day), toolchain=lambda _: TOOLS,
            progress=lambda _: None,
        )  # fmt: skip
        assert done.outcome is Outcome.RELEASED

    def build(self, out: Path, published: Path | None = None) -> Build:
        return pipeline.build(
            self.iocs, out, as_of=T0 + timedelta(days=99), toolchain=lambda _: TOOLS,
            progress=lambda _: None, published=published,
        )  # fmt: skip

    @property
    def latest(self) -> Path:
        return self.out / "v1" / "latest"

    def segments(self) -> dict[str, bytes]:
        return {p.name: p.read_bytes() for p in sorted(self.latest.glob("taxii/segments/*"))}

    def log(self) -> ObjectLog:
        pointer = Pointer.parse((self.out / POINTER).read_bytes())
        return ObjectLog.open(self.out / pointer.path, pointer.activations)

    def versions(self, name: str) -> list[tuple[Record, dict[str, Any]]]:
        """All of the object with a name, oldest first."""
        log = self.log()
        told = [(log.record(number), _object(log, number)) for number in range(log.count)]
        return [(record, found) for record, found in told if found.get("name") == name]


def _object(log: ObjectLog, number: int) -> dict[str, Any]:
    (data,) = log.slices(Run(number, number + 1))
    document: dict[str, Any] = orjson.loads(data)
    return document


@pytest.fixture
def work(tmp_path: Path) -> Work:
    return Work(tmp_path)


def test_a_change_is_appended_and_what_was_there_stays(work: Work) -> None:
    before = work.segments()
    assert list(before) == ["000001.json"]
    work.edit("role: c2", "role: exfiltration")
    work.release()
    after = work.segments()
    assert list(after) == ["000001.json", "000002.json"]
    assert after["000001.json"] == before["000001.json"]
    kinds = [(record.segment, record.kind.first, record.kind.last)
             for record, _ in work.versions("bad-acme.net")]  # fmt: skip
    assert kinds == [(0, True, False), (1, False, True)]
    (untouched,) = work.versions("evil-acme.com")
    assert (untouched[0].kind.first, untouched[0].kind.last) == (True, True)


def test_what_is_revoked_stays_as_the_newest_version(work: Work) -> None:
    revoked = "history: [{at: 2026-02-02, event: revoked, reason: mistaken}]"
    work.edit(DOMAIN, DOMAIN.replace("}", f", {revoked}}}"))
    work.release()
    older, newer = work.versions("bad-acme.net")
    assert "revoked" not in older[1]
    assert newer[1]["revoked"] is True
    assert newer[0].kind.last


def test_every_object_is_found_by_its_id(work: Work) -> None:
    work.edit("role: c2", "role: exfiltration")
    work.release()
    log = work.log()
    for number in range(log.count):
        record = log.record(number)
        assert record in log.find(record.kind.type, record.uuid)
        assert _object(log, number)["id"] == record.id
    assert log.find("indicator", b"\0" * 16) == []
    assert log.find("indicator", b"\xff" * 16) == []


def test_a_release_that_changes_no_object_appends_nothing(work: Work) -> None:
    feed = work.iocs / "feed.yml"
    feed.write_text(feed.read_text().replace("blocklists, ", ""))
    work.release()
    assert list(work.segments()) == ["000001.json"]


def test_objects_and_bundle_are_the_same_bytes(work: Work) -> None:
    bundle = set((work.latest / "stix" / "bundle.json").read_bytes().splitlines()[1:-1])
    lines = {line.rstrip(b",") for line in bundle}
    log = work.log()
    logged = {bytes(data) for n in range(log.count) for data in log.slices(Run(n, n + 1))}
    assert logged == lines


def test_a_publication_that_is_lost_is_made_again_while_nothing_was_superseded(
    work: Work, tmp_path: Path
) -> None:
    work.edit("ips: [185.199.7.9]", "ips: [185.199.7.9, 185.199.7.10]")
    other = tmp_path / "other"
    work.build(other)
    work.edit("ips: [185.199.7.9, 185.199.7.10]", "ips: [185.199.7.9]")
    made = work.build(other)
    assert made.outcome is Outcome.UNCHANGED
    assert digest_of(other / "v1" / "latest") == digest_of(work.latest)


def test_without_the_superseded_versions_the_build_says_where_to_get_them(
    work: Work, tmp_path: Path
) -> None:
    work.edit("role: c2", "role: exfiltration")
    work.release()
    work.edit("role: exfiltration", "role: c2")
    work.release()
    lost = tmp_path / "lost"
    with pytest.raises(UnavailableError) as caught:
        work.build(lost)
    assert str(caught.value) == (
        f"the STIX objects that earlier releases published are not in {lost}/v1/latest; restore it "
        "with `git checkout`, or fetch the last release and name its directory with --from"
    )
    made = work.build(lost, work.latest)
    assert made.outcome is Outcome.UNCHANGED
    assert digest_of(lost / "v1" / "latest") == digest_of(work.latest)


def test_a_clone_that_has_only_latest_goes_on(work: Work) -> None:
    work.edit("role: c2", "role: exfiltration")
    work.release()
    for version in work.out.glob("v1/2*"):
        shutil.rmtree(version)
    (work.out / POINTER).unlink()
    before = digest_of(work.latest)
    assert work.build(work.out).outcome is Outcome.UNCHANGED
    assert digest_of(work.latest) == before
    work.edit("role: exfiltration", "role: c2")
    work.release()
    assert [record.segment for record, _ in work.versions("bad-acme.net")] == [0, 1, 2]


@pytest.mark.parametrize("file", ["segments/000001.json", "records.bin", "classes.bin", "log.json"])
def test_a_damaged_place_is_passed_over_for_one_that_is_whole(work: Work, file: str) -> None:
    (work.latest / "taxii" / file).write_bytes(b"[]")
    work.edit("role: c2", "role: exfiltration")
    work.release()
    assert [record.segment for record, _ in work.versions("bad-acme.net")] == [0, 1]


def test_the_local_pointer_remembers_when_releases_were_made(work: Work) -> None:
    work.edit("role: c2", "role: exfiltration")
    work.release()
    pointer = Pointer.parse((work.out / POINTER).read_bytes())
    assert pointer.activations == ((1, T0 + timedelta(days=1)), (2, T0 + timedelta(days=2)))
