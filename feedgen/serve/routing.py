"""What a request is about, and the form in which it is refused."""

from __future__ import annotations

from collections.abc import MutableMapping
from functools import cache
from typing import Any

from feedgen.release.names import LATEST, LAYOUT
from feedgen.serve.exchange import Reply
from feedgen.serve.files import error_reply
from feedgen.serve.taxii import DISCOVERY
from feedgen.serve.taxii import error_reply as taxii_error

Scope = MutableMapping[str, Any]
"""ASGI's."""
RETRY = 5
"""Seconds after which to come again when nothing is said about when."""
_TAXII = DISCOVERY.removesuffix("/")
_VERSIONS = f"/{LAYOUT}/"
_CURRENT = f"{_VERSIONS}{LATEST}/"
_HEALTH, _METRICS = "/healthz", "/metrics"


def refusal(route: str, status: int, title: str, words: str, *headers: tuple[str, str]) -> Reply:
    """An error in the form that the client expects."""
    if route == "taxii":
        return taxii_error(status, title, words, headers=headers)
    return error_reply(status, words, *headers)


@cache
def damaged(route: str) -> Reply:
    """What is asked for is not what its sum says."""
    return refusal(
        route, 503, "Unavailable", "what this needs is damaged here; try again later",
        ("Retry-After", str(RETRY)),
    )  # fmt: skip


def route_of(path: str) -> str:
    """What kind of thing is asked for: a bounded set of names."""
    if path.startswith(_TAXII) and path[len(_TAXII) : len(_TAXII) + 1] in {"", "/"}:
        return "taxii"
    if path.startswith(_CURRENT):
        return "latest"
    if path.startswith(_VERSIONS):
        return "version"
    if path == _HEALTH:
        return "health"
    return "metrics" if path == _METRICS else "root"


def headers_of(scope: Scope) -> dict[str, str]:
    """By lower-case name; repeated ones joined."""
    headers: dict[str, str] = {}
    for raw_name, raw_value in scope["headers"]:
        name, value = raw_name.decode("latin-1"), raw_value.decode("latin-1")
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return headers


def has_body(headers: dict[str, str]) -> bool:
    """Bodies are not read, so the connection ends with the answer."""
    return headers.get("content-length", "0") != "0" or "transfer-encoding" in headers
