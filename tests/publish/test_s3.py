"""Publishing to a bucket with the real boto3 client: what is put, how, and what readers then get."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import requests

from feedgen.deadline import Deadline
from feedgen.errors import DriftError, UnavailableError, UsageError
from feedgen.publish.opening import open_destination
from feedgen.publish.publication import read_publication
from feedgen.publish.s3 import S3
from feedgen.publish.store import StoreDestination
from feedgen.release.names import POINTER
from feedgen.release.pointer import copy_of_signature, signature_path
from feedgen.release.signature import SigningKey
from feedgen.subscribe.web import WebOrigin
from tests.publish.destinations import LATER, publish_at, verified
from tests.publish.object_store import BUCKET, KEY_ID, ObjectStore, object_store, use
from tests.publish.publications import signing_key, tree, version_of, write_release


@pytest.fixture(scope="module")
def server() -> Iterator[ObjectStore]:
    with object_store() as there:
        yield there


@pytest.fixture
def store(server: ObjectStore, monkeypatch: pytest.MonkeyPatch) -> ObjectStore:
    server.empty()
    use(monkeypatch, server)
    return server


@pytest.fixture
def key(tmp_path: Path) -> SigningKey:
    return signing_key(tmp_path)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    root = tmp_path / "out"
    root.mkdir()
    write_release(root, 1)
    return root


@pytest.fixture
def writes(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What boto3 sends that changes something: operation and key, by its own events."""
    sent: list[tuple[str, str]] = []
    made = S3.__init__

    def listening(self: S3, client: Any, *rest: Any) -> None:
        def note(params: dict[str, Any], model: Any, **_: object) -> None:
            if model.name not in ("GetObject", "ListObjectsV2"):
                sent.append((model.name, params.get("Key", "")))

        client.meta.events.register("provide-client-params.s3.*", note)
        made(self, client, *rest)

    monkeypatch.setattr(S3, "__init__", listening)
    return sent


ADDRESS = f"s3://{BUCKET}/public/feed"
PREFIX = "public/feed/"


def reader(store: ObjectStore, prefix: str = PREFIX) -> WebOrigin:
    root = f"{store.url}/{BUCKET}/{prefix}"
    return WebOrigin(root, Deadline(time.monotonic, 60))


def test_readers_get_it_over_http_and_it_verifies(
    out: Path, store: ObjectStore, key: SigningKey
) -> None:
    done = publish_at(out, ADDRESS, key)
    seen = verified(reader(store), key)
    assert seen.trusted.pointer == done.pointer
    assert seen.files == len(tree(out / done.pointer.path)) - 1  # the sums name all but themselves
    for path, data in tree(out / done.pointer.path).items():
        for root in (done.pointer.path, "v1/latest/"):
            assert (
                requests.get(f"{store.url}/{BUCKET}/{PREFIX}{root}{path}", timeout=9).content
                == data
            )


@pytest.mark.parametrize("prefix", ["", "feed", "a/b/c"])
def test_everything_lies_below_the_prefix(
    out: Path, store: ObjectStore, key: SigningKey, prefix: str
) -> None:
    store.client.put_object(Bucket=BUCKET, Key="feedback.txt", Body=b"somebody else's")
    publish_at(out, f"s3://{BUCKET}/{prefix}/", key)
    lead = f"{prefix}/" if prefix else ""
    others = {name for name in store.objects() if not name.startswith(f"{lead}v1/")}
    data = (out / POINTER).read_bytes()
    assert others == {"feedback.txt"} | {
        f"{lead}{name}"
        for name in (
            "feed.atom", "modified_id.csv", "releases.json", POINTER, copy_of_signature(POINTER),
            signature_path(data),
        )
    }  # fmt: skip
    assert verified(reader(store, lead), key).trusted.document.data == data


FOR_EVER = "public, max-age=31536000, immutable"


def test_each_file_says_what_it_is_and_how_long_it_keeps(
    out: Path, store: ObjectStore, key: SigningKey
) -> None:
    publish_at(out, ADDRESS, key)
    expected = {
        f"v1/{version_of(1)}/release.json": ("application/json", FOR_EVER),
        f"v1/{version_of(1)}/SHA256SUMS": ("text/plain", FOR_EVER),
        "v1/latest/blocklists/all.txt": ("text/plain", "public, max-age=300"),
        "feed.atom": ("application/atom+xml", "public, max-age=300"),
        "modified_id.csv": ("text/csv", "public, max-age=300"),
        "latest.json": ("application/json", "public, max-age=60"),
        "latest.json.minisig": ("text/plain", "public, max-age=60"),
        signature_path((out / POINTER).read_bytes()): ("text/plain", FOR_EVER),
    }
    said = {}
    for path in expected:
        answer = requests.get(f"{store.url}/{BUCKET}/{PREFIX}{path}", timeout=9)
        assert answer.ok, path
        assert answer.headers["ETag"], path
        assert answer.headers["Last-Modified"], path
        media_type = answer.headers["Content-Type"].partition(";")[0]
        said[path] = (media_type, answer.headers["Cache-Control"])
    assert said == expected


