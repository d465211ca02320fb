"""What two ends of a connection say to each other, by hand so that every byte is the test's."""

from __future__ import annotations

import logging
import ssl
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

logging.getLogger("scapy.runtime").setLevel(logging.ERROR)

from scapy.layers.dns import DNS, DNSQR  # noqa: E402  (scapy warns of routes while it is imported)

SERVER = "192.0.2.80"
SERVER6 = "2001:db8:ffff::80"


class Side(StrEnum):
    """Of a conversation."""

    CLIENT = "client"
    SERVER = "server"

    @property
    def other(self) -> Side:
        return Side.SERVER if self is Side.CLIENT else Side.CLIENT


@dataclass(frozen=True, slots=True)
class Flight:
    """Bytes that one side sends before it waits for the other."""

    sender: Side
    data: bytes


SERVER_NAME = "server.example"
"""In the certificate that most servers here show."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """What one client does, on which port, with whom."""

    flights: tuple[Flight, ...]
    port: int
    transport: str = "tcp"
    server: str = SERVER
    opener: Side = Side.CLIENT
    """The server, where the other side connects to us."""


def dns_query(name: str, *, transport: str = "udp") -> Conversation:
    """A question, as it is spelled."""
    message = bytes(DNS(rd=1, qd=DNSQR(qname=name)))
    if transport == "tcp":
        message = len(message).to_bytes(2, "big") + message
    return Conversation((Flight(Side.CLIENT, message),), 53, transport)


def http(
    target: str = "/", *, host: str = "plain.example", headers: Iterable[str | bytes] = (),
    method: str = "GET", body: bytes = b"", answer_headers: Iterable[str] = (),
    answer: bytes = b"", port: int = 80, server: str = SERVER,
) -> Conversation:  # fmt: skip
    """One request with its answer."""
    lines = [f"{method} {target} HTTP/1.1".encode(), f"Host: {host}".encode()]
    lines += [line.encode() if isinstance(line, str) else line for line in headers]
    if body:
        lines.append(f"Content-Length: {len(body)}".encode())
    reply = ["HTTP/1.1 200 OK", f"Content-Length: {len(answer)}", *answer_headers]
    return Conversation(
        (
            Flight(Side.CLIENT, b"\r\n".join([*lines, b"", b""]) + body),
            Flight(Side.SERVER, "\r\n".join([*reply, "", ""]).encode() + answer),
        ),
        port, server=server,
    )  # fmt: skip


def http2(target: str, *, host: str, headers: Mapping[str, str]) -> Conversation:
    """A request in HTTP/2 without TLS (RFC 9113 §3.3), its fields as HPACK literals."""
    fields = {":method": "GET", ":scheme": "http", ":path": target, ":authority": host, **headers}
    block = b"".join(
        b"\x00" + b"".join(bytes([len(text)]) + text for text in (name.encode(), value.encode()))
        for name, value in fields.items()
    )
    settings = b"\x00\x00\x00\x04\x00\x00\x00\x00\x00"
    request = len(block).to_bytes(3, "big") + b"\x01\x05\x00\x00\x00\x01" + block
    preface = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
    return Conversation(
        (Flight(Side.CLIENT, preface + settings + request), Flight(Side.SERVER, settings)), 80
    )


def tls(
    name: str, *, newest: ssl.TLSVersion = ssl.TLSVersion.TLSv1_3, server_name: str = SERVER_NAME
) -> Conversation:
    """A real handshake with this server name, then a few encrypted bytes."""
    client_context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    client_context.check_hostname = False
    client_context.verify_mode = ssl.CERT_NONE
    client_context.maximum_version = newest
    incoming = {side: ssl.MemoryBIO() for side in Side}
    outgoing = {side: ssl.MemoryBIO() for side in Side}
    client = client_context.wrap_bio(
        incoming[Side.CLIENT], outgoing[Side.CLIENT], server_hostname=name
    )
    server = _server_context(server_name)[0].wrap_bio(
        incoming[Side.SERVER], outgoing[Side.SERVER], server_side=True
    )
    flights: list[Flight] = []
    done: set[Side] = set()
    while len(done) < len(Side):
        for side, peer in ((Side.CLIENT, client), (Side.SERVER, server)):
            with suppress(ssl.SSLWantReadError):
                peer.do_handshake()
                done.add(side)
            if data := outgoing[side].read():
                incoming[side.other].write(data)
                flights.append(Flight(side, data))
    client.write(b"GET / HTTP/1.1\r\nHost: inside.example\r\n\r\n")
    flights.append(Flight(Side.CLIENT, outgoing[Side.CLIENT].read()))
    return Conversation(tuple(flights), 443)


def quic(name: str) -> Conversation:
    """A QUIC version 1 Initial packet (RFC 9001 §5) with a real ClientHello for this name."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.set_alpn_protocols(["h3"])
    outgoing = ssl.MemoryBIO()
    client = context.wrap_bio(ssl.MemoryBIO(), outgoing, server_hostname=name)
    with suppress(ssl.SSLWantReadError):
        client.do_handshake()
    hello = outgoing.read()[5:]
    connection = bytes.fromhex("8394c8f03e515708")
    secret = _expand(_initial_secret(connection), "client in", 32)
    frames = b"\x06\x00" + (0x4000 | len(hello)).to_bytes(2, "big") + hello
    frames = frames.ljust(1162, b"\x00")
    header = (
        b"\xc3\x00\x00\x00\x01" + bytes([len(connection)]) + connection + b"\x00\x00"
        + (0x4000 | (len(frames) + 16 + 4)).to_bytes(2, "big") + bytes(4)
    )  # fmt: skip
    sealed = AESGCM(_expand(secret, "quic key", 16)).encrypt(
        _expand(secret, "quic iv", 12), frames, header
    )
    protection = algorithms.AES(_expand(secret, "quic hp", 16))
    # One block as a mask, as RFC 9001 §5.4.3 asks; nothing is kept secret by it.
    encryptor = Cipher(protection, modes.ECB()).encryptor()  # noqa: S305
    mask = encryptor.update(sealed[:16])
    head = bytes([header[0] ^ mask[0] & 0x0F]) + header[1:-4] + bytes(mask[1:5])
    return Conversation((Flight(Side.CLIENT, head + sealed),), 443, "udp")


