"""The queries of the small corpus: which rule is where, what is left out, and in which form."""

from __future__ import annotations

import configparser
import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml

from feedgen.emitters.sigma.rules import compile_rules
from feedgen.emitters.sigma_queries import EMITTER
from feedgen.emitters.sigma_queries.language import NO_TIME
from feedgen.emitters.sigma_queries.targets import TARGETS, Target
from feedgen.model.artifact import Omission, OmissionKind
from feedgen.model.feed import Feed
from feedgen.model.indicator import Action
from feedgen.model.observables import Domain, Ip, UserAgent
from feedgen.model.observables import Path as FilePath
from tests.conftest import Golden, emit
from tests.engines.conformance import LOADS
from tests.model.made_feeds import accounted, indicator, listed, made, mention, small

Files = Mapping[str, bytes]
SHOWN = (
    "dns_query_win_alpha_registry_2026_04", "file_event_win_alpha_registry_2026_04",
    "github_audit_alpha_registry_2026_04", "net_firewall_alpha_registry_2026_04_hunt",
    "kubernetes_audit_alpha_registry_2026_04_image_hub", "net_dns_alpha_registry_2026_04",
    "proc_creation_lnx_alpha_registry_2026_04", "proxy_alpha_registry_2026_04", "savedsearches",
)  # fmt: skip
"""Stems of the golden files: every form, without a thousand files."""


@pytest.fixture(scope="module")
def feed(corpus: Callable[[str], Path]) -> Feed:
    return small(corpus("small"), EMITTER)


@pytest.fixture(scope="module")
def emitted(feed: Feed) -> tuple[dict[str, bytes], list[Omission]]:
    return emit(EMITTER, feed)


@pytest.fixture(scope="module")
def files(emitted: tuple[dict[str, bytes], list[Omission]]) -> Files:
    return emitted[0]


def stem(path: str) -> str:
    return re.sub(r"(_part\d+)?\.\w+$", "", path.rpartition("/")[2])


def test_golden(files: Files, golden: Golden) -> None:
    golden("sigma_queries/small", {p: c for p, c in files.items() if stem(p) in SHOWN})


def test_every_indicator_is_accounted_for(feed: Feed, tmp_path: Path) -> None:
    staged = accounted(EMITTER, feed, tmp_path)
    assert staged.carried["sigma_queries"] > 20


def test_every_product_has_queries_and_none_is_empty(files: Files) -> None:
    by_product: dict[str, int] = defaultdict(int)
    for path, content in files.items():
        by_product[path.split("/")[2]] += 1
        assert content.endswith(b"\n")
        assert not content.endswith(b"\n\n")
        assert content.strip()
    assert by_product.keys() == {target.name for target in TARGETS}
    assert min(by_product.values()) >= 20


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_every_rule_is_a_query_or_said_to_be_missing(
    feed: Feed, emitted: tuple[dict[str, bytes], list[Omission]], target: Target
) -> None:
    files, omissions = emitted
    artifact = f"sigma/queries/{target.name}"
    noted = {o.indicator.id for o in omissions if o.artifact == artifact}
    written = {
        (path.split("/")[3], stem(path))
        for path in files
        if path.startswith(f"{artifact}/") and path.count("/") == 4
    }
    for rule in compile_rules(feed).rules:
        if ("rules" if rule.alert else "hunt", rule.stem) not in written:
            assert set(rule.covers) <= noted, rule.stem
    assert written <= {
        ("rules" if rule.alert else "hunt", rule.stem) for rule in compile_rules(feed).rules
    }


def test_hunts_are_in_folders_of_their_own_and_in_no_saved_search(feed: Feed, files: Files) -> None:
    hunts = {i.id for i in feed.active if i.action is Action.HUNT}
    assert hunts
    for path, content in files.items():
        text = content.decode()
        if "/hunt/" not in path:
            assert not any(id_ in text for id_ in hunts), path
    assert not any(path.startswith("sigma/queries/sentinel/hunt/") and path.endswith(".yaml")
                   for path in files)  # fmt: skip
    assert "_hunt]" not in files["sigma/queries/splunk/savedsearches.conf"].decode()


def test_a_revoked_and_an_expired_value_are_gone(feed: Feed) -> None:
    values = [Domain("gone.example"), Domain("old.example"), Domain("here.example")]
    gone, old, here = (indicator(feed, mention(value)) for value in values)
    gone = replace(gone, revoked_at=datetime(2026, 4, 30, tzinfo=UTC), revoked_reason="wrong")
    past = feed.as_of - timedelta(days=1)
    old = replace(old, mentions=(replace(old.mentions[0], valid_until=past),))
    files, _ = emit(EMITTER, made(feed, [gone, old, here], EMITTER))
    text = b"".join(files.values()).decode()
    assert "here" in text
    assert "gone" not in text
    assert "old.example" not in text


def test_an_overwritten_tag_is_bounded_in_time_or_left_out(
    emitted: tuple[dict[str, bytes], list[Omission]],
) -> None:
    files, omissions = emitted
    found = {p: c.decode() for p, c in files.items() if stem(p).endswith("_image_hub")}
    bounds = {
        ".sql": "2026-04-22", ".cql": "@timestamp>=1776861060000", ".spl": "earliest=1776861060 ",
        ".kql": ">= datetime(2026-04-22T12:31:00Z)", ".lucene": '@timestamp:["2026-04-22T12:31:00Z"',
        ".esql": '@timestamp >= to_datetime("2026-04-22T12:31:00Z")',
        ".aql": "starttime >= 1776861060000", ".yaral": "event_timestamp.seconds >= 1776861060",
    }  # fmt: skip
    assert {Path(path).suffix for path in found} == bounds.keys()
    for path, text in found.items():
        body = "\n".join(line for line in text.splitlines() if "bounded by" not in line)
        epoch = path.endswith(".sql") and ">= 1776861060" in body
        assert epoch or bounds[Path(path).suffix] in body, path
    without = {o.artifact for o in omissions if o.reason == NO_TIME}
    assert without == {"sigma/queries/loki", "sigma/queries/elasticsearch-eql"}


