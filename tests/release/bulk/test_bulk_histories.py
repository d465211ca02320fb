"""What becomes of a value that moves between lists and incidents, is revoked, and comes back."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from feedgen.build import pipeline
from feedgen.build.pipeline import Outcome
from feedgen.errors import DriftError, SourceError
from feedgen.sources.ledger.file import read_ledger
from tests.release.bulk.bulk_feeds import Feed, quiet
from tests.release.kill_steps import EVERY, killed_before, one_of_each, steps_of
from tests.sources.source_tree import INCIDENT, digest_of

VALUE = "b.evil-list.com"
REVOKED = "{at: 2026-02-02, event: revoked, reason: A mistake, value: b.evil-list.com}"
RELISTED = "{at: 2026-02-03, event: relisted, reason: Seen again, value: b.evil-list.com}"


class Moving(Feed):
    """A feed whose one value of interest is here today and there tomorrow."""

    def __init__(self, tmp_path: Path) -> None:
        super().__init__(tmp_path, ["a.evil-list.com", VALUE, "c.evil-list.com"], "stix, tables")
        self.plain = self.incident.read_text()

    def put(
        self, days: int, *, listed: bool = False, curated: bool = False, extra: str = ""
    ) -> None:
        """Release with the value in these places; `extra` goes into the list's entry."""
        text = self.plain
        if curated:
            text = text.replace("  domains:\n", f"  domains:\n    - {VALUE}\n")
        self.incident.write_text(text.replace("confidence: 60}", f"confidence: 60{extra}}}"))
        self.write(["a.evil-list.com", *([VALUE] if listed else []), "c.evil-list.com"])
        assert self.release(days).outcome is Outcome.RELEASED
        self.reproducible()

    def reproducible(self) -> None:
        """A fresh clone gives the same bytes, and what needs no release agrees."""
        clone = self.out.with_name("clone")
        shutil.rmtree(clone, ignore_errors=True)
        latest = self.out / "v1" / "latest"
        shutil.copytree(latest, clone / "v1" / "latest")
        as_of = self.at(99)
        built = pipeline.build(
            self.iocs,
            clone,
            as_of=as_of,
            toolchain=lambda _: (("feedgen", "test"),),
            progress=quiet,
        )
        assert built.outcome is Outcome.UNCHANGED
        assert digest_of(clone / "v1" / "latest") == digest_of(latest)
        assert pipeline.verify_committed(self.iocs, clone, as_of=as_of, progress=quiet)
        pipeline.load(self.iocs, as_of)  # `feedgen check` has no publication

    def state(self) -> list[tuple[str, str, str]]:
        """Generation, day of publication and of revocation, or of the last change."""
        live = [
            (row["generation"], row["created"][5:10], "live")
            for row in self.table("indicators.csv")
            if row["value"] == VALUE
        ]
        over = [
            (row["generation"], row["revoked_at"][5:10], row["reason"])
            for row in self.table("revoked.csv")
            if row["value"] == VALUE
        ]
        return sorted(live + over)


GONE = "it is no longer in the list that named it"


@pytest.fixture
def feed(tmp_path: Path) -> Moving:
    made = Moving(tmp_path)
    made.release(0)
    return made


def test_twice_there_and_back_is_one_indicator(feed: Moving) -> None:
    for day in (1, 3):
        feed.put(day, curated=True)
        feed.put(day + 1, listed=True)
    assert feed.state() == [("1", "02-01", "live")]
    feed.put(5)
    assert feed.state() == [("1", "02-06", GONE)]


def test_a_value_that_left_its_list_is_curated_under_a_new_id(feed: Moving) -> None:
    feed.put(1)
    feed.put(2, curated=True)
    assert feed.state() == [("1", "02-02", GONE), ("2", "02-03", "live")]
    # Git alone knows how often the value was there before.
    keys = {line.key for line in read_ledger(feed.iocs).lines.values()}
    assert {f"domain {VALUE} 1", f"domain {VALUE} 2"} <= keys
    feed.put(3, listed=True)
    feed.put(4)
    feed.put(5, listed=True)
    assert feed.state() == [
        ("1", "02-02", GONE), ("2", "02-05", GONE), ("3", "02-06", "live"),
    ]  # fmt: skip


