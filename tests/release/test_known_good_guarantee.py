"""Known-good values are actionable nowhere: every artifact of a release is read for every one of them.

Independent of the guard in feedgen/release/known_good.py. Two readings have to agree: what each
format's consumer compares (known_good_units), where a name may stand in prose and in the address of a
report; and all bytes in every encoding (known_good_views), where what is unmistakable may stand in
known-good.csv, playbooks, tombstones and what a Sigma condition takes away only.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

import pytest
import yaml

from feedgen.build.staging import Staged, stage
from feedgen.emitters import emitters
from feedgen.model.observables import OBSERVABLE_TYPES
from tests.engines.latest_release import ROOT, rows
from tests.release.known_good.feeds import GOOD, REVOKED, made
from tests.release.known_good.judgement import Files, Known, acting, standing


def read(root: Path) -> dict[str, bytes]:
    paths = sorted(path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


def real() -> tuple[Files, list[Known]]:
    """The committed release, and what it calls good."""
    return read(ROOT), [Known(row["type"], row["value"]) for row in rows("known-good.csv")]


KNOWN = [*(Known(*item) for item in GOOD.items()), Known("domain", REVOKED)]


@pytest.fixture(scope="module")
def emitted(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bool], Files]:
    """Every artifact of the made feed, and of the one that lists the good values by mistake."""

    @cache
    def files(mistaken: bool) -> Files:  # noqa: FBT001 - there are two
        feed = made(tmp_path_factory.mktemp("iocs"), mistaken=mistaken)
        root = tmp_path_factory.mktemp("release")
        for emitter in emitters().values():
            stage(emitter, feed, Staged(root))
        return read(root)

    return files


def test_every_type_has_a_known_good_value() -> None:
    # A carrier is what uses something else, and a pattern is no value.
    assert OBSERVABLE_TYPES.keys() - GOOD.keys() == {"carrier", "repository_pattern"}


def test_the_release_acts_on_no_known_good_value() -> None:
    files, known = real()
    assert len(known) > 40
    assert acting(files, known) == []


def test_no_known_good_value_stands_in_the_release_but_where_it_may() -> None:
    assert standing(*real()) == []


def test_a_feed_of_siblings_acts_on_no_known_good_value(emitted: Callable[[bool], Files]) -> None:
    files = emitted(False)
    assert acting(files, KNOWN) == []
    assert standing(files, KNOWN) == []


def test_a_tombstone_holds_what_is_good_again(emitted: Callable[[bool], Files]) -> None:
    assert REVOKED.encode() in emitted(False)["revoked.csv"]
    assert REVOKED.encode() in emitted(False)["stix/bundle.json"]


# That it can fail


@pytest.mark.parametrize("type_", sorted(GOOD))
def test_a_mistake_is_seen_in_every_type(emitted: Callable[[bool], Files], type_: str) -> None:
    known = Known(type_, GOOD[type_])
    found = {line.partition(":")[0] for line in acting(emitted(True), [known])}
    assert {"indicators.csv", "indicators.ndjson"} <= found
    assert len(found) > 2, "no format beside the tables"


FAMILIES = (
    "blocklists/adblock.txt", "blocklists/commits.txt", "blocklists/dnsmasq.conf", "blocklists/domains.txt",
    "blocklists/firewall/*", "blocklists/hosts.txt", "blocklists/image-digests.txt",
    "blocklists/image-references.txt", "blocklists/ips.txt", "blocklists/md5.txt",
    "blocklists/nftables.nft", "blocklists/packages.txt", "blocklists/rpz.zone", "blocklists/sha1.txt",
    "blocklists/sha256.txt", "blocklists/squid.acl", "blocklists/unbound.conf", "blocklists/urls.txt",
    "clamav/*", "exposures.csv", "lookups/sentinel/*.csv", "lookups/splunk/*.csv", "misp/*", "osv/*",
    "policies/containers-policy.json", "policies/falco_rules.yaml", "policies/gatekeeper.yaml",
    "policies/github-actions.txt", "policies/kyverno-validating-policy.yaml", "policies/kyverno.yaml",
    "policies/opa/data.json", "policies/packages.json", "policies/validating-admission-policy.yaml",
    "sigma/rules/*", "sigma/queries/*", "stix/bundle.json", "stix/incidents/*", "stix/indicators.json", "suricata/rules/*.rules",
    "suricata/*.tar.gz", "wazuh/lists/*", "yara/*", "zeek/*.intel", "zeek/*.sig",
)  # fmt: skip


@pytest.mark.parametrize("family", FAMILIES)
def test_a_mistake_is_seen_in_every_format(emitted: Callable[[bool], Files], family: str) -> None:
    files = {path: data for path, data in emitted(True).items() if fnmatchcase(path, family)}
    assert files
    assert acting(files, KNOWN) != [] or standing(files, KNOWN) != []


PLANTED = GOOD["sha256"].encode()


@pytest.mark.parametrize("data", [
    PLANTED, PLANTED.upper(), base64.b64encode(PLANTED), PLANTED.hex().encode(),
    b"|" + PLANTED.hex(" ").encode() + b"|", PLANTED.decode().encode("utf-16-le"),
    "".join(f"\\x{byte:02x}" for byte in PLANTED).encode(),
    "".join(f"\\u{byte:04x}" for byte in PLANTED).encode(),
    b"%63" + PLANTED[1:], base64.b64encode(b"x" + PLANTED), base64.urlsafe_b64encode(b"xy" + PLANTED),
])  # fmt: skip
def test_bytes_are_read_in_every_encoding(data: bytes) -> None:
    known = [Known("sha256", GOOD["sha256"])]
    assert standing({"new/format.bin": b"\n<<" + data + b">>\n"}, known) == [
        f"new/format.bin: {GOOD['sha256']}"
    ]


def test_a_dataset_is_read_as_the_engine_reads_it() -> None:
    path, hidden = "suricata/rules/datasets/x.lst", base64.b64encode(GOOD["domain"].encode())
    assert acting({path: hidden + b"\n"}, KNOWN) == [f"{path}: {GOOD['domain']}"]
    assert acting({path: PLANTED + b"\n"}, KNOWN) == [f"{path}: {GOOD['sha256']}"]


def test_a_file_that_no_reader_knows_is_a_mistake() -> None:
    with pytest.raises(AssertionError, match=r"no reader knows what new/format\.bin acts upon"):
        acting({"new/format.bin": b""}, KNOWN)


RULE = """\
title: x
detection:
    selection:
        DestinationHostname|endswith: '.hostile-vendor.com'
    {name}:
        Hashes|contains: 'SHA256={value}'
    condition: selection{condition}
