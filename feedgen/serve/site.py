"""The pages for people, as `site.json` lists them.

They are small, so they are held in memory where all of them together are: then every page is of the
same release, also while a new one is being written.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import orjson

from feedgen.errors import VerificationError

SITE_MANIFEST = "site.json"
INDEX = "index.html"
_LIMIT = 1 << 20
"""Bytes of the manifest; as many as for ten thousand pages."""
_HELD = 32 << 20
"""Bytes of pages in memory."""
_POLICY = re.compile(r"[\x20-\x7e]{1,2000}")
_FRAMES = "frame-ancestors 'none'"
_PAGES = re.compile(r"(?!.*(?:^|/)\.)(?!v1/)[A-Za-z0-9][A-Za-z0-9._/-]{0,511}")
_NO_SITE = "default-src 'none'"


@dataclass(frozen=True, slots=True)
class Page:
    """One file of the site."""

    path: Path
    media_type: str
    size: int
    sha256: str
    data: bytes | None
    """Its bytes; None where the site is too large to be held."""

    def read(self) -> bytes:
        """Its bytes.

        Raises:
            VerificationError: when they are not what the manifest says.
        """
        if self.data is not None:
            return self.data
        try:
            data = self.path.read_bytes()
        except OSError as error:
            raise VerificationError(f"{self.path} cannot be read: {error.strerror}") from error
        if hashlib.sha256(data).hexdigest() != self.sha256:
            raise VerificationError(
                f"{self.path} is not what {SITE_MANIFEST} says; build the pages again"
            )
        return data


@dataclass(frozen=True, slots=True)
class Site:
    """All of them."""

    serial: int
    """Of the release that they were made of; 0 where there are no pages."""
    policy: str
    """The Content-Security-Policy."""
    pages: Mapping[str, Page]
    """By path below the root."""
    stamp: tuple[int, int, int]
    """Of the manifest's file."""
    is_held: bool
    """Whether all pages are in memory."""


NO_SITE = Site(0, f"{_NO_SITE}; {_FRAMES}", {}, (0, 0, 0), is_held=False)


def open_site(out: Path, last: Site) -> Site:
    """The pages as they are now.

    Args:
        out: the publication's root.
        last: what was opened before; given back where nothing changed.

    Raises:
        VerificationError: when the manifest cannot be used, or a page is not what it says.
    """
    manifest = out / SITE_MANIFEST
    try:
        status = manifest.stat()
    except FileNotFoundError:
        return NO_SITE
    except OSError as error:
        raise VerificationError(f"{manifest} cannot be read: {error.strerror}") from error
    stamp = status.st_ino, status.st_size, status.st_mtime_ns
    if stamp == last.stamp:
        return last
    if status.st_size > _LIMIT:
        raise VerificationError(f"{manifest} is larger than {_LIMIT} bytes")
    try:
        document = orjson.loads(manifest.read_bytes())
        policy = str(document["content_security_policy"])
        serial = int(document["serial"])
        listed = [
            (str(f["path"]), str(f["media_type"]), int(f["size"]), str(f["sha256"]))
            for f in document["files"]
        ]
    except OSError as error:
        raise VerificationError(f"{manifest} cannot be read: {error.strerror}") from error
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError) as error:
        raise VerificationError(f"{manifest} is no list of pages: {error!r}") from error
    if not _POLICY.fullmatch(policy):
        raise VerificationError(f"{manifest} has no usable content_security_policy")
    if "frame-ancestors" not in policy:
        policy = f"{policy}; {_FRAMES}"
    held = sum(size for _, _, size, _ in listed) <= _HELD
    return Site(serial, policy, _pages(out, listed, held=held), stamp, is_held=held)


def _pages(out: Path, listed: list[tuple[str, str, int, str]], *, held: bool) -> dict[str, Page]:
    root = out.resolve()
    pages = {}
    for path, media_type, size, sha256 in listed:
        full = root / path
        if not _PAGES.fullmatch(path) or full.resolve() != full or not media_type.isprintable():
            raise VerificationError(f"{SITE_MANIFEST} names {path!r}, which is no page of the site")
        page = Page(full, media_type, size, sha256, None)
        pages[path] = Page(full, media_type, size, sha256, page.read()) if held else page
    return pages
