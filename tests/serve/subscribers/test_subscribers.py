"""Nobody who subscribes to feedgen loses anything, and who keeps its cursors gets nothing twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.serve.subscribers.feedgen_world import FeedgenWorld
from tests.serve.subscribers.history import INDICATORS, Selection
from tests.serve.subscribers.models import ByWallClock, Subscriber
from tests.serve.subscribers.products import MODELS
from tests.serve.subscribers.simulation import Simulation, live_through

SELECTIONS = {
    "newest": Selection(),
    "all versions": Selection(versions="all"),
    "newest indicators": Selection(types=INDICATORS),
    "all versions of indicators": Selection(types=INDICATORS, versions="all"),
}


@pytest.mark.parametrize(
    ("selection", "replicas"), [("newest", 1), *((selection, 2) for selection in SELECTIONS)]
)
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.title)
def test_nothing_is_lost_and_nothing_comes_twice(
    tmp_path: Path, model: type[Subscriber], selection: str, replicas: int
) -> None:
    world = FeedgenWorld(
        tmp_path, replicas=replicas, page=model.page, order=(0, 1, 1, 0, 1, 0, 0, 0, 1)
    )
    simulation = Simulation(world, model, SELECTIONS[selection])
    idle = live_through(simulation)
    assert not simulation.verdict(), simulation.verdict()
    assert len(simulation.subscriber.received) > 40
    if not model.repeats:
        assert idle == 0


def test_a_release_is_shown_though_its_pointer_was_replaced_before_a_replica_looked(
    tmp_path: Path,
) -> None:
    world = FeedgenWorld(tmp_path, replicas=2, lags=(0, 0.5), order=(1,))
    simulation = Simulation(world, ByWallClock, Selection())
    world.release(add=5, delay=0)
    simulation.poll()
    world.release(add=5, delay=60_000)
    world.clock.advance(100)
    world.release(add=5, delay=90_000)
    world.clock.advance(70_000)
    assert simulation.poll() >= 4
    world.clock.advance(60_000)
    simulation.poll()
    assert not simulation.verdict()


def test_a_replica_that_starts_between_shows_each_release_in_its_time(tmp_path: Path) -> None:
    world = FeedgenWorld(tmp_path, replicas=1)
    simulation = Simulation(world, ByWallClock, Selection())
    world.release(add=5, delay=0)
    simulation.poll()
    world.release(add=5, delay=60_000)
    world.release(add=5, delay=90_000)
    world.restart(0)
    world.clock.advance(10_000)
    simulation.poll()
    world.clock.advance(60_000)
    assert simulation.poll() >= 4
    world.clock.advance(60_000)
    simulation.poll()
    assert not simulation.verdict()
