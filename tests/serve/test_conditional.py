"""Conditional and range requests, as RFC 9110 has them."""

from __future__ import annotations

import pytest

from feedgen.serve.conditional import (
    Range,
    UnsatisfiableError,
    asked_range,
    http_date,
    http_seconds,
    not_modified,
)

MODIFIED = 1_795_525_200
DATE = "Tue, 24 Nov 2026 13:00:00 GMT"
LATER, EARLIER = "Tue, 24 Nov 2026 13:00:01 GMT", "Tue, 24 Nov 2026 12:59:59 GMT"


def test_dates() -> None:
    assert http_date(MODIFIED) == DATE
    assert http_seconds(DATE) == MODIFIED
    assert http_seconds("Tuesday, 24-Nov-26 13:00:00 GMT") == MODIFIED
    for text in (None, "", "yesterday", "2026-11-24", "Tue, 99 Nov 2026 13:00:00 GMT"):
        assert http_seconds(text) is None


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, False),
        ({"if-none-match": '"a"'}, True),
        ({"if-none-match": 'W/"a"'}, True),
        ({"if-none-match": '"b", "a"'}, True),
        ({"if-none-match": "*"}, True),
        ({"if-none-match": "a"}, False),
        ({"if-none-match": '"b"'}, False),
        ({"if-none-match": '"a-gzip"'}, False),
        ({"if-none-match": ""}, False),
        ({"if-modified-since": DATE}, True),
        ({"if-modified-since": LATER}, True),
        ({"if-modified-since": EARLIER}, False),
        ({"if-modified-since": "soon"}, False),
        ({"if-none-match": '"b"', "if-modified-since": DATE}, False),  # the tag decides
    ],
)
def test_what_the_client_has(headers: dict[str, str], expected: bool) -> None:  # noqa: FBT001
    assert not_modified(headers, "a", MODIFIED) is expected


def test_without_tag_or_date_nothing_is_had() -> None:
    assert not not_modified({"if-none-match": "*"}, None, None)
    assert not not_modified({"if-modified-since": DATE}, None, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bytes=0-", Range(0, 10)),
        ("bytes=0-0", Range(0, 1)),
        ("bytes=2-5", Range(2, 6)),
        ("bytes=2-99", Range(2, 10)),
        ("bytes=-3", Range(7, 10)),
        ("bytes=-99", Range(0, 10)),
        ("Bytes = 2-5", None),
        ("BYTES=2-5", Range(2, 6)),
        ("bytes=5-2", None),
        ("bytes=-", None),
        ("bytes=", None),
        ("bytes=0-1,3-4", None),
        ("items 0-99", None),
        ("items=0-99", None),
        ("bytes=a-b", None),
        ("bytes=²-", None),
        ("bytes=" + "9" * 400 + "-", None),
        ("", None),
    ],
)
def test_ranges(text: str, expected: Range | None) -> None:
    assert asked_range({"range": text}, 10, "a", MODIFIED) == expected


@pytest.mark.parametrize("text", ["bytes=10-", "bytes=99-100", "bytes=-0"])
def test_ranges_behind_the_end(text: str) -> None:
    with pytest.raises(UnsatisfiableError):
        asked_range({"range": text}, 10, "a", MODIFIED)


def test_nothing_has_no_ranges() -> None:
    for text in ("bytes=0-", "bytes=-5"):
        with pytest.raises(UnsatisfiableError):
            asked_range({"range": text}, 0, "a", MODIFIED)


@pytest.mark.parametrize(
    ("condition", "holds"),
    [('"a"', True), ('"b"', False), ('W/"a"', False), (DATE, True), (EARLIER, False),
     (LATER, False), ("a", False)],
)  # fmt: skip
def test_a_range_of_what_changed_is_everything(condition: str, holds: bool) -> None:  # noqa: FBT001
    asked = asked_range({"range": "bytes=1-2", "if-range": condition}, 10, "a", MODIFIED)
    assert asked == (Range(1, 3) if holds else None)