def connect(server: str, *, port: int = 4444, opener: Side = Side.CLIENT) -> Conversation:
    """A connection to an address, or from it, with a few bytes each way."""
    flights = (Flight(Side.CLIENT, b"hello"), Flight(Side.SERVER, b"there"))
    return Conversation(flights, port, server=server, opener=opener)


def ping(server: str) -> Conversation:
    """One echo request."""
    return Conversation((Flight(Side.CLIENT, b"ping"),), 0, "icmp", server)


@cache
def _server_context(server_name: str) -> tuple[ssl.SSLContext, str]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, server_name)])
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2036, 1, 1, tzinfo=UTC)).sign(key, hashes.SHA256())
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "server.pem"
        path.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
            + certificate.public_bytes(serialization.Encoding.PEM)
        )  # fmt: skip
        context.load_cert_chain(path)
    return context, certificate.fingerprint(hashes.SHA1()).hex()  # noqa: S303 - Suricata's hash


def certificate_sha1(server_name: str) -> str:
    """The fingerprint of the certificate that a server of this name shows, in hex."""
    return _server_context(server_name)[1]


def _initial_secret(connection: bytes) -> bytes:
    extract = HMAC(bytes.fromhex("38762cf7f55934b34d179ae6a4c80cadccbb7f0a"), hashes.SHA256())
    extract.update(connection)
    return extract.finalize()


def _expand(secret: bytes, label: str, length: int) -> bytes:
    full = b"tls13 " + label.encode()
    info = length.to_bytes(2, "big") + bytes([len(full)]) + full + b"\x00"
    return HKDFExpand(hashes.SHA256(), length, info).derive(secret)
