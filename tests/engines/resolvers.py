"""Real resolvers on this machine's loopback, and a name server above them that knows every name."""

from __future__ import annotations

import ipaddress
import os
import shutil
import socket
import struct
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

OPEN = "203.0.113.1"
"""What the upstream answers for every name that it was not told of."""
_TYPES = {"A": 1, "TXT": 16, "AAAA": 28}
_RCODES = {0: "NOERROR", 2: "SERVFAIL", 3: "NXDOMAIN", 5: "REFUSED"}


def require(program: str) -> str:
    """The program's path. Without it the test is skipped on a laptop and fails in CI."""
    path = shutil.which(program, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if path is None:
        reason = f"{program} is not installed; see scripts/engines.sh"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return path


def free_port() -> int:
    """A port that nobody listens on, for UDP and TCP."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        udp.bind(("127.0.0.1", 0))
        return int(udp.getsockname()[1])


def ask(port: int, name: str, type_: str = "A") -> tuple[str, list[str]]:
    """The response code and the addresses that the server on this port answers with."""
    question = _name(name) + struct.pack("!HH", _TYPES[type_], 1)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        udp.settimeout(5)
        udp.sendto(struct.pack("!6H", 7, 0x0100, 1, 0, 0, 0) + question, ("127.0.0.1", port))
        data = udp.recv(4096)
    flags, _, count = struct.unpack("!3H", data[2:8])
    position, addresses = 12 + len(question), []
    for _ in range(count):
        while data[position] and data[position] < 0xC0:
            position += data[position] + 1
        position += 2 if data[position] else 1
        kind, _, _, length = struct.unpack("!HHIH", data[position : position + 10])
        position += 10
        if kind in (1, 28):
            addresses.append(str(ipaddress.ip_address(data[position : position + length])))
        position += length
    return _RCODES.get(flags & 15, str(flags & 15)), addresses


def _name(name: str) -> bytes:
    return b"".join(bytes([len(label)]) + label.encode() for label in name.split(".")) + b"\0"


@contextmanager
def upstream(answers: Mapping[str, str]) -> Iterator[int]:
    """A name server that has an address for every name; gives its port."""
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", 0))
    server.settimeout(0.2)
    stop = threading.Event()

    def run() -> None:
        while not stop.is_set():
            try:
                data, client = server.recvfrom(4096)
            except TimeoutError:
                continue
            server.sendto(_answer(data, answers), client)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield server.getsockname()[1]
    finally:
        stop.set()
        thread.join()
        server.close()


def _answer(data: bytes, answers: Mapping[str, str]) -> bytes:
    labels, position = [], 12
    while data[position]:
        labels.append(data[position + 1 : position + 1 + data[position]].decode().lower())
        position += data[position] + 1
    question, kind = data[12 : position + 5], int.from_bytes(data[position + 1 : position + 3])
    address = ipaddress.ip_address(answers.get(".".join(labels), OPEN))
    records = b""
    if kind == {4: 1, 6: 28}[address.version]:
        records = struct.pack("!HHHIH", 0xC00C, kind, 1, 60, len(address.packed)) + address.packed
    head = data[:2] + struct.pack("!5H", 0x8580, 1, 1 if records else 0, 0, 0)
    return head + question + records


@contextmanager
def running(command: Sequence[str | Path], port: int, log: Path) -> Iterator[int]:
    """A resolver in the foreground, once it answers; ended with its log at hand."""
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, cwd=log.parent)
    try:
        for _ in range(100):
            assert process.poll() is None, log.read_text()
            try:
                ask(port, "ready.test")
                break
            except OSError:
                time.sleep(0.1)
        else:
            pytest.fail(f"{command[0]} does not answer: {log.read_text()}")
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


@contextmanager
def named(directory: Path, above: int) -> Iterator[int]:
    """BIND with rpz.zone of this directory as its policy."""
    port = free_port()
    (directory / "named.conf").write_text(f"""
        options {{
            directory "{directory}"; listen-on port {port} {{ 127.0.0.1; }};
            listen-on-v6 {{ none; }}; pid-file none; session-keyfile none;
            recursion yes; allow-query {{ 127.0.0.1; }}; dnssec-validation no;
            empty-zones-enable no; forward only; forwarders {{ 127.0.0.1 port {above}; }};
            response-policy {{ zone "rpz.feedgen"; }} qname-wait-recurse no;
        }};
        controls {{ }};
        zone "rpz.feedgen" {{ type primary; file "rpz.zone"; }};
    """)
    command: list[str | Path] = [require("named"), "-g", "-c", directory / "named.conf"]
    with running(command, port, directory / "named.log") as there:
        yield there


@contextmanager
def unbound(directory: Path, above: int, *, zone: bool = False) -> Iterator[int]:
    """Unbound with unbound.conf of this directory included, or with rpz.zone as its policy."""
    port = free_port()
    policy = f'include: "{directory}/unbound.conf"'
    if zone:
        policy = f'rpz:\n  name: rpz.feedgen\n  zonefile: "{directory}/rpz.zone"'
    (directory / "main.conf").write_text(f"""
server:
  interface: 127.0.0.1
  port: {port}
  username: ""
  chroot: ""
  directory: "{directory}"
  pidfile: ""
  use-syslog: no
  do-not-query-localhost: no
  module-config: "respip iterator"
{policy}
forward-zone:
  name: "."
  forward-addr: 127.0.0.1@{above}
remote-control:
  control-enable: no
""")
    command: list[str | Path] = [require("unbound"), "-d", "-c", directory / "main.conf"]
    with running(command, port, directory / "unbound.log") as there:
        yield there


@contextmanager
def dnsmasq(directory: Path, above: int, setting: str) -> Iterator[int]:
    """dnsmasq with one more setting, as `conf-file=…`."""
    port = free_port()
    (directory / "main.conf").write_text(
        f"no-resolv\nno-hosts\nport={port}\nlisten-address=127.0.0.1\nbind-interfaces\n"
        f"user=\ngroup=\nserver=127.0.0.1#{above}\n{setting}\n"
    )
    command: list[str | Path] = [
        require("dnsmasq"),
        "-k",
        "-C",
        directory / "main.conf",
        "--pid-file=",
    ]
    with running(command, port, directory / "dnsmasq.log") as there:
        yield there
