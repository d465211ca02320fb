"""An S3 server on this machine (moto's), which any client speaks to over HTTP."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import boto3
import pytest
import requests
from moto.s3.models import s3_backends
from moto.server import ThreadedMotoServer

BUCKET = "feeds"
KEY_ID, SECRET = "AKIAMADEUPFORTESTS00", "made up"
_ACCOUNT = "123456789012"
"""Of everybody who speaks to moto."""
_READABLE = {
    "Version": "2012-10-17",
    "Statement": [{
        "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject",
        "Resource": f"arn:aws:s3:::{BUCKET}/*",
    }],
}  # fmt: skip


class ObjectStore:
    """A server with an empty bucket that everybody may read."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.client = boto3.client(
            "s3", endpoint_url=url, region_name="us-east-1",
            aws_access_key_id=KEY_ID, aws_secret_access_key=SECRET,
        )  # fmt: skip

    def empty(self) -> None:
        """Take everything out of it."""
        requests.post(f"{self.url}/moto-api/reset", timeout=9)
        self.client.create_bucket(Bucket=BUCKET)
        self.client.put_bucket_policy(Bucket=BUCKET, Policy=json.dumps(_READABLE))

    def fill(self, files: Mapping[str, bytes]) -> None:
        """Put many objects there, without a request for each."""
        for name, data in files.items():
            s3_backends[_ACCOUNT]["aws"].put_object(BUCKET, name, data)

    def ask_who_is_there(self, ask: bool = True) -> None:  # noqa: FBT001, FBT002 - reads well
        """Look at credentials from now on, or no more."""
        count = "0" if ask else "Infinity"
        requests.post(f"{self.url}/moto-api/reset-auth", data=count, timeout=9)

    def objects(self) -> dict[str, dict[str, Any]]:
        """Every object's listing by its key."""
        pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=BUCKET)
        return {entry["Key"]: entry for page in pages for entry in page.get("Contents", ())}


@contextmanager
def object_store() -> Iterator[ObjectStore]:
    """Runs the server until the block ends."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        store = ObjectStore(f"http://{host}:{port}")
        store.empty()
        yield store
    finally:
        server.stop()


def use(patch: pytest.MonkeyPatch, store: ObjectStore) -> None:
    """Set the environment that boto3 reads, as docs/publish.md says."""
    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_DEFAULT_REGION"):
        patch.delenv(name, raising=False)
    for name, value in {
        "AWS_ENDPOINT_URL": store.url,
        "AWS_ACCESS_KEY_ID": KEY_ID,
        "AWS_SECRET_ACCESS_KEY": SECRET,
        "AWS_REGION": "us-east-1",
        "AWS_CONFIG_FILE": "/nonexistent",
        "AWS_SHARED_CREDENTIALS_FILE": "/nonexistent",
        "AWS_EC2_METADATA_DISABLED": "true",
    }.items():
        patch.setenv(name, value)
    # Else the credentials that the last test found are used again.
    patch.setattr(boto3, "DEFAULT_SESSION", None)
