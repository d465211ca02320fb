"""Which rules a value gets, by its type, and what each of them compares."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from feedgen.emitters.rendering import Encoded, allowed_prose, utf8
from feedgen.emitters.sensors import UNSEEN
from feedgen.emitters.suricata.encoding import address, content, host_name
from feedgen.emitters.suricata.lists import ListKind, ValueList
from feedgen.emitters.suricata.urls import request_parts
from feedgen.errors import UnencodableError
from feedgen.model.declines import Declines
from feedgen.model.indicator import Indicator, Match
from feedgen.model.observables import Family

BULK_LISTED: Mapping[str, ListKind] = {
    "domain": ListKind.DOMAINS,
    "sha256": ListKind.HASHES,
    "image_digest": ListKind.DIGESTS,
    "ip": ListKind.ADDRESSES,
}
"""Types of bulk lists that an engine can load without a rule per value."""
LISTED: Mapping[str, ListKind] = {
    "domain": ListKind.DOMAINS,
    "sha256": ListKind.HASHES,
    "image_digest": ListKind.DIGESTS,
}
"""Types whose exact values go to lists, however many or few there are."""
_SHOWN = 100
"""Characters of what a rule is about, in `msg`."""


class Form(StrEnum):
    """The forms of rules in the template; part of every rule's id, so they never change."""

    DNS = "dns"
    TLS = "tls"
    QUIC = "quic"
    HTTP_HOST = "http-host"
    DNS_LIST = "dns-list"
    TLS_LIST = "tls-list"
    QUIC_LIST = "quic-list"
    HTTP_HOST_LIST = "http-host-list"
    URL = "url"
    USER_AGENT = "user-agent"
    HTTP_HEADER = "http-header"
    IP = "ip"
    IP_LIST = "ip-list"
    CERTIFICATE = "certificate"
    FILE_LIST = "file-list"
    IMAGE_REQUEST_LIST = "image-request-list"
    IMAGE_ANSWER_LIST = "image-answer-list"


_BY_NAME = {
    Form.DNS: "DNS query for",
    Form.TLS: "TLS to",
    Form.QUIC: "QUIC to",
    Form.HTTP_HOST: "HTTP request to",
}
_BY_LISTED_NAME = {
    Form.DNS_LIST: "DNS query for a listed name",
    Form.TLS_LIST: "TLS to a listed name",
    Form.QUIC_LIST: "QUIC to a listed name",
    Form.HTTP_HOST_LIST: "HTTP request to a listed name",
}
NAME_FORMS = frozenset({*_BY_NAME, *_BY_LISTED_NAME})
"""Those that see only the name of a host."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One rule's form and what fills it."""

    form: Form
    shown: Encoded
    """What it is about, for `msg`."""
    match: Mapping[str, Encoded | int]
    """What the form's line in the template asks for."""
    metadata: Encoded
    """Pairs of its own, joined by commas: where a sensor sees it, what its list holds."""


_PERIMETER = Encoded("deployment Perimeter")
_DECRYPTED = Encoded("deployment Perimeter, deployment SSLDecrypt, tls_state TLSDecrypt")
_REGISTRY = Encoded("deployment Internal, deployment SSLDecrypt")
_EVERYWHERE = Encoded("deployment Internal, deployment Perimeter")


def _subdomains(indicator: Indicator) -> Iterator[Draft]:
    value = indicator.value
    match = {"content": content(b"." + host_name(value))}
    for form, what in _BY_NAME.items():
        shown = allowed_prose(f"{what} {_defanged(value)}", _SHOWN)
        yield Draft(form=form, shown=shown, match=match, metadata=_PERIMETER)


def _url(indicator: Indicator) -> Iterator[Draft]:
    value = indicator.value
    parts = request_parts(value)
    yield Draft(
        form=Form.URL,
        shown=allowed_prose(f"Request for {_defanged(value.partition('://')[2])}", _SHOWN),
        match={
            "host": content(parts.host), "host_size": len(parts.host),
            "target": content(parts.target), "target_size": len(parts.target),
            "has_port": int(parts.has_port), "is_normalised": int(parts.is_normalised),
        },
        metadata=_DECRYPTED if parts.is_encrypted else _PERIMETER,
    )  # fmt: skip


def _user_agent(indicator: Indicator) -> Iterator[Draft]:
    value = indicator.value
    whole = utf8(value)
    yield Draft(
        form=Form.USER_AGENT, shown=allowed_prose(f"Request by user agent {value}", _SHOWN),
        match={"content": content(whole), "size": len(whole)}, metadata=_PERIMETER,
    )  # fmt: skip


