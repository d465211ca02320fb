"""`feedgen fetch` over HTTP, from servers that are slow, flap, lie or are not there."""

from __future__ import annotations

import errno
import os
import re
import shutil
import ssl
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from ipaddress import IPv4Address
from pathlib import Path
from threading import Event

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from feed_attacks import ATTACKS, LATER, Feed, held
from lying_server import Lying, Request, always, lying, once
from publications import tree, version_of

from feedgen.cli.app import run
from feedgen.errors import UnavailableError
from feedgen.model.instants import format_instant
from feedgen.release.pointer import POINTER, signature_path
from feedgen.subscribe.fetching import fetch
from feedgen.subscribe.web import WebOrigin

NOW = format_instant(LATER)
FILE = "blocklists/serial.txt"
BIG = "big.bin"
CONTENT = b"".join(sha256(bytes([n % 256, n // 256])).digest() for n in range(32_768))
"""A megabyte: more than goes into the buffers of one connection."""


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Retries come at once; what they would have waited is in the list."""
    waited: list[float] = []

    def opened(source: str, timeout: float) -> WebOrigin:
        return WebOrigin(source, elapsed=time.monotonic, allowance=timeout, pause=waited.append)

    monkeypatch.setattr("feedgen.cli.fetch.open_origin", opened)
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "REQUESTS_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    return waited


@pytest.fixture
def feed(tmp_path: Path) -> Feed:
    made = Feed(tmp_path)
    made.publish(1)
    return made


@pytest.fixture
def server(feed: Feed) -> Iterator[Lying]:
    with lying(feed.site) as there:
        yield there


class Told:
    """What the command line came to."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


Fetching = Callable[..., Told]


@pytest.fixture
def fetching(feed: Feed, server: Lying, capfd: pytest.CaptureFixture[str]) -> Fetching:
    def call(*options: str, url: str = server.url, at: str = NOW) -> Told:
        code = run([
            "fetch", url, "--key", str(feed.root / "release.pub"), "--dest", str(feed.dest),
            "--at", at, *options,
        ])  # fmt: skip
        captured = capfd.readouterr()
        return Told(code, captured.out, captured.err)

    return call


def is_whole(feed: Feed, serial: int) -> bool:
    return tree(feed.dest / "v1/latest") == tree(feed.site / "v1" / version_of(serial))


def unchanged(feed: Feed, before: dict[str, bytes]) -> bool:
    """Every file of the copy; an unfinished download may stand beside it."""
    after = tree(feed.dest)
    return {path: after.get(path) for path in before} == before and held(feed) == "1"


def with_big_file(feed: Feed, serial: int = 2, content: bytes = CONTENT) -> None:
    feed.publish(serial, files={BIG: content})


def test_a_good_publication(feed: Feed, server: Lying, fetching: Fetching) -> None:
    told = fetching()
    assert told.code == 0
    assert told.out == f"{feed.dest}/v1/latest\n"
    assert is_whole(feed, 1)
    server.asked.clear()
    again = fetching()
    assert "nothing new" in again.err
    assert server.asked == [POINTER, signature_path((feed.site / POINTER).read_bytes())]


def test_only_what_changed_is_downloaded(feed: Feed, server: Lying, fetching: Fetching) -> None:
    fetching()
    feed.publish(2)
    server.asked.clear()
    told = fetching()
    assert told.code == 0
    assert is_whole(feed, 2)
    changed = {
        path
        for path, data in tree(feed.dest / "v1/latest").items()
        if path != "SHA256SUMS" and data != tree(feed.dest / "v1" / version_of(1)).get(path)
    }
    root = f"v1/{version_of(2)}/"
    asked = {path.removeprefix(root) for path in server.asked if path.startswith(root)}
    assert asked - {"SHA256SUMS"} == changed | {"release.json"}


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

    origin = WebOrigin(server.url, elapsed=elapsed, allowance=600, pause=lambda _: None)
    with pytest.raises(UnavailableError, match=r"600 seconds were not enough; raise --timeout"):
        fetch(origin, feed.dest, [feed.key.public], now=LATER, only=(), progress=lambda _: None)
    enough.set()
    assert unchanged(feed, before)


# A server that gives something else.


@pytest.mark.parametrize(
    ("document", "code", "words"),
    [
        (POINTER, 4, "is larger than 65,536 bytes, which it never is"),
        (".minisig", 4, "is larger than 16,384 bytes, which it never is"),
        ("SHA256SUMS", 4, "is larger than 67,108,864 bytes, which it never is"),
        (FILE, 4, "serial.txt is not what the release's sums say"),
    ],
)
def test_an_endless_answer_is_left(
    feed: Feed, server: Lying, fetching: Fetching, document: str, code: int, words: str
) -> None:
    server.does(always(document, lambda r: r.endless(b"x" * 65_536)))
    told = fetching()
    assert (told.code, words in told.err) == (code, True), told.err
    assert not (feed.dest / "v1/latest").exists()


def test_a_length_that_is_too_small_is_a_truncated_file(
    feed: Feed, server: Lying, fetching: Fetching
) -> None:
    server.does(always(FILE, lambda r: r.drop(r.body, after=1, length="1")))
    told = fetching()
    assert told.code == 4
    assert "serial.txt is not what the release's sums say" in told.err


def test_a_length_that_is_too_large_is_a_file_that_breaks_off(
    feed: Feed, server: Lying, fetching: Fetching
) -> None:
    server.does(always(FILE, lambda r: r.drop(r.body, after=0, length="900")))
    told = fetching()
    assert told.code == 5
    assert "serial.txt broke off after 0 of 900 bytes" in told.err


def test_a_file_that_was_compressed_on_the_way(
    feed: Feed, server: Lying, fetching: Fetching
) -> None:
    server.does(always(FILE, lambda r: r.answer(200, b"x", **{"Content-Encoding": "gzip"})))
    told = fetching()
    assert told.code == 5
    assert "serial.txt comes as gzip, though it was asked for as it is" in told.err


def test_a_gz_file_may_be_called_encoded(feed: Feed, server: Lying, fetching: Fetching) -> None:
    feed.publish(2, files={"rules.tar.gz": b"\x1f\x8b whatever"})
    server.does(always(".gz", lambda r: r.answer(200, r.body, **{"Content-Encoding": "x-gzip"})))
    assert fetching().code == 0
    assert is_whole(feed, 2)


PAGE = b"\n<!doctype html><title>Log in</title>"


@pytest.mark.parametrize("path", [POINTER, ""])
def test_a_login_page_is_no_publication(
    feed: Feed, server: Lying, fetching: Fetching, path: str
) -> None:
    fetching()
    before = tree(feed.dest)
    server.does(always(path, lambda r: r.answer(200, PAGE, **{"Content-Type": "text/html"})))
    told = fetching()
    assert told.code == 5
    assert "latest.json is a web page: the network's login page, or a wrong address" in told.err
    assert unchanged(feed, before)


def test_a_page_in_the_place_of_a_file(feed: Feed, server: Lying, fetching: Fetching) -> None:
    server.does(always(FILE, lambda r: r.answer(200, PAGE)))
    told = fetching()
    assert told.code == 4
    assert "serial.txt is not what the release's sums say" in told.err


@pytest.mark.parametrize(
    ("path", "status", "outcome"),
    [
        (POINTER, 404, (5, "has no latest.json; is it the root of a publication?")),
        (FILE, 404, (4, "serial.txt is missing, and the release's sums name it")),
        ("SHA256SUMS", 404, (4, "SHA256SUMS is missing")),
        (POINTER, 403, (5, "latest.json answers 403 Forbidden")),
        (FILE, 403, (5, "serial.txt answers 403 Forbidden")),
        (FILE, 206, (5, "serial.txt answers 206 Partial Content")),
        (POINTER, 304, (5, "latest.json answers 304 Not Modified")),
    ],
)
def test_an_answer_that_is_none(
    feed: Feed, server: Lying, fetching: Fetching, path: str, status: int, outcome: tuple[int, str]
) -> None:
    server.does(always(path, lambda r: r.answer(status, b"")))
    code, words = outcome
    told = fetching()
    assert (told.code, words in told.err) == (code, True), told.err
    assert not (feed.dest / "v1/latest").exists()


# Conditional requests.


def test_a_server_that_always_says_not_modified_freezes_until_the_pointer_expires(
    feed: Feed, server: Lying, fetching: Fetching
) -> None:
    fetching()
    before = tree(feed.dest)
    feed.publish(2)
    server.does(always(POINTER, lambda r: r.answer(304, b"")))
    assert fetching().code == 0
    assert held(feed) == "1"
    told = fetching(at=format_instant(LATER + timedelta(days=7)))
    assert told.code == 4
    assert "latest.json has expired at 2026-12-02T12:00:00Z" in told.err
    assert unchanged(feed, before)


def test_a_validator_is_used_with_its_own_pointer_only(
    feed: Feed, server: Lying, fetching: Fetching
) -> None:
    fetching()
    old = (feed.dest / POINTER).read_bytes()
    feed.publish(2)
    fetching()
    # As a fetch leaves it that is killed between memory and documents.
    (feed.dest / POINTER).write_bytes(old)
    assert fetching().code == 0
    assert (feed.dest / POINTER).read_bytes() == (feed.site / POINTER).read_bytes()


# Redirects.


def test_a_redirect_is_followed(feed: Feed, server: Lying, fetching: Fetching) -> None:
    def leads(request: Request) -> bool:
        if not request.path.startswith("/old/"):
            return False
        request.answer(302, b"moved", Location=request.path.removeprefix("/old"))
        return True

    server.does(leads)
    assert fetching(url=f"{server.url}/old").code == 0
    assert is_whole(feed, 1)


def test_redirects_without_end_are_left(feed: Feed, server: Lying, fetching: Fetching) -> None:
    server.does(always("", lambda r: r.answer(301, b"", Location=r.path)))
    told = fetching()
    assert told.code == 5
    assert (
        f"latest.json leads on more than 5 times, at last to {server.url}/latest.json" in told.err
    )


def test_a_redirect_to_something_else_is_not_followed(
    feed: Feed, server: Lying, fetching: Fetching
) -> None:
    server.does(always("", lambda r: r.answer(302, b"", Location="file:///etc/passwd")))
    told = fetching()
    assert told.code == 5
    assert "leads from http to file:///etc/passwd, which is not followed" in told.err


# Others at work.


def test_a_publication_that_changes_meanwhile_is_not_mixed(
    feed: Feed, server: Lying, fetching: Fetching
) -> None:
    fetching()
    for serial, moment in enumerate((POINTER, "signatures", "SHA256SUMS", "release.json", FILE), 2):
        feed.publish(2 * serial)
        published = Event()

        def does(
            request: Request, serial: int = serial, moment: str = moment, done: Event = published
        ) -> bool:
            if moment in request.where and not done.is_set():
                done.set()
                body = request.body
                feed.publish(2 * serial + 1)
                request.answer(200, body)
                return True
            return False

        server.does(does)
        told = fetching()
        assert told.code == 0, (moment, told.err)
        assert published.is_set()
        assert is_whole(feed, 2 * serial), moment


def test_two_fetches_do_not_work_on_one_copy(feed: Feed, server: Lying, fetching: Fetching) -> None:
    codes: list[str] = []

    def does(request: Request) -> bool:
        if request.where == POINTER and not codes:
            codes.append("")
            with pytest.raises(UnavailableError) as refused:
                feed.fetch()
            codes.append(str(refused.value))
        return False

    server.does(does)
    assert fetching().code == 0
    assert codes == [
        "", f"another feedgen is working on {feed.dest}; wait for it to end",
    ]  # fmt: skip
    assert is_whole(feed, 1)


# The disk.


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES])
@pytest.mark.parametrize("what", ["fsync", "replace", "symlink", "mkdir"])
def test_a_disk_that_refuses(
    feed: Feed, fetching: Fetching, monkeypatch: pytest.MonkeyPatch, number: int, what: str
) -> None:
    fetching()
    before = tree(feed.dest)
    feed.publish(2)

    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number), str(feed.dest))

    with monkeypatch.context() as patched:
        patched.setattr(os, what, refuse)
        told = fetching()
    assert told.code == 5
    assert (
        f"{feed.dest} cannot be written: {os.strerror(number)}; the last good copy stays as it was"
        in told.err
    )
    assert unchanged(feed, before)
    assert fetching().code == 0
    assert is_whole(feed, 2)


