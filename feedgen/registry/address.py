"""Which repository of which registry a text names, and whether it may be spoken to in the clear."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address

from feedgen.errors import UsageError

SCHEME = "oci"
INSECURE = "FEEDGEN_OCI_INSECURE"
"""Hosts, by spaces or commas, that are spoken to over http."""
_HOST = re.compile(r"(?P<name>\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]+)(:[0-9]{1,5})?")
_PART = r"[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*"
_REPOSITORY = re.compile(rf"{_PART}(?:/{_PART})*")
_HUB = {"docker.io": "registry-1.docker.io", "index.docker.io": "registry-1.docker.io"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A repository."""

    host: str
    """With the port where it has one, as the user wrote it."""
    repository: str
    is_clear: bool
    """Whether it is spoken to over http."""

    def __str__(self) -> str:
        return f"{self.host}/{self.repository}"

    @property
    def scheme(self) -> str:
        """`https`, or `http`."""
        return "http" if self.is_clear else "https"

    @property
    def server(self) -> str:
        """Who answers for the host."""
        return _HUB.get(self.host, self.host)

    @classmethod
    def parse(cls, rest: str, environment: Mapping[str, str]) -> Address:
        """Read `registry/repository`.

        Args:
            rest: what stands after `oci://`.
            environment: INSECURE is looked for there. A registry on this machine needs no TLS.

        Raises:
            UsageError: when it is no such name.
        """
        host, _, repository = rest.strip("/").partition("/")
        match = _HOST.fullmatch(host)
        if match is None or not _REPOSITORY.fullmatch(repository):
            raise UsageError(
                f"{SCHEME}://{rest} names no repository; write {SCHEME}://registry/repository in "
                "lower case, without tag or digest"
            )
        named = re.split(r"[\s,]+", environment.get(INSECURE, ""))
        return cls(
            host=host,
            repository=repository,
            is_clear=_is_loopback(match["name"]) or host in named,
        )


def _is_loopback(name: str) -> bool:
    if name == "localhost":
        return True
    try:
        return ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False
