"""suricata-update follows the feed: twice, with a release between, while the engine runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from feedgen.emitters.suricata import EMITTER
from feedgen.model.feed import Feed
from feedgen.model.indicator import Indicator, Match
from feedgen.model.observables import Domain, ImageDigest, Ip, Sha256, UserAgent
from tests.engines.conformance import FINDS, LOADS, SILENT
from tests.engines.registry import require
from tests.engines.suricata_engine import Alert, Suricata
from tests.engines.suricata_feeds import NOW, PROFILE, feed_of, incident, indicator
from tests.engines.suricata_reader import ReadRule, read_dataset, read_rules
from tests.engines.suricata_running import RunningSuricata, running
from tests.engines.suricata_traffic import Conversation, connect, dns_query, http
from tests.engines.suricata_update import ARCHIVE, SUM, Subscriber, published
from tests.model.made_feeds import accounted

ARCHIVES = ("suricata/feedgen.rules.tar.gz", "suricata/feedgen.rules.tar.gz.md5")
FILES = (*ARCHIVES, "suricata/rules/*.rules", "suricata/rules/datasets/*")
OLD_FILE, NEW_FILE = b"#!/bin/sh\necho old\n", b"#!/bin/sh\necho new\n"
DIGEST = "sha256:" + "1" * 64
HOSTILE, EXTINCT = "hostile-2026-05", "extinct-2026-05"


def exact(name: str, incident_id: str = HOSTILE) -> Indicator:
    return indicator(Domain.parse(name), match=Match.EXACT, incidents=(incident_id,))


def hashed(data: bytes) -> Indicator:
    return indicator(Sha256(sha256(data).hexdigest()))


AGENT = UserAgent.parse("Loader/2.0")
BEFORE = (
    indicator(Domain.parse("stays.example")), indicator(Domain.parse("gone.example")),
    exact("first.tunnel.example"), exact("revoked.tunnel.example"),
    exact("last.tunnel.example", EXTINCT), hashed(OLD_FILE), indicator(ImageDigest.parse(DIGEST)),
    indicator(AGENT, confidence=90),
)  # fmt: skip
REVOKED = {"gone.example", "revoked.tunnel.example", "last.tunnel.example"} | {BEFORE[5].value}
AFTER = (
    *(replace(one, revoked_at=NOW, revoked_reason="It was a mistake.") if one.value in REVOKED else one
      for one in BEFORE[:-1]),
    exact("second.tunnel.example"), hashed(NEW_FILE), indicator(Ip.parse("203.0.113.7")),
    indicator(AGENT, confidence=20),
)  # fmt: skip
TRAFFIC: Mapping[str, Conversation] = {
    "kept rule": dns_query("x.stays.example"),
    "revoked rule": dns_query("gone.example"),
    "changed rule": http(headers=["User-Agent: Loader/2.0"]),
    "new rule": connect("203.0.113.7"),
    "kept in a list": dns_query("first.tunnel.example"),
    "added to a list": dns_query("second.tunnel.example"),
    "revoked in a list": dns_query("revoked.tunnel.example"),
    "the last of a list": dns_query("last.tunnel.example"),
    "old hash": http("/get", answer=OLD_FILE),
    "new hash": http("/get", answer=NEW_FILE),
    "kept list": http(f"/v2/x/manifests/{DIGEST}"),
    "look-alike": dns_query("xstays.example"),
}
EXPECTED: Mapping[str, tuple[int | None, int | None]] = {
    "kept rule": (1, 1), "revoked rule": (1, None), "changed rule": (1, 2), "new rule": (None, 1),
    "kept in a list": (1, 2), "added to a list": (None, 2), "revoked in a list": (1, None),
    "the last of a list": (1, None), "old hash": (1, None), "new hash": (None, 2),
    "kept list": (1, 1), "look-alike": (None, None),
}  # fmt: skip
"""The `rev` of the rule that alerts before the update and after it; None where none alerts."""

Alerts = dict[str, list[Alert]]


def releases() -> tuple[Feed, Feed]:
    """The feed before and after, with a ledger that remembers."""
    incidents = (incident(EXTINCT), incident(HOSTILE))
    first = feed_of(EMITTER, BEFORE, incidents=incidents)
    later = feed_of(EMITTER, AFTER, incidents=incidents)
    ledger = first.ledger.advance(
        EMITTER.claims(later), as_of=NOW + timedelta(days=1), serial=2, sids=PROFILE.sids
    )
    return first, replace(later, ledger=ledger)


@dataclass(frozen=True, slots=True)
class Followed:
    """What came of two runs."""

    engine: RunningSuricata
    subscriber: Subscriber
    rules: dict[int, ReadRule]
    """Those of the second release, as it was published."""
    lists: dict[str, list[str]]
    """Values of its string datasets."""
    before: Alerts
    after: Alerts
    said: str


def ours(alerts: Alerts) -> Alerts:
    """Without those of the distribution's own rules, which suricata-update adds."""
    return {name: [a for a in found if a.sid in PROFILE.sids] for name, found in alerts.items()}


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Followed]:
    for program in ("suricata", "suricata-update"):
        require(program)
    folder = tmp_path_factory.mktemp("followed")
    first, second = releases()
    accounted(EMITTER, first, folder / "release")
    with published(folder / "release") as (url, _):
        subscriber = Subscriber(url, folder / "sensor")
        subscriber.update("--no-reload")
        with running(subscriber.rules) as engine:
            assert engine.failed_rules() == []
            before = ours(engine.alerts(TRAFFIC))
            accounted(EMITTER, second, folder / "release-2")
            (folder / "release").rename(folder / "release-1")
            (folder / "release-2").rename(folder / "release")
            subscriber.wait_an_hour()
            reload = f"suricatasc -c ruleset-reload-rules {engine.control}"
            said = subscriber.update("--reload-command", reload)
            after = ours(engine.alerts(TRAFFIC))
            rules = folder / "release/suricata/rules"
            yield Followed(
                engine, subscriber,
                {rule.sid: rule for rule in read_rules((rules / "feedgen.rules").read_bytes())},
                {path.stem: read_dataset(path.read_bytes())
                 for path in rules.glob("datasets/*") if "hashes" not in path.name},
                before, after, said,
            )  # fmt: skip


