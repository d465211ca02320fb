"""Other object stores, through fsspec and the library of each: `gs://`, `abfs://`, `sftp://`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import fsspec

from feedgen.errors import UnavailableError, UsageError
from feedgen.publish.destination import ReplacedError
from feedgen.publish.publication import ReleaseFile
from feedgen.publish.store import Lifetime, StoreDestination


def open_at(scheme: str, rest: str, environment: Mapping[str, str]) -> StoreDestination:  # noqa: ARG001 - each library reads the environment itself
    """The place that an address names.

    Raises:
        UsageError: when fsspec knows no such scheme, or its library is missing.
    """
    try:
        system, root = fsspec.core.url_to_fs(f"{scheme}://{rest}")
    except (ImportError, ValueError) as error:
        raise UsageError(f"{scheme}://{rest} cannot be opened: {error}") from error
    return StoreDestination(FileSystem(system, root.rstrip("/"), f"{scheme}://{rest}"))


class FileSystem:
    """Files of an fsspec file system. Object stores put a file at once.

    They know no common condition, so two publishers at once are not told apart here: let one
    workflow publish.
    """

    def __init__(self, system: Any, root: str, name: str) -> None:  # noqa: ANN401 - fsspec is without types
        self._system, self._root, self.name = system, root, name

    def listing(self, prefix: str) -> Mapping[str, int]:
        """See Store."""
        with self._told(prefix):
            self._system.invalidate_cache()
            found = self._system.find(self._path(prefix.rstrip("/")), detail=True)
            lead = len(self._path(""))
            return {name[lead:]: int(entry["size"]) for name, entry in found.items()}

    def read(self, path: str) -> bytes | None:
        """See Store."""
        with self._told(path):
            try:
                data: bytes = self._system.cat_file(self._path(path))
            except FileNotFoundError:
                return None
            return data

    def holds(self, path: str, file: ReleaseFile) -> bool:
        """See Store. Stores do not agree on digests, so the bytes are read."""
        data = self.read(path)
        return data is not None and hashlib.sha256(data).hexdigest() == file.sha256

    def write(self, path: str, source: Path | bytes, media_type: str, lifetime: Lifetime) -> None:  # noqa: ARG002 - no common way to say either
        """See Store."""
        with self._told(path):
            self._system.makedirs(self._path(path).rpartition("/")[0], exist_ok=True)
            data = source if isinstance(source, bytes) else source.read_bytes()
            self._system.pipe_file(self._path(path), data)

    def swap(self, path: str, data: bytes, media_type: str, replaces: bytes | None) -> None:
        """See Store; read and then written, see the class."""
        if self.read(path) != replaces:
            raise ReplacedError(f"{self.name}/{path}")
        self.write(path, data, media_type, Lifetime.POINTER)

    def remove(self, path: str) -> None:
        """See Store."""
        with self._told(path):
            self._system.rm_file(self._path(path))

    def _path(self, path: str) -> str:
        return f"{self._root}/{path}" if self._root else path

    @contextmanager
    def _told(self, path: str) -> Iterator[None]:
        # fsspec's libraries raise errors of their own as OSError or ValueError.
        try:
            yield
        except (OSError, ValueError) as error:
            raise UnavailableError(
                f"{self.name}/{path} cannot be used: {error}; what was published stays as it was"
            ) from error
