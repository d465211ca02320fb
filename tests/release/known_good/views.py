"""Everything that a file may say, in plain lower case: as it stands, unpacked, and decoded.

A value may stand in a file as text, in hex (Suricata's contents), in base64 (its datasets), escaped
as in a regular expression (Zeek), in JSON or in a URL, in UTF-16, and inside an archive.
"""

from __future__ import annotations

import base64
import binascii
import bz2
import gzip
import io
import re
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from urllib.parse import unquote_to_bytes

_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{16,}={0,2}")
_HEX = re.compile(rb"(?:[0-9A-Fa-f]{2}){12,}")
_PIPED = re.compile(rb"\|([0-9A-Fa-f]{2}(?: [0-9A-Fa-f]{2})*)\|")
_ESCAPED = re.compile(rb"\\(?:x([0-9A-Fa-f]{2})|u00([0-9A-Fa-f]{2})|(.))", re.DOTALL)
_LENGTHS = re.compile(rb"[\x01-\x08\x0b\x0c\x0e-\x1f]")


def views(data: bytes) -> Iterator[bytes]:
    """The file's content and that of its members, each in every reading."""
    for content in unpacked(data):
        yield from readings(content)


def unpacked(data: bytes) -> Iterator[bytes]:
    """The file, or what an archive holds."""
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    elif data[:3] == b"BZh":
        data = bz2.decompress(data)
    elif data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield from unpacked(archive.read(name))
        return
    if data[257:262] == b"ustar":
        with tarfile.open(fileobj=io.BytesIO(data)) as archive:
            for member in archive:
                file = archive.extractfile(member)
                if file:
                    yield from unpacked(file.read())
        return
    yield data


def readings(data: bytes) -> Iterator[bytes]:
    """One content in every reading."""
    yield data.lower()
    for decode in (_unescaped, _unpiped, unquote_to_bytes, _narrow):
        there = decode(data)
        if there != data:
            yield there.lower()
    yield b"\n".join(_tokens(_BASE64, data, _from_base64)).lower()
    yield b"\n".join(_tokens(_HEX, data, binascii.unhexlify)).lower()


def _unescaped(data: bytes) -> bytes:
    r"""`\x2e`, `\u002e` and `\.` are dots, and so are the lengths before DNS labels."""

    def plain(match: re.Match[bytes]) -> bytes:
        code = match[1] or match[2]
        return bytes([int(code, 16)]) if code else match[3]

    return _LENGTHS.sub(b".", _ESCAPED.sub(plain, data))


def _unpiped(data: bytes) -> bytes:
    return _PIPED.sub(lambda match: bytes.fromhex(match[1].decode()), data)


def _narrow(data: bytes) -> bytes:
    return data.replace(b"\0", b"")


def _tokens(
    pattern: re.Pattern[bytes], data: bytes, decode: Callable[[bytes], bytes]
) -> Iterator[bytes]:
    for token in set(pattern.findall(data)):
        try:
            yield decode(token)
        except (ValueError, binascii.Error):
            continue


def _from_base64(token: bytes) -> bytes:
    if token == token.lower():
        raise ValueError("UUIDs and hex have no capitals, and there are many")
    body = token.rstrip(b"=").translate(bytes.maketrans(b"-_", b"+/"))
    return base64.b64decode(body + b"=" * (-len(body) % 4))
