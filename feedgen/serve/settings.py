"""What an operator decides about the server."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from feedgen.errors import UsageError
from feedgen.serve.origins import Network


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one client may take."""

    connections: int = 1000
    """At once; more are answered 503."""
    url: int = 8192
    """Bytes of path and query."""
    headers: int = 32_768
    """Bytes of all headers of a request."""
    head_seconds: float = 20.0
    """For a request's headers to arrive."""
    stalled_seconds: float = 60.0
    """For a client to take a part of an answer."""
    keep_alive_seconds: int = 15
    shutdown_seconds: int = 30
    """For answers under way, when the server is told to end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tls:
    """A certificate with its chain, and its key, both PEM."""

    certificate: Path
    key: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All of it."""

    public_url: str | None = None
    """Address of the publication's root as subscribers see it, without a slash at the end."""
    empty_list: bool = False
    """Whether an empty page of TAXII has `"objects":[]`."""
    proxies: tuple[Network, ...] = ()
    """Whose X-Forwarded headers are believed."""
    metrics_port: int | None = None
    """Serves /metrics and /healthz alone; None: /metrics is for clients on this machine."""
    poll_seconds: float = 1.0
    """Between two looks at the pointer."""
    cache_bytes: int = 64 << 20
    """For compressed answers."""
    limits: Limits = Limits()


def checked_public_url(text: str) -> str:
    """An address without a slash at the end.

    Raises:
        UsageError: when it is none.
    """
    address = text.rstrip("/")
    scheme, separator, rest = address.partition("://")
    plain = rest.isascii() and rest.isprintable() and not set(rest) & set(" \"'<>\\?#@")
    if scheme not in {"http", "https"} or not separator or not rest or not plain:
        raise UsageError(f"--public-url: {text!r} is no address such as https://feed.example")
    return address
