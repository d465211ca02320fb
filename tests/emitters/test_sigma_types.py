"""Types of value that few log sources show: what the rule is, what SQLite finds, what is said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from feedgen.emitters.sigma import EMITTER
from feedgen.emitters.sigma.cluster import resource
from feedgen.model.artifact import OmissionKind
from feedgen.model.feed import Feed
from feedgen.model.incident import Severity
from feedgen.model.indicator import Action, AddressDetail
from feedgen.model.observables import (
    Certificate,
    Domain,
    Email,
    HttpHeader,
    Ip,
    KubernetesObject,
    Observable,
    Package,
    Plugin,
    RepositoryPattern,
    SystemdUnit,
)
from tests.conftest import compile_corpus, emit
from tests.emitters.sigma.sqlite import matched
from tests.model.made_feeds import accounted, listed

INCIDENT = "alpha_registry_2026_04"


@pytest.fixture(scope="module")
def feed(corpus: Callable[[str], Path]) -> Feed:
    return compile_corpus(corpus("small"), "sigma")


def rules_of(feed: Feed, *observables: Observable, **changes: Any) -> dict[str, dict[str, Any]]:
    """By file name without directory and incident."""
    files, _ = emit(EMITTER, listed(feed, *observables, emitter=EMITTER, **changes))
    return {
        Path(path).stem.replace(f"_{INCIDENT}", ""): yaml.safe_load(content)
        for path, content in files.items()
    }


def events(rule: dict[str, Any], *records: dict[str, Any]) -> list[int]:
    return matched(yaml.safe_dump(rule, sort_keys=False).encode(), records)


def omissions(feed: Feed, *observables: Observable) -> set[tuple[OmissionKind, str]]:
    _, omitted = emit(EMITTER, listed(feed, *observables, emitter=EMITTER))
    return {(omission.kind, omission.reason) for omission in omitted}


def test_a_sha1_of_a_certificate_is_what_suricata_logs(feed: Feed) -> None:
    rules = rules_of(feed, Certificate.parse(f"sha1:{'ab' * 20}"))
    rule = rules["suricata_tls"]
    pairs = ":".join(["ab"] * 20)
    assert events(
        rule,
        {"event_type": "tls", "tls.fingerprint": pairs},
        {"event_type": "tls", "tls.fingerprint": pairs.replace("ab", "ac")},
        {"event_type": "alert", "tls.fingerprint": pairs},
        {"event_type": "tls"},
    ) == [0]
    assert "suricata_tls" not in rules_of(feed, Certificate.parse(f"sha256:{'ab' * 32}"))


def test_a_mailbox_is_matched_whole(feed: Feed) -> None:
    rule = rules_of(feed, Email.parse("drop@mail.example"))["zeek_smtp"]
    bad: list[dict[str, Any]] = [
        {"mailfrom": "drop@mail.example"}, {"rcptto": "DROP@mail.example"},
        {"from": '"A. Tester" <drop@mail.example>'}, {"to": "x@y.example,<drop@mail.example>"},
    ]  # fmt: skip
    good: list[dict[str, Any]] = [
        {"mailfrom": "raindrop@mail.example"}, {"from": "<drop@mail.example.org>"},
        {"subject": "drop@mail.example"},
    ]  # fmt: skip
    assert events(rule, *bad, *good) == list(range(len(bad)))
    reason = "a sensor reads mail only where it is not encrypted"
    assert omissions(feed, Email.parse("drop@mail.example")) == {(OmissionKind.PARTIAL, reason)}


@pytest.mark.parametrize(
    ("header", "field"),
    [("Cookie: id=7; x", "cs-cookie"), ("Referer: https://x.example/", "cs-referrer"),
     ("User-Agent: Bad/1.0", "c-useragent")],
)  # fmt: skip
def test_a_header_that_proxies_log_is_looked_for_there(feed: Feed, header: str, field: str) -> None:
    found_header = HttpHeader.parse(header)
    rules = rules_of(feed, found_header)
    assert rules["proxy"]["detection"]["selection"] == {field: found_header.content}
    assert omissions(feed, found_header) == set(), "a proxy's log says all of it"


def test_ports_narrow_an_address(feed: Feed) -> None:
    rules = rules_of(feed, Ip("2001:db8::/64"), detail=AddressDetail(ports=(53, 853)))
    assert rules["net_firewall"]["detection"]["selection"] == {
        "dst_ip|cidr": "2001:db8::/64", "dst_port": [53, 853],
    }  # fmt: skip
    # SQLite's backend loses the brackets around a network here, so an address is run instead.
    rule = rules_of(feed, Ip("2001:db8::7"), detail=AddressDetail(ports=(53, 853)))["net_firewall"]
    assert events(
        rule,
        {"dst_ip": "2001:db8::7", "dst_port": 853},
        {"dst_ip": "2001:db8:0:0:0:0:0:7", "dst_port": 53},
        {"dst_ip": "2001:db8::7", "dst_port": 443},
        {"dst_ip": "2001:db8::8", "dst_port": 53},
        {"dst_ip": "2001:db8::7"},
        {"dst_port": 53},
    ) == [0, 1]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("DaemonSet", "daemonsets"), ("Ingress", "ingresses"), ("NetworkPolicy", "networkpolicies"),
     ("Endpoints", "endpoints"), ("EndpointSlice", "endpointslices"), ("Pod", "pods"),
     ("StorageClass", "storageclasses"), ("PriorityClass", "priorityclasses")],
)  # fmt: skip
def test_resources_of_kinds(kind: str, expected: str) -> None:
    assert resource(kind) == expected


@pytest.mark.parametrize(
    ("name", "condition"),
    [("a-*", {"objectRef.name|startswith": "a-"}), ("*-a", {"objectRef.name|endswith": "-a"}),
     ("*a*", {"objectRef.name|contains": "a"}), ("a-*-b", {"objectRef.name": "a-*-b"})],
)  # fmt: skip
def test_wildcards_of_an_object(feed: Feed, name: str, condition: dict[str, str]) -> None:
    rule = rules_of(feed, KubernetesObject(f"Secret/{name}"))["kubernetes_audit_object"]
    expected = {"objectRef.resource": "secrets", **condition}
    assert rule["detection"]["selection_object"] == expected


def test_a_unit_that_is_no_service_has_no_audit_event(feed: Feed) -> None:
    rules = rules_of(feed, SystemdUnit.parse("beacon.timer"))
    assert rules.keys() == {"file_event_lnx", "proc_creation_lnx"}
    commands = str(rules["proc_creation_lnx"]["detection"])
    assert "beacon.timer" in commands
    assert "' beacon'" not in commands


def test_a_plugin_is_hunted_for_by_its_file_whatever_its_action(feed: Feed) -> None:
    plugin = Plugin.parse("jenkins:bad-scanner@1.2")
    for action in (Action.BLOCK, Action.DETECT, Action.HUNT):
        files, _ = emit(EMITTER, listed(feed, plugin, emitter=EMITTER, action=action))
        of_files = {path for path in files if "file_event" in path}
        assert all(path.startswith("sigma/hunt/") for path in of_files)
        assert len(of_files) == 2
    reasons = {reason for _, reason in omissions(feed, Plugin.parse("teamcity:x@1"))}
    assert reasons == {"no rule is made for plugins of this service"}


@pytest.mark.parametrize(
    ("purl", "bad", "good"),
    [
        ("pkg:npm/left@1.0.0",
         ["/left/-/left-1.0.0.tgz", "https://registry.npmjs.org/left/-/left-1.0.0.tgz"],
         ["/@other/left/-/left-1.0.0.tgz", "/left/-/left-1.0.0-rc.tgz",
          "https://registry.npmjs.org/@other/left/-/left-1.0.0.tgz"]),
        ("pkg:npm/left", ["https://registry.npmjs.org/left/-/left-9.tgz"],
         ["https://registry.npmjs.org/leftish/-/leftish-9.tgz"]),
        ("pkg:pypi/lite-llm@1.82.7",
         ["/packages/ab/lite_llm-1.82.7-py3-none-any.whl", "/packages/ab/lite-llm-1.82.7.tar.gz"],
         ["/packages/ab/lite_llm-1.82.70-py3-none-any.whl", "/packages/ab/elite_llm-1.82.7.tar.gz"]),
        ("pkg:gem/bad@2.0", ["https://rubygems.org/gems/bad-2.0.gem"], ["/gems/bad-2.0.1.gem"]),
        ("pkg:cargo/bad@2.0.0",
         ["/crates/bad/bad-2.0.0.crate", "https://crates.io/api/v1/crates/bad/2.0.0/download"],
         ["/crates/bad/bad-2.0.1.crate"]),
        ("pkg:golang/github.com/x/y@v0.1.0", ["/github.com/x/y/@v/v0.1.0.zip"],
         ["/github.com/x/y/@v/v0.1.0.info", "/github.com/x/y2/@v/v0.1.0.zip"]),
    ],
)  # fmt: skip
def test_downloads_of_packages(feed: Feed, purl: str, bad: list[str], good: list[str]) -> None:
    rule = rules_of(feed, Package.parse(purl))["proxy_download"]
    records = [{"c-uri": uri} for uri in (*bad, *good)]
    assert events(rule, *records) == list(range(len(bad)))


def test_other_ecosystems_are_skipped_with_a_reason(feed: Feed) -> None:
    assert omissions(feed, Package.parse("pkg:deb/debian/xz-utils@5.6.0")) == {
        (OmissionKind.SKIPPED, "no rule is made for packages of this ecosystem")
    }


def test_a_pattern_is_kept_from_end_to_end(feed: Feed) -> None:
    rule = rules_of(feed, RepositoryPattern.parse("a|b-[0-9]+"))["github_audit"]
    repositories = ("v/a", "v/B-12", "v/ab", "v/b-1x", "a/x", "v/x/a")
    records = [{"action": "repo.create", "repo": name} for name in repositories]
    assert events(rule, *records) == [0, 1]


@pytest.mark.parametrize(
    ("confidence", "level"), [(20, "low"), (40, "medium"), (60, "critical"), (100, "critical")]
)
def test_doubtful_values_lower_the_level(feed: Feed, confidence: int, level: str) -> None:
    rule = rules_of(feed, Domain("x.example"), confidence=confidence)["net_dns"]
    assert rule["level"] == level
    mild = replace(feed, incidents=tuple(
        replace(incident, severity=Severity.LOW) for incident in feed.incidents
    ))  # fmt: skip
    assert rules_of(mild, Domain("x.example"), confidence=40)["net_dns"]["level"] == "low"


def test_hostile_values_match_themselves_only(feed: Feed, tmp_path: Path) -> None:
    content = "a'; DROP TABLE logs --%_\\*?{{x}}$(id)\" |"
    header = HttpHeader(f"x-a: {content}")
    rule = rules_of(feed, header)["suricata_http"]
    records = [
        {"event_type": "http", "http.request_headers.name": "X-A",
         "http.request_headers.value": value}
        for value in (content, content.replace("?", "!"), content.replace("*", "z"), "a")
    ]  # fmt: skip
    assert events(rule, *records) == [0]
    unit = SystemdUnit.parse("x\\x2d.y@1.service")
    rule = rules_of(feed, unit)["file_event_lnx"]
    assert events(rule, {"TargetFilename": f"/etc/systemd/system/{unit.value}"},
                  {"TargetFilename": "/etc/systemd/system/x\\x2dzy@1.service"}) == [0]  # fmt: skip
    accounted(EMITTER, listed(feed, header, unit, emitter=EMITTER), tmp_path)


def test_every_new_log_source_cites_where_its_fields_are_documented(feed: Feed) -> None:
    files, _ = emit(EMITTER, feed)
    for content in files.values():
        read = yaml.safe_load(content)
        cited = read["references"] + [read["logsource"].get("definition", "")]
        known = {"category"} <= read["logsource"].keys()
        assert known or any("https://reports" not in text and "https://" in text for text in cited)
