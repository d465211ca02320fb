"""What the Sigma emitter writes for the small corpus, and that nothing goes missing."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from feedgen.build.pipeline import freeze
from feedgen.emitters.sigma import EMITTER
from feedgen.model.artifact import Artifact, Omission, OmissionKind
from feedgen.model.attack import techniques
from feedgen.model.feed import Feed, ReleaseInfo
from feedgen.model.indicator import Action
from feedgen.model.ledger import Ledger
from feedgen.sources.tree import read_tree
from tests.conftest import AS_OF, Golden, emit
from tests.emitters.sigma.log_sources import PREFIXES
from tests.emitters.sigma.sqlite import fields

FIELDS = {
    "net_dns_": {"query"},
    "dns_query_win_": {"QueryName"},
    "file_event_": {"TargetFilename"},
    "net_firewall_": {"dst_ip", "dst_port"},
    "image_load_": {"Hashes"},
    "net_connection_": {"DestinationHostname", "DestinationIp", "DestinationPort"},
    "proc_creation_": {"CommandLine", "Hashes", "Image"},
    "proxy_": {"c-uri", "c-useragent", "cs-host"},
    "web_": {"cs-method", "cs-uri-stem"},
}
"""Of Sigma's taxonomy, what our rules use, by the start of the file name."""


@pytest.fixture(scope="module")
def feed(corpus: Callable[[str], Path]) -> Feed:
    return compiled(corpus("small"))


def compiled(root: Path, as_of: datetime = AS_OF, ledger: Ledger | None = None) -> Feed:
    release = ReleaseInfo(version="1", serial=1, as_of=as_of)
    if ledger is not None:
        release = replace(release, serial=ledger.last_serial + 1)
    return freeze(read_tree(root), ledger or Ledger(), release, [EMITTER])


@pytest.fixture(scope="module")
def rules(feed: Feed) -> dict[str, dict[str, Any]]:
    files, _ = emit(EMITTER, feed)
    return {path: yaml.safe_load(files[path]) for path in files if path.endswith(".yml")}


def value_of(feed: Feed, id_: str) -> str:
    return next(indicator.value for indicator in feed.indicators if indicator.id == id_)


def test_golden(feed: Feed, golden: Golden) -> None:
    files, _ = emit(EMITTER, feed)
    golden("sigma/small", files)


def test_artifacts_come_in_order_of_path_and_are_text(feed: Feed) -> None:
    artifacts = [item for item in EMITTER.emit(feed) if isinstance(item, Artifact)]
    paths = [artifact.path for artifact in artifacts]
    assert paths == sorted(set(paths))
    for content in emit(EMITTER, feed)[0].values():
        assert content.endswith(b"\n")
        assert not content.endswith(b"\n\n")
        assert b"\r" not in content
        assert b"\t" not in content


def test_every_active_indicator_is_accounted_for(feed: Feed) -> None:
    carried: set[str] = set()
    skipped: set[str] = set()
    for item in EMITTER.emit(feed):
        if isinstance(item, Omission):
            if item.kind is OmissionKind.SKIPPED:
                skipped.add(item.indicator.id)
            else:
                assert item.indicator.id in carried, "partial without being carried"
        else:
            carried |= set(item.carries)
    declined = {i.id for i in feed.active if i.type in EMITTER.declines}
    assert {i.id for i in feed.active} == carried | skipped | declined
    assert not carried & skipped
    assert not carried & declined


def test_what_is_skipped_and_weaker_has_a_reason(feed: Feed) -> None:
    _, omissions = emit(EMITTER, feed)
    found = {(o.kind.value, o.indicator.type, o.reason) for o in omissions}
    executed = (
        "process and image-load logs hold hashes of what is executed or loaded, not of other files"
    )
    opened = "a download is seen only by a proxy that opens TLS"
    assert found == {
        ("partial", "certificate", "sensors see no certificate that TLS 1.3 encrypts"),
        ("partial", "commit", opened),
        ("partial", "http_header",
         "name and value of a header are compared each by itself, as flattened arrays hold them"),
        ("partial", "md5", executed),
        ("partial", "package", opened),
        ("partial", "plugin", f"{opened}; a plugin's file is named without its version, so that "
         "it is only hunted for"),
        ("partial", "sha1", executed),
        ("partial", "sha256", executed),
        ("partial", "path", "a path below a home directory is matched below any directory"),
    }  # fmt: skip


def test_hunts_stay_out_of_alert_rules(feed: Feed, rules: dict[str, dict[str, Any]]) -> None:
    actions = {indicator.id: indicator.action for indicator in feed.active}
    for path, rule in rules.items():
        hunts = {actions[id_] is Action.HUNT for id_ in rule["feedgen"]["indicators"]}
        if not path.endswith("_plugin_hunt.yml"):  # the log says less than the value does
            assert hunts == {path.startswith("sigma/hunt/")}, path
        kind = "threat-hunting" if path.startswith("sigma/hunt/") else "emerging-threats"
        assert f"detection.{kind}" in rule["tags"]
        assert (rule["level"] in ("low", "medium")) == path.startswith("sigma/hunt/")


