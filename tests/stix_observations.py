"""What a sensor would record of a value, as STIX observed-data: the value itself, and look-alikes.

Written from STIX 2.1 §6 (which object and property holds what), not from the emitter's patterns.
"""

from __future__ import annotations

import ipaddress
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from stix2matcher.matcher import Pattern

from feedgen.model.observables import (
    Account,
    Certificate,
    HttpHeader,
    ImageDigest,
    Ip,
    Observable,
)

TIME = "2026-05-01T00:00:00Z"
HASHES = {"md5": "MD5", "sha1": "SHA-1", "sha256": "SHA-256", "sha512": "SHA-512"}
_CLIENT = {
    "type": "ipv4-addr", "spec_version": "2.1", "value": "192.0.2.1",
    "id": "ipv4-addr--0b6a8c6e-2f0d-4c39-9a44-6a5f3f6b0d51",
}  # fmt: skip
Bundle = dict[str, Any]


def seen(type_: str, **properties: Any) -> Bundle:
    """A bundle in which one thing was observed once."""
    id_ = uuid.uuid5(uuid.NAMESPACE_OID, f"{type_} {sorted(properties.items())!r}")
    thing = {"type": type_, "id": f"{type_}--{id_}", "spec_version": "2.1", **properties}
    data = {
        "type": "observed-data", "spec_version": "2.1", "id": f"observed-data--{id_}",
        "created": TIME, "modified": TIME, "first_observed": TIME, "last_observed": TIME,
        "number_observed": 1, "object_refs": [thing["id"]],
    }  # fmt: skip
    return {"type": "bundle", "id": f"bundle--{id_}", "objects": [data, thing]}


