"""Runs the application on uvicorn until a signal ends it."""

from __future__ import annotations

import signal
import socket
import ssl
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import cast

import uvicorn
from uvicorn._types import ASGI3Application

from feedgen.errors import UnavailableError, UsageError
from feedgen.serve.app import App
from feedgen.serve.protocol import limited_protocol
from feedgen.serve.settings import Limits, Tls

_BACKLOG = 2048


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens.

    Args:
        host: a name or an address.
        port: 0 for any that is free.

    Raises:
        UsageError: when there is no such host.
        UnavailableError: when the port is taken, or not ours to use.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except OSError as error:
        raise UsageError(f"--host {host}: {error.strerror or error}") from error
    listening = socket.socket(family, kind, protocol)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(address)
        listening.listen(_BACKLOG)
    except OSError as error:
        listening.close()
        raise UnavailableError(
            f"{host} port {port} cannot be used: {error.strerror}; choose another --port"
        ) from error
    listening.setblocking(False)
    return listening


def tls_context(tls: Tls) -> ssl.SSLContext:
    """TLS 1.2 or newer.

    Raises:
        UsageError: when certificate and key cannot be used.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_alpn_protocols(["http/1.1"])
    try:
        context.load_cert_chain(tls.certificate, tls.key)
    except (OSError, ssl.SSLError) as error:
        reason = error.strerror or str(error)
        raise UsageError(
            f"--tls-cert {tls.certificate} and --tls-key {tls.key} cannot be used: {reason}"
        ) from error
    return context


class Server(uvicorn.Server):
    """Ends on SIGTERM and SIGINT with what is under way, and returns to the caller."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """As uvicorn does, but the signal is not raised again afterwards: it was obeyed."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        chosen = (signal.SIGTERM, signal.SIGINT)
        before = {number: signal.signal(number, self.handle_exit) for number in chosen}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def make_server(app: App, limits: Limits, context: ssl.SSLContext | None) -> Server:
    """The server, not running yet.

    Args:
        app: what it serves.
        limits: of connections and requests.
        context: for TLS; None: plain HTTP.
    """
    config = uvicorn.Config(
        app,
        loop="uvloop",
        http=limited_protocol(limits, cast(ASGI3Application, app.busy)),
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        backlog=_BACKLOG,
        timeout_keep_alive=limits.keep_alive_seconds,
        timeout_graceful_shutdown=limits.shutdown_seconds,
    )
    config.load()
    config.ssl = context
    return Server(config)


def run(server: Server, sockets: Sequence[socket.socket]) -> None:
    """Serve until a signal comes."""
    server.run(list(sockets))