def test_revoked_expired_and_draft_values_are_gone(feed: Feed) -> None:
    files, _ = emit(EMITTER, feed)
    text = b"".join(files.values()).decode()
    for value in ("old.alpha.example", "expired.beta.example", "draft.gamma.example"):
        assert value not in text
    assert "9" * 64 not in text, "a known-good digest"


def test_log_sources_fields_and_file_names_are_those_of_sigma(
    rules: dict[str, dict[str, Any]],
) -> None:
    for path, rule in rules.items():
        name = path.rpartition("/")[2]
        source = tuple(rule["logsource"].get(key) for key in ("category", "product", "service"))
        assert name.startswith(PREFIXES[source]), path
        assert re.fullmatch(r"[a-z0-9_]{10,70}\.yml", name)
        allowed = [known for start, known in FIELDS.items() if name.startswith(start)]
        assert not allowed or fields(rule["detection"]) <= allowed[0], path
    used = {
        tuple(r["logsource"].get(key) for key in ("category", "product", "service"))
        for r in rules.values()
    }
    assert used == PREFIXES.keys(), "a log source that the corpus does not exercise"


def test_tags_give_techniques_with_all_their_tactics(rules: dict[str, dict[str, Any]]) -> None:
    proxy = rules["sigma/rules/proxy_alpha_registry_2026_04.yml"]["tags"]
    assert proxy == [
        "attack.exfiltration", "attack.t1041", "cve.2026-0001", "detection.emerging-threats",
        "tlp.clear",
    ]  # fmt: skip
    image = rules["sigma/rules/kubernetes_audit_alpha_registry_2026_04_image.yml"]["tags"]
    assert "attack.t1195.002" in image
    assert "attack.t1041" not in image
    for rule in rules.values():
        ids = [tag.removeprefix("attack.") for tag in rule["tags"] if tag.startswith("attack.t1")]
        for id_ in ids:
            tactics = {f"attack.{name}" for name in techniques()[id_.upper()].tactics}
            assert tactics <= set(rule["tags"])


def test_ids_are_unique_and_stable(feed: Feed, rules: dict[str, dict[str, Any]]) -> None:
    ids = [rule["id"] for rule in rules.values()]
    assert len(set(ids)) == len(ids)
    claims = {claim.id: claim for claim in EMITTER.claims(feed)}
    assert claims.keys() == set(ids)
    dns = rules["sigma/rules/net_dns_alpha_registry_2026_04.yml"]
    assert dns["id"] == "527ae877-c1a4-5b60-b116-c05c1dad5f6f"
    assert claims[dns["id"]].key == "alpha-registry-2026-04/net_dns/rules"
    assert claims[dns["id"]].covers == tuple(sorted(dns["feedgen"]["indicators"]))


def test_claims_hold_the_rule_without_its_dates(feed: Feed) -> None:
    files, _ = emit(EMITTER, feed)
    texts = {re.sub(rb"(?m)^(date|modified): .*\n", b"", content) for content in files.values()}
    for claim in EMITTER.claims(feed):
        assert claim.content in texts


def test_dates_come_from_the_ledger(corpus: Callable[[str], Path]) -> None:
    first = compiled(corpus("small"), AS_OF)
    later = compiled(corpus("small"), AS_OF + timedelta(days=31), first.ledger)
    again, _ = emit(EMITTER, later)
    assert again == emit(EMITTER, first)[0], "nothing changed, so no date does"
    expired = compiled(corpus("small"), datetime(2027, 5, 1, tzinfo=UTC), first.ledger)
    rules = {path: yaml.safe_load(data) for path, data in emit(EMITTER, expired)[0].items()
             if path.endswith(".yml")}  # fmt: skip
    changed = rules["sigma/rules/net_connection_lnx_alpha_registry_2026_04.yml"]
    assert "203.0.113.7" not in str(changed), "addresses live for a year"
    assert str(changed["date"]) == "2026-05-01"
    assert str(changed["modified"]) == "2027-05-01"
    same = rules["sigma/rules/proxy_alpha_registry_2026_04.yml"]
    assert "modified" not in same
    assert "sigma/rules/net_firewall_alpha_registry_2026_04.yml" not in rules


def test_an_empty_feed_has_no_rules(feed: Feed) -> None:
    empty = replace(feed, indicators=())
    assert list(EMITTER.emit(empty)) == []
    assert list(EMITTER.claims(empty)) == []
