"""The products that queries are made for: language, schema, and form of a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from feedgen.emitters.sigma_queries import schemas
from feedgen.emitters.sigma_queries import search_languages as search
from feedgen.emitters.sigma_queries import table_languages as tables
from feedgen.emitters.sigma_queries.language import Language
from feedgen.emitters.sigma_queries.logs import Log, Schema

CASE = "keyword fields of Elasticsearch and OpenSearch are compared with case"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One folder of queries."""

    name: str
    """Below sigma/queries/; never changes."""
    title: str
    language: Language
    schema: Schema
    suffix: str
    """Of a query's file, with the dot."""
    media_type: str = "text/plain"
    comment: tuple[str, str] | None = ("// ", "")
    """What begins and ends a line of comment; None where the language has none."""
    statement: Callable[[Log, str], str] = lambda _, expression: expression
    """The whole query of an expression."""
    limit: int | None = None
    """Characters that the product takes in a query."""
    native: str = ""
    """Which form of the product alerts also come in: see `files`."""
    weaker: str | None = None
    """Why every query means less than its rule does."""


def _from(log: Log, expression: str) -> str:
    return f"{log.table}\n| where {expression}"


def _select(_: Log, expression: str) -> str:
    return f"SELECT *\nFROM logs\nWHERE {expression}"


TARGETS = (
    Target(
        name="crowdstrike", title="CrowdStrike Falcon LogScale", language=search.LogScale(),
        schema=schemas.CROWDSTRIKE,
        suffix=".cql",
    ),
    Target(
        name="databricks", title="Databricks and Spark SQL", language=tables.Spark(),
        schema=schemas.NESTED, suffix=".sql",
        media_type="application/sql", comment=("-- ", ""), statement=_select,
    ),
    Target(
        name="defender-xdr", title="Microsoft Defender XDR", language=tables.Kql(
            time="Timestamp"),
        schema=schemas.XDR, suffix=".kql",
        statement=_from, limit=10_000,
    ),
    Target(
        name="duckdb", title="DuckDB", schema=schemas.FLAT,
        language=tables.Sql(like="ILIKE", cast="TRY_CAST"),
        suffix=".sql",
        media_type="application/sql", comment=("-- ", ""), statement=_select,
    ),
    Target(
        name="elasticsearch-eql", title="Elasticsearch EQL", language=search.Eql(),
        schema=schemas.ECS_SINGLE, suffix=".eql",
        statement=lambda _, expression: f"any where {expression}",
    ),
    Target(
        name="elasticsearch-esql", title="Elasticsearch ES|QL", language=search.Esql(),
        schema=schemas.ECS_SINGLE, suffix=".esql",
        statement=lambda _, expression:
            f"from logs-*,filebeat-*,winlogbeat-* metadata _id, _index\n| where {expression}",
    ),
    Target(
        name="elasticsearch-lucene", title="Elasticsearch, Lucene's query syntax",
        language=search.Lucene(), schema=schemas.ECS,
        suffix=".lucene", comment=None, weaker=CASE,
    ),
    Target(
        name="loki", title="Grafana Loki", language=search.LogQl(), schema=schemas.LOKI,
        suffix=".logql", comment=("# ", ""),
        limit=120_000,
        statement=lambda _, expression: f'{{job=~".+"}} | json | {expression}',
    ),
    Target(
        name="opensearch", title="OpenSearch, Lucene's query syntax", language=search.Lucene(),
        schema=schemas.ECS,
        suffix=".lucene", comment=None, weaker=CASE,
    ),
    Target(
        name="qradar", title="IBM QRadar", language=tables.Aql(), schema=schemas.QRADAR,
        suffix=".aql",
        comment=("/* ", " */"),
        statement=lambda _, expression: f"SELECT *\nFROM events\nWHERE {expression}",
    ),
    Target(
        name="secops", title="Google SecOps", language=tables.YaraL(), schema=schemas.UDM,
        suffix=".yaral", native="yara-l",
    ),
    Target(
        name="sentinel", title="Microsoft Sentinel", language=tables.Kql(), schema=schemas.ASIM,
        suffix=".kql", statement=_from, limit=10_000,
        native="analytics",
    ),
    Target(
        name="splunk", title="Splunk", language=search.Splunk(), schema=schemas.SPLUNK,
        suffix=".spl", comment=("```", "```"),
        native="savedsearches",
    ),
    Target(
        name="sqlite", title="SQLite", language=tables.Sql(), schema=schemas.FLAT,
        suffix=".sql",
        media_type="application/sql", comment=("-- ", ""), statement=_select,
    ),
)  # fmt: skip
"""By name."""
