"""Subscribers of every kind follow feedgen through histories that nobody thought of."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.serve.subscribers.feedgen_world import FeedgenWorld
from tests.serve.subscribers.history import INDICATORS, Selection
from tests.serve.subscribers.models import Subscriber
from tests.serve.subscribers.products import MODELS, FortiGate
from tests.serve.subscribers.simulation import Simulation
from tests.serve.subscribers.worlds import Flaw, ReferenceWorld, World

_NUMBERS = st.lists(st.integers(0, 200), max_size=4)
_SELECTIONS = [
    Selection(types=types, versions=versions)
    for types in (Selection().types, INDICATORS)
    for versions in ("last", "all")
]

# What takes one page and no other is a case of its own.
_PAGING = tuple(model for model in MODELS if model is not FortiGate)


class History(RuleBasedStateMachine):
    """One world and one subscriber of each kind in it."""

    make: Callable[[dict[str, Any]], World]
    models: tuple[type[Subscriber], ...] = _PAGING

    @initialize(
        replicas=st.integers(1, 3),
        page=st.integers(1, 9),
        order=st.lists(st.integers(0, 2), min_size=1, max_size=9),
        selections=st.lists(st.sampled_from(_SELECTIONS), min_size=1, max_size=4),
        add=st.integers(1, 30),
        delay=st.sampled_from([0, 1, 700, 60_000]),
    )
    def begin(
        self,
        replicas: int,
        page: int,
        order: list[int],
        selections: list[Selection],
        add: int,
        delay: int,
    ) -> None:
        self.world = type(self).make({"replicas": replicas, "page": page, "order": order})
        self.world.release(add=add, delay=delay)
        self.world.clock.advance(delay)
        self.whole = [
            Simulation(self.world, model, selections[number % len(selections)])
            for number, model in enumerate(self.models)
        ]

    @rule(
        add=st.integers(0, 12), change=_NUMBERS, revoke=_NUMBERS,
        delay=st.sampled_from([0, 1, 40, 5_000, 90_000]),
    )  # fmt: skip
    def release(self, add: int, change: list[int], revoke: list[int], delay: int) -> None:
        self.world.clock.advance(1)
        # Also before the last one is to be seen; but none is activated before an earlier one.
        last = self.world.history.releases[-1].activated - self.world.clock()
        least = math.ceil(last / timedelta(milliseconds=1)) + 1
        self.world.release(add=add, change=change, revoke=revoke, delay=max(delay, least))

    @rule(milliseconds=st.sampled_from([1, 20, 1_000, 100_000]))
    def wait(self, milliseconds: int) -> None:
        self.world.clock.advance(milliseconds)

    @rule(number=st.integers(0, 99), steps=st.integers(1, 5))
    def ask(self, number: int, steps: int) -> None:
        for _ in range(steps):
            self._one(number).step()

    @rule(number=st.integers(0, 99))
    def poll(self, number: int) -> None:
        self._one(number).poll()

    @rule(number=st.integers(0, 99))
    def crash(self, number: int) -> None:
        self._one(number).crash()

    @rule(number=st.integers(0, 99))
    def lose_an_answer(self, number: int) -> None:
        self._one(number).lose_answer()

    @precondition(lambda self: isinstance(self.world, FeedgenWorld))
    @rule(replica=st.integers(0, 2))
    def restart(self, replica: int) -> None:
        assert isinstance(self.world, FeedgenWorld)
        self.world.restart(replica % self.world.replicas)

    def teardown(self) -> None:
        if not hasattr(self, "world"):
            return
        for simulation in self.whole:
            # Twice, because some end a poll where they find nothing and look again later.
            for _ in range(2):
                simulation.world.clock.advance(100_000)
                simulation.poll()
            assert not simulation.verdict(), (simulation.subscriber.title, simulation.verdict())
        if isinstance(self.world, FeedgenWorld):
            assert [line for line in self.world.said if "is whole" not in line] == []

    def _one(self, number: int) -> Simulation:
        return self.whole[number % len(self.whole)]


def live(
    make: Callable[[dict[str, Any]], World],
    examples: int,
    models: tuple[type[Subscriber], ...] = _PAGING,
) -> None:
    machine = type("Lived", (History,), {"make": staticmethod(make), "models": models})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples, stateful_step_count=25, deadline=None, database=None,
            derandomize=True, phases=[Phase.generate], suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip


@pytest.fixture
def feedgen(tmp_path: Path) -> Callable[[dict[str, Any]], World]:
    return lambda options: FeedgenWorld(Path(tempfile.mkdtemp(dir=tmp_path)), **options)


def test_nothing_is_lost_in_any_history(
    feedgen: Callable[[dict[str, Any]], World],
) -> None:
    live(feedgen, 8)


@pytest.mark.long
def test_nothing_is_lost_in_many_histories(
    feedgen: Callable[[dict[str, Any]], World],
) -> None:
    live(feedgen, 500)


def test_a_server_without_a_flaw_passes() -> None:
    live(lambda options: ReferenceWorld(**options), 25)


@pytest.mark.parametrize("flaw", Flaw, ids=lambda flaw: flaw.name)
def test_histories_find_every_flaw(flaw: Flaw) -> None:
    with pytest.raises(AssertionError):
        live(lambda options: ReferenceWorld(flaw, **options), 60)
