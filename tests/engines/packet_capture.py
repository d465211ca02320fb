"""Conversations as the packets of a capture. Scapy writes the file; it builds packets far too slowly.

Each conversation has a client address of its own: alerts are told apart by it, and a threshold
that one conversation uses up never silences another.
"""

from __future__ import annotations

import itertools
import logging
import socket
import struct
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.engines.suricata_traffic import Conversation, Side

logging.getLogger("scapy.runtime").setLevel(logging.ERROR)

from scapy.utils import RawPcapWriter, checksum  # noqa: E402  (scapy warns of routes while it is imported)

SEGMENT = 1400
"""Bytes of a stream in one packet."""
_START = 1_777_000_000_000
"""Milliseconds since 1970 of the first packet; each is one later than the one before."""
_ETHERNET = 1
_PROTOCOLS = {"icmp": socket.IPPROTO_ICMP, "tcp": socket.IPPROTO_TCP, "udp": socket.IPPROTO_UDP}
_FLAGS = {"F": 1, "S": 2, "P": 8, "A": 16}


def write_pcap(path: Path, conversations: Iterable[Conversation]) -> list[str]:
    """Writes them one after another; returns each one's client address, in order."""
    clients = []
    clock = itertools.count(_START)
    with RawPcapWriter(str(path), linktype=_ETHERNET) as writer:
        writer.write_header(None)
        for number, conversation in enumerate(conversations):
            v6 = ":" in conversation.server
            client = f"fd00::{number + 1:x}" if v6 else f"10.1.{number // 250}.{number % 250 + 1}"
            clients.append(client)
            for packet in packets(conversation, client):
                seconds, milliseconds = divmod(next(clock), 1000)
                writer.write_packet(packet, sec=seconds, usec=milliseconds * 1000)
    return clients


def packets(talk: Conversation, client: str) -> Iterator[bytes]:
    """The Ethernet frames of a conversation."""
    session = _Session(talk, client)
    if talk.transport == "icmp":
        yield session.echo(talk.flights[0].data)
    elif talk.transport == "udp":
        for flight in talk.flights:
            yield session.datagram(flight.sender, flight.data)
    else:
        yield from session.stream()


class _Session:
    """The two ends of a conversation and what they have sent so far."""

    def __init__(self, talk: Conversation, client: str) -> None:
        self.talk = talk
        self.is_v6 = ":" in talk.server
        family = socket.AF_INET6 if self.is_v6 else socket.AF_INET
        self.addresses = {
            Side.CLIENT: socket.inet_pton(family, client),
            Side.SERVER: socket.inet_pton(family, talk.server),
        }
        self.ports = {Side.CLIENT: 40000, Side.SERVER: talk.port}
        self.links = {Side.CLIENT: b"\2\0\0\0\0\1", Side.SERVER: b"\2\0\0\0\0\2"}
        self.sequence = {Side.CLIENT: 1000, Side.SERVER: 5000}

    def echo(self, data: bytes) -> bytes:
        head = struct.pack("!BBHHH", 8, 0, 0, 1, 1)
        return self._frame(Side.CLIENT, _summed(head + data, 2, b""))

    def datagram(self, side: Side, data: bytes) -> bytes:
        length = 8 + len(data)
        head = struct.pack("!HHHH", self.ports[side], self.ports[side.other], length, 0)
        return self._frame(side, _summed(head + data, 6, self._pseudo(side, length)))

    def segment(self, side: Side, flags: str, data: bytes = b"") -> bytes:
        acknowledged = self.sequence[side.other] if "A" in flags else 0
        head = struct.pack(
            "!HHIIBBHHH", self.ports[side], self.ports[side.other], self.sequence[side],
            acknowledged, 5 << 4, sum(_FLAGS[flag] for flag in flags), 8192, 0, 0,
        )  # fmt: skip
        self.sequence[side] += len(data) + ("S" in flags or "F" in flags)
        pseudo = self._pseudo(side, len(head) + len(data))
        return self._frame(side, _summed(head + data, 16, pseudo))

    def stream(self) -> Iterator[bytes]:
        opener = self.talk.opener
        yield self.segment(opener, "S")
        yield self.segment(opener.other, "SA")
        yield self.segment(opener, "A")
        for flight in self.talk.flights:
            for start in range(0, len(flight.data), SEGMENT):
                yield self.segment(flight.sender, "PA", flight.data[start : start + SEGMENT])
                yield self.segment(flight.sender.other, "A")
        yield self.segment(opener, "FA")
        yield self.segment(opener.other, "FA")
        yield self.segment(opener, "A")

    def _pseudo(self, side: Side, length: int) -> bytes:
        ends = self.addresses[side] + self.addresses[side.other]
        protocol = _PROTOCOLS[self.talk.transport]
        return ends + struct.pack("!IHBB" if self.is_v6 else "!BBH", *(
            (length, 0, 0, protocol) if self.is_v6 else (0, protocol, length)
        ))  # fmt: skip

    def _frame(self, side: Side, payload: bytes) -> bytes:
        ends = self.addresses[side] + self.addresses[side.other]
        protocol = _PROTOCOLS[self.talk.transport]
        if self.is_v6:
            head = struct.pack("!IHBB", 6 << 28, len(payload), protocol, 64) + ends
        else:
            size = 20 + len(payload)
            head = struct.pack("!BBHHHBBH", 0x45, 0, size, 1, 0, 64, protocol, 0) + ends
            head = _summed(head, 10, b"")
        kind = b"\x86\xdd" if self.is_v6 else b"\x08\x00"
        return self.links[side.other] + self.links[side] + kind + head + payload


def _summed(data: bytes, at: int, pseudo: bytes) -> bytes:
    """With its checksum, over these bytes and what stands for the layer below.

    All ones is the other zero of this arithmetic; the real one would tell UDP that there is no sum.
    """
    found: int = checksum(pseudo + data) or 0xFFFF
    return data[:at] + struct.pack("!H", found) + data[at + 2 :]
