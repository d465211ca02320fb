"""Publishing through fsspec, to its file system in memory."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import fsspec
import pytest

from feedgen.errors import DriftError, UnavailableError, UsageError
from feedgen.publish.filesystem import FileSystem
from feedgen.publish.opening import open_destination
from feedgen.release.names import POINTER
from feedgen.release.pointer import signature_path
from feedgen.release.signature import SigningKey
from tests.publish.destinations import LATER, publish_at
from tests.publish.publications import signing_key, tree, version_of, write_release

ADDRESS = "memory://feeds/acme"


@pytest.fixture
def memory() -> Iterator[Any]:
    system = fsspec.filesystem("memory")
    system.store.clear()
    system.pseudo_dirs[:] = [""]
    yield system
    system.store.clear()


@pytest.fixture
def key(tmp_path: Path) -> SigningKey:
    return signing_key(tmp_path)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    root = tmp_path / "out"
    root.mkdir()
    write_release(root, 1)
    return root


def held(memory: Any) -> dict[str, bytes]:
    """Every file below the address."""
    return {
        name.removeprefix("/feeds/acme/"): memory.cat_file(name)
        for name in memory.find("/feeds/acme")
    }


def test_everything_is_there_by_its_path(out: Path, memory: Any, key: SigningKey) -> None:
    done = publish_at(out, ADDRESS, key)
    files = held(memory)
    release = tree(out / done.pointer.path)
    for root in (done.pointer.path, "v1/latest/"):
        assert {
            path.removeprefix(root): data for path, data in files.items() if path.startswith(root)
        } == release
    assert signature_path(files[POINTER]) in files
    assert done.uploaded.files == len(files)


def test_published_again_nothing_is_written(
    out: Path, memory: Any, key: SigningKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_at(out, ADDRESS, key)

    def refuse(*_: Any) -> None:
        pytest.fail("something is written")

    for name in ("write", "remove"):
        monkeypatch.setattr(FileSystem, name, refuse)
    again = publish_at(out, ADDRESS, key, now=LATER + timedelta(hours=1))
    assert (again.uploaded.files, again.uploaded.removed) == (0, 0)


def test_only_what_changed_is_written_and_what_left_goes(
    out: Path, memory: Any, key: SigningKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_release(out, 2, files={"lists/old.txt": b"old\n", "lists/same.txt": b"same\n"})
    publish_at(out, ADDRESS, key)
    write_release(out, 3, files={"lists/new.txt": b"new\n", "lists/same.txt": b"same\n"})
    written: list[str] = []
    real = FileSystem.write

    def noting(self: FileSystem, path: str, *rest: Any) -> None:
        written.append(path)
        real(self, path, *rest)

    monkeypatch.setattr(FileSystem, "write", noting)
    done = publish_at(out, ADDRESS, key)
    assert {path for path in written if path.startswith("v1/latest/")} == {
        f"v1/latest/{name}"
        for name in ("CHANGES.md", "SHA256SUMS", "feed.atom", "lists/new.txt", "release.json")
    }
    assert done.uploaded.removed == 1
    assert "v1/latest/lists/old.txt" not in held(memory)
    assert f"v1/{version_of(2)}/lists/old.txt" in held(memory)


def test_a_file_of_the_same_size_but_other_bytes_is_written_again(
    out: Path, memory: Any, key: SigningKey
) -> None:
    publish_at(out, ADDRESS, key)
    path = "/feeds/acme/v1/latest/blocklists/all.txt"
    memory.pipe_file(path, memory.cat_file(path)[::-1])
    assert publish_at(out, ADDRESS, key).uploaded.files == 1
    assert memory.cat_file(path).startswith(b"# all\n")


def test_a_version_never_changes(out: Path, memory: Any, key: SigningKey) -> None:
    publish_at(out, ADDRESS, key)
    memory.pipe_file(f"/feeds/acme/v1/{version_of(2)}/SHA256SUMS", b"another\n")
    write_release(out, 2)
    with pytest.raises(DriftError, match=r"holds another release under v1/2026.11.24.2/"):
        publish_at(out, ADDRESS, key)


def test_a_pointer_that_was_replaced_meanwhile_stays(memory: Any) -> None:
    store = FileSystem(memory, "/feeds/acme", ADDRESS)
    store.swap(POINTER, b"one", "application/json", None)
    with pytest.raises(UnavailableError, match=r"memory://feeds/acme/latest.json was replaced"):
        store.swap(POINTER, b"two", "application/json", None)
    store.swap(POINTER, b"two", "application/json", b"one")
    assert store.read(POINTER) == b"two"


def test_a_store_that_refuses_is_quoted(
    out: Path, memory: Any, key: SigningKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Any, path: str, data: bytes, **_: Any) -> None:
        raise PermissionError(13, "quota exceeded", path)

    monkeypatch.setattr(type(memory), "pipe_file", refuse)
    with pytest.raises(
        UnavailableError, match=r"memory://feeds/acme/v1/.* cannot be used: .*quota ex"
    ):
        publish_at(out, ADDRESS, key)


@pytest.mark.parametrize(
    ("address", "complaint"),
    [
        ("nosuch://feeds/acme", "nosuch"),
        ("https://feed.example/", "is where readers look; publish to what serves it"),
    ],
)
def test_what_nothing_opens_is_said_to_be_so(address: str, complaint: str) -> None:
    with pytest.raises(UsageError, match=complaint):
        open_destination(address, {})
