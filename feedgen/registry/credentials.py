"""What `docker login` left: user and password of a registry, from Docker's configuration."""

from __future__ import annotations

import base64
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson

from feedgen.errors import UsageError

_HUB = "https://index.docker.io/v1/"
"""Docker's name for its own registry, in its configuration."""
_PATIENCE = 30
"""Seconds for a credential helper."""


def basic_credentials(host: str, environment: Mapping[str, str]) -> str | None:
    """User and password as HTTP's Basic scheme writes them; None where nobody logged in.

    Args:
        host: of the registry, with its port.
        environment: DOCKER_CONFIG names the directory of `config.json`, else `~/.docker` is it.

    Raises:
        UsageError: when the configuration, or a helper that it names, cannot be used.
    """
    directory = environment.get("DOCKER_CONFIG") or f"{environment.get('HOME', '')}/.docker"
    path = Path(directory) / "config.json"
    try:
        document: dict[str, Any] = orjson.loads(path.read_bytes())
        known: dict[str, dict[str, str]] = document.get("auths") or {}
        helpers: dict[str, str] = document.get("credHelpers") or {}
        for name in _names(host):
            if stored := known.get(name, {}).get("auth"):
                return stored
        for name in _names(host):
            if helper := helpers.get(name) or (name in known and document.get("credsStore")):
                return _asked(str(helper), name)
    except FileNotFoundError:
        return None
    except (OSError, orjson.JSONDecodeError, AttributeError, TypeError) as error:
        raise UsageError(f"{path} cannot be read: {error}; log in again") from error
    return None


def _names(host: str) -> Iterator[str]:
    """How clients have written a registry's name."""
    yield host
    if host == "docker.io":
        yield _HUB
    for path in ("", "/", "/v1/", "/v2/"):
        yield f"https://{host}{path}"


def _asked(helper: str, name: str) -> str | None:
    program = shutil.which(f"docker-credential-{helper}")
    if program is None:
        raise UsageError(
            f"docker-credential-{helper}, which holds the password of {name}, is not on the PATH"
        )
    done = subprocess.run(  # noqa: S603 - what the user's own configuration names
        [program, "get"], input=name.encode(), capture_output=True, timeout=_PATIENCE, check=False
    )
    if done.returncode != 0:
        return None  # the protocol's way to say that it knows none
    try:
        answer = orjson.loads(done.stdout)
        pair = f"{answer['Username']}:{answer['Secret']}"
    except (orjson.JSONDecodeError, KeyError, TypeError) as error:
        raise UsageError(f"docker-credential-{helper} gave no password for {name}") from error
    return base64.b64encode(pair.encode()).decode()
