"""What the headers of an answer say, as far as it can be used. A server may say anything."""

from __future__ import annotations

import re
from http import HTTPStatus

import requests
from urllib3.exceptions import InvalidHeader

from feedgen.bounded_http import BoundedRetry

_SIZE = re.compile(r"[0-9]{1,18}")
_CONTENT_RANGE = re.compile(rf"bytes ({_SIZE.pattern})-[0-9]+/(?:[0-9]+|\*)")
_ENTITY_TAG = re.compile(r"[!-~]{1,258}")
"""What goes back to a server: nothing that could end a header, or be refused when it is sent."""
_WORDS = 300
"""Characters of what a server says that are repeated."""


def size(answer: requests.Response) -> int | None:
    """The bytes that an answer promises."""
    said = answer.headers.get("Content-Length", "")
    return int(said) if _SIZE.fullmatch(said) else None


def starts_at(answer: requests.Response) -> int | None:
    """The offset that a partial answer says it starts from."""
    said = _CONTENT_RANGE.fullmatch(answer.headers.get("Content-Range", ""))
    return int(said[1]) if said and answer.status_code == HTTPStatus.PARTIAL_CONTENT else None


def asked_to_wait(answer: requests.Response) -> float:
    """The seconds of Retry-After; none where it is not to be understood."""
    try:
        return BoundedRetry().parse_retry_after(answer.headers.get("Retry-After", "0"))
    except InvalidHeader:
        return 0


def entity_tag(text: str) -> str:
    """A validator that can be sent; empty where it is none."""
    return text if _ENTITY_TAG.fullmatch(text) else ""


def status(answer: requests.Response) -> str:
    """The status with its words."""
    return f"{answer.status_code} {brief(answer.reason)}".strip()


def brief(said: str) -> str:
    """What a server said, without the rest of a long one."""
    return said if len(said) <= _WORDS else f"{said[:_WORDS]}…"
