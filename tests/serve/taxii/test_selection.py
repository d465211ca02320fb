"""What takes a log that is larger than what is looked at together."""

from __future__ import annotations

import pytest

from feedgen.serve.taxii import selection as module
from tests.release.object_log.made_logs import Dated, ObjectLogs, in_collection, stamp
from tests.serve.taxii.calls import LAST, Caller
from tests.serve.taxii.taxii_model import selection


@pytest.fixture(params=[1, 2, 7, 24, 25])
def small_chunks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_CHUNK", request.param)


@pytest.mark.usefixtures("small_chunks")
def test_versions_by_time_are_found_in_every_chunk(rich: ObjectLogs) -> None:
    caller, rows = Caller(rich), rich.dated()
    nowhere = "2000-01-01T00:00:00Z"
    for row in rows:
        for version in (row.version_text, f"last,{nowhere}", f"{nowhere},{row.version_text}"):
            query = {"match_version": version}
            expected = selection(rows, "all", query)
            answer = caller.get("collections/all/objects/", **query)
            assert answer.ids == [each.made.id for each in expected]
            token = caller.get("collections/all/objects/", **query, limit=1).document.get("next")
            if token:
                rest = caller.get("collections/all/objects/", next=token)
                assert rest.ids == [each.made.id for each in expected[1:]]


@pytest.mark.usefixtures("small_chunks")
@pytest.mark.parametrize("alias", ["all", "hunt", "indicators", "tlp-clear"])
def test_the_end_of_a_collection_is_found_in_every_chunk(rich: ObjectLogs, alias: str) -> None:
    held: list[Dated] = [row for row in rich.dated() if in_collection(row, alias)]
    answer = Caller(rich).get(f"collections/{alias}/objects/", match_type="tool")
    assert answer.headers[LAST] == stamp(held[-1].added)
