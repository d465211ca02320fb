"""What Zeek itself logs, where there is one: the package over traffic of every kind of value."""

from __future__ import annotations

import ssl
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from feedgen.emitters.zeek import EMITTER
from feedgen.model.feed import Feed
from feedgen.model.observables import (
    OBSERVABLE_TYPES,
    Certificate,
    Domain,
    Observable,
    Sha256,
    UserAgent,
)
from tests.conftest import compile_corpus, emit
from tests.engines.conformance import FINDS, HOSTILE, LOADS, SILENT
from tests.engines.suricata_cases import NEGATIVE, POSITIVE, VALUES
from tests.engines.suricata_feeds import feed_of, indicator
from tests.engines.suricata_traffic import Conversation, certificate_sha1, http, tls
from tests.engines.zeek_engine import Seen, Zeek
from tests.engines.zeek_grammar import read_intel
from tests.engines.zeek_sensor import UNSEEN, WITHOUT_CASE, Sensor, indicator_id, sensor_at
from tests.hostile.values import accepted

PACKAGE = ("zeek/*.intel", "zeek/*.sig", "zeek/*.zeek", "zeek/scripts/*.zeek")
NOTE = "Feedgen::Indicator_Seen"
CERTIFICATE = indicator(Certificate.parse(f"sha1:{certificate_sha1('c2.example')}"))
TALKS: dict[str, Conversation] = {
    **{name: talk for name, (_, talk) in POSITIVE.items()}, **NEGATIVE,
    "certificate": tls("plain.example", newest=ssl.TLSVersion.TLSv1_2, server_name="c2.example"),
    "other certificate": tls("plain.example", newest=ssl.TLSVersion.TLSv1_2),
}  # fmt: skip
MEANT = {name: VALUES[value] for name, (value, _) in POSITIVE.items()} | {
    "certificate": CERTIFICATE
}
"""The indicator that each conversation has to do with."""
SEEN_AS = {
    "dns": "DOMAIN", "tls 1.3": "DOMAIN", "http": "DOMAIN", "exact dns": "DOMAIN", "exact tls": "DOMAIN",
    "agent": "SOFTWARE", "url": "URL", "address": "ADDR", "address v6": "ADDR", "network": "SUBNET",
    "file": "FILE_HASH", "file sent out": "FILE_HASH", "certificate": "CERT_HASH",
}  # fmt: skip
"""Conversations, and the type of the row that each of them hits."""
IN_REQUESTS = ("http_header", "url", "user_agent")
"""Types that can hold nearly any text, and are told in requests."""


def judged_by_zeek(asks: str) -> pytest.MarkDecorator:
    return pytest.mark.judged(*PACKAGE, by="zeek", asks=asks)


loads, finds, silent, hostile = map(judged_by_zeek, (LOADS, FINDS, SILENT, HOSTILE))


def zeek_of(feed: Feed, folder: Path) -> Zeek:
    """Zeek with the package of a feed."""
    for name, data in emit(EMITTER, feed)[0].items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return Zeek(folder)


@dataclass(frozen=True, slots=True)
class Judged:
    """What Zeek and our reader make of the same traffic."""

    zeek: Zeek
    package: Seen
    bare: Seen
    sensor: Sensor


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Judged:
    feed = feed_of(EMITTER, [*VALUES.values(), CERTIFICATE])
    zeek = zeek_of(feed, tmp_path_factory.mktemp("zeek"))
    return Judged(zeek, zeek.watch(TALKS), zeek.match(TALKS), sensor_at(zeek.folder))


@loads
def test_zeek_parses_the_package_without_a_word(judged: Judged) -> None:
    assert judged.zeek.complaints() == ""


@loads
def test_zeek_warns_of_nothing_while_it_runs(judged: Judged) -> None:
    assert "warning" not in judged.package.said, judged.package.said
    assert "error" not in judged.package.said, judged.package.said


@loads
def test_zeek_takes_the_packages_of_an_empty_feed_and_of_the_corpus(tmp_path: Path) -> None:
    small = Path(__file__).parent.parent / "corpus" / "small"
    for name, feed in {
        "empty": feed_of(EMITTER, ()), "small": compile_corpus(small, "zeek")
    }.items():  # fmt: skip
        assert zeek_of(feed, tmp_path / name).complaints() == ""


@loads
def test_the_framework_is_given_every_row(judged: Judged) -> None:
    assert judged.zeek.rows() == {
        (row.type, row.source.decode(), row.indicator) for row in judged.sensor.rows
    }


@finds
@pytest.mark.parametrize("name", sorted(MEANT.keys() - UNSEEN.keys()))
def test_there_is_one_notice_for_a_listed_value(judged: Judged, name: str) -> None:
    (notice,) = judged.package.notices[name]
    assert notice["note"] == NOTE
    assert indicator_id(notice["msg"]) == MEANT[name].id
    assert "of A hostile incident, confidence 90, indicator " in notice["msg"]
    assert notice["msg"] in {row.description.decode() for row in judged.sensor.rows} | {
        signature.event for signature in judged.sensor.signatures
    }


