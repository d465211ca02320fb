"""What the STIX emitter writes: which objects, in which bundles, in which form."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from feedgen.emitters.stix import EMITTER, graph
from feedgen.model.artifact import Artifact, Omission, OmissionKind
from feedgen.model.feed import Feed
from feedgen.model.indicator import Action
from tests.conftest import Golden, emit
from tests.emitters.stix.feeds import (
    bundle_of,
    compiled,
    dangling,
    files_of,
    incident,
    objects_in,
    of_type,
    only,
    triples,
    write_incidents,
)

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def small(corpus: Callable[[str], Path]) -> Feed:
    return compiled(corpus("small"))


def test_golden(small: Feed, golden: Golden) -> None:
    golden("stix/small", files_of(small))


def test_every_active_indicator_is_accounted_for(small: Feed) -> None:
    carried: set[str] = set()
    skipped: set[str] = set()
    for item in EMITTER.emit(small):
        if isinstance(item, Artifact):
            assert b"".join(item.chunks)
            carried |= set(item.carries)
        elif item.kind is OmissionKind.SKIPPED:
            skipped.add(item.indicator.id)
    declined = {i.id for i in small.active if i.type in EMITTER.declines}
    assert carried | skipped | declined == {i.id for i in small.active}
    assert not carried & (skipped | declined)


def test_weaker_meanings_are_told(small: Feed) -> None:
    omissions = emit(EMITTER, small)[1]
    assert {(o.indicator.value, o.kind) for o in omissions} == {
        ("audit.alpha.example", OmissionKind.PARTIAL),
        ("back.beta.example", OmissionKind.PARTIAL),
        ("maybe.alpha.example", OmissionKind.PARTIAL),
        ("github:mallory-one", OmissionKind.PARTIAL),
        ("x-filename: loot.tar.gz", OmissionKind.PARTIAL),
        ("Alpha-Telemetry/2.0", OmissionKind.PARTIAL),
        ("203.0.113.9", OmissionKind.PARTIAL),
    }
    reasons = {o.reason for o in omissions if o.indicator.type == "domain"}
    assert len(reasons) == 1


@pytest.mark.parametrize("tree", ["tests/corpus/small", "iocs"])
def test_no_bundle_refers_to_what_it_does_not_hold(tree: str) -> None:
    for path, content in files_of(compiled(ROOT / tree)).items():
        assert dangling(objects_in(content)) == set(), path


@pytest.mark.parametrize("tree", ["tests/corpus/small", "iocs"])
def test_a_bundle_is_one_sorted_object_a_line(tree: str) -> None:
    for path, content in files_of(compiled(ROOT / tree)).items():
        head, *lines, tail = content.decode().splitlines()
        objects = [json.loads(line.removesuffix(",")) for line in lines]
        ids = [obj["id"] for obj in objects]
        assert ids == sorted(ids, key=lambda id_: id_.split("--")), path
        assert len(set(ids)) == len(ids)
        assert json.loads(head + "]}")["id"].startswith("bundle--")
        assert tail == '],"type":"bundle"}'
        assert content.endswith(b"}\n")
        for line, obj in zip(lines, objects, strict=True):
            canonical = json.dumps(obj, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
            assert line.removesuffix(",") == canonical


def test_the_same_version_is_the_same_bytes_everywhere(small: Feed) -> None:
    seen: dict[tuple[Any, Any], dict[str, Any]] = {}
    for content in files_of(small).values():
        for obj in objects_in(content).values():
            version = obj["id"], obj.get("modified", obj["created"])
            assert seen.setdefault(version, obj) == obj


def test_order_of_the_feed_does_not_matter(small: Feed) -> None:
    turned = replace(
        small, incidents=small.incidents[::-1], indicators=small.indicators[::-1]
    )  # fmt: skip
    assert files_of(turned) == files_of(small) == files_of(small)


def test_hunting_stays_apart(small: Feed) -> None:
    files = files_of(small)
    hunted = {f"indicator--{i.id}" for i in small.indicators if i.action is Action.HUNT}
    hunt = objects_in(files.pop("stix/hunt.json"))
    assert {obj["name"] for obj in of_type(hunt, "indicator")} == {
        "maybe.alpha.example", "198.51.100.0/28",
    }  # fmt: skip
    assert {obj["type"] for obj in hunt.values()} == {"identity", "indicator", "marking-definition"}
    assert all(o["indicator_types"] == ["anomalous-activity"] for o in of_type(hunt, "indicator"))
    for path, content in files.items():
        assert not any(id_.encode() in content for id_ in hunted), path


def test_indicators_alone(small: Feed) -> None:
    files = files_of(small)
    alone = objects_in(files["stix/indicators.json"])
    everything = objects_in(files["stix/bundle.json"])
    assert {obj["type"] for obj in alone.values()} == {
        "extension-definition", "identity", "indicator", "marking-definition",
    }  # fmt: skip
    assert of_type(alone, "indicator") == of_type(everything, "indicator")


def test_an_incident_file_is_its_report_and_all_that_it_refers_to(small: Feed) -> None:
    files = files_of(small)
    for id_ in ("alpha-registry-2026-04", "beta-worm-2026-04"):
        objects = objects_in(files[f"stix/incidents/{id_}.json"])
        report = only(objects, "report")
        around = {"identity", "marking-definition", "extension-definition", "report"}
        rest = {id_ for id_, obj in objects.items() if obj["type"] not in around}
        assert set(report["object_refs"]) == rest
        assert report["external_references"][0]["external_id"] == id_


def test_the_graph_of_an_incident(tmp_path: Path) -> None:
    one = incident(
        actors=[{"name": "Mallory"}],
        malware=[{"name": "Stealer", "types": ["Remote Access Trojan"]}],
        techniques=["T1041"], vulnerabilities=["CVE-2026-0001", "GHSA-AAAA-bbbb-cccc", "GO-2026-1"],
        remediation={"steps": ["Rotate."], "credentials": ["cloud keys", "tokens"]},
        indicators={"domains": [{"value": "c2.example", "match": "exact", "role": "c2"},
                                {"value": "drop.example", "match": "exact", "role": "exfiltration"}],
                    "urls": [{"value": "https://cdn.example/x", "role": "payload"}],
                    "files": [{"sha256": "ab" * 32, "role": "payload"}]},
    )  # fmt: skip
    objects = bundle_of(compiled(write_incidents(tmp_path, one)))
    title, technique = one["title"], "Exfiltration Over C2 Channel"
    c2, drop = f"Command and control: {title}", f"Exfiltration: {title}"
    cdn = f"Hosting malware: {title}"
    assert triples(objects) == {
        ("c2.example", "indicates", "Stealer"), ("c2.example", "indicates", c2),
        ("drop.example", "indicates", "Stealer"), ("drop.example", "indicates", drop),
        ("https://cdn.example/x", "indicates", "Stealer"),
        ("https://cdn.example/x", "indicates", cdn),
        ("ab" * 32, "indicates", "Stealer"),
        ("Mallory", "uses", "Stealer"), ("Mallory", "uses", technique),
        ("Mallory", "uses", c2), ("Mallory", "uses", drop), ("Mallory", "uses", cdn),
        ("Stealer", "uses", technique), ("Stealer", "beacons-to", c2),
        ("Stealer", "exfiltrates-to", drop), (cdn, "delivers", "Stealer"),
        (f"Remediation: {title}", "remediates", "Stealer"),
        (f"Remediation: {title}", "remediates", "CVE-2026-0001"),
        (f"Remediation: {title}", "remediates", "GHSA-aaaa-bbbb-cccc"),
        (f"Remediation: {title}", "remediates", "GO-2026-1"),
    }  # fmt: skip
    assert only(objects, "malware")["malware_types"] == ["remote-access-trojan"]
    assert only(objects, "course-of-action")["description"] == (
        "1. Rotate.\nRotate:\n- cloud keys\n- tokens"
    )
    refs = [v["external_references"][0] for v in of_type(objects, "vulnerability")]
    assert sorted((r["source_name"], r["url"]) for r in refs) == [
        ("cve", "https://www.cve.org/CVERecord?id=CVE-2026-0001"),
        ("ghsa", "https://github.com/advisories/GHSA-aaaa-bbbb-cccc"),
        ("osv", "https://osv.dev/vulnerability/GO-2026-1"),
    ]
    phases = {o["name"]: [p["phase_name"] for p in o.get("kill_chain_phases", [])]
              for o in of_type(objects, "indicator")}  # fmt: skip
    assert phases == {
        "c2.example": ["command-and-control"], "drop.example": ["exfiltration"],
        "https://cdn.example/x": ["execution"], "ab" * 32: ["execution"],
    }  # fmt: skip


def test_without_malware_indicators_point_at_the_actors(tmp_path: Path) -> None:
    feed = compiled(write_incidents(tmp_path, incident(actors=["Mallory"])))
    assert triples(bundle_of(feed)) == {("one-2026-04.example", "indicates", "Mallory")}


def test_of_several_families_nothing_is_guessed(tmp_path: Path) -> None:
    one = incident(
        actors=["Mallory"], malware=[{"name": "Worm"}, {"name": "Stealer"}], techniques=["T1041"],
        indicators={"domains": [{"value": "c2.example", "match": "exact", "role": "c2"}]},
        remediation={"steps": ["Rotate."]},
    )  # fmt: skip
    objects = bundle_of(compiled(write_incidents(tmp_path, one)))
    c2, remediation = f"Command and control: {one['title']}", f"Remediation: {one['title']}"
    assert triples(objects) == {
        ("c2.example", "indicates", "Mallory"), ("c2.example", "indicates", c2),
        ("Mallory", "uses", "Worm"), ("Mallory", "uses", "Stealer"), ("Mallory", "uses", c2),
        ("Mallory", "uses", "Exfiltration Over C2 Channel"),
        (remediation, "remediates", "Worm"), (remediation, "remediates", "Stealer"),
    }  # fmt: skip


def test_names_that_several_incidents_give_are_one_object(tmp_path: Path) -> None:
    root = write_incidents(
        tmp_path,
        incident("late-2026-04", published="2026-04-09T00:00:00Z",
                 actors=[{"name": "MALLORY  group", "aliases": ["M4LL"], "description": "Late."}],
                 malware=[{"name": "worm", "types": ["worm"]}]),
        incident("soon-2026-04",
                 actors=[{"name": "Mallory Group", "aliases": ["Mal"], "description": "Soon."}],
                 malware=[{"name": "Worm", "types": ["trojan"], "aliases": ["Wurm"]}]),
    )  # fmt: skip
    objects = bundle_of(compiled(root))
    actor = only(objects, "threat-actor")
    assert actor["name"] == "Mallory Group"
    assert actor["aliases"] == ["M4LL", "MALLORY  group", "Mal"]
    assert actor["description"] == "Soon.\n\nLate."
    worm = only(objects, "malware")
    assert (worm["name"], worm["aliases"]) == ("Worm", ["Wurm", "worm"])
    assert worm["malware_types"] == ["trojan", "worm"]
    reports = of_type(objects, "report")
    assert all(worm["id"] in r["object_refs"] and actor["id"] in r["object_refs"] for r in reports)
    uses = [r for r in of_type(objects, "relationship") if r["relationship_type"] == "uses"]
    assert len(uses) == 1
    assert all(uses[0]["id"] in report["object_refs"] for report in reports)


def test_what_is_told_in_confidence_does_not_leak(tmp_path: Path) -> None:
    secret = incident("secret-2026-03", tlp="amber+strict", published="2026-03-01T00:00:00Z",
                      actors=[{"name": "MALLORY", "aliases": ["Colonel K"], "description": "Psst."}],
                      vulnerabilities=["CVE-2026-0001"],
                      indicators={"domains": ["shared.example", "secret.example"]})  # fmt: skip
    public = incident("public-2026-04", actors=["Mallory"], vulnerabilities=["CVE-2026-0001"],
                      indicators={"domains": ["shared.example"]})  # fmt: skip
    objects = bundle_of(compiled(write_incidents(tmp_path, secret, public)))
    labels = {m["id"]: m["name"] for m in of_type(objects, "marking-definition")}
    assert sorted(labels.values()) == ["TLP:AMBER+STRICT", "TLP:CLEAR"]

    def marking(obj: dict[str, Any]) -> str:
        return str(labels[obj["object_marking_refs"][0]])

    actor = only(objects, "threat-actor")
    assert (actor["name"], marking(actor)) == ("Mallory", "TLP:CLEAR")
    assert actor.keys().isdisjoint({"aliases", "description"})
    assert marking(only(objects, "vulnerability")) == "TLP:CLEAR"
    by_name = {obj["name"]: marking(obj) for obj in objects.values()
               if obj["type"] in {"report", "indicator"}}  # fmt: skip
    assert by_name == {
        "Title of secret-2026-03": "TLP:AMBER+STRICT", "Title of public-2026-04": "TLP:CLEAR",
        "secret.example": "TLP:AMBER+STRICT", "shared.example": "TLP:AMBER+STRICT",
    }  # fmt: skip
    ties = of_type(objects, "relationship")
    assert {(tie["relationship_type"], marking(tie)) for tie in ties} == {
        ("indicates", "TLP:AMBER+STRICT")
    }
    clear = [
        o for o in objects.values() if "object_marking_refs" in o and marking(o) == "TLP:CLEAR"
    ]
    assert not any(word in json.dumps(clear) for word in ("Colonel", "Psst", "secret"))


def test_a_revoked_indicator_stays_as_a_tombstone(small: Feed) -> None:
    for path in ("stix/bundle.json", "stix/indicators.json",
                 "stix/incidents/alpha-registry-2026-04.json"):  # fmt: skip
        objects = bundle_of(small, path)
        tomb = next(o for o in of_type(objects, "indicator") if o["name"] == "old.alpha.example")
        assert tomb["revoked"] is True
        assert "Revoked 2026-04-25T00:00:00Z: It was a researcher's sinkhole" in tomb["description"]
        ties = [r for r in of_type(objects, "relationship") if r["source_ref"] == tomb["id"]]
        assert all(tie["revoked"] is True for tie in ties)
        assert bool(ties) == (path != "stix/indicators.json")
    revoked = {i.id for i in small.revoked}
    for item in EMITTER.emit(small):
        if isinstance(item, Artifact):
            assert revoked.isdisjoint(item.carries)


def test_a_relisted_value_is_another_object(small: Feed) -> None:
    objects = bundle_of(small)
    back = [o for o in of_type(objects, "indicator") if o["name"] == "back.beta.example"]
    assert sorted(o.get("revoked", False) for o in back) == [False, True]


def test_the_same_login_on_two_services(tmp_path: Path) -> None:
    accounts = [{"service": service, "name": "mallory", "standing": "attacker"}
                for service in ("github", "npmjs.com")]  # fmt: skip
    files, omissions = emit(
        EMITTER, compiled(write_incidents(tmp_path, incident(indicators={"accounts": accounts})))
    )
    found = of_type(objects_in(files["stix/indicators.json"]), "indicator")
    assert {o["pattern"] for o in found} == {"[user-account:account_login = 'mallory']"}
    services = {o["name"]: o["description"].splitlines()[1] for o in found}
    assert services == {
        "github:mallory": "Service: github", "npmjs.com:mallory": "Service: npmjs.com",
    }  # fmt: skip
    assert [o.kind for o in omissions] == [OmissionKind.PARTIAL] * 2


def test_expiry_takes_indicators_out_and_tells_so_in_the_report(tmp_path: Path) -> None:
    lasting = {"value": "lasting.example", "match": "exact"}
    brief = {"value": "brief.example", "match": "exact", "valid_until": "2026-05-20T00:00:00Z"}
    one = incident(malware=[{"name": "Worm"}], indicators={"domains": [lasting, brief]})
    root = write_incidents(tmp_path, one)
    first = compiled(root)
    second = compiled(root, first.ledger, serial=2, as_of=datetime(2026, 5, 20, tzinfo=UTC))
    before, after = bundle_of(first), bundle_of(second)
    gone = {id_.partition("--")[0] for id_ in before.keys() - after.keys()}
    assert gone == {"indicator", "relationship"}
    assert after.keys() <= before.keys()
    changed = {before[id_]["type"] for id_ in after if before[id_] != after[id_]}
    assert changed == {"report"}
    assert only(after, "report")["modified"] == "2026-05-20T00:00:00.000Z"
    assert only(after, "report")["created"] == only(before, "report")["created"]
    assert [
        line for line in second.ledger.lines.values() if line.rev > 1 and line.kind != "report"
    ] == []


def test_a_withdrawn_incident_takes_back_what_is_its_own(tmp_path: Path) -> None:
    gone = incident("gone-2026-04", actors=["Mallory", "Eve"], malware=[{"name": "Worm"}],
                    techniques=["T1041"], remediation={"steps": ["Rotate."]},
                    indicators={"domains": [{"value": "gone.example", "role": "c2"}]})  # fmt: skip
    stays = incident("stays-2026-04", actors=["Mallory"])
    other = incident("other-2026-04", techniques=["T1041"])
    first = compiled(write_incidents(tmp_path, gone, stays, other))
    assert ("Mallory", "uses", "Exfiltration Over C2 Channel") in triples(bundle_of(first))
    assert {o["name"] for o in of_type(bundle_of(first), "threat-actor")} == {"Mallory", "Eve"}

    withdrawn = gone | {"status": "withdrawn",
                        "withdrawn": {"at": "2026-05-15T00:00:00Z", "reason": "A false alarm"}}  # fmt: skip
    root = write_incidents(tmp_path, withdrawn, stays, other)
    second = compiled(root, first.ledger, serial=2, as_of=datetime(2026, 5, 16, tzinfo=UTC))
    objects = bundle_of(second)
    assert dangling(objects) == set()
    revoked = {obj["type"] for obj in objects.values() if obj.get("revoked")}
    assert revoked == {"course-of-action", "indicator", "infrastructure", "relationship", "report"}
    report = next(r for r in of_type(objects, "report") if r.get("revoked"))
    assert report["description"].startswith("Withdrawn 2026-05-15T00:00:00Z: A false alarm")
    assert {o["name"] for o in of_type(objects, "threat-actor")} == {"Mallory"}
    assert of_type(objects, "malware") == []
    # Both names still stand, but nobody says any more that the one uses the other.
    assert ("Mallory", "uses", "Exfiltration Over C2 Channel") not in triples(objects)

    # Names were not revoked, so that another incident may give them again.
    again = incident("again-2026-05", actors=["Eve"], malware=[{"name": "Worm"}])
    third = compiled(write_incidents(tmp_path, withdrawn, stays, other, again), second.ledger,
                     serial=3, as_of=datetime(2026, 5, 17, tzinfo=UTC))  # fmt: skip
    eve = next(o for o in of_type(bundle_of(third), "threat-actor") if o["name"] == "Eve")
    assert eve["created"] == "2026-05-01T12:00:00.000Z"


def test_others_objects_are_older_than_any_of_theirs(tmp_path: Path) -> None:
    first = compiled(write_incidents(tmp_path, incident(techniques=["T1195.002"])))
    pattern = only(bundle_of(first), "attack-pattern")
    assert pattern["id"] == "attack-pattern--bd369cd9-abb8-41ce-b5bb-fff23ee86c00"
    assert pattern["created"] == pattern["modified"] == "2013-09-01T00:00:00.000Z"
    assert "created_by_ref" not in pattern
    uuid = pattern["id"].partition("--")[2]
    reworded = replace(first.ledger.lines[uuid], rev=3)
    ledger = replace(first.ledger, lines={**first.ledger.lines, uuid: reworded})
    later = only(bundle_of(replace(first, ledger=ledger)), "attack-pattern")
    assert (later["created"], later["modified"]) == (
        "2013-09-01T00:00:00.000Z", "2013-09-01T00:00:00.002Z",
    )  # fmt: skip


def test_the_producer_is_as_old_as_it_says(tmp_path: Path) -> None:
    root = write_incidents(tmp_path, incident())
    first = compiled(root, as_of=datetime(2026, 12, 1, tzinfo=UTC))
    identity = only(bundle_of(first), "identity")
    assert identity["created"] == identity["modified"] == "2026-11-24T00:00:00.000Z"
    feed_file = root / "feed.yml"
    feed_file.write_text(feed_file.read_text().replace("security@", "cert@"))
    second = compiled(root, first.ledger, serial=2, as_of=datetime(2026, 12, 2, tzinfo=UTC))
    identity = only(bundle_of(second), "identity")
    assert (identity["created"], identity["modified"]) == (
        "2026-11-24T00:00:00.000Z", "2026-12-02T00:00:00.000Z",
    )  # fmt: skip


def test_a_list_does_not_make_a_report_of_a_million_references(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(graph, "REPORT_LIMIT", 3)
    values: list[dict[str, Any]] = [
        {"value": f"h{n}.example", "match": "exact"} for n in range(200)
    ]
    values += [{"value": "zz.example", "match": "exact", "confidence": 95}]
    values += [{"value": "aa.example", "match": "exact", "confidence": 100, "action": "detect"}]
    one = incident(malware=[{"name": "Worm"}], indicators={"domains": values})
    files, omissions = emit(EMITTER, compiled(write_incidents(tmp_path, one)))
    objects = objects_in(files["stix/bundle.json"])
    assert len(of_type(objects, "indicator")) == 202
    assert len(of_type(objects, "relationship")) == 3
    refs = only(objects, "report")["object_refs"]
    assert sum(ref.startswith("indicator--") for ref in refs) == 3
    assert "More indicators" in only(objects, "report")["description"]
    part = objects_in(files["stix/incidents/one-2026-04.json"])
    names = {o["name"] for o in of_type(part, "indicator")}
    assert names == {"zz.example", "h0.example", "h1.example"}, "the surest block comes first"
    assert dangling(objects) == dangling(part) == set()
    assert omissions == []


def test_an_incident_without_indicators_refers_to_who_tells_it(tmp_path: Path) -> None:
    objects = bundle_of(compiled(write_incidents(tmp_path, incident(indicators={}))))
    assert only(objects, "report")["object_refs"] == [only(objects, "identity")["id"]]
    assert of_type(objects, "extension-definition") == []


def test_equal_contents_have_equal_bundle_ids(tmp_path: Path) -> None:
    root = write_incidents(tmp_path, incident("a-2026-04"), incident("b-2026-04"))
    first = compiled(root)
    changed = incident("b-2026-04", title="Another title")
    root = write_incidents(tmp_path, incident("a-2026-04"), changed)
    second = compiled(root, first.ledger, serial=2, as_of=datetime(2026, 5, 2, tzinfo=UTC))

    def ids(feed: Feed) -> dict[str, str]:
        return {path: json.loads(content)["id"] for path, content in files_of(feed).items()}

    same = {path for path, id_ in ids(first).items() if ids(second)[path] == id_}
    assert same == {"stix/hunt.json", "stix/incidents/a-2026-04.json"}
    assert len(set(ids(first).values())) == len(ids(first))


def test_prose_is_hostile_too(small: Feed) -> None:
    title = 'x"}],"type":"evil"\n\\u0000 \u202e {{7*7}} \ud800 %b %s é🐍'
    incidents = tuple(
        replace(i, title=title, summary=title, notes=(title,), withdrawn_reason=title)
        for i in small.incidents
    )
    hostile = replace(small, incidents=incidents)
    for content in files_of(hostile).values():
        objects = objects_in(content)
        assert dangling(objects) == set()
        for report in of_type(objects, "report"):
            assert report["description"].startswith(title.replace("\ud800", "\ufffd"))
            assert "\n" not in report["name"]
    assert b"%%" not in files_of(hostile)["stix/indicators.json"]


def test_media_type_and_paths(small: Feed) -> None:
    artifacts = [item for item in EMITTER.emit(small) if not isinstance(item, Omission)]
    assert {a.media_type for a in artifacts} == {"application/stix+json;version=2.1"}
    assert [a.path for a in artifacts] == sorted(a.path for a in artifacts)
