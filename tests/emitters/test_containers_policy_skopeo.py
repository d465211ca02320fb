"""policy.json: skopeo refuses what is listed, and only that."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import shutil
import socket
import subprocess
import tarfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from made_feeds import indicator, made, mention, small
from merged_policy import merged, program

from feedgen.model.feed import Feed
from feedgen.model.indicator import ImageDetail, ImageKind, TagDetail, TagStanding
from feedgen.model.observables import ImageDigest, ImageTag

CREATED = TagDetail(standing=TagStanding.CREATED)
ACCEPT_ALL = {"default": [{"type": "insecureAcceptAnything"}]}


@pytest.fixture(scope="module")
def feed(corpus: Callable[[str], Path]) -> Feed:
    return small(corpus("small"))


@dataclass(frozen=True)
class Images:
    """A registry on this machine with two images in one repository."""

    host: str
    bad: str
    good: str

    @property
    def repository(self) -> str:
        return f"{self.host}/acme/app"


def write_layout(directory: Path, content: bytes) -> str:
    """An OCI image layout with one small image; gives the digest of its manifest."""
    blobs = directory / "blobs" / "sha256"
    blobs.mkdir(parents=True)

    def put(data: bytes, media_type: str) -> dict[str, object]:
        digest = hashlib.sha256(data).hexdigest()
        (blobs / digest).write_bytes(data)
        return {"mediaType": media_type, "digest": f"sha256:{digest}", "size": len(data)}

    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w") as archive:
        member = tarfile.TarInfo("app")
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content))
    oci = "application/vnd.oci.image"
    layer = put(gzip.compress(raw.getvalue(), mtime=0), f"{oci}.layer.v1.tar+gzip")
    diff_id = f"sha256:{hashlib.sha256(raw.getvalue()).hexdigest()}"
    config = {
        "architecture": "amd64", "os": "linux", "rootfs": {"type": "layers", "diff_ids": [diff_id]},
    }  # fmt: skip
    manifest = {
        "schemaVersion": 2,
        "mediaType": f"{oci}.manifest.v1+json",
        "config": put(json.dumps(config).encode(), f"{oci}.config.v1+json"),
        "layers": [layer],
    }
    named = put(json.dumps(manifest).encode(), f"{oci}.manifest.v1+json")
    index = {
        "schemaVersion": 2,
        "manifests": [{**named, "annotations": {"org.opencontainers.image.ref.name": "x"}}],
    }
    (directory / "oci-layout").write_text('{"imageLayoutVersion": "1.0.0"}')
    (directory / "index.json").write_text(json.dumps(index))
    return str(named["digest"])


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(100):
        if server.poll() is not None:
            break
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("docker-registry did not start")


@pytest.fixture(scope="module")
def images(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Images]:
    server_program = program("docker-registry")
    skopeo = program("skopeo")
    root = tmp_path_factory.mktemp("registry")
    bad = write_layout(root / "bad", b"evil")
    good = write_layout(root / "good", b"fine")
    port = free_port()
    (root / "registry.yml").write_text(
        f"version: 0.1\nlog: {{accesslog: {{disabled: true}}, level: error}}\n"
        f"storage: {{filesystem: {{rootdirectory: {root}/data}}}}\n"
        f"http: {{addr: '127.0.0.1:{port}'}}\n"
    )
    (root / "accept.json").write_text(json.dumps(ACCEPT_ALL))
    server = subprocess.Popen(
        [server_program, "serve", root / "registry.yml"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(port, server)
        there = Images(host=f"127.0.0.1:{port}", bad=bad, good=good)
        for layout, tag in (("bad", "evil"), ("bad", "latest"), ("good", "v1")):
            subprocess.run(
                [skopeo, "--policy", root / "accept.json", "copy", "-q", "--dest-tls-verify=false",
                 f"oci:{root / layout}:x", f"docker://{there.repository}:{tag}"],
                check=True,
            )  # fmt: skip
        yield there
    finally:
        server.terminate()
        server.wait(timeout=10)


@dataclass(frozen=True)
class Client:
    """skopeo with a policy."""

    directory: Path
    options: tuple[str, ...] = ()

    def pull(self, reference: str) -> str:
        """What it says when it refuses; empty when the image came."""
        target = self.directory / "pulled"
        shutil.rmtree(target, ignore_errors=True)
        done = subprocess.run(
            [program("skopeo"), *self.options, "--policy", self.directory / "policy.json", "copy",
             "-q", "--src-tls-verify=false", f"docker://{reference}", f"oci:{target}:x"],
            check=False, capture_output=True, text=True,
        )  # fmt: skip
        assert (done.returncode == 0) == (target / "index.json").exists()
        return done.stderr


def listing(feed: Feed, images: Images) -> Feed:
    """The feed that lists the bad image by digest, and the tag `evil` that the attacker made."""
    detail = ImageDetail(repositories=(images.repository,), kind=ImageKind.MANIFEST)
    return made(
        feed,
        [
            indicator(feed, mention(ImageDigest(images.bad), detail=detail)),
            indicator(feed, mention(ImageTag(f"{images.repository}:evil"), detail=CREATED)),
        ],
    )


@pytest.fixture
def client(feed: Feed, images: Images, tmp_path: Path) -> Client:
    """skopeo with the feed's policy merged into one that accepts everything else."""
    merged(listing(feed, images), ACCEPT_ALL, "python3", tmp_path)
    return Client(tmp_path)


