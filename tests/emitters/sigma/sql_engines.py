"""Runs a published query of SQLite or DuckDB over flattened events.

The table `logs` has a column for every field that the query names and for every field of the
events, so that no event has to have them all.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing

import duckdb

from tests.emitters.sigma.pull_events import Event

Engine = Callable[..., list[int]]
"""Of a query, events, and by field the type of a column that is not a text; gives the numbers of
the events that are found, in order."""


def in_sqlite(
    query: str, events: Sequence[Event], types: Mapping[str, str] | None = None
) -> list[int]:
    columns, rows = _table(query, events, types or {}, text="")
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(f"CREATE TABLE logs ({', '.join(columns)}, number)")
        marks = ", ".join("?" for _ in rows[0]) if rows else ""
        connection.executemany(f"INSERT INTO logs VALUES ({marks})", rows)  # noqa: S608 - question marks
        cursor = connection.execute(query)
        at = [column[0] for column in cursor.description].index("number")
        return sorted(row[at] for row in cursor)


def in_duckdb(
    query: str, events: Sequence[Event], types: Mapping[str, str] | None = None
) -> list[int]:
    columns, rows = _table(query, events, types or {}, text="VARCHAR")
    with closing(duckdb.connect(":memory:")) as connection:
        connection.execute(f"CREATE TABLE logs ({', '.join(columns)}, number INTEGER)")
        marks = ", ".join("?" for _ in rows[0]) if rows else ""
        connection.executemany(f"INSERT INTO logs VALUES ({marks})", rows)  # noqa: S608 - question marks
        found = connection.execute(query).fetchall()
        return sorted(row[-1] for row in found)


ENGINES: dict[str, Engine] = {"duckdb": in_duckdb, "sqlite": in_sqlite}


def _table(
    query: str, events: Sequence[Event], types: Mapping[str, str], *, text: str
) -> tuple[list[str], list[list[object]]]:
    written = re.findall(r'[( ]"([^"\n]+)"(?: [A-Z>=<]|,)', query)
    names = sorted({field for event in events for field in event} | set(written))
    rows: list[list[object]] = [
        [*(_cell(event.get(name), name in types) for name in names), number]
        for number, event in enumerate(events)
    ]
    return [f'"{name}" {types.get(name, text)}' for name in names], rows


def _cell(value: str | int | None, is_typed: bool) -> object:  # noqa: FBT001 - of a column
    return value if value is None or is_typed else str(value)