@finds
@pytest.mark.parametrize("name", SEEN_AS)
def test_the_log_of_intelligence_names_type_and_source(judged: Judged, name: str) -> None:
    hits = judged.package.intelligence[name]
    assert {tuple(hit["matched"]) for hit in hits} == {(f"Intel::{SEEN_AS[name]}",)}
    assert {tuple(hit["sources"]) for hit in hits} == {("feedgen",)}


@silent
@pytest.mark.parametrize("name", UNSEEN)
def test_what_our_reader_does_not_see_is_never_taken_for_another(judged: Judged, name: str) -> None:
    said = {indicator_id(notice["msg"]) for notice in judged.package.notices[name]}
    assert said <= {MEANT[name].id}
    assert judged.bare.signatures[name] == []


@silent
@pytest.mark.parametrize("name", sorted({*NEGATIVE, "other certificate"} - WITHOUT_CASE.keys()))
def test_a_look_alike_raises_no_notice(judged: Judged, name: str) -> None:
    assert judged.package.notices[name] == []
    assert judged.package.intelligence[name] == []


@silent
@pytest.mark.parametrize(("name", "value"), WITHOUT_CASE.items())
def test_only_the_intelligence_ignores_case(judged: Judged, name: str, value: str) -> None:
    (notice,) = judged.package.notices[name]
    assert indicator_id(notice["msg"]) == VALUES[value].id
    assert judged.bare.signatures[name] == []


@silent
def test_the_framework_repeats_none_of_our_signatures(judged: Judged) -> None:
    assert not any(judged.package.signatures.values())


@finds
@pytest.mark.parametrize("name", sorted(TALKS.keys() - UNSEEN.keys()))
def test_the_signatures_alone_match_what_our_reader_says(judged: Judged, name: str) -> None:
    found = [line for line in judged.bare.signatures[name]
             if line["note"] == "Signatures::Sensitive_Signature"]  # fmt: skip
    fired = [one for one in judged.sensor.signatures if one.fires(TALKS[name])]
    assert sorted(line["sig_id"] for line in found) == sorted(one.id for one in fired)
    for line in found:
        assert line["event_msg"].partition(": ")[2] in {one.event for one in fired}


@finds
def test_values_that_are_gone_from_the_file_are_gone_from_the_framework(tmp_path: Path) -> None:
    """The framework itself keeps them; the package's script takes them out."""
    stays, gone = indicator(Domain.parse("stays.example")), indicator(Domain.parse("gone.example"))
    upper, lower = indicator(UserAgent.parse("X/1")), indicator(UserAgent.parse("x/1"))
    hashed = indicator(Sha256("a" * 64))
    zeek = zeek_of(feed_of(EMITTER, [stays, gone, upper, lower, hashed]), tmp_path)
    after, _ = emit(EMITTER, feed_of(EMITTER, [stays, lower]))
    assert zeek.dropped_by(after["zeek/feedgen.intel"]) == {
        ("DOMAIN", "gone.example"), ("FILE_HASH", "a" * 64),
    }  # fmt: skip


def request(value: Observable) -> Conversation:
    """The request that a client makes for it."""
    text = value.value
    if value.type == "user_agent":
        return http("/ua", headers=[f"User-Agent: {text}"])
    if value.type == "http_header":
        return http("/header", headers=[text])
    host, _, target = text.partition("://")[2].partition("/")
    return http(f"/{target}", host=host)


@pytest.fixture(scope="module")
def hostile_values(tmp_path_factory: pytest.TempPathFactory) -> Judged:
    indicators = [indicator(value) for type_ in OBSERVABLE_TYPES for value in accepted(type_)]
    by_id = {one.id: one for one in indicators if one.type not in EMITTER.declines}
    zeek = zeek_of(feed_of(EMITTER, list(by_id.values())), tmp_path_factory.mktemp("hostile"))
    seen = zeek.watch(
        {id_: request(one.observable) for id_, one in by_id.items() if one.type in IN_REQUESTS}
    )
    return Judged(zeek, seen, replace(seen, notices={}), sensor_at(zeek.folder))


@hostile
def test_hostile_values_reach_the_framework_as_they_are(hostile_values: Judged) -> None:
    rows = read_intel((hostile_values.zeek.folder / "zeek/feedgen.intel").read_bytes())
    assert len(rows) > 1000
    assert hostile_values.zeek.rows() == {
        (row.type, row.source.decode(), row.indicator) for row in rows
    }


@hostile
@pytest.mark.parametrize("type_", IN_REQUESTS)
def test_hostile_values_are_seen_on_the_wire(hostile_values: Judged, type_: str) -> None:
    folder = hostile_values.zeek.folder
    told = (folder / "zeek/feedgen.sig").read_text() + (folder / "zeek/feedgen.intel").read_text()
    unseen = []
    for value in accepted(type_):
        one = indicator(value)
        notices = hostile_values.package.notices.get(one.id, [])
        if one.id in told and one.id not in {indicator_id(n["msg"]) for n in notices}:
            unseen.append(value.value)
    assert unseen == []
