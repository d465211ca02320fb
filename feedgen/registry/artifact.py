"""An OCI artifact: a manifest that names its parts by digest."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from feedgen.errors import VerificationError

MANIFEST = "application/vnd.oci.image.manifest.v1+json"
TITLE = "org.opencontainers.image.title"
VERSION = "org.opencontainers.image.version"
CREATED = "org.opencontainers.image.created"
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


def digest_of(data: bytes) -> str:
    """As registries write it."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Blob:
    """A part of an artifact."""

    media_type: str
    digest: str
    size: int
    """Bytes."""
    title: str = ""
    """What it is called in a directory."""

    @property
    def name(self) -> str:
        """For messages."""
        return self.title or self.digest

    def descriptor(self) -> dict[str, Any]:
        """As a manifest holds it."""
        plain = {"mediaType": self.media_type, "digest": self.digest, "size": self.size}
        return {**plain, "annotations": {TITLE: self.title}} if self.title else plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Artifact:
    """What a tag leads to."""

    artifact_type: str
    config: Blob
    layers: Sequence[Blob]
    annotations: Mapping[str, str] = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        """The manifest: equal artifacts have equal bytes, and so equal digests."""
        document = {
            "schemaVersion": 2,
            "mediaType": MANIFEST,
            "artifactType": self.artifact_type,
            "config": self.config.descriptor(),
            "layers": [layer.descriptor() for layer in self.layers],
            "annotations": dict(self.annotations),
        }
        return orjson.dumps(document, option=orjson.OPT_INDENT_2)

    def layer(self, title: str) -> Blob | None:
        """The layer of that name."""
        return next((layer for layer in self.layers if layer.title == title), None)

    @classmethod
    def parse(cls, data: bytes, name: str) -> Artifact:
        """Read a manifest.

        Args:
            data: its bytes.
            name: in messages.

        Raises:
            VerificationError: when it is none.
        """
        try:
            document = orjson.loads(data)
            return cls(
                # Registries of before OCI 1.1 drop nothing, but others may have pushed there.
                artifact_type=str(document.get("artifactType", "")),
                config=_blob(document["config"]),
                layers=tuple(_blob(layer) for layer in document["layers"]),
                annotations=dict(document.get("annotations") or {}),
            )
        except (orjson.JSONDecodeError, AttributeError, KeyError, TypeError, ValueError) as error:
            raise VerificationError(f"{name} is no artifact of a release: {error!r}") from error


def _blob(document: dict[str, Any]) -> Blob:
    digest, size = document["digest"], document["size"]
    if not _DIGEST.fullmatch(digest):
        raise ValueError(f"{digest!r} is no SHA-256 digest")
    if not isinstance(size, int) or size < 0:
        raise ValueError(f"{size!r} is no size")
    return Blob(
        media_type=str(document["mediaType"]),
        digest=digest,
        size=size,
        title=str((document.get("annotations") or {}).get(TITLE, "")),
    )
