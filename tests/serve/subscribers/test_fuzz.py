"""Whatever is sent: no 5xx, an answer, and no memory that grows with it."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPException, HTTPResponse
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from tests.serve.subscribers.real_server import Publications, Running, running

_ROOT = "/taxii2/feed/collections/all/"
_GROWTH = 96 << 20
"""Bytes that a process may grow by while it is fuzzed: its caches are far smaller."""
_SETTINGS = settings(
    deadline=None, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
_MANY = pytest.mark.parametrize(
    "examples",
    [pytest.param(300, id="some"), pytest.param(10_000, id="many", marks=pytest.mark.long)],
)

_NAMES = st.sampled_from([
    "added_after", "limit", "next", "match[id]", "match[type]", "match[version]",
    "match[spec_version]", "match[]", "match", "Match[ID]", "", "x",
])  # fmt: skip
_GOOD = st.sampled_from([
    "1", "100", "0", "-1", "99999999999999999999", "1e3", "٣", "last", "first", "all", "all,last",
    "2.1", "2.0", "indicator", "indicator,,malware", "2026-11-24T12:00:00Z",
    "2026-11-24T12:00:00.123456789Z", "2026-11-24 12:00:00+00:00", "0000-00-00T00:00:00Z",
    "9999-12-31T23:59:60Z", "identity--00000000-0000-4000-8000-000000000000", "x" * 4096,
    ",".join(["indicator"] * 3000), "AQ" * 20,
])  # fmt: skip
_VALUES = _GOOD | st.text(max_size=40)
_PAIRS = st.lists(st.tuples(_NAMES, _VALUES), max_size=6)
_RAW = st.binary(max_size=60).map(
    lambda data: bytes(byte for byte in data if byte not in b" \r\n\t\x0b\x0c#" and byte > 32)
)
_PATHS = st.sampled_from([
    "/", "/taxii2/", "/taxii2", "/taxii2/feed/", "/taxii2/feed/collections/", _ROOT, f"{_ROOT}objects/",
    f"{_ROOT}objects", f"{_ROOT}manifest/", f"{_ROOT}objects/x/versions/", "/taxii2/feed/status/x/",
    f"{_ROOT}objects/identity--00000000-0000-4000-8000-000000000000/", "/latest.json", "/misp/",
    "/v1/latest/../../latest.json", "/v1/latest/%2e%2e/%2e%2e/etc/passwd", "/v1/latest/%00",
    "/v1/2026.11.24.1/release.json", "/signatures/" + "0" * 64 + ".minisig", "/healthz", "/metrics",
    "/suricata/index.yaml", "/openapi.json", "//", "/%", "/%zz", "/\u00e9".encode().decode("latin-1"),
])  # fmt: skip
_HEADERS = st.sampled_from([
    "accept", "accept-encoding", "if-none-match", "if-modified-since", "if-match", "if-range",
    "range", "authorization", "host", "x-forwarded-for", "x-forwarded-proto", "forwarded",
    "content-type", "user-agent", "te", "upgrade", "expect", "cookie", "x-http-method-override",
])  # fmt: skip
_HEADER_VALUES = st.sampled_from([
    "*/*", "application/taxii+json;version=2.1", "text/html", ";;;,,,q=", "a/b;q=nan", "*" * 3000,
    '"', 'W/"x"', "bytes=0-", "bytes=-1", "bytes=9-1", "bytes=0-0,2-3,5-", "bytes=" + "0-1," * 900,
    "gzip;q=0, zstd;q=1.0", "identity;q=0", "Basic", "Basic =", "Bearer x", "Basic OjpcAA==", "[::1",
    "a b", "100-continue", "h2c", "Thu, 01 Jan 1970 00:00:00 GMT", "99999999999999999999", "",
]) | st.binary(max_size=60).map(
    lambda data: bytes(byte for byte in data if byte >= 32 and byte != 127).decode("latin-1")
)  # fmt: skip
_METHODS = st.sampled_from(
    ["GET", "GET", "GET", "HEAD", "POST", "DELETE", "OPTIONS", "TRACE", "PUT"]
)


@pytest.fixture(scope="module")
def wary(publications: Publications, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server of its own, whose memory is looked at."""
    log = tmp_path_factory.mktemp("fuzzed") / "access.log"
    with running(publications.second, log) as there:
        warm_up(there)
        yield there


