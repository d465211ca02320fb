"""The packed ledger of bulk lists: exact, the same for the same lines, and read with care."""

from __future__ import annotations

import bz2
import json
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedgen.errors import VerificationError
from feedgen.model.ids import indicator_uuid
from feedgen.model.ledger import Claim, Ledger
from feedgen.sources.ledger.packed import pack_lists, unpack_lists

NAMESPACE = UUID("00000000-0000-4000-8000-000000000001")
T0 = datetime(2026, 2, 1, tzinfo=UTC)
LIST = "acme lists/a.txt"


def claim(
    value: str, generation: int = 1, *, revoked: bool = False, bulk_list: str | None = LIST
) -> Claim:
    return Claim(
        id=indicator_uuid(NAMESPACE, "user_agent", value, generation), kind="indicator",
        key=f"user_agent {value} {generation}", content=value.encode(), revoked=revoked,
        bulk_list=bulk_list, revoked_at=T0 if revoked else None,
        revoked_reason="gone" if revoked else None,
    )  # fmt: skip


VALUES = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=20)


@given(st.lists(st.dictionaries(VALUES, st.booleans(), max_size=5), max_size=4))
def test_what_is_packed_is_unpacked(history: list[dict[str, bool]]) -> None:
    ledger = Ledger()
    over: set[str] = set()
    for serial, values in enumerate(history, start=1):
        over |= {value for value, revoked in values.items() if revoked}
        claims = [claim(value, revoked=value in over) for value in values]
        as_of = T0 + timedelta(days=serial)
        ledger = ledger.advance(claims, as_of=as_of, serial=serial, sids=range(0))
    packed = pack_lists(ledger)
    assert (unpack_lists(packed, NAMESPACE) if packed else Ledger()) == ledger
    backwards = Ledger(dict(reversed(list(ledger.lines.items()))))
    assert pack_lists(backwards) == packed


def test_what_git_keeps_is_not_packed() -> None:
    claims = [claim("a"), claim("b", bulk_list=None), claim("c"), claim("c", 2, bulk_list=None)]
    ledger = Ledger().advance(claims, as_of=T0, serial=1, sids=range(0))
    lines = unpack_lists(pack_lists(ledger), NAMESPACE).lines.values()
    assert [line.key for line in lines] == ["user_agent a 1"]
    # Once in git, always in git: a crash between two files could lose a line that moves back.
    claims = [claim(value) for value in "ab"] + [claim("c"), claim("c", 2)]
    later = ledger.advance(claims, as_of=T0, serial=1, sids=range(0))
    assert pack_lists(later) == pack_lists(ledger)


HEAD = {
    "list": LIST, "created": "2026-02-01T00:00:00.000Z", "modified": "2026-02-01T00:00:00.000Z",
    "added_serial": 1, "changed_serial": 1,
}  # fmt: skip
ROW = ["domain a.example 1", "0" * 64]


def packed(*lines: object) -> bytes:
    return bz2.compress("".join(f"{json.dumps(line)}\n" for line in lines).encode())


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "line 0: it ends too early"),
        (b"rubbish", "line 0: Invalid data stream"),
        (packed(HEAD, ROW)[:-9], "line 2: it ends too early"),
        (packed(HEAD, ROW) + b"x", "line 2: something stands after its end"),
        (bz2.compress(b"[1"), "line 0: it ends too early"),
        (bz2.compress(b"x" * 2_000_000), "line 0: it is longer than feedgen writes it"),
        (packed(ROW), "line 1: nothing says of which list it is"),
        (packed(HEAD, ROW, ROW), 'line 3: "domain a.example 1" stands there twice'),
        (packed(HEAD, 1), "line 2: cannot unpack non-iterable int object"),
        (packed(HEAD, ["domain a.example", "0" * 64]), "line 2: it is no key and hash of"),
        (packed(HEAD, ["domain a.example 0", "0" * 64]), "line 2: it is no key and hash of"),
        (packed(HEAD, ["planet mars 1", "0" * 64]), "line 2: it is no key and hash of"),
        (packed(HEAD, ["domain a.example 1", "0" * 63]), "line 2: it is no key and hash of"),
        (packed(HEAD, ["domain a.example 1", 5]), "line 2: expected string or bytes-like object"),
        (packed({**HEAD, "list": None}), 'line 1: "list" is missing or no such text'),
        (packed({**HEAD, "list": "acme"}), 'line 1: "list" names no list of an incident'),
        (packed({**HEAD, "created": "today"}), 'line 1: "today" is not a UTC time'),
        (packed({**HEAD, "added_serial": "1"}), 'line 1: "added_serial" is missing or no number'),
        (packed({**HEAD, "revoked": True}), 'line 1: "revoked" and "revoked_at" do not agree'),
        (packed({**HEAD, "revoked_at": HEAD["created"]}), 'line 1: "revoked" and "revoked_at" do'),
    ],
)
def test_a_hostile_file(content: bytes, said: str) -> None:
    with pytest.raises(VerificationError) as caught:
        unpack_lists(content, NAMESPACE)
    assert str(caught.value).startswith(f"the ledger of bulk lists cannot be read, {said}")
    assert str(caught.value).endswith("; fetch that release again")
