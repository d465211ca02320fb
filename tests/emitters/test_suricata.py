from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from feedgen.emitters.suricata import EMITTER
from feedgen.emitters.suricata.drafts import DRAFTS, LISTED
from feedgen.emitters.suricata.encoding import content
from feedgen.errors import UnencodableError
from feedgen.model.artifact import Artifact, OmissionKind
from feedgen.model.indicator import Action, Indicator, Match
from feedgen.model.observables import (
    OBSERVABLE_TYPES,
    Domain,
    ImageDigest,
    Ip,
    Sha256,
    Url,
    UserAgent,
)
from tests.conftest import Golden, compile_corpus, emit
from tests.engines.suricata_feeds import feed_of, incident, indicator
from tests.engines.suricata_reader import ReadRule, read_rules
from tests.model.made_feeds import accounted

RULES = "suricata/rules/feedgen.rules"


def rules_of(*indicators: Indicator, **context: Any) -> list[ReadRule]:
    files, _ = emit(EMITTER, feed_of(EMITTER, indicators, **context))
    return read_rules(files[RULES])


def test_golden(corpus: Callable[[str], Path], golden: Golden) -> None:
    files, _ = emit(EMITTER, compile_corpus(corpus("small"), "suricata"))
    # The archive holds the same files; its bytes are the release's affair.
    golden("suricata/small", {name: data for name, data in files.items() if ".tar.gz" not in name})


def test_an_empty_feed_gives_a_file_of_comments_and_no_lists() -> None:
    files, omissions = emit(EMITTER, feed_of(EMITTER, ()))
    assert set(files) == {
        "suricata/feedgen.rules.tar.gz", "suricata/feedgen.rules.tar.gz!rules/LICENSE",
        "suricata/feedgen.rules.tar.gz!rules/feedgen.rules", RULES,
    }  # fmt: skip
    assert read_rules(files[RULES]) == []
    assert files[RULES].startswith(b"# ")
    assert omissions == []


def test_every_active_value_is_carried_or_named(
    corpus: Callable[[str], Path], tmp_path: Path
) -> None:
    staged = accounted(EMITTER, compile_corpus(corpus("small"), "suricata"), tmp_path)
    assert staged.carried == {"suricata": 17}


def test_every_type_is_handled_or_declined() -> None:
    assert {*DRAFTS, *LISTED} | EMITTER.declines.keys() == OBSERVABLE_TYPES.keys()
    assert not {*DRAFTS, *LISTED} & EMITTER.declines.keys()


def test_the_archive_holds_the_same_files_under_rules(corpus: Callable[[str], Path]) -> None:
    feed = compile_corpus(corpus("small"), "suricata")
    items = [item for item in EMITTER.emit(feed) if isinstance(item, Artifact)]
    (archive,) = [item for item in items if item.archive]
    members = {member.path: b"".join(member.chunks) for member in archive.archive}
    beside = {
        item.path.removeprefix("suricata/"): b"".join(item.chunks)
        for item in items
        if item is not archive
    }
    assert (
        members.pop("rules/LICENSE") == b"feedgen publishes these rules and lists under CC0-1.0.\n"
    )
    assert members == beside
    assert archive.md5_beside
    assert [item.path for item in items] == sorted(item.path for item in items)
    assert list(archive.carries) == list(items[-1].carries)


def test_a_domain_gets_a_rule_per_protocol_and_an_exact_one_a_list() -> None:
    wide = indicator(Domain.parse("audit.alpha.example"))
    exact = indicator(Domain.parse("host-1.tunnel.example"), match=Match.EXACT)
    rules = rules_of(wide, exact)
    assert [rule.protocol for rule in rules] == ["dns", "tls", "quic", "http"] * 2
    for rule in rules[:4]:
        assert rule.contents == [b".audit.alpha.example"]
        assert rule.all("dotprefix") == rule.all("endswith") == [""]
        assert rule.metadata["feedgen_indicator"] == [wide.id]
    for rule in rules[4:]:
        assert rule.contents == []
        assert rule.all("to_lowercase") == [""]
        assert rule.metadata["feedgen_indicator"] == [exact.id]
    (loaded,) = {rule.one("dataset") for rule in rules[4:]}
    name = loaded.split(",")[1]
    assert loaded == f"isset,{name},type string,load datasets/{name}.lst"
    assert name.startswith("feedgen-domains-hostile-2026-05-")
    assert len(name) <= 63


