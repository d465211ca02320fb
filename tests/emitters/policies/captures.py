"""Captures of system calls as Falco and sysdig replay them: programs in containers, connections.

The format is that of falcosecurity/libs: blocks of userspace/libscap/scap_savefile.h, events of
driver/ppm_events_public.h with the parameters of driver/event_table.c as of 2022, which later
releases convert when they read them.
"""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count

_SECTION, _MACHINE, _EVENT = 0x0A0D0D0A, 0x201, 0x216
_SOCKET_E, _SOCKET_X, _CONNECT_E, _CONNECT_X = 18, 19, 22, 23
_CONTAINER, _EXECVE_E, _EXECVE_X = 272, 292, 293
_NOBODY = 0xFFFFFFFFFFFFFFFF
_START = 1_777_000_000_000_000_000
_HOST = ""


@dataclass(frozen=True)
class Started:
    """A program started in a container of an image, or on the host itself without one."""

    image: str = ""
    digest: str = ""


@dataclass(frozen=True)
class Connected:
    """A program of the host that opened a connection."""

    to: str
    port: int = 443


def capture(cases: Mapping[str, Started | Connected]) -> bytes:
    """A capture of all of them. The process of each is called as the case is, in 15 characters."""
    ticks = count(_START)
    blocks = [
        _block(_SECTION, struct.pack("<IHHQ", 0x1A2B3C4D, 1, 2, _NOBODY)),
        _block(_MACHINE, struct.pack("<IQQ128sQQQQ", 4, 1 << 33, 32768, b"host", 0, 0, 0, 0)),
    ]
    for thread, (name, case) in enumerate(cases.items(), start=1000):
        assert len(name) <= 15, name
        blocks += _events(ticks, thread, name, case)
    return b"".join(blocks)


def _events(
    ticks: Iterator[int], thread: int, name: str, case: Started | Connected
) -> Iterator[bytes]:
    container = _HOST
    if isinstance(case, Started) and case.image:
        container = f"{thread:064x}"[::-1]
        yield _event(ticks, _NOBODY, _CONTAINER, [_text(_container(container, case))])
    program = _text(f"/bin/{name}")
    yield _event(ticks, thread, _EXECVE_E, [program])
    yield _event(ticks, thread, _EXECVE_X, _execve(thread, name, container))
    if isinstance(case, Connected):
        family = socket.AF_INET6 if ":" in case.to else socket.AF_INET
        number = 10 if family is socket.AF_INET6 else 2
        source = socket.inet_pton(family, "::1" if number == 10 else "127.0.0.1")
        pair = struct.pack("<B", number) + source + struct.pack("<H", 40000)
        pair += socket.inet_pton(family, case.to) + struct.pack("<H", case.port)
        yield _event(ticks, thread, _SOCKET_E, [struct.pack("<I", n) for n in (number, 1, 6)])
        yield _event(ticks, thread, _SOCKET_X, [_number(3)])
        yield _event(ticks, thread, _CONNECT_E, [_number(3)])
        yield _event(ticks, thread, _CONNECT_X, [_number(0), pair])


def _execve(thread: int, name: str, container: str) -> list[bytes]:
    """All parameters of a program's start; only its container and its name are of interest."""
    group = f"/docker/{container}" if container else "/"
    short, long = struct.pack("<I", 0), struct.pack("<Q", 0)
    return [
        _number(0), _text(name), b"", _number(thread), _number(thread), _number(1), _text("/"),
        long, long, long, short, short, short, _text(name), _text(f"cpuset={group}"), b"",
        short, _number(thread), short, short,
    ]  # fmt: skip


def _container(id_: str, case: Started) -> str:
    repository, _, tag = case.image.rpartition(":")
    return json.dumps({
        "container": {
            "id": id_[:12], "full_id": id_, "type": 0, "name": "case", "image": case.image,
            "imageid": "f" * 64, "imagerepo": repository or tag, "imagetag": tag if repository else "",
            "imagedigest": case.digest, "privileged": False, "is_pod_sandbox": False, "ip": "192.0.2.3",
            "lookup_state": 1, "Mounts": [], "port_mappings": [], "env": [], "labels": {}, "cni_json": "",
            "cpu_period": 100_000, "cpu_quota": 0, "cpu_shares": 1024, "cpuset_cpu_count": 0,
            "created_time": 1, "memory_limit": 0, "swap_limit": 0, "metadata_deadline": 0,
        }
    })  # fmt: skip


def _text(text: str) -> bytes:
    return text.encode() + b"\0"


def _number(number: int) -> bytes:
    return struct.pack("<q", number)


def _event(ticks: Iterator[int], thread: int, kind: int, parameters: list[bytes]) -> bytes:
    lengths = b"".join(struct.pack("<H", len(one)) for one in parameters)
    data = lengths + b"".join(parameters)
    head = struct.pack("<QQIHI", next(ticks), thread, 26 + len(data), kind, len(parameters))
    return _block(_EVENT, struct.pack("<H", 0) + head + data)


def _block(kind: int, body: bytes) -> bytes:
    body += b"\0" * (-len(body) % 4)
    size = len(body) + 12
    return struct.pack("<II", kind, size) + body + struct.pack("<I", size)
