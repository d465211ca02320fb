"""The pages for people, as `site.json` lists them.

They are small, so they are held in memory where all of them together are: then every page is of the
same release, also while a new one is being written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from feedgen.errors import VerificationError
from feedgen.release.names import SITE_MANIFEST
from feedgen.release.site_manifest import SiteManifest

INDEX = "index.html"
_LIMIT = 1 << 20
"""Bytes of the manifest; as many as for ten thousand pages."""
_HELD = 32 << 20
"""Bytes of pages in memory."""
_FRAMES = "frame-ancestors 'none'"
_NO_SITE = "default-src 'none'"


@dataclass(frozen=True, slots=True)
class Page:
    """One file of the site."""

    path: Path
    media_type: str
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
        listed = SiteManifest.parse(manifest.read_bytes(), str(manifest))
    except OSError as error:
        raise VerificationError(f"{manifest} cannot be read: {error.strerror}") from error
    policy = listed.content_security_policy
    if "frame-ancestors" not in policy:
        policy = f"{policy}; {_FRAMES}"
    held = sum(page.size for page in listed.pages) <= _HELD
    return Site(listed.serial, policy, _pages(out, listed, held=held), stamp, is_held=held)


def _pages(out: Path, listed: SiteManifest, *, held: bool) -> dict[str, Page]:
    root = out.resolve()
    pages = {}
    for each in listed.pages:
        full = root / each.path
        if full.resolve() != full:
            raise VerificationError(f"{full} is a link, which a page is not; build the pages again")
        page = Page(full, each.media_type, each.sha256, None)
        pages[each.path] = replace(page, data=page.read()) if held else page
    return pages
