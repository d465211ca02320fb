"""Puts pages into the publication's root, each whole, and takes away what is no longer made.

Only what the last `site.json` named is ever removed. It is written last, so whoever reads it finds
every file that it names.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from feedgen.durable import replace_file
from feedgen.errors import UnavailableError, VerificationError
from feedgen.locks import exclusive
from feedgen.release.names import SITE_MANIFEST
from feedgen.release.site_manifest import Page, SiteManifest, own_path
from feedgen.site.file import CONTENT_SECURITY_POLICY, SiteFile


def place_site(files: Iterable[SiteFile], out: Path, *, version: str, serial: int) -> list[str]:
    """Write what differs, remove what the last site had and this one has not.

    Args:
        files: in any order, each path once.
        out: the publication's root.
        version: of the release that the pages were made of.
        serial: of that release.

    Returns:
        The paths that were written or removed, sorted.

    Raises:
        VerificationError: when a page or the last manifest names a path that is not the site's.
        UnavailableError: when another feedgen holds the publication, or the disk refuses.
    """
    try:
        with exclusive(out):
            return _place(files, out, version, serial)
    except OSError as error:
        raise UnavailableError(
            f"the pages cannot be written to {out}: {error.strerror}; run again"
        ) from error


def _place(files: Iterable[SiteFile], out: Path, version: str, serial: int) -> list[str]:
    before = _named(out / SITE_MANIFEST)
    touched = []
    listed: dict[str, Page] = {}
    for file in files:
        if _write(out, own_path(file.path), file.data):
            touched.append(file.path)
        listed[file.path] = Page(file.path, file.media_type, len(file.data), file.sha256)
    for path in sorted(before - listed.keys()):
        _folder(out, path)
        (out / path).unlink(missing_ok=True)
        touched.append(path)
    pages = tuple(listed[path] for path in sorted(listed))
    manifest = SiteManifest(version, serial, CONTENT_SECURITY_POLICY, pages)
    if _write(out, SITE_MANIFEST, manifest.to_bytes()):
        touched.append(SITE_MANIFEST)
    _drop_empty_folders(out, before - listed.keys())
    return sorted(touched)


def _named(manifest: Path) -> set[str]:
    """What the last site wrote; nothing where there was none.

    Raises:
        VerificationError: when it is not a manifest that this program writes.
    """
    if manifest.is_symlink() or not manifest.is_file():
        return set()
    listed = SiteManifest.parse(manifest.read_bytes(), str(manifest))
    return {page.path for page in listed.pages}


def _write(out: Path, path: str, data: bytes) -> bool:
    """Whether the file had to be written."""
    target = out / path
    _folder(out, path, make=True)
    if not target.is_symlink() and target.is_file() and target.read_bytes() == data:
        return False
    replace_file(target, [data])
    return True


def _folder(out: Path, path: str, *, make: bool = False) -> None:
    """Make the folders of a path; a link among them would lead out of the publication.

    Raises:
        VerificationError: for a link.
    """
    folder = out
    for part in path.split("/")[:-1]:
        folder /= part
        if folder.is_symlink():
            raise VerificationError(f"{folder} is a link; remove it, the pages need a folder there")
        if make:
            folder.mkdir(exist_ok=True)


def _drop_empty_folders(out: Path, gone: set[str]) -> None:
    folders = {(out / path).parent for path in gone} - {out}
    for folder in sorted(folders, key=lambda folder: len(folder.parts), reverse=True):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
