"""Which destination a text names. Heavy libraries are imported only for those that need them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path

from feedgen.errors import MissingExtraError, UsageError
from feedgen.publish.destination import Destination
from feedgen.publish.directory import Directory
from feedgen.publish.store import StoreDestination

_SCHEME = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]+)://(?P<rest>.*)")


def open_destination(text: str, environment: Mapping[str, str]) -> Destination:
    """The destination that a user names.

    Args:
        text: a directory, `s3://bucket/prefix`, `oci://registry/repository`, or an address of
            another object store that fsspec knows, as `gs://bucket/prefix`.
        environment: holds credentials and addresses of stores, see docs/publish.md.

    Raises:
        UsageError: when it names nothing that can be written to, or a library is missing.
    """
    match = _SCHEME.fullmatch(text)
    if match is None:
        return StoreDestination(Directory(Path(text)))
    scheme, rest = match["scheme"], match["rest"]
    if scheme in ("http", "https"):
        raise UsageError(
            f"{text} is where readers look; publish to what serves it: a directory, s3://, oci://"
        )
    module = {"s3": "s3", "oci": "oci"}.get(scheme, "filesystem")
    try:
        opener: Callable[[str, str, Mapping[str, str]], Destination] = import_module(
            f"feedgen.publish.{module}"
        ).open_at
    except ModuleNotFoundError as error:
        raise MissingExtraError(text, error, "publish") from error
    return opener(scheme, rest, environment)
