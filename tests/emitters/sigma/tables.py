"""Flattened events in one table of SQLite and one of DuckDB, for many queries one after the other.

Every column is a field; an event lacks the fields it does not have (NULL). SQLite takes an unknown
name in double quotes for a text and finds nothing without a complaint, so a table has a column for
every field that a rule of its log source names.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from types import TracebackType
from typing import Self

import duckdb

from tests.emitters.sigma.pull_events import Event


class Logs:
    """Events of one log source. Closes both engines at the end of a `with`.

    SQLite keeps numbers, which its columns may hold beside texts; DuckDB's columns are all texts.
    """

    def __init__(self, events: Sequence[Event], fields: Iterable[str]) -> None:
        names = sorted({field for event in events for field in event} | set(fields))
        self._sqlite = sqlite3.connect(":memory:")
        self._sqlite.create_function("REGEXP", 2, _matches, deterministic=True)
        self._duckdb = duckdb.connect(":memory:")
        numbers = range(len(events))
        columns = ", ".join(f'"{name}"' for name in names)
        marks = ", ".join("?" for _ in range(len(names) + 1))
        rows = [
            [*map(event.get, names), number] for number, event in zip(numbers, events, strict=True)
        ]
        self._sqlite.execute(f"CREATE TABLE logs ({columns}, number)")
        self._sqlite.executemany(f"INSERT INTO logs VALUES ({marks})", rows)  # noqa: S608 - question marks
        columns = ", ".join(f'"{name}" VARCHAR' for name in names)
        self._duckdb.execute(f"CREATE TABLE logs ({columns}, number INTEGER)")
        if rows:
            # Column by column: DuckDB inserts single rows at a hundredth of the speed.
            texts = [[_text(event.get(name)) for event in events] for name in names]
            marks = ", ".join(["unnest(?::VARCHAR[])" for _ in names] + ["unnest(?::INTEGER[])"])
            self._duckdb.execute(f"INSERT INTO logs SELECT {marks}", [*texts, list(numbers)])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends both engines."""
        self._sqlite.close()
        self._duckdb.close()

    def in_sqlite(self, query: str) -> set[int]:
        """Numbers of the events that the query finds."""
        with closing(self._sqlite.execute(query)) as cursor:
            at = [column[0] for column in cursor.description].index("number")
            return {row[at] for row in cursor}

    def in_duckdb(self, query: str) -> set[int]:
        """Numbers of the events that the query finds."""
        return {row[-1] for row in self._duckdb.execute(query).fetchall()}


def _text(value: str | int | None) -> str | None:
    return None if value is None else str(value)


def _matches(expression: str, text: str | None) -> bool:
    return text is not None and re.search(expression, text) is not None
