"""STIX patterns: one comparison per indicator, and the one encoder of their string constants."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from feedgen.emitters.rendering import Encoded
from feedgen.errors import UnencodableError
from feedgen.model.declines import Declines
from feedgen.model.indicator import Indicator, Match
from feedgen.model.observables import (
    Account,
    Certificate,
    Family,
    HttpHeader,
    ImageDigest,
    Ip,
    Observable,
)

_HASHES = {"sha256": "'SHA-256'", "sha1": "'SHA-1'", "md5": "MD5", "sha512": "'SHA-512'"}
"""Keys of the hashing algorithm vocabulary; a hyphen needs quotes in a path (§9.7)."""

_DIGITS = {
    name: re.compile(f"[0-9a-f]{{{digits}}}")
    for name, digits in {"sha256": 64, "sha1": 40, "md5": 32, "sha512": 128}.items()
}

_HEADER = "network-traffic:extensions.'http-request-ext'.request_header"
_DICTIONARY_KEY = re.compile(r"[A-Za-z0-9_-]{1,250}")
"""STIX 2.1 §2.3."""
_SPECIAL = re.compile(r"[\\']")
_SURROGATE = re.compile("[\ud800-\udfff]")


def string_constant(value: str) -> Encoded:
    r"""The value as a string constant of a pattern (STIX 2.1 §9.2): `\` and `'` are escaped.

    Raises:
        UnencodableError: for a lone surrogate, which no UTF-8 document holds.
    """
    if not value.isascii() and _SURROGATE.search(value):
        raise UnencodableError("the value is not Unicode text")
    if "\\" in value or "'" in value:
        value = _SPECIAL.sub(r"\\\g<0>", value)
    return Encoded(f"'{value}'")


def _equals(path: str) -> Callable[[Observable], str]:
    return lambda observable: f"[{path} = {string_constant(observable.value)}]"


def _ip(address: Ip) -> str:
    # Equality with a network is true of that network's text only (§9.6.1); this means its members.
    operator = "ISSUBSET" if address.is_network else "="
    return f"[ipv{address.version}-addr:value {operator} {string_constant(address.value)}]"


def _hash(type_: str, algorithm: str, digits: str) -> str:
    """The comparison of a hash; readers of patterns refuse one of another length."""
    key = _HASHES.get(algorithm)
    if key is None or not _DIGITS[algorithm].fullmatch(digits):
        raise UnencodableError("the value is no hash by an algorithm that STIX names")
    return f"[{type_}:hashes.{key} = {string_constant(digits)}]"


def _file_hash(value: Observable) -> str:
    return _hash("file", value.type, value.value)


def _image_digest(digest: ImageDigest) -> str:
    return _hash("file", digest.algorithm, digest.hex)


def _http_header(header: HttpHeader) -> str:
    # Observations keep the case of a header's name, our canonical form does not: `X-Filename`
    # is how most software writes one.
    name = "-".join(part.capitalize() for part in header.name.split("-"))
    if not _DICTIONARY_KEY.fullmatch(name):
        raise UnencodableError("the header's name cannot be a key of a STIX dictionary")
    return f"[{_HEADER}.{string_constant(name)} = {string_constant(header.content)}]"


def _certificate(certificate: Certificate) -> str:
    return _hash("x509-certificate", certificate.algorithm, certificate.hex)


def _account(account: Account) -> str:
    login = account.value.partition(":")[2]
    return f"[user-account:account_login = {string_constant(login)}]"


PATTERNS: Mapping[str, Callable[[Any], str]] = {
    "account": _account,
    "certificate": _certificate,
    "commit": _equals("software:version"),
    "domain": _equals("domain-name:value"),
    "email": _equals("email-addr:value"),
    "http_header": _http_header,
    "image_digest": _image_digest,
    "ip": _ip,
    "md5": _file_hash,
    "sha1": _file_hash,
    "sha256": _file_hash,
    "url": _equals("url:value"),
    "user_agent": _equals(f"{_HEADER}.'User-Agent'"),
}
"""By observable type. Spelling and spaces are those that products look for, see docs/stix.md."""

DECLINES = Declines(
    {
        "image_tag": (
            "STIX has no pattern for a movable name; the digest's extension carries the tag"
        ),
        "action_ref": (
            "STIX has no pattern for a movable name; the commit stands for it where known"
        ),
        "carrier": "STIX has no pattern for what pulls a bad thing in without naming it",
        "package": "STIX has no property for a package URL",
        "extension": "STIX has no property for an editor extension",
        "path": "STIX keeps directory and name apart, and a file name alone is too broad",
        "process": "a fragment of a command line needs LIKE, which most products refuse",
        "systemd_unit": (
            "STIX has no property for a systemd unit, and a file name alone is too broad"
        ),
        "plugin": "STIX has no property for a build server's plugin",
        "repository": "STIX has no property for a repository's name",
        "repository_pattern": "STIX has no property for a repository's name",
        Family.CLUSTER: "STIX has no object for what stands in a cluster",
        **dict.fromkeys(
            (Family.PACKAGE, Family.HOST, Family.FORGE), "no pattern is made for {plural}"
        ),
    },
    holds=PATTERNS,
)
"""Observable types that no single comparison can say."""


def pattern_of(observable: Observable) -> Encoded:
    """The pattern that an observation of this value matches.

    Raises:
        UnencodableError: when no pattern can say it.
    """
    make = PATTERNS.get(observable.type)
    if make is None:
        raise UnencodableError(DECLINES.get(observable.type, "STIX has no pattern for this type"))
    return Encoded(make(observable))


def refusal(observable: Observable) -> str | None:
    """Why no pattern can say this value; None where one can."""
    type_, value = observable.type, observable.value
    if type_ in _TOTAL and value.isascii():
        return None
    if type_ in _DIGITS and _DIGITS[type_].fullmatch(value):
        return None
    try:
        pattern_of(observable)
    except UnencodableError as error:
        return error.reason
    return None


_TOTAL = PATTERNS.keys() - {"certificate", "http_header", "image_digest", *_HASHES}
"""Types of which every ASCII value has a pattern: a shortcut, since most values are one."""

_WEAK: Mapping[str, str] = {
    "account": "the pattern compares the login on any service; the description names the service",
    "http_header": "the pattern compares the header's name with case, in its usual capitals, and "
    "a single value where STIX 2.1 observations hold a list",
    "user_agent": "the pattern compares a single value, as products map it, where STIX 2.1 "
    "observations hold a list",
}


def weakness(indicator: Indicator) -> str | None:
    """How the pattern means less, or other, than the indicator; None where it says all."""
    if indicator.type == "domain" and indicator.match is Match.SUBDOMAINS:
        return "the pattern equals the domain itself; subdomains need LIKE, which products refuse"
    if indicator.type == "ip" and indicator.ports:
        return "the pattern names the address on every port; the description names those meant"
    return _WEAK.get(indicator.type)
