"""requests whose every wait ends at a deadline: name server, connection, each piece of an answer.

The timeouts of requests are for each piece, so a server that sends a header line a second is
never late.
"""

from __future__ import annotations

import io
import socket
from collections.abc import Callable
from functools import partial
from http.client import HTTPResponse
from typing import TYPE_CHECKING, Any

import urllib3
from requests.adapters import HTTPAdapter
from urllib3.exceptions import InvalidHeader

from feedgen.deadline import ENDLESS, Deadline, OutOfTimeError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


class BoundedAdapter(HTTPAdapter):
    """For sessions of requests."""

    def __init__(self, deadline: Deadline, retries: urllib3.Retry | int = 0) -> None:
        """Nothing is asked yet.

        Args:
            deadline: for everything that goes through it.
            retries: as in HTTPAdapter.
        """
        self._deadline = deadline
        super().__init__(max_retries=retries)

    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 - as in requests
        """See HTTPAdapter."""
        super().init_poolmanager(*arguments, **options)
        self._bind(self.poolmanager)

    def proxy_manager_for(self, proxy: str, **options: Any) -> urllib3.ProxyManager:  # noqa: ANN401 - as in requests
        """See HTTPAdapter."""
        is_new = proxy not in self.proxy_manager
        manager: urllib3.ProxyManager = super().proxy_manager_for(proxy, **options)
        if is_new:
            self._bind(manager)
        return manager

    def _bind(self, manager: urllib3.PoolManager) -> None:
        manager.pool_classes_by_scheme = {
            scheme: _bounded_pool(pool, self._deadline)
            for scheme, pool in manager.pool_classes_by_scheme.items()
        }


class BoundedRetry(urllib3.Retry):
    """Waits no longer than its deadline, and takes no answer's word for how long that is."""

    deadline = ENDLESS

    def new(self, **changed: Any) -> BoundedRetry:  # noqa: ANN401 - as in urllib3
        """See Retry."""
        made: BoundedRetry = super().new(**changed)
        made.deadline = self.deadline
        return made

    def sleep(self, response: urllib3.BaseHTTPResponse | None = None) -> None:
        """See Retry."""
        self.deadline.within(partial(super().sleep, response))

    def parse_retry_after(self, retry_after: str) -> float:
        """See Retry. A number or date that no computer can hold is an error of its kind too."""
        try:
            return super().parse_retry_after(retry_after)
        except (ValueError, OverflowError) as error:
            raise InvalidHeader("Retry-After is neither seconds nor a date") from error


def _bounded_pool(
    pool: type[urllib3.HTTPConnectionPool], deadline: Deadline
) -> type[urllib3.HTTPConnectionPool]:
    made: type[Any] = pool.ConnectionCls

    class _Connection(made):  # type: ignore[misc] # of http, https or socks, as it comes
        response_class = partial(_Response, deadline)

        def _new_conn(self) -> socket.socket:
            connect: Callable[[], socket.socket] = super()._new_conn
            connected = deadline.within(connect, socket.socket.close)
            try:  # TLS begins next, and takes as long as the socket may
                connected.settimeout(_shorter(connected.gettimeout(), deadline.left()))
            except OutOfTimeError:
                connected.close()
                raise
            return connected

    return type(pool.__name__, (pool,), {"ConnectionCls": _Connection})


class _Response(HTTPResponse):
    """One whose head and body are read in bounded pieces."""

    def __init__(self, deadline: Deadline, sock: socket.socket, *rest: Any, **more: Any) -> None:  # noqa: ANN401 - as in http.client
        super().__init__(sock, *rest, **more)
        self.fp = io.BufferedReader(_Pieces(self.fp.detach(), sock, deadline))


class _Pieces(io.RawIOBase):
    """What comes out of a socket. It waits as long as the socket may, or until the deadline."""

    def __init__(self, raw: io.RawIOBase, sock: socket.socket, deadline: Deadline) -> None:
        self._raw, self._socket, self._deadline = raw, sock, deadline
        self._patience = sock.gettimeout()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int | None:
        left = self._deadline.left()
        self._socket.settimeout(_shorter(self._patience, left))
        try:
            return self._raw.readinto(buffer)
        except TimeoutError as error:
            if self._patience is None or left <= self._patience:
                raise OutOfTimeError from error
            raise

    def close(self) -> None:
        self._raw.close()
        super().close()


def _shorter(patience: float | None, left: float) -> float:
    return left if patience is None else min(patience, left)
