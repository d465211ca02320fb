"""Queries on tags that are bad at some times only: what they find, and when.

A query is judged against pySigma's own conversion of its rule, which knows no time: in the windows
it finds the same events, outside none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from feedgen.emitters.sigma import EMITTER as SIGMA
from feedgen.emitters.sigma_queries import EMITTER
from feedgen.model.feed import Feed
from feedgen.model.indicator import Action, TagDetail, TagStanding
from feedgen.model.observables import ImageTag
from tests.conftest import emit
from tests.emitters.sigma.bounded_events import Bounded, overwritten_pulls
from tests.emitters.sigma.events import overwritten
from tests.emitters.sigma.sql_engines import ENGINES
from tests.emitters.sigma.sqlite import matched
from tests.engines.conformance import FINDS, SILENT
from tests.model.made_feeds import indicator, made, mention, small

QUERIES = ("sigma/queries/duckdb/**", "sigma/queries/sqlite/**")
pytestmark = [
    pytest.mark.judged(*QUERIES, by=("duckdb", "pysigma-backend-sqlite"), asks=asks)
    for asks in (FINDS, SILENT)
]

DOCKER_EVENTS = "docker_events_alpha_registry_2026_04_image_hub"


@pytest.fixture(scope="module")
def feed(corpus: Callable[[str], Path]) -> Feed:
    return small(corpus("small"), SIGMA, EMITTER)


@pytest.fixture(scope="module")
def rules(feed: Feed) -> Mapping[str, bytes]:
    return emit(SIGMA, feed)[0]


@pytest.fixture(scope="module")
def files(feed: Feed) -> Mapping[str, bytes]:
    return emit(EMITTER, feed)[0]


def query_of(files: Mapping[str, bytes], engine: str, stem: str) -> str:
    return files[f"sigma/queries/{engine}/hunt/{stem}.sql"].decode()


@pytest.mark.parametrize("engine", ENGINES)
def test_every_hunt_with_windows_has_a_bounded_query_and_no_other_has(
    rules: Mapping[str, bytes], files: Mapping[str, bytes], engine: str
) -> None:
    read = {Path(path).stem: yaml.safe_load(content) for path, content in rules.items()}
    with_windows = {stem for stem, rule in read.items() if "windows" in rule["feedgen"]}
    assert len(with_windows) == 13
    for path, content in files.items():
        if not path.startswith(f"sigma/queries/{engine}/"):
            continue
        text = content.decode()
        stem = Path(path).stem
        epoch = stem == DOCKER_EVENTS
        low, high = ("1776861060", "1777477320") if epoch else ("'2026-04-22", "'2026-04-29")
        bounds = f">= {low}" in text, f"< {high}" in text
        assert bounds == (stem in with_windows, stem in with_windows), path
        with_windows.discard(stem)
    assert not with_windows


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("stem", "field", "times"),
    [
        (
            "kubernetes_audit_alpha_registry_2026_04_image_hub", "requestReceivedTimestamp",
            {
                "2026-04-22T12:30:59.999999Z": False, "2026-04-22T12:31:00Z": True,
                "2026-04-22T12:31:00.000000Z": True, "2026-04-29T15:41:59.999999Z": True,
                "2026-04-29T15:42:00Z": False, "2026-04-29T15:42:00.000000Z": False,
            },
        ),
        (
            "proc_creation_lnx_alpha_registry_2026_04_image_hub", "UtcTime",
            {
                "2026-04-22 12:30:59.999": False, "2026-04-22 12:31:00.000": True,
                "2026-04-29 15:41:59.999": True, "2026-04-29 15:42:00.000": False,
                "2025-04-25 00:00:00.000": False,
            },
        ),
    ],
)  # fmt: skip
def test_a_query_is_the_rule_within_its_windows(
    rules: Mapping[str, bytes], files: Mapping[str, bytes], engine: str, stem: str, field: str,
    times: dict[str, bool],
) -> None:  # fmt: skip
    query, run = query_of(files, engine, stem), ENGINES[engine]
    events = list(overwritten(stem))
    expected = matched(rules[f"sigma/hunt/{stem}.yml"], events)
    assert 0 < len(expected) < len(events)
    for time, is_inside in times.items():
        found = run(query, [{**event, field: time} for event in events])
        assert found == (expected if is_inside else []), time
    assert run(query, events) == [], "an event without a time is in no window"


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("case", list(overwritten_pulls()), ids=lambda case: case.stem)
def test_a_pull_of_an_overwritten_tag_is_found_within_its_windows_only(
    rules: Mapping[str, bytes], files: Mapping[str, bytes], engine: str, case: Bounded
) -> None:
    query, run = query_of(files, engine, case.stem), ENGINES[engine]
    events, every = [*case.pulls, *case.others], list(range(len(case.pulls)))
    assert matched(rules[f"sigma/hunt/{case.stem}.yml"], events) == every
    for times, expected in ((case.inside, every), (case.outside, [])):
        for time in times:
            assert run(query, [{**e, case.field: time} for e in events]) == expected, time
    timeless = [{k: v for k, v in event.items() if k != case.field} for event in case.pulls]
    assert run(query, timeless) == [], "an event without a time is in no window"


@pytest.mark.parametrize("type_", ["", "BIGINT", "DOUBLE", "VARCHAR"])
@pytest.mark.parametrize("engine", ENGINES)
def test_seconds_since_1970_are_compared_as_numbers(
    files: Mapping[str, bytes], engine: str, type_: str
) -> None:
    (case,) = (case for case in overwritten_pulls() if case.stem == DOCKER_EVENTS)
    query, run = query_of(files, engine, case.stem), ENGINES[engine]
    times = {
        1776861059: False, 1776861060: True, 1777477319: True, 1777477320: False,
        # Between the bounds as text, or above and below them as text only.
        17768611: False, 17768610600: False, 177686106000: False, 999999999: False, 2: False,
    }  # fmt: skip
    (pull, *_) = case.pulls
    events = [{**pull, case.field: time} for time in times]
    columns = {case.field: type_} if type_ else {}
    expected = [number for number, found in enumerate(times.values()) if found]
    assert run(query, events, columns) == expected


@pytest.mark.parametrize("engine", ENGINES)
def test_another_log_in_the_same_table_stops_no_query(
    files: Mapping[str, bytes], engine: str
) -> None:
    (case,) = (case for case in overwritten_pulls() if case.stem == DOCKER_EVENTS)
    (pull, *_) = case.pulls
    times = ["2026-04-23T00:00:00Z", "", "1776861060", "1776861059.9", "1777477319.9", "later"]
    events = [{**pull, case.field: time} for time in times]
    assert ENGINES[engine](query_of(files, engine, case.stem), events) == [2, 4]


@pytest.mark.parametrize(
    "case",
    [case for case in overwritten_pulls() if case.stem != DOCKER_EVENTS],
    ids=lambda case: case.stem,
)
def test_columns_of_type_timestamp_are_bounded_too(
    files: Mapping[str, bytes], case: Bounded
) -> None:
    query = query_of(files, "duckdb", case.stem)
    times = ["2026-04-22 12:30:59.999", "2026-04-22 12:31:00", "2026-04-29 15:41:59.999",
             "2026-04-29 15:42:00"]  # fmt: skip
    (pull, *_) = case.pulls
    events = [{**pull, case.field: time} for time in times]
    assert ENGINES["duckdb"](query, events, {case.field: "TIMESTAMP"}) == [1, 2]


def test_a_created_tag_that_was_reissued_is_bounded_at_one_end(feed: Feed) -> None:
    tag = ImageTag("docker.io/alpha/tool:v2")
    until = datetime(2026, 5, 9, tzinfo=UTC)
    detail = replace(TagDetail(standing=TagStanding.CREATED), reissued=until)
    hunt = mention(tag, detail=detail, action=Action.HUNT)
    files, _ = emit(EMITTER, made(feed, [indicator(feed, hunt)], EMITTER))
    stem = "kubernetes_audit_alpha_registry_2026_04_image_until_20260509t000000z"
    for engine, run in ENGINES.items():
        query = query_of(files, engine, stem)
        assert "\"requestReceivedTimestamp\" < '2026-05-09T00:00:00.000000Z'" in query
        assert ">=" not in query
        pod = {
            "verb": "create", "objectRef.resource": "pods",
            "requestObject.spec.containers.image": "alpha/tool:v2",
        }  # fmt: skip
        times = ("2019-01-01T00:00:00.000000Z", "2026-05-08T23:59:59.999999Z",
                 "2026-05-09T00:00:00.000000Z")  # fmt: skip
        events = [{**pod, "requestReceivedTimestamp": time} for time in times]
        assert run(query, events) == [0, 1]