def test_a_value_that_one_product_cannot_hold_is_partial_there(feed: Feed) -> None:
    hostile = listed(feed, UserAgent("bad*agent"), UserAgent("good"), emitter=EMITTER)
    files, omissions = emit(EMITTER, hostile)
    splunk = files["sigma/queries/splunk/rules/proxy_alpha_registry_2026_04.spl"].decode()
    assert 'http_user_agent="good"' in splunk
    assert "bad" not in splunk
    (left_out,) = [o for o in omissions if o.artifact == "sigma/queries/splunk"]
    assert left_out.kind is OmissionKind.PARTIAL
    assert left_out.indicator.value == "bad*agent"
    assert left_out.reason == "SPL has no way to write a literal *"


def test_what_no_rule_holds_is_skipped_once(feed: Feed, tmp_path: Path) -> None:
    path = FilePath("%NOBODYKNOWS%\\x.exe")
    staged = accounted(EMITTER, listed(feed, path, emitter=EMITTER), tmp_path)
    (group,) = staged.omissions
    assert (group.kind, len(group.ids)) == (OmissionKind.SKIPPED, 1)


def test_a_query_that_is_too_long_is_written_in_parts(feed: Feed) -> None:
    names = [Domain(f"a-rather-long-name-{number:03}.bad.example") for number in range(400)]
    files, _ = emit(EMITTER, listed(feed, *names, emitter=EMITTER))
    parts = {
        p: c.decode()
        for p, c in files.items()
        if p.startswith("sigma/queries/sentinel/rules/net_dns")
    }
    assert len(parts) > 1
    ids = set()
    for text in parts.values():
        rule = yaml.safe_load(text)
        assert len(rule["query"]) <= 10_001
        ids.add(rule["id"])
    assert len(ids) == len(parts)
    everything = "".join(parts.values())
    assert all(everything.count(f'"{name.value}"') == 1 for name in names)
    assert len([p for p in files if p.startswith("sigma/queries/splunk/rules/net_dns")]) == 1


@pytest.mark.judged("sigma/queries/sentinel/**", by="own query readers", asks=LOADS)
def test_analytics_rules_are_what_sentinel_asks_for(files: Files) -> None:
    rules = {p: yaml.safe_load(c) for p, c in files.items() if p.endswith(".yaml")}
    assert rules
    for path, rule in rules.items():
        assert path.startswith("sigma/queries/sentinel/rules/")
        assert rule["severity"] in {"High", "Medium", "Low", "Informational"}
        assert {"id", "name", "query", "queryFrequency", "queryPeriod", "triggerOperator",
                "triggerThreshold", "version", "kind", "description"} <= rule.keys()  # fmt: skip
        assert re.match(r"\w+\n(\| extend \w+ = .+\n)?\| where ", rule["query"])
    assert len({rule["id"] for rule in rules.values()}) == len(rules)


@pytest.mark.judged("sigma/queries/splunk/**", by="own query readers", asks=LOADS)
def test_saved_searches_are_read_back_and_disabled(files: Files) -> None:
    conf = configparser.RawConfigParser(delimiters=("=",), strict=True, comment_prefixes=("#",))
    conf.read_string(files["sigma/queries/splunk/savedsearches.conf"].decode())
    assert len(conf.sections()) >= 20
    for name in conf.sections():
        assert conf[name]["disabled"] == "1"
        query = files[f"sigma/queries/splunk/rules/{name.removeprefix('feedgen ')}.spl"].decode()
        assert conf[name]["search"] == query.splitlines()[-1]
        assert not conf[name]["search"].endswith("\\")


def test_a_hostile_title_stays_in_the_head(feed: Feed) -> None:
    (first, *rest) = feed.incidents
    title = "x */ ``` \n| delete {{y}} \" ' // -- # [z] \\"
    hostile = replace(feed, incidents=(replace(first, title=title), *rest))
    changed, _ = emit(EMITTER, hostile)
    plain, _ = emit(EMITTER, feed)
    assert changed.keys() == plain.keys()
    for path, content in changed.items():
        if path.endswith((".conf", ".yaml", ".yaral")):
            continue
        before, after = (
            [
                line
                for line in text.decode().splitlines()
                if not line.startswith(("//", "--", "#", "/*", "```"))
            ]
            for text in (plain[path], content)
        )
        assert before == after, path
        assert "delete {{" not in content.decode()
    rule = changed["sigma/queries/secops/rules/proxy_alpha_registry_2026_04.yaral"].decode()
    assert "| delete" not in rule
    for path in changed:
        if path.endswith(".yaml"):
            assert yaml.safe_load(changed[path])["kind"] == "Scheduled"


def test_a_network_that_no_list_can_hold_is_left_out_where_it_must_be(feed: Feed) -> None:
    _, omissions = emit(EMITTER, listed(feed, Ip("2001:db8::/32"), emitter=EMITTER))
    by_product = {o.artifact: o.reason for o in omissions if "compares no addresses" in o.reason}
    assert by_product == {
        f"sigma/queries/{name}": f"{title} compares no addresses with a network"
        for name, title in (("crowdstrike", "CQL"), ("databricks", "Spark SQL"),
                            ("duckdb", "SQL"), ("sqlite", "SQL"))
    }  # fmt: skip
