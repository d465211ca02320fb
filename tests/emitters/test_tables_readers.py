"""csv.reader and DuckDB read the same cells out of every table; queries find what the feed lists."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from feedgen.emitters.tables import EMITTER
from feedgen.model.artifact import Emitter
from feedgen.model.feed import Feed
from feedgen.model.indicator import Action
from tests.conftest import compile_corpus, emit
from tests.emitters.tables.readers import (
    csv_cells,
    duckdb_cells,
    duckdb_lines,
    duckdb_rows,
    json_lines,
)
from tests.engines.conformance import FINDS, HOSTILE, LOADS, SILENT
from tests.engines.latest_release import ROOT as LATEST
from tests.hostile.corpus_feeds import corpus_feed, prose_feed, raw_feed

ROOT = Path(__file__).parents[2]
TESTS = ROOT / "tests"
BOTH = ("csv", "duckdb")
TABLES = ("indicators.csv", "exposures.csv", "known-good.csv", "revoked.csv")
PUBLISHED = (*TABLES, "lookups/sentinel/*.csv", "lookups/splunk/*.csv", "misp/hashes.csv")
TREES = ("tests/corpus/small", "iocs")


def schema(name: str) -> Draft202012Validator:
    return Draft202012Validator(
        json.loads((TESTS / "schemas" / name).read_bytes()),
        format_checker=Draft202012Validator.FORMAT_CHECKER,
    )


LINE = schema("indicators-line.json")
INCIDENT_LINE = schema("incidents-line.json")
HOSTILE_FEEDS: dict[str, Callable[[Emitter], Feed]] = {
    "values": corpus_feed,
    "prose": prose_feed,
    "behind the first wall": raw_feed,
}


def judged(*artifacts: str, by: Any = BOTH, asks: str = LOADS) -> pytest.MarkDecorator:
    return pytest.mark.judged(*artifacts, by=by, asks=asks)


def each(*artifacts: str, asks: str = LOADS) -> list[Any]:
    """A case for each table, judged by both readers."""
    return [pytest.param(path, marks=judged(path, asks=asks), id=path) for path in artifacts]


@cache
def feed_of(tree: str) -> Feed:
    return compile_corpus(ROOT / tree, "tables")


@pytest.fixture(scope="module", params=TREES)
def tree(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def written(tree: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of a source tree, in a folder."""
    return write(feed_of(tree), tmp_path_factory.mktemp("tables"))


def write(feed: Feed, folder: Path) -> Path:
    for path, content in emit(EMITTER, feed)[0].items():
        (folder / path).write_bytes(content)
    return folder


@pytest.mark.parametrize("artifact", each(*PUBLISHED))
def test_both_read_the_same_cells_out_of_the_committed_release(artifact: str) -> None:
    paths = sorted(LATEST.glob(artifact))
    assert paths
    for path in paths:
        header = path.name != "hashes.csv"
        cells = csv_cells(path)
        assert len({len(row) for row in cells}) == 1
        assert duckdb_cells(path, header=header) == cells, path


@pytest.mark.parametrize("artifact", each(*TABLES))
@pytest.mark.parametrize("dialect", [False, True])
def test_both_read_the_same_cells(written: Path, artifact: str, dialect: bool) -> None:  # noqa: FBT001
    path = written / artifact
    assert duckdb_cells(path, dialect=dialect) == csv_cells(path)


@judged("indicators.csv", asks=FINDS)
@pytest.mark.parametrize("action", list(Action))
def test_a_query_finds_what_is_listed(tree: str, written: Path, action: Action) -> None:
    found = duckdb_rows(
        f"SELECT type, value FROM indicators WHERE action = '{action.value}'",  # noqa: S608
        indicators=written / "indicators.csv",
    )
    wanted = [(i.type, i.value) for i in feed_of(tree).active if i.action is action]
    assert wanted
    assert sorted(found) == sorted(wanted)


@judged("indicators.csv", "known-good.csv", by="duckdb", asks=SILENT)
def test_no_known_good_value_is_listed(written: Path) -> None:
    query = """
        SELECT i.value FROM indicators i JOIN good g ON i.type = g.type AND i.value = g.value
        WHERE i.action <> 'hunt'"""
    tables = {"indicators": written / "indicators.csv", "good": written / "known-good.csv"}
    assert duckdb_rows(query, **tables) == []
    assert duckdb_rows("SELECT count(*) FROM good", **tables) != [(0,)]


@judged("indicators.csv", "revoked.csv", by="duckdb", asks=SILENT)
def test_nothing_revoked_is_listed_under_its_id(written: Path) -> None:
    query = "SELECT i.value FROM indicators i JOIN revoked r ON i.id = r.id"
    tables = {"indicators": written / "indicators.csv", "revoked": written / "revoked.csv"}
    assert duckdb_rows(query, **tables) == []


@judged("indicators.csv", "exposures.csv", by="duckdb", asks=FINDS)
def test_exposures_join_their_indicators_by_id(written: Path) -> None:
    query = """
        SELECT e.value FROM exposures e LEFT JOIN indicators i ON e.id = i.id AND e.type = i.type
        AND e.value = i.value WHERE i.id IS NULL"""
    tables = {"indicators": written / "indicators.csv", "exposures": written / "exposures.csv"}
    assert duckdb_rows(query, **tables) == []
    assert duckdb_rows("SELECT count(*) FROM exposures", **tables) != [(0,)]


@judged("indicators.ndjson", by="duckdb")
def test_duckdb_reads_every_line_as_python_does(written: Path) -> None:
    for path in (written / "indicators.ndjson", LATEST / "indicators.ndjson"):
        assert duckdb_lines(path) == json_lines(path) != []


@judged("indicators.ndjson", by="jsonschema")
@pytest.mark.parametrize("source", ["tests/corpus/small", "out/v1/latest"])
def test_every_line_follows_its_schema(source: str, tmp_path: Path) -> None:
    folder = LATEST if source == "out/v1/latest" else write(feed_of(source), tmp_path)
    for line in json_lines(folder / "indicators.ndjson"):
        assert [f"{e.json_path}: {e.message}" for e in LINE.iter_errors(line)] == [], line["value"]
    assert not LINE.is_valid(line | {"confidence": 101})
    assert not LINE.is_valid(line | {"unheard_of": 1})
    assert not LINE.is_valid(line | {"valid_until": "soon"})


@judged("incidents.ndjson", by=("duckdb", "jsonschema"))
@pytest.mark.parametrize("source", TREES)
def test_every_line_of_an_incident_follows_its_schema(source: str, tmp_path: Path) -> None:
    path = write(feed_of(source), tmp_path) / "incidents.ndjson"
    lines = json_lines(path)
    assert duckdb_lines(path) == lines != []
    for line in lines:
        assert [f"{e.json_path}: {e.message}" for e in INCIDENT_LINE.iter_errors(line)] == []
        assert not INCIDENT_LINE.is_valid(line | {"status": "draft"})
        assert not INCIDENT_LINE.is_valid(line | {"unheard_of": 1})
        assert not INCIDENT_LINE.is_valid(line | {"published": None})


@pytest.mark.parametrize("artifact", each(*TABLES, asks=HOSTILE))
@pytest.mark.parametrize("kind", HOSTILE_FEEDS)
def test_both_read_the_same_cells_of_hostile_feeds(
    kind: str, artifact: str, tmp_path: Path
) -> None:
    path = write(hostile(kind), tmp_path) / artifact
    assert duckdb_cells(path, dialect=True) == csv_cells(path)


@cache
def hostile(kind: str) -> Feed:
    return HOSTILE_FEEDS[kind](EMITTER)