@pytest.mark.engine
def test_skopeo_refuses_what_is_listed_and_nothing_else(client: Client, images: Images) -> None:
    assert "is rejected by policy" in client.pull(f"{images.repository}@{images.bad}")
    assert "is rejected by policy" in client.pull(f"{images.repository}:evil")
    assert client.pull(f"{images.repository}@{images.good}") == ""
    assert client.pull(f"{images.repository}:v1") == ""


@pytest.mark.engine
def test_the_limit_that_the_page_names_is_real(client: Client, images: Images) -> None:
    """If this fails one day, the page may promise more."""
    assert client.pull(f"{images.repository}:latest") == ""


@pytest.mark.engine
def test_a_configured_mirror_is_refused_by_the_name_that_was_asked_for(
    feed: Feed, images: Images, tmp_path: Path
) -> None:
    closed = f"127.0.0.1:{free_port()}"
    (tmp_path / "registries.conf").write_text(
        f'[[registry]]\nprefix = "{closed}/acme"\nlocation = "{closed}/acme"\ninsecure = true\n'
        f'[[registry.mirror]]\nlocation = "{images.host}/acme"\ninsecure = true\n'
    )
    asked = replace(images, host=closed)
    merged(listing(feed, asked), ACCEPT_ALL, "python3", tmp_path)
    client = Client(tmp_path, ("--registries-conf", str(tmp_path / "registries.conf")))
    assert "is rejected by policy" in client.pull(f"{asked.repository}@{images.bad}")
    assert client.pull(f"{asked.repository}@{images.good}") == ""


@pytest.mark.engine
def test_a_scope_of_ones_own_gives_way_to_the_more_exact_one(
    feed: Feed, images: Images, tmp_path: Path
) -> None:
    base = {
        "default": [{"type": "reject"}],
        "transports": {"docker": {images.repository: [{"type": "insecureAcceptAnything"}]}},
    }
    merged(listing(feed, images), base, "python3", tmp_path)
    client = Client(tmp_path)
    assert "is rejected by policy" in client.pull(f"{images.repository}@{images.bad}")
    assert client.pull(f"{images.repository}@{images.good}") == ""


@pytest.mark.engine
def test_an_empty_fragment_merges_into_a_policy_that_loads(
    feed: Feed, images: Images, tmp_path: Path
) -> None:
    merged(replace(feed, indicators=()), ACCEPT_ALL, "python3", tmp_path)
    assert Client(tmp_path).pull(f"{images.repository}:evil") == ""


@pytest.mark.engine
@pytest.mark.parametrize(
    ("policy", "complaint"),
    [
        ({"transports": {"docker": {}}}, "Default policy is missing"),
        ({**ACCEPT_ALL, "comment": "x"}, 'Unknown key \\"comment\\"'),
    ],
)
def test_why_the_fragment_has_neither_default_nor_comment(
    images: Images, tmp_path: Path, policy: dict[str, Any], complaint: str
) -> None:
    """A fragment cannot replace a policy by itself, and the format has no place for its limits."""
    (tmp_path / "policy.json").write_text(json.dumps(policy))
    assert complaint in Client(tmp_path).pull(f"{images.repository}:v1")