def test_published_again_nothing_is_written(
    out: Path, store: ObjectStore, key: SigningKey, writes: list[tuple[str, str]]
) -> None:
    first = publish_at(out, ADDRESS, key)
    assert {name for name, _ in writes} == {"PutObject"}
    assert len(writes) == first.uploaded.files == len(store.objects())
    writes.clear()
    again = publish_at(out, ADDRESS, key, now=LATER + timedelta(hours=1))
    assert writes == []
    assert (again.uploaded.files, again.uploaded.removed) == (0, 0)


def test_the_order_is_content_sums_signature_pointer(
    out: Path, store: ObjectStore, key: SigningKey, writes: list[tuple[str, str]]
) -> None:
    publish_at(out, ADDRESS, key)
    names = [name.removeprefix(PREFIX) for _, name in writes]
    signature = signature_path((out / POINTER).read_bytes())
    assert names[-3:] == [signature, POINTER, copy_of_signature(POINTER)]
    version = [name for name in names if name.startswith(f"v1/{version_of(1)}/")]
    assert names[: len(version)] == version
    assert version[-1].endswith("/SHA256SUMS")


def test_only_what_changed_is_put_and_what_left_is_deleted(
    out: Path, store: ObjectStore, key: SigningKey, writes: list[tuple[str, str]]
) -> None:
    write_release(out, 2, files={"lists/old.txt": b"old\n", "lists/same.txt": b"same\n"})
    publish_at(out, ADDRESS, key)
    write_release(out, 3, files={"lists/new.txt": b"new\n", "lists/same.txt": b"same\n"})
    writes.clear()
    done = publish_at(out, ADDRESS, key)
    latest = {
        (op, name.removeprefix(f"{PREFIX}v1/latest/")) for op, name in writes if "/latest/" in name
    }
    assert latest == {
        ("PutObject", "CHANGES.md"), ("PutObject", "SHA256SUMS"), ("PutObject", "feed.atom"),
        ("PutObject", "lists/new.txt"), ("PutObject", "release.json"),
        ("DeleteObject", "lists/old.txt"),
    }  # fmt: skip
    assert done.uploaded.removed == 1


def test_more_than_a_thousand_objects_are_listed_page_by_page(
    out: Path, store: ObjectStore, key: SigningKey, writes: list[tuple[str, str]]
) -> None:
    """A listing gives a thousand at most; what it left out would be put again, or never go."""
    many = {f"osv/{number:04}.json": b"%d\n" % number for number in range(1_050)}
    write_release(out, 2, files=many)
    # As a crash leaves it: everything of the version is there but its sums, and something more.
    root = f"{PREFIX}v1/{version_of(2)}/"
    files = read_publication(out, None).files[:-1]
    store.fill({f"{root}{file.path}": file.source.read_bytes() for file in files})
    store.fill({f"{root}zzz.json": b"left"})
    destination = open_destination(ADDRESS, {})
    writes.clear()
    assert isinstance(destination, StoreDestination)
    assert len(destination.store.listing(f"v1/{version_of(2)}/")) > 1_050
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StoreDestination, "_put_latest", lambda *_: None)
        destination.put_release(read_publication(out, None), lambda _: None)
    assert writes == [("DeleteObject", f"{root}zzz.json"), ("PutObject", f"{root}SHA256SUMS")]


def test_an_object_that_was_damaged_is_put_again(
    out: Path, store: ObjectStore, key: SigningKey, writes: list[tuple[str, str]]
) -> None:
    publish_at(out, ADDRESS, key)
    name = f"{PREFIX}v1/latest/blocklists/all.txt"
    data = store.client.get_object(Bucket=BUCKET, Key=name)["Body"].read()
    store.client.put_object(Bucket=BUCKET, Key=name, Body=data[::-1])
    writes.clear()
    publish_at(out, ADDRESS, key)
    assert writes == [("PutObject", name)]


def test_an_object_whose_tag_is_no_digest_is_compared_by_its_bytes(
    out: Path, store: ObjectStore, key: SigningKey, writes: list[tuple[str, str]]
) -> None:
    """As those that were put in parts, or encrypted with a key of the bucket's owner."""
    publish_at(out, ADDRESS, key)
    name = f"{PREFIX}v1/latest/blocklists/all.txt"
    data = store.client.get_object(Bucket=BUCKET, Key=name)["Body"].read()
    upload = store.client.create_multipart_upload(Bucket=BUCKET, Key=name)["UploadId"]
    part = store.client.upload_part(
        Bucket=BUCKET, Key=name, UploadId=upload, PartNumber=1, Body=data
    )
    store.client.complete_multipart_upload(
        Bucket=BUCKET, Key=name, UploadId=upload,
        MultipartUpload={"Parts": [{"PartNumber": 1, "ETag": part["ETag"]}]},
    )  # fmt: skip
    assert store.objects()[name]["ETag"].endswith('-1"')
    writes.clear()
    publish_at(out, ADDRESS, key)
    assert writes == []


