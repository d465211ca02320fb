"""Publishing to a registry: artifacts, tags, what is uploaded, what is refused."""

from __future__ import annotations

import json
import subprocess
import tarfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from feedgen.errors import DriftError, UnavailableError, VerificationError
from feedgen.publish.oci import OciDestination
from feedgen.publish.opening import open_destination
from feedgen.publish.publisher import publish
from feedgen.registry import transport
from feedgen.registry.artifact import digest_of
from feedgen.release.keyring import Keyring
from feedgen.release.names import POINTER
from feedgen.release.signature import SigningKey
from tests.engines.registry import require
from tests.publish.destinations import LATER, publish_at, registry_origin, verified
from tests.publish.publications import signing_key, tree, version_of, write_release
from tests.registry.registry_server import RegistryServer, free_port, registry_server

STIX = {"stix/bundle.json": b"{}\n", "stix/incidents/a.json": b"[]\n"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RegistryServer]:
    with registry_server(tmp_path_factory.mktemp("registry")) as there:
        yield there


@pytest.fixture
def address(server: RegistryServer, request: pytest.FixtureRequest) -> str:
    """A repository of each test's own."""
    name = "".join(c for c in request.node.name if c.isalnum()).lower()
    server.asked()
    return f"oci://{server.host}/acme/{name}"


@pytest.fixture
def key(tmp_path: Path) -> SigningKey:
    return signing_key(tmp_path)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    root = tmp_path / "out"
    root.mkdir()
    write_release(root, 1, files=STIX)
    return root


def raw(address: str, tag: str) -> bytes:
    """A manifest, as skopeo gets it."""
    return subprocess.run(
        [require("skopeo"), "inspect", "--raw", "--tls-verify=false",
         f"docker{address.removeprefix('oci')}:{tag}"],
        check=True, capture_output=True,
    ).stdout  # fmt: skip