def test_a_tombstone_keeps_its_reason_when_the_line_and_the_history_go(feed: Moving) -> None:
    feed.put(1, listed=True, extra=f", history: [{REVOKED}]")
    before = _line(feed)
    assert feed.state() == [("1", "02-02", "A mistake")]
    feed.incident.write_text(feed.plain)
    feed.write(["a.evil-list.com"])
    feed.release(2)
    assert feed.state() == [("1", "02-02", "A mistake")]
    assert _line(feed) == before
    feed.put(3, listed=True)
    assert feed.state() == [("1", "02-02", "A mistake"), ("2", "02-04", "live")]


def _line(feed: Moving) -> list[str]:
    text = (feed.out / "v1" / "latest" / "stix" / "bundle.json").read_text()
    return [line.rstrip(",") for line in text.splitlines() if VALUE in line]


def test_a_history_and_the_list_take_turns(feed: Moving) -> None:
    history = f", history: [{REVOKED}, {RELISTED}]"
    feed.put(3, listed=True, extra=history)
    assert feed.state() == [("1", "02-02", "A mistake"), ("2", "02-04", "live")]
    feed.put(4)
    over = [("1", "02-02", "A mistake"), ("2", "02-05", GONE)]
    assert feed.state() == over
    feed.put(5, listed=True, extra=history)
    assert feed.state() == [*over, ("3", "02-06", "live")]


def test_a_withdrawn_incident_and_then_an_emptied_list(feed: Moving) -> None:
    withdrawn = "status: withdrawn\nwithdrawn: {at: 2026-02-02, reason: A hoax}"
    feed.plain = feed.plain.replace("status: published", withdrawn)
    feed.put(2, listed=True)
    before = _line(feed)
    feed.write([])
    feed.release(3)
    assert feed.state() == [("1", "02-02", "A hoax")]
    assert _line(feed) == before


OTHER = INCIDENT.replace("acme-2026-01", "zeta-2026-02").partition("  domains:")[0]
OTHER_LIST = "  lists:\n    - {type: domain, path: lists/z.txt, match: exact}\n"


def test_two_incidents_share_a_value(feed: Moving) -> None:
    other = feed.iocs / "2026" / "zeta-2026-02.yml"
    other.write_text(OTHER + OTHER_LIST)
    theirs = feed.iocs / "lists" / "z.txt"
    theirs.write_text(f"{VALUE}\n")
    feed.put(1, listed=True)
    feed.put(2)
    assert feed.state() == [("1", "02-01", "live")]
    theirs.write_text("")
    feed.put(3)
    assert feed.state() == [("1", "02-04", GONE)]
    feed.put(4, curated=True)
    theirs.write_text(f"{VALUE}\n")
    feed.put(5, curated=True)
    feed.put(6)
    assert feed.state() == [("1", "02-04", GONE), ("2", "02-05", "live")]


def test_lists_of_one_incident_may_overlap_each_other_and_what_is_curated(feed: Moving) -> None:
    (feed.iocs / "lists" / "z.txt").write_text(f"{VALUE}\n")
    feed.plain += OTHER_LIST.partition("\n")[2]
    feed.put(1, listed=True, curated=True)
    assert feed.state() == [("1", "02-01", "live")]


@pytest.mark.parametrize("what", ["list", "incident"])
def test_a_renamed_list_or_incident_keeps_its_values(feed: Moving, what: str) -> None:
    feed.put(1)
    if what == "list":
        feed.list = feed.list.rename(feed.list.with_name("renamed.txt"))
        feed.plain = feed.plain.replace("lists/a.txt", "lists/renamed.txt")
        feed.put(2)
    else:
        feed.plain = feed.plain.replace("id: acme-2026-01", "id: acme-2026-02")
        feed.incident = feed.incident.rename(feed.incident.with_name("acme-2026-02.yml"))
        feed.incident.write_text(feed.plain)
        # The report of an incident that is gone is another matter; its values are not.
        feed.put(2)
    assert feed.state() == [("1", "02-02", GONE)]
    feed.write([])
    feed.release(3)
    assert len(feed.table("revoked.csv")) == 3


def test_a_list_whose_place_another_took_is_still_missed(feed: Moving) -> None:
    feed.plain += OTHER_LIST.partition("\n")[2]
    (feed.iocs / "lists" / "z.txt").write_text("z.evil-list.com\n")
    feed.put(1, listed=True)
    entry = "    - {type: domain, path: lists/a.txt, confidence: 60}\n"
    feed.incident.write_text(feed.plain.replace(entry, ""))
    feed.list.unlink()
    with pytest.raises(DriftError, match=r"the bulk list acme-2026-01 lists/a\.txt is gone from"):
        feed.release(2)


