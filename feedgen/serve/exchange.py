"""Requests and replies, free of any server's own types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

Chunk: TypeAlias = bytes | memoryview


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a client asks."""

    method: str
    """In capitals."""
    path: str
    """Decoded, from `/`."""
    query: bytes = b""
    """As sent, without the question mark."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """By lower-case name; repeated ones joined by commas."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What it gets, before compression and conditional requests."""

    status: int
    media_type: str
    body: tuple[Chunk, ...] = ()
    """In order; slices of mapped files are not copied."""
    headers: tuple[tuple[str, str], ...] = ()
    """Others than Content-Type, Content-Length, ETag, Cache-Control and Vary."""
    etag: str | None = None
    """Names these bytes, without quotes; equal on every replica. None: no conditional requests."""
    max_age: int | None = None
    """Seconds for which caches may keep it; None: they may not. Cut at the next activation."""
    immutable: bool = False
    """Whether the address never means anything else."""
    modified: int | None = None
    """For Last-Modified: seconds since 1970."""
    ranges: bool = True
    """Whether parts of the body may be asked for, where it has an ETag. TAXII 2.1 has none."""

    @property
    def length(self) -> int:
        """Bytes of the body."""
        return sum(map(len, self.body))