def test_a_directory_that_is_no_copy_is_left_alone(
    feed: Feed, fetching: Fetching, server: Lying
) -> None:
    (feed.dest / "v1/latest").mkdir(parents=True)
    told = fetching()
    assert told.code == 2
    assert "latest is a directory, not the link that fetch makes" in told.err
    assert server.asked == []


# Attacks: the same as over directories.


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_refused_and_nothing_is_replaced(
    feed: Feed, fetching: Fetching, name: str
) -> None:
    attack, words = ATTACKS[name]
    fetching()
    before = tree(feed.dest)
    feed.publish(2)
    attack(feed)
    told = fetching()
    assert (told.code, told.out) == (4, "")
    assert words.format(key=feed.key.public.id) in told.err
    assert f"the last good copy stays: {version_of(1)} in {feed.dest}" in told.err
    assert unchanged(feed, before)


def test_a_replayed_publication_is_refused(feed: Feed, fetching: Fetching) -> None:
    old = tree(feed.site)
    feed.publish(2)
    fetching()
    before = tree(feed.dest)
    (feed.site / POINTER).write_bytes(old[POINTER])
    told = fetching()
    assert told.code == 4
    assert "latest.json goes back from serial 2 to 1; do not use it" in told.err
    assert tree(feed.dest) == before