def test_a_version_never_changes(out: Path, store: ObjectStore, key: SigningKey) -> None:
    publish_at(out, ADDRESS, key)
    store.client.put_object(
        Bucket=BUCKET, Key=f"{PREFIX}v1/{version_of(2)}/SHA256SUMS", Body=b"another\n"
    )
    write_release(out, 2)
    with pytest.raises(DriftError, match=r"holds another release under v1/2026.11.24.2/"):
        publish_at(out, ADDRESS, key)
    assert verified(reader(store), key).trusted.pointer.serial == 1


@pytest.mark.parametrize("before", ["nothing", "a pointer"])
def test_of_two_publishers_the_bucket_lets_one_win(
    out: Path, store: ObjectStore, key: SigningKey, before: str
) -> None:
    """Both have read the pointer and compared it; only the condition of the PUT decides."""
    if before == "a pointer":
        publish_at(out, ADDRESS, key)
    mine, theirs = (open_destination(ADDRESS, {}) for _ in range(2))
    assert isinstance(mine, StoreDestination)
    assert isinstance(theirs, StoreDestination)
    old = mine.store.read(POINTER)
    assert theirs.store.read(POINTER) == old
    their_read = theirs.store.read
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            S3, "read", lambda self, path: old if self is mine.store else their_read(path)
        )
        theirs.store.swap(POINTER, b"theirs", "application/json", old)
        with pytest.raises(UnavailableError) as lost:
            mine.store.swap(POINTER, b"mine", "application/json", old)
    assert str(lost.value) == (
        f"{ADDRESS}/latest.json was replaced by somebody else meanwhile; run publish again"
    )
    assert mine.store.read(POINTER) == b"theirs"


def test_a_pointer_that_was_replaced_during_a_publication_stays(
    out: Path, store: ObjectStore, key: SigningKey, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    publish_at(out, ADDRESS, key)
    write_release(out, 2)
    other = tmp_path / "other"
    other.mkdir()
    write_release(other, 3)
    whole = StoreDestination.put_documents

    def meanwhile(self: StoreDestination, *rest: Any) -> None:
        monkeypatch.setattr(StoreDestination, "put_documents", whole)
        publish_at(other, ADDRESS, key)
        whole(self, *rest)

    monkeypatch.setattr(StoreDestination, "put_documents", meanwhile)
    with pytest.raises(DriftError, match=r"publishes 2026.11.24.3 with serial 3, and .*4.2 has 2"):
        publish_at(out, ADDRESS, key)
    assert verified(reader(store), key).trusted.pointer.serial == 3


def test_a_bucket_that_is_not_there(out: Path, store: ObjectStore, key: SigningKey) -> None:
    with pytest.raises(UnavailableError) as refused:
        publish_at(out, "s3://no-such-bucket/feed", key)
    assert str(refused.value) == (
        "s3://no-such-bucket/feed/latest.json cannot be used: An error occurred (NoSuchBucket) "
        "when calling the GetObject operation: The specified bucket does not exist; what was "
        "published stays as it was"
    )


def test_wrong_credentials(
    out: Path, store: ObjectStore, key: SigningKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEY_ID.replace("MADE", "NONE"))
    store.ask_who_is_there()
    try:
        with pytest.raises(UnavailableError, match=r"InvalidAccessKeyId|AccessDenied|Forbidden"):
            publish_at(out, ADDRESS, key)
    finally:
        store.ask_who_is_there(False)
    assert store.objects() == {}


def test_no_credentials(
    out: Path, store: ObjectStore, key: SigningKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    with pytest.raises(UnavailableError, match="Unable to locate credentials"):
        publish_at(out, ADDRESS, key)


def test_a_server_that_is_gone(
    out: Path, store: ObjectStore, key: SigningKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setattr("feedgen.publish.s3._ATTEMPTS", 0)
    with pytest.raises(UnavailableError, match="Could not connect to the endpoint URL"):
        publish_at(out, ADDRESS, key)


def test_a_profile_that_is_not_there_is_said_to_be(
    store: ObjectStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_PROFILE", "nobody")
    with pytest.raises(UsageError, match=r"cannot be opened: The config profile \(nobody\)"):
        open_destination(ADDRESS, {})


def test_an_address_names_a_bucket(store: ObjectStore) -> None:
    with pytest.raises(UsageError, match="names no bucket; write s3://bucket/prefix"):
        open_destination("s3:///feed", {})
