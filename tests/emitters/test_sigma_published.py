"""Every published Sigma rule and query finds the values it lists, and no look-alike of them.

The rules are those of the committed release and of the corpora. Each is asked in four ways that must
agree on every event: by pySigma's conversion for SQLite, by the published queries of SQLite and of
DuckDB, and by a reader of the specification that knows nothing of pySigma.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from functools import cache

import pytest
from sigma.backends.sqlite.sqlite import sqliteBackend
from sigma.collection import SigmaCollection

from tests.emitters.sigma.events import ALERTS, HUNTS
from tests.emitters.sigma.log_sources import SOURCES
from tests.emitters.sigma.made_events import MADE
from tests.emitters.sigma.published import Published, indicators, published, query, released
from tests.emitters.sigma.pull_events import Event
from tests.emitters.sigma.tables import Logs
from tests.emitters.sigma.value_events import Judged, events_of
from tests.engines.conformance import FINDS, SILENT
from tests.engines.sigma_meaning import finds

RULES = ("sigma/rules/*", "sigma/hunt/*")
QUERIES = ("sigma/queries/duckdb/**", "sigma/queries/sqlite/**")
OWN = "own Sigma reader"
HOST_FIELDS = ("query", "QueryName", "cs-host", "DestinationHostname")


@cache
def judged_events(rule: Published) -> Sequence[Judged]:
    """What the rule's own values look like in its log, each event once."""
    found: dict[tuple[tuple[str, str | int], ...], Judged] = {}
    for judged in _released(rule) if rule.origin == "release" else _by_hand(rule):
        found[tuple(sorted(judged.event.items()))] = judged
    return tuple(found.values())


def _by_hand(rule: Published) -> Iterator[Judged]:
    cases = MADE if rule.origin == "made" else {**ALERTS, **HUNTS}
    # Hunts on overwritten tags have their events in test_sigma_queries_windows.py.
    bad, good = cases.get(rule.stem, ((), ()))
    yield from (Judged(event, is_bad=True) for event in bad)
    yield from (Judged(event, is_bad=False) for event in good)


def _released(rule: Published) -> Iterator[Judged]:
    listed = [indicators()[id_] for id_ in rule.rule["feedgen"]["indicators"]]
    hosts = {i["value"]: i["match"] == "subdomains" for i in listed if i["type"] == "domain"}
    for indicator in listed:
        found = list(events_of(rule.source, rule.stem, indicator))
        assert any(judged.is_bad for judged in found), f"{rule}: no event of {indicator['value']}"
        for judged in found:
            # The look-alike of one value may be another: below a domain that is listed too.
            if judged.is_bad or not _is_listed(judged.event, hosts):
                yield judged


def _is_listed(event: Event, hosts: Mapping[str, bool]) -> bool:
    names = [str(event[field]).lower() for field in HOST_FIELDS if field in event]
    return any(
        name == host or (below and name.endswith(f".{host}"))
        for name in names
        for host, below in hosts.items()
    )


def rules_of(source: str) -> Iterator[Published]:
    return (found for found in published() if found.source == source)


@cache
def logs_of(source: str) -> tuple[Sequence[Event], Mapping[str, Sequence[int]]]:
    """All events of a log source, and where each rule's own begin: by rule, their numbers."""
    events: list[Event] = []
    numbers = {}
    for rule in rules_of(source):
        found = [judged.event for judged in judged_events(rule)]
        found += [lacking for event in found for lacking in _lacking(event, rule)]
        numbers[str(rule)] = range(len(events), len(events) + len(found))
        events += found
    return events, numbers


def _lacking(event: Event, rule: Published) -> Iterator[Event]:
    """The event without each of the fields that the rule looks at."""
    for field in sorted(rule.fields & event.keys()):
        yield {name: value for name, value in event.items() if name != field}


@cache
def log_of(source: str) -> Logs:
    """The log in both engines."""
    fields = {field for rule in rules_of(source) for field in rule.fields}
    times = {rule.rule["feedgen"].get("time_field", "time") for rule in rules_of(source)}
    return Logs(logs_of(source)[0], fields | times)


@pytest.fixture(scope="module", autouse=True)
def _closed() -> Iterator[None]:
    yield
    for source in SOURCES:
        log_of(source).close()
    log_of.cache_clear()


@cache
def found_by_pysigma(rule: Published) -> frozenset[int]:
    """By pySigma's own conversion for SQLite."""
    backend = sqliteBackend(collate_nocase=True)  # type: ignore[no-untyped-call] # pySigma's
    (text,) = backend.convert(SigmaCollection.from_yaml(rule.content.decode()))
    return frozenset(log_of(rule.source).in_sqlite(str(text)))


@cache
def meant(rule: Published) -> frozenset[int]:
    """By the specification alone."""
    events = enumerate(logs_of(rule.source)[0])
    return frozenset(at for at, event in events if finds(rule.rule, event))


def different(rule: Published, found: AbstractSet[int], expected: AbstractSet[int]) -> list[str]:
    """What one judge says otherwise than another."""
    events = logs_of(rule.source)[0]
    return [
        f"{rule}: {'lost' if at in expected else 'found'} {dict(events[at])}"
        for at in sorted(found ^ expected)
    ]


