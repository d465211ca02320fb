"""Load by wrk, and what came of it."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import orjson

from .servers import HOST, Server

CONNECTIONS = 64
_SCRIPT = Path(__file__).parent / "summary.lua"
_MARK = "SUMMARY "


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """Answers to one request, asked again and again over 64 connections."""

    rate: float
    """Answers a second."""
    p50: float
    """Milliseconds; half of the answers took no longer."""
    p99: float
    size: float
    """Bytes of an answer, with its head."""
    cpu: float
    """Milliseconds of the server's processor time an answer: what neighbours disturb least."""


def load(server: Server, path: str, seconds: int, headers: Mapping[str, str]) -> Load:
    """Ask for one path as fast as the server answers, from one thread.

    Raises:
        RuntimeError: when wrk is missing, or an answer was an error.
    """
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "60s"]
    command += ["-s", str(_SCRIPT)]
    for name, value in headers.items():
        command += ["-H", f"{name}: {value}"]
    command.append(f"http://{HOST}:{server.port}{path}")
    before = server.cpu()
    try:
        ended = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError as error:
        raise RuntimeError("wrk is missing; on Debian, install the package wrk") from error
    summaries = [line for line in ended.stdout.splitlines() if line.startswith(_MARK)]
    if not summaries:
        raise RuntimeError(f"wrk failed on {path}: {ended.stderr or ended.stdout}")
    found = orjson.loads(summaries[0].removeprefix(_MARK))
    if found["failed"] or found["timeouts"] or not found["requests"]:
        raise RuntimeError(f"{server.name} failed under load on {path}: {found}")
    return Load(
        rate=found["requests"] / found["duration"] * 1e6,
        p50=found["p50"] / 1000,
        p99=found["p99"] / 1000,
        size=found["bytes"] / found["requests"],
        cpu=(server.cpu() - before) / found["requests"] * 1000,
    )
