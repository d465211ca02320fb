"""Reading a publication out of a registry: what is asked for, what is refused."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest

from feedgen.archive import tar_gz
from feedgen.deadline import Deadline
from feedgen.errors import UnavailableError, VerificationError
from feedgen.registry.artifact import Artifact, digest_of
from feedgen.registry.client import Repository
from feedgen.registry.layout import POINTER_TAG
from feedgen.release.names import POINTER
from feedgen.release.pointer import POINTER_LIMIT, Pointer, signature_path
from feedgen.release.signature import SigningKey
from feedgen.subscribe.fetching import Fetch, fetch
from feedgen.subscribe.oci import OciOrigin
from tests.publish.destinations import LATER, publish_at, registry_origin, verified
from tests.publish.publications import signing_key, tree, version_of, write_release
from tests.registry.registry_server import RegistryServer, registry_server

STIX = {"stix/bundle.json": b"{ }\n", "stix/incidents/a.json": b"[]\n" * 100_000}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RegistryServer]:
    with registry_server(tmp_path_factory.mktemp("registry")) as there:
        yield there


@pytest.fixture(scope="module")
def published(server: RegistryServer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with a key and a local publication, which is in the registry as `acme/feed`."""
    root = tmp_path_factory.mktemp("published")
    (root / "out").mkdir()
    write_release(root / "out", 1, files=STIX)
    publish_at(root / "out", f"oci://{server.host}/acme/feed", signing_key(root))
    return root


@pytest.fixture
def key(published: Path) -> SigningKey:
    return SigningKey.read(published / "release.key", None)


@pytest.fixture
def out(published: Path, tmp_path: Path) -> Path:
    return shutil.copytree(published / "out", tmp_path / "out")


@pytest.fixture
def address(server: RegistryServer, request: pytest.FixtureRequest, published: Path) -> str:
    """A repository of each test's own, with the release in it."""
    name = "".join(c for c in request.node.name if c.isalnum()).lower()
    shutil.copytree(server.repository("acme/feed"), server.repository(f"acme/{name}"))
    server.asked()
    return f"oci://{server.host}/acme/{name}"


def fetched(address: str, dest: Path, key: SigningKey, *only: str, now: datetime = LATER) -> Fetch:
    return fetch(
        registry_origin(address), dest, [key.public], now=now, only=only, progress=lambda _: None
    )


def blobs(server: RegistryServer) -> list[str]:
    return [path for _, path in server.asked() if "/blobs/" in path]


def artifact(address: str, tag: str) -> Artifact:
    data = repository(address).manifest(tag)
    assert data
    return Artifact.parse(data, tag)


def repository(address: str) -> Repository:
    return registry_origin(address)._repository


def test_every_file_comes_as_it_was_published(
    address: str, out: Path, key: SigningKey, tmp_path: Path
) -> None:
    done = fetched(address, tmp_path / "feed", key)
    assert done.is_new
    assert tree(tmp_path / "feed/v1/latest/") == tree(out / "v1" / version_of(1))


def test_the_archive_of_a_folder_is_downloaded_once(
    address: str, server: RegistryServer, key: SigningKey
) -> None:
    assert verified(registry_origin(address), key).files == 10
    asked = blobs(server)
    assert len(asked) == len(set(asked)) + 1  # the manifest, once to check and once as a file
    assert len(set(asked)) == 2 + 10  # pointer and signature; files, folders and the sums


def test_only_what_is_wanted_is_downloaded(
    address: str, server: RegistryServer, key: SigningKey, tmp_path: Path
) -> None:
    fetched(address, tmp_path / "feed", key, "known-good.csv", "blocklists/*")
    stix = artifact(address, "latest").layer("stix.tar.gz")
    assert stix
    assert not any(stix.digest in path for path in blobs(server))
    assert (tmp_path / "feed/v1/latest/blocklists/all.txt").is_file()


def test_what_is_here_already_is_not_downloaded_again(
    address: str, server: RegistryServer, out: Path, key: SigningKey, tmp_path: Path
) -> None:
    fetched(address, tmp_path / "feed", key)
    write_release(out, 2, files={**STIX, "sigma/one.yml": b"title: one\n"})
    publish_at(out, address, key)
    server.asked()
    done = fetched(address, tmp_path / "feed", key)
    assert (done.downloaded, done.reused) == (4, 7)  # CHANGES.md, feed.atom, release.json, Sigma
    release = artifact(address, "latest")
    asked = " ".join(blobs(server))
    for title, wanted in (("sigma.tar.gz", True), ("stix.tar.gz", False)):
        layer = release.layer(title)
        assert layer
        assert (layer.digest in asked) == wanted, title


