"""A publisher was killed, and its last request takes effect while the next one is at work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from feedgen.errors import DriftError, UnavailableError
from feedgen.publish.destination import ReplacedError
from feedgen.publish.oci import OciDestination
from feedgen.publish.s3 import S3
from feedgen.publish.store import StoreDestination
from feedgen.registry.client import Repository
from feedgen.release.names import POINTER
from feedgen.release.signature import SigningKey
from tests.publish.destinations import publish_at, verified
from tests.publish.object_store import ObjectStore, object_store, use
from tests.publish.places import Place, in_bucket, in_registry
from tests.publish.publications import signing_key, tree, version_of, write_release
from tests.registry.registry_server import RegistryServer, registry_server

Write = Callable[[], None]


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RegistryServer]:
    with registry_server(tmp_path_factory.mktemp("registry")) as server:
        yield server


@pytest.fixture(scope="module")
def bucket() -> Iterator[ObjectStore]:
    with object_store() as store:
        yield store


@pytest.fixture(params=["a bucket", pytest.param("a registry", marks=pytest.mark.engine)])
def place(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Place:
    name = "".join(c for c in request.node.name if c.isalnum()).lower()
    if request.param == "a registry":
        return in_registry(request.getfixturevalue("registry").host, name)
    store = request.getfixturevalue("bucket")
    use(monkeypatch, store)
    return in_bucket(store.url, name)


@pytest.fixture
def key(tmp_path: Path) -> SigningKey:
    return signing_key(tmp_path)


class Line:
    """The way of a pointer to its place, where its PUT can be held up."""

    def __init__(self, patch: pytest.MonkeyPatch, place: Place) -> None:
        self._patch = patch
        registry = place.address.startswith("oci")
        self._client: type = Repository if registry else S3
        self._method = "put_manifest" if registry else "_put"
        self._name = "pointer" if registry else POINTER
        self._destination: type = OciDestination if registry else StoreDestination

    def killed_on_the_way(self, publish: Callable[[], object]) -> Write:
        """Publish until the pointer is sent; gives what lets the server have it."""
        real = getattr(self._client, self._method)
        sent: list[Write] = []

        def hold(client: object, name: str, *rest: Any) -> None:
            if name != self._name:
                real(client, name, *rest)
                return
            sent.append(lambda: real(client, name, *rest))
            raise KeyboardInterrupt

        with self._patch.context() as patch:
            patch.setattr(self._client, self._method, hold)
            with pytest.raises(KeyboardInterrupt):
                publish()
        return sent[0]

    def before_the_pointer(self, *meanwhile: Write) -> None:
        """From now on, let these happen, each once, after a publisher has read the pointer."""
        self._interpose(self._destination, "put_documents", iter(meanwhile), lambda *_: True)

    def after_the_pointer(self, *meanwhile: Write) -> None:
        """The same, when a publisher has written the pointer and not yet read it back."""
        self._interpose(
            self._client, self._method, iter(meanwhile), lambda _, name, *__: name == self._name
        )

    def _interpose(
        self, owner: type, method: str, meanwhile: Iterator[Write], when: Callable[..., bool]
    ) -> None:
        real = getattr(owner, method)

        def interposed(*arguments: Any) -> None:
            real(*arguments)
            if when(*arguments):
                next(meanwhile, lambda: None)()

        self._patch.setattr(owner, method, interposed)


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch, place: Place) -> Line:
    return Line(monkeypatch, place)


@pytest.fixture
def out(tmp_path: Path, place: Place, key: SigningKey) -> Path:
    """One release is published."""
    root = tmp_path / "out"
    root.mkdir()
    write_release(root, 1)
    publish_at(root, place.address, key)
    return root


def assert_published(place: Place, key: SigningKey, out: Path, serial: int) -> None:
    assert verified(place.origin(), key).trusted.pointer.serial == serial
    version = version_of(serial)
    for path, data in tree(out / "v1" / version).items():
        assert b"".join(place.origin().stream(f"v1/{version}/{path}", 0)) == data, path


def test_an_older_release_that_arrives_late_is_followed(
    out: Path, place: Place, key: SigningKey, line: Line
) -> None:
    write_release(out, 2)
    late = line.killed_on_the_way(lambda: publish_at(out, place.address, key))
    write_release(out, 3)
    line.before_the_pointer(late)
    done = publish_at(out, place.address, key)
    assert [serial for serial, _ in done.pointer.activations] == [1, 2, 3]
    assert_published(place, key, out, 3)


def test_this_very_release_that_arrives_late_is_kept(
    out: Path, place: Place, key: SigningKey, line: Line
) -> None:
    write_release(out, 2)
    late = line.killed_on_the_way(lambda: publish_at(out, place.address, key))
    line.before_the_pointer(late)
    done = publish_at(out, place.address, key)
    assert_published(place, key, out, 2)
    seen = verified(place.origin(), key).trusted.document.data
    assert seen == done.pointer.to_bytes() == (out / POINTER).read_bytes()


def test_what_arrives_after_the_newer_pointer_does_not_stay(
    out: Path, place: Place, key: SigningKey, line: Line
) -> None:
    """A bucket refuses it by its condition; in a registry the publisher finds and replaces it."""
    write_release(out, 2)
    late = line.killed_on_the_way(lambda: publish_at(out, place.address, key))
    write_release(out, 3)

    def arrives() -> None:
        if place.address.startswith("s3"):
            with pytest.raises(ReplacedError):
                late()
        else:
            late()

    line.after_the_pointer(arrives)
    publish_at(out, place.address, key)
    assert_published(place, key, out, 3)


def test_a_newer_release_that_arrives_meanwhile_is_left_there(
    out: Path, place: Place, key: SigningKey, line: Line, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    write_release(other, 3)
    late = line.killed_on_the_way(lambda: publish_at(other, place.address, key))
    write_release(out, 2)
    line.before_the_pointer(late)
    with pytest.raises(DriftError) as refused:
        publish_at(out, place.address, key)
    assert str(refused.value) == (
        f"gate serial: {place.address} publishes 2026.11.24.3 with serial 3, and 2026.11.24.2 has "
        "2; subscribers refuse a serial that does not rise: make a new release"
    )
    assert_published(place, key, other, 3)


def test_who_is_replaced_again_and_again_gives_up(
    out: Path, place: Place, key: SigningKey, line: Line, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()

    def they_publish(serial: int) -> Write:
        def publish() -> None:
            write_release(other, serial)
            publish_at(other, place.address, key)

        return publish

    theirs = [they_publish(serial) for serial in (2, 3, 4)]
    write_release(out, 9)
    # Each publication passes here, theirs too: nothing happens while it is they who publish.
    line.before_the_pointer(*(step for their in theirs for step in (their, lambda: None)))
    with pytest.raises(UnavailableError) as refused:
        publish_at(out, place.address, key)
    pointer = "latest.json" if place.address.startswith("s3") else "pointer"
    between = "/" if place.address.startswith("s3") else ":"
    assert str(refused.value) == (
        f"{place.address}{between}{pointer} was replaced by somebody else meanwhile; run publish "
        "again"
    )
    assert_published(place, key, other, 4)
