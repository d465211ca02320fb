"""What tests of crashes run in a process of its own: prepared first, then run."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from feedgen.build import pipeline
from feedgen.publish.opening import open_destination
from feedgen.publish.publisher import publish
from feedgen.release.signature import SigningKey
from tests.publish.publications import START

Target = Callable[[], object]


def publishing(out: str, key: str, *destinations: str) -> Target:
    """Publishes what is in `out`, a day after the publication's start."""
    import os  # noqa: PLC0415 - only here

    opened = [open_destination(text, os.environ) for text in destinations]
    signing = SigningKey.read(Path(key), None)
    return lambda: publish(
        Path(out), opened, signing, clock=lambda: START + timedelta(days=1), resign=False,
        keys=None, progress=lambda _: None,
    )  # fmt: skip


def releasing(iocs: str, out: str, days: str) -> Target:
    """Releases a source tree, some days after the publication's start."""
    return lambda: pipeline.release(
        Path(iocs), Path(out), as_of=START + timedelta(days=int(days)),
        toolchain=(("feedgen", "test"),), progress=lambda _: None,
    )  # fmt: skip


TARGETS: dict[str, Callable[..., Target]] = {"publishing": publishing, "releasing": releasing}