@pytest.mark.judged(*FILES, by=("suricata", "suricata-update"), asks=LOADS)
def test_the_engine_takes_what_two_updates_made_of_the_rules(followed: Followed) -> None:
    assert followed.engine.failed_rules() == []
    assert "<Warning>" not in followed.said
    assert "<Error>" not in followed.said
    kept = followed.subscriber.rules.read_text().splitlines()
    kept = [line for line in kept if 'msg:"FEEDGEN ' in line]
    assert all(line.startswith("alert ") for line in kept), "a rule was disabled"
    assert len(kept) == len(followed.rules)


@pytest.mark.judged(*FILES, by=("suricata", "suricata-update"), asks=FINDS)
@pytest.mark.parametrize("name", EXPECTED)
def test_the_running_engine_alerts_as_each_release_says(followed: Followed, name: str) -> None:
    found = tuple(
        next((alert.rev for alert in alerts[name]), None)
        for alerts in (followed.before, followed.after)
    )
    assert found == EXPECTED[name]
    for alert in followed.after[name]:
        rule = followed.rules[alert.sid]
        assert (alert.rev, alert.message) == (rule.rev, rule.message)
        assert alert.metadata == rule.metadata
    sids = {alert.sid for alerts in (followed.before, followed.after) for alert in alerts[name]}
    assert len(sids) <= 1, "a value's rule got another sid"


@pytest.mark.judged(*ARCHIVES, "suricata/rules/datasets/*", by="suricata-update", asks=SILENT)
def test_a_revoked_rule_is_gone_from_the_sensor(followed: Followed) -> None:
    text = followed.subscriber.rules.read_text()
    gone = {a.sid for found in followed.before.values() for a in found} - followed.rules.keys()
    assert len(gone) == 2
    assert [sid for sid in sorted(gone) if f"sid:{sid};" in text] == []
    assert "gone[.]example" not in text


@pytest.mark.judged("suricata/rules/datasets/*", by=("suricata", "suricata-update"), asks=FINDS)
def test_lists_are_replaced_in_the_running_engine(followed: Followed) -> None:
    held = {
        (name, value): followed.engine.has(name, value)
        for name, values in followed.lists.items()
        for value in {*values, "revoked.tunnel.example", "econd.tunnel.example"}
    }
    assert len(held) == 7
    assert held == {(name, value): value in followed.lists[name] for name, value in held}


