"""The published rules, over traffic to every value that the tables list, and to its look-alikes.

Judged are the committed release of this feed and one of the corpus `small`: what the engine says is
compared with what the tables mean.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pytest

from tests.engines.conformance import FINDS, LOADS, SILENT
from tests.engines.sensor_releases import RELEASES, released
from tests.engines.suricata_engine import Alert, Suricata
from tests.engines.suricata_listed import BESIDE, KINDS, LISTED, Table, Talk, talks
from tests.engines.suricata_reader import ReadRule, read_rules
from tests.engines.suricata_traffic import Conversation, dns_query, http, quic, tls

RULES = ("suricata/rules/*.rules", "suricata/rules/datasets/*")
PROTOCOLS = {
    "dns": "dns", "tls": "tls", "quic": "quic", "http": "http", "url": "http", "user": "http",
    "header": "http", "pull": "http", "connection": "ip", "ping": "ip",
}  # fmt: skip
"""Of the rules that have to see a kind of traffic, by its first word."""

NAMED: Mapping[str, Callable[[str], Conversation]] = {
    "DNS": dns_query,
    "TLS": tls,
    "QUIC": quic,
    "HTTP": lambda name: http(host=name),
}
CHECKMARX: Mapping[str, str | None] = {
    "audit.checkmarx.cx": "audit[.]checkmarx[.]cx", "xaudit.checkmarx.cx": None,
    "notaudit.checkmarx.cx.example.org": None, "checkmarx.zone": "checkmarx[.]zone",
    "xcheckmarx.zone": None, "checkmarx.zone.example.org": None,
}  # fmt: skip
"""Names, and what the rules call the one that is listed itself."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A release, and what the engine says of all kinds of traffic."""

    rules: Mapping[int, ReadRule]
    complaints: str
    talks: Mapping[str, list[Talk]]
    alerts: Mapping[str, list[Alert]]
    """By kind and number."""


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Judged]:
    found = {}
    for name in RELEASES:
        folder = tmp_path_factory.mktemp(f"release-{name}")
        release = released(name, folder / "release")
        shutil.copytree(release / "suricata/rules", folder / "rules")
        engine = Suricata(folder / "rules/feedgen.rules", folder / "logs")
        table = Table(release)
        made = {kind: talks(table, kind) for kind in KINDS}
        traffic = {
            f"{kind} {number}": talk.traffic
            for kind, kept in made.items()
            for number, talk in enumerate(kept)
        }
        traffic |= {
            f"{form} {named}": ask(named) for form, ask in NAMED.items() for named in CHECKMARX
        }
        rules = read_rules((folder / "rules/feedgen.rules").read_bytes())
        found[name] = Judged(
            {rule.sid: rule for rule in rules}, engine.complaints(), made, engine.alerts(traffic)
        )
    return found


def of_kind(judged: dict[str, Judged], kind: str) -> list[tuple[Judged, Talk, list[Alert]]]:
    """Each conversation of a kind in both releases, with its alerts."""
    return [
        (release, talk, release.alerts[f"{kind} {number}"])
        for release in judged.values()
        for number, talk in enumerate(release.talks[kind])
    ]


@pytest.mark.judged(*RULES, by="suricata", asks=LOADS)
@pytest.mark.parametrize("name", RELEASES)
def test_the_engine_takes_the_release_without_a_warning(
    judged: dict[str, Judged], name: str
) -> None:
    assert judged[name].complaints == ""


@pytest.mark.judged(*RULES, by="suricata", asks=FINDS)
@pytest.mark.parametrize("kind", LISTED)
def test_every_listed_value_is_seen_with_its_sid_and_metadata(
    judged: dict[str, Judged], kind: str
) -> None:
    found = of_kind(judged, kind)
    assert found
    protocol = PROTOCOLS[kind.split(maxsplit=1)[0]]
    for release, talk, alerts in found:
        assert_said(release, talk, alerts)
        seen = {
            id_ for alert in alerts if release.rules[alert.sid].protocol == protocol
            for id_ in alert.metadata["feedgen_indicator"]
        }  # fmt: skip
        if "below" not in kind:
            assert talk.meant, talk
        assert talk.meant <= seen, f"{talk}: no {protocol} rule"


@pytest.mark.judged(*RULES, by="suricata", asks=SILENT)
@pytest.mark.parametrize("kind", BESIDE)
def test_a_look_alike_of_a_listed_value_raises_nothing(
    judged: dict[str, Judged], kind: str
) -> None:
    found = of_kind(judged, kind)
    assert found
    for release, talk, alerts in found:
        assert_said(release, talk, alerts)


def assert_said(release: Judged, talk: Talk, alerts: list[Alert]) -> None:
    """The alerts are of rules for the indicators that are meant, as the published rules have them."""
    told = [(alert.sid, alert.message) for alert in alerts]
    assert bool(alerts) == bool(talk.meant), f"{talk}: {told}"
    for alert in alerts:
        rule = release.rules[alert.sid]
        assert (alert.rev, alert.message, alert.metadata) == (rule.rev, rule.message, rule.metadata)
        assert talk.meant & set(alert.metadata["feedgen_indicator"]), f"{talk}: {told}"


@pytest.mark.judged(*RULES, by="suricata", asks=FINDS)
@pytest.mark.parametrize("name", RELEASES)
def test_every_rule_for_traffic_that_can_be_made_has_fired(
    judged: dict[str, Judged], name: str
) -> None:
    release = judged[name]
    fired = {alert.sid for alerts in release.alerts.values() for alert in alerts}
    silent = [rule for sid, rule in release.rules.items() if sid not in fired]
    # Nobody can make a file or certificate for a hash.
    assert [
        r.message for r in silent if not r.all("filesha256") and not r.all("tls.cert_fingerprint")
    ] == []


@pytest.mark.judged(*RULES, by="suricata", asks=SILENT)
@pytest.mark.parametrize("form", NAMED)
@pytest.mark.parametrize("name", CHECKMARX)
def test_names_beside_those_of_this_feed_are_told_apart(
    judged: dict[str, Judged], form: str, name: str
) -> None:
    """xaudit.checkmarx.cx lies below checkmarx.cx, which is listed too, and is none of audit's."""
    found = judged["real"].alerts[f"{form} {name}"]
    names = {alert.message.partition(" (")[0].split()[-1] for alert in found}
    assert names - {"checkmarx[.]cx"} == {CHECKMARX[name]} - {None}
    assert ("checkmarx[.]cx" in names) == name.endswith(".checkmarx.cx")
