"""STIX patterns, MISP attributes and OSV records say nothing of benign observations and lock files."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pymisp import MISPEvent
from stix2matcher.matcher import Pattern

from tests.benign.ci_logs import uses
from tests.benign.conftest import RELEASES
from tests.benign.draws import Draws
from tests.benign.endpoint_events import near_addresses
from tests.benign.listed import Listed
from tests.benign.malicious import pull_by_digest
from tests.benign.names import neighbours, popular
from tests.benign.packages import Dependency, dependencies, parsed
from tests.benign.pulls import pulls
from tests.benign.web import AGENTS, mentions, requests
from tests.emitters.osv.reader import is_affected
from tests.engines.conformance import FINDS, SILENT

pytestmark = pytest.mark.parametrize("name", RELEASES)
Release = Callable[[str], Path]
Seen = dict[str, list[str]]
"""Values that were observed, by the property of STIX that holds them."""


def benign(listed: Listed) -> Seen:
    """What sensors saw of benign records."""
    draws = Draws("observations")
    hashes = [draws.hexadecimal(64) for _ in range(100)]
    hashes += [pull.digest.removeprefix("sha256:") for pull in pulls(listed)]
    asked = (*draws.some(requests(listed), 400), *mentions(listed))
    return {
        "domain-name:value": [*neighbours(listed), *draws.some(popular(), 400)],
        "url:value": [request.url for request in asked],
        "ipv4-addr:value": [*near_addresses(listed), "1.1.1.1", "8.8.8.8", "192.0.2.1"],
        "file:hashes.'SHA-256'": hashes,
        "file:hashes.MD5": [draws.hexadecimal(32) for _ in range(50)],
        "software:version": [use.commit for use in uses(listed)],
        "network-traffic:extensions.'http-request-ext'.request_header.'User-Agent'": list(AGENTS),
        "user-account:account_login": ["ada", "grace", "dependabot[bot]"],
    }


def malicious(listed: Listed) -> Seen:
    """One listed value of each of these."""
    return {
        "domain-name:value": [min(listed.domains)],
        "url:value": [min(listed.values["url"])],
        "ipv4-addr:value": [min(x for x in listed.values["ip"] if "." in x and "/" not in x)],
        "file:hashes.'SHA-256'": [
            min(listed.values["sha256"]), pull_by_digest(listed).digest.removeprefix("sha256:"),
        ],
        "software:version": [min(listed.values["commit"])],
        "user-account:account_login": [min(listed.values["account"]).partition(":")[2]],
    }  # fmt: skip


def observed(property_: str, values: Iterable[str]) -> list[dict[str, Any]]:
    """A bundle in which these values were seen, all at once: patterns look at each by itself."""
    kind, _, path = property_.partition(":")
    objects: list[dict[str, Any]] = []
    for number, value in enumerate(values):
        thing = _nested(path, value)
        objects.append(
            {"type": kind, "id": f"{kind}--{_uuid(number)}", "spec_version": "2.1", **thing}
        )
    time = "2026-05-01T00:00:00Z"
    data = {
        "type": "observed-data", "spec_version": "2.1", "id": f"observed-data--{_uuid(0)}",
        "created": time, "modified": time, "first_observed": time, "last_observed": time,
        "number_observed": 1, "object_refs": [each["id"] for each in objects],
    }  # fmt: skip
    return [{"type": "bundle", "id": f"bundle--{_uuid(0)}", "objects": [data, *objects]}]


def _nested(path: str, value: str) -> dict[str, Any]:
    key, _, rest = path.partition(".")
    return {key.strip("'"): _nested(rest, value) if rest else value}


def _uuid(number: int) -> str:
    return f"0b6a8c6e-2f0d-4c39-9a44-{number:012x}"


@pytest.fixture(scope="session")
def patterns(release: Release) -> Callable[[str], Mapping[str, list[tuple[str, Pattern]]]]:
    """The patterns of a release's indicators, by the property that they look at."""

    @cache
    def read(name: str) -> Mapping[str, list[tuple[str, Pattern]]]:
        found = defaultdict(list)
        for each in json.loads((release(name) / "stix/bundle.json").read_bytes())["objects"]:
            if each.get("pattern_type") == "stix" and not each.get("revoked"):
                text = each["pattern"]
                pattern = Pattern(text, stix_version="2.1")
                found[text[1:].partition(" ")[0]].append((text, pattern))
        return found

    return read


def matching(patterns: Mapping[str, list[tuple[str, Pattern]]], seen: Seen) -> dict[str, set[str]]:
    """The patterns that match something of what was seen, by its property."""
    found = {}
    for property_, values in seen.items():
        bundle = observed(property_, values)
        hits = {text for text, pattern in patterns.get(property_, ()) if pattern.match(bundle)}
        if hits:
            found[property_] = hits
    return found


