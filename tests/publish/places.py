"""Where a publication goes that others may write to as well, and how it is read back."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from feedgen.deadline import Deadline
from feedgen.subscribe.origin import Origin
from feedgen.subscribe.web import WebOrigin
from tests.publish.destinations import registry_origin
from tests.publish.object_store import BUCKET


@dataclass(frozen=True)
class Place:
    """An address to publish at, and what opens it for readers."""

    address: str
    origin: Callable[[], Origin]


def in_registry(host: str, name: str) -> Place:
    """A repository."""
    address = f"oci://{host}/acme/{name}"
    return Place(address, lambda: registry_origin(address))


def in_bucket(url: str, name: str) -> Place:
    """A prefix of the bucket at that server."""
    root = f"{url}/{BUCKET}/{name}"
    return Place(f"s3://{BUCKET}/{name}", lambda: WebOrigin(root, Deadline(time.monotonic, 60)))
