"""Envelopes, order, dates and pages (TAXII 2.1 §3.2 to §3.7, §5.4, §5.6, §5.8)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from feedgen.serve.taxii.cursors import Cursor
from tests.release.object_log.made_logs import Dated, ObjectLogs, in_collection, stamp
from tests.serve.taxii.calls import FIRST, LAST, Caller
from tests.serve.taxii.taxii_model import selection

ALIASES = ("all", "indicators", "hunt", "tlp-clear", "tlp-green", "tlp-amber")
KINDS = ("objects", "manifest")


@pytest.fixture(scope="module")
def rows(rich: ObjectLogs) -> list[Dated]:
    return rich.dated()


def of(rows: list[Dated], name: str) -> list[Dated]:
    """The versions of an object."""
    return [row for row in rows if row.made.name == name]


@pytest.mark.parametrize("alias", ALIASES)
def test_o01_objects_come_in_an_envelope(caller: Caller, rows: list[Dated], alias: str) -> None:
    answer = caller.get(f"collections/{alias}/objects/")
    assert answer.document == {
        "more": False,
        "objects": [row.made.to_json() for row in selection(rows, alias, {})],
    }


def test_o01_one_object_does_too(caller: Caller, rows: list[Dated]) -> None:
    newest = of(rows, "a1")[-1]
    answer = caller.get(f"collections/all/objects/{newest.made.id}/")
    assert answer.document == {"more": False, "objects": [newest.made.to_json()]}


@pytest.mark.parametrize("alias", ALIASES)
def test_o02_objects_come_in_order_of_dates_and_each_date_once(caller: Caller, alias: str) -> None:
    listed = caller.get(f"collections/{alias}/manifest/", match_version="all")
    dates = [each["date_added"] for each in listed.document["objects"]]
    assert dates == sorted(set(dates))
    # Some subscribers cut dates off after milliseconds.
    assert all(date.endswith("000Z") for date in dates)
    objects = caller.get(f"collections/{alias}/objects/", match_version="all")
    assert objects.ids == listed.ids


@pytest.mark.parametrize("kind", KINDS)
def test_o03_dates_of_the_first_and_the_last_object(
    caller: Caller, rows: list[Dated], kind: str
) -> None:
    expected = selection(rows, "all", {})
    answer = caller.get(f"collections/all/{kind}/")
    assert answer.headers == {FIRST: stamp(expected[0].added), LAST: stamp(expected[-1].added)}
    one = caller.get(f"collections/all/{kind}/", limit=1)
    assert one.headers == {FIRST: stamp(expected[0].added), LAST: stamp(expected[0].added)}


def test_o03_for_one_object_and_its_versions_too(caller: Caller, rows: list[Dated]) -> None:
    versions = of(rows, "a1")
    path = f"collections/all/objects/{versions[0].made.id}/"
    last = stamp(versions[-1].added)
    assert caller.get(path).headers == {FIRST: last, LAST: last}
    both = {FIRST: stamp(versions[0].added), LAST: last}
    assert caller.get(path, match_version="all").headers == both
    assert caller.get(f"{path}versions/").headers == both


@pytest.mark.parametrize("kind", KINDS)
def test_o03_an_empty_page_repeats_where_the_client_stands(caller: Caller, kind: str) -> None:
    answer = caller.get(f"collections/all/{kind}/", added_after="2026-12-01T00:00:00.123456Z")
    told = "2026-12-01T00:00:00.123000Z"
    assert answer.document == {"more": False}
    assert answer.headers == {FIRST: told, LAST: told}


def test_o03_without_a_place_it_says_where_the_collection_ends(
    caller: Caller, bare_caller: Caller, rows: list[Dated]
) -> None:
    answer = caller.get("collections/all/objects/", match_type="tool")
    newest = stamp([row for row in rows if in_collection(row, "all")][-1].added)
    assert answer.headers == {FIRST: newest, LAST: newest}
    empty = bare_caller.get("collections/hunt/objects/")
    epoch = "1970-01-01T00:00:00.000000Z"
    assert empty.headers == {FIRST: epoch, LAST: epoch}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("micros", [-1000, -1, 0, 1, 999, 1000])
def test_o04_added_after_excludes_its_instant(
    caller: Caller, rows: list[Dated], kind: str, micros: int
) -> None:
    for row in rows:
        after = stamp(row.added + timedelta(microseconds=micros))
        expected = selection(rows, "all", {"added_after": after, "match_version": "all"})
        answer = caller.get(f"collections/all/{kind}/", added_after=after, match_version="all")
        assert answer.ids == [each.made.id for each in expected]


@pytest.mark.parametrize("limit", range(1, 21))
def test_o05_a_page_has_as_many_as_were_asked_for(
    caller: Caller, rows: list[Dated], limit: int
) -> None:
    expected = [row.made.id for row in selection(rows, "all", {})]
    answer = caller.get("collections/all/objects/", limit=limit)
    assert answer.ids == expected[:limit]
    assert answer.document["more"] is (limit < len(expected))


def test_o06_next_needs_nothing_else(caller: Caller, rows: list[Dated]) -> None:
    query = {"match_type": "indicator", "match_version": "all"}
    expected = [row.made.id for row in selection(rows, "all", query)]
    first = caller.get("collections/all/objects/", **query, limit=3)
    rest = caller.get("collections/all/objects/", next=first.document["next"])
    assert first.ids + rest.ids == expected


def test_o06_next_with_the_same_options_gives_the_same(caller: Caller) -> None:
    query = {"match_type": "indicator", "added_after": "2026-11-24T12:00:00Z", "limit": "3"}
    token = caller.get("collections/all/objects/", **query).document["next"]
    repeated = caller.get("collections/all/objects/", **query, next=token)
    alone = caller.get("collections/all/objects/", next=token, limit=3)
    assert repeated.objects == alone.objects


def test_o06_a_later_added_after_counts(caller: Caller, rows: list[Dated]) -> None:
    token = caller.get("collections/all/objects/", limit=1).document["next"]
    after = {"added_after": "2026-11-24T14:00:00Z"}
    answer = caller.get("collections/all/objects/", **after, next=token)
    assert answer.ids == [row.made.id for row in selection(rows, "all", after)]


def test_o06_filters_of_the_request_count_before_those_of_the_token(
    caller: Caller, rows: list[Dated]
) -> None:
    token = caller.get("collections/all/objects/", match_type="indicator", limit=1).document["next"]
    answer = caller.get("collections/all/objects/", next=token, match_type="report")
    assert answer.ids == [row.made.id for row in selection(rows, "all", {"match_type": "report"})]


def test_o06_a_token_stays_good_over_releases(rich: ObjectLogs) -> None:
    first = Caller(rich, serial=1).get("collections/all/objects/", limit=9)
    rest = Caller(rich).get("collections/all/objects/", next=first.document["next"])
    # Some of what was sent has changed since, and comes again as it is now.
    now = {row.made.id: row.made for row in selection(rich.dated(), "all", {})}
    received = {each["id"]: each for page in (first, rest) for each in page.document["objects"]}
    assert received == {id_: made.to_json() for id_, made in now.items()}


def test_o06_a_token_from_a_newer_replica_waits(rich: ObjectLogs) -> None:
    newer = Caller(rich).get("collections/all/objects/", limit=14)
    older = Caller(rich, serial=1).get("collections/all/objects/", next=newer.document["next"])
    assert older.document == {"more": False}
    assert older.headers[LAST] == newer.headers[LAST]


def test_o06_a_token_of_another_log_goes_by_its_date(rich: ObjectLogs, bare: ObjectLogs) -> None:
    token = Caller(rich).get("collections/all/objects/", limit=1).document["next"]
    # The only object of the other log was added at the same instant.
    answer = Caller(bare).get("collections/all/objects/", next=token)
    assert answer.document == {"more": False}
    earlier = Caller(bare).get("collections/all/objects/", added_after="2026-11-24T11:59:59Z")
    assert len(earlier.ids) == 1
    # A later `added_after` counts before that date, too.
    cursor = Cursor(log=b"elsewhere"[:8], record=0, date=0)
    late = {"added_after": "2026-11-24T14:00:00Z", "next": cursor.token}
    answer = Caller(rich).get("collections/all/objects/", **late)
    assert (
        answer.ids
        == Caller(rich).get("collections/all/objects/", added_after=late["added_after"]).ids
    )


@pytest.mark.parametrize("after", ["2026-11-24T10:00:00Z", "2026-11-25T10:00:00Z"])
def test_o03_an_empty_page_repeats_the_later_of_two_places(rich: ObjectLogs, after: str) -> None:
    token = Caller(rich).get("collections/all/objects/", limit=14).document["next"]
    place = Caller(rich).get("collections/all/objects/", limit=14).headers[LAST]
    answer = Caller(rich, serial=1).get("collections/all/objects/", added_after=after, next=token)
    told = max(place, after.replace("Z", ".000000Z"))
    assert answer.document == {"more": False}
    assert answer.headers == {FIRST: told, LAST: told}


def test_o07_more_is_promised_only_where_more_comes(caller: Caller) -> None:
    answer = caller.get("collections/all/objects/", limit=4)
    while answer.document["more"]:
        answer = caller.get("collections/all/objects/", limit=4, next=answer.document["next"])
        assert answer.ids


def test_o06_filters_too_long_to_be_carried_have_to_be_repeated(
    caller: Caller, rows: list[Dated]
) -> None:
    unknown = [f"indicator--{number:08x}-0000-4000-8000-000000000000" for number in range(100)]
    known = sorted({row.made.id for row in rows if in_collection(row, "all")})
    ids = ",".join(known + unknown)
    first = caller.get("collections/all/objects/", match_id=ids, limit=2)
    token = first.document["next"]
    rest = caller.get("collections/all/objects/", match_id=ids, next=token)
    assert set(first.ids + rest.ids) == set(known)
    answer = caller.get("collections/all/objects/", next=token)
    assert answer.status == 400
    assert answer.document["description"] == (
        "next: repeat the match parameters that it was given for"
    )
