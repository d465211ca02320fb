"""Options and openings that the subscriber's verbs share."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from feedgen.deadline import Deadline
from feedgen.errors import MissingExtraError, UsageError
from feedgen.model.instants import format_instant
from feedgen.release.signature import PublicKey
from feedgen.subscribe.origin import DirectoryOrigin, Origin
from feedgen.subscribe.trust import Trusted
from feedgen.subscribe.web import WebOrigin

Pinned = Annotated[
    list[Path] | None,
    typer.Option(
        "--key",
        metavar="FILE",
        help=(
            "The public key that you trust: a release key, or the root key. Both may stand: then"
            " keys.json has to be there, and what the root key revoked is refused."
        ),
    ),
]
Timeout = Annotated[
    float,
    typer.Option("--timeout", metavar="SECONDS", min=1, help="For everything together."),
]


_OCI = "oci://"


def is_address(source: str) -> bool:
    """Whether a source is on a network."""
    return "://" in source


def open_origin(source: str, timeout: float) -> Origin:
    """The publication that a user names.

    Raises:
        UsageError: when it is neither a directory nor an http, https or oci address.
    """
    deadline = Deadline(time.monotonic, timeout)
    if source.startswith(_OCI):
        return _in_registry(source, deadline)
    if is_address(source):
        return WebOrigin(source, deadline)
    if not Path(source).is_dir():
        raise UsageError(f"{source} is no directory, and no address like https://feed.example")
    return DirectoryOrigin(Path(source), deadline)


def _in_registry(source: str, deadline: Deadline) -> Origin:
    try:
        module = import_module("feedgen.subscribe.oci")
    except ModuleNotFoundError as error:
        raise MissingExtraError(source, error, "publish") from error
    origin: Origin = module.OciOrigin(source.removeprefix(_OCI), os.environ, deadline)
    return origin


def pinned_keys(files: Sequence[Path]) -> list[PublicKey]:
    """The keys of the files.

    Raises:
        UsageError: when one is no public key.
    """
    return [PublicKey.read(file) for file in files]


def described(trusted: Trusted) -> str:
    """What is trusted, for people, with markup."""
    pointer = trusted.pointer
    return (
        f"[good]verified[/good]: {escape(pointer.feed)} {pointer.version} (serial "
        f"{pointer.serial}), signed by key {trusted.key.id}, believed until "
        f"{format_instant(pointer.expires)}"
    )