@pytest.mark.judged(*ARCHIVES, by="suricata-update", asks=LOADS)
def test_the_archive_is_fetched_only_when_its_sum_is_another(tmp_path: Path) -> None:
    first, second = releases()
    accounted(EMITTER, first, tmp_path / "release")
    with published(tmp_path / "release") as (url, asked):
        subscriber = Subscriber(url, tmp_path / "sensor")

        def update() -> list[str]:
            asked.clear()
            subscriber.update("--no-reload", "--no-test")
            return list(asked)

        assert update() == [ARCHIVE]
        assert update() == [], "it asks once in a quarter of an hour"
        subscriber.wait_an_hour()
        assert update() == [SUM]
        rules = subscriber.rules.read_bytes()
        accounted(EMITTER, second, tmp_path / "release-2")
        for path in (tmp_path / "release-2/suricata").glob("*.gz*"):
            path.rename(tmp_path / "release/suricata" / path.name)
        subscriber.wait_an_hour()
        assert update() == [SUM, ARCHIVE]
        assert subscriber.rules.read_bytes() != rules


@pytest.mark.judged(*ARCHIVES, by=("suricata", "suricata-update"), asks=LOADS)
def test_the_last_rules_stay_while_the_feed_is_unreachable(tmp_path: Path) -> None:
    accounted(EMITTER, releases()[0], tmp_path / "release")
    with published(tmp_path / "release") as (url, _):
        subscriber = Subscriber(url, tmp_path / "sensor")
        subscriber.update("--no-reload")
    rules = subscriber.rules.read_bytes()
    subscriber.wait_an_hour()
    assert "will use latest cached version" in subscriber.update("--no-reload")
    assert subscriber.rules.read_bytes() == rules
    assert Suricata(subscriber.rules, tmp_path / "logs").complaints() == ""


@pytest.mark.judged(*FILES, by=("suricata", "suricata-update"), asks=LOADS)
def test_the_rules_load_unmerged_too(tmp_path: Path) -> None:
    accounted(EMITTER, releases()[1], tmp_path / "release")
    with published(tmp_path / "release") as (url, _):
        subscriber = Subscriber(url, tmp_path / "sensor")
        # Its own test looks for a merged file where the engine's configuration says.
        subscriber.update("--no-reload", "--no-test", "--no-merge")
    engine = Suricata(subscriber.rules.with_name("feedgen.rules"), tmp_path / "logs")
    assert engine.complaints() == ""
    alerts = engine.alerts(TRAFFIC)
    assert {name for name, found in alerts.items() if found} == {
        name for name, (_, rev) in EXPECTED.items() if rev
    }


@pytest.mark.judged(*FILES, by=("suricata", "suricata-update"), asks=LOADS)
def test_it_drops_and_leaves_out_what_the_guide_says(tmp_path: Path) -> None:
    (tmp_path / "drop.conf").write_text("re:feedgen_action block\n")
    (tmp_path / "disable.conf").write_text("re:^alert quic\n")
    accounted(EMITTER, releases()[1], tmp_path / "release")
    with published(tmp_path / "release") as (url, _):
        subscriber = Subscriber(url, tmp_path / "sensor")
        subscriber.update(
            "--no-reload", "--drop-conf", tmp_path / "drop.conf",
            "--disable-conf", tmp_path / "disable.conf",
        )  # fmt: skip
    lines = subscriber.rules.read_text().splitlines()
    told = [line for line in lines if 'msg:"FEEDGEN ' in line]
    kept = [line for line in told if not line.startswith("# ")]
    assert {line.split()[2] for line in told if line not in kept} == {"quic"}
    assert {line.split()[1] for line in kept} == {"dns", "tls", "http", "ip", "tcp"}
    assert {line.split()[0] for line in kept if "feedgen_list_action" in line} == {"alert"}
    assert {line.split()[0] for line in kept if "feedgen_action block" in line} == {"drop"}
    assert Suricata(subscriber.rules, tmp_path / "logs").complaints() == ""
