"""What Zeek's scripts under policy/frameworks/intel/seen show to the intelligence framework."""

from __future__ import annotations

import hashlib
import ipaddress
import re
from collections.abc import Iterator

from scapy.layers.dns import DNS

from tests.engines.suricata_traffic import Conversation, Side
from tests.engines.zeek_grammar import ReadRow, texts


def hits(rows: list[ReadRow], talk: Conversation) -> list[ReadRow]:
    """The rows that a conversation hits."""
    seen = {(type_, value.lower()) for type_, value in _seen(talk)}
    addresses = [ipaddress.ip_address(text) for text in _addresses(talk)]
    return [
        row
        for row in rows
        if (row.type, row.indicator.lower()) in seen
        or (row.type in ("ADDR", "SUBNET")
            and any(one in ipaddress.ip_network(row.indicator.decode()) for one in addresses))
    ]  # fmt: skip


def _addresses(talk: Conversation) -> Iterator[str]:
    """Of the server in an established connection, and in the header that names a host."""
    if talk.transport == "tcp":
        yield talk.server
    for line in texts(talk, "http-request-header"):
        name, _, value = line.partition(b": ")
        host = re.sub(rb":[0-9]+$", b"", value).decode(errors="replace")
        if name.lower() == b"host" and re.fullmatch(r"[0-9]+(?:\.[0-9]+){3}", host):
            yield host


def _seen(talk: Conversation) -> Iterator[tuple[str, bytes]]:
    sent = b"".join(one.data for one in talk.flights if one.sender is Side.CLIENT)
    answered = b"".join(one.data for one in talk.flights if one.sender is Side.SERVER)
    if talk.port == 53:
        message = DNS(sent[2:] if talk.transport == "tcp" else sent)
        yield "DOMAIN", message.qd[0].qname.rstrip(b".")
    elif talk.port == 443 and talk.transport == "tcp" and sent[:1] == b"\x16":
        yield "DOMAIN", _server_name(sent)
    elif target := texts(talk, "http-request"):
        yield from _seen_in_http(talk, target[0])
        for body in (sent, answered):
            whole = body.partition(b"\r\n\r\n")[2]
            for algorithm in (hashlib.md5, hashlib.sha1, hashlib.sha256):
                yield "FILE_HASH", algorithm(whole).hexdigest().encode()


def _seen_in_http(talk: Conversation, target: bytes) -> Iterator[tuple[str, bytes]]:
    for line in texts(talk, "http-request-header"):
        name, _, value = line.partition(b": ")
        if name.lower() == b"host":
            host, colon, port = value.rpartition(b":")
            yield "DOMAIN", host if colon and port.isdigit() else value
            authority = value if talk.port == 80 else b"%s:%d" % (value, talk.port)
            if b"://" not in target:
                yield "URL", authority + target
        if name.lower() == b"user-agent":
            yield "SOFTWARE", value


def _server_name(hello: bytes) -> bytes:
    """The name in a ClientHello: RFC 8446 §4.1.2, RFC 6066 §3."""
    position = 5 + 4 + 2 + 32
    position += 1 + hello[position]
    position += 2 + int.from_bytes(hello[position : position + 2], "big")
    position += 1 + hello[position] + 2
    while True:
        kind, size = (int.from_bytes(hello[position + n : position + n + 2], "big") for n in (0, 2))
        if kind == 0:
            return hello[position + 9 : position + 4 + size]
        position += 4 + size