def warm_up(there: Running) -> None:
    for encoding in ("identity", "gzip", "zstd"):
        for path in (f"{_ROOT}objects/", f"{_ROOT}manifest/", "/v1/latest/stix/bundle.json"):
            assert status_of(there, request("GET", path, [("accept-encoding", encoding)])) == 200


@contextmanager
def bounded(there: Running) -> Iterator[None]:
    """Lives on, answers as before, and holds no more than its caches."""
    before = there.memory
    yield
    assert status_of(there, request("GET", "/healthz", [])) == 200
    assert status_of(there, request("GET", f"{_ROOT}objects/?limit=1", [])) == 200
    assert there.memory - before < _GROWTH


@_MANY
def test_queries(wary: Running, examples: int) -> None:
    @settings(_SETTINGS, max_examples=examples)
    @given(path=_PATHS, pairs=_PAIRS, raw=_RAW)
    @example(path=f"{_ROOT}objects/", pairs=[("x", "y")] * 400, raw=b"")
    @example(
        path=f"{_ROOT}objects/", pairs=[("match[version]", "2026-11-24T12:00:00Z," * 900)], raw=b""
    )
    def check(path: str, pairs: list[tuple[str, str]], raw: bytes) -> None:
        query = "&".join(f"{quote(n)}={quote(v)}" for n, v in pairs).encode() + raw
        status = status_of(wary, request("GET", f"{path}?", [], query))
        assert 200 <= status < 500, (path, query, status)

    with bounded(wary):
        check()


@_MANY
def test_headers_and_methods(wary: Running, examples: int) -> None:
    @settings(_SETTINGS, max_examples=examples)
    @given(
        method=_METHODS,
        path=_PATHS,
        headers=st.lists(st.tuples(_HEADERS, _HEADER_VALUES), max_size=5),
    )
    @example(method="GET", path="/", headers=[("accept", "a/b," * 2000)])
    @example(method="GET", path="/", headers=[("cookie", "x")] * 90)
    @example(method="GET", path="/", headers=[("authorization", "Basic " + "A" * 6000)])
    @example(method="GET", path="/latest.json", headers=[("range", "bytes=0-9")] * 30)
    def check(method: str, path: str, headers: list[tuple[str, str]]) -> None:
        status = status_of(wary, request(method, path, headers))
        assert 200 <= status < 500, (method, path, headers, status)

    with bounded(wary):
        check()


@_MANY
def test_tokens_that_were_changed(wary: Running, examples: int) -> None:
    """A token with one byte changed is refused, or means what it says; never more."""
    body = body_of(wary, request("GET", f"{_ROOT}objects/?limit=5&match[type]=indicator", []))
    token = json.loads(body)["next"]

    @settings(_SETTINGS, max_examples=examples)
    @given(place=st.integers(0, len(token) - 1), letter=st.sampled_from("Ab0_-=+/.%~\x7f"))
    def check(place: int, letter: str) -> None:
        changed = token[:place] + letter + token[place + 1 :]
        asked = request("GET", f"{_ROOT}objects/?limit=2&next={quote(changed)}", [])
        assert status_of(wary, asked) in ({200} if changed == token else {200, 400})

    with bounded(wary):
        check()


