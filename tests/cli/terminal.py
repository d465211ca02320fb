"""A person at a pseudo terminal: waits for each question, then types the answer."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.conftest import TESTS

_PATIENCE = 60
"""Seconds until a program that says nothing is taken for hung; machines may be slow."""
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def talk(
    arguments: Sequence[str], conversation: Sequence[tuple[str, str]], cwd: Path
) -> tuple[int, str]:
    """Run feedgen in a terminal.

    Args:
        arguments: of the command line.
        conversation: what to wait for on the screen, and what to type then.
        cwd: where it runs.

    Returns:
        The exit code, and what was on the screen, without colours.
    """
    ours, theirs = pty.openpty()
    env = {**os.environ, "PYTHONPATH": str(TESTS.parent), "COLUMNS": "100", "TERM": "xterm"}
    with subprocess.Popen(
        [sys.executable, "-m", "feedgen", *arguments],
        cwd=cwd, env=env, stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True,
    ) as process:  # fmt: skip
        os.close(theirs)
        try:
            screen = _converse(ours, conversation)
            process.wait(_PATIENCE)
        finally:
            process.kill()
            os.close(ours)
    return process.returncode, screen


def _converse(descriptor: int, conversation: Sequence[tuple[str, str]]) -> str:
    screen, seen = "", 0
    for question, answer in conversation:
        while question not in screen[seen:]:
            more = _read(descriptor)
            assert more, f"never asked {question!r}:\n{screen}"
            screen += more
        seen = len(screen)
        os.write(descriptor, answer.encode())
    while more := _read(descriptor):
        screen += more
    return screen


def _read(descriptor: int) -> str:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        if select.select([descriptor], [], [], 1)[0]:
            try:
                data = os.read(descriptor, 65536)
            except OSError:  # Linux says so when the other side has closed
                return ""
            return _ESCAPES.sub("", data.decode(errors="replace")).replace("\r\n", "\n")
    return ""
