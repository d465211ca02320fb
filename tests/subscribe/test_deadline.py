"""`--timeout` ends whatever the origin does: each test ends only when the subscriber does."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from threading import Event

import pytest

from feedgen.cli.app import run
from feedgen.deadline import Deadline
from feedgen.errors import UnavailableError
from feedgen.model.instants import format_instant
from feedgen.release.names import POINTER
from feedgen.release.pointer import POINTER_LIMIT
from feedgen.subscribe.fetching import fetch
from feedgen.subscribe.oci import OciOrigin
from feedgen.subscribe.origin import DirectoryOrigin, Origin
from feedgen.subscribe.web import WebOrigin
from tests.publish.publications import tree, version_of
from tests.subscribe.feed_attacks import LATER, Feed
from tests.subscribe.lying_server import Lying, always, lying

FILE = "blocklists/serial.txt"
OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
TRICKLES = {
    "status line": (b"HTTP/1.1 200 ", b"O"),
    "interim answers": (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "header lines": (OK, b"a: b\r\n"),
    "one header": (OK + b"a: ", b"b"),
    "head of a redirect": (b"HTTP/1.1 302 Found\r\nLocation: /x\r\n", b"a: b\r\n"),
    "head of a busy server": (b"HTTP/1.1 503 Busy\r\n", b"a: b\r\n"),
    "body": (OK + b"Content-Length: 100000\r\n\r\n", b" "),
    "body without length": (OK + b"\r\n", b" "),
    "chunks": (CHUNKED, b"1\r\n \r\n"),
    "size of a chunk": (CHUNKED, b"0"),
    "trailers": (CHUNKED + b"0\r\n", b"a: b\r\n"),
}
LATE = "20 seconds were not enough; raise --timeout, or try again: fetch goes on where it stopped"


def ticking(seconds: float = 20) -> Deadline:
    """Each look at the clock takes a second, so that no test waits."""
    ticks = count()
    return Deadline(lambda: float(next(ticks)), seconds)


@pytest.fixture
def feed(tmp_path: Path) -> Feed:
    made = Feed(tmp_path)
    made.publish(1)
    return made


@pytest.fixture
def server(feed: Feed) -> Iterator[Lying]:
    with lying(feed.site) as there:
        yield there


def refusal(origin: Origin, path: str) -> str:
    with pytest.raises(UnavailableError) as refused:
        origin.fetch(path, POINTER_LIMIT) if path == POINTER else list(origin.stream(path, 0))
    return str(refused.value)


@pytest.mark.parametrize("path", [POINTER, FILE])
@pytest.mark.parametrize("part", TRICKLES)
def test_a_web_server_that_trickles(server: Lying, part: str, path: str) -> None:
    server.does(always("", lambda r: r.trickle(*TRICKLES[part])))
    assert refusal(WebOrigin(server.url, ticking()), path) == f"{server.url}/{path}: {LATE}"


@pytest.mark.parametrize("part", TRICKLES)
def test_a_registry_that_trickles(server: Lying, part: str) -> None:
    server.does(always("", lambda r: r.trickle(*TRICKLES[part])))
    name = f"127.0.0.1:{server.port}/acme/feed"
    assert refusal(OciOrigin(name, {}, ticking()), POINTER) == f"oci://{name}: pointer: {LATE}"


@pytest.mark.parametrize("part", ["status line", "header lines", "one header"])
def test_a_proxy_that_trickles(server: Lying, part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    server.does(always("", lambda r: r.trickle(*TRICKLES[part])))
    monkeypatch.setenv("HTTPS_PROXY", server.url)
    origin = WebOrigin("https://feed.example", ticking())
    assert refusal(origin, POINTER) == f"https://feed.example/{POINTER}: {LATE}"


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_server_that_says_nothing(scheme: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"{scheme}://127.0.0.1:{silent.getsockname()[1]}"
        told = refusal(WebOrigin(url, Deadline(time.monotonic, 0.4)), POINTER)
    assert told.startswith((f"{url}/{POINTER}: 0 seconds were not", f"{url}/{POINTER} does not"))


def test_a_name_server_that_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    over = Event()

    def never(*_: object, **__: object) -> object:
        over.wait()
        raise socket.gaierror("too late")

    monkeypatch.setattr(socket, "getaddrinfo", never)
    try:
        told = refusal(WebOrigin("http://feed.example", Deadline(time.monotonic, 0.4)), POINTER)
    finally:
        over.set()
    assert told.startswith(f"http://feed.example/{POINTER}: 0 seconds were not enough; raise")


def test_a_connection_that_comes_too_late_is_closed() -> None:
    closed, late = Event(), Event()
    deadline = Deadline(lambda: 0.0, 0.01)
    with (
        pytest.raises(UnavailableError, match=r"^here: 0 seconds were not enough"),
        deadline.at("here"),
    ):
        deadline.within(late.wait, lambda _: closed.set())
    assert not closed.is_set()
    late.set()
    assert closed.wait(60)


def test_the_error_of_work_is_its_own() -> None:
    def fails() -> None:
        raise TimeoutError("nobody there")

    with pytest.raises(TimeoutError, match="nobody there"):
        ticking().within(fails)


def test_a_registry_that_asks_to_wait(server: Lying) -> None:
    server.does(always("", lambda r: r.answer(503, b"", **{"Retry-After": "59"})))
    name = f"127.0.0.1:{server.port}/acme/feed"
    told = refusal(OciOrigin(name, {}, Deadline(time.monotonic, 1)), POINTER)
    assert told == f"oci://{name}: pointer: {LATE.replace('20', '1')}"


def test_files_are_no_faster(feed: Feed) -> None:
    feed.publish(2, files={"big.bin": bytes(64 << 18)})
    path = f"v1/{version_of(2)}/big.bin"
    origin = DirectoryOrigin(feed.site, ticking())
    assert refusal(origin, path) == f"{feed.site / path}: {LATE}"


@pytest.mark.parametrize("path", [POINTER, f"v1/{version_of(2)}/{FILE}"])
@pytest.mark.parametrize("verb", ["fetch", "verify"])
def test_a_fifo_is_not_waited_for(
    feed: Feed, verb: str, path: str, capfd: pytest.CaptureFixture[str]
) -> None:
    feed.fetch()
    before = tree(feed.dest)
    feed.publish(2)
    (feed.site / path).unlink()
    os.mkfifo(feed.site / path)
    dest = ["--dest", str(feed.dest)] if verb == "fetch" else []
    code = run([
        verb, str(feed.site), "--key", str(feed.root / "release.pub"),
        "--at", format_instant(LATER), *dest,
    ])  # fmt: skip
    assert code == 5
    told = f"error: {feed.site / path} cannot be read: it is not a regular file\n"
    assert capfd.readouterr().err.endswith(told)
    assert {name: tree(feed.dest)[name] for name in before} == before


@pytest.mark.parametrize("verb", ["fetch", "verify"])
def test_the_verbs_end(
    feed: Feed, server: Lying, verb: str, capfd: pytest.CaptureFixture[str]
) -> None:
    server.does(always(POINTER, lambda r: r.trickle(*TRICKLES["one header"])))
    dest = ["--dest", str(feed.dest)] if verb == "fetch" else []
    code = run([
        verb, server.url, "--key", str(feed.root / "release.pub"), "--timeout", "1",
        "--at", format_instant(LATER), *dest,
    ])  # fmt: skip
    assert code == 5
    assert capfd.readouterr().err == (f"error: {server.url}/{POINTER}: {LATE.replace('20', '1')}\n")
    # Nothing is held: the next one is not kept out.
    server.does(lambda _: False)
    origin = WebOrigin(server.url, Deadline(time.monotonic, 600))
    assert fetch(
        origin, feed.dest, [feed.key.public], now=LATER, only=(), progress=lambda _: None
    ).is_new
