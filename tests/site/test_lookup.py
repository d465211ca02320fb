"""Bulk lists in shards: whole, and in little memory."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import orjson
from hypothesis import given
from hypothesis import strategies as st

from feedgen.site import render_site
from feedgen.site.lookup import shard_of
from tests.site.made_site import mention, record, release
from tests.site.reader import Page, made


def test_bulk_values_go_into_shards_and_only_there(tmp_path: Path) -> None:
    listed = mention("alpha-2026", list="lists/a.txt", match="subdomains")
    values = [f"h{number}.bulk-{number % 7}.test" for number in range(2000)]
    records = [record("domain", "curated.test"), *(record("domain", v, listed) for v in values)]
    files = made(release(tmp_path / "r", records))
    shards = {path: f for path, f in files.items() if path.startswith("data/shards/")}
    assert sorted(shards) == [f"data/shards/{number:02x}.json" for number in range(256)]
    found = {}
    for path, file in shards.items():
        for row in orjson.loads(file.data)["values"]:
            assert f"{shard_of(row[1]):02x}" == Path(path).stem
            found[row[1]] = row
    assert found.keys() == set(values)
    assert found[values[0]] == [
        "domain", values[0], "block", 90, "subdomains", [0], "2030-01-01T00:00:00Z",
    ]  # fmt: skip
    curated = orjson.loads(files["data/indicators.json"].data)
    assert [row["v"] for row in curated["indicators"]] == ["curated.test"]
    assert curated["bulk"] == {"count": 2000, "shards": 256}
    page = Page(files["incidents/alpha-2026.html"])
    assert "Its bulk lists name 2,000 more" in page.words
    assert values[0] not in page.words


def test_a_value_that_an_incident_names_too_is_curated(tmp_path: Path) -> None:
    listed = mention("alpha-2026", list="lists/a.txt")
    records = [record("domain", "both.test", listed, mention("beta-2026"))]
    files = made(release(tmp_path / "r", records))
    assert "data/shards/00.json" not in files
    assert "both.test" in Page(files["incidents/beta-2026.html"]).words


def test_memory_does_not_grow_with_bulk_lists(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        listed = mention("alpha-2026", list="lists/a.txt")
        rows = (record("domain", f"{number}.bulk.test", listed) for number in range(count))
        directory = release(tmp_path / str(count), rows)
        tracemalloc.start()
        for _ in render_site(directory):
            pass
        _, highest = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return highest

    peak(10)  # what is only loaded once
    assert peak(10_000) < 1.5 * peak(1_000) + 500_000


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_shard_is_the_first_byte_of_the_sum(value: str) -> None:
    assert 0 <= shard_of(value) < 256
