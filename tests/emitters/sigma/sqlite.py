"""Runs a Sigma rule as pySigma converts it for SQLite over flattened events.

A table has a column for every field that the query names and for every field of the events, so
that no event has to have them all; SQLite would read an unknown quoted name as text, and find
nothing without a complaint.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from typing import Any

import yaml
from sigma.backends.sqlite.sqlite import sqliteBackend
from sigma.collection import SigmaCollection

from tests.emitters.sigma.pull_events import Event


def matched(rule: bytes, events: Sequence[Event]) -> list[int]:
    """Numbers of the events that the rule finds, in order."""
    backend = sqliteBackend(collate_nocase=True)  # type: ignore[no-untyped-call] # pySigma's
    (query,) = backend.convert(SigmaCollection.from_yaml(rule.decode()))
    return found(str(query), events, fields(yaml.safe_load(rule)["detection"]))


def fields(node: Any) -> set[str]:
    """Every field of a detection."""
    if isinstance(node, list):
        return {field for item in node for field in fields(item)}
    if not isinstance(node, dict):
        return set()
    nested = {field for value in node.values() for field in fields(value)}
    keys = {key.partition("|")[0] for key in node}
    return nested | {k for k in keys if k != "condition" and not k.startswith("selection")}


def found(query: str, events: Sequence[Event], named: set[str]) -> list[int]:
    """Numbers of the events that the query finds, in order; `named` are all fields of its rule."""
    columns = sorted({field for event in events for field in event} | named)
    names = ", ".join(f'"{column}"' for column in columns)
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.create_function("REGEXP", 2, _matches)
        connection.execute(f"CREATE TABLE logs ({names}, number)")
        for number, event in enumerate(events):
            row = [*(event.get(column) for column in columns), number]
            marks = ", ".join("?" for _ in row)
            connection.execute(f"INSERT INTO logs VALUES ({marks})", row)  # noqa: S608 - question marks
        cursor = connection.execute(query)
        at = [column[0] for column in cursor.description].index("number")
        return sorted(row[at] for row in cursor)


def _matches(expression: str, text: str | None) -> bool:
    return text is not None and re.search(expression, text) is not None
