"""Bulk lists over several releases: their ledger stays out of git, and what leaves is revoked."""

from __future__ import annotations

import bz2
import csv
import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from source_tree import FEED, INCIDENT, digest_of, write_tree

from feedgen import pipeline
from feedgen.errors import DriftError, UnavailableError
from feedgen.pipeline import Build, Outcome
from feedgen.release.list_ledger import LIST_LEDGER
from feedgen.sources.ledger_file import read_ledger, read_releases

T0 = datetime(2026, 2, 1, 12, tzinfo=UTC)
ALL_FORMATS = "blocklists, containers_policy, sigma, stix, suricata, tables, yara, zeek"


def quiet(_: str) -> None:
    """No progress."""


class Feed:
    """A source tree with one bulk list, released day by day."""

    def __init__(self, tmp_path: Path, values: list[str], formats: str = ALL_FORMATS) -> None:
        self.iocs, self.out = tmp_path / "iocs", tmp_path / "out"
        feed = FEED.replace("[blocklists, stix, tables]", f"[{formats}]")
        lists = "  lists:\n    - {type: domain, path: lists/a.txt, confidence: 60}\n"
        self.incident = write_tree(self.iocs, INCIDENT + lists, feed)
        self.list = self.iocs / "lists" / "a.txt"
        self.list.parent.mkdir()
        self.write(values)

    def write(self, values: list[str]) -> None:
        self.list.write_text("".join(f"{value}\n" for value in values))

    def release(self, days: int, published: Path | None = None) -> Build:
        return pipeline.release(
            self.iocs, self.out, as_of=T0 + timedelta(days=days), toolchain=(("feedgen", "test"),),
            progress=quiet, published=published,
        )  # fmt: skip

    def build(self, published: Path | None = None) -> Build:
        return pipeline.build(
            self.iocs, self.out, as_of=T0, toolchain=(("feedgen", "test"),), progress=quiet,
            published=published,
        )  # fmt: skip

    def table(self, name: str) -> list[dict[str, str]]:
        with (self.out / "v1" / "latest" / name).open(newline="") as file:
            return list(csv.DictReader(file))


@pytest.fixture
def feed(tmp_path: Path) -> Feed:
    made = Feed(tmp_path, ["a.evil-list.com", "b.evil-list.com", "c.evil-list.com"])
    made.release(0)
    return made


def test_the_ledger_in_git_does_not_know_the_lists(feed: Feed) -> None:
    assert not [x for x in read_ledger(feed.iocs).lines.values() if "evil-list" in x.key]
    packed = (feed.out / "v1" / "latest" / LIST_LEDGER).read_bytes()
    lines = [json.loads(line) for line in bz2.decompress(packed).splitlines()]
    assert [line["key"] for line in lines] == [
        f"domain {x}.evil-list.com 1" for x in ("a", "b", "c")
    ]
    assert {line["list"] for line in lines} == {"acme-2026-01 lists/a.txt"}
    (release,) = read_releases(feed.iocs)
    assert release.lists is not None


def test_unchanged_sources_give_the_same_release_again(feed: Feed) -> None:
    before = digest_of(feed.out / "v1" / "latest")
    shutil.rmtree(feed.out / "v1" / "2026.02.01.1")
    assert feed.build().outcome is Outcome.UNCHANGED
    assert feed.release(1).outcome is Outcome.UNCHANGED
    assert digest_of(feed.out / "v1" / "latest") == before


def test_a_value_gone_from_its_list_is_revoked(feed: Feed) -> None:
    (before,) = [row for row in feed.table("indicators.csv") if row["value"] == "b.evil-list.com"]
    feed.write(["a.evil-list.com", "c.evil-list.com"])
    assert feed.release(1).outcome is Outcome.RELEASED
    (row,) = feed.table("revoked.csv")
    assert (row["id"], row["value"], row["revoked_at"], row["reason"]) == (
        before["id"], "b.evil-list.com", "2026-02-02T12:00:00Z",
        "it is no longer in the list that named it",
    )  # fmt: skip
    objects = json.loads((feed.out / "v1/latest/stix/bundle.json").read_text())["objects"]
    (tombstone,) = [o for o in objects if o["id"] == f"indicator--{before['id']}"]
    assert tombstone["revoked"] is True
    assert "b.evil-list.com" not in (feed.out / "v1/latest/blocklists/domains.txt").read_text()
    # It stays revoked, at the same time, in every later release.
    feed.write(["c.evil-list.com"])
    feed.release(2)
    assert {r["value"]: r["revoked_at"] for r in feed.table("revoked.csv")} == {
        "a.evil-list.com": "2026-02-03T12:00:00Z", "b.evil-list.com": "2026-02-02T12:00:00Z",
    }  # fmt: skip
    assert feed.build().outcome is Outcome.UNCHANGED


