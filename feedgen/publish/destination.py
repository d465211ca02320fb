"""What a destination can do, whatever it is: a directory, a bucket, a container registry."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from feedgen.errors import UnavailableError
from feedgen.publish.publication import Publication
from feedgen.release.trust import SignedDocument

Progress = Callable[[str], None]


class ReplacedError(UnavailableError):
    """What readers see is no longer what the publisher read when it began."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(f"{what} was replaced by somebody else meanwhile; run publish again")


@dataclass(slots=True)
class Uploaded:
    """What a publication wrote."""

    files: int = 0
    size: int = 0
    """Bytes."""
    removed: int = 0
    reference: str = ""
    """What pins it there, as `registry/repository@sha256:…`; empty where nothing does."""

    def count(self, size: int) -> None:
        """One more file."""
        self.files += 1
        self.size += size

    def add(self, more: Uploaded) -> None:
        """What another attempt wrote, which also knows best what pins the release."""
        self.files += more.files
        self.size += more.size
        self.removed += more.removed
        self.reference = more.reference


class Destination(Protocol):
    """Where a release is published. Its methods are called in this order, if need be repeatedly.

    All raise UnavailableError when the world refuses, and leave what is published as it was.
    """

    @property
    def name(self) -> str:
        """As the user wrote it, without secrets."""
        ...

    def current(self) -> SignedDocument | None:
        """The pointer that readers see now."""
        ...

    def keyring(self) -> SignedDocument | None:
        """The list of release keys that readers see now."""
        ...

    def differing(self, publication: Publication) -> Sequence[str]:
        """Paths below the root of the release's files that are not there as they were released."""
        ...

    def read(self, path: str) -> bytes | None:
        """A file of the published release that `current` names, by its path below the root."""
        ...

    def put_release(self, publication: Publication, progress: Progress) -> Uploaded:
        """Bring the release there, whole; what is there already stays.

        Raises:
            DriftError: when another release stands there under this version.
        """
        ...

    def put_documents(self, publication: Publication, uploaded: Uploaded) -> None:
        """Bring the documents beside the pointer, and the list of release keys."""
        ...

    def put_pointer(
        self, pointer: SignedDocument, replaces: bytes | None, uploaded: Uploaded
    ) -> None:
        """Make readers see a pointer: signature first, then the pointer, then the copy.

        Args:
            pointer: the signed pointer.
            replaces: what `current` gave; None when there was none.
            uploaded: is counted on.

        Raises:
            ReplacedError: when it was replaced in between.
        """
        ...
