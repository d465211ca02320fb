"""A server on a port: what only a real connection shows."""

from __future__ import annotations

import gzip
import http.client
import json
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from feedgen.errors import UnavailableError, UsageError
from feedgen.serve.access_file import AccessFile, Principal
from feedgen.serve.running import listen, tls_context
from feedgen.serve.secrets import new_secret, token_digest
from feedgen.serve.settings import Limits, Settings, Tls
from tests.release.object_log.made_logs import Made
from tests.serve.served_publication import FILES, HOUR, Clock, Running, Served, published, running

OBJECTS = "/taxii2/feed/collections/all/objects/"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Served:
    made = Served(tmp_path_factory.mktemp("made"))
    made.release(*(Made(name=f"n{i}", padding=2000) for i in range(2000)))
    return made


@pytest.fixture(scope="module")
def server(made: Served) -> Iterator[Running]:
    limits = Limits(url=2000, headers=4000)
    with running(made.out, settings=Settings(poll_seconds=0.05, limits=limits)) as server:
        yield server


@pytest.fixture(scope="module")
def impatient(made: Served) -> Iterator[Running]:
    """Only for clients that are too slow: on a busy machine any may be."""
    limits = Limits(head_seconds=0.3, stalled_seconds=0.5)
    with running(made.out, settings=Settings(limits=limits)) as server:
        yield server


