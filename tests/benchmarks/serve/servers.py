"""A server under measurement: a program of its own on a free port of the loopback."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

HOST = "127.0.0.1"
_PATIENCE = 60
"""Seconds for a server to give its first answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """Of a server and its children, in bytes."""

    resident: int
    """All pages in memory, those of mapped files too (RSS)."""
    proportional: int
    """The same, shared pages divided by those who share them (PSS)."""
    anonymous: int
    """What only this server has and no file backs: what grows when it keeps things."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A running one."""

    name: str
    port: int
    pid: int
    startup: float
    """Seconds from the start of the program to the first answer of 200."""

    def cpu(self) -> float:
        """Seconds of processor time so far, of it and its children."""
        ticks = 0
        for pid in _family(self.pid):
            words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(words[11]) + int(words[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def memory(self) -> Memory:
        """As of now."""
        resident = proportional = anonymous = 0
        for pid in _family(self.pid):
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                words = line.split()
                if words[0] == "Rss:":
                    resident += int(words[1]) * 1024
                elif words[0] == "Pss:":
                    proportional += int(words[1]) * 1024
                elif words[0] == "Anonymous:":
                    anonymous += int(words[1]) * 1024
        return Memory(resident=resident, proportional=proportional, anonymous=anonymous)


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running(
    name: str,
    command: Sequence[str | Path],
    port: int,
    *,
    probe: str,
    headers: Mapping[str, str],
    log: Path,
    environment: Mapping[str, str] | None = None,
) -> Iterator[Server]:
    """Start a server and end it.

    Args:
        name: for the table.
        command: what to run.
        port: where it will listen.
        probe: a path that it answers with 200 once it is ready.
        headers: to send with the probe.
        log: where its output goes.
        environment: added to this process's own.

    Raises:
        RuntimeError: when it ends, or does not answer in time.
    """
    started = time.perf_counter()
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            stdout=output,
            stderr=output,
            env={**os.environ, **(environment or {})},
            start_new_session=True,
        )
    try:
        while not _answers(port, probe, headers):
            if process.poll() is not None or time.perf_counter() - started > _PATIENCE:
                raise RuntimeError(f"{name} does not answer; its output ends:\n{_end(log)}")
            time.sleep(0.002)
        startup = time.perf_counter() - started
        yield Server(name=name, port=port, pid=process.pid, startup=startup)
    finally:
        _stop(process)


def _answers(port: int, path: str, headers: Mapping[str, str]) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=10)
    try:
        connection.request("GET", path, headers=dict(headers))
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def _family(pid: int) -> Iterator[int]:
    yield pid
    for task in Path(f"/proc/{pid}/task").iterdir():
        with suppress(FileNotFoundError):  # a thread that ended while we looked has no children
            for child in (task / "children").read_text().split():
                yield from _family(int(child))


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _end(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-20:])
