"""The local publication (`out/`) as the publisher reads it: one whole release and its documents."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from feedgen.errors import UsageError, VerificationError
from feedgen.release.files import differing_files, read_sums, sha256_of
from feedgen.release.names import (
    ATOM,
    MODIFIED,
    POINTER,
    RELEASES,
    SITE_MANIFEST,
    SUMS,
)
from feedgen.release.pointer import Pointer, copy_of_signature
from feedgen.release.reader import read_manifest
from feedgen.release.signature import PublicKey
from feedgen.release.site_manifest import Page, SiteManifest
from feedgen.release.trust import SignedDocument, list_of

ROOT_DOCUMENTS = {
    RELEASES: "application/json",
    MODIFIED: "text/csv",
    ATOM: "application/atom+xml",
}
"""What stands beside the pointer, by name, with its media type."""
ROOT_PUB = "root.pub"
"""The public root key, beside its list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseFile:
    """One file of the release."""

    path: str
    """Below the release."""
    source: Path
    size: int
    """Bytes."""
    sha256: str
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What is to be published. Its files were compared with their sums when it was read."""

    pointer: Pointer
    """The local one; what is signed has times of its own."""
    files: tuple[ReleaseFile, ...]
    """By path, SHA256SUMS last: whoever finds the sums finds everything."""
    documents: dict[str, bytes]
    """Of ROOT_DOCUMENTS, those that are there."""
    pages: tuple[ReleaseFile, ...]
    """At the root, by path; `site.json`, which lists them, is last. None where nobody made any."""
    keyring: SignedDocument | None
    """`keys.json`, where there is one."""
    root: PublicKey | None
    """Which signed it."""

    def file(self, path: str) -> ReleaseFile | None:
        """A file of the release."""
        return next((file for file in self.files if file.path == path), None)


def read_publication(out: Path, keys: Path | None, root_pub: Path | None = None) -> Publication:
    """The release that `out`'s pointer names.

    Args:
        out: the local publication.
        keys: the list of release keys, with its signature beside it; None where keys are pinned
            one by one.
        root_pub: the public root key that signed the list; None for `root.pub` beside it.

    Raises:
        UsageError: when there is none; `feedgen build` makes it.
        VerificationError: when its files are not what its sums say, or the list is not signed.
    """
    if root_pub and not keys:
        raise UsageError(f"--root-pub {root_pub} checks a list of release keys; name it: --keys")
    try:
        pointer = Pointer.parse((out / POINTER).read_bytes())
    except OSError as error:
        raise UsageError(
            f"{out} holds no release to publish; run `feedgen build` or `feedgen release` first"
        ) from error
    release = out / pointer.path
    if not release.is_dir():
        raise UsageError(
            f"{release} is not there, but {out / POINTER} names it; run `feedgen build`"
        )
    sums = read_sums(release)
    wrong = differing_files(release, sums)
    content = sha256_of(release / SUMS)
    if wrong or content != pointer.sha256sums:
        shown = ", ".join(wrong[:_SHOWN]) or SUMS
        raise VerificationError(
            f"{release} is not what was released: {shown}; remove it and run `feedgen build`"
        )
    root, keyring = _keyring(keys, root_pub or keys.with_name(ROOT_PUB)) if keys else (None, None)
    return Publication(
        pointer=pointer,
        files=_files(release, sums, content),
        documents={
            name: (out / name).read_bytes() for name in ROOT_DOCUMENTS if (out / name).is_file()
        },
        pages=_pages(out, pointer),
        keyring=keyring,
        root=root,
    )


_SHOWN = 5


def _files(release: Path, sums: dict[str, str], content: str) -> tuple[ReleaseFile, ...]:
    manifest = read_manifest(release)
    return tuple(
        ReleaseFile(
            path=path,
            source=release / path,
            size=(release / path).stat().st_size,
            sha256=digest,
            media_type=manifest.media_type(path),
        )
        for path, digest in [*sorted(sums.items()), (SUMS, content)]
    )


def _pages(out: Path, pointer: Pointer) -> tuple[ReleaseFile, ...]:
    listed = out / SITE_MANIFEST
    if not listed.is_file():
        return ()
    data = listed.read_bytes()
    manifest = SiteManifest.parse(data, str(listed))
    if manifest.version != pointer.version:
        raise UsageError(
            f"the pages in {out} are of {manifest.version}, and the release is {pointer.version}; "
            "run `feedgen build`"
        )
    wrong = [page.path for page in manifest.pages if _sha256(out / page.path) != page.sha256]
    if wrong:
        raise VerificationError(
            f"{out / wrong[0]} is not what {SITE_MANIFEST} says; run `feedgen build`"
        )
    own = Page(SITE_MANIFEST, "application/json", len(data), hashlib.sha256(data).hexdigest())
    return tuple(
        ReleaseFile(
            path=page.path,
            source=out / page.path,
            size=page.size,
            sha256=page.sha256,
            media_type=page.media_type,
        )
        for page in (*manifest.pages, own)
    )


def _sha256(path: Path) -> str | None:
    if not path.is_file():
        return None
    return sha256_of(path)


def _keyring(keys: Path, root_pub: Path) -> tuple[PublicKey, SignedDocument]:
    """The list, and the root key that signed it."""
    signature = keys.with_name(copy_of_signature(keys.name))
    try:
        document = SignedDocument(keys.read_bytes(), signature.read_bytes())
    except OSError as error:
        raise UsageError(
            f"{error.filename} cannot be read: {error.strerror}; `feedgen keys` makes it"
        ) from error
    if not root_pub.is_file():
        raise UsageError(
            f"{root_pub} is not there, so nobody can tell whether the root key signed {keys}; "
            "name the public root key with --root-pub"
        )
    root = PublicKey.read(root_pub)
    list_of(document, [root], what=str(keys), remedy="sign it with `feedgen keys` and the root key")
    return root, document
