"""Which repository a text names, and who is spoken to without TLS."""

from __future__ import annotations

import pytest

from feedgen.errors import UsageError
from feedgen.registry.address import Address


@pytest.mark.parametrize(
    ("text", "host", "repository"),
    [
        ("ghcr.io/acme/feed", "ghcr.io", "acme/feed"),
        ("registry.example:5000/feed", "registry.example:5000", "feed"),
        ("registry/a/b/c-d.e_f/", "registry", "a/b/c-d.e_f"),
        ("[::1]:5000/feed", "[::1]:5000", "feed"),
    ],
)
def test_host_and_repository_are_told_apart(text: str, host: str, repository: str) -> None:
    address = Address.parse(text, {})
    assert (address.host, address.repository) == (host, repository)
    assert str(address) == f"{host}/{repository}"


@pytest.mark.parametrize(
    "text",
    ["", "ghcr.io", "ghcr.io/", "ghcr.io/Acme/feed", "ghcr.io/acme/feed:latest", "user@host/feed",
     "ghcr.io/acme/feed@sha256:00", "ghcr.io//feed", "ghcr.io/../feed", "ghcr.io/a b", "host:x/feed"],
)  # fmt: skip
def test_what_names_no_repository_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="names no repository; write oci://registry/repository in"):
        Address.parse(text, {})


@pytest.mark.parametrize(
    ("text", "scheme"),
    [
        ("localhost/feed", "http"),
        ("localhost:5000/feed", "http"),
        ("127.0.0.1:5000/feed", "http"),
        ("127.8.9.1/feed", "http"),
        ("[::1]:5000/feed", "http"),
        ("registry.lan:5000/feed", "http"),
        ("mirror/feed", "http"),
        ("registry.lan/feed", "https"),
        ("registry.lan:5001/feed", "https"),
        ("localhost.example/feed", "https"),
        ("127.0.0.1.example/feed", "https"),
        ("10.0.0.1:5000/feed", "https"),
        ("ghcr.io/feed", "https"),
    ],
)
def test_http_is_for_this_machine_and_for_hosts_that_are_named(text: str, scheme: str) -> None:
    environment = {"FEEDGEN_OCI_INSECURE": "registry.lan:5000, mirror"}
    assert Address.parse(text, environment).scheme == scheme


def test_dockers_own_registry_answers_elsewhere() -> None:
    address = Address.parse("docker.io/acme/feed", {})
    assert (address.host, address.server) == ("docker.io", "registry-1.docker.io")