@pytest.mark.judged("stix/*.json", "stix/incidents/*.json", by="stix2-matcher", asks=SILENT)
def test_no_pattern_matches_a_benign_observation(
    patterns: Callable[[str], Any], listed: Callable[[str], Listed], name: str
) -> None:
    assert matching(patterns(name), benign(listed(name))) == {}


@pytest.mark.judged("stix/*.json", "stix/incidents/*.json", by="stix2-matcher", asks=FINDS)
def test_a_pattern_matches_a_malicious_observation_among_them(
    patterns: Callable[[str], Any], listed: Callable[[str], Listed], name: str
) -> None:
    bad, good = malicious(listed(name)), benign(listed(name))
    both = {property_: [*good[property_], *values] for property_, values in bad.items()}
    assert matching(patterns(name), both).keys() == bad.keys()


def for_detection(release: Path) -> Iterator[str]:
    """Values of attributes that MISP exports to sensors: those with `to_ids`."""
    for path in sorted((release / "misp").glob("*-*.json")):
        event = MISPEvent()
        event.load_file(path)
        objects = (attribute for each in event.objects for attribute in each.attributes)
        yield from (a.value for a in (*event.attributes, *objects) if a.to_ids)


@pytest.mark.judged("misp/*.json", by="pymisp", asks=SILENT)
def test_no_attribute_for_detection_is_a_benign_value(
    release: Release, listed: Callable[[str], Listed], name: str
) -> None:
    there = listed(name)
    values = {value for found in benign(there).values() for value in found}
    values |= {pull.reference for pull in pulls(there)} | {pull.digest for pull in pulls(there)}
    values |= {package.purl for package in dependencies(there)}
    assert values & set(for_detection(release(name))) == set()


@pytest.mark.judged("misp/*.json", by="pymisp", asks=FINDS)
def test_an_attribute_for_detection_is_each_malicious_value(
    release: Release, listed: Callable[[str], Listed], name: str
) -> None:
    bad = {value for found in malicious(listed(name)).values() for value in found}
    assert bad <= set(for_detection(release(name)))


ECOSYSTEMS = {"npm": "npm", "pypi": "PyPI", "golang": "Go", "gem": "RubyGems", "cargo": "crates.io",
              "maven": "Maven"}  # fmt: skip
"""OSV's names of the types of package URLs."""


def affected(release: Path, packages: Iterable[Dependency]) -> list[str]:
    """The packages that some OSV record calls affected."""
    by_name = defaultdict(list)
    for path in sorted((release / "osv").glob("*.json")):
        record = json.loads(path.read_bytes())
        for each in record["affected"]:
            if "package" in each:
                by_name[each["package"]["ecosystem"], each["package"]["name"]].append(record)
    return [
        package.purl
        for package in packages
        if any(
            is_affected(record, ECOSYSTEMS[package.ecosystem], package.name, package.version)
            for record in by_name[ECOSYSTEMS[package.ecosystem], package.name]
        )
    ]


def denied(release: Path, packages: Iterable[Dependency]) -> list[str]:
    """The packages that policies/packages.json refuses, as its own words say to read it."""
    document = json.loads((release / "policies/packages.json").read_bytes())
    found = []
    for package in packages:
        entry = document["packages"].get(package.ecosystem, {}).get(package.name)
        if entry and (entry["all"] is not None or package.version in entry["versions"]):
            found.append(package.purl)
    return found


def listed_packages(listed: Listed) -> list[Dependency]:
    return [parsed(value) for value in sorted(listed.values["package"]) if "@" in value[5:]]


@pytest.mark.judged("osv/*.json", by="own OSV reader", asks=SILENT)
def test_no_record_names_a_package_of_a_clean_lock_file(
    release: Release, listed: Callable[[str], Listed], name: str
) -> None:
    assert affected(release(name), dependencies(listed(name))) == []


@pytest.mark.judged("osv/*.json", by="own OSV reader", asks=FINDS)
def test_a_record_names_every_listed_package_among_them(
    release: Release, listed: Callable[[str], Listed], name: str
) -> None:
    bad = [x for x in listed_packages(listed(name)) if not x.version.startswith("v")]
    assert bad
    found = affected(release(name), [*dependencies(listed(name)), *bad])
    assert found == [package.purl for package in bad]


def test_no_package_of_a_clean_lock_file_is_refused(
    release: Release, listed: Callable[[str], Listed], name: str
) -> None:
    assert denied(release(name), dependencies(listed(name))) == []


def test_every_listed_package_among_them_is_refused(
    release: Release, listed: Callable[[str], Listed], name: str
) -> None:
    bad = listed_packages(listed(name))
    found = denied(release(name), [*dependencies(listed(name)), *bad])
    assert found == [package.purl for package in bad]