def manifest(address: str, tag: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(raw(address, tag))
    return found


def by_title(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        layer["annotations"]["org.opencontainers.image.title"]: layer
        for layer in document["layers"]
    }


def test_a_release_is_one_artifact_of_files_and_folders(
    out: Path, address: str, key: SigningKey
) -> None:
    done = publish_at(out, address, key)
    release = manifest(address, version_of(1))
    assert release["artifactType"] == "application/vnd.feedgen.release.v1+json"
    assert release["config"]["mediaType"] == "application/vnd.feedgen.release.config.v1+json"
    assert release["annotations"] == {
        "org.opencontainers.image.version": version_of(1),
        "org.opencontainers.image.created": "2026-11-24T13:00:00Z",
    }
    assert list(by_title(release)) == [
        "SHA256SUMS", "release.json", "CHANGES.md", "blocklists.tar.gz", "feed.atom",
        "indicators.ndjson", "known-good.csv", "modified_id.csv", "releases.json", "stix.tar.gz",
    ]  # fmt: skip
    types = {title: layer["mediaType"] for title, layer in by_title(release).items()}
    assert types["release.json"] == "application/json"
    assert types["stix.tar.gz"] == "application/vnd.feedgen.release.folder.v1.tar+gzip"
    digest = digest_of(raw(address, version_of(1)))
    assert done.uploaded.reference == f"{address.removeprefix('oci://')}@{digest}"
    assert raw(address, "latest") == raw(address, version_of(1))


def test_the_pointer_is_an_artifact_of_its_own(out: Path, address: str, key: SigningKey) -> None:
    publish_at(out, address, key)
    pointer = manifest(address, "pointer")
    assert pointer["artifactType"] == "application/vnd.feedgen.pointer.v1+json"
    assert list(by_title(pointer)) == ["latest.json", "latest.json.minisig"]
    digest = digest_of((out / POINTER).read_bytes())
    assert by_title(pointer)["latest.json"]["digest"] == digest


def test_tags_move_in_the_order_content_pointer_latest(
    out: Path, address: str, server: RegistryServer, key: SigningKey
) -> None:
    publish_at(out, address, key)
    *_, one, two, three = [path for method, path in server.written() if "/manifests/" in path]
    assert [path.rpartition("/")[2] for path in (one, two, three)] == [
        version_of(1), "pointer", "latest",
    ]  # fmt: skip


def test_published_again_nothing_is_written(
    out: Path, address: str, server: RegistryServer, key: SigningKey
) -> None:
    first = publish_at(out, address, key)
    assert server.written()
    again = publish_at(out, address, key, now=LATER + timedelta(hours=1))
    assert server.written() == []
    assert (again.uploaded.files, again.uploaded.size) == (0, 0)
    assert again.uploaded.reference == first.uploaded.reference


def test_a_folder_that_did_not_change_is_not_uploaded_again(
    out: Path, address: str, server: RegistryServer, key: SigningKey
) -> None:
    publish_at(out, address, key)
    write_release(out, 2, files={**STIX, "sigma/one.yml": b"title: one\n"})
    server.asked()
    publish_at(out, address, key, now=LATER + timedelta(hours=1))
    uploads = [path for method, path in server.written() if method == "POST"]
    one, two = (by_title(manifest(address, version_of(serial))) for serial in (1, 2))
    for title in ("stix.tar.gz", "blocklists.tar.gz", "known-good.csv"):
        assert one[title] == two[title]
    changed = {title for title in two if two[title] != one.get(title)}
    assert changed == {"SHA256SUMS", "release.json", "CHANGES.md", "feed.atom", "sigma.tar.gz"}
    # Those, the release's config, and config, pointer and signature of the pointer.
    assert len(uploads) == len(changed) + 4


def test_a_folders_bytes_are_part_of_the_layout(out: Path, address: str, key: SigningKey) -> None:
    """Else a new feedgen would not recognise the release that the old one published."""
    publish_at(out, address, key)
    assert by_title(manifest(address, "latest"))["stix.tar.gz"]["digest"] == (
        "sha256:056ffb78531375cd74b7ed3886e302b47c2d4d2e67770a6815ab4d128bbbbd26"
    )


def test_one_file_is_pulled_by_its_title_with_curl_alone(
    out: Path, address: str, server: RegistryServer, key: SigningKey, tmp_path: Path
) -> None:
    publish_at(out, address, key)
    layers = by_title(manifest(address, "latest"))
    repository = address.removeprefix(f"oci://{server.host}/")
    for title in ("indicators.ndjson", "stix.tar.gz"):
        subprocess.run(
            ["curl", "-fsS", "-o", tmp_path / title,
             f"http://{server.host}/v2/{repository}/blobs/{layers[title]['digest']}"],
            check=True,
        )  # fmt: skip
    release = out / "v1" / version_of(1)
    file = release / "indicators.ndjson"
    assert (tmp_path / "indicators.ndjson").read_bytes() == file.read_bytes()
    with tarfile.open(tmp_path / "stix.tar.gz") as archive:
        archive.extractall(tmp_path / "unpacked", filter="data")
    assert tree(tmp_path / "unpacked/stix") == tree(release / "stix")


def test_a_whole_release_is_copied_by_skopeo_and_verifies_there(
    out: Path, address: str, key: SigningKey
) -> None:
    publish_at(out, address, key)
    mirror = f"{address}-mirror"
    for tag in (version_of(1), "pointer", "latest"):
        source, target = (f"docker{at.removeprefix('oci')}:{tag}" for at in (address, mirror))
        subprocess.run(
            [require("skopeo"), "--insecure-policy", "copy", "-q", "--src-tls-verify=false",
             "--dest-tls-verify=false", source, target],
            check=True,
        )  # fmt: skip
        assert raw(mirror, tag) == raw(address, tag)
    assert verified(registry_origin(mirror), key).trusted.pointer.serial == 1


def test_a_version_never_changes(out: Path, address: str, key: SigningKey) -> None:
    publish_at(out, address, key)
    write_release(out, 2)
    publish_at(out, address, key)
    before = raw(address, version_of(1))
    # The same content under a version that is taken, with a serial that rises.
    write_release(out, 3)
    taken = manifest(address, version_of(2))
    write_tag(address, version_of(3), taken)
    with pytest.raises(DriftError, match=rf":{version_of(3)} is another release, sha256:.* a publ"):
        publish_at(out, address, key)
    assert raw(address, version_of(1)) == before
    assert verified(registry_origin(address), key).trusted.pointer.serial == 2


def write_tag(address: str, tag: str, document: dict[str, Any]) -> None:
    """Make a tag lead to a manifest, as anybody does who may push."""
    host, _, repository = address.removeprefix("oci://").partition("/")
    subprocess.run(
        ["curl", "-fsS", "-X", "PUT", "-H", f"Content-Type: {document['mediaType']}",
         "--data-binary", json.dumps(document), f"http://{host}/v2/{repository}/manifests/{tag}"],
        check=True, capture_output=True,
    )  # fmt: skip


def test_the_expiry_is_renewed_by_one_small_artifact(
    out: Path, address: str, server: RegistryServer, key: SigningKey
) -> None:
    first = publish_at(out, address, key).pointer
    server.asked()
    done = publish_at(out, address, key, now=LATER + timedelta(days=1), resign=True)
    assert done.pointer.expires == first.expires + timedelta(days=1)
    assert done.pointer.activated == first.activated
    assert [path for _, path in server.written() if "/manifests/" in path] == [
        f"/v2/{address.partition('/')[2].partition('/')[2].partition('/')[2]}/manifests/pointer"
    ]


def test_the_list_of_keys_goes_and_stays_with_the_pointer(
    out: Path, address: str, key: SigningKey, tmp_path: Path
) -> None:
    root = signing_key(tmp_path, "root")
    until = LATER + timedelta(days=300)
    keys, signature = tmp_path / "keys.json", tmp_path / "keys.json.minisig"

    def write(ring: Keyring) -> None:
        keys.write_bytes(ring.to_bytes())
        signature.write_bytes(root.sign(keys.read_bytes(), "file:keys.json"))

    ring = Keyring(serial=0, expires=until, keys=()).with_key(key.public, now=LATER, expires=until)
    write(ring)
    publish_at(out, address, key, keys=keys)
    titles = {"latest.json", "latest.json.minisig", "keys.json", "keys.json.minisig"}
    assert by_title(manifest(address, "pointer")).keys() == titles
    assert verified(registry_origin(address), root).trusted.keyring_serial == 1
    # Another list with the same pointer is published at once …
    write(ring.renewed(expires=until + timedelta(days=1)))
    assert publish_at(out, address, key, keys=keys).uploaded.files
    assert verified(registry_origin(address), root).trusted.keyring_serial == 2
    # … and stays when a release is published without one.
    write_release(out, 2)
    publish_at(out, address, key)
    seen = verified(registry_origin(address), root).trusted
    assert (seen.pointer.serial, seen.keyring_serial) == (2, 2)


def test_what_a_crash_left_is_completed(
    out: Path, address: str, key: SigningKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed between pointer and tag, `latest` follows with the next run."""
    publish_at(out, address, key)
    write_release(out, 2)
    with monkeypatch.context() as patch:
        patch.setattr(OciDestination, "_move_latest", lambda *_: None)
        publish_at(out, address, key)
    assert raw(address, "latest") == raw(address, version_of(1))
    done = publish_at(out, address, key)
    assert done.uploaded.files == 1
    assert raw(address, "latest") == raw(address, version_of(2))


def test_a_pointer_that_was_replaced_meanwhile_is_not_overwritten(
    out: Path, address: str, key: SigningKey, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    publish_at(out, address, key)
    other = tmp_path / "other"
    other.mkdir()
    for root, serial in ((out, 2), (other, 3)):
        write_release(root, serial)
    whole = OciDestination.put_documents

    def meanwhile(self: OciDestination, *rest: Any) -> None:
        whole(self, *rest)
        monkeypatch.undo()
        publish_at(other, address, key)

    monkeypatch.setattr(OciDestination, "put_documents", meanwhile)
    with pytest.raises(DriftError, match=r"publishes 2026.11.24.3 with serial 3, and .*4.2 has 2"):
        publish_at(out, address, key)
    assert verified(registry_origin(address), key).trusted.pointer.serial == 3


def test_a_repository_of_something_else_is_left_alone(
    out: Path, address: str, key: SigningKey
) -> None:
    publish_at(out, address, key)
    write_tag(address, "pointer", manifest(address, version_of(1)))
    with pytest.raises(VerificationError, match="a feed needs a repository of its own"):
        publish_at(out, address, key)


def test_a_directory_and_a_registry_get_the_same_pointer(
    out: Path, address: str, key: SigningKey, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    publish(
        out, [open_destination(text, {}) for text in (str(site), address)], key,
        clock=lambda: LATER, resign=False, keys=None, progress=lambda _: None,
    )  # fmt: skip
    seen = verified(registry_origin(address), key).trusted
    assert seen.document.data == (site / POINTER).read_bytes()


@pytest.fixture
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "_BACK_OFF", 0.0)


@pytest.mark.usefixtures("_impatient")
def test_a_registry_that_is_gone_is_said_to_be(out: Path, key: SigningKey) -> None:
    with pytest.raises(UnavailableError, match=r"oci://127.0.0.1:\d+/acme/feed: .*refused"):
        publish_at(out, f"oci://127.0.0.1:{free_port()}/acme/feed", key)


@pytest.mark.usefixtures("_impatient")
def test_a_registry_that_goes_down_meanwhile_leaves_the_old_release(
    out: Path, key: SigningKey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with registry_server(tmp_path / "registry") as server:
        address = f"oci://{server.host}/acme/feed"
        publish_at(out, address, key)
        write_release(out, 2)
        whole = OciDestination.put_documents

        def down(self: OciDestination, *rest: Any) -> None:
            whole(self, *rest)
            server.stop()

        with monkeypatch.context() as patch:
            patch.setattr(OciDestination, "put_documents", down)
            with pytest.raises(UnavailableError, match="out of reach"):
                publish_at(out, address, key)
    with registry_server(tmp_path / "registry") as server:
        address = f"oci://{server.host}/acme/feed"
        assert verified(registry_origin(address), key).trusted.pointer.serial == 1
        publish_at(out, address, key)
        assert verified(registry_origin(address), key).trusted.pointer.serial == 2


def test_a_registry_that_takes_nothing_is_quoted(
    out: Path, key: SigningKey, tmp_path: Path
) -> None:
    read_only = {"storage": {
        "filesystem": {"rootdirectory": str(tmp_path / "data")},
        "maintenance": {"readonly": {"enabled": True}},
    }}  # fmt: skip
    with (
        registry_server(tmp_path / "registry", read_only) as server,
        pytest.raises(UnavailableError, match="answers 405 Method Not Allowed: Method not allowed"),
    ):
        publish_at(out, f"oci://{server.host}/acme/feed", key)
