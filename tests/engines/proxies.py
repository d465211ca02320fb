"""Real proxies on this machine's loopback, with lists of feedgen's, before a web that has every page."""

from __future__ import annotations

import http.client
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.engines.registry import require

DENIED = 403
PASSED = 200


class _EveryPage(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.send_response(PASSED)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_CONNECT(self) -> None:
        self.send_response(PASSED)
        self.end_headers()
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Nothing: the tests speak."""


@contextmanager
def web() -> Iterator[int]:
    """A proxy that has a page for every address; gives its port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _EveryPage)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Client:
    """Asks a proxy, and keeps its connection."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def status(self, url: str, **headers: str) -> int:
        """What the proxy says of a page; of `host:port` without a scheme, of a tunnel to there."""
        if "/" not in url:
            self.close()
            self._connection.request("CONNECT", url, headers={"Host": url})
            status = self._connection.getresponse().status
            self.close()
            return status
        self._connection.request("GET", url, headers=headers)
        response = self._connection.getresponse()
        response.read()
        return response.status

    def close(self) -> None:
        """Ends the connection; the next question makes a new one."""
        self._connection.close()


@contextmanager
def serving(command: Sequence[str | Path], port: int, log: Path) -> Iterator[Client]:
    """A proxy in the foreground, once it answers; ended with its log at hand."""
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, cwd=log.parent)
    client = Client(port)
    try:
        for _ in range(1200):
            assert process.poll() is None, log.read_text()
            try:
                client.status("http://ready.test/")
                break
            except OSError:
                client.close()
                time.sleep(0.05)
        else:
            pytest.fail(f"{command[0]} does not answer: {log.read_text()}")
        yield client
    finally:
        client.close()
        process.kill()  # it has nothing to save, and Squid would wait for its connections
        process.wait(timeout=60)


def squid_configuration(directory: Path, port: int, above: int) -> Path:
    """A configuration that denies what squid.acl of this directory lists and asks `above` for the rest."""
    path = directory / "squid.conf"
    path.write_text(
        f"include {directory}/squid.acl\n"
        "http_access deny feedgen\nhttp_access allow all\n"
        f"http_port 127.0.0.1:{port}\n"
        f"cache_peer 127.0.0.1 parent {above} 0 no-query no-digest default\nnever_direct allow all\n"
        f"hosts_file {directory}/known-hosts\npid_filename none\naccess_log none\n"
        f"cache_log stdio:{directory}/cache.log\ncache_store_log none\nlogfile_rotate 0\n"
        f"cache_mem 8 MB\ncoredump_dir none\nshutdown_lifetime 0 seconds\npinger_enable off\n"
        "dns_nameservers 127.0.0.1\ndns_timeout 1 second\nnetdb_filename none\ncache deny all\n"
    )
    return path


@contextmanager
def squid(directory: Path, port: int) -> Iterator[Client]:
    """Squid with squid.acl of this directory. It runs as a user who reads no home of root's."""
    directory.chmod(0o777)
    with web() as above:
        configuration = squid_configuration(directory, port, above)
        command: list[str | Path] = [
            require("squid"), "-N", "-n", f"feedgen{port}", "-f", configuration
        ]  # fmt: skip
        with serving(command, port, directory / "squid.log") as client:
            yield client


def haproxy_configuration(directory: Path, port: int, rules: Sequence[str]) -> Path:
    """HAProxy with these rules, which may name files of the directory; what they pass gets a page."""
    path = directory / "haproxy.cfg"
    lines = "".join(f"    http-request {rule}\n" for rule in rules)
    path.write_text(
        "global\n    maxconn 100\n"
        "defaults\n    mode http\n    timeout client 20s\n    timeout connect 5s\n"
        "    timeout server 20s\n"
        f"frontend judged\n    bind 127.0.0.1:{port}\n{lines}"
        f"    http-request return status {PASSED}\n"
    )
    return path


@contextmanager
def haproxy(directory: Path, port: int, rules: Sequence[str]) -> Iterator[Client]:
    """HAProxy with these rules."""
    configuration = haproxy_configuration(directory, port, rules)
    command: list[str | Path] = [require("haproxy"), "-db", "-f", configuration]
    with serving(command, port, directory / "haproxy.log") as client:
        yield client