def raw(server: Running, *parts: bytes, wait: float = 0.0) -> bytes:
    """Send bytes as they are; what came until the server closed."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as connection:
        for part in parts:
            try:
                connection.sendall(part)
            except OSError:
                break
            time.sleep(wait)
        received = b""
        try:
            while data := connection.recv(65_536):
                received += data
        except ConnectionResetError:
            pass
        return received


def test_a_page_of_objects_is_the_same_in_every_encoding(server: Running) -> None:
    url = f"{server.url}{OBJECTS}?limit=1500"
    plain = requests.get(url, headers={"Accept-Encoding": "identity"}, timeout=60)
    assert len(plain.json()["objects"]) == 1500
    assert len(plain.content) > 2 << 20
    for encoding in ("gzip", "zstd"):
        got = requests.get(url, headers={"Accept-Encoding": encoding}, timeout=60, stream=True)
        data = got.raw.read(decode_content=False)
        assert got.headers["Content-Encoding"] == encoding
        if encoding == "gzip":
            assert gzip.decompress(data) == plain.content
        assert got.headers["ETag"].endswith(f'-{encoding}"')
        for name in ("X-TAXII-Date-Added-First", "X-TAXII-Date-Added-Last"):
            assert got.headers[name] == plain.headers[name]


def test_connections_are_kept_and_requests_may_be_sent_ahead(server: Running) -> None:
    one = b"GET /v1/latest/VERSION.txt HTTP/1.1\r\nHost: x\r\n\r\n"
    last = one.replace(b"Host: x", b"Host: x\r\nConnection: close")
    got = raw(server, one + one + last)
    assert got.count(b"HTTP/1.1 200 OK") == 3
    assert got.count(b"2026.11.24.1\n") == 3


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"GET /" + b"a" * 3000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", b"414 URI Too Long"),
        (b"GET /?" + b"a" * 3000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", b"414 URI Too Long"),
        (b"GET / HTTP/1.1\r\nX: " + b"a" * 5000 + b"\r\n\r\n",
         b"431 Request Header Fields Too Large"),
        (b"GET / HTTP/1.1\r\n" + b"X: a\r\n" * 1000 + b"\r\n",
         b"431 Request Header Fields Too Large"),
        (b"GET / HTTP/1.1\r\nX: " + b"a" * 500_000, b"431 Request Header Fields Too Large"),
        (b"GET / HTTP/1.1\r\nX" + b"a" * 500_000, b"431 Request Header Fields Too Large"),
        (b"G" * 500_000, b"400 Bad Request"),
        (b"\x16\x03\x01\x02\x00\x01\x00", b"400 Bad Request"),
        (b"GET /\xff HTTP/1.1\r\nHost: x\r\n\r\n", b"400 Bad Request"),
        (b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n", b"400 Bad Request"),
        (b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
         b"400 Bad Request"),
        (b"GET / HTTP/1.1\r\n a: b\r\n\r\n", b"400 Bad Request"),
    ],
)  # fmt: skip
def test_heads_that_are_too_large_or_none(server: Running, request_: bytes, status: bytes) -> None:
    assert raw(server, request_).split(b"\r\n")[0] == b"HTTP/1.1 " + status


@pytest.mark.parametrize("request_", [b"GET / HTTP/1.1\r\nHost: x", b"GET /", b"", b"\r\n\r\n\r\n"])
def test_a_head_that_does_not_end_is_not_waited_for(impatient: Running, request_: bytes) -> None:
    assert raw(impatient, request_).split(b"\r\n")[0] == b"HTTP/1.1 408 Request Timeout"


def test_a_head_that_trickles_in_is_not_waited_for(impatient: Running) -> None:
    parts = [b"GET / HTTP/1.1\r\n", *(b"X: a\r\n" for _ in range(40))]
    assert raw(impatient, *parts, wait=0.03).startswith(b"HTTP/1.1 408 ")


def test_bodies_are_not_read(server: Running) -> None:
    body = b"x" * 1_000_000
    head = b"POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % (
        OBJECTS.encode(),
        len(body),
    )
    got = raw(server, head + body)
    assert got.startswith(b"HTTP/1.1 403 ")
    assert b"connection: close" in got
    expecting = head.replace(b"Host: x", b"Host: x\r\nExpect: 100-continue")
    assert raw(server, expecting).startswith(b"HTTP/1.1 403 ")


def test_a_client_that_reads_nothing_is_let_go(impatient: Running) -> None:
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.settimeout(60)
        connection.connect(("127.0.0.1", impatient.port))
        connection.sendall(b"GET %s HTTP/1.1\r\nHost: x\r\n\r\n" % OBJECTS.encode())
        assert connection.recv(8) == b"HTTP/1.1"
        _until(lambda: not impatient.server.server_state.connections)


def test_too_many_connections_are_told_to_come_again(made: Served) -> None:
    with running(made.out, settings=Settings(limits=Limits(connections=2))) as server:
        opened = [http.client.HTTPConnection("127.0.0.1", server.port) for _ in range(3)]
        statuses = []
        for connection in opened:
            connection.request("GET", "/v1/latest/VERSION.txt")
            got = connection.getresponse()
            got.read()
            statuses.append((got.status, got.headers["Retry-After"]))
        assert statuses == [(200, None), (200, None), (503, "5")]
        for connection in opened:
            connection.close()
        last = requests.get(f"{server.url}/metrics", timeout=60)
        assert 'feedgen_requests_total{route="latest",status="503"} 1.0' in last.text


def test_a_new_release_is_taken_up_while_clients_download(tmp_path: Path) -> None:
    """No restart, and every answer is of one release, whole."""
    clock = Clock()
    contents = {
        serial: b"".join(b'{"release":%d,"row":%d}\n' % (serial, n) for n in range(80_000))
        for serial in range(1, 4)
    }
    made = Served(tmp_path / "out")
    made.out.mkdir()

    def release(serial: int) -> None:
        pages = {"big.ndjson": ("application/x-ndjson", contents[serial])}
        made.release(Made(name="n", version=serial), files=FILES | pages)

    release(1)
    seen: list[list[int]] = [[], [], []]
    failures: list[object] = []
    ended = threading.Event()
    with running(made.out, clock=clock) as server:

        def download(mine: list[int]) -> None:
            session = requests.Session()
            while not ended.is_set():
                got = session.get(f"{server.url}/v1/latest/big.ndjson", timeout=60)
                serial = json.loads(got.content[:40].split(b"\n")[0])["release"]
                whole = got.content == contents[serial] and got.status_code == 200
                (mine if whole else failures).append(serial)
                objects = session.get(f"{server.url}{OBJECTS}", timeout=60)
                if objects.status_code != 200 or len(objects.json()["objects"]) != 1:
                    failures.append(objects.text)

        clients = [threading.Thread(target=download, args=[mine]) for mine in seen]
        for client in clients:
            client.start()
        for serial in (2, 3):
            _until(lambda: min(map(len, seen)) > 1)
            release(serial)
            clock.now = made.logs.activations[-1][1]
            _until(lambda serial=serial: all(serial in mine for mine in seen))
        ended.set()
        for client in clients:
            client.join()
    assert failures == []
    for mine in seen:
        assert set(mine) == {1, 2, 3}
        assert mine == sorted(mine)


def test_the_answer_under_way_is_of_the_release_that_it_began_with(tmp_path: Path) -> None:
    clock = Clock()
    made = Served(tmp_path)
    size = 24 << 20
    made.release(files={"big.txt": ("text/plain", b"1" * size)})
    with running(tmp_path, clock=clock) as server, socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)
        connection.settimeout(60)
        connection.connect(("127.0.0.1", server.port))
        connection.sendall(
            b"GET /v1/latest/big.txt HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
        )
        begin = connection.recv(4096)
        made.release(files={"big.txt": ("text/plain", b"2" * size)})
        clock.now += HOUR
        _until(lambda: get_text(server, "/v1/latest/VERSION.txt") == "2026.11.24.2\n")
        (made.logs.release_directory(1) / "big.txt").unlink()
        received = [begin]
        while data := connection.recv(1 << 20):
            received.append(data)
    body = b"".join(received).partition(b"\r\n\r\n")[2]
    assert body == b"1" * size


def test_answers_under_way_end_before_the_server_does(tmp_path: Path) -> None:
    made = Served(tmp_path)
    size = 24 << 20
    made.release(files={"big.txt": ("text/plain", b"1" * size)})
    with running(tmp_path) as server, socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)
        connection.settimeout(60)
        connection.connect(("127.0.0.1", server.port))
        connection.sendall(b"GET /v1/latest/big.txt HTTP/1.1\r\nHost: x\r\n\r\n")
        received = [connection.recv(4096)]
        server.server.should_exit = True
        _until(lambda: not _is_open(server.port))
        while data := connection.recv(1 << 20):
            received.append(data)
        server.thread.join(timeout=60)
        assert not server.thread.is_alive()
    assert b"".join(received).partition(b"\r\n\r\n")[2] == b"1" * size


def test_a_damaged_release_changes_nothing_and_health_says_so(tmp_path: Path) -> None:
    made = published(tmp_path)
    with running(tmp_path, clock=Clock(made.logs.activations[0][1] + 5 * HOUR)) as server:
        assert requests.get(f"{server.url}/healthz", timeout=60).json() == {
            "status": "ok", "version": "2026.11.24.1", "serial": 1,
            "activated": "2026-11-24T12:00:00Z", "expires": "2026-12-01T12:00:00Z",
            "damaged_files": 0,
        }  # fmt: skip
        pointer = made.release(point=False)
        (made.logs.latest / "VERSION.txt").write_bytes(b"evil")
        made.point(pointer)
        _until(lambda: health(server)["status"] == "stale")
        got = requests.get(f"{server.url}/healthz", timeout=60)
        assert got.status_code == 200
        assert got.json()["trouble"] == (
            f"{made.logs.latest} is damaged or incomplete: VERSION.txt"
        )
        from_afar = requests.get(
            f"{server.url}/healthz", headers={"X-Forwarded-For": "192.0.2.1"}, timeout=60
        )
        assert set(from_afar.json()) == {"status", "version", "serial", "activated", "expires"}
        assert get_text(server, "/v1/latest/VERSION.txt") == "2026.11.24.1\n"
        metrics = get_text(server, "/metrics")
    assert "feedgen_stale 1.0" in metrics
    assert "feedgen_pickup_failures 1.0" in metrics
    assert len(server.reports) == 2
    assert server.reports[0].endswith("VERSION.txt is not what its release says; it is not served "
                                      "until it is fetched or built again")  # fmt: skip


def test_an_expired_pointer_is_served_with_a_warning(tmp_path: Path) -> None:
    published(tmp_path)
    with running(tmp_path, clock=Clock(Clock().now + timedelta(days=8))) as server:
        _until(lambda: bool(server.reports))
        assert health(server)["status"] == "expired"
        assert get_text(server, "/v1/latest/VERSION.txt") == "2026.11.24.1\n"
    assert server.reports == [
        "the pointer to 2026.11.24.1 has expired: subscribers that verify refuse it; run "
        "`feedgen publish --resign`"
    ]


def test_figures_have_few_names_whatever_is_asked(made: Served) -> None:
    with running(made.out) as server:
        for path in ("/", "/a", "/b", "/v1/latest/VERSION.txt", "/v1/x/y", "/taxii2/", "/taxii2/q"):
            requests.get(f"{server.url}{path}", timeout=60)
        text = get_text(server, "/metrics")
    lines = [x.rpartition(" ") for x in text.splitlines() if x.startswith("feedgen_requests_total")]
    assert {name: float(value) for name, _, value in lines} == {
        'feedgen_requests_total{route="latest",status="200"}': 1,
        'feedgen_requests_total{route="root",status="200"}': 1,
        'feedgen_requests_total{route="root",status="404"}': 2,
        'feedgen_requests_total{route="taxii",status="200"}': 1,
        'feedgen_requests_total{route="taxii",status="404"}': 1,
        'feedgen_requests_total{route="version",status="404"}': 1,
    }
    assert "feedgen_serial 1.0" in text


def test_figures_are_not_for_everybody(made: Served) -> None:
    with running(made.out) as server:
        url = f"{server.url}/metrics"
        got = requests.get(url, headers={"X-Forwarded-For": "127.0.0.1"}, timeout=60)
        assert got.status_code == 404
        assert requests.post(url, timeout=60).status_code == 405


SOC = new_secret("soc", bytes(range(72)))
ACCESS = AccessFile(
    principals={"soc": Principal(name="soc", bearer=(token_digest(SOC.token.encode()),), basic=())},
    collections={},
    files=frozenset({"soc"}),
)


def test_the_access_log_has_a_line_for_each_request_and_no_secret(made: Served) -> None:
    with running(made.out, access=ACCESS) as server:
        session = requests.Session()
        for path in ("/v1/latest/VERSION.txt", f"{OBJECTS}?limit=1&next=bad%0A%22"):
            session.get(
                f"{server.url}{path}", timeout=60,
                headers={
                    "Authorization": f"Bearer {SOC.token}", "User-Agent": 'x"\\é' + "y" * 1000,
                    "Cookie": "session=cookie-secret",
                },
            )  # fmt: skip
        session.get(f"{server.url}/", auth=("soc", "wrong-password"), timeout=60)
        session.get(f"{server.url}/" + "a" * 2000, timeout=60)
    log = server.log.getvalue()
    for secret in (SOC.token, SOC.token[8:], "cookie-secret", "wrong-password", "c29jOndyb25n"):
        assert secret.encode() not in log
    lines = [json.loads(line) for line in log.splitlines()]
    first = lines[0]
    assert first.pop("ms") > 0
    assert first.pop("agent").startswith('x"\\')
    assert first == {
        "time": "2026-11-24T12:01:00Z", "client": "127.0.0.1", "method": "GET",
        "path": "/v1/latest/VERSION.txt", "query": "", "status": 200, "bytes": 13,
        "principal": "soc",
    }  # fmt: skip
    found = [(line["status"], line["principal"]) for line in lines]
    assert found == [(200, "soc"), (400, "soc"), (401, None), (401, None)]
    assert lines[1]["query"] == "limit=1&next=bad%0A%22"
    assert max(len(line["path"]) for line in lines) == 512
    assert len(lines[1]["agent"]) == 512


def certificate(directory: Path) -> Tls:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "feed")])
    now = datetime.now(UTC)  # noqa: TID251 - the client looks at the real clock
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name)
        .public_key(key.public_key()).serial_number(1)
        .not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    tls = Tls(certificate=directory / "feed.pem", key=directory / "feed.key")
    tls.certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    tls.key.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )  # fmt: skip
    return tls


def test_tls(made: Served, tmp_path: Path) -> None:
    tls = certificate(tmp_path)
    with running(made.out, tls=tls, access=ACCESS) as server:
        got = requests.get(
            f"{server.url}/suricata/index.yaml", timeout=60, verify=str(tls.certificate),
            headers={"Authorization": f"Bearer {SOC.token}"},
        )  # fmt: skip
        assert f"url: https://127.0.0.1:{server.port}/v1/latest/" in got.text
        old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        old.load_verify_locations(tls.certificate)
        with pytest.warns(DeprecationWarning, match=r"ssl\.TLSVersion\.TLSv1_1 is deprecated"):
            old.maximum_version = ssl.TLSVersion.TLSv1_1
        with (
            socket.create_connection(("127.0.0.1", server.port), timeout=60) as connection,
            pytest.raises(ssl.SSLError),
        ):
            old.wrap_socket(connection, server_hostname="127.0.0.1")


def test_certificates_that_cannot_be_used(tmp_path: Path) -> None:
    tls = certificate(tmp_path)
    tls.key.write_bytes(b"no key")
    with pytest.raises(UsageError, match=r"^--tls-cert .* and --tls-key .* cannot be used: "):
        tls_context(tls)
    tls.key.unlink()
    with pytest.raises(UsageError, match=r"cannot be used: No such file or directory$"):
        tls_context(tls)


def test_a_port_that_is_taken() -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(UnavailableError) as caught:
            listen("127.0.0.1", port)
    assert str(caught.value) == (
        f"127.0.0.1 port {port} cannot be used: Address already in use; choose another --port"
    )


def test_a_host_that_is_none() -> None:
    with pytest.raises(UsageError, match=r"^--host no\.such\.host\.invalid: "):
        listen("no.such.host.invalid", 0)


def get_text(server: Running, path: str) -> str:
    return requests.get(f"{server.url}{path}", timeout=60).text


def health(server: Running) -> dict[str, object]:
    document: dict[str, object] = requests.get(f"{server.url}/healthz", timeout=60).json()
    return document


def _is_open(port: int) -> bool:
    with socket.socket() as connection:
        return connection.connect_ex(("127.0.0.1", port)) == 0


def _until(holds: object) -> None:
    for _ in range(3000):
        if holds():  # type: ignore[operator]
            return
        time.sleep(0.02)
    raise AssertionError("it never came to be")
