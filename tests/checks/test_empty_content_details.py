"""FG304: every content of the table, by every hash that incidents give.

Faults that survive the mutation check: `usedforsecurity` matters only where a policy forbids MD5;
zeros of 128 digits are no value of any type yet.
"""

from __future__ import annotations

import hashlib

import pytest

from tests.checks.checked_sources import Judge

CONTENTS = {
    "an empty file": [b""],
    "a line feed": [b"\n"],
    "a carriage return and line feed": [b"\r\n"],
    "a zero byte": [b"\0"],
    "a blank": [b" "],
    "an empty JSON object": [b"{}", b"{}\n"],
    "an empty JSON list": [b"[]"],
    "an empty tar archive": [b"\0" * 1024, b"\0" * 10240],
    "an empty zip archive": [b"PK\x05\x06" + b"\0" * 18],
}


@pytest.mark.parametrize("algorithm", ["md5", "sha1", "sha256"])
@pytest.mark.parametrize(
    ("title", "content"),
    [(title, content) for title, contents in CONTENTS.items() for content in contents],
)
def test_the_hash_of_trivial_content(
    judge: Judge, title: str, content: bytes, algorithm: str
) -> None:
    digits = hashlib.new(algorithm, content, usedforsecurity=False).hexdigest()
    (finding,) = judge("empty_content", f"files: [{{{algorithm}: {digits}}}]")
    assert f'"{digits}" is the hash of {title};' in finding


@pytest.mark.parametrize(("kind", "digits"), [("md5", 32), ("sha1", 40), ("sha256", 64)])
def test_zeros_of_every_length(judge: Judge, kind: str, digits: int) -> None:
    (finding,) = judge("empty_content", f"files: [{{{kind}: '{'0' * digits}'}}]")
    assert "is a placeholder of zeros" in finding
