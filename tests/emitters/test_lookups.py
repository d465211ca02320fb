"""Lookups are read back by a CSV reader: exact values, the right columns, and no formulas."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from feedgen.emitters.lookups import EMITTER, LOOKUPS, sentinel, splunk
from feedgen.emitters.lookups.lists import ANY_PORT, FORMULA, cell
from feedgen.errors import UnencodableError
from feedgen.model.artifact import Omission, OmissionKind
from feedgen.model.feed import Feed
from feedgen.model.indicator import Action
from feedgen.model.observables import (
    OBSERVABLE_TYPES,
    Domain,
    Email,
    ImageDigest,
    Sha256,
    Url,
    UserAgent,
)
from feedgen.model.observables import Path as FilePath
from feedgen.model.text import forbidden_character
from tests.conftest import Golden, emit
from tests.engines.conformance import FINDS, HOSTILE, LOADS
from tests.model.made_feeds import accounted, base, indicator, listed, made, mention, small

Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def feed(corpus: Callable[[str], Path]) -> Feed:
    return small(corpus("small"), EMITTER)


@pytest.fixture(scope="module")
def files(feed: Feed) -> dict[str, bytes]:
    return emit(EMITTER, feed)[0]


def rows(files: Mapping[str, bytes], name: str) -> Rows:
    return list(csv.DictReader(io.StringIO(files[f"lookups/{name}.csv"].decode(), newline="")))


def test_golden(files: dict[str, bytes], golden: Golden) -> None:
    golden("lookups/small", files)


def test_every_indicator_is_accounted_for(feed: Feed, tmp_path: Path) -> None:
    assert accounted(EMITTER, feed, tmp_path).carried["lookups"] > 10


@pytest.mark.judged("lookups/splunk/*.csv", by="csv", asks=LOADS)
def test_headers_are_those_that_splunk_es_asks_for(files: dict[str, bytes]) -> None:
    headers = {
        path.rpartition("/")[2]: content.decode().splitlines()[0]
        for path, content in files.items()
        if path.startswith("lookups/splunk/")
    }
    assert headers == {
        "domain_intel.csv": "description,domain,weight",
        "email_intel.csv": "description,src_user,subject,weight",
        "file_intel.csv": "description,file_hash,file_name,weight",
        "http_intel.csv": "description,http_referrer,http_user_agent,url,weight",
        "ip_intel.csv": "description,ip,weight",
        "service_intel.csv": "description,service,service_file_hash,service_dll_file_hash,weight",
    }


@pytest.mark.judged("lookups/splunk/*.csv", "lookups/sentinel/*.csv", by="csv", asks=FINDS)
def test_values_come_back_in_their_columns(files: dict[str, bytes]) -> None:
    domains = {row["domain"]: row for row in rows(files, "splunk/domain_intel")}
    assert domains["audit.alpha.example"]["weight"] == "95"
    assert domains["audit.alpha.example"]["description"].startswith("indicator 2d7ef453-")
    agents = [
        row["http_user_agent"] for row in rows(files, "splunk/http_intel") if row["http_user_agent"]
    ]
    assert agents == ["Alpha-Telemetry/2.0"]
    assert {row["file_name"] for row in rows(files, "splunk/file_intel")} == {""}
    watched = {row["Value"]: row for row in rows(files, "sentinel/feedgen_domain")}
    assert watched["audit.alpha.example"]["Match"] == "subdomains"
    assert watched["host-1.tunnel.example"]["Match"] == "exact"
    assert watched["audit.alpha.example"]["Incidents"] == "alpha-registry-2026-04 beta-worm-2026-04"


def test_only_values_that_may_raise_alerts_are_listed(feed: Feed, files: dict[str, bytes]) -> None:
    text = b"".join(files.values()).decode()
    for found in feed.active:
        if found.action is Action.HUNT:
            assert found.id not in text, found.value
    assert "back.beta.example" in text  # detect
    assert ",docker.io/alpha/scanner:v1.0," not in text
    assert "docker.io/alpha/scanner:v1.1," in text


def test_a_revoked_and_an_expired_value_are_gone(feed: Feed) -> None:
    gone, old, here = (
        indicator(feed, mention(Domain(f"{name}.example"))) for name in ("gone", "old", "here")
    )
    gone = replace(gone, revoked_at=datetime(2026, 4, 30, tzinfo=UTC), revoked_reason="wrong")
    past = feed.as_of - timedelta(days=1)
    old = replace(old, mentions=(replace(old.mentions[0], valid_until=past),))
    files, _ = emit(EMITTER, made(feed, [gone, old, here], EMITTER))
    assert [row["domain"] for row in rows(files, "splunk/domain_intel")] == ["here.example"]
    assert [row["Value"] for row in rows(files, "sentinel/feedgen_domain")] == ["here.example"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\uff1d"])
def test_a_value_that_a_spreadsheet_would_run_is_left_out_and_said(
    feed: Feed, start: str, tmp_path: Path
) -> None:
    bad = UserAgent(f"{start}cmd|' /C calc'!A0")
    changed = listed(feed, bad, UserAgent("good"), emitter=EMITTER)
    files, omissions = emit(EMITTER, changed)
    assert [row["Value"] for row in rows(files, "sentinel/feedgen_user_agent")] == ["good"]
    assert {o.reason for o in omissions} == {FORMULA}
    assert {o.kind for o in omissions} == {OmissionKind.SKIPPED}
    accounted(EMITTER, changed, tmp_path)


TRICKY = st.text(alphabet=st.sampled_from("=+-@,;\"'\\|%\t #a\u00e9"), min_size=1)


@pytest.mark.judged("lookups/splunk/*.csv", "lookups/sentinel/*.csv", by="csv", asks=HOSTILE)
@given(TRICKY)
@example('"')
@example('a","b')
@example("=1+1")
def test_hostile_values_come_back_or_are_said(text: str) -> None:
    if forbidden_character(text):
        return
    changed = listed(base(), UserAgent(text), emitter=EMITTER)
    files, omissions = emit(EMITTER, changed)
    found = [row["Value"] for row in rows(files, "sentinel/feedgen_user_agent")]
    try:
        cell(text)
    except UnencodableError:
        assert found == []
        assert omissions
        return
    assert found == [text]
    agents = [row["http_user_agent"] for row in rows(files, "splunk/http_intel")]
    assert agents == [text]


@pytest.mark.judged("lookups/splunk/*.csv", "lookups/sentinel/*.csv", by="csv", asks=HOSTILE)
def test_no_cell_of_any_lookup_begins_as_a_formula(feed: Feed) -> None:
    (first, *rest) = feed.incidents
    hostile = replace(feed, incidents=(replace(first, title='=HYPERLINK("x")\n,=1'), *rest))
    files, _ = emit(EMITTER, hostile)
    for path, content in files.items():
        if path.endswith(".csv"):
            for row in csv.reader(io.StringIO(content.decode(), newline="")):
                assert not any(value.startswith(("=", "+", "-", "@")) for value in row), path


def omission(omissions: list[Omission], path: str) -> tuple[OmissionKind, str]:
    (found,) = [o for o in omissions if o.artifact == path]
    return found.kind, found.reason


def test_what_a_product_cannot_hold_is_said(feed: Feed) -> None:
    digest, path = ImageDigest(f"sha256:{'1' * 64}"), FilePath("/opt/x/y.sh")
    _, omissions = emit(EMITTER, listed(feed, digest, path, FilePath("y.sh"), emitter=EMITTER))
    assert omission(omissions, "lookups/splunk") == (OmissionKind.PARTIAL, splunk.NO_COLLECTION)
    kind, reason = omission(omissions, "lookups/splunk/file_intel.csv")
    assert (kind, "not paths" in reason) == (OmissionKind.SKIPPED, True)
    _, omissions = emit(EMITTER, listed(feed, Url("https://a.example/*"), emitter=EMITTER))
    kind, reason = omission(omissions, "lookups/splunk/http_intel.csv")
    assert (kind, "wildcard" in reason) == (OmissionKind.PARTIAL, True)


def test_an_address_on_some_ports_is_wider(feed: Feed) -> None:
    _, omissions = emit(EMITTER, feed)
    found = {o.artifact: o.indicator.value for o in omissions if o.reason == ANY_PORT}
    assert found == {
        "lookups/sentinel/feedgen_ip.csv": "203.0.113.9", "lookups/splunk/ip_intel.csv": "203.0.113.9",
    }  # fmt: skip


def test_an_empty_feed_gives_headers(feed: Feed) -> None:
    files, _ = emit(EMITTER, made(feed, [], EMITTER))
    assert len(files) == len(LOOKUPS) + len(list(sentinel.queries()))
    assert all(content.endswith(b"\n") and content.strip() for content in files.values())


def test_bulk_values_are_listed(feed: Feed) -> None:
    hashes = [
        indicator(feed, mention(Sha256(f"{number:064x}"), bulk_list="lists/x.txt"))
        for number in range(5000)
    ]
    files, omissions = emit(EMITTER, made(feed, hashes, EMITTER))
    assert EMITTER.bulk
    assert len(rows(files, "splunk/file_intel")) == 5000
    assert omissions == []


def test_joins_name_watchlists_that_are_published(files: dict[str, bytes]) -> None:
    queries = [path for path in files if path.endswith(".kql")]
    assert len(queries) >= 8
    for path in queries:
        text = files[path].decode()
        names = set(re.findall(r"_GetWatchlist\('(\w+)'\)", text))
        assert names
        assert all(f"lookups/sentinel/{name}.csv" in files for name in names)
        assert text.count("(") == text.count(")")


def test_every_type_has_a_place_or_a_reason() -> None:
    placed = {type_ for lookup in LOOKUPS for type_ in lookup.types}
    assert placed <= OBSERVABLE_TYPES.keys()
    assert EMITTER.declines.keys().isdisjoint(placed)
    assert EMITTER.otherwise


def test_an_email_that_begins_with_a_plus_is_left_out(feed: Feed) -> None:
    files, omissions = emit(EMITTER, listed(feed, Email("+x@mail.example"), emitter=EMITTER))
    assert rows(files, "splunk/email_intel") == []
    assert {o.reason for o in omissions} == {FORMULA}
