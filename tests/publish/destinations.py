"""Publishing to an address, and reading it back, as the command line does."""

from __future__ import annotations

import os
import time
from datetime import datetime, timedelta
from pathlib import Path

from feedgen.deadline import Deadline
from feedgen.publish.opening import open_destination
from feedgen.publish.publisher import Published, publish
from feedgen.release.signature import SigningKey
from feedgen.subscribe.oci import OciOrigin
from feedgen.subscribe.origin import Origin
from feedgen.subscribe.verification import Verified, verify_publication
from tests.publish.publications import START

LATER = START + timedelta(days=1)


def publish_at(
    out: Path,
    address: str,
    key: SigningKey,
    *,
    now: datetime = LATER,
    resign: bool = False,
    keys: Path | None = None,
) -> Published:
    """Publish a local publication at one address."""
    (done,) = publish(
        out, [open_destination(address, os.environ)], key,
        clock=lambda: now, resign=resign, keys=keys, progress=lambda _: None,
    )  # fmt: skip
    return done


def registry_origin(address: str) -> OciOrigin:
    """What `feedgen fetch oci://…` opens."""
    rest = address.removeprefix("oci://")
    return OciOrigin(rest, os.environ, Deadline(time.monotonic, 60))


def verified(origin: Origin, key: SigningKey, *, now: datetime = LATER) -> Verified:
    """What `feedgen verify` finds."""
    return verify_publication(origin, [key.public], now=now, progress=lambda _: None)