@pytest.mark.judged(*RULES, by=OWN, asks=FINDS)
@pytest.mark.judged(*RULES, by=OWN, asks=SILENT)
@pytest.mark.parametrize("source", SOURCES)
def test_a_rule_means_what_is_listed_and_no_look_alike(source: str) -> None:
    rules = list(rules_of(source))
    assert rules
    for rule in rules:
        for judged in judged_events(rule):
            assert finds(rule.rule, judged.event) == judged.is_bad, f"{rule}: {judged}"


@pytest.mark.judged(*RULES, by="pysigma-backend-sqlite", asks=FINDS)
@pytest.mark.judged(*RULES, by="pysigma-backend-sqlite", asks=SILENT)
@pytest.mark.parametrize("source", SOURCES)
def test_sqlite_finds_what_a_rule_means_in_all_events_of_its_log(source: str) -> None:
    for rule in rules_of(source):
        expected: AbstractSet[int] = meant(rule)
        if "'2001:db8::/64'" in rule.content.decode():
            # pySigma's SQLite compares an IPv6 network as text: other spellings escape it.
            events = logs_of(source)[0]
            expected = {at for at in expected if "db8::7" in str(events[at].values())}
            assert expected
        assert different(rule, found_by_pysigma(rule), expected) == []


@pytest.mark.judged(*RULES, by=("pysigma-backend-sqlite", OWN), asks=SILENT)
@pytest.mark.parametrize("source", SOURCES)
def test_an_event_that_lacks_a_field_is_no_match_unless_the_rule_can_do_without(
    source: str,
) -> None:
    events, _ = logs_of(source)
    for rule in rules_of(source):
        for number in found_by_pysigma(rule):
            # Every field of every event was taken away once: what is left has to be enough.
            there = {name: events[number][name] for name in rule.fields & events[number].keys()}
            assert there, f"{rule} finds an event without any of its fields: {events[number]}"
            assert finds(rule.rule, there), f"{rule} finds {events[number]} by other fields"


@pytest.mark.judged(*QUERIES, by=("duckdb", "pysigma-backend-sqlite"), asks=FINDS)
@pytest.mark.judged(*QUERIES, by=("duckdb", "pysigma-backend-sqlite"), asks=SILENT)
@pytest.mark.parametrize("source", SOURCES)
def test_published_queries_find_what_their_rule_means(source: str) -> None:
    for rule in rules_of(source):
        if rule.origin != "release" or "windows" in rule.rule["feedgen"]:
            # Made rules have no files; those with windows are bounded, see the test below.
            continue
        log = log_of(source)
        for target, run in (("sqlite", log.in_sqlite), ("duckdb", log.in_duckdb)):
            found = run(query(target, rule, ".sql"))
            expected: AbstractSet[int] = meant(rule)
            if target == "sqlite" and "repo|re|i" in str(rule.rule["detection"]):
                # SQLite has no regular expressions: its query holds the rule's other values.
                assert found
                expected = expected & found
            assert different(rule, found, expected) == [], target


BOUNDED = [rule for rule in released() if "windows" in rule.rule["feedgen"]]


@pytest.mark.judged(*QUERIES, by=("duckdb", "pysigma-backend-sqlite"), asks=FINDS)
@pytest.mark.judged(*QUERIES, by=("duckdb", "pysigma-backend-sqlite"), asks=SILENT)
@pytest.mark.parametrize("target", ["duckdb", "sqlite"])
def test_a_published_query_with_windows_finds_the_same_within_them_only(target: str) -> None:
    assert BOUNDED
    for rule in BOUNDED:
        time, (window, *_) = (rule.rule["feedgen"][key] for key in ("time_field", "windows"))
        events: list[Event] = []
        expected: set[int] = set()
        for at, is_inside in instants(window, time, rule.source):
            for judged in judged_events(rule):
                if judged.is_bad and is_inside:
                    expected.add(len(events))
                events.append({**judged.event, time: at})
        assert expected, f"{rule}: no event"
        with Logs(events, {*rule.fields, time}) as log:
            run = log.in_sqlite if target == "sqlite" else log.in_duckdb
            found = run(query(target, rule, ".sql"))
            wrong = [dict(events[at]) for at in sorted(found ^ expected)]
            assert wrong == [], f"{target}, {rule}"


def instants(window: Mapping[str, str], time: str, source: str) -> Iterator[tuple[str | int, bool]]:
    """The edges of a window as the log writes them and a time long before; which are in it."""
    for edge, is_inside in (("from", True), ("until", False)):
        if edge in window:
            yield written(window[edge], time, source), is_inside
    if "from" in window:
        yield written("2019-01-01T00:00:00Z", time, source), False


def written(instant: str, time: str, source: str) -> str | int:
    if source == "docker_events_":
        return int(datetime.fromisoformat(instant).timestamp())
    plain = instant.removesuffix("Z")
    return plain.replace("T", " ") + ".000" if time == "UtcTime" else f"{plain}.000000Z"
