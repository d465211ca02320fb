"""MISP: events that PyMISP takes strictly, and what may raise an alert in them."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedgen.emitters.misp import EMITTER
from feedgen.emitters.misp.attributes import TEMPLATES
from feedgen.model.artifact import OmissionKind
from feedgen.model.feed import Feed
from feedgen.model.indicator import Action, AddressDetail, Match
from feedgen.model.observables import (
    Account,
    Certificate,
    Commit,
    Domain,
    Email,
    HttpHeader,
    ImageDigest,
    Ip,
    Observable,
    Package,
    Process,
    Repository,
    SystemdUnit,
    Url,
    UserAgent,
)
from feedgen.model.observables import Path as FilePath
from feedgen.model.tlp import Tlp
from tests.conftest import Golden, emit
from tests.emitters.misp.reader import MispFeed, dumped, md5_hashes
from tests.engines.conformance import FINDS, HOSTILE, LOADS
from tests.model.made_feeds import accounted, base, indicator, listed, made, mention, small

FEED = ("misp/*.json", "misp/hashes.csv")


@pytest.fixture(scope="module")
def feed(corpus: Callable[[str], Path]) -> Feed:
    return small(corpus("small"), EMITTER)


def only(feed: Feed, observable: Observable, **changes: Any) -> dict[str, Any]:
    """The attribute of a feed that holds one value."""
    misp = MispFeed(listed(feed, observable, emitter=EMITTER, **changes))
    list(misp.loaded())
    (id_,) = (i.id for i in listed(feed, observable, emitter=EMITTER, **changes).indicators)
    return misp.attributes()[id_]


def test_golden(feed: Feed, golden: Golden) -> None:
    golden("misp/small", emit(EMITTER, feed)[0])


def test_every_active_indicator_is_carried(feed: Feed, tmp_path: Path) -> None:
    staged = accounted(EMITTER, feed, tmp_path)
    assert staged.carried == {"misp": len(feed.active)}
    assert {group.kind for group in staged.omissions} == {OmissionKind.PARTIAL}


@pytest.mark.judged(*FEED, by="pymisp", asks=LOADS)
def test_pymisp_takes_every_event_and_writes_the_same_attributes(feed: Feed) -> None:
    misp = MispFeed(feed)
    ours = misp.attributes()
    theirs: dict[str, Any] = {}
    for event in misp.loaded():
        theirs |= dumped(event)
    assert theirs.keys() == ours.keys()
    for id_, attribute in theirs.items():
        for name in ("type", "category", "value", "to_ids", "comment", "deleted", "timestamp",
                     "disable_correlation", "first_seen", "last_seen"):  # fmt: skip
            assert str(attribute.get(name)) == str(ours[id_].get(name)), (name, attribute)


@pytest.mark.judged(*FEED, by="pymisp", asks=LOADS)
def test_manifest_is_what_pymisp_makes_of_the_events(feed: Feed) -> None:
    misp = MispFeed(feed)
    for event in misp.loaded():
        entry = dict(misp.manifest[str(event.uuid)])
        content = misp.files[f"misp/{event.uuid}.json"]
        assert entry.pop("integrity:sha256") == hashlib.sha256(content).hexdigest()
        theirs = json.loads(json.dumps(event.manifest[str(event.uuid)]))
        theirs["Tag"] = [{"name": tag["name"]} for tag in theirs["Tag"]]
        assert {k: str(v) for k, v in theirs.items()} == {k: str(v) for k, v in entry.items()}
        assert entry["timestamp"] == theirs["timestamp"], "a number, with which readers compare"
    assert list(misp.manifest) == sorted(misp.raw)


@pytest.mark.judged(*FEED, by="pymisp", asks=FINDS)
def test_hashes_are_those_that_pymisp_makes(feed: Feed) -> None:
    there = made(
        feed,
        [
            *feed.indicators,
            indicator(feed, mention(Ip("192.0.2.7"), detail=AddressDetail(ports=(443,)))),
        ],
        EMITTER,
    )
    misp = MispFeed(there)
    assert misp.hashes == md5_hashes(misp.loaded())
    for part in ("192.0.2.7", "443"):
        digest = hashlib.md5(part.encode(), usedforsecurity=False).hexdigest()
        assert digest in {line[0] for line in misp.hashes}


def test_only_what_blocks_or_detects_may_raise_an_alert(feed: Feed) -> None:
    misp = MispFeed(feed)
    attributes = misp.attributes()
    for i in feed.indicators:
        alerting = i.is_active(feed.as_of) and i.action is not Action.HUNT
        assert attributes[i.id]["to_ids"] is alerting, i
    hashed = {line[0] for line in misp.hashes}
    for value in ("old.alpha.example", "expired.beta.example", "maybe.alpha.example"):
        assert hashlib.md5(value.encode(), usedforsecurity=False).hexdigest() not in hashed
    known = {i.id for i in feed.indicators}
    copies = {a["uuid"] for a in attributes.values() if "Indicator " in a["comment"]}
    for id_, attribute in attributes.items():
        if id_ not in known | copies:
            assert not attribute["to_ids"], attribute
            assert attribute["disable_correlation"] or attribute["type"] == "vulnerability"


def test_what_is_revoked_or_expired_stays_and_says_so(feed: Feed) -> None:
    misp = MispFeed(feed)
    revoked, expired = misp.by_value("old.alpha.example"), misp.by_value("expired.beta.example")
    assert revoked["Tag"] == [{"name": "feedgen:revoked"}]
    assert revoked["comment"] == "Revoked 2026-04-25T00:00:00Z: It was a researcher's sinkhole"
    assert {"name": "feedgen:expired"} in expired["Tag"]
    assert expired["comment"].startswith("Expired 2026-04-30T00:00:00Z")


def test_ids_are_everywhere_the_same_and_never_made_up(feed: Feed) -> None:
    first, second = MispFeed(feed), MispFeed(feed)
    assert first.files == second.files
    assert {i.id for i in feed.indicators} <= first.attributes().keys()
    for event in first.raw.values():
        ids = [event["uuid"], *(report["uuid"] for report in event["EventReport"])]
        ids += [object_["uuid"] for object_ in event["Object"]]
        for id_ in (*ids, *first.attributes()):
            assert uuid.UUID(id_).version == 5


def test_a_value_of_two_incidents_has_its_id_in_one_event(feed: Feed) -> None:
    found = [a for a in MispFeed(feed).attributes().values() if a["value"] == "audit.alpha.example"]
    (home,) = (a for a in found if "Indicator " not in a["comment"])
    (copy,) = (a for a in found if a is not home)
    assert f"Indicator {home['uuid']}" in copy["comment"]
    assert {a["event"] for a in found} == MispFeed(feed).raw.keys()


def test_context_of_an_incident(feed: Feed) -> None:
    event = MispFeed(feed).event_of("Malicious Alpha images")
    assert [tag["name"] for tag in event["Tag"]] == [
        "tlp:clear",
        'feedgen:incident="alpha-registry-2026-04"',
        'misp-galaxy:threat-actor="Mallory"',
        'misp-galaxy:mitre-attack-pattern="Exfiltration Over C2 Channel - T1041"',
        'misp-galaxy:mitre-attack-pattern="Compromise Software Supply Chain - T1195.002"',
    ]
    assert (event["threat_level_id"], event["analysis"], event["date"]) == ("1", "2", "2026-04-22")
    (report,) = event["EventReport"]
    assert "Stolen credentials were used" in report["content"]
    described = {(a["type"], a["value"]) for a in event["Attribute"]}
    assert {("campaign-name", "Spring campaign"), ("vulnerability", "CVE-2026-0001")} <= described


def test_an_image_digest_has_its_exposure_and_stands_without_its_algorithm(feed: Feed) -> None:
    event = MispFeed(feed).event_of("Malicious Alpha images")
    (image,) = (
        o for o in event["Object"] if o["name"] == "container-image"
        if any(a["value"] == "1" * 64 for a in o["Attribute"])
    )  # fmt: skip
    assert image["first_seen"] == "2026-04-22T12:31:00+00:00"
    assert image["last_seen"] == "2026-04-22T15:42:00+00:00"
    said = {a["object_relation"]: a["value"] for a in image["Attribute"]}
    assert said == {
        "digest": "1" * 64, "registry": "docker.io", "image-name": "alpha/scanner", "tag": "v1.1",
        "labels": "OCI index",
    }  # fmt: skip
    key = next(a for a in image["Attribute"] if a["object_relation"] == "digest")
    assert "Tags overwritten: latest, v1.0" in key["comment"]
    assert "12:31:00Z to 2026-04-22T13:05:00Z (confirmed)" in key["comment"]


def test_the_hashes_of_one_file_share_an_object(feed: Feed) -> None:
    event = MispFeed(feed).event_of("Malicious Alpha images")
    (file,) = (o for o in event["Object"] if o["name"] == "file")
    assert [a["object_relation"] for a in file["Attribute"]] == [
        "sha256", "sha1", "md5", "filename", "size-in-bytes",
    ]  # fmt: skip


@pytest.mark.judged(*FEED, by="pymisp", asks=FINDS)
@pytest.mark.parametrize(
    ("observable", "type_", "value"),
    [
        (Account("github:mallory"), "github-username", "mallory"),
        (Account("npm:mallory"), "text", "npm:mallory"),
        (Certificate("sha1:" + "a" * 40), "x509-fingerprint-sha1", "a" * 40),
        (Commit("c" * 40), "git-commit-id", "c" * 40),
        (Commit("c" * 64), "text", "c" * 64),
        (Domain("a.example"), "hostname", "a.example"),
        (Email("Who@a.example"), "email", "who@a.example"),
        (HttpHeader("x-a: b|c"), "pattern-in-traffic", "x-a: b|c"),
        (ImageDigest("sha256:" + "a" * 64), "sha256", "a" * 64),
        (Ip("2001:db8::/32"), "ip-dst", "2001:db8::/32"),
        (Package("pkg:npm/%40a/b@1.2.3"), "text", "pkg:npm/%40a/b@1.2.3"),
        (FilePath("~/.x/y*"), "filename-pattern", "~/.x/y*"),
        (FilePath("C:\\a|b"), "filename", "C:\\a|b"),
        (Process("a … b"), "text", "a … b"),
        (Repository("loot"), "text", "loot"),
        (SystemdUnit("x.service"), "filename", "x.service"),
        (Url("https://a.example/?q=%7C|"), "url", "https://a.example/?q=%7C|"),
    ],
)
def test_types(feed: Feed, observable: Observable, type_: str, value: str) -> None:
    attribute = only(feed, observable)
    assert (attribute["type"], attribute["value"]) == (type_, value)
    assert attribute["to_ids"] is True


def test_a_domain_with_all_below_it_is_another_type_than_a_host(feed: Feed) -> None:
    there = listed(feed, Domain("a.example"), emitter=EMITTER, match=Match.SUBDOMAINS)
    misp = MispFeed(there)
    assert misp.by_value("a.example")["type"] == "domain"
    assert [o.kind for o in misp.omissions] == [OmissionKind.PARTIAL]


def test_one_port_is_part_of_the_value_and_several_are_not(feed: Feed) -> None:
    one = only(feed, Ip("192.0.2.7"), detail=AddressDetail(ports=(443,)))
    assert (one["type"], one["value"]) == ("ip-dst|port", "192.0.2.7|443")
    there = listed(feed, Ip("192.0.2.7"), emitter=EMITTER, detail=AddressDetail(ports=(443, 8443)))
    misp = MispFeed(there)
    assert misp.by_value("192.0.2.7")["type"] == "ip-dst"
    assert "Ports: 443, 8443" in misp.by_value("192.0.2.7")["comment"]
    assert [o.reason for o in misp.omissions] == ["the attribute names the address on every port"]


@pytest.mark.parametrize(
    "observable",
    [
        ImageDigest("sha512:" + "a" * 128), UserAgent("a\nb"), UserAgent(" a"), UserAgent(""),
        UserAgent("\U0001f600"), UserAgent("\ud800"), Domain("localhost"), Domain("a b.example"),
        Ip("192.0.2.7\n"), Email("nobody"), Commit("c"), Certificate("sha256:x\n"),
    ],
    ids=ascii,
)  # fmt: skip
def test_what_misp_would_change_or_refuse_is_named(feed: Feed, observable: Observable) -> None:
    misp = MispFeed(listed(feed, observable, emitter=EMITTER))
    (omission,) = misp.omissions
    assert omission.kind is OmissionKind.SKIPPED
    assert "MISP" in omission.reason
    known = {i.id for i in listed(feed, observable, emitter=EMITTER).indicators}
    assert not known & misp.attributes().keys()


@pytest.mark.judged(*FEED, by="pymisp", asks=HOSTILE)
@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_a_hostile_value_comes_back_as_it_is_or_not_at_all(text: str, note: str) -> None:
    there = listed(base(), UserAgent(text), emitter=EMITTER, note=note, role=note, labels=(note,))
    misp = MispFeed(there)
    (own,) = (i.id for i in there.indicators)
    theirs: dict[str, Any] = {}
    for event in misp.loaded():
        theirs |= dumped(event)
    assert (own in theirs) is not bool(misp.omissions)
    assert misp.hashes
    if own in theirs:
        assert theirs[own]["value"] == text
        assert "\n" not in theirs[own]["comment"]


@pytest.mark.judged(*FEED, by="pymisp", asks=HOSTILE)
def test_hostile_prose_stays_prose(feed: Feed) -> None:
    evil = 'x" onload="alert(1)\n\n# [a](javascript:b) @[attribute](c) <img src=d>\n\n1. \U0001f600'
    incidents = [replace(i, title=evil, summary=evil, notes=(evil,)) for i in feed.incidents]
    actors = [replace(actor, name=evil) for actor in feed.incidents[0].actors]
    incidents[0] = replace(incidents[0], actors=tuple(actors))
    there = made(replace(feed, incidents=tuple(incidents)), feed.indicators, EMITTER)
    misp = MispFeed(there)
    list(misp.loaded())
    for event in misp.raw.values():
        assert "\n" not in event["info"]
        (report,) = event["EventReport"]
        assert "\\# \\[a\\]\\(javascript:b\\) \\@\\[attribute\\]\\(c\\) \\<img" in report["content"]
        for tag in event["Tag"]:
            assert tag["name"].count('"') in (0, 2)
            assert len(tag["name"]) <= 255


def test_a_narrower_value_carries_its_own_marking(feed: Feed) -> None:
    attribute = only(feed, Domain("a.example"), tlp=Tlp.AMBER)
    assert {"name": "tlp:amber"} in attribute["Tag"]


def test_a_value_that_is_listed_again_differs_from_its_tombstone(feed: Feed) -> None:
    found = [a for a in MispFeed(feed).attributes().values() if a["value"] == "back.beta.example"]
    assert sorted((a["category"], a["to_ids"]) for a in found) == [
        ("External analysis", True),
        ("Network activity", False),
    ]


def test_an_empty_feed_is_a_feed(feed: Feed) -> None:
    there = replace(feed, indicators=(), incidents=())
    misp = MispFeed(there)
    assert misp.manifest == {}
    ((digest, id_),) = misp.hashes
    assert len(digest) == 32
    assert uuid.UUID(id_).version == 5


def test_the_templates_are_those_that_pymisp_ships(feed: Feed) -> None:
    used = {o["name"] for event in MispFeed(feed).raw.values() for o in event["Object"]}
    assert used == TEMPLATES.keys()


def test_expiry_takes_effect_at_the_next_release(
    feed: Feed, at: Callable[[Feed, datetime], Feed]
) -> None:
    later = at(feed, datetime(2029, 1, 1, tzinfo=UTC))
    before, after = MispFeed(feed).attributes(), MispFeed(later).attributes()
    assert before.keys() == after.keys()
    for i in feed.active:
        if i.valid_until <= later.as_of:
            assert after[i.id]["to_ids"] is False
            assert int(after[i.id]["timestamp"]) > int(before[i.id]["timestamp"])
