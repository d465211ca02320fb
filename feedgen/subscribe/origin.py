"""Where a publication is read from: a directory here, a web server there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from feedgen.deadline import ENDLESS, Deadline
from feedgen.durable import open_regular
from feedgen.errors import UnavailableError, VerificationError

D = TypeVar("D", bytes, bytearray)

CHUNK = 1 << 18
"""Bytes handed on at once."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A small document."""

    data: bytes
    validator: str = ""
    """What makes the next request for it conditional; empty where the origin has none."""


class Origin(Protocol):
    """A publication's root. Methods raise UnavailableError when it does not answer."""

    @property
    def at_once(self) -> int:
        """How many files may be streamed at a time, each by a thread; 1 if it gains nothing."""
        ...

    @property
    def name(self) -> str:
        """As the user wrote it, without secrets."""
        ...

    def fetch(self, path: str, limit: int, validator: str = "") -> Fetched | None:
        """A small document, or None where there is none.

        Args:
            path: below the root.
            limit: bytes; an origin that sends more is not believed.
            validator: of what the caller has; the answer is then empty if that is still right.

        Raises:
            VerificationError: when it is larger.
        """
        ...

    def stream(self, path: str, start: int) -> Iterator[bytes]:
        """The bytes of a file from an offset on.

        Raises:
            UnavailableError: also in the middle; what came so far counts.
            VerificationError: when there is no such file.
        """
        ...


class DirectoryOrigin:
    """A publication in a directory: what `publish` or `fetch` wrote, or a mirror of it."""

    at_once = 1

    def __init__(self, root: Path, deadline: Deadline = ENDLESS) -> None:
        self.root, self._deadline = root, deadline

    @property
    def name(self) -> str:
        """The directory."""
        return str(self.root)

    def fetch(self, path: str, limit: int, validator: str = "") -> Fetched | None:  # noqa: ARG002 - reading again costs nothing
        """See Origin."""
        data = bytearray()
        try:
            for chunk in self._chunks(path, 0):
                data += chunk
                within(data, limit, f"{self.root / path}")
        except (FileNotFoundError, NotADirectoryError):
            return None
        return Fetched(bytes(data))

    def stream(self, path: str, start: int) -> Iterator[bytes]:
        """See Origin."""
        try:
            yield from self._chunks(path, start)
        except (FileNotFoundError, NotADirectoryError) as error:
            raise VerificationError(
                f"{self.root / path} is missing, and the release's sums name it"
            ) from error

    def _chunks(self, path: str, start: int) -> Iterator[bytes]:
        place = self.root / path
        try:
            with self._deadline.at(str(place)), open_regular(place) as file:
                file.seek(start)
                while chunk := file.read(CHUNK):
                    self._deadline.left()
                    yield chunk
        except (FileNotFoundError, NotADirectoryError):
            raise
        except OSError as error:
            raise UnavailableError(f"{place} cannot be read: {error.strerror}") from error


def within(data: D, limit: int, what: str) -> D:
    """The data, if it is not larger than it may be.

    Raises:
        VerificationError: when it is.
    """
    if len(data) > limit:
        raise VerificationError(f"{what} is larger than {limit:,} bytes, which it never is")
    return data
