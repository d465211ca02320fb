"""`site.json`: the pages that stand at a publication's root, with their sums.

`feedgen build` writes pages and list, `publish` brings them along, `serve` offers what is listed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import orjson

from feedgen.errors import VerificationError
from feedgen.release.names import SITE_MANIFEST

_PAGES = frozenset({"index.html", "search.html", "affected.html", "subscribe.html"})
_FOLDERS = ("incidents/", "assets/", "data/")
_SEGMENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_PRINTABLE = re.compile(r"[\x20-\x7e]{1,2000}")


@dataclass(frozen=True, slots=True)
class Page:
    """One file of the site."""

    path: str
    """Below the publication's root."""
    media_type: str
    size: int
    """Bytes."""
    sha256: str


@dataclass(frozen=True, slots=True)
class SiteManifest:
    """What `site.json` says."""

    version: str
    """Of the release that the pages were made of."""
    serial: int
    content_security_policy: str
    """For servers that can send it; the pages carry it too."""
    pages: tuple[Page, ...]
    """By path."""

    def to_bytes(self) -> bytes:
        """The file."""
        document = {
            "schema_version": 1,
            "version": self.version,
            "serial": self.serial,
            "content_security_policy": self.content_security_policy,
            "files": [
                {
                    "path": page.path,
                    "media_type": page.media_type,
                    "size": page.size,
                    "sha256": page.sha256,
                }
                for page in self.pages
            ],
        }
        return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)

    @classmethod
    def parse(cls, data: bytes, where: str) -> SiteManifest:
        """Read the file.

        Args:
            data: its content.
            where: names it in messages.

        Raises:
            VerificationError: when it is no list of pages, or names a path that no page has.
        """
        try:
            document = orjson.loads(data)
            manifest = cls(
                version=str(document["version"]),
                serial=int(document["serial"]),
                content_security_policy=_printable(document["content_security_policy"]),
                pages=tuple(
                    Page(
                        path=own_path(str(entry["path"])),
                        media_type=_printable(entry["media_type"]),
                        size=int(entry["size"]),
                        sha256=_sha256(entry["sha256"]),
                    )
                    for entry in document["files"]
                ),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise VerificationError(
                f"{where} is no list of pages; remove it and build again"
            ) from error
        return manifest


def own_path(path: str) -> str:
    """The path, if it is one that a page may have: nothing that a release or `publish` owns.

    Raises:
        VerificationError: for any other path.
    """
    parts = path.split("/")
    named = path in _PAGES or (path.startswith(_FOLDERS) and len(parts) > 1)
    if not named or not all(_SEGMENT.fullmatch(part) for part in parts):
        raise VerificationError(
            f"{SITE_MANIFEST} names {path!r}, which is no page of the site; "
            f"remove {SITE_MANIFEST} and build again"
        )
    return path


def _printable(value: object) -> str:
    if not isinstance(value, str) or not _PRINTABLE.fullmatch(value):
        raise ValueError(value)
    return value


def _sha256(value: object) -> str:
    if not isinstance(value, str) or not _SHA256.fullmatch(value):
        raise ValueError(value)
    return value
