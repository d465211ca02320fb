"""uvicorn's HTTP protocol with limits that it does not have: size and time of heads, stalls."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from uvicorn._types import ASGI3Application
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from feedgen.serve.settings import Limits

_REPLIES = {
    408: b"HTTP/1.1 408 Request Timeout\r\n",
    414: b"HTTP/1.1 414 URI Too Long\r\n",
    431: b"HTTP/1.1 431 Request Header Fields Too Large\r\n",
}
_GOODBYE = 1.0
"""Seconds."""
_END = b"content-length: 0\r\nconnection: close\r\n\r\n"


class _TooLargeError(Exception):
    """Ends parsing; the answer is under way."""


class LimitedProtocol(HttpToolsProtocol):
    """Ends what takes too much memory or time, before it is held or waited for."""

    limits: ClassVar[Limits]
    busy: ClassVar[tuple[ASGI3Application]]
    """In a tuple, so that it does not become a method."""

    _patience: asyncio.TimerHandle | None = None
    """Runs while a head is awaited."""
    _stall: asyncio.TimerHandle | None = None
    """Runs while a client does not take what was sent."""
    _size = 0
    """Of the headers so far."""
    _raw = 0
    """Bytes that came while a head was awaited: one endless header is no header yet."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Turn away at once what is far too much."""
        super().connection_made(transport)
        if len(self.connections) > 2 * self.limits.connections:
            transport.abort()
        else:
            self._wait_for_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop all clocks."""
        self._stop_waiting()
        self._stop_stall()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Count what is no request yet."""
        if self.transport.is_closing():
            return
        super().data_received(data)
        if self._patience is None and self._is_idle and self.timeout_keep_alive_task is None:
            self._wait_for_head()  # empty lines before a request begin none
        if self._patience is not None:
            self._raw += len(data)
            if self._raw > self.limits.url + self.limits.headers:
                self._close(431)

    def send_400_response(self, msg: str) -> None:
        """Answer what is no HTTP, unless something was answered."""
        if not self.transport.is_closing():
            super().send_400_response(msg)

    def on_message_begin(self) -> None:
        """Begin to count and to wait."""
        super().on_message_begin()
        self._size = self._raw = 0
        if self._patience is None:
            self._wait_for_head()

    def on_url(self, url: bytes) -> None:
        """Refuse a long one."""
        super().on_url(url)
        if len(self.url) > self.limits.url:
            self._refuse(414)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Refuse too many, or long ones."""
        self._size += len(name) + len(value) + 4
        if self._size > self.limits.headers:
            self._refuse(431)
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Choose who answers."""
        self._stop_waiting()
        if len(self.connections) > self.limits.connections:
            (self.app,) = self.busy
        else:
            self.app = self.config.loaded_app
        super().on_headers_complete()

    def pause_writing(self) -> None:
        """Wait for a client that is slower than we are, but not for ever."""
        super().pause_writing()
        self._wait_for_client()

    def resume_writing(self) -> None:
        """It took what was sent."""
        self._stop_stall()
        super().resume_writing()

    def timeout_keep_alive_handler(self) -> None:
        """Close; what is still to be sent is waited for, but not for ever."""
        super().timeout_keep_alive_handler()
        if self.transport.get_write_buffer_size():
            self._wait_for_client()

    def shutdown(self) -> None:
        """Close an idle connection; with TLS, a client that does not say goodbye is not awaited."""
        super().shutdown()
        if self._is_idle:
            self.loop.call_later(_GOODBYE, self._abort_idle)

    def _abort_idle(self) -> None:
        if self.transport.get_write_buffer_size() == 0:
            self.transport.abort()

    @property
    def _is_idle(self) -> bool:
        # uvicorn says that there always is one; before the first request there is none.
        return not getattr(self.cycle, "scope", None) or self.cycle.response_complete

    def _wait_for_head(self) -> None:
        self._patience = self.loop.call_later(self.limits.head_seconds, self._late)

    def _stop_waiting(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def _wait_for_client(self) -> None:
        self._stop_stall()
        self._stall = self.loop.call_later(self.limits.stalled_seconds, self.transport.abort)

    def _stop_stall(self) -> None:
        if self._stall is not None:
            self._stall.cancel()
            self._stall = None

    def _late(self) -> None:
        self._patience = None
        self._close(408)

    def _refuse(self, status: int) -> None:
        self._close(status)
        raise _TooLargeError

    def _close(self, status: int) -> None:
        if self.transport.is_closing():
            return
        if self._is_idle:
            self.transport.write(_REPLIES[status] + _END)
        self.transport.close()


def limited_protocol(limits: Limits, busy: ASGI3Application) -> type[asyncio.Protocol]:
    """The protocol class for uvicorn.

    Args:
        limits: of connections and requests.
        busy: answers while there are too many connections.
    """
    return type("Protocol", (LimitedProtocol,), {"limits": limits, "busy": (busy,)})
