"""OSV: records that match what is malicious, and nothing else of the same package."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedgen.build.pipeline import freeze
from feedgen.emitters.osv import EMITTER
from feedgen.emitters.osv.subjects import (
    ECOSYSTEMS,
    EVERY_VERSION,
    NEEDS_TIME,
    NO_EXTENSION_ECOSYSTEM,
    NO_PACKAGE_ECOSYSTEM,
    NO_REPOSITORY,
    NOT_GITHUB,
)
from feedgen.model.artifact import OmissionKind
from feedgen.model.feed import Feed, ReleaseInfo
from feedgen.model.indicator import Action, CommitDetail, Mention, TagDetail, TagStanding
from feedgen.model.instants import parse_instant
from feedgen.model.ledger import Ledger
from feedgen.model.observables import ActionRef, Commit, Domain, Extension, Observable, Package
from feedgen.model.tlp import Tlp
from feedgen.sources.tree import read_tree
from tests.conftest import AS_OF, Golden, emit
from tests.emitters.osv.reader import Json, is_affected, is_affected_commit, judge
from tests.emitters.stix.feeds import LATER, incident, write_incidents
from tests.engines.conformance import FINDS, HOSTILE, LOADS, SILENT
from tests.model.made_feeds import accounted, base, indicator, listed, made, mention, small

CREATED = TagDetail(standing=TagStanding.CREATED)
BAD, GOOD, BEFORE = "d" * 40, "e" * 40, "c" * 40


@pytest.fixture(scope="module")
def feed(corpus: Callable[[str], Path]) -> Feed:
    return small(corpus("small"), EMITTER)


def records(feed: Feed) -> list[Json]:
    """Every record, judged."""
    found = []
    for path, content in emit(EMITTER, feed)[0].items():
        record = json.loads(content)
        judge(record)
        assert path == f"osv/{record['id']}.json"
        found.append(record)
    return found


def hits(feed: Feed, ecosystem: str, name: str, version: str) -> bool:
    return any(is_affected(record, ecosystem, name, version) for record in records(feed))


def test_golden(feed: Feed, golden: Golden) -> None:
    golden("osv/small", emit(EMITTER, feed)[0])


def test_every_active_indicator_is_accounted_for(feed: Feed, tmp_path: Path) -> None:
    staged = accounted(EMITTER, feed, tmp_path)
    assert staged.carried == {"osv": 5}
    skipped = [g for g in staged.omissions if ("package", 1) in g.types]
    assert [(g.kind, g.reason) for g in skipped] == [(OmissionKind.SKIPPED, EVERY_VERSION)]


@pytest.mark.judged("osv/*.json", by="own OSV reader", asks=FINDS)
@pytest.mark.judged("osv/*.json", by="own OSV reader", asks=SILENT)
@pytest.mark.parametrize(
    ("ecosystem", "name", "version", "expected"),
    [
        ("npm", "@alpha/cli", "2026.4.0", True),
        ("npm", "@alpha/cli", "2026.4.1", False),
        ("npm", "@alpha/cli", "2026.3.9", False),
        ("npm", "@alpha/cli-tools", "2026.4.0", False),
        ("PyPI", "alphaa", "1.0", False),
        ("GitHub Actions", "alpha/other-action", "2.3.35", True),
        ("GitHub Actions", "alpha/other-action", "2.3.34", False),
        ("GitHub Actions", "alpha/scan-action", BAD, True),
        ("GitHub Actions", "alpha/scan-action", GOOD, False),
        ("GitHub Actions", "alpha/scan-action", "0.24.0", False),
        ("VSCode", "alpha.results", "2.63.0", True),
        ("VSCode:https://open-vsx.org", "alpha.results", "2.63.0", True),
        ("VSCode", "alpha.results", "2.64.0", False),
    ],
)
def test_what_is_malicious_and_what_looks_like_it(
    feed: Feed,
    ecosystem: str,
    name: str,
    version: str,
    expected: bool,  # noqa: FBT001 a parameter of pytest, by name
) -> None:
    assert hits(feed, ecosystem, name, version) is expected


@pytest.mark.judged("osv/*.json", by="own OSV reader", asks=SILENT)
def test_a_commit_is_bad_alone_not_what_stands_before_or_upon_it(feed: Feed) -> None:
    parents = {GOOD: BAD, BAD: BEFORE}
    repo = "https://github.com/alpha/scan-action"
    found = {
        commit: any(is_affected_commit(r, repo, commit, parents) for r in records(feed))
        for commit in (BEFORE, BAD, GOOD)
    }
    assert found == {BEFORE: False, BAD: True, GOOD: False}


def test_no_record_begins_at_nought(feed: Feed) -> None:
    for record in records(feed):
        for affected in record["affected"]:
            for range_ in affected.get("ranges", ()):
                assert {"introduced": "0"} not in range_["events"]


@pytest.mark.judged("osv/*.json", by="jsonschema", asks=LOADS)
@pytest.mark.parametrize(
    ("purl", "ecosystem", "name"),
    [
        ("pkg:cargo/a@1", "crates.io", "a"),
        ("pkg:composer/a/b@1", "Packagist", "a/b"),
        ("pkg:gem/a@1", "RubyGems", "a"),
        ("pkg:golang/github.com/A/b@v1.0.0", "Go", "github.com/A/b"),
        ("pkg:maven/org.a/b@1", "Maven", "org.a:b"),
        ("pkg:npm/%40a/b@1", "npm", "@a/b"),
        ("pkg:nuget/A.B@1", "NuGet", "A.B"),
        ("pkg:pypi/a-b@1", "PyPI", "a-b"),
    ],
)
def test_ecosystems(feed: Feed, purl: str, ecosystem: str, name: str) -> None:
    there = listed(feed, Package.parse(purl), emitter=EMITTER)
    (record,) = records(there)
    (affected,) = record["affected"]
    assert affected["package"] == {
        "ecosystem": ecosystem,
        "name": name,
        "purl": purl.rpartition("@")[0],
    }
    assert affected["versions"] == [purl.rpartition("@")[2]]


def test_versions_of_one_package_share_a_record(feed: Feed) -> None:
    there = listed(
        feed, *(Package(f"pkg:npm/a@{version}") for version in ("1.0.10", "1.0.9")), emitter=EMITTER
    )
    (record,) = records(there)
    (affected,) = record["affected"]
    assert affected["versions"] == ["1.0.10", "1.0.9"]
    assert {i["id"] for i in affected["database_specific"]["indicators"]} == {
        i.id for i in there.indicators
    }


@pytest.mark.parametrize(
    ("observable", "detail", "reason"),
    [
        (Package("pkg:npm/a"), None, EVERY_VERSION),
        (Package("pkg:deb/debian/xz-utils@5.6.0"), None, NO_PACKAGE_ECOSYSTEM),
        (Package("pkg:oci/a@sha256%3Aaa"), None, NO_PACKAGE_ECOSYSTEM),
        (Extension("chrome:a.b@1"), None, NO_EXTENSION_ECOSYSTEM),
        (Commit(BAD), None, NO_REPOSITORY),
        (ActionRef("gitlab.com/a/b@v1"), CREATED, NOT_GITHUB),
        (ActionRef("github.com/a/b@v1"),
         replace(CREATED, reissued=datetime(2026, 4, 1, tzinfo=UTC)), NEEDS_TIME),
    ],
)  # fmt: skip
def test_what_osv_cannot_say(
    feed: Feed, observable: Observable, detail: Any, reason: str, tmp_path: Path
) -> None:
    there = listed(feed, observable, emitter=EMITTER, detail=detail)
    staged = accounted(EMITTER, there, tmp_path)
    assert [group.reason for group in staged.omissions] == [reason]
    assert not staged.files


@pytest.mark.judged("osv/*.json", by="own OSV reader", asks=FINDS)
def test_a_commit_outside_github_is_in_no_ecosystem(feed: Feed) -> None:
    detail = CommitDetail(repositories=("gitlab.example/a/b",))
    there = listed(feed, Commit(BAD), emitter=EMITTER, detail=detail)
    (record,) = records(there)
    (affected,) = record["affected"]
    assert "package" not in affected
    assert is_affected_commit(record, "https://gitlab.example/a/b", BAD, {})


@pytest.mark.parametrize("action", [Action.HUNT])
def test_a_hunt_is_no_record(feed: Feed, action: Action) -> None:
    assert not records(listed(feed, Package("pkg:npm/a@1"), emitter=EMITTER, action=action))


def test_a_detection_is_a_record(feed: Feed) -> None:
    assert records(listed(feed, Package("pkg:npm/a@1"), emitter=EMITTER, action=Action.DETECT))


def package(*versions: Mention, **changes: Any) -> Feed:
    feed = base()
    return made(feed, [indicator(feed, version, **changes) for version in versions], EMITTER)


def test_an_expired_version_leaves_its_record() -> None:
    expired = mention(Package("pkg:npm/a@1"), valid_until=datetime(2026, 4, 30, tzinfo=UTC))
    (record,) = records(package(expired, mention(Package("pkg:npm/a@2"))))
    assert record["affected"][0]["versions"] == ["2"]
    assert not records(package(expired))


@pytest.mark.judged("osv/*.json", by="own OSV reader", asks=SILENT)
def test_a_record_is_withdrawn_when_all_in_it_is_revoked() -> None:
    at = datetime(2026, 4, 29, tzinfo=UTC)
    one, two = mention(Package("pkg:npm/a@1")), mention(Package("pkg:npm/a@2"))
    feed = base()
    revoked = {"revoked_at": at, "revoked_reason": "Not\nmalicious"}
    half = made(feed, [indicator(feed, one, **revoked), indicator(feed, two)], EMITTER)
    whole = made(feed, [indicator(feed, one, **revoked), indicator(feed, two, **revoked)], EMITTER)
    (record,) = records(half)
    assert "withdrawn" not in record
    assert record["affected"][0]["versions"] == ["2"]
    (gone,) = records(whole)
    assert gone["id"] == record["id"]
    assert gone["withdrawn"] == "2026-04-29T00:00:00Z"
    assert gone["summary"] == "Withdrawn: Malicious code in a (npm): Not malicious"
    assert gone["affected"][0]["versions"] == ["1", "2"]
    assert not is_affected(gone, "npm", "a", "1")


def compiled(root: Path, ledger: Ledger, serial: int, as_of: datetime) -> Feed:
    release = ReleaseInfo(version=f"{as_of:%Y.%m.%d}.1", serial=serial, as_of=as_of)
    return freeze(read_tree(root), ledger, release, (EMITTER,))


def test_dates_from_release_to_release(tmp_path: Path) -> None:
    def told(**entry: Any) -> Json:
        return incident(indicators={"packages": {"npm": {"a": {"versions": ["1"], **entry}}}})

    root = write_incidents(tmp_path / "iocs", told())
    first = compiled(root, Ledger(), 1, AS_OF)
    again = compiled(root, first.ledger, 2, LATER)
    assert emit(EMITTER, first)[0] == emit(EMITTER, again)[0]
    event = {"at": "2026-05-10", "event": "revoked", "reason": "Wrong"}
    write_incidents(root, told(history=[event]))
    (before,), (after,) = records(first), records(compiled(root, first.ledger, 2, LATER))
    assert (before["id"], before["published"]) == (after["id"], after["published"])
    assert parse_instant(before["modified"]) == AS_OF
    assert parse_instant(after["modified"]) == LATER
    assert after["withdrawn"] == "2026-05-10T00:00:00Z"
    relisted = {"at": "2026-05-20", "event": "relisted", "reason": "Right"}
    write_incidents(root, told(history=[event, relisted]))
    third = datetime(2026, 7, 1, tzinfo=UTC)
    (back,) = records(compiled(root, compiled(root, first.ledger, 2, LATER).ledger, 3, third))
    assert "withdrawn" not in back
    assert back["affected"][0]["versions"] == ["1"]


def test_two_incidents_have_a_record_each(feed: Feed) -> None:
    one = mention(Package("pkg:npm/a@1"))
    two = replace(one, incident_id="beta-worm-2026-04")
    there = made(feed, [indicator(feed, one, two)], EMITTER)
    found = records(there)
    assert [record["database_specific"]["incident"] for record in found] == [
        r["database_specific"]["incident"] for r in sorted(found, key=lambda r: str(r["id"]))
    ]
    assert len({record["id"] for record in found}) == 2


def test_context(feed: Feed) -> None:
    (record,) = (r for r in records(feed) if "(npm)" in r["summary"])
    assert record["related"] == ["CVE-2026-0001", "GHSA-aaaa-bbbb-cccc"]
    iocs = record["database_specific"]["iocs"]
    assert iocs["domains"] == ["audit.alpha.example", "host-1.tunnel.example"]
    assert "maybe.alpha.example" not in json.dumps(record)
    assert "old.alpha.example" not in json.dumps(record)
    assert "198.51.100.0/28" not in json.dumps(record)


def test_a_repository_that_lost_control_of_a_commit_is_not_called_malicious(feed: Feed) -> None:
    said = {record["summary"] for record in records(feed)}
    assert "Malicious commits of alpha/scan-action (GitHub Actions)" in said
    assert "Malicious code in alpha/other-action (GitHub Actions)" in said


def test_a_narrower_value_is_not_told_along(feed: Feed) -> None:
    there = made(
        feed,
        [
            indicator(feed, mention(Package("pkg:npm/a@1"))),
            indicator(feed, mention(Domain("secret.example"), tlp=Tlp.AMBER)),
        ],
        EMITTER,
    )
    assert "secret.example" not in emit(EMITTER, there)[0].popitem()[1].decode()


@pytest.mark.parametrize(
    ("name", "prefix"),
    [
        ("feedgen", "x_FEEDGEN"),
        ("Ägir's Feed!", "x_GIR-S-FEED"),
        ("日本", "x_FEED"),
        ("-", "x_FEED"),
    ],
)
def test_the_prefix_is_the_producers(feed: Feed, name: str, prefix: str) -> None:
    there = replace(feed, profile=replace(feed.profile, name=name))
    assert {record["id"].rpartition("-")[0] for record in records(there)} == {prefix}


@pytest.mark.judged("osv/*.json", by="jsonschema", asks=HOSTILE)
@settings(max_examples=60, deadline=None)
@given(st.text(max_size=20), st.text(max_size=20), st.text(max_size=60))
def test_hostile_text_stays_text(name: str, version: str, prose: str) -> None:
    feed = base()
    incidents = tuple(
        replace(i, title=prose, summary=prose, notes=(prose,)) for i in feed.incidents
    )
    there = replace(feed, incidents=incidents)
    values = (Package(f"pkg:npm/{name}@{version}"), Extension(f"open-vsx:{name}.{name}@{version}"))
    for record in records(listed(there, *values, emitter=EMITTER)):
        for affected in record["affected"]:
            assert all(v.isascii() and v.isprintable() for v in affected["versions"])
        assert "](" not in record["details"]
        assert "\n" not in record["summary"]


def test_every_kind_of_package_is_known_to_osv() -> None:
    assert all(kind == kind.lower() for kind in ECOSYSTEMS)
    there = base()
    for kind in sorted(set(ECOSYSTEMS) - {"swift", "julia", "composer", "golang", "maven"}):
        records(listed(there, Package(f"pkg:{kind}/a@1"), emitter=EMITTER))
