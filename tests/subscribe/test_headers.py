"""Whatever a server says in its headers, a subscriber ends with words, and shows them as they are."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feedgen.cli.app import run
from feedgen.deadline import Deadline
from feedgen.errors import UnavailableError, VerificationError
from feedgen.model.instants import format_instant
from feedgen.release.names import POINTER
from feedgen.release.pointer import POINTER_LIMIT
from feedgen.subscribe.oci import OciOrigin
from feedgen.subscribe.origin import Origin
from feedgen.subscribe.state import STATE
from feedgen.subscribe.web import WebOrigin
from tests.subscribe.feed_attacks import LATER, Feed
from tests.subscribe.lying_server import Lying, always, lying, once

WHERE = {
    "Location": "302 Found",
    "Content-Length": "200 OK",
    "Content-Range": "206 Partial Content",
    "ETag": "200 OK",
    "Content-Encoding": "200 OK",
    "Content-Type": "200 OK",
    "Retry-After": "503 Busy",
    "Transfer-Encoding": "200 OK",
    "Set-Cookie": "200 OK",
    "Connection": "304 Not Modified",
    "WWW-Authenticate": "401 Who",
    "Docker-Content-Digest": "200 OK",
}
"""Headers, and the status with which they say something."""
VALUES = [
    b"", b" ", b"-1", b"0", b"-0", b"1.5", b"1e9", b"5, 7", b"9" * 18, b"9" * 400, b"9" * 5000,
    b"http://[::1", b"http://[::1]:99999/", b"http://\xff\xfe/", b"//", b"http://", b"http:///x",
    b"\x1b[2J\x1b[31mverified: all good", b"a\r\n b", b"\x00", b"\xe9\xff", b"\xc2\xb2",
    b"bytes 5-1/0", b"bytes " + b"9" * 5000 + b"-1/*", b"bytes */*", b"bytes -1--1/-1",
    b"Wed, 21 Oct 99999999999 07:28:00 GMT", b"Wed, 99 Foo 0000 99:99:99 +9999",
    b"gzip, chunked", b"chunked", b'Bearer realm="http://[::1"', b'Bearer realm="https://\xff/"',
    b'W/"x',
]  # fmt: skip


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lying]:
    with lying(tmp_path_factory.mktemp("empty")) as there:
        yield there


def in_words(origin: Origin) -> None:
    """Whatever comes is an answer, or an error of ours."""
    for asked in (
        lambda: origin.fetch(POINTER, POINTER_LIMIT, '"tag"'),
        lambda: list(origin.stream("v1/2026.1.1.1/a.txt", 3)),
    ):
        with suppress(UnavailableError, VerificationError):
            asked()


def asked_everywhere(server: Lying, answer: bytes) -> None:
    server.does(always("", lambda r: r.raw(answer)))
    deadline = Deadline(lambda: 0.0, 1)  # a second for each wait, and no end
    in_words(WebOrigin(server.url, deadline, pause=lambda _: None))
    # A registry is asked again after real seconds.
    in_words(OciOrigin(f"127.0.0.1:{server.port}/acme/feed", {}, Deadline(time.monotonic, 0.3)))


@pytest.mark.parametrize("header", WHERE)
def test_any_value_of_any_header(server: Lying, header: str) -> None:
    for value in VALUES:
        head = f"HTTP/1.1 {WHERE[header]}\r\n{header}: ".encode()
        asked_everywhere(server, head + value + b"\r\n\r\n5\r\nhello\r\n0\r\n\r\n")


@pytest.mark.parametrize("size", [b"-5", b"zz", b"", b"f" * 40, b"9" * 5000, b"5;\x1b[2J"])
def test_any_size_of_a_chunk(server: Lying, size: bytes) -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    asked_everywhere(server, head + size + b"\r\nhello\r\n0\r\n\r\n")


@pytest.mark.parametrize(
    "line",
    [
        b"", b"HTTP", b"HTTP/9.9 200", b"HTTP/1.1 \xff", b"HTTP/1.1 999999 x", b"HTTP/1.1 -1 x",
        b"HTTP/1.1 000", b"ICY 200 OK", b"HTTP/1.1 200 " + b"x" * 70_000, b"\x1b[2J",
    ],
)  # fmt: skip
def test_any_first_line(server: Lying, line: bytes) -> None:
    asked_everywhere(server, line + b"\r\n\r\n")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    status=st.sampled_from(sorted(set(WHERE.values()) - {"503 Busy"})),
    header=st.sampled_from(sorted(WHERE)),
    value=st.binary(max_size=40) | st.sampled_from(VALUES),
)
def test_any_bytes(server: Lying, status: str, header: str, value: bytes) -> None:
    asked_everywhere(server, f"HTTP/1.1 {status}\r\n{header}: ".encode() + value + b"\r\n\r\n")


# What people see.


@pytest.fixture
def feed(tmp_path: Path) -> Feed:
    made = Feed(tmp_path)
    made.publish(1)
    return made


ESCAPES = b"\x1b[2j\x1b[31mverified: \xe9 \x85 all good"
SHOWN = r"\x1b[2j\x1b[31mverified: é \x85 all good"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (b"HTTP/1.1 403 a\r::error::" + ESCAPES, rf"answers 403 a\r::error::{SHOWN}"),
        (
            b"HTTP/1.1 302 Found\r\nLocation: http://[" + ESCAPES,
            f"leads to http://[{SHOWN}, which is no address",
        ),
        (
            b"HTTP/1.1 302 Found\r\nLocation: http://[::1",
            "leads to http://[::1, which is no address",
        ),
        (
            b"HTTP/1.1 302 Found\r\nLocation: ftp://x/\x1b[2J",
            r"leads from http to ftp://x/\x1b[2J, which is not followed",
        ),
        (
            b"HTTP/1.1 200 OK\r\nContent-Encoding: " + ESCAPES,
            f"comes as {SHOWN}, though it was asked for as it is; a proxy or server on the way "
            "changes it",
        ),
        (b"HTTP/1.1 403 " + b"x" * 400, f"answers 403 {'x' * 300}…"),
    ],
)
@pytest.mark.parametrize("verb", ["fetch", "verify"])
def test_what_a_server_says_is_shown_as_it_is(
    feed: Feed, verb: str, answer: bytes, words: str, capfd: pytest.CaptureFixture[str]
) -> None:
    dest = ["--dest", str(feed.dest)] if verb == "fetch" else []
    with lying(feed.site) as server:
        server.does(always(POINTER, lambda r: r.raw(answer + b"\r\n\r\n")))
        code = run([
            verb, server.url, "--key", str(feed.root / "release.pub"),
            "--at", format_instant(LATER), *dest,
        ])  # fmt: skip
    assert (code, capfd.readouterr().err) == (5, f"error: {server.url}/{POINTER} {words}\n")


def test_a_traceback_is_shown_as_it_is(feed: Feed, capfd: pytest.CaptureFixture[str]) -> None:
    with lying(feed.site) as server:
        server.does(always(POINTER, lambda r: r.raw(b"HTTP/1.1 403 \x1b[2J\r\n\r\n")))
        code = run(["-v", "verify", server.url, "--key", str(feed.root / "release.pub")])
    told = capfd.readouterr().err
    assert code == 5
    assert "Traceback (most recent call last):\n" in told
    assert "\x1b" not in told


def test_a_validator_that_cannot_be_sent_is_not_kept(
    feed: Feed, capfd: pytest.CaptureFixture[str]
) -> None:
    """It would be in every later request, and an honest server would refuse them all."""
    with lying(feed.site) as server:
        head = b'HTTP/1.1 200 OK\r\nConnection: close\r\nETag: "\x00\x1b"\r\n\r\n'
        server.does(once(POINTER, lambda r: r.raw(head + r.body)))
        code = run([
            "fetch", server.url, "--key", str(feed.root / "release.pub"),
            "--at", format_instant(LATER), "--dest", str(feed.dest),
        ])  # fmt: skip
    assert (code, "error" in capfd.readouterr().err) == (0, False)
    assert json.loads((feed.dest / STATE).read_bytes())["validator"] == ""


def test_an_address_that_is_none(feed: Feed, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["verify", "http://[::1", "--key", str(feed.root / "release.pub")]) == 2
    assert capfd.readouterr().err == "error: http://[::1 is no address: Invalid IPv6 URL\n"