def test_a_value_that_comes_back_is_a_new_generation(feed: Feed) -> None:
    feed.write(["a.evil-list.com"])
    feed.release(1)
    feed.write(["a.evil-list.com", "b.evil-list.com"])
    feed.release(2)
    revoked = {row["value"]: row for row in feed.table("revoked.csv")}
    assert set(revoked) == {"b.evil-list.com", "c.evil-list.com"}
    (again,) = [row for row in feed.table("indicators.csv") if row["value"] == "b.evil-list.com"]
    assert again["generation"] == "2"
    assert again["id"] != revoked["b.evil-list.com"]["id"]
    assert feed.build().outcome is Outcome.UNCHANGED
    feed.write(["a.evil-list.com"])
    feed.release(3)
    gone = [r["generation"] for r in feed.table("revoked.csv") if r["value"] == "b.evil-list.com"]
    assert gone == ["1", "2"]


def test_a_value_that_is_curated_later_keeps_its_id(feed: Feed) -> None:
    (before,) = [row for row in feed.table("indicators.csv") if row["value"] == "b.evil-list.com"]
    feed.write(["a.evil-list.com", "c.evil-list.com"])
    text = feed.incident.read_text()
    feed.incident.write_text(text.replace("  domains:\n", "  domains:\n    - b.evil-list.com\n"))
    feed.release(1)
    assert feed.table("revoked.csv") == []
    (after,) = [row for row in feed.table("indicators.csv") if row["value"] == "b.evil-list.com"]
    assert after["id"] == before["id"]
    assert before["id"] in read_ledger(feed.iocs)
    assert feed.build().outcome is Outcome.UNCHANGED


def test_without_the_last_release_nothing_is_compiled(feed: Feed, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    shutil.move(feed.out, kept)
    feed.write(["a.evil-list.com"])
    with pytest.raises(UnavailableError) as caught:
        feed.release(1)
    assert caught.value.exit_code == 5
    assert str(caught.value) == (
        f"release 2026.02.01.1 has bulk lists, and its {LIST_LEDGER} is not in "
        f"{feed.out}/v1/latest; fetch that release and name its directory with --from"
    )
    assert feed.release(1, kept / "v1" / "latest").outcome is Outcome.RELEASED
    assert len(feed.table("revoked.csv")) == 2


def test_another_ledger_of_lists_is_not_believed(feed: Feed) -> None:
    path = feed.out / "v1" / "latest" / LIST_LEDGER
    path.write_bytes(bz2.compress(b""))
    shutil.rmtree(feed.out / "v1" / "2026.02.01.1")
    with pytest.raises(UnavailableError, match="has bulk lists"):
        feed.release(1)


def test_a_whole_list_does_not_vanish_by_accident(feed: Feed) -> None:
    text = feed.incident.read_text()
    feed.incident.write_text(text[: text.index("  lists:")])
    feed.list.unlink()
    with pytest.raises(DriftError, match="keep its entry with an empty file to revoke them"):
        feed.release(1)
    feed.incident.write_text(text)
    feed.write([])
    feed.release(1)
    assert len(feed.table("revoked.csv")) == 3


def test_formats_that_are_not_for_bulk_say_what_they_skipped(feed: Feed) -> None:
    manifest = json.loads((feed.out / "v1" / "latest" / "release.json").read_text())
    skipped = {
        group["emitter"]: group["reason"]
        for group in manifest["omissions"]
        if group["kind"] == "skipped"
        and group["reason"].startswith("it comes from a bulk list, and this")
    }
    assert skipped == {
        "sigma": "it comes from a bulk list, and this format holds one rule or document per value"
    }