def test_http_host_is_never_compared_without_case() -> None:
    for rule in rules_of(indicator(Domain.parse("audit.alpha.example"))):
        hosts = "http.host" in {name for name, _ in rule.options}
        assert (rule.all("nocase") == []) == hosts


def test_the_metadata_tells_what_a_responder_asks_first(corpus: Callable[[str], Path]) -> None:
    feed = compile_corpus(corpus("small"), "suricata")
    files, _ = emit(EMITTER, feed)
    rule = next(
        rule for rule in read_rules(files[RULES]) if rule.contents == [b".audit.alpha.example"]
    )
    (audit,) = [one for one in feed.active if one.value == "audit.alpha.example"]
    assert rule.message == (
        "FEEDGEN C2 DNS query for audit[.]alpha[.]example (Malicious Alpha images)"
    )
    assert rule.one("classtype") == "domain-c2"
    assert rule.all("reference") == ["url,reports.example/alpha", "url,reports.example/beta"]
    assert rule.metadata == {
        "attack_target": ["Client_and_Server"], "confidence": ["High"],
        "feedgen_action": ["block"], "feedgen_indicator": [audit.id],
        "feedgen_incident": ["alpha-registry-2026-04", "beta-worm-2026-04"],
        "malware_family": ["Alpha_stealer"],
        "mitre_tactic_id": ["TA0010", "TA0011", "TA0001"],
        "mitre_tactic_name": ["Exfiltration", "Command_And_Control", "Initial_Access"],
        "mitre_technique_id": ["T1041", "T1071.001", "T1195.002"],
        "mitre_technique_name": [
            "Exfiltration_Over_C2_Channel", "Web_Protocols", "Compromise_Software_Supply_Chain",
        ],
        "signature_severity": ["Critical"], "tlp": ["clear"], "deployment": ["Perimeter"],
        "created_at": ["2026_05_01"], "updated_at": ["2026_05_01"],
    }  # fmt: skip


@pytest.mark.parametrize(("role", "type_", "category", "classtype"), [
    ("c2", Domain.parse("a.example"), "C2", "domain-c2"),
    ("c2", Ip.parse("203.0.113.7"), "C2", "command-and-control"),
    ("exfiltration", Domain.parse("a.example"), "EXFILTRATION", "trojan-activity"),
    ("dropper", Url.parse("http://a.example/x"), "PAYLOAD", "trojan-activity"),
    (None, UserAgent.parse("x/1"), "MALWARE", "trojan-activity"),
])  # fmt: skip
def test_the_role_decides_category_and_class(
    role: str | None, type_: Domain, category: str, classtype: str
) -> None:
    rule = rules_of(indicator(type_, role=role))[0]
    assert rule.message.split()[1] == category
    assert rule.one("classtype") == classtype


def test_a_title_without_a_letter_left_is_left_out() -> None:
    (rule,) = rules_of(indicator(UserAgent.parse("x/1")), title="“悪意のある画像”")
    assert rule.message == "FEEDGEN MALWARE Request by user agent x/1"


@pytest.mark.parametrize(("url", "kept"), [
    ("https://reports.example/a-b_c/d.html?e=1", ["url,reports.example/a-b_c/d.html?e=1"]),
    ("https://reports.example/a?b=1&c=2", []),
    ("https://reports.example/a;sid:1", []),
    ("https://reports.example/a%20b", []),
    ("ftp://reports.example/a", []),
    ("https://reports.example/" + "a" * 250, []),
])  # fmt: skip
def test_references_that_suricata_would_cut_are_dropped(url: str, kept: list[str]) -> None:
    (rule,) = rules_of(indicator(UserAgent.parse("x/1"), references=[url]))
    assert rule.all("reference") == kept