def request(**headers: Any) -> Bundle:
    """An HTTP request; underscores stand for the hyphens of header names."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    http = {"request_method": "get", "request_value": "/", "request_header": named}
    bundle = seen(
        "network-traffic", protocols=["tcp", "http"], extensions={"http-request-ext": http},
        src_ref=_CLIENT["id"],
    )  # fmt: skip
    bundle["objects"][0]["object_refs"].append(_CLIENT["id"])
    bundle["objects"].append(_CLIENT)
    return bundle


def file(algorithm: str, digest: str) -> Bundle:
    return seen("file", hashes={HASHES[algorithm]: digest})


def hits(pattern: str, observations: Iterable[Bundle]) -> bool:
    """Whether stix2-matcher finds any of them by this pattern."""
    return bool(Pattern(pattern, "2.1").match(list(observations)))


def observed(observable: Observable) -> Bundle:
    """The value as it would be recorded, in the form that products map."""
    value = observable.value
    match observable:
        case Ip():
            address = ipaddress.ip_network(value, strict=False)[-1] if "/" in value else value
            return seen(f"ipv{observable.version}-addr", value=str(address))
        case ImageDigest(algorithm=algorithm, hex=digits):
            return file(algorithm, digits)
        case Certificate(algorithm=algorithm, hex=digits):
            return seen("x509-certificate", hashes={HASHES[algorithm]: digits})
        case HttpHeader(name=name, content=content):
            return request(**{name.title(): content})
        case Account():
            return seen("user-account", account_login=value.partition(":")[2])
    type_ = observable.type
    if type_ in HASHES:
        return file(type_, value)
    if type_ == "user_agent":
        return request(User_Agent=value)
    if type_ == "commit":
        return seen("software", name="action", version=value)
    return seen({"domain": "domain-name", "url": "url", "email": "email-addr"}[type_], value=value)


def look_alikes(observable: Observable) -> Mapping[str, Bundle]:
    """What somebody in a hurry would take for the value, by what it is."""
    value = observable.value
    match observable:
        case Ip():
            return _addresses(observable)
        case ImageDigest(algorithm=algorithm, hex=digits):
            return _digests("file", algorithm, digits)
        case Certificate(algorithm=algorithm, hex=digits):
            found = _digests("x509-certificate", algorithm, digits)
            return found | {"a file with this hash": file(algorithm, digits)}
        case HttpHeader(name=name, content=content):
            return {
                "another content": request(**{name.title(): f"{content}x"}),
                "part of the content": request(**{name.title(): content[:-1]}),
                "another header": request(**{f"{name.title()}-Too": content}),
                "the header as user agent": request(User_Agent=content),
            }
        case Account():
            login = value.partition(":")[2]
            return {
                "a longer login": seen("user-account", account_login=f"{login}2"),
                "a login that ends so": seen("user-account", account_login=f"not-{login}"),
                "a displayed name": seen("user-account", display_name=login),
            }
    type_ = observable.type
    if type_ in HASHES:
        return _digests("file", type_, value)
    return _texts(type_, value)


def _addresses(address: Ip) -> dict[str, Bundle]:
    type_ = f"ipv{address.version}-addr"
    network = ipaddress.ip_network(address.value, strict=False)
    found = {"the address after the last": seen(type_, value=str(network[-1] + 1))}
    if address.version == 4:
        found["the address before the first"] = seen(type_, value=str(network[0] - 1))
        found["the wider network"] = seen(type_, value=str(network.supernet(8)))
    found["the address as a name"] = seen("domain-name", value=str(network[0]))
    found["a URL there"] = seen("url", value=f"http://{network[0]}/")
    return found


def _digests(type_: str, algorithm: str, digits: str) -> dict[str, Bundle]:
    name = HASHES[algorithm]
    found = {
        "another last digit": seen(type_, hashes={name: digits[:-1] + _other(digits[-1])}),
        "another first digit": seen(type_, hashes={name: _other(digits[0]) + digits[1:]}),
        "a file of this name": seen("file", name=digits),
        "software of this version": seen("software", name="action", version=digits),
    }
    if len(digits) in _SHA3:
        found["another algorithm"] = seen(type_, hashes={_SHA3[len(digits)]: digits})
    return found


_SHA3 = {64: "SHA3-256", 128: "SHA3-512"}


def _other(digit: str) -> str:
    return "1" if digit == "0" else "0"


def _texts(type_: str, value: str) -> dict[str, Bundle]:
    if type_ == "user_agent":
        return {
            "a longer agent": request(User_Agent=f"{value}1"),
            "a shorter agent": request(User_Agent=value[:-1]),
            "an agent that ends so": request(User_Agent=f"x{value}"),
            "another header": request(Server=value),
            "the agent in lower case": request(User_Agent=value.swapcase()),
        }
    if type_ == "commit":
        return {
            "the commit abbreviated": seen("software", name="action", version=value[:7]),
            "another commit": seen("software", name="action", version=value[:-1] + _other(value[-1])),
            "a file with this hash": file("sha1" if len(value) == 40 else "sha256", value),
        }
    if type_ == "email":
        return {
            "a mailbox that ends so": seen("email-addr", value=f"not{value}"),
            "a longer domain": seen("email-addr", value=f"{value}.example.org"),
            "the mailbox as a displayed name": seen(
                "email-addr", value="nobody@example.org", display_name=value
            ),
        }
    if type_ == "url":
        scheme, _, rest = value.partition("://")
        other = "http" if scheme == "https" else "https"
        host = rest.partition("/")[0]
        return {
            "a longer address": seen("url", value=f"{value}x"),
            "the other scheme": seen("url", value=f"{other}://{rest}"),
            "another host": seen("url", value=f"{scheme}://not{rest}"),
            "inside another address": seen("url", value=f"https://example.org/?u={value}"),
            "its host": seen("domain-name", value=host),
        }
    return {
        "a name below another domain": seen("domain-name", value=f"not{value}.example.org"),
        "a name that ends so": seen("domain-name", value=f"x{value}"),
        "a longer top": seen("domain-name", value=f"{value}.example.org"),
        "a hyphen for a dot": seen("domain-name", value=value.replace(".", "-", 1)),
        "a URL there": seen("url", value=value),
    }
