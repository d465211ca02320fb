"""What the real Suricata says of the rules: every kind of rule fires, and no look-alike does."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from feedgen.emitters.suricata import EMITTER
from feedgen.model.observables import Certificate, Domain, Ip, Url
from tests.conftest import compile_corpus, emit
from tests.engines.conformance import FINDS, LOADS, SILENT
from tests.engines.suricata_cases import NEGATIVE, POSITIVE, VALUES
from tests.engines.suricata_engine import Alert, Suricata, write_files
from tests.engines.suricata_feeds import feed_of, indicator
from tests.engines.suricata_reader import ReadRule, read_rules
from tests.engines.suricata_traffic import certificate_sha1, connect, dns_query, tls
from tests.model.made_feeds import accounted

TLS_1_2 = ssl.TLSVersion.TLSv1_2
RULES = ("suricata/rules/*.rules", "suricata/rules/datasets/*")


def judged_by_suricata(asks: str) -> pytest.MarkDecorator:
    return pytest.mark.judged(*RULES, by="suricata", asks=asks)


loads, finds, silent = map(judged_by_suricata, (LOADS, FINDS, SILENT))


@dataclass(frozen=True, slots=True)
class Judged:
    """What the engine made of the sample feed."""

    rules: dict[int, ReadRule]
    alerts: dict[str, list[Alert]]
    complaints: str


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Judged:
    folder = tmp_path_factory.mktemp("suricata")
    files, _ = emit(EMITTER, feed_of(EMITTER, list(VALUES.values())))
    engine = Suricata(write_files(files, folder), folder / "logs")
    traffic = {name: talk for name, (_, talk) in POSITIVE.items()} | NEGATIVE
    rules = {rule.sid: rule for rule in read_rules(files["suricata/rules/feedgen.rules"])}
    return Judged(rules, engine.alerts(traffic), engine.complaints())


@loads
def test_the_engine_takes_every_rule_without_a_warning(judged: Judged) -> None:
    assert judged.complaints == ""


@finds
@pytest.mark.parametrize("name", POSITIVE)
def test_traffic_to_a_listed_value_raises_its_alert(judged: Judged, name: str) -> None:
    value = VALUES[POSITIVE[name][0]]
    found = judged.alerts[name]
    assert found
    for alert in found:
        rule = judged.rules[alert.sid]
        assert (alert.rev, alert.message, alert.metadata) == (rule.rev, rule.message, rule.metadata)
        assert value.id in alert.metadata["feedgen_indicator"]
        assert alert.metadata["feedgen_incident"] == ["hostile-2026-05"]
    assert len({alert.sid for alert in found}) == 1, "two rules for one conversation"


@silent
@pytest.mark.parametrize("name", NEGATIVE)
def test_a_look_alike_raises_nothing(judged: Judged, name: str) -> None:
    assert judged.alerts[name] == []


@finds
def test_every_rule_has_fired(judged: Judged) -> None:
    fired = {alert.sid for found in judged.alerts.values() for alert in found}
    assert fired == judged.rules.keys()


@loads
def test_every_classtype_is_one_the_engine_knows(judged: Judged) -> None:
    assert {alert.category for found in judged.alerts.values() for alert in found} == {
        "A Network Trojan was detected"
    }


@loads
def test_the_small_corpus_loads(corpus: Callable[[str], Path], tmp_path: Path) -> None:
    files, _ = emit(EMITTER, compile_corpus(corpus("small"), "suricata"))
    assert Suricata(write_files(files, tmp_path), tmp_path / "logs").complaints() == ""


@loads
def test_an_empty_feed_loads(tmp_path: Path) -> None:
    files, _ = emit(EMITTER, feed_of(EMITTER, ()))
    rules = write_files(files, tmp_path)
    # The engine warns of a file without rules, and starts.
    assert Suricata(rules, tmp_path / "logs").complaints().startswith("W: detect: 1 rule files")


@finds
def test_a_certificate_is_seen_where_tls_shows_it(tmp_path: Path) -> None:
    digits = certificate_sha1("c2.example")
    feed = feed_of(EMITTER, [indicator(Certificate.parse(f"sha1:{digits}"))])
    files, omissions = emit(EMITTER, feed)
    engine = Suricata(write_files(files, tmp_path), tmp_path / "logs")
    alerts = engine.alerts(
        {
            "listed": tls("plain.example", newest=TLS_1_2, server_name="c2.example"),
            "other": tls("plain.example", newest=TLS_1_2, server_name="clean.example"),
            "hidden": tls("plain.example", server_name="c2.example"),
        }
    )
    assert [alert.message for alert in alerts["listed"]] == [
        f"FEEDGEN MALWARE TLS with certificate {digits} (A hostile incident)"
    ]
    assert alerts["other"] == []
    assert alerts["hidden"] == []
    assert [o.reason for o in omissions] == ["TLS 1.3 hides certificates"]


def test_a_certificate_by_sha256_is_skipped(tmp_path: Path) -> None:
    feed = feed_of(EMITTER, [indicator(Certificate.parse("ab" * 32))])
    (group,) = accounted(EMITTER, feed, tmp_path).omissions
    assert group.reason == "Suricata 7 compares certificates by SHA-1"


@finds
def test_a_bulk_list_is_a_rule_for_all_of_its_values(tmp_path: Path) -> None:
    listed = [
        indicator(value, bulk_list="lists/x.txt")
        for value in (
            Domain.parse("bulk.example"), Ip.parse("203.0.113.77"), Ip.parse("2001:db8::77"),
            Ip.parse("198.51.100.0/24"), Url.parse("http://bulk.example/x"),
        )
    ]  # fmt: skip
    feed = feed_of(EMITTER, listed)
    files, _ = emit(EMITTER, feed)
    engine = Suricata(write_files(files, tmp_path), tmp_path / "logs")
    alerts = engine.alerts(
        {
            "name": dns_query("Bulk.example"),
            "below": dns_query("x.bulk.example"),
            "address": connect("203.0.113.77"),
            "neighbour": connect("203.0.113.78"),
        }
    )
    assert engine.complaints() == ""
    assert {name: len(found) for name, found in alerts.items()} == {
        "name": 1, "below": 0, "address": 1, "neighbour": 0,
    }  # fmt: skip
    reasons = {g.reason: g.types for g in accounted(EMITTER, feed, tmp_path / "out").omissions}
    assert reasons == {
        "a list compares whole names, not those below them": (("domain", 1),),
        "a dataset of Suricata 7 and 8 holds single IPv4 addresses only": (("ip", 2),),
        "it comes from a bulk list, and would take a rule of its own": (("url", 1),),
    }