def test_a_poll_that_finds_nothing_new_is_not_a_pull(
    address: str, server: RegistryServer, key: SigningKey, tmp_path: Path
) -> None:
    """Registries that limit pulls count GET requests of tags."""
    fetched(address, tmp_path / "feed", key)
    server.asked()
    assert not fetched(address, tmp_path / "feed", key).is_new
    asked = server.asked()
    assert asked[0] == ("HEAD", asked[0][1])
    assert asked[0][1].endswith("/manifests/pointer")
    assert not any(method == "GET" and path.endswith("/pointer") for method, path in asked)


def test_a_signature_is_of_the_pointer_that_was_read(
    address: str, out: Path, key: SigningKey
) -> None:
    """A release that is published between two requests of a reader does not mix with the old."""
    origin = registry_origin(address)
    first = origin.fetch(POINTER, POINTER_LIMIT)
    assert first
    signature = origin.fetch(signature_path(first.data), POINTER_LIMIT)
    write_release(out, 2)
    publish_at(out, address, key)
    again = origin.fetch(signature_path(first.data), POINTER_LIMIT)
    assert signature
    assert again
    assert again.data == signature.data


def test_a_rollback_is_refused(address: str, out: Path, key: SigningKey, tmp_path: Path) -> None:
    old = repository(address).manifest(POINTER_TAG)
    assert old
    write_release(out, 2)
    publish_at(out, address, key)
    fetched(address, tmp_path / "feed", key)
    repository(address).put_manifest(POINTER_TAG, old)
    with pytest.raises(VerificationError, match="goes back from serial 2 to 1"):
        fetched(address, tmp_path / "feed", key)
    assert (tmp_path / "feed/v1/latest").resolve().name == version_of(2)


def test_a_freeze_is_refused(address: str, key: SigningKey, tmp_path: Path) -> None:
    with pytest.raises(VerificationError, match=r"latest.json has expired at 2026-12-02"):
        fetched(address, tmp_path / "feed", key, now=LATER + timedelta(days=8))


def test_another_key_is_refused(address: str, tmp_path: Path) -> None:
    other = signing_key(tmp_path, "other")
    with pytest.raises(VerificationError, match="which is not trusted here"):
        fetched(address, tmp_path / "feed", other)


