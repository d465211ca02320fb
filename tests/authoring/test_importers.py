"""STIX, MISP, OSV and tables: what is carried, and that nothing goes in silence."""

from __future__ import annotations

from typing import Any

import pytest

from feedgen.authoring.foreign.csv_import import read_csv
from feedgen.authoring.foreign.foreign_values import moment, tlp_of
from feedgen.authoring.foreign.importing import DocumentKind, read_document
from feedgen.authoring.foreign.misp_import import read_misp
from feedgen.authoring.foreign.osv_import import read_osv
from feedgen.authoring.foreign.stix_import import read_stix
from feedgen.authoring.foreign.stix_patterns import alternatives
from feedgen.authoring.reading import Reading
from feedgen.errors import InvalidValueError, UsageError
from feedgen.model.incident import Severity
from feedgen.model.indicator import Action, Match
from feedgen.model.tlp import Tlp

SHA = "ab" * 32


def taken(reading: Reading) -> list[tuple[str, str]]:
    return [(c.observable.type, c.observable.value) for c in reading.candidates]


def reasons(reading: Reading) -> dict[str, str]:
    return {left.value: left.reason for left in reading.left_out}


def bundle(*patterns: str, **more: Any) -> dict[str, Any]:
    indicators = [
        {"type": "indicator", "id": f"indicator--{n}", "name": f"i{n}", "pattern": pattern,
         "valid_from": "2026-01-02T00:00:00Z", **more}
        for n, pattern in enumerate(patterns)
    ]  # fmt: skip
    return {"type": "bundle", "id": "bundle--1", "objects": indicators}


PATTERNS = [
    ("[domain-name:value = 'evil.net']", [("domain", "evil.net")]),
    ("[ipv4-addr:value='185.199.7.9']", [("ip", "185.199.7.9")]),
    ("[ipv4-addr:value ISSUBSET '185.199.7.0/24']", [("ip", "185.199.7.0/24")]),
    ("[ipv6-addr:value = '2a01::7']", [("ip", "2a01::7")]),
    ("[url:value = 'https://evil.net/it\\'s']", [("url", "https://evil.net/it's")]),
    (f"[file:hashes.'SHA-256' = '{SHA}']", [("sha256", SHA)]),
    (f"[file:hashes.\"SHA-256\" = '{SHA}']", [("sha256", SHA)]),
    (f"[file:hashes.MD5 = '{'a' * 32}' OR file:hashes.SHA1 = '{'b' * 40}']",
     [("md5", "a" * 32), ("sha1", "b" * 40)]),
    (f"[file:hashes.MD5 = '{'a' * 32}' AND file:name = 'x.exe']", [("md5", "a" * 32)]),
    ("[domain-name:value = 'a.net'] OR [domain-name:value = 'b.net']", [("domain", "a.net"), ("domain", "b.net")]),
    ("[domain-name:value IN ('a.net', 'b.net')]", [("domain", "a.net"), ("domain", "b.net")]),
    ("[email-addr:value = 'a@evil.net']", [("email", "a@evil.net")]),
    ("[network-traffic:extensions.'http-request-ext'.request_header.'User-Agent' = 'Evil/2.0 (x)']",
     [("user_agent", "Evil/2.0 (x)")]),
]  # fmt: skip


@pytest.mark.parametrize(("pattern", "expected"), PATTERNS)
def test_patterns_that_say_equality(pattern: str, expected: list[tuple[str, str]]) -> None:
    reading = read_stix(bundle(pattern))
    assert taken(reading) == expected
    assert not reading.left_out


