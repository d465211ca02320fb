"""Turns values that people defanged for safety back into what they are."""

from __future__ import annotations

import re
from typing import TypeVar

from feedgen.model.observables import Domain, Email, Ip, Observable, Url

_DOT = re.compile(r"\s?(?:\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)|\{dot\})\s?", re.IGNORECASE)
_AT = re.compile(r"\s?(?:\[@\]|\(@\)|\[at\]|\(at\)|\{at\})\s?", re.IGNORECASE)
_COLON = re.compile(r"\[:\]|\(:\)")
_SCHEME_SLASHES = re.compile(r"\[(://)\]")
_DEFANGING = re.compile(r"[\[({]|^(?:hxx|h\*\*|fxp)", re.IGNORECASE)
"""What every spelling has that is not plain: most values have none of it."""
_SCHEME = re.compile(r"^(h(?:xx|XX)p(s?)|fxp|h\*\*p(s?))(?=:)", re.IGNORECASE)


def refang(text: str) -> str:
    """`hxxps[:]//audit.checkmarx[.]cx` becomes `https://audit.checkmarx.cx`.

    Only for fields whose values cannot hold brackets of their own: hosts, addresses, URLs without
    IPv6 literals, mailboxes. A text that is not defanged comes back unchanged.
    """
    if _DEFANGING.search(text) is None:
        return text
    plain = _SCHEME_SLASHES.sub(r"\1", text)
    plain = _COLON.sub(":", _AT.sub("@", _DOT.sub(".", plain)))
    match = _SCHEME.match(plain)
    if match is None:
        return plain
    scheme = "ftp" if match[0].lower() == "fxp" else f"http{match[2] or match[3] or ''}"
    return scheme + plain[match.end() :]


DEFANGED = (Domain, Email, Ip, Url)
"""Types that people defang. In others, as a user agent, brackets belong to the value."""
Kind = TypeVar("Kind", bound=Observable)


def read_value(cls: type[Kind], text: str) -> Kind:
    """The observable of a type that a text in a source, or from a person, means.

    Raises:
        InvalidValueError: when it is none.
    """
    return cls.parse(refang(text) if issubclass(cls, DEFANGED) else text)
