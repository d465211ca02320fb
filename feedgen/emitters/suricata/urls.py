"""What of a URL can be compared in a request: the host, and the target in the engine's own form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes, urlsplit

from feedgen.emitters.rendering import utf8
from feedgen.emitters.suricata.encoding import host_name
from feedgen.errors import UnencodableError

_DOT_SEGMENT = re.compile(rb"(?:^|/)\.\.?(?:/|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestParts:
    """A URL as an HTTP parser sees it."""

    host: bytes
    """Lower case, with a port only where it is not the scheme's own."""
    has_port: bool
    target: bytes
    """Path and query: normalised where `is_normalised`, else as it is sent."""
    is_normalised: bool
    is_encrypted: bool


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
        raise UnencodableError(f"Suricata 7 has no keyword for {parts.scheme} URLs")
    if not url.startswith(f"{parts.scheme}://{parts.netloc}"):
        raise UnencodableError("the value is no URL")
    # Not parts.path and parts.query: an empty query ("/a?") is another target than none ("/a").
    target = utf8(url[len(parts.scheme) + len("://") + len(parts.netloc) :])
    normalised = _normalised(target)
    return RequestParts(
        host=host_name(parts.netloc),
        has_port=port is not None,
        target=target if normalised is None else normalised,
        is_normalised=normalised is not None,
        is_encrypted=parts.scheme in ("https", "wss"),
    )


def _normalised(target: bytes) -> bytes | None:
    """What http.uri holds for a target, or None where that loses something.

    libhtp decodes once, takes a backslash in the path for a slash, and runs of slashes for one.
    It replaces what is not ASCII in the path by its best fit, and removes dot segments with
    exceptions of its own; there http.uri.raw is the honest buffer.
    """
    path, mark, query = target.partition(b"?")
    decoded = re.sub(rb"/+", b"/", unquote_to_bytes(path).replace(b"\\", b"/"))
    if not decoded.isascii() or _DOT_SEGMENT.search(decoded):
        return None
    return decoded + mark + unquote_to_bytes(query)
