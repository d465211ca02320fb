"""How other formats write what a candidate says: types, times, TLP, confidence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import TypeVar

from feedgen.errors import InvalidValueError
from feedgen.model.instants import whole_millis
from feedgen.model.observables import (
    OBSERVABLE_TYPES,
    Certificate,
    Domain,
    Email,
    Extension,
    HttpHeader,
    ImageDigest,
    Ip,
    Md5,
    Observable,
    Package,
    Path,
    Process,
    Sha1,
    Sha256,
    Url,
    UserAgent,
)
from feedgen.model.tlp import Tlp
from feedgen.sources.refang import read_value

_ALIASES: Mapping[str, type[Observable]] = {
    "address": Ip, "cidr": Ip, "domain-name": Domain, "email-addr": Email, "email-dst": Email,
    "email-src": Email, "extension": Extension, "fqdn": Domain, "host": Domain, "hostname": Domain,
    "http-user-agent": UserAgent, "image-digest": ImageDigest, "ip-address": Ip, "ip-dst": Ip,
    "ip-src": Ip, "ipv4": Ip, "ipv4-addr": Ip, "ipv6": Ip, "ipv6-addr": Ip, "filename": Path,
    "file-path": Path, "command-line": Process, "header": HttpHeader, "hash-md5": Md5,
    "hash-sha1": Sha1, "hash-sha256": Sha256, "filehash-md5": Md5, "filehash-sha1": Sha1,
    "filehash-sha256": Sha256, "md5-hash": Md5, "sha1-hash": Sha1, "sha256-hash": Sha256,
    "package": Package, "purl": Package, "sha-1": Sha1, "sha-256": Sha256, "uri": Url,
    "user-agent": UserAgent, "x509-fingerprint-sha1": Certificate,
    "x509-fingerprint-sha256": Certificate,
}  # fmt: skip
"""Names that other formats have for our types, in lower case with hyphens."""

E = TypeVar("E", bound=StrEnum)

_TIME = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:\.(\d{1,9}))?\s*(Z|UTC|[+-]\d\d:?\d\d)?)?",
    re.ASCII | re.IGNORECASE,
)


def observable_of(type_: str, value: str) -> Observable:
    """The observable of a foreign type and value; values may be defanged.

    Raises:
        InvalidValueError: for a type we have no name for, and for what is no value of it.
    """
    name = re.sub(r"[\s_]+", "-", type_.strip().lower())
    cls = OBSERVABLE_TYPES.get(name.replace("-", "_")) or _ALIASES.get(name)
    if cls is None:
        raise InvalidValueError(f'the type "{type_}" has no counterpart here', "list it by hand")
    return read_value(cls, value)


def moment(text: object) -> datetime | None:
    """A time in ISO 8601, UTC where no zone is given; or whole seconds since 1970. Else None."""
    if isinstance(text, int) or (
        isinstance(text, str) and re.fullmatch(r"\d{9,11}", text, re.ASCII)
    ):
        seconds = int(text)
        return datetime.fromtimestamp(seconds, UTC) if 0 < seconds < 32503680000 else None
    match = _TIME.fullmatch(text.strip()) if isinstance(text, str) else None
    if match is None:
        return None
    zone = (match[4] or "Z").upper().replace("UTC", "Z").replace("Z", "+00:00")
    fraction = f".{(match[3] or '')[:6]:0<6}"
    clock = match[2] or "00:00"
    clock = clock if clock.count(":") == 2 else f"{clock}:00"
    try:
        return whole_millis(datetime.fromisoformat(f"{match[1]}T{clock}{fraction}{zone}"))
    except (ValueError, OverflowError):
        return None


def tlp_of(text: str) -> Tlp | None:
    """A TLP marking by any of its names; the one that was called white is clear."""
    word = re.sub(r"^tlp[:\s=_-]*", "", text.strip().strip('"').lower())
    word = {"white": "clear", "amber-strict": "amber+strict", "amber_strict": "amber+strict"}.get(
        word, word
    )
    return member_of(Tlp, word)


def member_of(kind: type[E], text: object) -> E | None:
    """The member of an enumeration with this value; None where there is none."""
    return next((member for member in kind if member.value == text), None)


def percent(value: object) -> int | None:
    """A confidence of 0 to 100; None for anything else."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 4:
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 100:
        return value
    return None


def web_address(text: object) -> str | None:
    """A URL that a reference may have; None for anything else."""
    if not isinstance(text, str):
        return None
    plain = text.strip()
    if not plain.startswith(("https://", "http://")) or any(c in plain for c in ' "<>\\^`{|}'):
        return None
    try:
        Url.parse(plain)
    except InvalidValueError:
        return None
    return plain
