"""All checks together: every one runs, its findings are ordered, and those of long lists counted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import feedgen.checks
from feedgen.checks import MAX_OF_LIST, Check, checks, is_excepted, run_checks
from feedgen.errors import Finding, Level, Location
from feedgen.model.feed import Feed
from feedgen.model.observables import Domain
from tests.model.made_feeds import base, indicator, made, mention

LIST, OTHER = "lists/long.txt", "2026/acme.yml"


@pytest.fixture
def feed() -> Feed:
    """One value from a bulk list, and one from an incident."""
    return made(base(), [
        indicator(base(), mention(Domain("a.example"), location=Location(LIST, 1), bulk_list=LIST)),
        indicator(base(), mention(Domain("b.example"), location=Location(OTHER, 1))),
    ])  # fmt: skip


def found(path: str, count: int, code: str = "FG901", level: Level = Level.ERROR) -> list[Finding]:
    return [Finding(Location(path, line), code, "it is wrong", "mend it", level)
            for line in range(1, count + 1)]  # fmt: skip


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, feed: Feed) -> Callable[..., list[Finding]]:
    """What `run_checks` makes of these findings."""

    def all_of(*findings: Finding) -> list[Finding]:
        check = Check(code="FG901", name="made", title="made", run=lambda _: iter(findings))
        monkeypatch.setattr(feedgen.checks, "checks", lambda: (check,))
        return run_checks(feed)

    return all_of


def test_every_module_that_declares_a_check_is_one_of_the_checks() -> None:
    folder = Path(feedgen.checks.__file__).parent
    declared = {path.stem for path in folder.glob("*.py") if "\nCHECK = " in path.read_text()}
    assert {check.name for check in checks()} == declared
    assert len(declared) >= 14
    assert [check.code for check in checks()] == sorted(check.code for check in checks())


def test_findings_are_told_once_and_in_order_of_place(run: Callable[..., list[Finding]]) -> None:
    findings = [*found(OTHER, 60), *found(LIST, 60)]
    assert run(*reversed(findings), *findings) == sorted(findings)
    few = found(OTHER, 40)
    assert run(*reversed(few), *few) == few


def test_a_hundred_findings_of_a_list_are_told(run: Callable[..., list[Finding]]) -> None:
    assert MAX_OF_LIST == 100
    assert run(*found(LIST, 100)) == found(LIST, 100)
    assert run(*found(LIST, 100), *found(OTHER, 1)) == [*found(OTHER, 1), *found(LIST, 100)]


def test_what_a_list_has_beyond_a_hundred_is_counted(run: Callable[..., list[Finding]]) -> None:
    *shown, rest = run(*found(LIST, 1234))
    assert shown == found(LIST, 100)
    assert str(rest) == (
        "lists/long.txt:101:1: FG901 1,134 more values of this list have the same problem; "
        "look at those above first: it may be another kind of list than was meant"
    )
    assert rest.level is Level.ERROR


def test_another_code_and_another_level_are_counted_by_themselves(
    run: Callable[..., list[Finding]],
) -> None:
    warnings = found(LIST, 101, level=Level.WARNING)
    others = found(LIST, 90, code="FG902")
    told = run(*found(LIST, 102), *warnings, *others)
    assert [str(f.problem)[:6] for f in told if f.problem != "it is wrong"] == ["1 more", "2 more"]
    assert {f.level for f in told if f.problem.startswith("1 more")} == {Level.WARNING}
    assert [f for f in told if f.code == "FG902"] == others


def test_findings_of_incidents_are_all_told(run: Callable[..., list[Finding]]) -> None:
    assert run(*found(OTHER, 250)) == found(OTHER, 250)
    assert run(*found(OTHER, 250, level=Level.WARNING), *found(LIST, 3)) == sorted(
        [*found(OTHER, 250, level=Level.WARNING), *found(LIST, 3)]
    )


@pytest.mark.parametrize(
    ("exceptions", "excepted"),
    [((), False), ((("FG901", "why"),), True), ((("FG902", "FG901"),), False),
     ((("FG902", "why"), ("FG901", "why")), True)],
)  # fmt: skip
def test_an_exception_is_for_one_code(
    exceptions: tuple[tuple[str, str], ...], *, excepted: bool
) -> None:
    assert is_excepted(mention(Domain("a.example"), exceptions=exceptions), "FG901") is excepted
