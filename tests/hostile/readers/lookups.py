"""Lookups for Splunk ES and Sentinel, as a CSV reader and DuckDB read them; KQL parses the joins."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

import duckdb
import duckdb_kql

from feedgen.model.indicator import Indicator

JUDGES = ("csv", "duckdb", "duckdb-kql")
ARTIFACTS = ("lookups/sentinel/*.csv", "lookups/splunk/*.csv", "lookups/sentinel/queries/*.kql")
_SPLUNK = {
    "domain": "domain_intel domain", "email": "email_intel src_user", "ip": "ip_intel ip",
    "md5": "file_intel file_hash", "path": "file_intel file_name", "sha1": "file_intel file_hash",
    "sha256": "file_intel file_hash", "systemd_unit": "service_intel service",
    "url": "http_intel url", "user_agent": "http_intel http_user_agent",
}  # fmt: skip
"""The collection of Splunk ES, and the column that it matches."""
_NO_VALUES = {"description", "weight"}
_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def accept(folder: Path) -> None:
    """Both readers agree on every cell, no cell is a formula, no column lacks its number or name."""
    for path in sorted(folder.glob("lookups/*/*.csv")):
        rows = _rows(path)
        assert _by_duckdb(path) == rows, f"DuckDB reads {path.name} otherwise than the csv module"
        for row in rows:
            wrong = [cell for cell in row.values() if cell.startswith(_FORMULAS)]
            assert not wrong, f"{path.name}: a spreadsheet would run {wrong[0]!r}"
            assert 1 <= int(row.get("weight") or row.get("Confidence") or "1") <= 100
    for path in sorted(folder.glob("lookups/sentinel/queries/*.kql")):
        assert duckdb_kql.validate(path.read_text()) == [], path.name


def _rows(path: Path) -> list[Mapping[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        found = list(csv.DictReader(file, strict=True))
    assert all(None not in row and None not in row.values() for row in found), path.name
    return [dict(row) for row in found]


def _by_duckdb(path: Path) -> list[Mapping[str, str]]:
    names = path.read_text(encoding="utf-8").partition("\n")[0].split(",")
    types = dict.fromkeys(names, "VARCHAR")
    found = duckdb.execute(
        "SELECT * FROM read_csv(?, header=true, columns=?, delim=',', quote='\"', escape='\"', "
        "auto_detect=false, nullstr='\\N', allow_quoted_nulls=false, max_line_size=10000000, "
        "new_line='\\n')", [str(path), types],
    ).fetchall()  # fmt: skip
    return [dict(zip(names, (cell or "" for cell in row), strict=True)) for row in found]


def read_back(folder: Path) -> set[str]:
    """Every cell that is matched, with its list and column; Sentinel's with all that a join reads."""
    return {*_sentinel(folder), *_splunk(folder)}


def _sentinel(folder: Path) -> Iterator[str]:
    for path in folder.glob("lookups/sentinel/*.csv"):
        for row in _rows(path):
            yield f"{path.stem} {row['Match']} {row['IndicatorId']} {row['Value']}"


def _splunk(folder: Path) -> Iterator[str]:
    for path in folder.glob("lookups/splunk/*.csv"):
        for row in _rows(path):
            values = {k: v for k, v in row.items() if v and k not in _NO_VALUES}
            assert len(values) == 1, f"{path.name}: a row says one thing: {values}"
            ((column, value),) = values.items()
            yield f"{path.stem} {column} {value}"


def wanted(indicator: Indicator) -> set[str]:
    """A row of Sentinel's list of its type, and one of Splunk's where ES can look it up.

    ES takes an asterisk for a wildcard, and knows names of files but no paths.
    """
    value, type_ = indicator.value, indicator.type
    found = {f"feedgen_{type_} {indicator.match.value} {indicator.id} {value}"}
    if type_ == "path":
        found = set()
    is_path = type_ == "path" and any(sign in value for sign in "/\\")
    if type_ in _SPLUNK and "*" not in value and not is_path:
        found.add(f"{_SPLUNK[type_]} {value}")
    return found
