"""The files of a release that a trusted pointer names, checked by their sums."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from feedgen.errors import VerificationError
from feedgen.release.files import parse_sums
from feedgen.release.names import RELEASE_MANIFEST, SUMS
from feedgen.release.pointer import Pointer
from feedgen.release.reader import ReleaseManifest
from feedgen.subscribe.origin import Origin

_SUMS_LIMIT = 1 << 26
_MANIFEST_LIMIT = 1 << 28
_REMEDY = "the download is damaged, or a mirror mixes releases: try again later, or elsewhere"


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteFile:
    """A file that the sums name."""

    path: str
    """Below the release."""
    sha256: str
    size: int
    """Bytes, by the release manifest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteRelease:
    """What is known of a release before its files are here."""

    pointer: Pointer
    sums: bytes
    manifest: bytes
    files: tuple[RemoteFile, ...]
    """By path, without the sums themselves."""


def remote_release(origin: Origin, pointer: Pointer) -> RemoteRelease:
    """Read the sums and the manifest of the release that a trusted pointer names.

    Raises:
        VerificationError: when they are missing or not what the pointer says.
        UnavailableError: when the origin does not answer.
    """
    sums = _checked(origin, f"{pointer.path}{SUMS}", _SUMS_LIMIT, pointer.sha256sums)
    by_path = parse_sums(sums, f"{origin.name}/{pointer.path}{SUMS}")
    manifest = _checked(
        origin,
        f"{pointer.path}{RELEASE_MANIFEST}",
        _MANIFEST_LIMIT,
        by_path.get(RELEASE_MANIFEST, ""),
    )
    where = f"{origin.name}/{pointer.path}{RELEASE_MANIFEST}"
    listed = ReleaseManifest.parse(manifest, where).files
    sizes = {path: file.size for path, file in listed.items()} | {RELEASE_MANIFEST: len(manifest)}
    if sizes.keys() != by_path.keys():
        raise VerificationError(f"{pointer.path}: the manifest and the sums name different files")
    return RemoteRelease(
        pointer=pointer,
        sums=sums,
        manifest=manifest,
        files=tuple(
            RemoteFile(path=path, sha256=digest, size=sizes[path])
            for path, digest in sorted(by_path.items())
        ),
    )


def _checked(origin: Origin, path: str, limit: int, sha256: str) -> bytes:
    fetched = origin.fetch(path, limit)
    if fetched is None:
        raise VerificationError(f"{origin.name}/{path} is missing; {_REMEDY}")
    if hashlib.sha256(fetched.data).hexdigest() != sha256:
        raise VerificationError(f"{origin.name}/{path} is not what was signed; {_REMEDY}")
    return fetched.data


def check_file(
    origin: Origin, root: str, file: RemoteFile, chunks: Callable[[], Iterator[bytes]]
) -> Iterator[bytes]:
    """Hand a file on, and raise at its end unless it was what the sums say.

    Args:
        origin: names it in messages.
        root: of the release.
        file: what it has to be.
        chunks: gives its bytes.

    Raises:
        VerificationError: when it is longer, shorter or other than it should be.
    """
    digest, size = hashlib.sha256(), 0
    for chunk in chunks():
        size += len(chunk)
        if size > file.size:
            break
        digest.update(chunk)
        yield chunk
    if size != file.size or digest.hexdigest() != file.sha256:
        raise VerificationError(
            f"{origin.name}/{root}{file.path} is not what the release's sums say; {_REMEDY}"
        )