REFUSED = [
    ("[domain-name:value LIKE '%.evil.net']", "compares with LIKE"),
    ("[domain-name:value MATCHES 'a+']", "compares with MATCHES"),
    ("[domain-name:value != 'a.net']", "compares with !="),
    ("[domain-name:value NOT = 'a.net']", "compares with NOT"),
    ("[file:size = 25]", "compares with 25"),
    ("[domain-name:value = 'a.net'] FOLLOWEDBY [domain-name:value = 'b.net']", "says FOLLOWEDBY"),
    ("[domain-name:value = 'a.net'] WITHIN 5 SECONDS", "says WITHIN"),
    ("[domain-name:value = 'a.net' AND ipv4-addr:value = '185.199.7.9']", "two things at once"),
    ("[domain-name:value = 'a.net' AND domain-name:resolves_to_refs[*].value = '185.199.7.9']", ""),
    ("([domain-name:value = 'a.net'])", "no ["),
    ("[(domain-name:value = 'a.net')]", "says ( where a property belongs"),
    ("[domain-name:value = 'a.net'", "ends too early"),
    ("[domain-name:value = 'a.net", "is no STIX pattern"),
    ("[x-custom:thing = 'a']", "no type for x-custom:thing"),
    ("[user-account:account_login = 'x']", "an account of which service"),
    ("[domain-name:value = 'localhost']", "has no dot"),
    ("", "ends too early"),
]  # fmt: skip


@pytest.mark.parametrize(("pattern", "reason"), REFUSED)
def test_other_patterns_are_left_out_with_a_reason(pattern: str, reason: str) -> None:
    reading = read_stix(bundle(pattern))
    assert taken(reading) == []
    assert reason in "".join(reasons(reading).values())
    assert reading.left_out


def test_hostile_patterns_come_to_an_end() -> None:
    for pattern in (
        "[" * 90_000,
        "[a:b = '" + "\\'" * 40_000,
        "[" + "a:b " * 20_000,
        "[a:" + "b " * 40_000,
        "x" * 200_000,
    ):
        with pytest.raises(InvalidValueError):
            alternatives(pattern)


def test_stix_context() -> None:
    document = bundle(
        "[domain-name:value = 'evil.net']", confidence=85, labels=["x", "role:c2", "action:block"],
        object_marking_refs=["marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb"],
        valid_until="2026-06-01T00:00:00.123456Z",
        external_references=[{"source_name": "v", "url": "https://vendor.com/x", "description": "T (2026-01-01)"}],
    )  # fmt: skip
    document["objects"] += [
        {"type": "report", "id": "report--1", "name": "R", "published": "2026-01-03T00:00:00Z"},
        {"type": "malware", "id": "m", "name": "M", "labels": ["trojan"]},
        {"type": "intrusion-set", "id": "s", "name": "S", "aliases": ["S2"]},
        {"type": "campaign", "id": "c", "name": "C"},
        {"type": "attack-pattern", "id": "a", "external_references": [{"source_name": "mitre-attack", "external_id": "T1041"}]},
        {"type": "vulnerability", "id": "v", "name": "CVE-2026-1"},
        {"type": "tool", "id": "t", "name": "nmap"},
        {"type": "indicator", "id": "y", "name": "Y", "pattern_type": "yara", "pattern": "rule x {}"},
        {"type": "indicator", "id": "z", "name": "Z", "revoked": True, "pattern": "[url:value = 'https://a.net/']"},
        "no object",
    ]  # fmt: skip
    reading = read_stix(document)
    (candidate,) = reading.candidates
    assert (candidate.action, candidate.role, candidate.labels) == (Action.BLOCK, "c2", ("x",))
    assert (candidate.confidence, candidate.tlp, candidate.match) == (85, Tlp.GREEN, Match.EXACT)
    assert (candidate.first_seen, candidate.valid_until) == (
        moment("2026-01-02"), moment("2026-06-01T00:00:00.123Z"),
    )  # fmt: skip
    assert reading.cited["https://vendor.com/x"].date == "2026-01-01"
    assert (reading.malware, reading.actors) == ({"M": ("trojan",)}, {"S": ("S2",)})
    assert reading.campaigns == {"C": ()}
    assert list(reading.techniques) == ["T1041"]
    assert reasons(reading) == {
        "CVE-2026-1": "no CVE or GHSA id", "nmap": "a source has no place for the type tool",
        "Y": "its pattern is of type yara", "Z": "its producer revoked it",
    }  # fmt: skip


def event(*attributes: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "Event": {
            "info": "E",
            "date": "2026-01-02",
            "threat_level_id": "2",
            "Attribute": list(attributes),
            **more,
        }
    }