_GARBAGE = (
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    b"\r\n\r\n\r\n",
    b"GET\r\n\r\n",
    b"GET / HTTP/9.9\r\n\r\n",
    b"GET / HTTP/1.1\r\nhost: a\r\nhost: b\r\n\r\n",
    b"GET / HTTP/1.1\r\n\r\n",
    b"GET / HTTP/1.0\r\n\r\n",
    b"GET / HTTP/1.1\r\nhost: a\r\nx\r\n\r\n",
    b"GET / HTTP/1.1\r\nhost: a\r\n x: y\r\n\r\n",
    b"GET / HTTP/1.1\r\nhost: a\r\nx : y\r\n\r\n",
    b"GET / HTTP/1.1\r\nhost: a\r\nx: \x00\r\n\r\n",
    b"GET / HTTP/1.1\nhost: a\n\n",
    b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: -1\r\n\r\n",
    b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nabcdef",
    b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
    b"POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\nZZ\r\n",
    b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 99999999999999999999\r\n\r\n",
    b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1000000\r\n\r\n" + b"x" * 1_000_000,
    b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\nhost: a\r\n\r\n",
    b"GET / HTTP/1.1\r\nhost: a\r\nx: " + b"a" * 500_000 + b"\r\n\r\n",
    b"GET / HTTP/1.1\r\nhost: a\r\n" + b"x: y\r\n" * 20_000 + b"\r\n",
    b"GET http://other.example/latest.json HTTP/1.1\r\nhost: a\r\n\r\n",
    b"GET * HTTP/1.1\r\nhost: a\r\n\r\n",
    b"CONNECT other.example:443 HTTP/1.1\r\nhost: a\r\n\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"GET / HTTP/1.1\r\nhost: a\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-key: x\r\n\r\n",
    b"GET / HTTP/1.1\r\nhost: a\r\nexpect: 100-continue\r\ncontent-length: 3\r\n\r\n",
    b"GET /%ff%fe HTTP/1.1\r\nhost: a\r\n\r\n",
    b"GET /\xff\xfe HTTP/1.1\r\nhost: a\r\n\r\n",
    b"GET / HTTP/1.1\r\nhost: \xff\r\n\r\n",
    b"GET /suricata/index.yaml HTTP/1.1\r\nhost: a'\"<>\r\n\r\n",
)


@pytest.mark.parametrize("sent", _GARBAGE, ids=lambda sent: repr(sent[:40]))
def test_what_is_hardly_http(wary: Running, sent: bytes) -> None:
    with bounded(wary):
        answer = exchanged(wary, sent)
        assert answer == b"" or 100 <= int(answer[9:12]) < 500, answer[:200]


@_MANY
def test_bytes_that_were_changed(wary: Running, examples: int) -> None:
    good = request("GET", f"{_ROOT}objects/?limit=1&match[type]=indicator", [("accept", "*/*")])

    @settings(_SETTINGS, max_examples=examples // 3)
    @given(
        st.lists(
            st.tuples(st.integers(0, len(good) - 5), st.integers(0, 255)), min_size=1, max_size=4
        )
    )
    def check(changes: list[tuple[int, int]]) -> None:
        sent = bytearray(good)
        for place, byte in changes:
            sent[place] = byte
        answer = exchanged(wary, bytes(sent))
        assert answer == b"" or 100 <= int(answer[9:12]) < 500, (bytes(sent), answer[:200])

    with bounded(wary):
        check()


def request(method: str, path: str, headers: list[tuple[str, str]], query: bytes = b"") -> bytes:
    """A request that ends its connection."""
    own = [] if "host" in {name for name, _ in headers} else [("host", "feed.example")]
    lines = [f"{name}: {value}" for name, value in [*own, *headers, ("connection", "close")]]
    head = path.encode("latin-1") + query
    return method.encode() + b" " + head + b" HTTP/1.1\r\n" + "".join(
        f"{line}\r\n" for line in lines
    ).encode("latin-1", "replace") + b"\r\n"  # fmt: skip


def exchanged(there: Running, sent: bytes, *, ends: bool = True) -> bytes:
    """What comes back until the server closes; where that may be never, we say that we are done."""
    port = int(there.url.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        received = bytearray()
        try:
            connection.sendall(sent)
            if ends:
                with suppress(OSError):  # it may have closed already
                    connection.shutdown(socket.SHUT_WR)
            while part := connection.recv(1 << 16):
                received += part
        except ConnectionError:
            pass  # it need not listen to all that it refuses
    return bytes(received)


def status_of(there: Running, sent: bytes) -> int:
    # Who hangs up half may get no answer: only requests that end the connection are awaited.
    answer = exchanged(there, sent, ends=False)
    assert answer.startswith(b"HTTP/1.1 "), (sent[:300], answer[:100])
    return int(answer[9:12])


def body_of(there: Running, sent: bytes) -> bytes:
    port = int(there.url.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(sent)
        response = HTTPResponse(connection)
        try:
            response.begin()
            return response.read()
        except HTTPException as error:
            raise AssertionError(sent) from error
