"""An analyst's questions to the graph, asked of python-stix2's MemoryStore."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import stix2

from feedgen.emitters.stix import EMITTER
from feedgen.model.feed import DETECTION, Feed
from feedgen.model.incident import Incident
from feedgen.model.indicator import Indicator
from tests.emitters.stix.feeds import compiled, files_of
from tests.engines.conformance import FINDS

pytestmark = pytest.mark.judged("stix/bundle.json", by="stix2", asks=FINDS)

ROOT = Path(__file__).parents[2]
TREES = ("tests/corpus/small", "iocs")
WALKED = {
    ("campaign", "attributed-to", "threat-actor"), ("campaign", "uses", "attack-pattern"),
    ("campaign", "uses", "malware"), ("course-of-action", "remediates", "malware"),
    ("course-of-action", "remediates", "vulnerability"), ("indicator", "indicates", "campaign"),
    ("indicator", "indicates", "infrastructure"), ("indicator", "indicates", "malware"),
    ("indicator", "indicates", "threat-actor"), ("infrastructure", "delivers", "malware"),
    ("malware", "beacons-to", "infrastructure"), ("malware", "exfiltrates-to", "infrastructure"),
    ("malware", "uses", "attack-pattern"), ("threat-actor", "uses", "attack-pattern"),
    ("threat-actor", "uses", "infrastructure"), ("threat-actor", "uses", "malware"),
}  # fmt: skip
"""Kinds of relationships that a test below asks for."""
PLACES: Mapping[str, str] = {
    "c2": "command-and-control", "command-and-control": "command-and-control",
    "exfiltration": "exfiltration", "payload": "hosting-malware", "delivery": "hosting-malware",
    "dropper": "hosting-malware", "phishing": "phishing", "staging": "staging",
}  # fmt: skip
"""What a host, address or URL in this role is said to be part of (docs/stix.md)."""


@cache
def feed_of(tree: str) -> Feed:
    return compiled(ROOT / tree)


@cache
def store_of(tree: str) -> stix2.MemoryStore:
    content = files_of(feed_of(tree))["stix/bundle.json"]
    return stix2.MemoryStore(json.loads(content), allow_custom=False)


@cache
def objects_of(tree: str, type_: str) -> tuple[Any, ...]:
    return tuple(store_of(tree).query([stix2.Filter("type", "=", type_)]))


@cache
def published(tree: str) -> tuple[Indicator, ...]:
    """Active indicators that the graph holds."""
    some = feed_of(tree).select(actions=DETECTION)
    return tuple(i for i in some if i.type not in EMITTER.declines)


def one(tree: str, type_: str, **properties: str) -> Any:
    """The only object of a type with these properties."""
    filters = [stix2.Filter("type", "=", type_)]
    filters += [stix2.Filter(name, "=", value) for name, value in properties.items()]
    (found,) = store_of(tree).query(filters)
    return found


def names(objects: Iterable[Any]) -> set[str]:
    return {obj["name"] for obj in objects}


def blamed(incident: Incident) -> set[str]:
    """Whom its indicators point at: the one family of malware, else whoever did it."""
    family = incident.malware if len(incident.malware) == 1 else ()
    return {entry.name for entry in family or incident.actors or incident.campaigns}


@pytest.mark.parametrize("tree", TREES)
def test_every_kind_of_relationship_is_asked_for_here(tree: str) -> None:
    def type_of(id_: str) -> str:
        return id_.partition("--")[0]

    kinds = {
        (type_of(r["source_ref"]), r["relationship_type"], type_of(r["target_ref"]))
        for r in objects_of(tree, "relationship")
    }
    assert kinds <= WALKED
    assert ("indicator", "indicates", "malware") in kinds


@pytest.mark.parametrize("tree", TREES)
def test_from_an_indicator_to_the_reports_of_its_incidents(tree: str) -> None:
    reports = objects_of(tree, "report")
    titles = {incident.id: incident.title for incident in feed_of(tree).incidents}
    for indicator in published(tree):
        id_ = f"indicator--{indicator.id}"
        assert store_of(tree).get(id_)["name"] == indicator.value[:250]
        told = [r for r in reports if id_ in r["object_refs"]]
        assert names(told) == {titles[incident] for incident in indicator.incident_ids}


@pytest.mark.parametrize("tree", TREES)
def test_from_an_indicator_to_malware_or_whoever_used_it(tree: str) -> None:
    incidents = feed_of(tree).incidents_by_id
    first = {ids: i for i in published(tree) for ids in [i.incident_ids]}
    for incident_ids, indicator in first.items():  # one of each combination of incidents
        obj = store_of(tree).get(f"indicator--{indicator.id}")
        found = store_of(tree).related_to(obj, "indicates", source_only=True)
        wanted = set().union(*(blamed(incidents[id_]) for id_ in incident_ids))
        assert names(o for o in found if o["type"] != "infrastructure") == wanted, indicator


@pytest.mark.parametrize("tree", TREES)
def test_from_an_indicator_to_the_infrastructure_of_its_role(tree: str) -> None:
    roles = 0
    for indicator in published(tree):
        if indicator.type not in {"domain", "ip", "url"} or indicator.bulk:
            continue
        wanted = {PLACES[role] for role in indicator.roles if role in PLACES}
        obj = store_of(tree).get(f"indicator--{indicator.id}")
        found = store_of(tree).related_to(obj, "indicates", source_only=True)
        places = [o for o in found if o["type"] == "infrastructure"]
        assert {type_ for o in places for type_ in o["infrastructure_types"]} == wanted, indicator
        roles += len(wanted)
    assert roles


@pytest.mark.parametrize("tree", TREES)
def test_from_malware_to_techniques_infrastructure_and_remedy(tree: str) -> None:
    store = store_of(tree)
    for incident in feed_of(tree).incidents:
        if len(incident.malware) != 1:
            continue
        malware = one(tree, "malware", name=incident.malware[0].name)
        used = store.related_to(malware, "uses", source_only=True)
        techniques = {o["external_references"][0]["external_id"] for o in used
                      if o["type"] == "attack-pattern"}  # fmt: skip
        assert set(incident.techniques) <= techniques
        for verb, type_ in (
            ("beacons-to", "command-and-control"), ("exfiltrates-to", "exfiltration"),
        ):  # fmt: skip
            for place in store.related_to(malware, verb, source_only=True):
                assert place["infrastructure_types"] == [type_]
        for place in store.related_to(malware, "delivers", target_only=True):
            assert place["infrastructure_types"] == ["hosting-malware"]
        remedies = store.related_to(malware, "remediates", target_only=True)
        said = bool(incident.remediation.steps or incident.remediation.credentials)
        assert (f"Remediation: {incident.title}" in names(remedies)) == said


@pytest.mark.parametrize("tree", TREES)
def test_from_whoever_did_it_to_what_was_used(tree: str) -> None:
    malware: dict[tuple[str, str], set[str]] = defaultdict(set)
    actors: dict[str, set[str]] = defaultdict(set)
    for incident in feed_of(tree).incidents:
        families = {entry.name for entry in incident.malware}
        for type_, entries in (("threat-actor", incident.actors), ("campaign", incident.campaigns)):
            for entry in entries:
                malware[type_, entry.name] |= families
        for campaign in incident.campaigns:
            actors[campaign.name] |= {actor.name for actor in incident.actors}
    assert actors
    for (type_, name), families in malware.items():
        obj = one(tree, type_, name=name)
        used = store_of(tree).related_to(obj, "uses", source_only=True)
        assert names(o for o in used if o["type"] == "malware") == families
        if type_ == "campaign":
            found = store_of(tree).related_to(obj, "attributed-to", source_only=True)
            assert names(found) == actors[name]


@pytest.mark.parametrize("tree", TREES)
def test_from_a_vulnerability_to_what_is_to_be_done(tree: str) -> None:
    store = store_of(tree)
    asked = 0
    for incident in feed_of(tree).incidents:
        for id_ in incident.vulnerabilities if incident.remediation.steps else ():
            found = [
                o for o in objects_of(tree, "vulnerability") if o["name"].upper() == id_.upper()
            ]
            (vulnerability,) = found
            remedies = store.related_to(vulnerability, "remediates", target_only=True)
            (remedy,) = [o for o in remedies if o["name"] == f"Remediation: {incident.title}"]
            for step in incident.remediation.steps:
                assert step in remedy["description"]
            asked += 1
    assert asked


def test_a_tombstone_is_told_apart_by_revoked_alone() -> None:
    store = store_of("tests/corpus/small")
    revoked = store.query([
        stix2.Filter("type", "=", "indicator"), stix2.Filter("revoked", "=", True),
    ])  # fmt: skip
    assert names(revoked) == {"old.alpha.example", "back.beta.example"}
    for tomb in revoked:
        ties = store.relationships(tomb, "indicates")
        assert all(tie["revoked"] for tie in ties)
    again = store.query([stix2.Filter("name", "=", "back.beta.example")])
    assert sorted(obj["revoked"] for obj in again) == [False, True]


def test_a_subscribers_own_sighting_leads_to_the_report_and_the_malware() -> None:
    store = stix2.MemoryStore(
        json.loads(files_of(feed_of("tests/corpus/small"))["stix/bundle.json"])
    )
    (indicator,) = store.query([stix2.Filter("name", "=", "203.0.113.7")])
    address = stix2.IPv4Address(value="203.0.113.7")
    seen = stix2.ObservedData(
        first_observed="2026-04-22T12:40:00Z", last_observed="2026-04-22T12:40:00Z",
        number_observed=1, object_refs=[address.id],
    )  # fmt: skip
    store.add([address, seen, stix2.Sighting(indicator.id, observed_data_refs=[seen.id])])
    (sighting,) = store.query([stix2.Filter("type", "=", "sighting")])
    found = store.get(sighting["sighting_of_ref"])
    assert names(store.related_to(found, "indicates", source_only=True)) == {
        "Alpha stealer", "Command and control: Malicious Alpha images",
    }  # fmt: skip
    reports = store.query([
        stix2.Filter("type", "=", "report"), stix2.Filter("object_refs", "=", found.id),
    ])  # fmt: skip
    assert names(reports) == {"Malicious Alpha images"}