def test_an_https_url_is_partial_and_an_ftp_url_is_skipped(tmp_path: Path) -> None:
    urls = [
        indicator(Url.parse("https://a.example/x")), indicator(Url.parse("http://a.example/x")),
        indicator(Url.parse("ftp://a.example/x")), indicator(Url.parse("http://a.example/%C3%A9")),
    ]  # fmt: skip
    feed = feed_of(EMITTER, urls)
    _, omissions = emit(EMITTER, feed)
    assert {(item.indicator.value, item.kind, item.reason) for item in omissions} == {
        ("https://a.example/x", OmissionKind.PARTIAL,
         "HTTPS hides the path: seen only where TLS is decrypted"),
        ("ftp://a.example/x", OmissionKind.SKIPPED, "Suricata 7 has no keyword for ftp URLs"),
        ("http://a.example/%C3%A9", OmissionKind.PARTIAL,
         "compared only as it is spelled: Suricata's normal form of this path is lossy"),
    }  # fmt: skip
    assert accounted(EMITTER, feed, tmp_path).carried == {"suricata": 3}


def test_hunt_never_becomes_a_rule() -> None:
    assert rules_of(indicator(Domain.parse("maybe.example"), action=Action.HUNT)) == []


def test_values_too_long_for_a_content_are_skipped() -> None:
    long = indicator(UserAgent.parse("x" * 256))
    feed = feed_of(EMITTER, [long, indicator(UserAgent.parse("y" * 255))])
    files, (omission,) = emit(EMITTER, feed)
    assert [rule.contents for rule in read_rules(files[RULES])] == [[b"y" * 255]]
    assert omission.indicator == long
    assert omission.reason == "the value is longer than 255 bytes, too long for one content match"


@pytest.mark.parametrize(
    "value",
    ["1.2.3.4 any (msg:1;) #", "1.2.3.4/99", "1.2.3", "10.0.0.1/24", "fe80::1%eth0", "::00"],
)
def test_a_value_that_is_no_address_never_reaches_a_rule(value: str) -> None:
    files, (omission,) = emit(EMITTER, feed_of(EMITTER, [indicator(Ip(value))]))
    assert read_rules(files[RULES]) == []
    assert omission.reason.startswith("the value is no address")


def test_a_value_that_is_no_hash_never_reaches_the_list() -> None:
    broken = indicator(Sha256("ab\n" + "c" * 61))
    files, (omission,) = emit(EMITTER, feed_of(EMITTER, [broken, indicator(Sha256("d" * 64))]))
    (name,) = [name for name in files if "hashes" in name and "!" not in name]
    assert files[name] == b"d" * 64 + b"\n"
    assert omission.kind is OmissionKind.SKIPPED


def test_the_longest_rule_stays_within_the_engines_line() -> None:
    hostile = [incident(f"{n}-" + "i" * 90, "é" * 10 + "t" * 500) for n in range(20)]
    malware = replace(hostile[0], techniques=tuple(f"T1{n:03}" for n in range(999)))
    long = "http://" + ".".join(["h" * 63, "h" * 63, "h" * 63, "example"]) + "/" + '"' * 250
    incidents = [one.id for one in hostile]
    references = [f"https://r{n}.example/" + "r" * 220 for n in range(30)]
    url = indicator(Url(long), incidents=incidents, references=references)
    digests = [
        indicator(ImageDigest(f"sha256:{n:064}"), incidents=incidents, references=references)
        for n in range(40)
    ]
    feed = feed_of(EMITTER, [url, *digests], incidents=[malware, *hostile[1:]])
    files, omissions = emit(EMITTER, feed)
    assert not [item for item in omissions if item.kind is OmissionKind.SKIPPED]
    assert len(read_rules(files[RULES])) == 3


def test_the_encoder_of_contents_refuses_what_one_match_cannot_hold() -> None:
    with pytest.raises(UnencodableError):
        content(b"a" * 256)
