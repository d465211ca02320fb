"""An S3 bucket as a store, through boto3 and whatever credentials and endpoint it finds."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from feedgen.errors import UnavailableError, UsageError
from feedgen.publish.destination import ReplacedError
from feedgen.publish.publication import ReleaseFile
from feedgen.publish.store import Lifetime, StoreDestination

_ATTEMPTS = 5
_LOST_RACE = {"PreconditionFailed", "ConditionalRequestConflict", "412", "409"}
_MISSING = {"NoSuchKey", "404"}


def open_at(scheme: str, rest: str, environment: Mapping[str, str]) -> StoreDestination:  # noqa: ARG001 - boto3 reads the environment itself
    """The bucket and prefix of `s3://bucket/prefix`.

    Raises:
        UsageError: when no bucket is named, or boto3's own configuration does not hold.
    """
    bucket, _, prefix = rest.partition("/")
    if not bucket:
        raise UsageError(f"{scheme}://{rest} names no bucket; write s3://bucket/prefix")
    try:
        client = boto3.client(
            "s3", config=Config(retries={"max_attempts": _ATTEMPTS, "mode": "standard"})
        )
    except (BotoCoreError, ValueError) as error:
        raise UsageError(f"{scheme}://{rest} cannot be opened: {error}") from error
    return StoreDestination(S3(client, bucket, prefix.strip("/")))


class S3:
    """Objects below a prefix. One object is put at once, so a reader sees all of it or none."""

    def __init__(self, client: Any, bucket: str, prefix: str) -> None:  # noqa: ANN401 - boto3 makes its classes at run time
        self._client, self._bucket = client, bucket
        self._prefix = f"{prefix}/" if prefix else ""
        self._tags: dict[str, str] = {}
        self.name = f"s3://{bucket}/{prefix}".rstrip("/")

    def listing(self, prefix: str) -> Mapping[str, int]:
        """See Store."""
        found: dict[str, int] = {}
        with self._told(prefix):
            pages = self._client.get_paginator("list_objects_v2").paginate(
                Bucket=self._bucket, Prefix=f"{self._prefix}{prefix}"
            )
            for page in pages:
                for entry in page.get("Contents", ()):
                    path = entry["Key"].removeprefix(self._prefix)
                    found[path] = entry["Size"]
                    self._tags[path] = entry["ETag"].strip('"')
        return found

    def read(self, path: str) -> bytes | None:
        """See Store."""
        with self._told(path):
            try:
                answer = self._client.get_object(Bucket=self._bucket, Key=self._key(path))
            except ClientError as error:
                if _code(error) in _MISSING:
                    return None
                raise
            self._tags[path] = answer["ETag"].strip('"')
            data: bytes = answer["Body"].read()
            return data

    def holds(self, path: str, file: ReleaseFile) -> bool:
        """See Store. The tag of an object that was put at once is its MD5."""
        with file.source.open("rb") as source:
            md5 = hashlib.file_digest(
                source, lambda: hashlib.md5(usedforsecurity=False)
            ).hexdigest()
        if self._tags.get(path) == md5:
            return True
        # Encrypted with a key of its own, or put in parts by somebody else: only its bytes tell.
        data = self.read(path)
        return data is not None and hashlib.sha256(data).hexdigest() == file.sha256

    def write(self, path: str, source: Path | bytes, media_type: str, lifetime: Lifetime) -> None:
        """See Store."""
        self._put(path, source, media_type, lifetime, {})

    def swap(self, path: str, data: bytes, media_type: str, replaces: bytes | None) -> None:
        """See Store. The condition is the bucket's: two publishers cannot both win."""
        condition = {"IfNoneMatch": "*"}
        if replaces is not None:
            if self.read(path) != replaces:
                raise ReplacedError(f"{self.name}/{path}")
            condition = {"IfMatch": f'"{self._tags[path]}"'}
        self._put(path, data, media_type, Lifetime.POINTER, condition)

    def remove(self, path: str) -> None:
        """See Store."""
        with self._told(path):
            self._client.delete_object(Bucket=self._bucket, Key=self._key(path))

    def _put(
        self,
        path: str,
        source: Path | bytes,
        media_type: str,
        lifetime: Lifetime,
        condition: Mapping[str, str],
    ) -> None:
        with self._told(path), _opened(source) as body:
            try:
                self._client.put_object(
                    Bucket=self._bucket,
                    Key=self._key(path),
                    Body=body,
                    ContentType=media_type,
                    CacheControl=lifetime.value,
                    **condition,
                )
            except ClientError as error:
                if condition and _code(error) in _LOST_RACE:
                    raise ReplacedError(f"{self.name}/{path}") from error
                raise

    def _key(self, path: str) -> str:
        return f"{self._prefix}{path}"

    @contextmanager
    def _told(self, path: str) -> Iterator[None]:
        try:
            yield
        except (BotoCoreError, ClientError) as error:
            raise UnavailableError(
                f"{self.name}/{path} cannot be used: {error}; what was published stays as it was"
            ) from error


def _opened(source: Path | bytes) -> BinaryIO:
    return io.BytesIO(source) if isinstance(source, bytes) else source.open("rb")


def _code(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", ""))
