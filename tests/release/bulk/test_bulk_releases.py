"""Bulk lists over several releases: their ledger stays out of git, and what leaves is revoked."""

from __future__ import annotations

import bz2
import hashlib
import json
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from feedgen.build.pipeline import Build, Outcome
from feedgen.emitters import emitters
from feedgen.errors import DriftError, UnavailableError
from feedgen.sources.ledger.file import read_ledger, read_releases
from feedgen.sources.ledger.published_lists import LIST_LEDGER
from tests.release.bulk.bulk_feeds import Feed
from tests.sources.source_tree import digest_of


@pytest.fixture
def feed(tmp_path: Path) -> Feed:
    made = Feed(tmp_path, ["a.evil-list.com", "b.evil-list.com", "c.evil-list.com"])
    made.release(0)
    return made


def test_the_ledger_in_git_does_not_know_the_lists(feed: Feed) -> None:
    assert not [x for x in read_ledger(feed.iocs).lines.values() if "evil-list" in x.key]
    packed = (feed.out / "v1" / "latest" / LIST_LEDGER).read_bytes()
    head, *rows = [json.loads(line) for line in bz2.decompress(packed).splitlines()]
    assert head["list"] == "acme-2026-01 lists/a.txt"
    assert [key for key, _ in rows] == [f"domain {x}.evil-list.com 1" for x in ("a", "b", "c")]
    (release,) = read_releases(feed.iocs)
    assert release.lists == hashlib.sha256(packed).hexdigest()


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


@pytest.mark.parametrize(
    "count",
    [pytest.param(2_000, id="some"), pytest.param(100_000, id="many", marks=pytest.mark.long)],
)
def test_many_values_are_a_release_and_a_change_of_one_is_the_next(
    tmp_path: Path, count: int
) -> None:
    values = [f"host{n}.evil-list{n % 977}.com" for n in range(count)]
    feed = Feed(tmp_path, values, ", ".join(sorted(emitters())))
    manifest = _manifest(feed.release(0))
    assert manifest["counts"]["active"] == count + 5
    said = {
        omission["emitter"]
        for omission in manifest["omissions"]
        if omission["kind"] == "skipped" and omission["types"].get("domain", 0) >= count
    }
    totals: Counter[str] = Counter()
    for artifact in manifest["artifacts"]:
        totals[artifact["emitter"]] += artifact["indicators"]
    carried = {name for name, total in totals.items() if total >= count}
    # Every format either carries the list or says that it does not.
    assert said | carried >= {name for name in emitters() if name not in _CUT}
    assert {"blocklists", "dns", "stix", "suricata", "tables", "zeek"} <= carried
    feed.write(values[1:])
    feed.release(1)
    assert [row["value"] for row in feed.table("revoked.csv")] == ["host0.evil-list0.com"]
    assert "evil-list" not in (feed.iocs / "ledger.jsonl").read_text()


_CUT = ("firewalls", "misp")
"""Carry as many in one file as their products take, and say so or write another."""


def _manifest(build: Build) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((build.path / "release.json").read_text())
    return document
