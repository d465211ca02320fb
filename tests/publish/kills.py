"""Kills a program at its steps, or at random instants, while a reader polls what it writes."""

from __future__ import annotations

import json
import os
import random  # noqa: TID251 - seeded
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

ROOT = Path(__file__).parents[2]
_PROGRAM = f"""\
import json, os, signal, sys, time, traceback
sys.path[:0] = [{str(ROOT)!r}]
from tests.publish.kill_targets import TARGETS
for line in sys.stdin:
    name, arguments, after, before = json.loads(line)
    target = TARGETS[name](*arguments)
    steps = []
    def step(kind):
        steps.append(kind)
        if before in (kind, len(steps)):
            os.kill(os.getpid(), signal.SIGKILL)
    begin = time.monotonic()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            target(step)
            code = 0
        except BaseException:
            traceback.print_exc()
        if after is before is None:
            print(json.dumps(steps), flush=True)
        os._exit(code)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)  # also one that has ended is there until it is waited for
    status = os.waitpid(child, 0)[1]
    print(json.dumps([status, time.monotonic() - begin]), flush=True)
"""


_PAUSE = 0.002
"""Seconds between polls, so that what is read also gets on."""


class Reader:
    """Polls in a thread of its own, from entering to leaving the context."""

    def __init__(self, poll: Callable[[], object], pause: float = _PAUSE) -> None:
        self._poll, self._pause = poll, pause
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self.polls = 0
        self.failures: list[BaseException] = []

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def await_a_look(self) -> None:
        """Wait until it has looked at what is there now, however slow the machine; or failed."""
        wanted = self.polls + 2  # the poll under way may have begun before
        while self.polls < wanted and not self.failures:
            time.sleep(self._pause)

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                self._poll()
            except Exception as error:  # noqa: BLE001 - the test shows whatever a reader met
                self.failures.append(error)
                return
            self.polls += 1
            time.sleep(self._pause)


@dataclass(frozen=True)
class Run:
    """What came of it."""

    steps: list[str]
    """Their kinds, in order; none if it was killed."""
    seconds: float
    killed: bool


class Runner:
    """A process that prepares each run and then forks for it, so that a run begins at once."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            text=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def run(
        self,
        target: str,
        *arguments: object,
        kill_after: float | None = None,
        kill_before: str | int | None = None,
    ) -> Run:
        """Run one of kill_targets.TARGETS in a process of its own.

        Args:
            target: its name.
            arguments: for it, as text.
            kill_after: seconds after it began; None to let it end.
            kill_before: the number of a step, counted from 1, or its kind: it dies before it.
        """
        free = kill_after is None and kill_before is None
        words = [target, [str(argument) for argument in arguments], kill_after, kill_before]
        assert self._process.stdin
        self._process.stdin.write(json.dumps(words) + "\n")
        self._process.stdin.flush()
        steps = self._told() if free else []
        status, seconds = self._told()
        killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        assert status == 0 or (killed and not free)
        return Run(steps, seconds, killed)

    def _told(self) -> list[Any]:
        assert self._process.stdout
        told: list[Any] = json.loads(self._process.stdout.readline())
        return told


def instants(count: int, longest: float, seed: int) -> list[float]:
    """Seconds after which to kill, over the whole length of a run."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    return [chance.uniform(0, longest) for _ in range(count)]
