"""A name server that has an answer for every name, and dig, which asks whoever stands before it."""

from __future__ import annotations

import ipaddress
import re
import secrets
import socket
import struct
import subprocess
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import NamedTuple

from tests.engines.registry import require

OPEN = "203.0.113.1"
"""What the server answers for every name that it was not told of."""
_HEADER = re.compile(r"^;; ->>HEADER<<- .* status: (\w+),")
_QUESTION = re.compile(r"^;(\S+)\.\s+IN\s+\w+$")
_ADDRESS = re.compile(r"^\S+\s+\d+\s+IN\s+(?:A|AAAA)\s+(\S+)$")


class Answer(NamedTuple):
    """What a resolver said of a name."""

    status: str
    addresses: tuple[str, ...]


NXDOMAIN = Answer("NXDOMAIN", ())
NO_DATA = Answer("NOERROR", ())
RESOLVES = Answer("NOERROR", (OPEN,))


def free_port() -> int:
    """A port that nobody listens on, below those that the kernel hands to clients meanwhile."""
    while True:
        port = 10_000 + secrets.randbelow(20_000)
        with (
            suppress(OSError),
            socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp,
            socket.socket(socket.AF_INET, socket.SOCK_STREAM) as tcp,
        ):
            udp.bind(("127.0.0.1", port))
            tcp.bind(("127.0.0.1", port))
            return port


def dig(port: int, names: Iterable[str], type_: str = "A", *, wait: int = 5) -> dict[str, Answer]:
    """What dig is told of these names; one that is left without an answer is not there."""
    done = subprocess.run(
        [require("dig"), "@127.0.0.1", "-p", str(port), f"+time={wait}", "+tries=1", "-f", "-"],
        input="".join(
            f"{name}. {type_} +noall +comments +question +answer\n" for name in names
        ),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    answers: dict[str, Answer] = {}
    status = name = ""
    for line in done.stdout.splitlines():
        if found := _HEADER.match(line):
            status = found[1]
        elif found := _QUESTION.match(line):
            name = found[1]
            answers[name] = Answer(status, ())
        elif found := _ADDRESS.match(line):
            answers[name] = Answer(status, (*answers[name].addresses, found[1]))
    return answers


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
