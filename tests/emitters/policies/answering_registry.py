"""A registry on this machine that has an image for every name, so that only a policy refuses one.

Nobody can make an image of a given digest: a stand-in of its own answers for each.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_OCI = "application/vnd.oci.image"
_CONFIG = json.dumps(
    {"architecture": "amd64", "os": "linux", "rootfs": {"type": "layers", "diff_ids": []}}
).encode()


@dataclass(frozen=True)
class Answering:
    """Where it is, and what stands in for what."""

    host: str
    stand_ins: Mapping[str, str]

    def stood_in(self, text: str) -> str:
        """The text with stand-ins instead of the digests."""
        for digest, stand_in in self.stand_ins.items():
            text = text.replace(digest, stand_in)
        return text


@contextmanager
def answering(digests: Iterable[str]) -> Iterator[Answering]:
    """Serves until the block ends."""
    manifests = {digest: _manifest(digest) for digest in digests}
    served = {_digest(body): body for body in manifests.values()}
    served[_digest(_CONFIG)] = _CONFIG
    any_tag = _manifest("any tag")

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, _, name = self.path.rpartition("/")
            body = served.get(name, any_tag if kind.endswith("/manifests") else b"{}")
            media = (
                f"{_OCI}.manifest.v1+json" if kind.endswith("/manifests") else "application/json"
            )
            self.send_response(200)
            self.send_header("Content-Type", media)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nobody reads it."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield Answering(
                host=f"127.0.0.1:{server.server_address[1]}",
                stand_ins={digest: _digest(body) for digest, body in manifests.items()},
            )
        finally:
            server.shutdown()
            thread.join()


def _manifest(about: str) -> bytes:
    config = {
        "mediaType": f"{_OCI}.config.v1+json",
        "digest": _digest(_CONFIG),
        "size": len(_CONFIG),
    }
    manifest = {
        "schemaVersion": 2, "mediaType": f"{_OCI}.manifest.v1+json", "config": config, "layers": [],
        "annotations": {"about": about},
    }  # fmt: skip
    return json.dumps(manifest).encode()


def _digest(body: bytes) -> str:
    return f"sha256:{hashlib.sha256(body).hexdigest()}"