def test_a_mistake_in_the_incident_is_told_before_its_list_is_missed(feed: Moving) -> None:
    feed.put(1)
    feed.incident.write_text(feed.plain.replace("severity: high", "severity: huge"))
    with pytest.raises(SourceError, match='FG104 "huge" is not allowed here') as caught:
        feed.release(2)
    assert len(caught.value.findings) == 1


def test_an_incident_taken_back_into_a_draft(feed: Moving) -> None:
    feed.put(1)
    feed.incident.write_text(feed.plain.replace("status: published", "status: draft"))
    with pytest.raises(
        SourceError, match='is only in a draft now; set the status of "acme'
    ) as caught:
        feed.release(2)
    assert {finding.code for finding in caught.value.findings} == {"FG401"}


CRASHES = ("place_version", "write_ledger", "write_releases", "place_latest", "place_pointer")


@pytest.fixture(scope="module", params=[True, False], ids=["out of a list", "into a list"])
def moved(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[bool, Moving]:
    """Whether the value goes into a list, and the feed after both releases, undisturbed."""
    curated: bool = request.param
    calm = Moving(tmp_path_factory.mktemp("calm"))
    calm.put(0, listed=not curated, curated=curated)
    calm.put(1, listed=curated, curated=not curated)
    return curated, calm


# After one step is before the next.
@pytest.mark.parametrize(
    ("when", "step"), [*(("before", step) for step in CRASHES), ("after", CRASHES[-1])]
)
def test_a_crash_while_values_move_completes_as_the_same_version(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    moved: tuple[bool, Moving],
    when: str,
    step: str,
) -> None:
    curated, calm = moved
    work = Moving(tmp_path / "work")
    work.put(0, listed=not curated, curated=curated)
    real: Callable[..., Any] = getattr(pipeline, step)

    def crashing(*args: Any, **kwargs: Any) -> Any:
        if when == "after":
            real(*args, **kwargs)
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, step, crashing)
    with pytest.raises(KeyboardInterrupt):
        work.put(1, listed=curated, curated=not curated)
    monkeypatch.undo()
    work.release(1 if (step, when) == ("place_version", "before") else 7)
    assert digest_of(work.out) == digest_of(calm.out)
    assert digest_of(work.iocs) == digest_of(calm.iocs)


MOVING = ("rename", "replace")
"""Calls by which what was made comes into its place."""


class Killed:
    """A release while values move both ways, which dies before a step and is made again."""

    def __init__(self, tmp_path: Path) -> None:
        self.work, self.first = tmp_path / "work", tmp_path / "first"
        self.calm = Moving(tmp_path / "calm")
        plain = self.calm.plain.replace("  domains:\n", "  domains:\n    - d.evil-list.com\n")
        self.calm.plain = plain
        self.calm.put(0, listed=True)
        shutil.copytree(tmp_path / "calm", self.first)
        self.changed = plain.replace("    - d.evil-list.com\n", f"    - {VALUE}\n")
        self._change(self.calm)
        self.calm.release(2)
        self.wanted = digest_of(self.calm.iocs), digest_of(self.calm.out)

    def steps(self) -> list[str]:
        feed = self._begun()
        return steps_of(lambda: feed.release(2), MOVING)

    def survives(self, step: int, calls: Sequence[str]) -> bool:
        """Kill before this step, if there are so many; gives whether there were."""
        feed = self._begun()
        killed = killed_before(step, lambda: feed.release(2), calls)
        feed.release(2)
        assert (digest_of(feed.iocs), digest_of(feed.out)) == self.wanted, step
        return killed

    def _begun(self) -> Moving:
        shutil.rmtree(self.work, ignore_errors=True)
        shutil.copytree(self.first, self.work)
        feed = Moving.__new__(Moving)
        feed.iocs, feed.out = self.work / "iocs", self.work / "out"
        feed.incident = feed.iocs / self.calm.incident.relative_to(self.calm.iocs)
        feed.list = feed.iocs / "lists/a.txt"
        self._change(feed)
        return feed

    def _change(self, feed: Moving) -> None:
        feed.incident.write_text(self.changed)
        feed.write(["c.evil-list.com", "d.evil-list.com"])


def test_a_kill_before_each_kind_of_step_completes(tmp_path: Path) -> None:
    killed = Killed(tmp_path)
    steps = one_of_each(killed.steps())
    assert len(steps) > 7
    for step in steps:
        assert killed.survives(step, MOVING)


@pytest.mark.long
def test_a_kill_before_every_system_call_completes(tmp_path: Path) -> None:
    killed = Killed(tmp_path)
    calls = next(n for n in count(1) if not killed.survives(n, EVERY))
    assert calls > 50
