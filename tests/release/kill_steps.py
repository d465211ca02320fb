"""The steps of a run that change the disk, and runs that die just before one of them."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import PurePath
from typing import Any

from feedgen.release.names import LATEST, LAYOUT, SUMS

EVERY = ("rename", "replace", "fsync", "unlink", "rmdir", "mkdir", "open")
CHANGING = ("rename", "replace", "unlink", "rmdir", "mkdir")
"""Those of them after which the disk looks different to whoever comes next."""
_DEAD = 99

Step = Callable[[str], None]
Run = Callable[[], object]


@contextmanager
def disk_steps(step: Step, calls: Sequence[str] = EVERY) -> Iterator[None]:
    """Until the block ends, `step` is told the kind of each of these calls, before it happens."""
    real = {name: getattr(os, name) for name in calls}

    def telling(name: str) -> Callable[..., Any]:
        def told(*arguments: Any, **options: Any) -> Any:
            if name in CHANGING:
                target = arguments[1] if name in ("rename", "replace") else arguments[0]
                step(f"{name} {kind_of(os.fspath(target))}")
            else:
                step(name)
            return real[name](*arguments, **options)

        return told

    for name in calls:
        setattr(os, name, telling(name))
    try:
        yield
    finally:
        for name in calls:
            setattr(os, name, real[name])


def kind_of(path: str) -> str:
    """What a path is in the layout: all files of a release are one kind, but for its sums."""
    *folders, name = PurePath(path).parts
    if "signatures" in folders:
        return "signatures/…"
    if LAYOUT not in folders:
        return name
    release, *rest = [*folders[folders.index(LAYOUT) + 1 :], name]
    if release != LATEST:
        release = "staging" if release.startswith(".") else "version"
    inner = name if rest == [SUMS] else "…"
    return "/".join([LAYOUT, release, *([inner] if rest else [])])


def steps_of(run: Run, calls: Sequence[str] = EVERY) -> list[str]:
    """The kinds of a run's steps, in order. It runs in a process of its own."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        found: list[str] = []
        try:
            with disk_steps(found.append, calls):
                run()
            with open(writing, "w") as pipe:  # noqa: PTH123 - a descriptor
                json.dump(found, pipe)
        finally:
            os._exit(0)
    os.close(writing)
    with open(reading) as pipe:  # noqa: PTH123 - a descriptor
        text = pipe.read()
    os.waitpid(pid, 0)
    steps: list[str] = json.loads(text)
    return steps


def killed_before(number: int, run: Run, calls: Sequence[str] = EVERY) -> bool:
    """Run in a process that dies, without unwinding, before its nth step; whether it came to that."""
    pid = os.fork()
    if pid == 0:
        count = 0

        def step(_: str) -> None:
            nonlocal count
            count += 1
            if count == number:
                os._exit(_DEAD)

        try:
            with disk_steps(step, calls):
                run()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == _DEAD


def one_of_each(kinds: Iterable[str]) -> list[int]:
    """Of each kind the step in its middle, so that others of the kind were before and are to come."""
    places: dict[str, list[int]] = {}
    for number, kind in enumerate(kinds, 1):
        places.setdefault(kind, []).append(number)
    return sorted(numbers[len(numbers) // 2] for numbers in places.values())
