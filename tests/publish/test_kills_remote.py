"""Killed at any instant, a publication to a registry or a bucket is whole for every reader."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from feedgen.subscribe.origin import Origin
from feedgen.subscribe.web import WebOrigin
from tests.publish.destinations import registry_origin, verified
from tests.publish.kills import Reader, Runner, instants
from tests.publish.object_store import BUCKET, object_store, use
from tests.publish.publications import signing_key, tree, version_of, write_release
from tests.registry.registry_server import registry_server

HOW_OFTEN = [
    pytest.param(20, id="in CI"),
    pytest.param(200, id="at length", marks=pytest.mark.soak),
]
_PAUSE = 0.2
"""Seconds between polls: here, readers and what they read share two cores."""


@dataclass(frozen=True)
class Place:
    """Where a publication goes, and how readers open it."""

    address: str
    origin: Callable[[], Origin]


@pytest.fixture(params=["a registry", "a bucket"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    with ExitStack() as stack:
        if request.param == "a registry":
            server = stack.enter_context(registry_server(tmp_path / "registry"))
            address = f"oci://{server.host}/acme/feed"
            yield Place(address, lambda: registry_origin(address))
        else:
            store = stack.enter_context(object_store())
            use(stack.enter_context(pytest.MonkeyPatch.context()), store)
            root = f"{store.url}/{BUCKET}/feed"
            yield Place(
                f"s3://{BUCKET}/feed",
                lambda: WebOrigin(root, elapsed=time.monotonic, allowance=60),
            )


@pytest.mark.parametrize("count", HOW_OFTEN)
def test_it_is_never_seen_halfway(tmp_path: Path, place: Place, count: int) -> None:
    out = tmp_path / "out"
    out.mkdir()
    key = signing_key(tmp_path)
    arguments = (out, tmp_path / "release.key", place.address)
    serials: list[int] = []

    def poll() -> None:
        serials.append(verified(place.origin(), key).trusted.pointer.serial)

    with Runner() as runner:
        write_release(out, 1, files=_files(1))
        longest = runner.run("publishing", *arguments)
        with Reader(poll, _PAUSE) as reader:
            for number, instant in enumerate(instants(count, longest, seed=count), 2):
                write_release(out, number, files=_files(number))
                runner.run("publishing", *arguments, kill_after=instant)
                reader.await_polls(number - 1)
                if number % 10 == 0:  # else the next release finds what the kill left
                    runner.run("publishing", *arguments)
                    assert verified(place.origin(), key).trusted.pointer.serial == number
        assert not reader.failures, reader.failures
        assert serials == sorted(serials)
        runner.run("publishing", *arguments)
    last = version_of(count + 1)
    assert verified(place.origin(), key).trusted.pointer.version == last
    for path, data in tree(out / "v1" / last).items():
        assert b"".join(place.origin().stream(f"v1/{last}/{path}", 0)) == data, path


def _files(number: int) -> dict[str, bytes]:
    """Some that change with each release, some that do not, one that comes and goes."""
    files = {f"lists/{n}.txt": f"{n} of {number}\n".encode() * 50 for n in range(2)}
    files["sigma/same.yml"] = b"title: same\n"
    return files | ({"odd.txt": b"odd\n"} if number % 2 else {})
