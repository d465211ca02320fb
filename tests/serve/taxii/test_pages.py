"""Pages are cut by number and by bytes, across segments, and named by their content."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from feedgen.release.object_log import ObjectLog, Run
from feedgen.release.object_log.layout import BETWEEN
from feedgen.serve.taxii.pages import Page, cut, cut_bytes
from feedgen.serve.taxii.selection import listed
from tests.release.object_log.made_logs import Made, ObjectLogs
from tests.serve.taxii.calls import Caller


@pytest.fixture(scope="module")
def uneven(tmp_path_factory: pytest.TempPathFactory) -> ObjectLog:
    """Three segments of objects whose lengths differ."""
    logs = ObjectLogs(tmp_path_factory.mktemp("uneven"))
    for release in range(3):
        made = [
            Made(name=f"{release}-{number}", padding=(number * 37 + release) % 150, version=release)
            for number in range(5)
        ]
        log = logs.release(made)
    return log


def joined(slices: list[memoryview]) -> list[dict[str, str]]:
    told: list[dict[str, str]] = orjson.loads(b"[" + BETWEEN.join(slices) + b"]")
    return told


@pytest.mark.parametrize("numbers", [range(15), (0, 1, 4, 5, 9, 10, 14), (3,), (4, 5), (0, 14)])
def test_bytes_cut_a_page_after_the_last_object_that_fits(
    uneven: ObjectLog, numbers: range | tuple[int, ...]
) -> None:
    page = cut(listed(numbers), 0, 1000)
    assert [n for run in page.runs for n in range(run.first, run.end)] == list(numbers)
    sizes = [uneven.record(number).length + len(BETWEEN) for number in numbers]
    for most in range(0, sum(sizes) + 3, 7):
        fitting = max(1, sum(sum(sizes[: count + 1]) <= most for count in range(len(sizes))))
        kept, slices = cut_bytes(uneven, page, most)
        got = [n for run in kept.runs for n in range(run.first, run.end)]
        assert got == list(numbers)[:fitting]
        assert kept.more is (fitting < len(sizes))
        assert [each["id"] for each in joined(slices)] == [uneven.record(n).id for n in got]


def test_a_page_that_fits_is_left_as_it_is(uneven: ObjectLog) -> None:
    for more in (True, False):
        page = Page((Run(0, 15),), more=more)
        kept, slices = cut_bytes(uneven, page)
        assert kept is page
        # One slice for each segment: nothing is copied.
        assert len(slices) == 3


def test_a_large_page_ends_early_and_goes_on(tmp_path: Path) -> None:
    logs = ObjectLogs(tmp_path)
    mebibyte = 1 << 20
    logs.release([Made(name=f"large{i}", padding=7 * mebibyte) for i in range(4)])
    logs.release([Made(name="giant", padding=17 * mebibyte), Made(name="small")])
    caller = Caller(logs)
    counts, ids = [], []
    answer = caller.get("collections/all/objects/")
    while True:
        counts.append(len(answer.ids))
        ids += answer.ids
        if not answer.document["more"]:
            break
        answer = caller.get("collections/all/objects/", next=answer.document["next"])
    assert counts == [2, 2, 1, 1]
    assert len(set(ids)) == 6
    # A manifest has no such objects in it.
    assert caller.get("collections/all/manifest/").ids == ids


def test_the_number_of_objects_has_a_ceiling(tmp_path: Path) -> None:
    logs = ObjectLogs(tmp_path)
    logs.release([Made(name=f"n{number}") for number in range(10_050)])
    caller = Caller(logs)
    for path in ("objects", "manifest"):
        for asked, expected in (
            (None, 5_000),
            (10_000, 10_000),
            (10_001, 10_000),
            (2**53 - 1, 10_000),
        ):
            limit = {} if asked is None else {"limit": asked}
            answer = caller.get(f"collections/all/{path}/", None, **limit)
            assert len(answer.ids) == expected
            rest = caller.get(
                f"collections/all/{path}/", None, next=answer.document["next"], limit=9_999
            )
            assert len(answer.ids) + len(rest.ids) == 10_050
            assert rest.document["more"] is False


def test_equal_requests_have_equal_names(caller: Caller, rich: ObjectLogs) -> None:
    replica = Caller(rich)
    path = "feed/collections/all/objects/"
    plain = caller.raw(path)
    assert replica.raw(path).etag == plain.etag
    assert caller.raw(path, b"limit=5000").etag == plain.etag
    assert caller.raw(path, b"x=1&limit=05000").etag == plain.etag
    forms = (b"match[type]=report,malware", b"match%5Btype%5D=malware%2Creport,report")
    assert len({caller.raw(path, form).etag for form in forms}) == 1
    times = (
        b"added_after=2026-11-24T13:00:00Z",
        b"added_after=2026-11-24T14:00:00.000000001%2B01:00",
    )
    assert len({caller.raw(path, form).etag for form in times}) == 1


def test_different_answers_have_different_names(
    caller: Caller, rich: ObjectLogs, lists_caller: Caller
) -> None:
    path = "feed/collections/all/objects/"
    token = caller.raw(path, b"limit=1").document["next"]
    queries = (
        b"", b"limit=1", b"limit=2", b"match[type]=report", b"match[version]=all",
        b"match[version]=last,first", b"added_after=2026-11-24T13:00:00Z",
        b"next=" + str(token).encode(), b"limit=1&next=" + str(token).encode(),
    )  # fmt: skip
    named = {query: caller.raw(path, query) for query in queries}
    assert len({answer.etag for answer in named.values()}) == len(queries)
    others = [
        caller.raw("feed/collections/indicators/objects/"), caller.raw("feed/collections/all/manifest/"),
        caller.raw("feed/collections/all/"), caller.raw("feed/collections/"), caller.raw("feed/"),
        Caller(rich, serial=1).raw(path), lists_caller.raw(path), Caller(rich, hidden=frozenset({"hunt"})).raw("feed/collections/"),
    ]  # fmt: skip
    for id_ in caller.raw(path).ids[:2]:
        others += [caller.raw(f"{path}{id_}/"), caller.raw(f"{path}{id_}/versions/")]
    names = [answer.etag for answer in others] + [answer.etag for answer in named.values()]
    assert len(set(names)) == len(names)


def test_dates_are_part_of_the_name(tmp_path: Path, rich: ObjectLogs) -> None:
    """The same release, activated at another instant, has other headers and so another name."""
    logs = ObjectLogs(tmp_path)
    logs.release([Made(name="only")])
    before = Caller(logs).get("collections/all/objects/")
    logs.activations[-1] = (1, rich.activations[-1][1])
    after = Caller(logs).get("collections/all/objects/")
    assert before.body == after.body
    assert before.headers != after.headers
    assert before.etag != after.etag
