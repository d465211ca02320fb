"""The simulation can tell a good server from a bad one."""

from __future__ import annotations

import pytest

from tests.serve.subscribers.history import INDICATORS, Selection
from tests.serve.subscribers.models import (
    ByDate,
    ByMilliseconds,
    ByModified,
    ByNext,
    ByWallClock,
    ChangingLimit,
    Subscriber,
    WithoutFilters,
)
from tests.serve.subscribers.products import MODELS, AsPages, Elastic, OpenCti, OpenCtiConnector
from tests.serve.subscribers.simulation import Simulation, Verdict, live_through
from tests.serve.subscribers.worlds import Flaw, ReferenceWorld

SELECTIONS = (
    Selection(),
    Selection(versions="all"),
    Selection(types=INDICATORS),
    Selection(types=INDICATORS, versions="all"),
)


def outcome(flaw: Flaw | None, model: type[Subscriber], selection: Selection) -> set[str]:
    world = ReferenceWorld(flaw, replicas=2, page=model.page, order=(0, 1, 1, 0, 1))
    simulation = Simulation(world, model, selection)
    try:
        live_through(simulation)
    except AssertionError as error:
        return {"refused" if "got 404" in str(error) else str(error)}
    verdict: Verdict = simulation.verdict()
    return {name for name in ("lost", "twice", "foreign") if getattr(verdict, name)}


@pytest.mark.parametrize("selection", SELECTIONS, ids=str)
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.title)
def test_a_server_that_does_everything_right_passes(
    model: type[Subscriber], selection: Selection
) -> None:
    assert outcome(None, model, selection) == set()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.title)
def test_idle_polls_bring_nothing_to_those_who_keep_a_place(
    model: type[Subscriber],
) -> None:
    simulation = Simulation(ReferenceWorld(page=model.page), model, Selection())
    idle = live_through(simulation)
    assert len(simulation.subscriber.received) >= 60
    if not model.repeats:
        assert idle == 0


@pytest.mark.parametrize(
    ("flaw", "model", "selection", "found"),
    [
        (Flaw.BUILD_DATES, ByWallClock, Selection(), "lost"),
        (Flaw.BUILD_DATES, OpenCtiConnector, Selection(), "lost"),
        (Flaw.MICROSECONDS, ByMilliseconds, Selection(), "twice"),
        (Flaw.MICROSECONDS, OpenCti, Selection(), "twice"),
        (Flaw.EQUAL_DATES, ByDate, Selection(), "lost"),
        (Flaw.EQUAL_DATES, ByNext, Selection(), "lost"),
        (Flaw.OWN_DATES, ByDate, Selection(), "twice"),
        (Flaw.OWN_DATES, ByNext, Selection(), "twice"),
        (Flaw.PAGE_NUMBERS, ChangingLimit, Selection(), "lost"),
        (Flaw.POSITIONS, ByNext, Selection(), "lost"),
        (Flaw.POPPED, ByNext, Selection(), "refused"),
        (Flaw.OWN_TOKENS, ByNext, Selection(), "refused"),
        (Flaw.OWN_TOKENS, AsPages, Selection(), "refused"),
        (Flaw.FORGETS_FILTERS, WithoutFilters, Selection(types=INDICATORS), "foreign"),
        (Flaw.FORGETS_FILTERS, WithoutFilters, Selection(versions="all"), "lost"),
        (Flaw.FORGETS_FILTERS, Elastic, Selection(types=INDICATORS), "foreign"),
        (Flaw.INCLUSIVE, ByDate, Selection(), "twice"),
        (Flaw.NO_NEXT, AsPages, Selection(), "it never ends"),
        (Flaw.NO_NEXT, Elastic, Selection(), "lost"),
        (Flaw.SUPERSEDES, ByDate, Selection(versions="all"), "lost"),
        (Flaw.DROPS_REVOKED, ByModified, Selection(), "lost"),
        (Flaw.SHOWS_EARLY, ByNext, Selection(), "foreign"),
        (Flaw.OLD_DATES, ByDate, Selection(), "lost"),
        (Flaw.OLD_DATES, ByModified, Selection(), "lost"),
    ],
)
def test_a_flaw_is_found(
    flaw: Flaw, model: type[Subscriber], selection: Selection, found: str
) -> None:
    assert found in outcome(flaw, model, selection)


def test_every_flaw_has_a_model_that_finds_it() -> None:
    marks = test_a_flaw_is_found.pytestmark  # type: ignore[attr-defined]
    assert {case[0] for case in marks[0].args[1]} == set(Flaw)
