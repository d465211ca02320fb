"""A container registry on this machine, and images in it that a policy refuses or accepts."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import socket
import subprocess
import tarfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from engines.registry import require

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
    server, skopeo = require("docker-registry"), require("skopeo")
    bad = write_layout(root / "bad", b"evil")
    good = write_layout(root / "good", b"fine")
    port = free_port()
    (root / "registry.yml").write_text(
        f"version: 0.1\nlog: {{accesslog: {{disabled: true}}, level: error}}\n"
        f"storage: {{filesystem: {{rootdirectory: {root}/data}}}}\n"
        f"http: {{addr: '127.0.0.1:{port}'}}\n"
    )
    (root / "accept.json").write_text(json.dumps(ACCEPT_ALL))
    process = subprocess.Popen(
        [server, "serve", root / "registry.yml"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port, process)
        for layout, name in _PUSHED:
            subprocess.run(
                [skopeo, "--policy", root / "accept.json", "copy", "-q", "--dest-tls-verify=false",
                 f"oci:{root / layout}:x", f"docker://127.0.0.1:{port}/{name}"],
                check=True,
            )  # fmt: skip
        yield Images(host=f"127.0.0.1:{port}", bad=bad, good=good)
    finally:
        process.terminate()
        process.wait(timeout=10)


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


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(100):
        if server.poll() is not None:
            break
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("docker-registry did not start")
