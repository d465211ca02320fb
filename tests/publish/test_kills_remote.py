"""Killed before any request, a publication to a registry or a bucket is whole for every reader."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from feedgen.release.names import SUMS
from feedgen.release.signature import SigningKey
from tests.publish.destinations import verified
from tests.publish.kills import Reader, Runner
from tests.publish.object_store import object_store, use
from tests.publish.places import Place, in_bucket, in_registry
from tests.publish.publications import signing_key, version_of, write_release
from tests.registry.registry_server import registry_server

_PAUSE = 0.02
"""Seconds between polls: here, readers and what they read share two cores."""
KINDS = {
    "a bucket": [
        "PUT v1/version/…", "PUT v1/version/SHA256SUMS", "PUT v1/latest/…",
        "PUT v1/latest/SHA256SUMS", "DELETE v1/latest/…", "PUT feed.atom", "PUT signatures/…",
        "PUT latest.json", "PUT latest.json.minisig",
    ],
    "a registry": [
        "POST blobs/uploads/", "PUT blobs/uploads/…", "PUT manifests/version",
        "PUT manifests/pointer", "PUT manifests/latest",
    ],
}  # fmt: skip
"""Of the requests that write, in the order of the first of each."""


@pytest.fixture(params=["a bucket", pytest.param("a registry", marks=pytest.mark.engine)])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    with ExitStack() as stack:
        if request.param == "a registry":
            server = stack.enter_context(registry_server(tmp_path / "registry"))
            yield in_registry(server.host, "feed")
        else:
            store = stack.enter_context(object_store())
            use(stack.enter_context(pytest.MonkeyPatch.context()), store)
            yield in_bucket(store.url, "feed")


@dataclass
class Published:
    """What is published release by release, in processes that are killed, and what readers saw."""

    place: Place
    out: Path
    key: SigningKey
    runner: Runner
    serial: int = 0
    seen: list[int] = field(default_factory=list)

    def poll(self) -> None:
        self.seen.append(verified(self.place.origin(), self.key).trusted.pointer.serial)

    def release(self) -> None:
        self.serial += 1
        write_release(self.out, self.serial, files=_files(self.serial))

    def steps(self) -> list[str]:
        return self.runner.run("publishing", *self._arguments).steps

    def killed(self, before: str | int) -> bool:
        return self.runner.run("publishing", *self._arguments, kill_before=before).killed

    @property
    def _arguments(self) -> tuple[object, ...]:
        return self.out, self.out.with_name("release.key"), self.place.address

    def is_whole(self) -> bool:
        """The last release is there, and every file of it as its sums say."""
        seen = verified(self.place.origin(), self.key).trusted.pointer
        sums = (self.out / "v1" / version_of(self.serial) / SUMS).read_bytes()
        return seen.sha256sums == hashlib.sha256(sums).hexdigest()


@pytest.fixture
def published(tmp_path: Path, place: Place) -> Iterator[Published]:
    """One release is there."""
    out = tmp_path / "out"
    out.mkdir()
    with Runner() as runner:
        made = Published(place, out, signing_key(tmp_path), runner)
        made.release()
        made.steps()
        yield made


def test_killed_before_each_kind_of_request_it_is_never_seen_halfway(
    published: Published, request: pytest.FixtureRequest
) -> None:
    published.release()
    kinds = list(dict.fromkeys(published.steps()))
    assert kinds == KINDS[request.node.callspec.params["place"]]
    for number, kind in enumerate(kinds):
        published.release()
        assert published.killed(kind), kind
        published.poll()
        if number % 3 == 2:  # else the next release finds what the kill left
            published.steps()
            assert published.is_whole()
    assert published.seen == sorted(published.seen)
    if not published.is_whole():
        published.steps()
        assert published.is_whole()


@pytest.mark.long
@pytest.mark.parametrize("again", [True, False], ids=["and run again", "and left"])
def test_killed_before_any_request_it_is_never_seen_halfway(
    published: Published, *, again: bool
) -> None:
    """Readers poll meanwhile. Left, the next release finds what the kill left of the last."""
    number, killed = 0, True
    with Reader(published.poll, _PAUSE) as reader:
        while killed:
            number += 1
            published.release()
            killed = published.killed(number)
            reader.await_a_look()
            if again:
                published.steps()
                assert published.is_whole()
    assert number > 15
    assert published.is_whole()
    assert not reader.failures, reader.failures
    assert published.seen == sorted(published.seen)


def _files(number: int) -> dict[str, bytes]:
    """Some that change with each release, some that do not, one that comes, one that goes."""
    files = {f"lists/{n}.txt": f"{n} of {number}\n".encode() * 50 for n in range(2)}
    return files | {"sigma/same.yml": b"title: same\n", f"only-{number}.txt": b"once\n"}
