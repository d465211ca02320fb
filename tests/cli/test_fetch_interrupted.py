"""`feedgen fetch` from servers that break off, flap, are busy or trickle."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from hashlib import sha256
from threading import Event

import pytest

from feedgen.deadline import Deadline
from feedgen.errors import UnavailableError
from feedgen.release.names import POINTER
from feedgen.subscribe.fetching import fetch
from feedgen.subscribe.web import WebOrigin
from tests.publish.publications import tree, version_of
from tests.subscribe.feed_attacks import LATER, Feed
from tests.subscribe.fetched_copies import (
    BIG,
    CONTENT,
    FILE,
    Fetching,
    is_whole,
    unchanged,
    with_big_file,
)
from tests.subscribe.lying_server import Lying, Request, always, once

# A connection that breaks off.


def test_a_file_that_breaks_off_is_resumed(feed: Feed, server: Lying, fetching: Fetching) -> None:
    with_big_file(feed)
    server.does(once(BIG, lambda r: r.drop(r.body, after=700_000)))
    assert fetching().code == 0
    assert is_whole(feed, 2)
    assert [asked.partition(" ")[2] for asked in server.asked if BIG in asked] == [
        "", "bytes=700000-",
    ]  # fmt: skip


def test_a_server_that_flaps_is_followed_as_long_as_it_gives_something(
    feed: Feed, server: Lying, fetching: Fetching
) -> None:
    with_big_file(feed)

    def a_tenth(request: Request) -> bool:
        if not request.where.endswith(BIG):
            return False
        start = int(request.headers.get("Range", "bytes=0-").removeprefix("bytes=")[:-1])
        rest, total = request.body[start:], len(request.body)
        span = f"bytes {start}-{total - 1}/{total}"
        request.drop(rest, after=100_000, status=206 if start else 200, **{"Content-Range": span})
        return True

    server.does(a_tenth)
    assert fetching().code == 0
    assert is_whole(feed, 2)
    assert len([asked for asked in server.asked if BIG in asked]) == 11


def _ignores_ranges(request: Request) -> None:
    request.answer(200, request.body)


def _gives_another_range(request: Request) -> None:
    size = len(request.body)
    span = {"Content-Range": f"bytes 5-{size - 1}/{size}"}
    request.answer(206, request.body[5:], **span)


def _says_nothing_of_the_range(request: Request) -> None:
    request.answer(206, request.body[5:])


def _has_no_such_range(request: Request) -> None:
    request.answer(416, b"")


@pytest.mark.parametrize(
    "misdeed",
    [_ignores_ranges, _gives_another_range, _says_nothing_of_the_range, _has_no_such_range],
)
def test_a_server_that_resumes_wrongly_is_asked_for_everything(
    feed: Feed, server: Lying, fetching: Fetching, misdeed: Callable[[Request], None]
) -> None:
    with_big_file(feed)
    breaks = once(BIG, lambda r: r.drop(r.body, after=700_000))

    def does(request: Request) -> bool:
        if breaks(request):
            return True
        if request.where.endswith(BIG) and request.headers.get("Range"):
            misdeed(request)
            return True
        return False

    server.does(does)
    assert fetching().code == 0
    assert is_whole(feed, 2)


def test_other_bytes_in_the_right_range_are_refused(
    feed: Feed, server: Lying, fetching: Fetching
) -> None:
    fetching()
    before = tree(feed.dest)
    with_big_file(feed)
    breaks = once(BIG, lambda r: r.drop(r.body, after=700_000))

    def does(request: Request) -> bool:
        if breaks(request):
            return True
        if request.where.endswith(BIG):
            size = len(request.body)
            span = {"Content-Range": f"bytes 700000-{size - 1}/{size}"}
            request.answer(206, bytes(size - 700_000), **span)
            return True
        return False

    server.does(does)
    told = fetching()
    assert told.code == 4
    assert f"{BIG} is not what the release's sums say" in told.err
    assert unchanged(feed, before)


def test_what_a_fetch_left_is_used_by_the_next(
    feed: Feed, server: Lying, fetching: Fetching, no_waiting: list[float]
) -> None:
    fetching()
    before = tree(feed.dest)
    with_big_file(feed)
    cut = once(BIG, lambda r: r.drop(r.body, after=700_000))
    away = always(BIG, lambda r: r.answer(503, b""))
    server.does(lambda request: cut(request) or away(request))
    told = fetching()
    assert told.code == 5
    assert unchanged(feed, before)
    assert f"{server.url}/v1/{version_of(2)}/{BIG} answers 503 Service Unavailable" in told.err
    assert f"the last good copy stays: {version_of(1)}" in told.err
    server.does(lambda _: False)
    server.asked.clear()
    assert fetching().code == 0
    assert is_whole(feed, 2)
    assert f"v1/{version_of(2)}/{BIG} bytes=700000-" in server.asked


def test_what_a_fetch_left_is_not_believed(feed: Feed, server: Lying, fetching: Fetching) -> None:
    with_big_file(feed)
    (feed.dest / ".partial").mkdir(parents=True)
    (feed.dest / ".partial" / sha256(CONTENT).hexdigest()).write_bytes(b"other" * 1000)
    assert fetching().code == 0
    assert is_whole(feed, 2)


def test_a_document_that_breaks_off_is_asked_for_again(
    feed: Feed, server: Lying, fetching: Fetching
) -> None:
    for document in (POINTER, ".minisig", "SHA256SUMS", "release.json"):
        shutil.rmtree(feed.dest, ignore_errors=True)
        server.does(once(document, lambda r: r.drop(r.body, after=20)))
        assert fetching().code == 0, document
        assert is_whole(feed, 1)


# A server that has no time.


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_is_asked_again_when_it_says(
    feed: Feed, server: Lying, fetching: Fetching, no_waiting: list[float], status: int
) -> None:
    server.does(once(FILE, lambda r: r.answer(status, b"", **{"Retry-After": "7"}), times=2))
    assert fetching().code == 0
    assert is_whole(feed, 1)
    assert no_waiting == [7, 7]


def test_a_busy_server_is_left_alone_in_the_end(
    feed: Feed, server: Lying, fetching: Fetching, no_waiting: list[float]
) -> None:
    server.does(always(POINTER, lambda r: r.answer(503, b"")))
    told = fetching()
    assert told.code == 5
    assert told.err.splitlines()[-1].endswith(
        f"{server.url}/latest.json answers 503 Service Unavailable"
    )
    assert no_waiting == [0.5, 1, 2, 4]


def test_a_server_that_wants_an_hour_is_not_waited_for(
    feed: Feed, server: Lying, fetching: Fetching, no_waiting: list[float]
) -> None:
    server.does(always(POINTER, lambda r: r.answer(429, b"", **{"Retry-After": "3600"})))
    told = fetching()
    assert told.code == 5
    assert "answers 429 Too Many Requests, and asks to wait 3600 seconds" in told.err
    assert no_waiting == []


def test_nobody_waits_longer_than_allowed(
    feed: Feed, server: Lying, fetching: Fetching, no_waiting: list[float]
) -> None:
    server.does(always(POINTER, lambda r: r.answer(503, b"", **{"Retry-After": "50"})))
    assert fetching("--timeout", "40").code == 5
    assert no_waiting == []


def test_a_trickle_ends_when_the_time_is_over(feed: Feed, server: Lying) -> None:
    feed.fetch()
    before = tree(feed.dest)
    with_big_file(feed)
    enough = Event()

    def trickle(request: Request) -> None:
        request.send_response(200)
        request.send_header("Content-Length", str(len(CONTENT)))
        request.end_headers()
        request.wfile.write(b"x" * 10)
        request.wfile.flush()
        enough.wait(20)
        request.close_connection = True

    server.does(always(BIG, trickle))
    clock = 0.0

    def elapsed() -> float:
        # The time is over as soon as the first bytes of the file are asked for.
        nonlocal clock
        clock += 1000.0 if any(BIG in asked for asked in server.asked) else 0.0
        return clock

    origin = WebOrigin(server.url, Deadline(elapsed, 600), pause=lambda _: None)
    with pytest.raises(UnavailableError, match=r"600 seconds were not enough; raise --timeout"):
        fetch(origin, feed.dest, [feed.key.public], now=LATER, only=(), progress=lambda _: None)
    enough.set()
    assert unchanged(feed, before)