@pytest.mark.parametrize(
    ("title", "complaint"),
    [
        ("known-good.csv", r"known-good.csv is not what the release's sums say"),
        ("stix.tar.gz", r"stix.tar.gz is no archive of a folder: .* incorrect data check"),
        ("release.json", r"the blob of release.json is not what its digest"),
        ("SHA256SUMS", r"the blob of SHA256SUMS is not what its digest"),
    ],
)
def test_a_blob_that_was_tampered_with_is_refused(
    address: str,
    server: RegistryServer,
    key: SigningKey,
    tmp_path: Path,
    title: str,
    complaint: str,
) -> None:
    # Content of this test's own, as a registry keeps equal blobs once.
    write_release(tmp_path / "out", 2, {title: ("domain", f"{title}.example", "block")},
                  files={**STIX, "stix/own.json": title.encode()},
                  known_good=[("domain", f"good-{title}.example")])  # fmt: skip
    publish_at(tmp_path / "out", address, key)
    layer = artifact(address, "latest").layer(title)
    assert layer
    kept = server.blob(layer.digest)
    data = bytearray(kept.read_bytes())
    data[len(data) // 2] ^= 1
    kept.write_bytes(data)
    with pytest.raises(VerificationError, match=complaint):
        fetched(address, tmp_path / "feed", key)
    assert not (tmp_path / "feed/v1/latest").exists()


def retagged(address: str, tag: str, title: str, data: bytes, aside: Path) -> None:
    """Somebody who may push puts other bytes, with their right digest, under a title."""
    there = repository(address)
    manifest = orjson.loads(there.manifest(tag) or b"")
    for layer in manifest["layers"]:
        if layer["annotations"]["org.opencontainers.image.title"] == title:
            layer |= {"digest": digest_of(data), "size": len(data)}
    document = Artifact.parse(orjson.dumps(manifest), tag)
    aside.write_bytes(data)
    blob = document.layer(title)
    assert blob
    there.upload(blob, aside)
    there.put_manifest(tag, json.dumps(manifest).encode())


FORGED = {
    "another file": ("known-good.csv", b"type,value\n", "known-good.csv is not what the release"),
    "another file in a folder": (
        "stix.tar.gz",
        tar_gz([*STIX.items(), ("stix/bundle.json", b"[]\n")], LATER),
        "stix/bundle.json is not what the release's sums say",
    ),
    "a folder without the file": (
        "stix.tar.gz", tar_gz([("stix/other.json", b"{}\n")], LATER), r"stix/\S+ is missing",
    ),
    "no archive": ("stix.tar.gz", b"PK", "stix.tar.gz is no archive of a folder"),
    "half an archive": (
        "stix.tar.gz", tar_gz([("stix/bundle.json", b"{}\n")], LATER)[:-9], "it ends early",
    ),
    "an archive that unfolds": (
        "stix.tar.gz",
        tar_gz([("stix/bundle.json", b"{}\n"), ("stix/more", b"\0" * 1_000_000)], LATER),
        "stix.tar.gz unfolds to more than its files are",
    ),
    "other sums": ("SHA256SUMS", b"0" * 64 + b"  CHANGES.md\n", "SHA256SUMS is not what was sign"),
}  # fmt: skip


@pytest.mark.parametrize("what", FORGED)
def test_a_forged_release_is_refused(
    address: str, key: SigningKey, tmp_path: Path, what: str
) -> None:
    title, data, complaint = FORGED[what]
    retagged(address, version_of(1), title, data, tmp_path / "blob")
    with pytest.raises(VerificationError, match=complaint):
        fetched(address, tmp_path / "feed", key)
    with pytest.raises(VerificationError, match=complaint):
        verified(registry_origin(address), key)


def test_a_forged_pointer_is_refused(
    address: str, out: Path, key: SigningKey, tmp_path: Path
) -> None:
    pointer = Pointer.parse((out / POINTER).read_bytes())
    forged = pointer.to_bytes().replace(b'"serial": 1', b'"serial": 9')
    retagged(address, POINTER_TAG, POINTER, forged, tmp_path / "blob")
    with pytest.raises(VerificationError, match=r"is not what key .* signed: it was changed"):
        fetched(address, tmp_path / "feed", key)


def test_a_release_that_is_gone_is_said_to_be(
    address: str, key: SigningKey, server: RegistryServer
) -> None:
    repository = server.repository(f"acme/{address.rpartition('/')[2]}")
    shutil.rmtree(repository / "_manifests/tags" / version_of(1))
    with pytest.raises(VerificationError, match="SHA256SUMS is missing"):
        verified(registry_origin(address), key)


def test_an_empty_repository_has_no_pointer(server: RegistryServer, key: SigningKey) -> None:
    with pytest.raises(UnavailableError, match=r"has no latest.json; is it the root"):
        verified(registry_origin(f"oci://{server.host}/acme/nothing"), key)


def test_a_file_is_resumed_in_the_middle(address: str, out: Path) -> None:
    origin = registry_origin(address)
    root = f"v1/{version_of(1)}"
    for path in ("indicators.ndjson", "stix/incidents/a.json"):
        whole = (out / root / path).read_bytes()
        start = len(whole) // 2
        assert b"".join(origin.stream(f"{root}/{path}", start)) == whole[start:]
        assert origin.fetch(f"{root}/{path}", len(whole)) is not None
        with pytest.raises(VerificationError, match="is larger than"):
            origin.fetch(f"{root}/{path}", len(whole) - 1)


def test_everything_together_may_take_so_long(address: str, key: SigningKey) -> None:
    ticks = iter(range(10**6))
    deadline = Deadline(lambda: float(next(ticks)), 20)
    origin = OciOrigin(address.removeprefix("oci://"), {}, deadline)
    with pytest.raises(UnavailableError, match="20 seconds were not enough; raise --timeout"):
        verified(origin, key)


def missing_is_none(origin: OciOrigin, *paths: str) -> list[Any]:
    return [origin.fetch(path, 10) for path in paths]


def test_what_is_not_there_is_none(address: str) -> None:
    origin = registry_origin(address)
    assert origin.fetch(POINTER, POINTER_LIMIT)
    assert missing_is_none(
        origin, "keys.json", "index.html", f"signatures/{'0' * 64}.minisig",
        "v1/2026.11.24.9/SHA256SUMS", f"v1/{version_of(1)}/none.txt",
        f"v1/{version_of(1)}/none/a.txt", f"v1/{version_of(1)}/stix/none.json",
    ) == [None] * 7  # fmt: skip
