"""The ledger: ids keep their meaning, sids are never given twice, modified rises with content."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedgen.errors import DriftError
from feedgen.model.ledger import Claim, Ledger

T0 = datetime(2026, 1, 1, tzinfo=UTC)
SIDS = range(100, 200)


def claim(id_: str, content: str = "a", *, sid: bool = False, revoked: bool = False) -> Claim:
    return Claim(
        id=id_,
        kind="suricata-rule" if sid else "indicator",
        key=f"key of {id_}",
        content=content.encode(),
        takes_sid=sid,
        revoked=revoked,
    )


def advance(ledger: Ledger, claims: list[Claim], serial: int) -> Ledger:
    return ledger.advance(claims, as_of=T0 + timedelta(days=serial), serial=serial, sids=SIDS)


def test_a_new_line() -> None:
    line = advance(Ledger(), [claim("x", sid=True)], 1)["x"]
    assert (line.sid, line.rev, line.added_serial, line.changed_serial) == (100, 1, 1, 1)
    assert line.created == line.modified == T0 + timedelta(days=1)


def test_unchanged_content_changes_nothing() -> None:
    first = advance(Ledger(), [claim("x"), claim("y", sid=True)], 1)
    assert advance(first, [claim("x"), claim("y", sid=True)], 2) == first


def test_changed_content_raises_rev_and_modified_and_keeps_created_and_sid() -> None:
    first = advance(Ledger(), [claim("x", sid=True)], 1)
    line = advance(first, [claim("x", "b", sid=True)], 2)["x"]
    assert (line.sid, line.rev, line.added_serial, line.changed_serial) == (100, 2, 1, 2)
    assert (line.created, line.modified) == (T0 + timedelta(days=1), T0 + timedelta(days=2))


def test_a_sid_is_never_given_away_again() -> None:
    first = advance(Ledger(), [claim("x", sid=True)], 1)
    without = advance(first, [], 2)
    assert without["x"].gone_serial == 2
    assert advance(without, [], 3) == without
    assert advance(without, [claim("y", sid=True)], 3)["y"].sid == 101


def test_a_rule_that_comes_back_has_its_sid() -> None:
    first = advance(Ledger(), [claim("x", sid=True)], 1)
    later = advance(advance(first, [claim("y", sid=True)], 2), [claim("x", sid=True)], 3)
    assert later["x"].sid == 100


def test_sids_run_out_with_words() -> None:
    with pytest.raises(DriftError, match=r"the sid range 1-1 is used up; widen sids in feed.yml"):
        Ledger().advance(
            [claim("x", sid=True), claim("y", sid=True)], as_of=T0, serial=1, sids=range(1, 2)
        )


def test_an_id_never_changes_its_meaning() -> None:
    first = advance(Ledger(), [claim("x")], 1)
    other = Claim(id="x", kind="indicator", key="something else", content=b"")
    with pytest.raises(DriftError, match="an id never changes its meaning"):
        advance(first, [other], 2)


def test_revocation_is_a_change_and_permanent() -> None:
    first = advance(Ledger(), [claim("x")], 1)
    revoked = advance(first, [claim("x", revoked=True)], 2)
    assert revoked["x"].revoked
    assert revoked["x"].changed_serial == 2
    with pytest.raises(DriftError, match="was revoked and cannot come back under its id"):
        advance(revoked, [claim("x")], 3)


def test_a_change_before_the_last_one_is_refused() -> None:
    first = advance(Ledger(), [claim("x")], 5)
    with pytest.raises(DriftError, match="use a later --as-of"):
        advance(first, [claim("x", "b")], 3)


def test_an_interrupted_release_completes_as_itself() -> None:
    claims = [claim("x"), claim("y", sid=True)]
    half = advance(Ledger(), claims, 1)
    assert advance(half, claims, 1) == half


@given(
    st.lists(
        st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("xyz"), max_size=6), max_size=8
    )
)
def test_over_any_history_sids_are_unique_and_modified_rises_exactly_with_content(
    history: list[dict[str, str]],
) -> None:
    ledger = Ledger()
    last_content: dict[str, str] = {}
    for serial, contents in enumerate(history, start=1):
        before = dict(ledger.lines)
        ledger = advance(ledger, [claim(i, c, sid=True) for i, c in contents.items()], serial)
        for id_, content in contents.items():
            changed = last_content.get(id_) != content
            back = id_ in before and before[id_].gone_serial is not None
            changed = changed or back
            assert (ledger[id_].changed_serial == serial) == changed
            assert ledger[id_].gone_serial is None
            if id_ in before:
                assert ledger[id_].sid == before[id_].sid
                assert (ledger[id_].modified > before[id_].modified) == changed
        last_content |= contents
        sids = [line.sid for line in ledger.lines.values()]
        assert len(set(sids)) == len(sids)
        assert before.keys() <= ledger.lines.keys()
        gone = {id_ for id_, line in ledger.lines.items() if line.gone_serial is not None}
        assert gone == ledger.lines.keys() - contents.keys()
