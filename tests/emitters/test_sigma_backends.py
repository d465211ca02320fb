"""Every pySigma backend that is installed converts every published rule, or refuses it as it should.

Nothing is said here of what the queries mean: some backends lose meaning (docs/sigma-queries.md).
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from copy import deepcopy
from functools import cache
from typing import Any

import pytest
from sigma.collection import SigmaCollection
from sigma.exceptions import SigmaError
from sigma.plugins import InstalledSigmaPlugins

from tests.emitters.sigma.published import Published, published
from tests.engines.conformance import LOADS

BACKENDS = (
    "carbon_black", "cortex_xdr", "databricks", "elastalert", "eql", "esql", "golang_expr", "kusto",
    "log_scale", "logpoint", "loki", "lucene", "net_witness", "open_search_ppl",
    "opensearch_lucene", "parseable", "qradar-aql-community", "quickwit", "secops", "sentinel_one",
    "sentinel_one_pq", "signals", "splunk", "splunk_spl2", "sqlite", "sumologic_cse",
    "sumologic_cse_rule", "varpulis", "victoria_logs",
)  # fmt: skip
"""What pySigma finds here; DuckDB's backend is no plugin and comes on top."""
OPTIONS: dict[str, dict[str, Any]] = {"parseable": {"dataset": "logs"}}
"""What a backend does not start without."""
REFUSALS = {
    "cortex_xdr": r"Rule type not yet supported|Invalid SigmaDetectionItem field name",
    "log_scale": r"ORing CIDR matching is not yet supported",
    "sentinel_one": r"Rule type not yet supported|Invalid SigmaDetectionItem field name",
    "sentinel_one_pq": r"Rule type not yet supported|Invalid SigmaDetectionItem field name|"
    r"Unsupported",
    "signals": r"Unsupported Signals logsource",
    "sumologic_cse": r"Confidence score [\d.]+ below threshold",
    "sumologic_cse_rule": r"Confidence score [\d.]+ below threshold",
}
"""What a backend says of rules that it has no words for: a fixed set of log sources or fields."""
FAULTS = {"quickwit": "'SigmaNumber' object has no attribute 'convert'"}
"""Faults of backends: several numbers of one field are more than Quickwit's was tried with."""


@cache
def parsed() -> tuple[tuple[Published, SigmaCollection], ...]:
    return tuple((rule, SigmaCollection.from_yaml(rule.content)) for rule in published())


@cache
def one_of_each_log() -> tuple[tuple[Published, SigmaCollection], ...]:
    """The longest rule of each log source, which says most."""
    longest = {rule.source: rule for rule in sorted(published(), key=lambda one: len(one.content))}
    return tuple((rule, SigmaCollection.from_yaml(rule.content)) for rule in longest.values())


@cache
def backends() -> dict[str, Any]:
    """pySigma's own tests bring two more."""
    found = InstalledSigmaPlugins.autodiscover().backends
    return {name: backend for name, backend in found.items() if not name.endswith("_test")}


def convert(backend: Any, collection: SigmaCollection, *, copied: bool) -> list[Any]:
    """With a copy where a pipeline writes its field names into the rule that it is given."""
    with warnings.catch_warnings():
        # Loki's backend says that a query cannot be taken apart as far as it would like.
        warnings.filterwarnings("ignore", message="Too few arguments", category=UserWarning)
        found = backend.convert(deepcopy(collection) if copied else collection)
    return found if isinstance(found, list) else [found]


def is_known(name: str, error: Exception) -> bool:
    if isinstance(error, AttributeError):
        return name in FAULTS and FAULTS[name] in str(error)
    return name in REFUSALS and re.search(REFUSALS[name], str(error)) is not None


def test_the_backends_are_those_that_are_known_here() -> None:
    assert tuple(sorted(backends())) == BACKENDS


def converted(name: str, rules: Iterable[tuple[Published, SigmaCollection]]) -> int:
    """How many of the rules a backend converts, which refuses the rest as it should."""
    backend = backends()[name](**OPTIONS.get(name, {}))
    count = 0
    for rule, collection in rules:
        try:
            queries = convert(backend, collection, copied=name in REFUSALS or name in OPTIONS)
        except (SigmaError, AttributeError) as error:
            if not is_known(name, error):
                pytest.fail(f"{name}, {rule}: {error}")
            continue
        assert queries, f"{name}, {rule}: no query"
        assert all(str(query).strip() for query in queries), f"{name}, {rule}: an empty query"
        count += 1
    assert count, f"{name} converted no rule at all"
    return count


@pytest.mark.judged("sigma/rules/*", "sigma/hunt/*", by="pysigma", asks=LOADS)
@pytest.mark.parametrize("name", BACKENDS)
def test_a_backend_converts_a_rule_of_each_log_or_says_what_it_has_not(name: str) -> None:
    assert converted(name, one_of_each_log()) == len(one_of_each_log()) or name in REFUSALS | FAULTS


@pytest.mark.long
@pytest.mark.judged("sigma/rules/*", "sigma/hunt/*", by="pysigma", asks=LOADS)
@pytest.mark.parametrize("name", BACKENDS)
def test_a_backend_converts_every_rule_or_says_what_it_has_not(name: str) -> None:
    assert (name in REFUSALS | FAULTS) == (converted(name, parsed()) < len(parsed()))


@pytest.mark.judged("sigma/rules/*", "sigma/hunt/*", by="pysigma", asks=LOADS)
def test_the_backend_of_duckdb_converts_every_rule() -> None:
    from sigma_backend_duckdb import DuckDBBackend  # noqa: PLC0415 - no plugin, and slow

    backend = DuckDBBackend()
    for rule, collection in parsed():
        (text,) = convert(backend, collection, copied=False)
        assert "WHERE" in str(text), str(rule)
