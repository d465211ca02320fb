"""No Sigma rule finds anything in the benign logs of its log source, and each log can be found in.

The published queries of SQLite and DuckDB are run: they are the rules as pySigma converts them,
and the hunts on overwritten tags are bounded by their windows there only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.benign import everyday, malicious
from tests.benign.conftest import RELEASES
from tests.benign.listed import Listed
from tests.benign.log_sources import SOURCES, log_sources, named
from tests.emitters.sigma.pull_events import Event
from tests.emitters.sigma.sqlite import fields
from tests.emitters.sigma.tables import Logs
from tests.engines.conformance import FINDS, SILENT

JUDGES = {"sqlite": "pysigma-backend-sqlite", "duckdb": "duckdb"}


def judged(asks: str) -> pytest.MarkDecorator:
    """Every query of SQLite and DuckDB, of every release."""
    return pytest.mark.parametrize(("name", "engine"), [
        pytest.param(name, engine, marks=pytest.mark.judged(
            "sigma/rules/*", "sigma/hunt/*", f"sigma/queries/{engine}/**", by=judge, asks=asks,
        ))
        for name in RELEASES for engine, judge in JUDGES.items()
    ])  # fmt: skip


@dataclass(frozen=True, slots=True)
class Search:
    """A log, benign events first, and what the queries of its rules found."""

    events: Sequence[Event]
    benign: int
    found: Mapping[tuple[str, str], set[int]]
    """Numbers of events, by engine and rule."""

    def alarms(self, engine: str) -> list[str]:
        """What an engine says of benign events."""
        return [
            f"{rule} finds {dict(self.events[number])}"
            for (by, rule), numbers in sorted(self.found.items())
            for number in sorted(numbers)
            if by == engine and number < self.benign
        ]

    def finders(self, engine: str, event: Event) -> set[str]:
        """Folders of the rules that find an event which was added: `rules`, `hunt`."""
        number = self.events.index(event, self.benign)
        return {
            rule.partition("/")[0]
            for (by, rule), numbers in self.found.items()
            if by == engine and number in numbers
        }


Searches = Callable[[str, str], Search]


@pytest.fixture(scope="session")
def searched(release: Callable[[str], Path], listed: Callable[[str], Listed]) -> Searches:
    """The log of a source with malicious and everyday events behind the benign ones, searched."""
    rules = cache(lambda name: _rules(release(name)))
    logs = cache(lambda name: log_sources(listed(name)))

    @cache
    def search(name: str, source: str) -> Search:
        benign = list(logs(name)[source])
        hunted = malicious.hunted(listed(name))
        events = [
            *benign, *malicious.events(listed(name))[source], *everyday.EVENTS.get(source, ()),
            *([hunted[source]] if source in hunted else ()),
        ]  # fmt: skip
        found = _found(release(name), rules(name)[source], events, source)
        return Search(events, len(benign), found)

    return search


def _rules(release: Path) -> Mapping[str, list[tuple[str, dict[str, Any]]]]:
    """Rules by log source, each with its path below `sigma/`, without the ending."""
    found = defaultdict(list)
    for path in sorted(release.glob("sigma/*/*.yml")):
        rule = yaml.load(path.read_bytes(), yaml.CSafeLoader)
        found[named(rule["logsource"])].append((f"{path.parent.name}/{path.stem}", rule))
    return found


def _found(
    release: Path, rules: Sequence[tuple[str, dict[str, Any]]], events: Sequence[Event], source: str
) -> dict[tuple[str, str], set[int]]:
    columns = {field for _, rule in rules for field in fields(rule["detection"])}
    columns |= {
        rule["feedgen"]["time_field"] for _, rule in rules if "time_field" in rule["feedgen"]
    }
    queries = {
        (engine, stem): _typed((release / f"sigma/queries/{engine}/{stem}.sql").read_text(), source)
        for stem, _ in rules for engine in JUDGES
    }  # fmt: skip
    with Logs(events, columns) as logs:
        run = {"sqlite": logs.in_sqlite, "duckdb": logs.in_duckdb}
        return {key: run[key[0]](query) for key, query in queries.items()}


def _typed(query: str, source: str) -> str:
    """The table holds texts; the time of one log is a number."""
    if source == "docker/events":
        return query.replace('"time"', 'CAST("time" AS BIGINT)')
    return query


def test_every_log_source_of_a_rule_has_benign_events(release: Callable[[str], Path]) -> None:
    assert {source for name in RELEASES for source in _rules(release(name))} == set(SOURCES)


@judged(SILENT)
@pytest.mark.parametrize("source", SOURCES)
def test_no_rule_finds_a_benign_event(
    searched: Searches, name: str, engine: str, source: str
) -> None:
    search = searched(name, source)
    assert search.benign >= 100
    assert search.alarms(engine) == []


@judged(FINDS)
@pytest.mark.parametrize("source", SOURCES)
def test_a_rule_finds_a_malicious_event_among_them(
    searched: Searches, listed: Callable[[str], Listed], name: str, engine: str, source: str
) -> None:
    search = searched(name, source)
    for event in malicious.events(listed(name))[source]:
        assert "rules" in search.finders(engine, event), dict(event)


@judged(FINDS)
@pytest.mark.parametrize("source", malicious.OVERWRITTEN)
def test_a_hunt_finds_an_overwritten_tag_in_the_last_second_of_its_window(
    searched: Searches, listed: Callable[[str], Listed], name: str, engine: str, source: str
) -> None:
    event = malicious.hunted(listed(name))[source]
    assert searched(name, source).finders(engine, event) == {"hunt"}, dict(event)


@pytest.mark.judged("sigma/rules/*", "sigma/queries/duckdb/**", by="duckdb", asks=SILENT)
@pytest.mark.parametrize("source", sorted(everyday.EVENTS))
def test_only_hunts_find_what_everybody_does(searched: Searches, source: str) -> None:
    for event in everyday.EVENTS[source]:
        assert searched("real", source).finders("duckdb", event) == {"hunt"}, dict(event)
