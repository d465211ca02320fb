"""Sigma rules as queries: whoever reads a language takes every query of it whole.

A value that broke out of its literal would leave something behind that no reader takes. The values are
read back from DuckDB's own parser, whose product has a place for everything that a rule holds.
"""

from __future__ import annotations

import ipaddress
import json
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import duckdb_kql
import eql
import sqlglot
import yaml
from luqum.parser import parser as lucene_parser

from feedgen.model.indicator import Indicator
from tests.engines.query_engines import body, expression_of
from tests.engines.query_expressions import LANGUAGES
from tests.hostile.readers import sigma
from tests.hostile.readers.sigma_forms import ANY

JUDGES = ("duckdb", "duckdb-kql", "eql", "luqum", "own query readers", "sqlglot")
ARTIFACTS = ("sigma/queries/**",)


def accept(folder: Path) -> None:
    """Every query is one query of its language."""
    for path in sorted(folder.glob("sigma/queries/*/*/*")):
        text = path.read_text()
        query = yaml.safe_load(text)["query"] if path.suffix == ".yaml" else body(text)
        try:
            _TAKES[path.parts[-3]](query)
        except Exception as error:
            raise AssertionError(f"{path.parts[-3]}, {path.name}: {error}") from error


def _kql(query: str) -> None:
    wrong = duckdb_kql.validate(query)
    assert wrong == [], wrong[:3]


def _eql(query: str) -> None:
    with eql.parser.elasticsearch_syntax:
        eql.parse_query(query)


def _sqlite(query: str) -> None:
    names = sorted(set(re.findall(r'"([^"\n]+)"(?: (?:LIKE|>=|<) | AS )', query)))
    with closing(sqlite3.connect(":memory:")) as connection:
        columns = ", ".join(f'"{name}"' for name in names) or "x"
        connection.execute(f"CREATE TABLE logs ({columns})")
        connection.execute(query)


def _whole(target: str) -> Callable[[str], object]:
    return lambda query: expression_of(target, query)


def _parsed(query: str) -> Any:
    (answer,) = duckdb.execute("SELECT json_serialize_sql(?)", [query]).fetchall()[0]
    found = json.loads(answer)
    assert not found["error"], found
    (statement,) = found["statements"]
    return statement["node"]["where_clause"]


_TAKES: Mapping[str, Callable[[str], object]] = {
    **{target: _whole(target) for target in LANGUAGES},
    "databricks": lambda query: sqlglot.parse_one(query, read="databricks"),
    "defender-xdr": _kql, "duckdb": _parsed, "elasticsearch-eql": _eql,
    "elasticsearch-lucene": lucene_parser.parse, "opensearch": lucene_parser.parse,
    "sentinel": _kql, "sqlite": _sqlite,
}  # fmt: skip
"""By folder of sigma/queries/."""


def read_back(folder: Path) -> set[str]:
    """What DuckDB's parser finds in its patterns, as `sigma.read_back` gives the rules' values."""
    return {
        text
        for path in folder.glob("sigma/queries/duckdb/*/*.sql")
        for terms in _alternatives(_parsed(body(path.read_text())))
        for text in sigma.in_its_log(path.stem, terms)
    }


_Terms = dict[str, list[str]]


def _alternatives(node: Any) -> Iterator[_Terms]:
    """Fields with their values; what a conjunction holds stands together."""
    one = _one_field(node)
    if one is not None:
        yield one
    elif node["type"] == "CONJUNCTION_OR":
        for child in node["children"]:
            yield from _alternatives(child)
    else:
        assert node["type"] == "CONJUNCTION_AND", node["type"]
        parts = [_one_field(child) for child in node["children"]]
        together = {name: values for part in parts if part for name, values in part.items()}
        others = [c for c, part in zip(node["children"], parts, strict=True) if part is None]
        if not others:
            yield together
        for other in others:
            yield from ({**together, **terms} for terms in _alternatives(other))


def _one_field(node: Any) -> _Terms | None:
    """A comparison, or several of one field."""
    if node["type"] == "CONJUNCTION_OR":
        parts = [_one_field(child) for child in node["children"]]
        names = {name for part in parts if part for name in part}
        if None in parts or len(names) != 1:
            return None
        (name,) = names
        return {name: [value for part in parts if part for value in part[name]]}
    if node["type"].startswith("CONJUNCTION"):
        return None
    if node["type"] == "FUNCTION":
        column, value = (argument["expression"] for argument in node["arguments"][:2])
        text = value["literal"]["text"]
        is_pattern = "like" in node["function_name"]
        return {column["column_names"][-1]: [_text(text) if is_pattern else text]}
    # A port, or the time.
    return {f"{node['type']} {node['left'].get('column_names')}": [""]}


def _text(pattern: str) -> str:
    r"""`%` is any run of characters, `!` makes the next character itself."""
    found = re.findall(r"!(.)|(%)|([^%!])", pattern, re.DOTALL)
    assert "".join(("!" * bool(a)) + a + b + c for a, b, c in found) == pattern, pattern
    return "".join(escaped or (ANY if wild else plain) for escaped, wild, plain in found)


def wanted(indicator: Indicator) -> set[str]:
    """What the rule says; of a network the beginnings of its addresses, or nothing for IPv6."""
    if indicator.type != "ip" or "/" not in indicator.value:
        return sigma.wanted(indicator)
    network = ipaddress.ip_network(indicator.value)
    octets = -(-network.prefixlen // 8)
    if network.version == 6 or octets in {0, 4}:
        return {f"net_firewall_ {address}" for address in network} if octets == 4 else set()
    return {
        f"net_firewall_ {'.'.join(str(part.network_address).split('.')[:octets])}.{ANY}"
        for part in network.subnets(new_prefix=octets * 8)
    }