def attribute(type_: str, value: str, **more: Any) -> dict[str, Any]:
    return {"type": type_, "value": value, "to_ids": True, **more}


MISP = [
    ("domain", "evil.net", [("domain", "evil.net")]),
    ("hostname", "a.evil.net", [("domain", "a.evil.net")]),
    ("ip-dst", "185.199.7.9", [("ip", "185.199.7.9")]),
    ("ip-dst|port", "185.199.7.9|443", [("ip", "185.199.7.9")]),
    ("domain|ip", "evil.net|185.199.7.9", [("domain", "evil.net"), ("ip", "185.199.7.9")]),
    ("filename|sha256", f"a.exe|{SHA}", [("sha256", SHA)]),
    ("sha1", "b" * 40, [("sha1", "b" * 40)]),
    ("url", "https://evil.net/", [("url", "https://evil.net/")]),
    ("email-src", "a@evil.net", [("email", "a@evil.net")]),
    ("user-agent", "Evil/2.0", [("user_agent", "Evil/2.0")]),
    ("github-username", "mallory", [("account", "github:mallory")]),
    ("x509-fingerprint-sha1", "b" * 40, [("certificate", "sha1:" + "b" * 40)]),
    ("text", "pkg:npm/evil@1.0.0", [("package", "pkg:npm/evil@1.0.0")]),
]  # fmt: skip


@pytest.mark.parametrize(("type_", "value", "expected"), MISP)
def test_misp_attributes(type_: str, value: str, expected: list[tuple[str, str]]) -> None:
    reading = read_misp(event(attribute(type_, value)))
    assert taken(reading) == expected
    assert not reading.left_out
    assert (reading.title, reading.severity) == ("E", Severity.MEDIUM)


def test_misp_objects_tags_and_what_is_left_out() -> None:
    reading = read_misp(
        event(
            attribute("domain", "context.net", to_ids=False),
            attribute("text", "words"), attribute("btc", "1A"), attribute("domain", "gone.net", deleted=True),
            attribute("git-commit-id", "c" * 40), attribute("link", "https://vendor.com/x", comment="T"),
            attribute("vulnerability", "CVE-2026-1234", to_ids=False),
            Tag=[{"name": "tlp:white"}, {"name": 'misp-galaxy:threat-actor="X"'}, {"name": "odd:tag"},
                 {"name": 'misp-galaxy:mitre-attack-pattern="Exfiltration Over C2 Channel - T1041"'}],
            Object=[
                {"name": "file", "uuid": "1", "Attribute": [
                    attribute("sha256", SHA, object_relation="sha256"),
                    attribute("md5", "a" * 32, object_relation="md5"),
                    attribute("filename", "x.exe", object_relation="filename"),
                    attribute("size-in-bytes", "73", object_relation="size-in-bytes")]},
                {"name": "container-image", "Attribute": [
                    attribute("sha256", SHA, object_relation="digest"),
                    attribute("text", "acme/x", object_relation="image-name"),
                    attribute("text", "ghcr.io", object_relation="registry")]},
                {"name": "empty", "Attribute": []},
            ],
        )
    )  # fmt: skip
    assert taken(reading) == [("sha256", SHA), ("md5", "a" * 32), ("image_digest", f"sha256:{SHA}")]
    first, second, image = reading.candidates
    assert (first.name, first.size, first.same_file) == ("x.exe", 73, second.same_file)
    assert image.repositories == ("ghcr.io/acme/x",)
    assert reading.tlp is Tlp.CLEAR
    assert (list(reading.actors), list(reading.techniques)) == (["X"], ["T1041"])
    assert list(reading.vulnerabilities) == ["CVE-2026-1234"]
    assert reading.cited["https://vendor.com/x"].title == "T"
    assert list(reading.questions) == [f"commit {'c' * 40}: of which repository?"]
    assert set(reasons(reading)) == {
        "domain context.net",
        "text words",
        "btc 1A",
        "odd:tag",
        "object empty",
    }


