"""The access log: one JSON object a line, without anybody's secrets."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from typing import BinaryIO

import orjson

_LONGEST = 512
"""Characters of what clients choose freely."""
_WAITING = 65_536
"""Lines that wait for a slow disk or pipe; more are counted and dropped."""
_REST = 0.2
"""Seconds between two writes."""


class AccessLog:
    """Writes in a thread of its own, so that a slow reader never holds up an answer."""

    def __init__(
        self, file: BinaryIO, *, clock: Callable[[], datetime], dropped: Callable[[int], None]
    ) -> None:
        """Begin to write.

        Args:
            file: where lines go.
            clock: when it is.
            dropped: told how many lines were lost.
        """
        self._file, self._clock, self._dropped = file, clock, dropped
        self._lines: list[bytes] = []
        self._lost = 0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._write, name="access-log", daemon=True)
        self._thread.start()

    def add(
        self,
        *,
        client: str,
        method: str,
        path: str,
        query: bytes,
        status: int,
        size: int,
        milliseconds: float,
        agent: str,
        principal: str | None,
    ) -> None:
        """Note a request. The query holds filters and cursors; credentials never come that way."""
        if len(self._lines) >= _WAITING:
            self._lost += 1
            return
        line = {
            "time": self._clock(),
            "client": client,
            "method": method[:16],
            "path": _bounded(path),
            "query": _bounded(query.decode("latin-1")),
            "status": status,
            "bytes": size,
            "ms": round(milliseconds, 3),
            "agent": _bounded(agent),
            "principal": principal,
        }
        self._lines.append(orjson.dumps(line, option=_OPTIONS))

    def close(self) -> None:
        """Write what is left."""
        self._done.set()
        self._thread.join(timeout=5)

    def _write(self) -> None:
        while True:
            done = self._done.wait(_REST)
            lines, self._lines = self._lines, []
            lost, self._lost = self._lost, 0
            if lost:
                self._dropped(lost)
            if lines:
                try:
                    self._file.write(b"".join(lines))
                    self._file.flush()
                except OSError:
                    self._dropped(len(lines))
            if done:
                return


_OPTIONS = orjson.OPT_APPEND_NEWLINE | orjson.OPT_UTC_Z


def _bounded(text: str) -> str:
    """JSON escapes control characters; surrogates it does not know."""
    return text[:_LONGEST].encode("utf-8", "backslashreplace").decode()
