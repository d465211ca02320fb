"""Runs whole published queries of each product over events that have the product's fields.

KQL is run by duckdb-kql and EQL by eql; Spark's SQL is translated for DuckDB by sqlglot; Lucene's
syntax is parsed by luqum, and its terms are compared here; the rest is read by `query_expressions`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from functools import cache
from typing import Any

import duckdb
import duckdb_kql
import eql
import sqlglot
from luqum import tree
from luqum.parser import parser as lucene_parser
from sqlglot import exp

from tests.engines.query_expressions import LANGUAGES, read

Event = Mapping[str, str | int]
Run = Callable[[str, Sequence[Event]], set[int]]
"""Of a query without its head, and events; gives the numbers of the events that are found."""


def body(text: str) -> str:
    """A query without the lines of comment at its head."""
    lines = text.splitlines()
    marks = ("//", "--", "# ", "/*", "```")
    return "\n".join(line for line in lines if not line.startswith(marks)).strip()


def kql(query: str, events: Sequence[Event]) -> set[int]:
    """By duckdb-kql, which translates it for DuckDB."""
    table = re.match(r"\w+", query)
    assert table, query
    with closing(duckdb_kql.connect()) as connection:
        _fill(connection, table[0], events, set(re.findall(r"\b[A-Z]\w+", query)))
        found = duckdb_kql.query(connection, query)
        at = found.columns.index("number")
        return {row[at] for row in found.fetchall()}


def _fill(
    connection: duckdb.DuckDBPyConnection, table: str, events: Sequence[Event], named: set[str]
) -> None:
    """A table with a column for every field of the events and whatever the query names."""
    # What `extend` makes is no column of the table.
    names = sorted(
        ({name for event in events for name in event} | named) - {"RemoteHost", "UrlHost"}
    )
    types = {name: _type([event.get(name) for event in events]) for name in names}
    columns = ", ".join(f'"{name}" {types[name]}' for name in names)
    connection.execute(f'CREATE TABLE "{table}" ({columns}, number INTEGER)')
    marks = ", ".join(["?"] * (len(names) + 1))
    rows = [[*map(event.get, names), number] for number, event in enumerate(events)]
    connection.executemany(f'INSERT INTO "{table}" VALUES ({marks})', rows)  # noqa: S608 - question marks


def _type(values: Sequence[str | int | None]) -> str:
    there = [value for value in values if value is not None]
    if there and all(isinstance(value, int) for value in there):
        return "BIGINT"
    is_time = there and all(re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+Z", str(v)) for v in there)
    return "TIMESTAMP" if is_time else "VARCHAR"


def elastic_eql(query: str, events: Sequence[Event]) -> set[int]:
    """By eql, in the syntax of Elasticsearch; which anchors expressions at both ends, eql at one."""
    query = re.sub(r'regex~ \("([^"]*)"\)', r'regex~ ("\1$")', query)
    with eql.parser.elasticsearch_syntax:
        parsed = eql.parse_query(query)
    found: list[int] = []
    engine = eql.PythonEngine()
    engine.add_query(parsed)
    engine.add_output_hook(lambda result: found.extend(e.data["number"] for e in result.events))
    engine.stream_events([
        eql.Event("any", number, {**_nested(event), "number": number})
        for number, event in enumerate(events)
    ])  # fmt: skip
    engine.finalize()
    return set(found)


def _nested(event: Event) -> dict[str, Any]:
    record: dict[str, Any] = {}
    for name, value in event.items():
        *folders, last = name.split(".")
        place = record
        for folder in folders:
            place = place.setdefault(folder, {})
        place[last] = value
    return record


def spark(query: str, events: Sequence[Event]) -> set[int]:
    """By DuckDB, after sqlglot has parsed and translated it; a path of names is one flat column."""
    parsed = sqlglot.parse_one(query, read="databricks").transform(_flat)
    names = {column.name for column in parsed.find_all(exp.Column)}
    with closing(duckdb.connect(":memory:")) as connection:
        texts = [{name: str(value) for name, value in event.items()} for event in events]
        _fill(connection, "logs", texts, names)
        found = connection.execute(parsed.sql("duckdb"))
        at = [column[0] for column in found.description or ()].index("number")
        return {row[at] for row in found.fetchall()}


def _flat(node: exp.Expression) -> exp.Expression:
    if isinstance(node, exp.Dot | exp.Column):
        return exp.column(".".join(part.name for part in node.parts), quoted=True)
    return node


def lucene(query: str, events: Sequence[Event]) -> set[int]:
    """By luqum's parser. Case is folded: that keyword fields keep it is said of every value."""
    holds = _lucene(lucene_parser.parse(query), None)
    return {number for number, event in enumerate(events) if holds(event)}