OSV = {
    "id": "MAL-2026-1", "summary": "Malicious code in evil (npm)", "details": "D",
    "published": "2026-01-02T03:04:05Z", "aliases": ["GHSA-aaaa-bbbb-cccc", "CVE-2026-1234"],
    "references": [{"type": "REPORT", "url": "https://vendor.com/x"}],
    "affected": [
        {"package": {"ecosystem": "npm", "name": "@evil/x"}, "versions": ["1.0.0", "1.0.1"]},
        {"package": {"ecosystem": "PyPI", "name": "evil"},
         "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}]}]},
        {"package": {"ecosystem": "PyPI", "name": "half"},
         "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "1.2"}, {"fixed": "1.3"}]}]},
        {"package": {"ecosystem": "GitHub Actions", "name": "acme/act"}, "versions": ["v1"],
         "ranges": [{"type": "GIT", "repo": "https://github.com/acme/act.git", "events": [{"introduced": "d" * 40}]}]},
        {"package": {"ecosystem": "VSCode:https://open-vsx.org", "name": "acme.ext"}, "versions": ["1.0.0"]},
        {"package": {"ecosystem": "Linux", "name": "kernel"}, "versions": ["6.1"]},
    ],
    "database_specific": {"severity": "CRITICAL", "iocs": {"domains": ["evil[.]net"], "ip_addresses": ["185.199.7.9"]}},
}  # fmt: skip


def test_osv() -> None:
    reading = read_osv(OSV)
    assert taken(reading) == [
        ("package", "pkg:npm/%40evil/x@1.0.0"), ("package", "pkg:npm/%40evil/x@1.0.1"),
        ("package", "pkg:pypi/evil"), ("action_ref", "github.com/acme/act@v1"), ("commit", "d" * 40),
        ("extension", "open-vsx:acme.ext@1.0.0"), ("domain", "evil.net"), ("ip", "185.199.7.9"),
    ]  # fmt: skip
    assert set(reading.vulnerabilities) == {"GHSA-aaaa-bbbb-cccc", "CVE-2026-1234"}
    assert (reading.severity, reading.published) == (
        Severity.CRITICAL,
        moment("2026-01-02T03:04:05Z"),
    )
    questions = "\n".join(reading.questions)
    assert "PyPI half: which versions are introduced 1.2, fixed 1.3?" in questions
    assert "PyPI evil: the record names every version" in questions
    assert "github.com/acme/act@v1: was the ref overwritten" in questions
    assert reasons(reading) == {"Linux kernel 6.1": 'the ecosystem "Linux" has no package URL type'}


def test_ghsa_of_the_api() -> None:
    record = {
        "ghsa_id": "GHSA-aaaa-bbbb-cccc", "cve_id": "CVE-2026-1234", "summary": "S", "description": "D",
        "severity": "high", "published_at": "2026-01-02T03:04:05Z", "references": ["https://vendor.com/x"],
        "vulnerabilities": [
            {"package": {"ecosystem": "npm", "name": "evil"}, "vulnerable_version_range": "= 1.2.3"},
            {"package": {"ecosystem": "pip", "name": "all"}, "vulnerable_version_range": ">= 0"},
            {"package": {"ecosystem": "npm", "name": "some"}, "vulnerable_version_range": "< 2"},
        ],
    }  # fmt: skip
    reading = read_osv(record)
    assert taken(reading) == [("package", "pkg:npm/evil@1.2.3"), ("package", "pkg:pypi/all")]
    assert "npm some: which versions are < 2?" in "\n".join(reading.questions)
    assert list(reading.cited) == ["https://vendor.com/x"]


def test_tables() -> None:
    reading = read_csv(
        "# a comment is no header\n"[:0]
        + "Type,Value,Confidence,Source\n"
        + "domain,evil[.]net,90,x\nIPv4,hxxp,1,x\nFileHash-SHA256,"
        + SHA
        + ",101,x\nweird,a,1,x\n,,,\n"
    )
    assert taken(reading) == [("domain", "evil.net"), ("sha256", SHA)]
    assert [c.confidence for c in reading.candidates] == [90, None]
    assert reasons(reading) == {
        'column "source"': "has no counterpart in a source",
        "IPv4 hxxp": '"hxxp" is not an address',
        "weird a": 'the type "weird" has no counterpart here',
    }
    with pytest.raises(UsageError, match="names no columns"):
        read_csv("a,b\n1,2\n")
    with pytest.raises(UsageError, match="is no CSV"):
        read_csv("type,value\ndomain," + "x" * 40_000 + "\n")


KINDS = [
    (b'{"type": "bundle", "objects": []}', "x.json", DocumentKind.STIX),
    (b'{"Event": {}}', "x.json", DocumentKind.MISP),
    (b'[{"Event": {}}]', "x.json", DocumentKind.MISP),
    (b'{"id": "MAL-1", "affected": []}', "x.json", DocumentKind.OSV),
    (b'{"ghsa_id": "GHSA-1", "vulnerabilities": []}', "x.json", DocumentKind.OSV),
    (b"type,value\ndomain,a.net\n", "x.txt", DocumentKind.CSV),
    (b"\xef\xbb\xbftype,value\r\ndomain,a.net\r\n", "x.csv", DocumentKind.CSV),
    (b"[.] is how people defang", "x.txt", DocumentKind.ADVISORY),
    (b"words", "x.md", DocumentKind.ADVISORY),
]


@pytest.mark.parametrize(("data", "name", "kind"), KINDS)
def test_kinds_are_seen_from_the_content(data: bytes, name: str, kind: DocumentKind) -> None:
    assert read_document(data, name)[0] is kind


@pytest.mark.parametrize(
    ("data", "message"),
    [(b'{"a": 1}', "JSON of no known kind"), (b"{", "is not JSON"), (b"[" * 100_000, "is not JSON"),
     (b'{"type": "bundle"}', "no list of objects")],
)  # fmt: skip
def test_json_that_cannot_be_read(data: bytes, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        read_document(data, "x.json")


@pytest.mark.parametrize("nonsense", [None, 1, "x", [], {"a": []}, [1], {}])
def test_foreign_shapes_are_no_bug(nonsense: Any) -> None:
    keys = ("objects", "Attribute", "Object", "Tag", "EventReport", "affected", "references", "vulnerabilities",
            "aliases", "database_specific", "info", "date", "published", "summary")  # fmt: skip
    inner = dict.fromkeys(keys, nonsense)
    read_misp({"Event": inner})
    read_misp(
        {
            "Event": {
                "Attribute": [inner],
                "Object": [inner, {"name": nonsense, "Attribute": [inner]}],
            }
        }
    )
    read_osv(
        {"id": nonsense, **inner, "affected": [inner, {"package": nonsense, "ranges": nonsense}]}
    )
    fields = ("pattern", "labels", "valid_from", "confidence", "extensions", "external_references", "name",
              "object_marking_refs", "definition")  # fmt: skip
    types = (
        "indicator",
        "report",
        "malware",
        "threat-actor",
        "marking-definition",
        "attack-pattern",
        nonsense,
    )
    read_stix(
        {
            "objects": [
                nonsense,
                *({"type": t, "id": nonsense, **dict.fromkeys(fields, nonsense)} for t in types),
            ]
        }
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2026-01-02", "2026-01-02T00:00:00Z"), ("2026-01-02 03:04", "2026-01-02T03:04:00Z"),
     ("2026-01-02T03:04:05+02:00", "2026-01-02T01:04:05Z"), ("1767323045", "2026-01-02T03:04:05Z")],
)  # fmt: skip
def test_times(text: str, expected: str) -> None:
    assert moment(text) == moment(expected)


@pytest.mark.parametrize("text", ["", "soon", "2026-13-01", "99999999999", None, 1.5, -1])
def test_no_times(text: object) -> None:
    assert moment(text) is None


def test_tlp_names() -> None:
    names = ("tlp:white", "TLP:CLEAR", "TLP:AMBER+STRICT", "amber", "x")
    assert [tlp_of(n) for n in names] == [Tlp.CLEAR, Tlp.CLEAR, Tlp.AMBER_STRICT, Tlp.AMBER, None]