def _http_header(indicator: Indicator) -> Iterator[Draft]:
    value = indicator.value
    key, separator, text = value.partition(": ")
    head, tail = utf8(f"{key}{separator}"), utf8(text)
    yield Draft(
        form=Form.HTTP_HEADER, shown=allowed_prose(f"Request with header {value}", _SHOWN),
        match={"name": content(head), "content": content(tail), "size": len(head) + len(tail)},
        metadata=_PERIMETER,
    )  # fmt: skip


def _certificate(indicator: Indicator) -> Iterator[Draft]:
    algorithm, _, digits = indicator.value.partition(":")
    if algorithm != "sha1":
        raise UnencodableError("Suricata 7 compares certificates by SHA-1")
    spelled = ":".join(digits[i : i + 2] for i in range(0, len(digits), 2))
    shown = allowed_prose(f"TLS with certificate {digits}", _SHOWN)
    match = {"content": content(utf8(spelled))}
    yield Draft(form=Form.CERTIFICATE, shown=shown, match=match, metadata=_PERIMETER)


def _ip(indicator: Indicator) -> Iterator[Draft]:
    value, ports = indicator.value, indicator.ports
    meant = Encoded(f"[{','.join(str(port) for port in ports)}]" if ports else "any")
    match = {"address": address(value), "ports": meant}
    shown = allowed_prose(f"Traffic to {_defanged(value)}", _SHOWN)
    yield Draft(form=Form.IP, shown=shown, match=match, metadata=_PERIMETER)


DRAFTS: Mapping[str, Callable[[Indicator], Iterator[Draft]]] = {
    "domain": _subdomains,
    "url": _url,
    "user_agent": _user_agent,
    "http_header": _http_header,
    "ip": _ip,
    "certificate": _certificate,
}
"""By type, for values that have rules of their own. They raise UnencodableError."""
DECLINES = Declines(
    {
        **UNSEEN,
        "image_tag": "a tag on the wire does not say what it resolves to; the digest rules do",
        "email": "Suricata 7 has no keyword for mailboxes",
        Family.FILE: (
            "Suricata compares no other hash beside SHA-256: filesha256 silences the others"
        ),
    },
    holds={*DRAFTS, *LISTED},
)


def _listed_names(values: ValueList) -> Iterator[Draft]:
    for form, what in _BY_LISTED_NAME.items():
        yield _of_list(form, what, values, _PERIMETER)


def _listed_hashes(values: ValueList) -> Iterator[Draft]:
    yield _of_list(Form.FILE_LIST, "File with a listed SHA-256", values, _EVERYWHERE)


def _listed_digests(values: ValueList) -> Iterator[Draft]:
    yield _of_list(Form.IMAGE_REQUEST_LIST, "Pull of a listed image digest", values, _REGISTRY)
    yield _of_list(
        Form.IMAGE_ANSWER_LIST, "Registry answer with a listed image digest", values, _REGISTRY
    )


def _listed_addresses(values: ValueList) -> Iterator[Draft]:
    yield _of_list(Form.IP_LIST, "Traffic to a listed address", values, _PERIMETER)


LIST_DRAFTS: Mapping[ListKind, Callable[[ValueList], Iterator[Draft]]] = {
    ListKind.DOMAINS: _listed_names,
    ListKind.HASHES: _listed_hashes,
    ListKind.DIGESTS: _listed_digests,
    ListKind.ADDRESSES: _listed_addresses,
}
"""By what the list holds."""


def _of_list(form: Form, what: str, values: ValueList, where: Encoded) -> Draft:
    count, sha256 = len(values.members), values.sha256
    return Draft(
        form=form, shown=Encoded(what), match={"name": values.name, "file": values.file},
        metadata=Encoded(f"{where}, feedgen_listed {count}, feedgen_list_sha256 {sha256}"),
    )  # fmt: skip


def weaknesses(indicator: Indicator) -> Iterator[str]:
    """Why a rule says less than the indicator, in words, where it does."""
    if indicator.bulk and indicator.match is Match.SUBDOMAINS:
        yield "a list compares whole names, not those below them"
    if indicator.type == "certificate":
        yield "TLS 1.3 hides certificates"
    if indicator.type == "image_digest":
        yield (
            "registries speak TLS: seen only on plain HTTP, as to an internal cache, or decrypted"
        )
    if indicator.type == "url":
        parts = request_parts(indicator.value)
        if parts.is_encrypted:
            yield "HTTPS hides the path: seen only where TLS is decrypted"
        if not parts.is_normalised:
            yield ("compared only as it is spelled: Suricata's normal form of this path is lossy")


def _defanged(value: str) -> str:
    return value.replace(".", "[.]")
