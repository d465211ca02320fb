"""The only ways for a text to enter a Suricata rule or list.

`content` and `dataset_line` give back exactly the value when Suricata reads it. `word` keeps
what is harmless and drops the rest, as `allowed_prose` does: for people, not for matching.
"""

from __future__ import annotations

import ipaddress
import re
from base64 import b64encode
from urllib.parse import urlsplit

from feedgen.emitters.rendering import Encoded, utf8
from feedgen.errors import UnencodableError

MAX_CONTENT = 255
"""Bytes. Suricata 7.0.10 takes somewhat more; older and other engines stop here."""
MAX_REFERENCE = 250
_LITERAL = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._/-")
_NOT_WORD = re.compile(r"[^A-Za-z0-9.+-]+")
_REFERENCE = re.compile(r"[A-Za-z0-9_./?=-]+")
"""All that detect-reference.c reads; it would cut a reference short at anything else."""


def host_name(value: str) -> bytes:
    """The bytes of a host's name, compared with what the engine has turned to lower case.

    Raises:
        UnencodableError: where that could never be equal: Suricata refuses such a rule.
    """
    if value != value.lower():
        raise UnencodableError("the name is not in lower case")
    return utf8(value)


def content(value: bytes) -> Encoded:
    """The pattern of a `content` match: bytes outside `A-Za-z0-9._/-` in hex between pipes.

    Raises:
        UnencodableError: when it is longer than a portable content may be.
    """
    if len(value) > MAX_CONTENT:
        raise UnencodableError(
            f"the value is longer than {MAX_CONTENT} bytes, too long for one content match"
        )
    parts: list[str] = []
    hexadecimal: list[str] = []
    for byte in value:
        if byte in _LITERAL:
            if hexadecimal:
                parts.append(f"|{' '.join(hexadecimal)}|")
                hexadecimal.clear()
            parts.append(chr(byte))
        else:
            hexadecimal.append(f"{byte:02x}")
    if hexadecimal:
        parts.append(f"|{' '.join(hexadecimal)}|")
    return Encoded("".join(parts))


def dataset_line(value: str) -> Encoded:
    """One line of a dataset of type string, without its line break: base64 of UTF-8.

    Raises:
        UnencodableError: for a lone surrogate, and for more bytes than a content match may hold:
            Suricata 7 reads 1,023 characters of a line, and takes the rest for another value.
    """
    data = utf8(value)
    if len(data) > MAX_CONTENT:
        raise UnencodableError(f"the value is longer than {MAX_CONTENT} bytes, too long for a list")
    return Encoded(b64encode(data).decode("ascii"))


def address(value: str) -> Encoded:
    """An address or network in its canonical spelling, as a rule's head has it.

    Raises:
        UnencodableError: for anything else.
    """
    try:
        network = ipaddress.ip_network(value)
    except ValueError as error:
        raise UnencodableError("the value is no address") from error
    if "%" in value or value not in (str(network), str(network.network_address)):
        raise UnencodableError("the value is no address in its canonical spelling")
    return Encoded(value)


def word(text: str) -> Encoded:
    """A value of `metadata`: no spaces, at most 64 characters; empty when nothing is left."""
    return Encoded(_NOT_WORD.sub("_", text[:256])[:64].strip("_"))


def reference(url: str) -> Encoded | None:
    """The value of a `reference:url`: without its scheme; None where Suricata would cut it."""
    parts = urlsplit(url)
    rest = url.partition("://")[2]
    if parts.scheme not in ("http", "https") or len(rest) > MAX_REFERENCE:
        return None
    return Encoded(rest) if _REFERENCE.fullmatch(rest) else None
