"""One limit on the time of everything that waits for others: name servers, sockets, disks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from functools import partial
from math import inf
from threading import TIMEOUT_MAX, Thread
from typing import TypeVar

from feedgen.errors import UnavailableError

T = TypeVar("T")


class OutOfTimeError(Exception):
    """The time is over. `Deadline.at` gives it a place.

    It is no OSError, so that no library on the way takes it for a timeout that it may retry.
    """


class Deadline:
    """Seconds that everything together may take, from now on."""

    def __init__(self, elapsed: Callable[[], float], seconds: float) -> None:
        """The time begins.

        Args:
            elapsed: gives seconds that only rise.
            seconds: how many there are.
        """
        self._elapsed, self._seconds = elapsed, seconds
        self._end = elapsed() + seconds

    def left(self) -> float:
        """Seconds, more than none.

        Raises:
            OutOfTimeError: when there are none.
        """
        seconds = self._end - self._elapsed()
        if seconds <= 0:
            raise OutOfTimeError
        return seconds

    def within(self, work: Callable[[], T], undo: Callable[[T], None] = lambda _: None) -> T:
        """The result of what cannot be interrupted, such as a question to a name server.

        At the deadline its thread is left behind; it keeps no program from ending.

        Args:
            work: done by a thread.
            undo: is given a result that comes too late.

        Raises:
            OutOfTimeError: when the work takes longer.
        """
        left = min(self.left(), TIMEOUT_MAX)
        outcome: Future[T] = Future()

        def run() -> None:
            try:
                outcome.set_result(work())
            except BaseException as error:  # noqa: BLE001 - handed on to who asked for the work
                outcome.set_exception(error)

        Thread(target=run, daemon=True).start()
        try:
            return outcome.result(left)
        except TimeoutError as error:
            if outcome.done() and outcome.exception() is error:
                raise
            outcome.add_done_callback(partial(_undo, undo))
            raise OutOfTimeError from error

    @contextmanager
    def at(self, place: str) -> Iterator[None]:
        """What is done here is done at a place, which the message tells.

        Raises:
            UnavailableError: when the time is over.
        """
        try:
            yield
        except OutOfTimeError as error:
            raise UnavailableError(
                f"{place}: {self._seconds:.0f} seconds were not enough; raise --timeout, or try "
                "again: fetch goes on where it stopped"
            ) from error


def _undo(undo: Callable[[T], None], late: Future[T]) -> None:
    if late.exception() is None:
        undo(late.result())


ENDLESS = Deadline(lambda: 0.0, inf)
"""For what a person watches."""
