"""What of a URL Zeek compares: the host, and the target with its escapes undone."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote_to_bytes, urlsplit

from feedgen.emitters.rendering import utf8
from feedgen.errors import UnencodableError


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestParts:
    """A URL as Zeek's HTTP analyzer tells it."""

    host: str
    """Lower case, without a port."""
    port: int | None
    """None for the scheme's own."""
    target: bytes
    """Path and query, decoded once."""

    @property
    def indicator(self) -> bytes:
        """As the intelligence framework writes a URL: without its scheme."""
        authority = self.host if self.port is None else f"{self.host}:{self.port}"
        return utf8(authority) + self.target


def request_parts(url: str) -> RequestParts:
    """The parts of a canonical URL.

    Raises:
        UnencodableError: for a scheme that is not spoken over HTTP, and for what is no URL.
    """
    try:
        parts, port = urlsplit(url), urlsplit(url).port
    except ValueError as error:
        raise UnencodableError("the value is no URL") from error
    if parts.scheme not in ("http", "https", "ws", "wss"):
        raise UnencodableError(f"Zeek's HTTP analyzer sees no {parts.scheme} URLs")
    if not url.startswith(f"{parts.scheme}://{parts.netloc}"):
        raise UnencodableError("the value is no URL")
    host = parts.netloc if port is None else parts.netloc.rpartition(":")[0]
    # Not parts.path and parts.query: an empty query ("/a?") is another target than none ("/a").
    target = url[len(parts.scheme) + len("://") + len(parts.netloc) :]
    return RequestParts(host=host, port=port, target=unquote_to_bytes(utf8(target)))
