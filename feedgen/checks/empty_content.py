"""FG304: hashes and digests of content that says nothing: empty files, layers, objects.

The table is computed from the contents, so that it cannot be mistyped. There are no exceptions.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import cache

from feedgen.checks import Check
from feedgen.checks._standing import standing
from feedgen.errors import Finding
from feedgen.model.feed import Feed
from feedgen.model.observables import Commit, ImageDigest, Md5, Sha1, Sha256

CODE = "FG304"

_TYPES = (Commit.type, ImageDigest.type, Md5.type, Sha1.type, Sha256.type)

_EMPTY_TAR = bytes(1024)
_DOCKER_LAYER = "1f8b08000009 6e8800ff 621805a360148c58000800 00ffff 2eafb5ef00040000"
_BUILDKIT_LAYER = "1f8b08000000 000000ff 621805a360148c58000800 00ffff 2eafb5ef00040000"

_CONTENTS: tuple[tuple[str, bytes], ...] = (
    ("an empty file", b""),
    ("a line feed", b"\n"),
    ("a carriage return and line feed", b"\r\n"),
    ("a zero byte", b"\0"),
    ("a blank", b" "),
    ("an empty JSON object", b"{}"),
    ("an empty JSON object", b"{}\n"),
    ("an empty JSON list", b"[]"),
    ("an empty tar archive", _EMPTY_TAR),
    ("an empty tar archive", bytes(10240)),
    ("the empty layer of docker build", bytes.fromhex(_DOCKER_LAYER)),
    ("the empty layer of BuildKit", bytes.fromhex(_BUILDKIT_LAYER)),
    ("an empty zip archive", b"PK\x05\x06" + bytes(18)),
)


@cache
def _table() -> Mapping[str, str]:
    # Where a form or an API knows no value, it writes zeros.
    found = {"0" * digits: "a placeholder of zeros" for digits in (32, 40, 64, 128)}
    for title, content in _CONTENTS:
        for algorithm in ("md5", "sha1", "sha256", "sha512"):
            found[_hash(algorithm, content)] = f"the hash of {title}"
        for algorithm in ("sha1", "sha256"):
            blob = b"blob %d\0" % len(content) + content
            found[_hash(algorithm, blob)] = f"git's id of {title}"
            found[_hash(algorithm, b"tree 0\0")] = "git's id of an empty tree"
    return found


def _hash(algorithm: str, content: bytes) -> str:
    return hashlib.new(algorithm, content, usedforsecurity=False).hexdigest()


def _run(feed: Feed) -> Iterator[Finding]:
    for mention in standing(feed, *_TYPES):
        what = _table().get(mention.observable.value.rpartition(":")[2])
        if what is not None:
            yield Finding(
                mention.location,
                CODE,
                f'"{mention.observable}" is {what}',
                "remove it: it tells nothing about an incident",
            )


CHECK = Check(code=CODE, name="empty_content", title="hashes of empty or trivial content", run=_run)
