"""Kills a program at random instants while a reader polls what it writes."""

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
from contextlib import suppress
from pathlib import Path
from typing import Self

ROOT = Path(__file__).parents[2]
_PROGRAM = f"""\
import json, os, sys, traceback
sys.path[:0] = [{str(ROOT)!r}]
from tests.publish.kill_targets import TARGETS
for line in sys.stdin:
    name, *arguments = json.loads(line)
    target = TARGETS[name](*arguments)
    child = os.fork()
    if child == 0:
        print(os.getpid(), flush=True)
        try:
            target()
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    print(os.waitpid(child, 0)[1], flush=True)
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

    def await_polls(self, count: int) -> None:
        """Wait until it has polled so often, however slow the machine; or until it failed."""
        while self.polls < count and not self.failures:
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

    def run(self, target: str, *arguments: object, kill_after: float | None = None) -> float:
        """Run one of kill_targets.TARGETS in a process of its own.

        Args:
            target: its name.
            arguments: for it, as text.
            kill_after: seconds after it began; None to let it end.

        Returns:
            How many seconds it ran.
        """
        words = [target, *(str(argument) for argument in arguments)]
        assert self._process.stdin
        self._process.stdin.write(json.dumps(words) + "\n")
        self._process.stdin.flush()
        child, begin = int(self._line()), time.monotonic()
        if kill_after is not None:
            time.sleep(kill_after)
            with suppress(ProcessLookupError):  # it has ended before
                os.kill(child, signal.SIGKILL)
        status = int(self._line())
        assert status == 0 or (kill_after is not None and os.WTERMSIG(status) == signal.SIGKILL)
        return time.monotonic() - begin

    def _line(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline()


def instants(count: int, longest: float, seed: int) -> list[float]:
    """Seconds after which to kill, over the whole length of a run."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    return [chance.uniform(0, longest) for _ in range(count)]