"""


@pytest.mark.parametrize(
    ("name", "condition", "wrong"),
    [
        ("filter_main", " and not filter_main", False),
        ("filter_main", " and not 1 of filter_*", False),
        ("filter_main", " or filter_main", True),
        ("selection_hash", " or selection_hash", True),
        ("selection_hash", " and not filter_main", True),
    ],
)
def test_a_filter_may_hold_it_and_a_selection_may_not(
    name: str, condition: str, *, wrong: bool
) -> None:
    rule = RULE.format(name=name, value=GOOD["sha256"], condition=condition).encode()
    assert yaml.safe_load(rule)
    assert bool(standing({"sigma/rules/x.yml": rule}, KNOWN)) is wrong


def test_history_in_the_log_is_no_action() -> None:
    def indicator(value: str, **more: object) -> dict[str, object]:
        pattern = f"[domain-name:value = '{value}']"
        return {"type": "indicator", "pattern_type": "stix", "pattern": pattern} | more

    older = [
        indicator("good.example", id="indicator--1"),
        indicator("good.example", id="indicator--2"),
    ]
    newer = [indicator("good.example", id="indicator--1", revoked=True)]
    files = {
        "taxii/segments/000001.json": json.dumps(older).encode(),
        "taxii/segments/000002.json": json.dumps(newer).encode(),
    }
    known = [Known("domain", "good.example")]
    assert acting(files, known) == ["taxii/segments/000001.json: good.example"]
    newer.append(indicator("bad.example", id="indicator--2"))
    files["taxii/segments/000002.json"] = json.dumps(newer).encode()
    assert acting(files, known) == []
