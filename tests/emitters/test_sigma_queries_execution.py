"""SQLite and DuckDB run the published queries on good and bad events of every rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from feedgen.emitters.sigma_queries import EMITTER
from tests.conftest import emit
from tests.emitters.sigma.events import ALERTS, HUNTS
from tests.emitters.sigma.sql_engines import ENGINES
from tests.engines.conformance import FINDS, SILENT
from tests.model.made_feeds import small


@pytest.fixture(scope="module")
def files(corpus: Callable[[str], Path]) -> Mapping[str, bytes]:
    return emit(EMITTER, small(corpus("small"), EMITTER))[0]


def test_every_rule_has_events(files: Mapping[str, bytes]) -> None:
    for engine in ENGINES:
        stems = {Path(p).stem for p in files if p.startswith(f"sigma/queries/{engine}/rules/")}
        assert stems == ALERTS.keys()


@pytest.mark.judged(
    "sigma/queries/duckdb/**",
    "sigma/queries/sqlite/**",
    by=("duckdb", "pysigma-backend-sqlite"),
    asks=FINDS,
)
@pytest.mark.judged(
    "sigma/queries/duckdb/**",
    "sigma/queries/sqlite/**",
    by=("duckdb", "pysigma-backend-sqlite"),
    asks=SILENT,
)
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("directory", "stem"), [
    *(("rules", stem) for stem in ALERTS), *(("hunt", stem) for stem in HUNTS),
])  # fmt: skip
def test_a_query_finds_what_is_bad_and_nothing_else(
    files: Mapping[str, bytes], engine: str, directory: str, stem: str
) -> None:
    query = files[f"sigma/queries/{engine}/{directory}/{stem}.sql"].decode()
    bad, good = {**ALERTS, **HUNTS}[stem]
    if engine == "sqlite" and stem in WITH_EXPRESSIONS:
        bad = [bad[number] for number in WITH_EXPRESSIONS[stem]]
    assert ENGINES[engine](query, bad) == list(range(len(bad))), query
    assert ENGINES[engine](query, good) == [], query


WITH_EXPRESSIONS = {"github_audit_alpha_registry_2026_04_hunt": (0,)}
"""SQLite has no regular expressions: these events are found by the rule's other values."""
