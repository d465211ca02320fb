"""Queries that no client should send: an answer that says so, never a fault of ours."""

from __future__ import annotations

from urllib.parse import quote, quote_from_bytes

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedgen.serve.taxii.cursors import Cursor
from feedgen.serve.taxii.matching import NOTHING, parse_match
from tests.release.object_log.made_logs import ObjectLogs
from tests.serve.taxii.calls import Caller

PATHS = ("objects/", "manifest/")
ID = "indicator--00000000-0000-4000-8000-000000000000"
NUMBER = "limit: is no whole number above zero"
INSTANT = "added_after: is no timestamp like 2026-01-01T00:00:00.000000Z"
TOKEN = "next: is no token of this server; start again without it"  # noqa: S105


def described(caller: Caller, query: bytes) -> str:
    """What a malformed query is told, the same by all endpoints."""
    told = set()
    for path in PATHS:
        answer = caller.raw(f"feed/collections/all/{path}", query)
        assert answer.status == 400, query[:100]
        told.add(str(answer.document["description"]))
    (description,) = told
    assert len(description) < 400
    assert description.isascii()
    return description


@pytest.mark.parametrize(
    "value",
    ["0", "-1", "1e3", "1.0", "+1", " 1", "1 ", "\u0663", "³", "1_000", "0x10", "abc", "1,2", "00", "1\x00",
     "9007199254740992", "9" * 10_000, "NaN", "Infinity", "None", "\N{FULLWIDTH DIGIT ONE}"],
)  # fmt: skip
def test_o08_limits(caller: Caller, value: str) -> None:
    assert described(caller, f"limit={quote(value)}".encode()) == NUMBER


@pytest.mark.parametrize(
    "value", ["yesterday", "2026-01-01", "0000-01-01T00:00:00Z", "1", "a" * 9000]
)
def test_o08_instants(caller: Caller, value: str) -> None:
    assert described(caller, f"added_after={quote(value)}".encode()) == INSTANT


def test_o08_an_offset_whose_plus_sign_is_not_encoded(caller: Caller) -> None:
    path = "feed/collections/all/objects/"
    expected = caller.raw(path, b"added_after=2026-11-24T13:00:00Z").ids
    assert expected
    for sign in (b"+", b"%2B", b"%20"):
        query = b"added_after=2026-11-24T14:30:00%s01:30" % sign
        assert caller.raw(path, query).ids == expected


@pytest.mark.parametrize("name", ["added_after", "limit", "next"])
def test_o08_repeated(caller: Caller, name: str) -> None:
    query = f"{name}=1&{name}=1".encode()
    assert described(caller, query) == f"{name}: given more than once"


@pytest.mark.parametrize("name", ["added_after", "limit", "next", "match[id]", "match[type]"])
@pytest.mark.parametrize("form", ["{}", "{}=", "a=b&{}=&c=d"])
def test_o08_without_a_value(caller: Caller, name: str, form: str) -> None:
    assert described(caller, form.format(name).encode()) == f"{name}: has no value"


@pytest.mark.parametrize(
    ("query", "told"),
    [
        (b"%", "% without two hexadecimal digits"),
        (b"x=%f", "% without two hexadecimal digits"),
        (b"x=%zz", "% without two hexadecimal digits"),
        (b"x=%2", "% without two hexadecimal digits"),
        (b"x=%u0041", "% without two hexadecimal digits"),
        (b"x=%ff", "its bytes are no UTF-8"),
        (b"x=%c0%af", "its bytes are no UTF-8"),
        (b"x=%ed%a0%80", "its bytes are no UTF-8"),
        (b"\xff\xfe=1", "its bytes are no UTF-8"),
        (b"x=" + b"a" * 65_536, "it is longer than 65536 bytes"),
        (b"&" * 100, "more than 100 parameters"),
        (b"&a=1" * 10_000, "more than 100 parameters"),
    ],
)
def test_o08_encoding(caller: Caller, query: bytes, told: str) -> None:
    assert described(caller, query) == told


@pytest.mark.parametrize(
    ("query", "told"),
    [
        (b"match[id]=x", "match[id]: 'x' is no STIX id"),
        (b"match[id]=" + ID.encode() + b",", "match[id]: has an empty value"),
        (b"match[id]=" + ID.upper().encode(), f"match[id]: '{ID.upper()}' is no STIX id"),
        (b"match[id]=" + b",".join([ID.encode()] * 1001),
         "match[id]: has 1001 values; ask for 1000 at most"),
        (b"match[type]=Indicator", "match[type]: 'Indicator' is no name of a STIX type"),
        (b"match[type]=,", "match[type]: has an empty value"),
        (b"match[type]=a%00b", "match[type]: 'a\\x00b' is no name of a STIX type"),
        (b"match[type]=%F0%9F%98%80", "match[type]: '\\U0001f600' is no name of a STIX type"),
        (b"match[type]=" + b"a" * 300,
         f"match[type]: '{'a' * 77}...' is no name of a STIX type"),
        (b"match[type]=" + b"aa," * 5000 + b"a",
         "match[type]: has 5001 values; ask for 1000 at most"),
        (b"match[version]=newest",
         "match[version]: 'newest' is none of first, last, all and no timestamp like "
         "2026-01-01T00:00:00.000000Z"),
        (b"match[spec_version]=two", "match[spec_version]: 'two' is no version like 2.1"),
        (b"match[spec_version]=%D9%A2.1", "match[spec_version]: '\\u0662.1' is no version like 2.1"),
    ],
)  # fmt: skip
def test_o08_matches(caller: Caller, query: bytes, told: str) -> None:
    assert described(caller, query) == told


