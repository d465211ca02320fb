"""Which rule holds which value, and in what form."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from feedgen.emitters.sigma import EMITTER
from feedgen.emitters.sigma.rules import MAX_INDICATORS
from feedgen.model.artifact import OmissionKind
from feedgen.model.feed import Feed
from feedgen.model.indicator import Action, ImageDetail, ImageKind, Match
from feedgen.model.observables import (
    Account,
    Domain,
    Extension,
    ImageDigest,
    Observable,
    Process,
    Url,
    UserAgent,
)
from feedgen.model.observables import (
    Path as FilePath,
)
from tests.conftest import compile_corpus, emit
from tests.model.made_feeds import INCIDENT, accounted, indicator, listed, made, mention

BETA = "beta-worm-2026-04"


@pytest.fixture(scope="module")
def feed(corpus: Callable[[str], Path]) -> Feed:
    return compile_corpus(corpus("small"), "sigma")


@pytest.fixture(scope="module")
def rules(feed: Feed) -> dict[str, dict[str, Any]]:
    return rules_of(feed)


def rules_of(feed: Feed) -> dict[str, dict[str, Any]]:
    files, _ = emit(EMITTER, feed)
    return {path: yaml.safe_load(files[path]) for path in files if path.endswith(".yml")}


def test_subdomains_only_where_the_source_says_so(rules: dict[str, dict[str, Any]]) -> None:
    assert rules["sigma/rules/net_dns_alpha_registry_2026_04.yml"]["detection"] == {
        "selection_below": {"query|endswith": ".audit.alpha.example"},
        "selection_host": {"query": ["audit.alpha.example", "host-1.tunnel.example"]},
        "condition": "1 of selection_*",
    }


def test_urls_are_compared_by_host_and_path(rules: dict[str, dict[str, Any]]) -> None:
    detection = rules["sigma/rules/proxy_alpha_registry_2026_04.yml"]["detection"]
    assert detection["selection_url"] == [
        {"cs-host": "audit.alpha.example", "c-uri|endswith": r"/v1/telemetry\?a=b;c"},
        {"cs-host": "raw.forge.example", "c-uri|endswith": "/alpha/x/modules/add.js"},
    ]
    assert detection["selection_useragent"] == {"c-useragent": "Alpha-Telemetry/2.0"}


def test_a_command_line_keeps_its_fragments_in_order(rules: dict[str, dict[str, Any]]) -> None:
    detection = rules["sigma/rules/proc_creation_lnx_alpha_registry_2026_04.yml"]["detection"]
    assert detection["selection_command"] == {
        "CommandLine|contains": "openssl enc -aes-256-cbc*-out payload.enc"
    }


def test_every_image_rule_says_what_its_log_holds(rules: dict[str, dict[str, Any]]) -> None:
    images = {path: rule for path, rule in rules.items() if "_image" in path.rpartition("/")[2]}
    images = {path: rule for path, rule in images.items() if "/image_load_" not in path}
    assert len(images) == 33
    words = {
        "reference_as_written": "the image reference as it was written",
        "resolved_digest": "the digest that the reference resolved to",
        "config_digest": "the digest of the image's config",
        "requests": "each request to the registry",
        "pull": "the digest it resolved to and the digest of the image's config",
    }
    for path, rule in images.items():
        assert words[rule["feedgen"]["log_holds"]] in rule["description"], path
    for path in rules.keys() - images.keys():
        assert "log_holds" not in rules[path]["feedgen"], path


def test_each_kind_of_digest_only_where_a_log_holds_it(rules: dict[str, dict[str, Any]]) -> None:
    stem = "sigma/rules/kubernetes_audit_alpha_registry_2026_04_image"
    written, resolved, config = (
        str(rules[f"{stem}{end}.yml"]["detection"]) for end in ("", "_resolved", "_config")
    )
    index, manifest, image_id, layer, signature = (digit * 64 for digit in "12345")
    for text in (written, resolved):
        assert f"@sha256:{index}" in text
        assert f"@sha256:{manifest}" in text
        assert image_id not in text
    assert re.findall(r"'(\S*sha256:\w+)'", config).count(f"sha256:{image_id}") == 3
    assert index not in config

    def holds(digest: str) -> set[str]:
        names = {path.rpartition("/")[2] for path in rules if digest in str(rules[path])}
        return {name.partition("_alpha_registry_2026_04_")[0] for name in names}

    requests = {"artifactory", "artifactory_access", "distribution", "gcp_audit", "proxy", "web"}
    assert holds(layer) == {*requests, "aws_cloudtrail_ecr"}
    assert holds(signature) == {*requests, "azure_acr", "harbor"}
    assert holds(image_id) == {
        *requests, "aws_cloudtrail_ecr", "containerd", "docker_events", "kubernetes_audit",
    }  # fmt: skip
    assert {"docker_daemon", "proc_creation_lnx", *requests} < holds(index)


def test_a_value_of_two_incidents_is_in_the_rules_of_both(
    feed: Feed, rules: dict[str, dict[str, Any]]
) -> None:
    shared = next(i.id for i in feed.active if i.value == "audit.alpha.example")
    for incident in ("alpha_registry", "beta_worm"):
        rule = rules[f"sigma/rules/net_dns_{incident}_2026_04.yml"]
        assert shared in rule["feedgen"]["indicators"]
    assert rules["sigma/rules/net_dns_beta_worm_2026_04.yml"]["level"] == "high"
    assert rules["sigma/rules/net_dns_alpha_registry_2026_04.yml"]["level"] == "critical"


def skipped(feed: Feed) -> dict[str, str]:
    _, omissions = emit(EMITTER, feed)
    return {o.indicator.value: o.reason for o in omissions if o.kind is OmissionKind.SKIPPED}


def test_the_highest_action_decides_in_every_incident(feed: Feed) -> None:
    both = indicator(
        feed,
        mention(Domain("x.example"), action=Action.HUNT),
        mention(Domain("x.example"), action=Action.DETECT, incident_id=BETA),
    )
    paths = rules_of(made(feed, [both], EMITTER)).keys()
    assert "sigma/rules/net_dns_alpha_registry_2026_04.yml" in paths
    assert "sigma/rules/net_dns_beta_worm_2026_04.yml" in paths
    assert not [path for path in paths if path.startswith("sigma/hunt/")]


def test_lists_too_long_for_a_rule_are_skipped_with_a_reason(feed: Feed) -> None:
    many = [Domain(f"h{number}.example") for number in range(MAX_INDICATORS + 1)]
    assert rules_of(listed(feed, *many, emitter=EMITTER)) == {}
    assert len(skipped(listed(feed, *many, emitter=EMITTER))) == MAX_INDICATORS + 1
    assert skipped(listed(feed, *many[:-1], emitter=EMITTER)) == {}


@pytest.mark.parametrize(
    ("observable", "reason"),
    [
        (Account("gitlab:x"), "no rule is made for accounts of this service"),
        (Extension("jetbrains:a.b@1"),
         "only extensions of VS Code and its relatives unpack to a folder that says which"),
        (FilePath("%SECRET%\\x"), "the path begins with a variable that no log holds"),
        (FilePath("**"), "the path is nothing but wildcards"),
        (UserAgent("a\nb"), "the value holds U+000A, which YAML cannot show"),
        (Process(" … "), "the value is empty"),
    ],
)  # fmt: skip
def test_what_no_rule_can_hold_is_skipped(feed: Feed, observable: Observable, reason: str) -> None:
    odd = listed(feed, observable, emitter=EMITTER)
    assert rules_of(odd) == {}
    assert skipped(odd) == {observable.value: reason}


def test_windows_command_lines_are_looked_for_on_windows_only(feed: Feed) -> None:
    command = Process("cmd.exe /d /s /c … gh auth token")
    paths = rules_of(listed(feed, command, emitter=EMITTER)).keys()
    assert paths == {"sigma/rules/proc_creation_win_alpha_registry_2026_04.yml"}


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://198.51.100.7:8080/a?b=c",
         {"cs-host": ["198.51.100.7", "198.51.100.7:8080"], "c-uri|endswith": r"/a\?b=c"}),
        ("https://x.example/",
         {"cs-host": "x.example", "c-uri": ["/", "https://x.example", "https://x.example/"]}),
        ("http://[2001:db8::7]/a", {"cs-host": "[2001:db8::7]", "c-uri|endswith": "/a"}),
    ],
)  # fmt: skip
def test_url_forms(feed: Feed, url: str, expected: dict[str, Any]) -> None:
    rule = rules_of(listed(feed, Url.parse(url), emitter=EMITTER))
    path = "sigma/rules/proxy_alpha_registry_2026_04.yml"
    assert rule[path]["detection"]["selection"] == expected


def test_a_repository_name_is_matched_whole_unless_it_is_a_prefix(
    rules: dict[str, dict[str, Any]],
) -> None:
    alert = rules["sigma/rules/github_audit_alpha_registry_2026_04.yml"]["detection"]
    hunt = rules["sigma/hunt/github_audit_alpha_registry_2026_04_hunt.yml"]["detection"]
    assert alert["selection_repository"]["repo|contains"] == "/tpcp-docs"
    assert hunt["selection_repository"]["repo|endswith"] == "/alpha-loot-42"


def test_long_incident_names_give_short_unique_file_names(feed: Feed) -> None:
    first = feed.incidents_by_id[INCIDENT]
    names = ("x" * 70 + "-1", "x" * 70 + "-2")
    long = replace(feed, incidents=tuple(replace(first, id=name) for name in names))
    hosts = [
        indicator(long, mention(Domain(f"h{number}.example"), incident_id=name))
        for number, name in enumerate(names)
    ]
    stems = [Path(path).stem for path in rules_of(made(long, hosts, EMITTER))]
    assert len(stems) == len(set(stems)) == 10
    assert all(re.fullmatch(r"[a-z0-9_]{10,70}", stem) for stem in stems)


def test_text_of_the_source_cannot_break_a_rule(feed: Feed, tmp_path: Path) -> None:
    first = feed.incidents_by_id[INCIDENT]
    hostile = 'it\'s: "x"\n---\n- a\u202e | {{ y }} #\u2028 ok'
    odd = replace(
        feed,
        incidents=(replace(first, title=hostile * 9, summary=hostile, techniques=("T0",)),),
        profile=replace(feed.profile, name=hostile),
    )
    ready = listed(odd, Domain("x.example"), emitter=EMITTER, match=Match.SUBDOMAINS)
    for path, rule in rules_of(ready).items():
        assert len(rule["title"]) <= 120
        assert rule["author"] == 'it\'s: "x" --- - a | {{ y }} # ok'
        assert rule["author"] in rule["description"]
        assert rule["detection"]["condition"] == "1 of selection_*", path
    accounted(EMITTER, ready, tmp_path)


def test_every_type_is_accounted_for_with_any_action(feed: Feed, tmp_path: Path) -> None:
    for action in Action:
        changed = [
            replace(i, mentions=tuple(replace(m, action=action) for m in i.mentions))
            for i in feed.active
        ]
        accounted(EMITTER, made(feed, changed, EMITTER), tmp_path / action)


def test_a_digest_of_unknown_kind_counts_as_one_that_is_pulled(feed: Feed) -> None:
    digest = ImageDigest(f"sha256:{'a' * 64}")
    detail = ImageDetail(repositories=("docker.io/alpha/x",), kind=ImageKind.UNKNOWN)
    paths = rules_of(listed(feed, digest, emitter=EMITTER, detail=detail)).keys()
    stem = "sigma/rules/kubernetes_audit_alpha_registry_2026_04_image"
    assert {f"{stem}.yml", f"{stem}_resolved.yml"} <= paths
    assert f"{stem}_config.yml" not in paths
