"""The host inside a value, and the names above a host. Works on canonical values only."""

from __future__ import annotations

from collections.abc import Iterator

from feedgen.model.observables import Domain, Email, Observable, Url


def host_of(observable: Observable) -> str | None:
    """The host a value names: a domain, or an address without brackets; None for other types."""
    value = observable.value
    if isinstance(observable, Domain):
        return value
    if isinstance(observable, Email):
        return value.rpartition("@")[2]
    if isinstance(observable, Url):
        return url_host(value)
    return None


def url_host(url: str) -> str:
    """The host of an absolute URL without credentials, port and brackets."""
    authority = url.partition("://")[2].partition("/")[0]
    if authority.startswith("["):
        return authority[1:].partition("]")[0]
    return authority.partition(":")[0]


def is_host_only(url: str) -> bool:
    """Whether a canonical URL says no more than its host: the path is `/` and there is no query."""
    return url.count("/") == 3 and url.endswith("/")


def is_address(host: str) -> bool:
    """Whether a host is an address rather than a name."""
    return ":" in host or host.replace(".", "").isdigit()


def above(host: str) -> Iterator[str]:
    """The names above a host, nearest first: `b.example`, then `example`, for `a.b.example`."""
    dot = host.find(".")
    while dot >= 0:
        host = host[dot + 1 :]
        yield host
        dot = host.find(".")
