"""FG304: hashes of content that is everywhere."""

from __future__ import annotations

import gzip
import hashlib

import pytest

from feedgen.checks import empty_content
from tests.checks.checked_sources import Judge

REMEDY = "; remove it: it tells nothing about an incident"

PUBLISHED = [
    ("md5", "d41d8cd98f00b204e9800998ecf8427e", "the hash of an empty file"),
    ("sha1", "da39a3ee5e6b4b0d3255bfef95601890afd80709", "the hash of an empty file"),
    (
        "sha256",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "the hash of an empty file",
    ),
    ("md5", "68b329da9893e34099c7d8ad5cb9c940", "the hash of a line feed"),
    (
        "image",
        "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
        "the hash of an empty JSON object",
    ),
    (
        "image",
        "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef",
        "the hash of an empty tar archive",
    ),
    (
        "image",
        "a3ed95caeb02ffe68cdd9fd84406680ae93d633cb16422d00e8a7c22955b46d4",
        "the hash of the empty layer of docker build",
    ),
    (
        "image",
        "4f4fb700ef54461cfa02571ae0db9a0dc1e0cdb5577484a6d75e68dc38e8acc1",
        "the hash of the empty layer of BuildKit",
    ),
    ("sha1", "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391", "git's id of an empty file"),
    ("commit", "4b825dc642cb6eb9a060e54bf8d69288fbee4904", "git's id of an empty tree"),
    ("commit", "0" * 40, "a placeholder of zeros"),
    ("image", "0" * 64, "a placeholder of zeros"),
]
"""Hashes as others publish them: the table is computed, so these are its proof."""


def entry(kind: str, digits: str) -> tuple[str, str, int]:
    """The YAML of one value, the value, and its column."""
    if kind == "image":
        return f"images: [{{repository: a/b, digest: sha256:{digits}}}]", f"sha256:{digits}", 49
    if kind == "commit":
        return f"actions: [{{repository: github.com/a/b, commit: {digits}}}]", digits, 61
    return f"files: [{{{kind}: {digits}}}]", digits, 25 + len(kind)


@pytest.mark.parametrize(("kind", "digits", "what"), PUBLISHED)
def test_refused(judge: Judge, kind: str, digits: str, what: str) -> None:
    indicators, value, column = entry(kind, f'"{digits}"' if kind != "image" else digits)
    value = value.strip('"')
    assert judge("empty_content", indicators) == [
        f'acme.yml:12:{column}: FG304 "{value}" is {what}{REMEDY}'
    ]


@pytest.mark.parametrize(("kind", "digits"), [row[:2] for row in PUBLISHED])
def test_one_digit_beside(judge: Judge, kind: str, digits: str) -> None:
    beside = digits[:-1] + ("1" if digits[-1] != "1" else "2")
    assert judge("empty_content", entry(kind, beside)[0]) == []


def test_no_exception_helps(judge: Judge) -> None:
    line = "{md5: d41d8cd98f00b204e9800998ecf8427e, exceptions: {FG304: I know better}}"
    assert len(judge("empty_content", f"files: [{line}]")) == 1


def test_layers_and_configs_are_judged_too(judge: Judge) -> None:
    layer = "sha256:a3ed95caeb02ffe68cdd9fd84406680ae93d633cb16422d00e8a7c22955b46d4"
    platforms = f"{{linux/amd64: {{layers: [{layer}]}}}}"
    found = judge("empty_content", f"images: [{{repository: a/b, platforms: {platforms}}}]")
    assert [line.partition(" ")[0] for line in found] == ["acme.yml:12:76:"]


def test_the_empty_layers_are_what_they_are_called() -> None:
    for text in (empty_content._DOCKER_LAYER, empty_content._BUILDKIT_LAYER):
        assert gzip.decompress(bytes.fromhex(text)) == bytes(1024)


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
