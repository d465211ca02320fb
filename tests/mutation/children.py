"""Work in a forked process: with limits, with an answer, and without a trace in this one."""

from __future__ import annotations

import ctypes
import os
import pickle
import resource
import select
import signal
import sys
import traceback
from collections.abc import Callable
from time import monotonic
from typing import TypeVar

T = TypeVar("T")
_PR_SET_PDEATHSIG = 1
MEMORY = 8 << 30
"""Bytes of address space: a fault that collects without end is stopped."""


class TimeOutError(Exception):
    """The child needed more time than it was given."""


class ChildError(Exception):
    """The child ended without an answer."""


def in_child(work: Callable[[], T], *, seconds: int | None = None) -> T:
    """What the work returns when it is done in a fork of this process.

    Args:
        work: returns something that can be pickled.
        seconds: of processor time; ten times as much of the clock's.

    Raises:
        TimeOutError: it took longer.
        ChildError: it died, or raised what it raised.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _answer(work, writer, seconds)
    os.close(writer)
    data, is_late = _read(reader, None if seconds is None else seconds * 10)
    os.close(reader)
    if is_late:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if is_late or (
        os.WIFSIGNALED(status) and os.WTERMSIG(status) in {signal.SIGXCPU, signal.SIGKILL}
    ):
        raise TimeOutError
    if not data:
        raise ChildError(f"the child ended without an answer, status {status}")
    said, answer = pickle.loads(data)  # noqa: S301 # our own child wrote it
    if said == "raised":
        raise ChildError(answer)
    return answer  # type: ignore[no-any-return] # what `work` returned


def end_with_parent() -> None:
    """Where the kernel can: a run that is stopped leaves nothing behind that runs on."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _answer(work: Callable[[], object], writer: int, seconds: int | None) -> None:
    try:
        end_with_parent()
        if seconds is not None:
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        answer: tuple[str, object] = ("returned", work())
    except BaseException:  # noqa: BLE001 # whatever a fault may raise, the answer is that it did
        answer = ("raised", traceback.format_exc())
    try:
        with os.fdopen(writer, "wb") as pipe:
            pickle.dump(answer, pipe)
    finally:
        os._exit(0)


def _read(reader: int, limit: float | None) -> tuple[bytes, bool]:
    data, end = bytearray(), None if limit is None else monotonic() + limit
    while True:
        left = None if end is None else end - monotonic()
        if left is not None and (left <= 0 or not select.select([reader], [], [], left)[0]):
            return bytes(data), True
        part = os.read(reader, 1 << 16)
        if not part:
            return bytes(data), False
        data += part
