"""Errors, and what a server without writing has instead of it (TAXII 2.1 §3.6, §5.5, §5.7)."""

from __future__ import annotations

import pytest

from tests.release.object_log.made_logs import ObjectLogs
from tests.serve.taxii.calls import Caller

OBJECTS = "feed/collections/all/objects/"


def test_o17_nothing_is_taken_in(caller: Caller) -> None:
    before = caller.raw(OBJECTS).body
    assert caller.raw(OBJECTS, method="POST").status == 403
    assert caller.raw(OBJECTS).body == before


def test_o18_nothing_is_deleted(caller: Caller, rich: ObjectLogs) -> None:
    path = f"{OBJECTS}{rich.dated()[-1].made.id}/"
    assert caller.raw(path, method="DELETE").status == 403
    assert caller.raw(path).status == 200


def test_e01_an_error_says_what_and_why(caller: Caller) -> None:
    assert caller.get("collections/none/").document == {
        "title": "Not found",
        "description": "there is no collection 'none'; /taxii2/feed/collections/ lists them",
        "http_status": "404",
    }
    assert caller.get("collections/all/objects/", limit=0).document == {
        "title": "Malformed query",
        "description": "limit: is no whole number above zero",
        "http_status": "400",
    }


@pytest.mark.parametrize(
    ("method", "query", "accept", "status"),
    [
        ("GET", b"next=x", None, 400), ("POST", b"", None, 403), ("PUT", b"", None, 405),
        ("GET", b"", "text/plain", 406), ("GET", b"", None, 200), ("HEAD", b"", None, 200),
    ],
)  # fmt: skip
def test_e02_statuses_are_those_of_the_standard_and_405(
    caller: Caller, method: str, query: bytes, accept: str | None, status: int
) -> None:
    # A method that an endpoint does not have at all is HTTP's matter (RFC 9110 §15.5.6).
    assert caller.raw(OBJECTS, query, method=method, accept=accept).status == status


def test_e02_ranges_are_none_of_this_version(caller: Caller) -> None:
    assert caller.get("collections/all/objects/", range="items=0-1").status == 200