def _lucene(node: Any, field: str | None) -> Callable[[Event], bool]:
    if isinstance(node, tree.SearchField):
        return _lucene(node.expr, node.name)
    if isinstance(node, tree.Group | tree.FieldGroup):
        return _lucene(node.expr, field)
    if isinstance(node, tree.OrOperation | tree.AndOperation):
        parts = [_lucene(child, field) for child in node.children]
        if isinstance(node, tree.OrOperation):
            return lambda event: any(part(event) for part in parts)
        return lambda event: all(part(event) for part in parts)
    assert field, f"a value without a field: {node!r}"
    if isinstance(node, tree.Range):
        low, high = node.low.value.strip('"'), node.high.value.strip('"')
        assert (node.include_low, node.include_high) == (True, False)
        return lambda event: (
            field in event and (low == "*" or str(event[field]) >= low)
            and (high == "*" or str(event[field]) < high)
        )  # fmt: skip
    assert type(node) in (tree.Word, tree.Phrase), f"not a term: {node!r}"
    pattern = re.compile(_term(node), re.IGNORECASE | re.DOTALL)
    return lambda event: field in event and pattern.fullmatch(str(event[field])) is not None


def _term(node: Any) -> str:
    if isinstance(node, tree.Phrase):
        return re.escape(str(node.value)[1:-1])
    parts = re.findall(r"\\(.)|(.)", node.value, re.DOTALL)
    return "".join(
        re.escape(escaped) if escaped else ".*" if plain == "*" else re.escape(plain)
        for escaped, plain in parts
    )


def logql(query: str, events: Sequence[Event]) -> set[int]:
    """By the reader here, over labels as `| json` names them: nothing but letters and digits."""
    labels = [{re.sub(r"\W", "_", name): value for name, value in e.items()} for e in events]
    return _read("loki")(query, labels)


def _read(target: str) -> Run:
    def run(query: str, events: Sequence[Event]) -> set[int]:
        holds = expression_of(target, query)
        return {number for number, event in enumerate(events) if holds(event)}

    return run


@cache
def expression_of(target: str, query: str) -> Callable[[Event], bool]:
    """What stands behind the part of the query that says where to search."""
    before = {
        "elasticsearch-esql": r"from [^\n]+\n\| where ", "loki": r'\{job=~"\.\+"\} \| json \| ',
        "qradar": r"SELECT \*\nFROM events\nWHERE ",
        "secops": r"rule \w+ \{\n    meta:\n(?:        \w+ = \"(?:[^\"\\]|\\.)*\"\n)+    events:\n",
    }.get(target, "")  # fmt: skip
    match = re.match(before, query)
    assert match, f"{target} does not begin like this: {query[:300]}"
    rest = query[match.end() :]
    if target == "secops":
        rest, end, after = rest.partition("\n    condition:\n        $e\n}")
        assert end
        assert not after.strip(), after
    return read(target, rest)


RUN: Mapping[str, Run] = {
    **{target: _read(target) for target in LANGUAGES}, "loki": logql,
    "databricks": spark, "defender-xdr": kql, "elasticsearch-eql": elastic_eql,
    "elasticsearch-lucene": lucene, "opensearch": lucene, "sentinel": kql,
}  # fmt: skip
"""By target."""
JUDGES: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(LANGUAGES, ("own query readers",)),
    "databricks": ("sqlglot", "duckdb"), "defender-xdr": ("duckdb-kql",),
    "elasticsearch-eql": ("eql",), "elasticsearch-lucene": ("luqum",), "opensearch": ("luqum",),
    "sentinel": ("duckdb-kql",),
}  # fmt: skip
"""Names in `engines.registry`."""
