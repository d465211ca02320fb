"""Work on several things at a time, with results as if it were done one after another."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from threading import Event
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


def in_turn(work: Callable[[T, Event], R], things: Iterable[T], at_once: int) -> Iterator[R]:
    """The results of some work, in the order of what is worked on.

    Whatever fails first in that order is raised, however fast the others were; what has not begun
    by then never begins.

    Args:
        work: done by a thread for each thing. The event is set when the result is no longer wanted.
        things: taken only a little ahead of the results.
        at_once: how many threads; with 1 there are none.
    """
    unwanted = Event()
    if at_once == 1:
        yield from (work(thing, unwanted) for thing in things)
        return
    rest = iter(things)
    with ThreadPoolExecutor(at_once) as pool:
        begun: deque[Future[R]] = deque()
        try:
            begun.extend(pool.submit(work, thing, unwanted) for thing in islice(rest, 2 * at_once))
            while begun:
                yield begun.popleft().result()
                begun.extend(pool.submit(work, thing, unwanted) for thing in islice(rest, 1))
        finally:
            unwanted.set()
            pool.shutdown(wait=False, cancel_futures=True)
