"""What each artifact of a release acts upon, read by the format's own rules and no code of feedgen's.

A unit is one thing that a consumer compares. Comments, descriptions, references and other words for
people are none. A file that no reader knows is an error: a new format gets a reader first.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable
from fnmatch import fnmatchcase
from typing import Any

import yaml

from tests.release.known_good.rules import (
    LOADER,
    Unit,
    Units,
    archive,
    dataset,
    quoted,
    sigma,
    suricata,
    yara,
    zeek_intel,
    zeek_signatures,
)

Reader = Callable[[bytes], Units]
_FOR_PEOPLE = frozenset({"description", "title", "name", "tags", "references", "falsepositives", "desc",
                         "output", "annotations", "metadata", "definition", "about", "version",
                         "message", "messageExpression", "msg"})  # fmt: skip


def units(path: str, data: bytes) -> list[Unit]:
    """What a file of a release acts upon."""
    for pattern, reader in READERS:
        if fnmatchcase(path, pattern):
            return list(reader(data))
    raise AssertionError(f"no reader knows what {path} acts upon: add one to {__name__}")


def nothing(_: bytes) -> Units:
    """For people, or a sum of other files."""
    return iter(())


def lines(*comments: str, column: int = 0, strip: str = "") -> Reader:
    """One value a line, in a column between spaces."""

    def read(data: bytes) -> Units:
        for line in data.decode().splitlines():
            if line.strip() and not line.startswith(comments):
                yield Unit(line.split(" ")[column].strip(strip) if column or strip else line)

    return read


def matched(*patterns: str) -> Reader:
    """What groups of these patterns find in lines that are no comments."""

    def read(data: bytes) -> Units:
        for line in data.decode().splitlines():
            for pattern in patterns:
                found = re.match(pattern, line.strip())
                if found:
                    yield Unit(found[1])

    return read


def table(*columns: str, but: Iterable[str] = ()) -> Reader:
    """These columns of a CSV file, or all but some."""

    def read(data: bytes) -> Units:
        for row in csv.DictReader(io.StringIO(data.decode(), newline="")):
            for name in columns or (row.keys() - set(but)):
                yield from (Unit(part) for part in row[name].split("|") if part)

    return read


def records(data: bytes) -> Units:
    """Values of newline-delimited JSON."""
    for line in data.decode().splitlines():
        if line:
            yield Unit(json.loads(line)["value"])


def changes(data: bytes) -> Units:
    """What a delta says is new or changed; what it says is gone is a tombstone."""
    document = json.loads(data)
    for kind, entries in document.items():
        if isinstance(entries, list) and kind not in {"revoked", "expired", "removed"}:
            yield from (
                Unit(each["value"])
                for each in entries
                if isinstance(each, dict) and "value" in each
            )


def keys(data: bytes) -> Units:
    """Keys and texts of a policy in JSON or YAML, and the texts that its expressions quote."""
    for document in yaml.load_all(data, Loader=LOADER):
        yield from _keys(document)


def _keys(node: Any) -> Units:
    if isinstance(node, dict):
        for key, value in node.items():
            if key not in _FOR_PEOPLE or not isinstance(value, str):
                yield Unit(str(key))
                yield from _keys(value)
    elif isinstance(node, list):
        for each in node:
            yield from _keys(each)
    elif isinstance(node, str):
        yield Unit(node)
        yield from quoted(node.encode())


def packages(data: bytes) -> Units:
    """Name and version of what a package policy refuses, as a package URL."""
    for names in json.loads(data)["packages"].values():
        for entry in names.values():
            if entry["all"] is not None:
                yield Unit(entry["purl"])
            yield from (Unit(f"{entry['purl']}@{version}") for version in entry["versions"])


def stix(data: bytes) -> Units:
    """Constants of patterns that are not revoked, and observables."""
    document = json.loads(data)
    for each in document if isinstance(document, list) else document["objects"]:
        if each.get("pattern_type") == "stix" and not each.get("revoked"):
            constants = re.findall(r"= '((?:[^'\\]|\\.)*)'|SUBSET '([^']*)'", each["pattern"])
            yield from (Unit(re.sub(r"\\(.)", r"\1", one or other)) for one, other in constants)
        elif each["type"] in {"domain-name", "ipv4-addr", "ipv6-addr", "url", "email-addr"}:
            yield Unit(each["value"])
        elif each["type"] == "file":
            yield from (Unit(value) for value in each.get("hashes", {}).values())


def misp(data: bytes) -> Units:
    """Attributes that MISP exports to sensors."""
    event = json.loads(data).get("Event", {})
    attributes = list(event.get("Attribute", ()))
    attributes += [a for each in event.get("Object", ()) for a in each.get("Attribute", ())]
    yield from (Unit(a["value"]) for a in attributes if a["to_ids"] and not a.get("deleted"))


def osv(data: bytes) -> Units:
    """Package URLs with the versions that are affected, and commits of ranges."""
    document = json.loads(data)
    for each in document["affected"] if "withdrawn" not in document else ():
        package = each.get("package", {})
        for version in each.get("versions", ()):
            name = package.get("purl") or f"{package['ecosystem']}/{package['name']}"
            yield Unit(f"{name}@{version}")
        for range_ in each.get("ranges", ()):
            for event in range_["events"]:
                yield from (Unit(commit) for commit in event.values())


def wazuh(data: bytes) -> Units:
    for line in data.decode().splitlines():
        yield Unit(re.sub(r'^"(.*)":.*$|^(.*):[^:]*$', lambda m: m[1] or m[2], line))


_DNSMASQ = matched(r"local=/([^/]+)/$", r"address=/([^/]+)/")
_UNBOUND = matched(r"""local-zone: ['"]?([^ '"]+?)\.?['"]? (?:always|refuse|redirect|deny|static)""",
                   r"""local-data: ['"]([^ ]+?)\.? \d+ IN""")  # fmt: skip
READERS: tuple[tuple[str, Reader], ...] = (
    *((name, nothing) for name in ("known-good.csv", "playbooks/*", "revoked.csv", "CHANGES.md", "SHA256SUMS",
                                   "*.md5", "release.json", "policies/*.md", "zeek/*.meta", "zeek/*.zeek",
                                   "modified_id.csv", "releases.json", "feed.atom", "misp/manifest.json",
                                   "misp/hashes.csv", "lookups/sentinel/queries/*")),
    ("indicators.csv", table("value")),
    ("exposures.csv", table("value", "targets")),
    ("incidents.ndjson", nothing),
    ("indicators.ndjson", records),
    ("delta.json", changes),
    ("blocklists/adblock.txt", matched(r"\|{1,2}([^|^]+)\^?")),
    ("blocklists/hosts.txt", lines("#", column=1)),
    ("blocklists/dnsmasq.conf", _DNSMASQ),
    ("blocklists/unbound.conf", _UNBOUND),
    ("blocklists/rpz.zone", matched(r"(?!@|;|\$)(\S+) CNAME ")),
    ("blocklists/squid.acl", matched(r"acl .* (\S+)$")),
    ("blocklists/nftables.nft", matched(r"(?:elements = \{ )?([0-9a-f.:]+(?:/\d+)?),?(?: \})?$")),
    ("blocklists/*", lines("#", "!", "[")),
    ("clamav/*.hsb", matched(r"([0-9a-f]+):")),
    ("lookups/splunk/*.csv", table(but=("description", "weight"))),
    ("lookups/sentinel/*.csv", table("Value")),
    ("policies/github-actions.txt", lines("#", strip="!")),
    ("policies/packages.json", packages),
    ("policies/*.rego", quoted),
    ("policies/*", keys),
    ("osv/*.json", osv),
    ("misp/*.json", misp),
    ("stix/*", stix),
    ("taxii/segments/*", stix),
    ("taxii/*", nothing),  # where objects stand in the segments, and which
    ("sigma/rules/*.yml", sigma),
    ("sigma/hunt/*.yml", sigma),
    # Queries are the rules in other words: the rules are read, and all of their bytes.
    ("sigma/queries/*", nothing),
    ("suricata/rules/*.rules", suricata),
    ("suricata/rules/datasets/*", dataset),
    ("suricata/*.tar.gz", archive),
    ("wazuh/lists/*", wazuh),
    ("wazuh/*.xml", quoted),
    ("yara/*.yar", yara),
    ("zeek/*.intel", zeek_intel),
    ("zeek/*.sig", zeek_signatures),
)  # fmt: skip
"""By the first pattern that a path matches."""