@pytest.mark.parametrize("path", PATHS)
def test_o09_as_many_values_as_are_allowed(caller: Caller, rich: ObjectLogs, path: str) -> None:
    known = rich.dated()[7].made
    ids = [f"indicator--{number:08x}-0000-4000-8000-000000000000" for number in range(999)]
    times = [f"2026-01-01T00:00:00.{number:03}Z" for number in range(999)]
    types = [f"x-type-{number}" for number in range(999)]
    for parameters in (
        {"match_id": ",".join([*ids, known.id])},
        {"match_type": ",".join([*types, "malware"])},
        {"match_version": ",".join([*times, "2026-01-01T00:00:02.5Z"])},
    ):
        answer = caller.get(f"collections/all/{path}", None, **parameters)
        assert answer.status == 200
        assert answer.ids
    everything = ",".join([known.id, *ids])
    assert caller.get(f"collections/all/{path}", match_id=everything).ids == [known.id]


@pytest.mark.parametrize("flaw", ["short", "long", "letters", "bits", "padded inside", "unicode"])
def test_o08_damaged_tokens(caller: Caller, flaw: str) -> None:
    token = caller.get("collections/all/objects/", limit=1, match_type="indicator").document["next"]
    assert isinstance(token, str)
    damaged = {
        "short": [token[:place] for place in range(1, len(token))],
        "long": [token + "AAAA", "A" * 5000, token * 2],
        "letters": ["?", "!!!!", token + "!", token.replace("A", "+", 1)],
        "bits": [f"{token[:i]}{'A' if token[i] != 'A' else 'B'}{token[i + 1 :]}" for i in range(len(token))],
        "padded inside": [f"{token[:8]}=={token[8:]}"],
        "unicode": ["\N{SNOWMAN}", f"{token}\x00", "\N{FULLWIDTH LATIN CAPITAL LETTER A}" * 40],
    }[flaw]  # fmt: skip
    for text in damaged:
        assert described(caller, f"next={quote(text)}".encode()) == TOKEN


def test_o08_tokens_of_somebody_who_knows_their_form(caller: Caller, rich: ObjectLogs) -> None:
    log = rich.log()
    known = caller.get("collections/all/objects/", limit=1).document["next"]
    assert isinstance(known, str)
    for record in (0, log.count, 2**32 - 1):
        for date in (0, log.dates.of(0), 253_402_300_799_999):
            for id_ in (b"\0" * 8, bytes(range(8))):
                cursor = Cursor(log=id_, record=record, date=date, match=NOTHING)
                answer = caller.get("collections/all/objects/", next=cursor.token)
                assert answer.status == 200
    for date in (-1, -(2**63), 253_402_300_800_000, 2**63 - 1):
        cursor = Cursor(log=b"\0" * 8, record=0, date=date, match=NOTHING)
        assert described(caller, f"next={cursor.token}".encode()) == TOKEN


def test_tokens_stay_short_whatever_is_filtered() -> None:
    for count in (1, 20, 1000):
        ids = [f"indicator--{number:08x}-0000-4000-8000-000000000000" for number in range(count)]
        cursor = Cursor(log=b"\0" * 8, record=1, date=1, match=parse_match({"id": ids}))
        assert len(cursor.token) < 2100


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["added_after", "limit", "next", "match[id]", "match[type]", "match[version]",
                             "match[spec_version]", "x"]),
            st.one_of(
                st.text(max_size=30), st.binary(max_size=30),
                st.lists(st.sampled_from(["all", "last", "first", "2.1", "indicator", ID, "1", ""])).map(",".join),
            ),
        ),
        max_size=4,
    ),
    st.binary(max_size=6),
)  # fmt: skip
def test_no_query_makes_a_fault(
    bare_caller: Caller, pairs: list[tuple[str, str | bytes]], tail: bytes
) -> None:
    told = "&".join(
        f"{name}={quote(value, errors='replace') if isinstance(value, str) else quote_from_bytes(value)}"
        for name, value in pairs
    )
    for query in (told.encode(), told.encode() + tail):
        for path in ("objects/", "manifest/", f"objects/{ID}/", f"objects/{ID}/versions/", ""):
            answer = bare_caller.raw(f"feed/collections/all/{path}", query)
            assert answer.status in {200, 400, 404}


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(["GET", "HEAD", "POST", "DELETE", "PUT"]),
    st.text(max_size=40),
    st.text(max_size=60),
)
def test_no_path_or_header_makes_a_fault(
    bare_caller: Caller, method: str, path: str, accept: str
) -> None:
    for begin in ("", "feed/", "feed/collections/", "feed/collections/all/objects/"):
        answer = bare_caller.raw(f"{begin}{path}", method=method, accept=accept)
        assert answer.status in {200, 403, 404, 405, 406}
