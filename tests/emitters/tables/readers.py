"""Reads CSV and NDJSON files as Python's csv module and as DuckDB do, cell by cell.

DuckDB tells an empty cell as NULL; CSV has no word for the difference.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

Cells = list[tuple[str, ...]]
_OPTIONS = "all_varchar = true, strict_mode = true"
_DIALECT = "delim = ',', quote = '\"', escape = '\"', new_line = '\\n', comment = '', max_line_size = 8000000"


@contextmanager
def _database() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(":memory:", config={"threads": 1}) as database:
        yield database


def csv_cells(path: Path) -> Cells:
    """Every row, the header first, by csv.reader."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [tuple(row) for row in csv.reader(lines, strict=True)]


def duckdb_cells(path: Path, *, header: bool = True, dialect: bool = False) -> Cells:
    """Every row, the header first, by DuckDB's CSV reader.

    Args:
        path: the file.
        header: whether there is one.
        dialect: say how cells are quoted, as docs/tables.md advises; else DuckDB finds that out.
    """
    options = f"{_OPTIONS}, header = {header}" + (f", {_DIALECT}" if dialect else "")
    if dialect:
        first = csv_cells(path)[0]
        named = ", ".join(f"'{name}': 'VARCHAR'" for name in first)
        options += f", auto_detect = false, columns = {{{named}}}"
    with _database() as database:
        found = database.execute(f"SELECT * FROM read_csv(?, {options})", [str(path)])  # noqa: S608 - options are ours
        names = [tuple(str(column[0]) for column in found.description or ())] if header else []
        return names + [tuple(cell or "" for cell in row) for row in found.fetchall()]


def duckdb_rows(query: str, **tables: Path) -> list[tuple[Any, ...]]:
    """The rows of a query over CSV files, each under its name."""
    with _database() as database:
        for name, path in tables.items():
            database.execute(
                f"CREATE TABLE {name} AS SELECT * FROM read_csv(?, {_OPTIONS}, header = true)",  # noqa: S608
                [str(path)],
            )
        return database.execute(query).fetchall()


def json_lines(path: Path) -> list[dict[str, Any]]:
    """The objects, by Python."""
    return [json.loads(line) for line in path.read_bytes().split(b"\n") if line]


def duckdb_lines(path: Path) -> list[dict[str, Any]]:
    """The objects, by DuckDB's reader of newline-delimited JSON, which gives each as it stands."""
    with _database() as database:
        found = database.execute(
            "SELECT json FROM read_ndjson_objects(?, maximum_object_size = 64000000)", [str(path)]
        )
        return [json.loads(row[0]) for row in found.fetchall()]
