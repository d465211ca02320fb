"""A container registry on this machine, and images in it that a policy refuses or accepts."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.engines.registry import require
from tests.registry.registry_server import registry_server

ACCEPT_ALL = {"default": [{"type": "insecureAcceptAnything"}]}
_OCI = "application/vnd.oci.image"


@dataclass(frozen=True)
class Images:
    """Two images: the bad one, in three repositories, and the good one beside it.

    `acme/app` is where both were published, `mirror/app` a mirror of it that people name, and
    `other/copy` a repository of which no feed knows that the bad one is in it.
    """

    host: str
    bad: str
    good: str

    @property
    def repository(self) -> str:
        return f"{self.host}/acme/app"

    @property
    def mirror(self) -> str:
        return f"{self.host}/mirror/app"

    @property
    def unknown(self) -> str:
        return f"{self.host}/other/copy"


_PUSHED = (
    ("bad", "acme/app:evil"),
    ("bad", "acme/app:also"),
    # Overwritten by the attacker, and restored by the publisher.
    ("bad", "acme/app:stable"),
    ("good", "acme/app:stable"),
    ("good", "acme/app:v1"),
    ("bad", "mirror/app:evil"),
    ("good", "mirror/app:v1"),
    ("bad", "other/copy:evil"),
)


@contextmanager
def running(root: Path) -> Iterator[Images]:
    """docker-registry with the images, until the block ends."""
    skopeo = require("skopeo")
    bad = write_layout(root / "bad", b"evil")
    good = write_layout(root / "good", b"fine")
    (root / "accept.json").write_text(json.dumps(ACCEPT_ALL))
    with registry_server(root / "registry") as server:
        for layout, name in _PUSHED:
            subprocess.run(
                [skopeo, "--policy", root / "accept.json", "copy", "-q", "--dest-tls-verify=false",
                 f"oci:{root / layout}:x", f"docker://{server.host}/{name}"],
                check=True,
            )  # fmt: skip
        yield Images(host=server.host, bad=bad, good=good)


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
    layer = put(gzip.compress(raw.getvalue(), mtime=0), f"{_OCI}.layer.v1.tar+gzip")
    diff_id = f"sha256:{hashlib.sha256(raw.getvalue()).hexdigest()}"
    config = {
        "architecture": "amd64", "os": "linux", "rootfs": {"type": "layers", "diff_ids": [diff_id]},
    }  # fmt: skip
    manifest = {
        "schemaVersion": 2,
        "mediaType": f"{_OCI}.manifest.v1+json",
        "config": put(json.dumps(config).encode(), f"{_OCI}.config.v1+json"),
        "layers": [layer],
    }
    named = put(json.dumps(manifest).encode(), f"{_OCI}.manifest.v1+json")
    index = {
        "schemaVersion": 2,
        "manifests": [{**named, "annotations": {"org.opencontainers.image.ref.name": "x"}}],
    }
    (directory / "oci-layout").write_text('{"imageLayoutVersion": "1.0.0"}')
    (directory / "index.json").write_text(json.dumps(index))
    return str(named["digest"])