# Between here and there: proxies, authorities.


def test_a_proxy_is_used(
    feed: Feed, server: Lying, fetching: Fetching, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", server.url)
    assert fetching(url="http://feed.example").code == 0
    assert is_whole(feed, 1)
    assert f"http://feed.example/{POINTER}" in server.addresses


def test_a_proxy_that_is_away_is_named(
    feed: Feed, server: Lying, fetching: Fetching, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    told = fetching(url="http://feed.example")
    assert told.code == 5
    assert "http://feed.example/latest.json does not answer through the proxy: " in told.err


def test_a_server_that_is_away(feed: Feed, fetching: Fetching, no_waiting: list[float]) -> None:
    fetching()
    before = tree(feed.dest)
    told = fetching(url="http://user:secret@127.0.0.1:9")
    assert told.code == 5
    assert re.search(r"http://127\.0\.0\.1:9/latest\.json does not answer: .*refused", told.err)
    assert "secret" not in told.err
    assert no_waiting == [0.5, 1, 2, 4]
    assert unchanged(feed, before)


@pytest.fixture
def authority(tmp_path: Path) -> tuple[Path, ssl.SSLContext]:
    """A certificate of its own for 127.0.0.1, and a server's side of it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "private authority")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2099, 1, 1, tzinfo=UTC))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    ca, secret = tmp_path / "ca.pem", tmp_path / "ca.key"
    ca.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(ca, secret)
    return ca, context


def test_a_private_authority_is_believed_when_it_is_named(
    feed: Feed,
    fetching: Fetching,
    authority: tuple[Path, ssl.SSLContext],
    monkeypatch: pytest.MonkeyPatch,
    no_waiting: list[float],
) -> None:
    ca, context = authority
    with lying(feed.site, context) as server:
        told = fetching(url=server.url)
        assert told.code == 5
        assert re.search(r"latest\.json does not answer: .*certificate verify failed", told.err)
        assert no_waiting == []
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(ca))
        assert fetching(url=server.url).code == 0
    assert is_whole(feed, 1)


def test_https_never_becomes_http(
    feed: Feed,
    server: Lying,
    fetching: Fetching,
    authority: tuple[Path, ssl.SSLContext],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ca, context = authority
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(ca))
    with lying(feed.site, context) as safe:
        safe.does(always("", lambda r: r.answer(302, b"", Location=f"{server.url}{r.path}")))
        told = fetching(url=safe.url)
    assert told.code == 5
    assert f"leads from https to {server.url}/latest.json, which is not followed" in told.err
    assert server.asked == []
