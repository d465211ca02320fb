"""Random logs and queries: what the pages have, joined, is what a plain list says."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feedgen.model.tlp import Tlp
from tests.release.object_log.made_logs import Dated, Made, ObjectLogs, stamp
from tests.serve.taxii.calls import FIRST, LAST, Answer, Caller
from tests.serve.taxii.taxii_model import selection

TYPES = ("indicator", "indicator", "malware", "report", "identity")
LEVELS = (None, Tlp.CLEAR, Tlp.AMBER, Tlp.AMBER_STRICT)


@st.composite
def made_objects(draw: st.DrawFn, release: int) -> Made:
    type_ = draw(st.sampled_from(TYPES))
    name = f"{type_}{draw(st.integers(0, 5))}"
    return Made(
        name=name, type=type_, version=release * 10 + draw(st.integers(0, 3)),
        tlp=draw(st.sampled_from(LEVELS)) if type_ != "identity" else None,
        # The action of an indicator may change, and with it the collection.
        hunting=type_ == "indicator" and draw(st.booleans()),
    )  # fmt: skip


@st.composite
def logs_and_queries(draw: st.DrawFn) -> tuple[list[list[Made]], list[timedelta], list[Any]]:
    count = draw(st.integers(1, 4))
    releases = [draw(st.lists(made_objects(n), min_size=n == 0, max_size=10)) for n in range(count)]
    # Shorter than the segment has objects: dates must not overlap.
    gaps = [timedelta(milliseconds=draw(st.sampled_from((1, 5, 60_000)))) for _ in releases]
    seeds = draw(st.lists(st.tuples(*[st.integers(0, 1000)] * 7), min_size=1, max_size=4))
    return releases, gaps, seeds


def _query(rows: list[Dated], seed: tuple[int, ...]) -> dict[str, str]:
    """A query whose values are, mostly, there."""
    after, ids, types, versions, spec, *_ = seed
    row = rows[seed[5] % len(rows)]
    other = rows[seed[6] % len(rows)]
    query: dict[str, str] = {}
    if after % 3 == 0:
        shift = (0, -1, 1, 500)[after % 4]
        query["added_after"] = stamp(row.added + timedelta(microseconds=shift))
    if ids % 4 == 0:
        query["match_id"] = f"{row.made.id},{other.made.id}"
    if types % 3 == 0:
        query["match_type"] = ("indicator", "report,malware", "identity,x-unknown")[types % 3 - 1]
    if versions % 2 == 0:
        query["match_version"] = (
            "all", "first", "last,first", row.version_text, f"last,{row.version_text}",
            f"{row.version_text},{other.version_text}",
        )[versions % 6]  # fmt: skip
    if spec % 7 == 0:
        query["match_spec_version"] = ("2.1", "2.0,2.1", "2.0")[spec % 3]
    return query


def _pages(
    caller: Caller, path: str, query: dict[str, str], limits: list[int], *, only_next: bool
) -> Iterator[Answer]:
    """All pages, each with another limit; filters left out after the first or repeated."""
    parameters = dict(query)
    for place in range(1000):
        answer = caller.get(path, **parameters, limit=limits[place % len(limits)])
        yield answer
        if not answer.document["more"]:
            return
        parameters = {} if only_next else dict(query)
        parameters["next"] = answer.document["next"]
    raise AssertionError("this does not end")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(logs_and_queries(), st.lists(st.integers(1, 7), min_size=1, max_size=4), st.booleans())
def test_pages_joined_are_the_selection(
    drawn: tuple[list[list[Made]], list[timedelta], list[Any]],
    limits: list[int],
    only_next: bool,  # noqa: FBT001
) -> None:
    releases, gaps, seeds = drawn
    with tempfile.TemporaryDirectory() as directory:
        logs = ObjectLogs(Path(directory))
        for changes, gap in zip(releases, gaps, strict=True):
            logs.release(changes, after=gap)
        caller, rows = Caller(logs), logs.dated()
        for seed in seeds:
            query = _query(rows, seed)
            for each in caller.taxii_collections:
                expected = selection(rows, each, query)
                objects = list(
                    _pages(
                        caller, f"collections/{each}/objects", query, limits, only_next=only_next
                    )
                )
                manifest = list(
                    _pages(
                        caller, f"collections/{each}/manifest", query, limits, only_next=only_next
                    )
                )
                _compare(expected, objects, manifest)


def _compare(expected: list[Dated], objects: list[Answer], manifest: list[Answer]) -> None:
    assert [id_ for page in objects for id_ in page.ids] == [row.made.id for row in expected]
    assert [o for page in objects for o in page.document.get("objects", ())] == [
        row.made.to_json() for row in expected
    ]
    assert [o for page in manifest for o in page.document.get("objects", ())] == [
        {
            "id": row.made.id,
            "date_added": stamp(row.added),
            "version": row.version_text,
            "media_type": "application/stix+json;version=2.1",
        }
        for row in expected
    ]
    dates = [stamp(row.added) for row in expected]
    assert dates == sorted(set(dates))
    for pages in (objects, manifest):
        place = 0
        for page in pages:
            count = len(page.ids)
            if count:
                assert page.headers[FIRST] == dates[place]
                assert page.headers[LAST] == dates[place + count - 1]
            place += count
            # No page but the first may be empty: nothing is promised that does not come.
            assert count or page is pages[0]
