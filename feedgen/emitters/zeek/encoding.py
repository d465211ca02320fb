"""The only ways for a text to enter a Zeek signature, script or intelligence file.

`literal` and `field` give back exactly the value when Zeek reads it; text for people
goes through `allowed_prose`, which keeps only what no reader takes for syntax.
"""

from __future__ import annotations

import ipaddress
import re

from feedgen.emitters.rendering import Encoded
from feedgen.errors import UnencodableError

MAX_LITERAL = 1000
"""Bytes. Zeek looks for signatures in the first 1,024 bytes of a stream unless told otherwise."""
_ALNUM = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
_ESCAPED_IN_FIELD = re.compile(rb"[^ -~]|\\|^#|^-$|^ | $")


def literal(value: bytes) -> Encoded:
    r"""A regular expression for exactly these bytes: all but letters and digits as `\xHH`.

    Letters stay letters, because a pattern's `i` flag does not reach escaped ones.

    Raises:
        UnencodableError: when it is longer than a signature sensibly is.
    """
    if len(value) > MAX_LITERAL:
        raise UnencodableError(f"the value is longer than {MAX_LITERAL} bytes, too long to match")
    return Encoded("".join(chr(b) if b in _ALNUM else f"\\x{b:02x}" for b in value))


def octets(value: bytes) -> Encoded:
    r"""A regular expression for bytes that are no text, all as `\xHH`.

    As a letter, a byte would be taken for the other case too by a pattern's `i` flag.
    """
    return Encoded("".join(f"\\x{byte:02x}" for byte in value))


def in_any_case(name: str) -> Encoded:
    """A regular expression for an ASCII name in upper, lower or mixed case.

    Raises:
        UnencodableError: for any other.
    """
    if not name.isascii():
        raise UnencodableError("the name is not ASCII")
    return Encoded(
        "".join(
            f"[{letter.upper()}{letter.lower()}]" if letter.isalpha() else literal(letter.encode())
            for letter in name
        )
    )


def field(value: bytes) -> Encoded:
    r"""A field of an intelligence file: printable ASCII as it is, the rest as `\xHH`.

    Escaped too are a backslash, a `#` that would start a comment, and a lone `-`, which means
    "not set".
    """
    escaped = _ESCAPED_IN_FIELD.sub(lambda match: b"\\x%02x" % match[0][0], value)
    return Encoded(escaped.decode("ascii"))


def address(value: str) -> Encoded:
    """An address or network in its canonical spelling.

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


def slug(text: str) -> Encoded:
    """Lower-case letters, digits and dashes, starting with a letter: for ids and sources."""
    words = re.sub(r"[^a-z0-9]+", "-", text.lower())[:30].strip("-")
    return Encoded(words if words[:1].isalpha() else f"feed-{words}".strip("-"))


def module(text: str) -> Encoded:
    """A name for a script's module, after the producer."""
    return Encoded("".join(word.capitalize() for word in slug(text).split("-")))
