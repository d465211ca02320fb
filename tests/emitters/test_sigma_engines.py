"""SQLite runs every rule of the small corpus, as pySigma converts it, on good and bad events.

The events are flattened records as the log source writes them, one column per field; an event
lacks the fields it does not have, so that a rule that stumbles over NULL is found.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from feedgen.emitters.sigma import EMITTER
from feedgen.emitters.sigma_queries.conversion import convert
from feedgen.emitters.sigma_queries.targets import TARGETS
from tests.conftest import emit
from tests.emitters.sigma.events import ALERTS, HUNTS
from tests.emitters.sigma.sqlite import matched
from tests.emitters.sigma.tables import Logs
from tests.engines.conformance import FINDS, SILENT
from tests.engines.sigma_meaning import finds
from tests.model.made_feeds import small

RULES = ("sigma/rules/*", "sigma/hunt/*")
CASES = [
    *(("rules", stem) for stem in ALERTS), *(("hunt", stem) for stem in HUNTS),
]  # fmt: skip


@pytest.fixture(scope="module")
def files(corpus: Callable[[str], Path]) -> dict[str, bytes]:
    return emit(EMITTER, small(corpus("small"), EMITTER))[0]


def test_every_alert_rule_has_events(files: dict[str, bytes]) -> None:
    stems = {Path(path).stem for path in files if path.startswith("sigma/rules/")}
    assert stems == ALERTS.keys()


@pytest.mark.judged(*RULES, by="pysigma-backend-sqlite", asks=FINDS)
@pytest.mark.parametrize(("directory", "stem"), CASES)
def test_a_rule_finds_what_is_bad(files: dict[str, bytes], directory: str, stem: str) -> None:
    bad, _ = {**ALERTS, **HUNTS}[stem]
    assert matched(files[f"sigma/{directory}/{stem}.yml"], bad) == list(range(len(bad)))


@pytest.mark.judged(*RULES, by="pysigma-backend-sqlite", asks=SILENT)
@pytest.mark.parametrize(("directory", "stem"), CASES)
def test_a_rule_is_silent_on_what_looks_like_it(
    files: dict[str, bytes], directory: str, stem: str
) -> None:
    _, good = {**ALERTS, **HUNTS}[stem]
    assert matched(files[f"sigma/{directory}/{stem}.yml"], good) == []


FILTERED = """\
title: A rule with a filter
logsource:
    category: process_creation
    product: linux
detection:
    selection:
        CommandLine|contains: 'bad'
    filter_known:
        Image|endswith: '/trusted'
    condition: selection and not filter_known
"""
TOOLS: list[dict[str, str | int]] = [
    {"CommandLine": "x bad"}, {"CommandLine": "x bad", "Image": "/bin/other"},
    {"CommandLine": "x bad", "Image": "/bin/trusted"}, {"Image": "/bin/other"}, {},
]  # fmt: skip
"""The first lacks the field of the filter, which must not hide it."""


def test_judges_find_an_event_that_lacks_the_field_of_a_filter() -> None:
    """No published rule has a filter; a judge that loses such an event would be no judge."""
    assert matched(FILTERED.encode(), TOOLS) == [0, 1]
    rule: dict[str, Any] = yaml.safe_load(FILTERED)
    assert [number for number, event in enumerate(TOOLS) if finds(rule, event)] == [0, 1]


def test_duckdbs_own_conversion_loses_it_and_ours_does_not() -> None:
    """Why a filter's expression is written `NOT COALESCE(…, FALSE)` in SQL."""
    from sigma.collection import SigmaCollection  # noqa: PLC0415 - of this test alone
    from sigma_backend_duckdb import DuckDBBackend  # noqa: PLC0415 - no plugin, and slow

    backend = DuckDBBackend()
    (plain,) = backend.convert(SigmaCollection.from_yaml(FILTERED))
    with Logs(TOOLS, ["CommandLine", "Image"]) as logs:
        assert logs.in_duckdb(str(plain)) == {1}
        for target in TARGETS:
            if target.name in {"duckdb", "sqlite"}:
                names = {name: (name,) for name in ("CommandLine", "Image")}
                ours = convert(target.language, yaml.safe_load(FILTERED), names=names, where={})
                run = logs.in_duckdb if target.name == "duckdb" else logs.in_sqlite
                assert run(f"SELECT * FROM logs WHERE {ours}") == {0, 1}, target.name  # noqa: S608 - the subject
