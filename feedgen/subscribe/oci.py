"""A publication in a container registry: `oci://registry/repository`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial

import orjson

from feedgen.deadline import Deadline
from feedgen.errors import VerificationError
from feedgen.registry import layout
from feedgen.registry.address import Address
from feedgen.registry.artifact import Artifact, digest_of
from feedgen.registry.client import Repository
from feedgen.registry.folders import unpacked_limit
from feedgen.registry.published import PublishedRelease, artifact_at
from feedgen.release.names import KEYRING, LAYOUT, POINTER, RELEASE_MANIFEST
from feedgen.release.pointer import copy_of_signature, signature_path_by
from feedgen.subscribe.origin import Fetched, within

_IN_RELEASE = re.compile(rf"{LAYOUT}/(?P<version>[0-9.]+)/(?P<path>.+)")
_MANIFEST_LIMIT = 1 << 28
"""Bytes of a release.json."""


class OciOrigin:
    """A publication's root in a repository.

    Pointer, list of keys and their signatures are parts of one artifact, so a signature is of the
    pointer that was read before it, whatever is published meanwhile.
    """

    at_once = 1
    """A release is some thirty blobs, however many files it has."""

    def __init__(self, rest: str, environment: Mapping[str, str], deadline: Deadline) -> None:
        """Nothing is asked yet.

        Args:
            rest: `registry/repository`.
            environment: where Docker's configuration is found by.
            deadline: for everything together.

        Raises:
            UsageError: when no repository is named.
        """
        address = Address.parse(rest, environment)
        self._repository = Repository(address, environment, deadline)
        self._pointer: Artifact | None = None
        self._releases: dict[str, PublishedRelease] = {}
        self._manifests: dict[str, bytes] = {}

    @property
    def name(self) -> str:
        """See Origin."""
        return self._repository.name

    def fetch(self, path: str, limit: int, validator: str = "") -> Fetched | None:
        """See Origin. The validator is the digest of the pointer's artifact."""
        if path == POINTER:
            return self._fetch_pointer(limit, validator)
        inside = _IN_RELEASE.fullmatch(path)
        if inside is None:
            return self._fetch_beside(path, limit)
        release = self._release(inside["version"])
        if release is None:
            return None
        if not layout.is_folder(inside["path"]):
            data = release.document(inside["path"], limit)
            if data is not None and inside["path"] == RELEASE_MANIFEST:
                self._manifests[inside["version"]] = data
            return None if data is None else Fetched(data)
        pieces = release.stream(inside["path"], 0)
        if pieces is None:
            return None
        whole = b""
        for piece in pieces:
            whole = within(whole + piece, limit, f"{self.name}: {path}")
        return Fetched(whole)

    def stream(self, path: str, start: int) -> Iterator[bytes]:
        """See Origin."""
        inside = _IN_RELEASE.fullmatch(path)
        release = self._release(inside["version"]) if inside else None
        pieces = release.stream(inside["path"], start) if release and inside else None
        if pieces is None:
            raise VerificationError(
                f"{self.name}: {path} is missing, and the release's sums name it"
            )
        yield from pieces

    def _fetch_pointer(self, limit: int, validator: str) -> Fetched | None:
        # Asked with HEAD, which registries that count pulls do not count.
        if validator and self._repository.digest(layout.POINTER_TAG) == validator:
            found = artifact_at(self._repository, validator, layout.POINTER)
            self._pointer = found[0] if found else None
            return Fetched(b"", validator)
        found = artifact_at(self._repository, layout.POINTER_TAG, layout.POINTER)
        if found is None:
            return None
        self._pointer = found[0]
        fetched = self._fetch_beside(POINTER, limit)
        return Fetched(fetched.data, digest_of(found[1])) if fetched else None

    def _fetch_beside(self, path: str, limit: int) -> Fetched | None:
        """A document of the pointer's artifact that was read last."""
        if self._pointer is None:
            return None
        title = path
        for name in (POINTER, KEYRING):
            blob = self._pointer.layer(name)
            # By its content, which the manifest knows.
            if blob and path == signature_path_by(blob.digest.removeprefix("sha256:")):
                title = copy_of_signature(name)
        layer = self._pointer.layer(title)
        return None if layer is None else Fetched(self._repository.document(layer, limit))

    def _release(self, version: str) -> PublishedRelease | None:
        if version not in self._releases:
            found = artifact_at(self._repository, version, layout.RELEASE)
            if found is None:
                return None
            self._releases[version] = PublishedRelease(
                self._repository, found[0], partial(self._folder_limit, version)
            )
        return self._releases[version]

    def _folder_limit(self, version: str, folder: str) -> int:
        """What a folder may unpack to, by the manifest, which was checked before its files are."""
        if version not in self._manifests:
            self.fetch(f"{LAYOUT}/{version}/{RELEASE_MANIFEST}", _MANIFEST_LIMIT)
        manifest = self._manifests.get(version, b"")
        try:
            return unpacked_limit(
                int(file["size"])
                for file in orjson.loads(manifest)["artifacts"]
                if str(file["path"]).startswith(f"{folder}/")
            )
        except (orjson.JSONDecodeError, KeyError, TypeError, ValueError) as error:
            raise VerificationError(f"{self.name}: {RELEASE_MANIFEST} is no manifest") from error
