"""Lets a subscriber follow a feed through what happens to it, and judges what it has at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tests.serve.subscribers.history import Key, Selection, key
from tests.serve.subscribers.models import Answer, Subscriber
from tests.serve.subscribers.worlds import World

_ENDLESS = 400
"""More requests in a poll than any of these histories needs."""


class _AnswerLostError(Exception):
    """The server answered, and the subscriber never saw it."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What went wrong; all empty when nothing did."""

    lost: frozenset[Key]
    twice: frozenset[Key]
    foreign: frozenset[Key]
    """What was not asked for, or was not to be seen yet."""

    def __bool__(self) -> bool:
        return bool(self.lost or self.twice or self.foreign)


class Simulation:
    """One subscriber and its world."""

    def __init__(self, world: World, model: type[Subscriber], selection: Selection) -> None:
        self.world, self.selection = world, selection
        self.subscriber = model(self._ask, world.clock, selection)
        self._running: Iterator[None] | None = None
        self._lose_answer = False
        self._judged = 0
        self._foreign: set[Key] = set()

    def step(self) -> bool:
        """One request of a poll, which begins if none is under way; whether it goes on."""
        if self._running is None:
            self._running = self.subscriber.poll()
        try:
            next(self._running)
        except StopIteration:
            self._running = None
        except _AnswerLostError:
            self.crash()
        else:
            self._look()
        return self._running is not None

    def poll(self) -> int:
        """Poll to the end; gives how many objects came."""
        before = len(self.subscriber.received)
        for _ in range(_ENDLESS):
            if not self.step():
                return len(self.subscriber.received) - before
        raise AssertionError("it never ends")

    def crash(self) -> None:
        """The subscriber dies and begins again with what it saved."""
        self._running = None
        self.subscriber.crash()
        self._judged = min(self._judged, len(self.subscriber.received))

    def lose_answer(self) -> None:
        """It dies in the next request, after the server has answered."""
        self._lose_answer = True
        self.step()
        self._lose_answer = False

    def verdict(self) -> Verdict:
        """Of what it has now."""
        received = Counter(map(key, self.subscriber.received))
        return Verdict(
            lost=frozenset(self.world.history.wanted(self.selection) - received.keys()),
            twice=frozenset(
                one for one, count in received.items() if count > 1 and self.subscriber.exact
            ),
            foreign=frozenset(self._foreign),
        )

    def _ask(self, query: Mapping[str, str], headers: Mapping[str, str]) -> Answer:
        answer = self.world.ask(query, headers)
        if self._lose_answer:
            raise _AnswerLostError
        return answer

    def _look(self) -> None:
        received = self.subscriber.received
        visible = set(map(key, self.world.history.visible(self.selection)))
        self._judged = min(self._judged, len(received))
        self._foreign |= set(map(key, received[self._judged :])) - visible
        self._judged = len(received)


def live_through(simulation: Simulation, *, delay: int = 5_000) -> int:
    """First pull, a release in the middle of paging, two idle polls, a crash and resuming.

    Args:
        simulation: of a subscriber that has asked for nothing yet.
        delay: milliseconds from making a release to its activation.

    Returns:
        How many objects came in the idle polls.
    """
    world = simulation.world
    world.release(add=45, delay=delay)
    world.clock.advance(delay)
    for _ in range(2):
        simulation.step()
    # Objects that were sent already change, and others that were not.
    world.release(add=5, change=(1, 2, 17, 41, 43), revoke=(4, 40), delay=delay)
    simulation.step()
    world.clock.advance(delay // 2)
    simulation.step()
    world.clock.advance(delay)
    simulation.poll()
    world.clock.advance(60_000)
    simulation.poll()
    idle = 0
    for _ in range(2):
        world.clock.advance(60_000)
        idle += simulation.poll()
    world.release(add=20, change=range(10, 24), revoke=(3,), delay=delay)
    # It asks shortly before the release is shown, and shortly after.
    world.clock.advance(delay - 2_000 if delay > 2_000 else 0)
    simulation.poll()
    world.clock.advance(2_001)
    simulation.step()
    simulation.crash()
    simulation.step()
    simulation.lose_answer()
    world.release(add=3, change=(0, 40), delay=delay)
    simulation.step()
    world.clock.advance(delay + 1)
    simulation.crash()
    simulation.poll()
    world.clock.advance(60_000)
    simulation.poll()
    return idle
