"""Names and digests of container images, as the OCI distribution specification writes them."""

from __future__ import annotations

import re

from feedgen.errors import InvalidValueError

_DIGEST = re.compile(r"sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}")
_TAG = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,127}")
_REGISTRY = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*(?::[0-9]{1,5})?"
)
_PATH = re.compile(
    r"[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*"
)
_DOCKER_HUB = {"index.docker.io", "registry-1.docker.io", "registry.hub.docker.com"}


def parse_digest(text: str) -> str:
    """`algorithm:hex` in lower case; SHA-256 or SHA-512.

    Raises:
        InvalidValueError: for anything else, a bare hex string included.
    """
    lowered = text.lower()
    if not _DIGEST.fullmatch(lowered):
        raise InvalidValueError(
            f'"{text}" is not an image digest', "write sha256: and 64 hex digits"
        )
    return lowered


def parse_tag(text: str) -> str:
    """A tag, case kept: tags differ by case.

    Raises:
        InvalidValueError: for what the distribution specification does not allow.
    """
    if not _TAG.fullmatch(text):
        raise InvalidValueError(
            f'"{text}" is not an image tag', "write up to 128 letters, digits, dots, dashes"
        )
    return text


def parse_repository(text: str) -> str:
    """Registry and repository. A name without a registry is Docker Hub's, as `docker` takes it.

    Raises:
        InvalidValueError: for a name that no registry would accept.
    """
    remedy = "write it as docker.io/checkmarx/kics, in lower case, without tag or digest"
    first, slash, rest = text.partition("/")
    if slash and ("." in first or ":" in first or first == "localhost"):
        registry, path = first.lower(), rest
    else:
        registry, path = "docker.io", text
    if registry in _DOCKER_HUB:
        registry = "docker.io"
    if registry == "docker.io" and "/" not in path:
        path = f"library/{path}"
    name = f"{registry}/{path}"
    if not _REGISTRY.fullmatch(registry) or not _PATH.fullmatch(path) or len(name) > 255:
        raise InvalidValueError(f'"{text}" is not an image repository', remedy)
    return name
