"""`feedgen fetch` from servers and networks that answer with something else."""

from __future__ import annotations

import re
import ssl
from datetime import UTC, datetime
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from feedgen.release.names import POINTER
from tests.publish.publications import tree
from tests.subscribe.feed_attacks import Feed
from tests.subscribe.fetched_copies import (
    FILE,
    Fetching,
    is_whole,
    unchanged,
)
from tests.subscribe.lying_server import Lying, Request, always, lying

# A server that gives something else.


@pytest.mark.parametrize(
    ("document", "code", "words"),
    [
        (POINTER, 4, "is larger than 262,144 bytes, which it never is"),
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
