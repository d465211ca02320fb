"""The published queries of every product, run over events that have the product's fields.

An engine for Python runs the language where there is one; a reader of our own does where there is
none. SQLite and DuckDB are in test_sigma_published.py. What the products' fields are called is taken
from the schemas, which follow the vendors' documentation; no engine here could say.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import datetime
from functools import cache
from typing import Any

import pytest
import yaml

from feedgen.emitters.sigma.family import LogSource
from feedgen.emitters.sigma_queries.targets import TARGETS, Target
from feedgen.errors import UnencodableError
from tests.emitters.sigma.log_sources import PREFIXES
from tests.emitters.sigma.product_events import product_events
from tests.emitters.sigma.published import RELEASE, Published, indicators, released
from tests.emitters.sigma.pull_events import Event
from tests.emitters.sigma.value_events import events_of
from tests.engines.conformance import FINDS, LOADS, SILENT
from tests.engines.query_engines import JUDGES, RUN, body
from tests.engines.sigma_meaning import finds

BY_NAME = {target.name: target for target in TARGETS}
SOURCES = {
    prefix: LogSource(category=category, product=product, service=service)
    for (category, product, service), prefix in PREFIXES.items()
}
_NO_PLACE = ("has no table for", "has no field for", "searches no lists", "has no field in")
EMPTY = {
    **{(name, prefix): "searches no lists inside an event"
       for name in ("crowdstrike", "databricks", "elasticsearch-eql", "elasticsearch-esql", "loki")
       for prefix in ("aws_", "suricata_http_", "zeek_ssl_")},
    ("qradar", "file_event_win_"): "AQL documents no way to write a backslash",
}  # fmt: skip
"""Log sources whose every value a product's query would have to leave out."""
SOME = 1
"""Rules of a log source that are asked each time; `make long` asks all."""


def has_place(target: Target, source: LogSource) -> bool:
    try:
        target.schema.log(source)
    except UnencodableError:
        return False
    return True


def cases(amount: Any) -> Iterator[Any]:
    for name in sorted(RUN):
        for prefix, source in SOURCES.items():
            if has_place(BY_NAME[name], source):
                marks = [
                    pytest.mark.judged(f"sigma/queries/{name}/**", by=JUDGES[name], asks=asks)
                    for asks in (LOADS, FINDS, SILENT)
                ]
                yield pytest.param(name, prefix, amount, marks=marks, id=f"{name}-{prefix}")


@cache
def refused() -> Mapping[tuple[str, str], str]:
    """Values that a language cannot write, by product and id. Not those without a place."""
    found: dict[tuple[str, str], str] = {}
    for omission in json.loads((RELEASE / "release.json").read_bytes())["omissions"]:
        product = str(omission["artifact"]).removeprefix("sigma/queries/")
        reason = omission["reason"]
        if product not in BY_NAME or reason == BY_NAME[product].weaker:
            continue
        if not any(known in reason for known in _NO_PLACE):
            found |= {(product, id_): reason for id_ in omission["indicators"]}
    return found


@cache
def rules_of(prefix: str) -> tuple[Published, ...]:
    """Those of a log source, the shortest first."""
    found = [rule for rule in released() if rule.source == prefix]
    return tuple(sorted(found, key=lambda rule: (len(rule.content), rule.path)))


def queries(target: str, rule: Published) -> list[str]:
    """The rule's queries in a product, without their heads: one, several parts, or none."""
    folder = RELEASE / "sigma" / "queries" / target / rule.path.split("/")[1]
    paths = [*folder.glob(f"{rule.stem}.*"), *folder.glob(f"{rule.stem}_part*.*")]
    texts = []
    for path in sorted(paths):
        text = path.read_text()
        texts.append(yaml.safe_load(text)["query"] if path.suffix == ".yaml" else body(text))
    return texts


def judged(target: str, rule: Published) -> tuple[list[Event], AbstractSet[int], AbstractSet[int]]:
    """Events of the product, which of them must be found, and which must not."""
    schema, source = BY_NAME[target].schema, SOURCES[rule.source]
    log, events, bad, good = schema.log(source), list[Event](), set[int](), set[int]()
    for id_ in rule.rule["feedgen"]["indicators"]:
        for judged_event in events_of(rule.source, rule.stem, indicators()[id_]):
            means = finds(rule.rule, judged_event.event)
            used = rule.fields & judged_event.event.keys()
            is_whole = all(_has(target, log, field) for field in used)
            for event in product_events(schema, source, judged_event.event):
                if not means:
                    good.add(len(events))
                elif is_whole and (target, id_) not in refused():
                    bad.add(len(events))
                events.append({**event, **_times(target, rule, is_inside=True)})
                if means and "windows" in rule.rule["feedgen"]:
                    good.add(len(events))
                    events.append({**event, **_times(target, rule, is_inside=False)})
    return events, bad, good


def _has(target: str, log: Any, field: str) -> bool:
    if field == "Hashes" and log.hashes:
        return len(log.hashes) == 3
    try:
        BY_NAME[target].schema.names(log, field)
    except UnencodableError:
        return False
    return True


def _times(target: str, rule: Published, *, is_inside: bool) -> dict[str, str | int]:
    """The products' own fields for the time of an event; the first second after the window."""
    windows = rule.rule["feedgen"].get("windows")
    if not windows:
        return {}
    text = windows[-1]["from"] if is_inside else max(window["until"] for window in windows)
    seconds = int(datetime.fromisoformat(text).timestamp())
    own = {
        rule.rule["feedgen"]["time_field"]:
            seconds if rule.source == "docker_events_" else text.replace("Z", ".000000Z")
    }  # fmt: skip
    if target == "databricks":
        return own
    # CrowdStrike and Elastic call it alike and count differently.
    at = seconds * 1000 if target == "crowdstrike" else text
    return {
        "TimeGenerated": text, "Timestamp": text, "starttime": seconds * 1000, "_time": seconds,
        "@timestamp": at, "metadata.event_timestamp.seconds": seconds,
    }  # fmt: skip


@pytest.mark.parametrize(("target", "prefix", "amount"), list(cases(SOME)))
def test_a_query_finds_what_its_rule_means(target: str, prefix: str, amount: int | None) -> None:
    found_queries = {rule: texts for rule in rules_of(prefix) if (texts := queries(target, rule))}
    assert (not found_queries) == ((target, prefix) in EMPTY)
    for rule, texts in [*found_queries.items()][:amount]:
        events, bad, good = judged(target, rule)
        found = set[int]().union(*(RUN[target](text, events) for text in texts))
        assert [dict(events[at]) for at in sorted(bad - found)] == [], f"{target} loses, {rule}"
        assert [dict(events[at]) for at in sorted(good & found)] == [], f"{target} finds, {rule}"


@pytest.mark.long
@pytest.mark.parametrize(("target", "prefix", "amount"), list(cases(None)))
def test_every_query_finds_what_its_rule_means(
    target: str, prefix: str, amount: int | None
) -> None:
    test_a_query_finds_what_its_rule_means(target, prefix, amount)
