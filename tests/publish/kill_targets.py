"""What tests of kills run in a process of its own: prepared first, then run step by step."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests.adapters
from botocore.httpsession import URLLib3Session

from feedgen.build import pipeline
from feedgen.emitters import emitters
from feedgen.publish.opening import open_destination
from feedgen.publish.publisher import publish
from feedgen.release.signature import SigningKey
from tests.publish.publications import START
from tests.release.kill_steps import CHANGING, Step, disk_steps, kind_of

Target = Callable[[Step], object]
"""Runs, and tells each step before it."""
_WRITES = ("POST", "PUT", "PATCH", "DELETE")


def publishing(out: str, key: str, destination: str) -> Target:
    """Publishes what is in `out`, a day after the publication's start."""
    opened = open_destination(destination, os.environ)
    signing = SigningKey.read(Path(key), None)

    def target(step: Step) -> None:
        with request_steps(step) if "://" in destination else disk_steps(step, CHANGING):
            publish(
                Path(out), [opened], signing, clock=lambda: START + timedelta(days=1),
                resign=False, keys=None, progress=lambda _: None,
            )  # fmt: skip

    return target


def releasing(iocs: str, out: str, days: str) -> Target:
    """Releases a source tree, some days after the publication's start."""
    as_of = START + timedelta(days=int(days))
    # What is imported and read once is there before the fork, so that a run is short.
    emitters()
    pipeline.load(Path(iocs), as_of)

    def target(step: Step) -> None:
        with disk_steps(step, CHANGING):
            pipeline.release(
                Path(iocs), Path(out), as_of=as_of,
                toolchain=lambda _: (("feedgen", "test"),), progress=lambda _: None,
            )  # fmt: skip

    return target


TARGETS: dict[str, Callable[..., Target]] = {"publishing": publishing, "releasing": releasing}


@contextmanager
def request_steps(step: Step) -> Iterator[None]:
    """Until the block ends, `step` is told the kind of each request that writes, before it is sent."""
    clients = (requests.adapters.HTTPAdapter, URLLib3Session)
    real = {client: client.send for client in clients}

    def telling(client: type[Any]) -> Callable[..., Any]:
        def send(self: Any, request: Any, *rest: Any, **options: Any) -> Any:
            if request.method in _WRITES:
                step(f"{request.method} {_kind_at(request.url)}")
            return real[client](self, request, *rest, **options)

        return send

    for client in clients:
        client.send = telling(client)  # type: ignore[method-assign]
    try:
        yield
    finally:
        for client in clients:
            client.send = real[client]  # type: ignore[method-assign]


def _kind_at(url: str) -> str:
    path = urlsplit(url).path
    if "/blobs/uploads/" in path:
        return "blobs/uploads/" + ("…" if path.rpartition("/")[2] else "")
    if "/manifests/" in path:
        return "manifests/" + re.sub(r"\d{4}\..*", "version", path.rpartition("/")[2])
    return kind_of(path)
