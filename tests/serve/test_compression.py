"""What is compressed, how, and how often."""

from __future__ import annotations

import asyncio
import gzip

import pytest
import zstandard

from feedgen.serve import compression
from feedgen.serve.compression import Compressor, compressed, encoding_for, is_compressible


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, None),
        ("", None),
        ("gzip", "gzip"),
        ("GZIP", "gzip"),
        ("gzip, deflate", "gzip"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("zstd;q=0.5, gzip", "gzip"),
        ("zstd;q=0, gzip;q=0.1", "gzip"),
        ("gzip;q=0", None),
        ("gzip;q=0.000", None),
        ("identity", None),
        ("identity, gzip;q=0.5", None),
        ("identity;q=0.5, gzip", "gzip"),
        ("*", "zstd"),
        ("*;q=0", None),
        ("*;q=0, gzip", "gzip"),
        ("gzip;q=0, *", "zstd"),
        ("br", None),
        ("gzip;q=2", None),
        ("gzip;q=nan", None),
        ("gzip;q=-1", None),
        ("gzip;x=1", None),
        (" gzip ; q = 1.0 ", "gzip"),
        (",,gzip,,", "gzip"),
        ("gz ip", None),
        ("gz\u0131p", None),
        ("," * 100_000, None),
    ],
)
def test_the_encoding_that_the_client_prefers(accept: str | None, expected: str | None) -> None:
    assert encoding_for(accept) == expected


@pytest.mark.parametrize(
    ("media_type", "expected"),
    [
        ("application/taxii+json;version=2.1", True),
        ("application/json", True),
        ("application/x-ndjson", True),
        ("application/atom+xml", True),
        ("application/yaml", True),
        ("text/csv; charset=utf-8", True),
        ("image/svg+xml", True),
        ("application/gzip", False),
        ("application/octet-stream", False),
        ("image/png", False),
    ],
)
def test_only_text_is_compressed(media_type: str, expected: bool) -> None:  # noqa: FBT001
    assert is_compressible(media_type) is expected


def test_both_encodings_give_the_same_bytes_again_and_always() -> None:
    body = (b"one " * 1000, memoryview(b"two " * 1000))
    whole = b"".join(body)
    assert gzip.decompress(compressed("gzip", body)) == whole
    assert zstandard.decompress(compressed("zstd", body)) == whole
    for encoding in ("gzip", "zstd"):
        assert compressed(encoding, body) == compressed(encoding, [whole])


def test_whoever_asks_at_the_same_time_waits_for_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def counted(encoding: str, body: object) -> bytes:
        asked.append(encoding)
        return b"small"

    monkeypatch.setattr(compression, "compressed", counted)

    async def many() -> list[bytes]:
        compressor = Compressor(1000)
        found = await asyncio.gather(
            *(compressor.compress("tag-gzip", "gzip", [b"body"]) for _ in range(50))
        )
        return [*found, await compressor.compress("tag-gzip", "gzip", [b"body"])]

    assert asyncio.run(many()) == [b"small"] * 51
    assert asked == ["gzip"]


def test_one_client_that_goes_away_takes_nothing_from_the_others() -> None:
    async def both() -> bytes:
        compressor = Compressor(1 << 20)
        first = asyncio.create_task(compressor.compress("t", "gzip", [b"body" * 500_000]))
        await asyncio.sleep(0)
        second = asyncio.create_task(compressor.compress("t", "gzip", [b"body" * 500_000]))
        await asyncio.sleep(0)
        first.cancel()
        return await second

    assert gzip.decompress(asyncio.run(both())) == b"body" * 500_000


def test_what_is_kept_is_bounded_and_the_oldest_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compression, "compressed", lambda _, body: b"".join(body))

    async def fill() -> list[str]:
        compressor = Compressor(100)
        for name in "abcde":
            await compressor.compress(name, "gzip", [name.encode() * 25])
            compressor.kept("a")
        await compressor.compress("huge", "gzip", [b"x" * 26])
        return [name for name in ("a", "b", "c", "d", "e", "huge") if compressor.kept(name)]

    assert asyncio.run(fill()) == ["a", "c", "d", "e"]
