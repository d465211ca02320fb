"""From sources to releases: reproducible, complete or absent, and able to survive a crash."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from feedgen.build import pipeline
from feedgen.build.pipeline import Build, Outcome
from feedgen.build.place import staging_area
from feedgen.errors import DriftError, SourceError, UnavailableError
from feedgen.locks import exclusive
from feedgen.release.files import differing_files, read_sums
from feedgen.sources.ledger.file import read_ledger, read_releases
from tests.release.kill_steps import CHANGING, EVERY, killed_before, one_of_each, steps_of
from tests.sources.source_tree import INCIDENT, digest_of, write_tree

T0 = datetime(2026, 2, 1, 12, tzinfo=UTC)
TOOLS = (("feedgen", "test"),)


def quiet(_: str) -> None:
    """No progress."""


class Feed:
    """A source tree and its publication, released at chosen instants."""

    def __init__(self, tmp_path: Path) -> None:
        self.iocs, self.out = tmp_path / "iocs", tmp_path / "out"
        self.incident = write_tree(self.iocs)

    def build(self, days: float = 0) -> Build:
        as_of = T0 + timedelta(days=days)
        return pipeline.build(
            self.iocs, self.out, as_of=as_of, toolchain=lambda _: TOOLS, progress=quiet
        )

    def release(self, days: float = 0) -> Build:
        as_of = T0 + timedelta(days=days)
        return pipeline.release(
            self.iocs, self.out, as_of=as_of, toolchain=lambda _: TOOLS, progress=quiet
        )

    def check(self) -> str:
        return pipeline.verify_committed(self.iocs, self.out, as_of=T0, progress=quiet)

    def edit(self, old: str, new: str) -> None:
        text = self.incident.read_text()
        assert old in text
        self.incident.write_text(text.replace(old, new))

    def latest(self, name: str) -> str:
        return (self.out / "v1" / "latest" / name).read_text()

    def delta(self) -> dict[str, Any]:
        document: dict[str, Any] = json.loads(self.latest("delta.json"))
        return document


def values(rows: list[dict[str, Any]]) -> list[str]:
    return sorted(row["value"] for row in rows)


@pytest.fixture
def feed(tmp_path: Path) -> Feed:
    return Feed(tmp_path)


def test_before_the_first_release_there_is_a_preview(feed: Feed) -> None:
    build = feed.build()
    assert build.outcome is Outcome.PREVIEW
    assert build.path == feed.out / "preview"
    assert not (feed.out / "v1" / "latest").exists()
    assert read_releases(feed.iocs) == ()
    assert not (feed.iocs / "ledger.jsonl").exists()


def test_the_first_release(feed: Feed) -> None:
    build = feed.release()
    assert build.outcome is Outcome.RELEASED
    (line,) = read_releases(feed.iocs)
    assert (line.version, line.serial, line.as_of) == ("2026.02.01.1", 1, T0)
    assert digest_of(feed.out / "v1" / "latest") == digest_of(feed.out / "v1" / line.version)
    pointer = json.loads((feed.out / "latest.json").read_text())
    assert (pointer["version"], pointer["sha256sums"]) == (line.version, line.content)
    assert pointer["expires"] == "2026-02-08T12:00:00Z"
    assert values(feed.delta()["added"]) == sorted([
        "evil-acme.com", "bad-acme.net", "185.199.7.9",
        "d5ec783d54b65db039356800dc3f1dc6245efbecf88a5df2f7706b8f20ce888d",
        "9014fabd07e6218a5abf74688bce0a0a",
    ])  # fmt: skip


def test_a_feed_without_stix_has_dates_and_deltas_too(feed: Feed) -> None:
    profile = feed.iocs / "feed.yml"
    profile.write_text(profile.read_text().replace("[blocklists, stix, tables]", "[tables]"))
    feed.release()
    assert len(feed.delta()["added"]) == 5
    assert "2026-02-01T12:00:00" in feed.latest("indicators.csv")
    assert not (feed.out / "v1" / "latest" / "stix").exists()


def test_unchanged_sources_give_unchanged_bytes_and_no_new_version(feed: Feed) -> None:
    feed.release()
    before = digest_of(feed.out)
    memory = digest_of(feed.iocs)
    for again in (feed.build(1), feed.release(2)):
        assert again.outcome is Outcome.UNCHANGED
        assert digest_of(feed.out) == before
        assert digest_of(feed.iocs) == memory


def test_also_when_out_is_absent(feed: Feed, tmp_path: Path) -> None:
    feed.release()
    before = digest_of(feed.out)
    feed.out = tmp_path / "elsewhere" / "out"
    assert feed.build(50).outcome is Outcome.UNCHANGED
    assert digest_of(feed.out) == before


def test_a_comment_is_no_change(feed: Feed) -> None:
    feed.release()
    feed.edit("# the first host", "# the first host that was seen")
    assert feed.build(1).outcome is Outcome.UNCHANGED


def test_a_change_is_previewed_and_then_released(feed: Feed) -> None:
    feed.release()
    latest = digest_of(feed.out / "v1")
    feed.edit("evil-acme.com ", "new-acme.org\n    - evil-acme.com ")
    feed.edit("role: c2", "role: exfiltration")
    assert feed.build(1).outcome is Outcome.PREVIEW
    assert digest_of(feed.out / "v1") == latest
    assert feed.release(1).compiled.feed.release.version == "2026.02.02.1"
    delta = feed.delta()
    assert (delta["from"], delta["to"], delta["serial"]) == ("2026.02.01.1", "2026.02.02.1", 2)
    assert values(delta["added"]) == ["new-acme.org"]
    assert values(delta["changed"]) == ["bad-acme.net"]
    assert "new-acme.org" in feed.latest("blocklists/domains.txt")
    ledger = read_ledger(feed.iocs)
    changed = {line.key for line in ledger.lines.values() if line.changed_serial == 2}
    assert "indicator" in {line.kind for line in ledger.lines.values()}
    assert any("bad-acme.net" in key for key in changed)
    assert not any("evil-acme.com" in key for key in changed)


def test_several_releases_a_day_are_numbered(feed: Feed) -> None:
    feed.release()
    feed.edit("title: Acme\n", "title: Acme again\n")
    assert feed.release(0.1).compiled.feed.release.version == "2026.02.01.2"


def test_revocation_is_a_tombstone_in_every_output(feed: Feed) -> None:
    feed.release()
    feed.edit(
        "role: c2}", "role: c2, history: [{at: 2026-02-02, event: revoked, reason: A mistake}]}"
    )
    feed.release(2)
    assert values(feed.delta()["revoked"]) == ["bad-acme.net"]
    assert "bad-acme.net" not in feed.latest("blocklists/domains.txt")
    assert "bad-acme.net" in feed.latest("revoked.csv")
    assert '"revoked":true' in feed.latest("stix/bundle.json").replace(" ", "")
    assert "A mistake" in feed.latest("CHANGES.md")


def test_relisting_is_a_new_generation(feed: Feed) -> None:
    feed.release()
    history = "history: [{at: 2026-02-02, event: revoked, reason: A mistake}%s]"
    feed.edit("role: c2}", f"role: c2, {history % ''}}}")
    feed.release(2)
    feed.edit(history % "", history % ", {at: 2026-02-04, event: relisted, reason: Seen again}")
    feed.release(4)
    (row,) = feed.delta()["added"]
    assert (row["value"], row["generation"]) == ("bad-acme.net", 2)
    assert "bad-acme.net" in feed.latest("blocklists/domains.txt")
    assert "bad-acme.net" in feed.latest("revoked.csv")
    lines = [x for x in read_ledger(feed.iocs).lines.values() if "bad-acme.net" in x.key]
    assert sorted(x.revoked for x in lines if x.kind == "indicator") == [False, True]


def test_a_tombstone_has_no_later_versions(feed: Feed) -> None:
    history = "history: [{at: 2026-01-22, event: revoked, reason: A mistake}]"
    feed.edit("role: c2}", f"role: c2, {history}}}")
    feed.release()
    before = [
        x for x in read_ledger(feed.iocs).lines.values() if x.revoked and x.kind == "indicator"
    ]
    feed.edit("role: c2,", "role: exfiltration, note: A later thought, ")
    feed.edit("https://acme-vendor.com/post", "https://acme-vendor.com/other")
    feed.release(2)
    assert [read_ledger(feed.iocs)[line.id] for line in before] == before
    assert feed.delta()["revoked"] == []


def test_the_delta_takes_rules_out_and_brings_them_back(feed: Feed) -> None:
    profile = feed.iocs / "feed.yml"
    profile.write_text(
        profile.read_text().replace("[blocklists, stix, tables]", "[stix, suricata, tables]")
    )
    feed.release()
    rules = {row["sid"] for row in feed.delta()["rules_added"]}
    assert rules
    text = feed.incident.read_text()
    feed.edit("ips: [185.199.7.9]", "ips: [{value: 185.199.7.9, valid_until: 2026-02-03}]")
    feed.release(1)
    feed.release(3)
    (gone,) = feed.delta()["rules_removed"]
    assert gone["sid"] in rules
    feed.incident.write_text(text)
    feed.release(4)
    assert gone["sid"] in {row["sid"] for row in feed.delta()["rules_changed"]}
    assert f"sid:{gone['sid']};" in feed.latest("suricata/rules/feedgen.rules")


def test_what_expires_leaves_with_the_daily_release(feed: Feed) -> None:
    feed.release()
    assert "185.199.7.9" in feed.latest("blocklists/ips.txt")
    assert feed.release(20).outcome is Outcome.UNCHANGED
    assert feed.release(30).outcome is Outcome.RELEASED  # 60 days after 2 January
    assert values(feed.delta()["expired"]) == ["185.199.7.9"]
    assert "185.199.7.9" not in feed.latest("blocklists/ips.txt")
    assert feed.release(31).outcome is Outcome.UNCHANGED


def test_a_vanished_line_is_refused(feed: Feed) -> None:
    feed.release()
    feed.edit("    - {value: bad-acme.net, role: c2}\n", "")
    with pytest.raises(SourceError, match="FG401"):
        feed.build(1)


def test_drafts_are_checked_and_never_published(feed: Feed) -> None:
    draft = feed.iocs / "2026" / "draft-2026-01.yml"
    text = INCIDENT.replace("acme-2026-01", "draft-2026-01").replace("published\n", "draft\n")
    draft.write_text(text.replace("evil-acme", "draft-only").replace("bad-acme", "draft-too"))
    feed.release()
    everything = b"".join(p.read_bytes() for p in (feed.out / "v1").rglob("*") if p.is_file())
    assert b"draft" not in everything
    draft.write_text(text.replace("evil-acme.com", "localhost"))
    with pytest.raises(SourceError, match="FG104"):
        feed.build(1)


def test_a_withdrawn_incident_revokes_what_it_named(feed: Feed) -> None:
    feed.release()
    feed.edit("status: published", "status: withdrawn\nwithdrawn: {at: 2026-02-02, reason: A hoax}")
    feed.release(2)
    assert len(feed.delta()["revoked"]) == 5
    assert "evil-acme.com" not in feed.latest("blocklists/domains.txt")
    assert feed.latest("revoked.csv").count("A hoax") == 5


def test_a_release_is_later_than_the_last(feed: Feed) -> None:
    feed.release(5)
    feed.edit("title: Acme\n", "title: Acme again\n")
    with pytest.raises(DriftError, match="is not after the last release's 2026-02-06T12:00:00Z"):
        feed.release(4)


STEPS = ["place_version", "write_ledger", "write_releases", "place_latest", "place_pointer"]


# After one step is before the next.
@pytest.mark.parametrize(
    ("when", "step"), [*(("before", step) for step in STEPS), ("after", STEPS[-1])]
)
@pytest.mark.parametrize("first", [True, False])
def test_a_crash_at_any_step_completes_as_the_same_version(
    feed: Feed, monkeypatch: pytest.MonkeyPatch, when: str, step: str, *, first: bool
) -> None:
    if not first:
        feed.release(-10)
        feed.edit("title: Acme\n", "title: Acme again\n")
    crash(monkeypatch, step, when)
    with pytest.raises(KeyboardInterrupt):
        feed.release()
    monkeypatch.undo()
    readers_see_a_whole_release(feed)
    later = 0 if (step, when) == ("place_version", "before") else 3
    feed.release(later)
    assert read_releases(feed.iocs)[-1].as_of == T0
    assert read_releases(feed.iocs)[-1].version == "2026.02.01.1"
    assert feed.check() == "2026.02.01.1"
    assert feed.release(3).outcome is Outcome.UNCHANGED


def crash(monkeypatch: pytest.MonkeyPatch, step: str, when: str) -> None:
    real: Callable[..., Any] = getattr(pipeline, step)

    def crashing(*args: Any, **kwargs: Any) -> Any:
        if when == "after":
            real(*args, **kwargs)
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, step, crashing)


def readers_see_a_whole_release(feed: Feed) -> None:
    pointer = feed.out / "latest.json"
    if pointer.exists():
        document = json.loads(pointer.read_text())
        release = feed.out / document["path"]
        sums = read_sums(release)
        assert differing_files(release, sums) == []


def test_a_killed_build_leaves_nothing_behind(feed: Feed, monkeypatch: pytest.MonkeyPatch) -> None:
    feed.release()
    before = digest_of(feed.out)
    (feed.out / "v1" / ".staging-dead").mkdir()
    (feed.out / "v1" / ".staging-dead" / "x").write_text("x")
    feed.build()
    assert digest_of(feed.out) == before
    assert [p.name for p in (feed.out / "v1").iterdir() if p.name.startswith(".")] == []


def test_two_builds_at_once(feed: Feed) -> None:
    with (
        staging_area(feed.out),
        pytest.raises(UnavailableError, match="another feedgen is working on"),
    ):
        feed.build()


def test_a_damaged_publication_is_repaired(feed: Feed) -> None:
    feed.release()
    before = digest_of(feed.out)
    (feed.out / "v1" / "latest" / "blocklists" / "domains.txt").write_text("")
    (feed.out / "v1" / "latest" / "extra.txt").write_text("x")
    (feed.out / "v1" / "2026.02.01.1" / "indicators.csv").unlink()
    feed.build()
    assert digest_of(feed.out) == before


class Killed:
    """A release that dies before one of its steps, is made again, and compared with a calm one."""

    def __init__(self, tmp_path: Path) -> None:
        self.work, self.first = tmp_path / "work", tmp_path / "first"
        calm = Feed(tmp_path / "calm")
        calm.release()
        shutil.copytree(tmp_path / "calm", self.first)
        calm.edit("role: c2}", "role: c2, history: [{at: 2026-02-02, event: revoked, reason: x}]}")
        self.text = calm.incident.read_text()
        calm.release(2)
        self.wanted = digest_of(calm.iocs), digest_of(calm.out)

    def steps(self) -> list[str]:
        feed = self._begun()
        return steps_of(lambda: feed.release(2), CHANGING)

    def survives(self, step: int, calls: Sequence[str]) -> bool:
        """Kill before this step, if there are so many; gives whether there were."""
        feed = self._begun()
        killed = killed_before(step, lambda: feed.release(2), calls)
        readers_see_a_whole_release(feed)
        feed.release(2)
        assert (digest_of(feed.iocs), digest_of(feed.out)) == self.wanted, step
        return killed

    def _begun(self) -> Feed:
        shutil.rmtree(self.work, ignore_errors=True)
        shutil.copytree(self.first, self.work)
        feed = Feed(self.work)
        feed.incident.write_text(self.text)
        return feed


def test_a_kill_before_each_kind_of_step_completes(tmp_path: Path) -> None:
    killed = Killed(tmp_path)
    kinds = killed.steps()
    assert {
        "mkdir v1/staging", "mkdir v1/staging/…", "rename v1/version", "replace ledger.jsonl",
        "replace releases.jsonl", "replace v1/latest/…", "replace v1/latest/SHA256SUMS",
        "replace releases.json", "unlink latest.json.minisig", "replace latest.json",
    } <= set(kinds)  # fmt: skip
    for step in one_of_each(kinds):
        assert killed.survives(step, CHANGING)


@pytest.mark.long
def test_a_kill_before_every_system_call_completes(tmp_path: Path) -> None:
    killed = Killed(tmp_path)
    calls = next(n for n in count(1) if not killed.survives(n, EVERY))
    assert calls > 100


def test_releases_are_locked_before_anything_is_read(feed: Feed, tmp_path: Path) -> None:
    with exclusive(feed.iocs):
        with pytest.raises(UnavailableError, match="another feedgen is working on"):
            feed.release()
        feed.build()


def test_an_announced_version_is_never_made_again(feed: Feed) -> None:
    feed.release()
    for name in ("ledger.jsonl", "releases.jsonl"):
        (feed.iocs / name).unlink()
    feed.edit("title: Acme\n", "title: Other\n")
    with pytest.raises(DriftError, match="announces serial 1, which"):
        feed.release(1)


def test_links_and_rubbish_in_latest_are_removed_not_followed(feed: Feed, tmp_path: Path) -> None:
    feed.release()
    wanted = digest_of(feed.out)
    latest = feed.out / "v1" / "latest"
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "precious").write_text("x")
    shutil.rmtree(latest / "stix")
    (latest / "stix").symlink_to(outside)
    (latest / "delta.json").unlink()
    (latest / "delta.json").mkdir()
    shutil.rmtree(latest / "blocklists")
    (latest / "blocklists").write_text("x")
    (latest / ".release.json.new").write_text("half")
    feed.build()
    assert digest_of(feed.out) == wanted
    assert digest_of(outside).keys() == {"precious"}
    shutil.rmtree(latest)
    latest.symlink_to("2026.02.01.1")
    feed.edit("title: Acme\n", "title: Other\n")
    feed.release(1)
    assert not latest.is_symlink()
    old = feed.out / "v1" / "2026.02.01.1"
    assert json.loads((old / "release.json").read_text())["version"] == "2026.02.01.1"


class TestCheck:
    def test_up_to_date(self, feed: Feed) -> None:
        feed.release()
        assert feed.check() == "2026.02.01.1"

    def test_nothing_released(self, feed: Feed) -> None:
        with pytest.raises(DriftError, match="run `feedgen diff` to see it and `feedgen release`"):
            feed.check()

    def test_a_changed_source(self, feed: Feed) -> None:
        feed.release()
        feed.edit("title: Acme\n", "title: Acme again\n")
        with pytest.raises(DriftError, match="the sources give something that is not released"):
            feed.check()

    def test_a_changed_output(self, feed: Feed) -> None:
        feed.release()
        (feed.out / "v1" / "latest" / "indicators.csv").write_text("x")
        with pytest.raises(DriftError, match=r"is not what the sources give: indicators\.csv; run"):
            feed.check()

    def test_damaged_sums(self, feed: Feed) -> None:
        feed.release()
        (feed.out / "v1" / "latest" / "SHA256SUMS").write_text("garbage")
        with pytest.raises(DriftError, match="is not what the sources give: SHA256SUMS"):
            feed.check()

    def test_a_changed_ledger(self, feed: Feed) -> None:
        feed.release()
        path = feed.iocs / "ledger.jsonl"
        path.write_text(path.read_text().replace("2026-02-01T12", "2026-02-01T11"))
        with pytest.raises(DriftError, match="the sources give something that is not released"):
            feed.check()

    def test_it_writes_nothing(self, feed: Feed) -> None:
        feed.release()
        before = digest_of(feed.out), digest_of(feed.iocs)
        feed.check()
        assert (digest_of(feed.out), digest_of(feed.iocs)) == before
