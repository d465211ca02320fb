"""Signatures: what Zeek compares where its intelligence framework says too little."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from feedgen.emitters.rendering import Encoded, utf8
from feedgen.emitters.zeek.coverage import described
from feedgen.emitters.zeek.encoding import address, in_any_case, literal, octets, slug
from feedgen.emitters.zeek.urls import request_parts
from feedgen.errors import UnencodableError
from feedgen.model.feed import Feed
from feedgen.model.indicator import Indicator, Match

_DEFAULT_PORT = 80


class Form(StrEnum):
    """The forms of signatures in templates/zeek.sig.j2, and the end of their ids."""

    DNS = "dns"
    TLS = "tls"
    HTTP_HOST = "http-host"
    URL = "url"
    HTTP_HEADER = "http-header"
    ADDRESS = "address"
    IMAGE_REQUEST = "image-request"
    IMAGE_ANSWER = "image-answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One signature's form and what fills it."""

    form: Form
    id: Encoded
    """The producer, the indicator's id, the form: stable while the indicator is."""
    text: Encoded
    match: Mapping[str, Encoded]


def signatures_of(indicator: Indicator, feed: Feed) -> list[Signature]:
    """All signatures of one indicator; none where the intelligence framework says it all.

    Raises:
        UnencodableError: when a value is too long or of another protocol.
    """
    make = _BY_TYPE.get(indicator.type)
    if make is None or (indicator.type == "domain" and indicator.match is not Match.SUBDOMAINS):
        return []
    text = described(indicator, feed)
    made = (
        _address(indicator.value, indicator.ports)
        if indicator.type == "ip"
        else make(indicator.value)
    )
    # The id is a UUID; the slug keeps what is not one from ending the identifier.
    stem = f"{slug(feed.profile.name)}-{_identifier(indicator.id)}"
    return [
        Signature(form=form, id=Encoded(f"{stem}-{form}"), text=text, match=match)
        for form, match in made
    ]


Made = Iterator[tuple[Form, Mapping[str, Encoded]]]


def _domain(value: str) -> Made:
    labels = [utf8(label) for label in value.split(".")]
    if any(not 0 < len(label) < 64 for label in labels) or len(value) > 253:
        raise UnencodableError("the value is no name that DNS can carry")
    wire = b"".join(bytes([len(label)]) + label for label in labels) + b"\x00"
    yield Form.DNS, {"name": literal(wire)}
    name = literal(utf8(value))
    length = octets(len(utf8(value)).to_bytes(2, "big"))
    yield Form.TLS, {"name": name, "length": length}
    yield Form.HTTP_HOST, {"name": name}


def _url(value: str) -> Made:
    parts = request_parts(value)
    port = literal(f":{parts.port or _DEFAULT_PORT}".encode())
    yield (
        Form.URL,
        {
            "host": Encoded(f"{in_any_case(parts.host)}{literal(b'.')}?"),
            "port": port if parts.port else Encoded(f"({port})?"),
            "target": literal(parts.target),
        },
    )


def _user_agent(value: str) -> Made:
    yield _header("user-agent", value)


def _http_header(value: str) -> Made:
    name, _, content = value.partition(": ")
    yield _header(name, content)


def _header(name: str, content: str) -> tuple[Form, Mapping[str, Encoded]]:
    return Form.HTTP_HEADER, {"name": in_any_case(name), "content": literal(utf8(content))}


def _address(value: str, ports: tuple[int, ...] = ()) -> Made:
    number, slash, bits = address(value).partition("/")
    shown = f"[{number}]" if ":" in number else number
    meant = Encoded(",".join(str(port) for port in ports))
    yield Form.ADDRESS, {"address": Encoded(f"{shown}{slash}{bits}"), "ports": meant}


def _image_digest(value: str) -> Made:
    match = {"digest": literal(utf8(value))}
    yield Form.IMAGE_REQUEST, match
    yield Form.IMAGE_ANSWER, match


_BY_TYPE: Mapping[str, Callable[[str], Made]] = {
    "domain": _domain,
    "url": _url,
    "user_agent": _user_agent,
    "http_header": _http_header,
    "ip": _address,
    "image_digest": _image_digest,
}


def _identifier(text: str) -> str:
    return "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in text)
