"""`release.json`, read once for everybody: what a release is, and what each of its files is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from feedgen.errors import VerificationError
from feedgen.release.names import RELEASE_MANIFEST, SUMS

_PLAIN = "application/octet-stream"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedFile:
    """One file as the release manifest lists it."""

    path: str
    """Below the release."""
    media_type: str
    size: int
    """Bytes."""
    indicators: int
    """How many indicators a consumer of this file acts upon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseManifest:
    """What `release.json` says. It lists every file but itself and the sums."""

    version: str
    serial: int
    licence: str
    """Of the data."""
    files: Mapping[str, ListedFile]
    """By path."""
    document: Mapping[str, Any]
    """All of it, for what only one reader asks for."""

    @classmethod
    def parse(cls, data: bytes, where: str) -> ReleaseManifest:
        """Read it.

        Args:
            data: the file's content, which was compared with its sum where there is one.
            where: says in messages which file it is.

        Raises:
            VerificationError: when it is no release manifest.
        """
        try:
            document: dict[str, Any] = orjson.loads(data)
            return cls(
                version=str(document["version"]),
                serial=int(document["serial"]),
                licence=str(document.get("licence", "")),
                files={str(entry["path"]): _file(entry) for entry in document["artifacts"]},
                document=document,
            )
        except (orjson.JSONDecodeError, KeyError, TypeError, ValueError, AttributeError) as error:
            raise VerificationError(f"{where} is no manifest of a release: {error!r}") from error

    def media_type(self, path: str) -> str:
        """What a file of the release is, also of the two that are not listed."""
        if path in self.files:
            return self.files[path].media_type
        return {RELEASE_MANIFEST: "application/json", SUMS: "text/plain"}.get(path, _PLAIN)


def read_manifest(release: Path) -> ReleaseManifest:
    """The manifest of a release's directory.

    Raises:
        VerificationError: when there is none, or it is none.
    """
    path = release / RELEASE_MANIFEST
    try:
        data = path.read_bytes()
    except OSError as error:
        raise VerificationError(f"{release} has no readable {RELEASE_MANIFEST}") from error
    return ReleaseManifest.parse(data, str(path))


def _file(entry: Mapping[str, Any]) -> ListedFile:
    return ListedFile(
        path=str(entry["path"]),
        media_type=str(entry["media_type"]),
        size=int(entry["size"]),
        indicators=int(entry.get("indicators", 0)),
    )
