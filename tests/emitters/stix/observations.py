"""What a sensor would record of a value, as STIX observed-data: the value itself, and look-alikes.

Written from STIX 2.1 §6 (which object and property holds what), not from the emitter's patterns.
"""

from __future__ import annotations

import ipaddress
import uuid
from collections.abc import Callable, Iterable, Mapping
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
_SHA3 = {64: "SHA3-256", 128: "SHA3-512"}
_CLIENT = {
    "type": "ipv4-addr", "spec_version": "2.1", "value": "192.0.2.1",
    "id": "ipv4-addr--0b6a8c6e-2f0d-4c39-9a44-6a5f3f6b0d51",
}  # fmt: skip
Bundle = dict[str, Any]
Named = dict[str, Bundle]


def hits(pattern: str, observations: Iterable[Bundle]) -> bool:
    """Whether stix2-matcher finds any of them by this pattern."""
    return bool(Pattern(pattern, "2.1").match(list(observations)))


def observed(observable: Observable) -> Bundle:
    """The value as it would be recorded, in the form that products map."""
    return _OBSERVED[observable.type](observable)


def look_alikes(observable: Observable) -> Named:
    """What somebody in a hurry would take for the value, by what it is."""
    return _NEAR[observable.type](observable)


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


def _file(algorithm: str, digits: str) -> Bundle:
    return seen("file", hashes={HASHES[algorithm]: digits})


def _software(version: str) -> Bundle:
    return seen("software", name="action", version=version)


def _name(value: str) -> Bundle:
    return seen("domain-name", value=value)


def _login(account: Account) -> str:
    return account.value.partition(":")[2]


def _address(address: Ip) -> Bundle:
    last = ipaddress.ip_network(address.value, strict=False)[-1]
    return seen(f"ipv{address.version}-addr", value=str(last))


def _of_certificate(certificate: Certificate) -> Bundle:
    return seen("x509-certificate", hashes={HASHES[certificate.algorithm]: certificate.hex})


_OBSERVED: Mapping[str, Callable[[Any], Bundle]] = {
    "account": lambda account: seen("user-account", account_login=_login(account)),
    "certificate": _of_certificate,
    "commit": lambda commit: _software(commit.value),
    "domain": lambda domain: _name(domain.value),
    "email": lambda email: seen("email-addr", value=email.value),
    "http_header": lambda header: request(**{header.name.title(): header.content}),
    "image_digest": lambda digest: _file(digest.algorithm, digest.hex),
    "ip": _address,
    "md5": lambda md5: _file("md5", md5.value),
    "sha1": lambda sha1: _file("sha1", sha1.value),
    "sha256": lambda sha256: _file("sha256", sha256.value),
    "url": lambda url: seen("url", value=url.value),
    "user_agent": lambda agent: request(User_Agent=agent.value),
}
"""By observable type."""


def _near_account(account: Account) -> Named:
    login = _login(account)
    return {
        "a longer login": seen("user-account", account_login=f"{login}2"),
        "a login that ends so": seen("user-account", account_login=f"not-{login}"),
        "a displayed name": seen("user-account", display_name=login),
    }


def _near_certificate(certificate: Certificate) -> Named:
    found = _near_digits("x509-certificate", certificate.algorithm, certificate.hex)
    return found | {"a file with this hash": _file(certificate.algorithm, certificate.hex)}


def _near_image(digest: ImageDigest) -> Named:
    return _near_digits("file", digest.algorithm, digest.hex)


def _near_hash(hash_: Observable) -> Named:
    return _near_digits("file", hash_.type, hash_.value)


def _near_digits(type_: str, algorithm: str, digits: str) -> Named:
    name = HASHES[algorithm]
    found = {
        "another last digit": seen(type_, hashes={name: digits[:-1] + _other(digits[-1])}),
        "another first digit": seen(type_, hashes={name: _other(digits[0]) + digits[1:]}),
        "a file of this name": seen("file", name=digits),
        "software of this version": _software(digits),
    }
    if len(digits) in _SHA3:
        found["another algorithm"] = seen(type_, hashes={_SHA3[len(digits)]: digits})
    return found


def _other(digit: str) -> str:
    return "1" if digit == "0" else "0"


def _near_commit(commit: Observable) -> Named:
    digits = commit.value
    return {
        "the commit abbreviated": _software(digits[:7]),
        "another commit": _software(digits[:-1] + _other(digits[-1])),
        "a file with this hash": _file("sha1" if len(digits) == 40 else "sha256", digits),
    }


def _near_domain(domain: Observable) -> Named:
    name = domain.value
    return {
        "a name below another domain": _name(f"not{name}.example.org"),
        "a name that ends so": _name(f"x{name}"),
        "a longer top": _name(f"{name}.example.org"),
        "a hyphen for a dot": _name(name.replace(".", "-", 1)),
        "a URL there": seen("url", value=f"https://{name}/"),
        "a URL that is but the name": seen("url", value=name),
    }


def _near_email(email: Observable) -> Named:
    mailbox = email.value
    return {
        "a mailbox that ends so": seen("email-addr", value=f"not{mailbox}"),
        "a longer domain": seen("email-addr", value=f"{mailbox}.example.org"),
        "a displayed name": seen("email-addr", value="a@example.org", display_name=mailbox),
    }


def _near_header(header: HttpHeader) -> Named:
    name, content = header.name.title(), header.content
    return {
        "another content": request(**{name: f"{content}x"}),
        "part of the content": request(**{name: content[:-1]}),
        "another header": request(**{f"{name}-Too": content}),
        "the header as user agent": request(User_Agent=content),
    }


def _near_address(address: Ip) -> Named:
    type_ = f"ipv{address.version}-addr"
    network = ipaddress.ip_network(address.value, strict=False)
    found = {
        "the address after the last": seen(type_, value=str(network[-1] + 1)),
        "the address as a name": _name(str(network[0])),
        "a URL there": seen("url", value=f"http://{network[0]}/"),
    }
    if address.version == 4:
        found["the address before the first"] = seen(type_, value=str(network[0] - 1))
        found["the wider network"] = seen(type_, value=str(network.supernet(8)))
    return found


def _near_url(url: Observable) -> Named:
    scheme, _, rest = url.value.partition("://")
    other = "http" if scheme == "https" else "https"
    return {
        "a longer address": seen("url", value=f"{url.value}x"),
        "the other scheme": seen("url", value=f"{other}://{rest}"),
        "another host": seen("url", value=f"{scheme}://not{rest}"),
        "inside another address": seen("url", value=f"https://example.org/?u={url.value}"),
        "its host": _name(rest.partition("/")[0]),
    }


def _near_agent(agent: Observable) -> Named:
    return {
        "a longer agent": request(User_Agent=f"{agent.value}1"),
        "a shorter agent": request(User_Agent=agent.value[:-1]),
        "an agent that ends so": request(User_Agent=f"x{agent.value}"),
        "another header": request(Server=agent.value),
        "the agent in other case": request(User_Agent=agent.value.swapcase()),
    }


_NEAR: Mapping[str, Callable[[Any], Named]] = {
    "account": _near_account,
    "certificate": _near_certificate,
    "commit": _near_commit,
    "domain": _near_domain,
    "email": _near_email,
    "http_header": _near_header,
    "image_digest": _near_image,
    "ip": _near_address,
    "md5": _near_hash,
    "sha1": _near_hash,
    "sha256": _near_hash,
    "url": _near_url,
    "user_agent": _near_agent,
}
