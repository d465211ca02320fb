"""The tables: csv.reader and DuckDB read the same cells, and the same lines of JSON as Python."""

from __future__ import annotations

from pathlib import Path

from feedgen.model.indicator import Indicator
from tests.emitters.tables.readers import csv_cells, duckdb_cells, duckdb_lines, json_lines

JUDGES = ("csv", "duckdb")
_CSV = ("indicators.csv", "exposures.csv", "known-good.csv", "revoked.csv")
ARTIFACTS = (*_CSV, "incidents.ndjson", "indicators.ndjson")


def accept(folder: Path) -> None:
    """Both read every file alike, every row is as long as the header, both tables say the same."""
    for name in _CSV:
        cells = csv_cells(folder / name)
        assert {len(row) for row in cells} == {len(cells[0])}, name
        assert duckdb_cells(folder / name, dialect=True) == cells, f"{name} is read in two ways"
    incidents = json_lines(folder / "incidents.ndjson")
    assert duckdb_lines(folder / "incidents.ndjson") == incidents
    lines = json_lines(folder / "indicators.ndjson")
    assert duckdb_lines(folder / "indicators.ndjson") == lines
    assert {id_ for line in lines for id_ in line["incidents"]} <= {one["id"] for one in incidents}
    assert {_said(line["type"], line["value"]) for line in lines} == read_back(folder)


def read_back(folder: Path) -> set[str]:
    """Type and value of every row, as DuckDB reads it."""
    header, *rows = duckdb_cells(folder / "indicators.csv", dialect=True)
    type_, value = header.index("type"), header.index("value")
    return {_said(row[type_], row[value]) for row in rows}


def wanted(indicator: Indicator) -> set[str]:
    """Both, as they are."""
    return {_said(indicator.type, indicator.value)}


def _said(type_: str, value: str) -> str:
    return f"{type_} {value}"
