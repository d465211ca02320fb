"""`match[...]`, versions and manifests (TAXII 2.1 §3.4.1, §5.3)."""

from __future__ import annotations

import pytest

from tests.release.object_log.made_logs import Dated, ObjectLogs, in_collection, stamp
from tests.serve.taxii.calls import Caller
from tests.serve.taxii.taxii_model import selection

KINDS = ("objects", "manifest")
STIX_TYPES = (
    "attack-pattern", "campaign", "course-of-action", "grouping", "identity", "incident", "indicator",
    "infrastructure", "intrusion-set", "location", "malware", "malware-analysis", "note",
    "observed-data", "opinion", "report", "threat-actor", "tool", "vulnerability", "relationship",
    "sighting", "artifact", "autonomous-system", "directory", "domain-name", "email-addr",
    "email-message", "file", "ipv4-addr", "ipv6-addr", "mac-addr", "mutex", "network-traffic",
    "process", "software", "url", "user-account", "windows-registry-key", "x509-certificate",
    "bundle", "extension-definition", "language-content", "marking-definition", "x-own-type",
)  # fmt: skip


@pytest.fixture(scope="module")
def rows(rich: ObjectLogs) -> list[Dated]:
    return rich.dated()


def of(rows: list[Dated], name: str) -> list[Dated]:
    return [row for row in rows if row.made.name == name]


@pytest.mark.parametrize("kind", KINDS)
def test_o09_fields_have_to_fit_together_and_one_value_of_each(
    caller: Caller, rows: list[Dated], kind: str
) -> None:
    ids = [of(rows, name)[0].made.id for name in ("a0", "a1", "incident", "h0")]
    query = {"match_id": ",".join(ids), "match_type": "indicator,report"}
    expected = [row.made.id for row in selection(rows, "all", query)]
    assert expected == [ids[0], ids[2], ids[1]]
    assert caller.get(f"collections/all/{kind}/", **query).ids == expected


@pytest.mark.parametrize("field", ["id", "type", "version", "spec_version"])
@pytest.mark.parametrize("quoted", [b"match[%s]=x&match[%s]=x", b"match[%s]=x&match%%5B%s%%5D=x"])
def test_o09_a_field_is_given_once(caller: Caller, field: str, quoted: bytes) -> None:
    query = quoted % (field.encode(), field.encode())
    answer = caller.raw("feed/collections/all/objects/", query)
    assert answer.status == 400
    assert answer.document["description"] == f"match[{field}]: given more than once"


def test_o09_unknown_fields_are_ignored(caller: Caller) -> None:
    plain = caller.get("collections/all/objects/")
    query = b"match[tlp]=red&match[tlp]=red&since=now&&=&match=x"
    assert caller.raw("feed/collections/all/objects/", query).body == plain.body


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "query",
    [
        {"match_type": "report,malware"},
        {"match_version": "first"},
        {"match_spec_version": "2.1"},
        {"match_spec_version": "2.0"},
    ],
)
def test_o10_all_four_filters_select_objects(
    caller: Caller, rows: list[Dated], kind: str, query: dict[str, str]
) -> None:
    expected = [row.made.id for row in selection(rows, "all", query)]
    assert caller.get(f"collections/all/{kind}/", **query).ids == expected


def test_o10_one_object_knows_versions_only(caller: Caller, rows: list[Dated]) -> None:
    first, *_, last = of(rows, "a1")
    path = f"collections/all/objects/{first.made.id}/"
    assert caller.get(path, match_version="first").document["objects"] == [first.made.to_json()]
    assert caller.get(path, match_spec_version="2.0").document == {"more": False}
    nowhere = caller.get(path, match_version="2000-01-01T00:00:00Z")
    assert nowhere.document == {"more": False}
    ignored = caller.get(path, match_type="report", match_id=of(rows, "a0")[0].made.id)
    assert ignored.document["objects"] == [last.made.to_json()]


def test_o10_versions_know_the_specification_only(caller: Caller, rows: list[Dated]) -> None:
    made = of(rows, "a1")
    path = f"collections/all/objects/{made[0].made.id}/versions/"
    every = {"more": False, "versions": [row.version_text for row in made]}
    assert caller.get(path).document == every
    assert caller.get(path, match_version="last").document == every
    assert caller.get(path, match_spec_version="2.0").document == {"more": False}


@pytest.mark.parametrize("type_", STIX_TYPES)
def test_o11_every_type_may_be_asked_for(caller: Caller, rows: list[Dated], type_: str) -> None:
    answer = caller.get("collections/all/objects/", match_type=type_)
    assert answer.ids == [row.made.id for row in selection(rows, "all", {"match_type": type_})]


def test_o12_the_default_is_the_last_version(caller: Caller, rows: list[Dated]) -> None:
    default = caller.get("collections/all/objects/")
    assert default.ids == caller.get("collections/all/objects/", match_version="last").ids
    assert len(set(default.ids)) == len(default.ids)
    revoked = of(rows, "a2")[-1].made
    assert [each for each in default.document["objects"] if each["id"] == revoked.id] == [
        revoked.to_json()
    ]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("alias", ["all", "hunt", "tlp-clear"])
def test_o12_versions_by_word_and_by_time(
    caller: Caller, rows: list[Dated], kind: str, alias: str
) -> None:
    times = sorted({row.version_text for row in rows})
    for version in ("all", "first", "first,last", *times, ",".join(times), f"last,{times[1]}"):
        query = {"match_version": version}
        expected = [(row.made.id, row.number) for row in selection(rows, alias, query)]
        answer = caller.get(f"collections/{alias}/{kind}/", **query)
        assert answer.ids == [id_ for id_, _ in expected], version
        assert len(set(answer.objects)) == len(answer.objects)


def test_o12_finer_times_name_no_version(caller: Caller) -> None:
    query = {"match_version": "2026-01-01T00:00:00.000001Z"}
    assert caller.get("collections/all/objects/", **query).document == {"more": False}
    query = {"match_version": "1969-12-31T23:59:59.999Z"}
    assert caller.get("collections/all/objects/", **query).document == {"more": False}


@pytest.mark.parametrize("others", ["all,last", "first,all", "all,2026-01-01T00:00:00Z"])
def test_o12_all_stands_alone(caller: Caller, others: str) -> None:
    answer = caller.get("collections/all/objects/", match_version=others)
    assert answer.status == 400
    assert answer.document["description"] == (
        "match[version]: all cannot stand beside other versions"
    )


def test_o13_an_unversioned_object_has_its_creation_as_version(
    caller: Caller, rows: list[Dated]
) -> None:
    (marking,) = of(rows, "clear")
    query = {"match_id": marking.made.id}
    (listed,) = caller.get("collections/all/manifest/", **query).document["objects"]
    assert "modified" not in marking.made.to_json()
    assert listed["version"] == "2026-01-01T00:00:00.000000Z"


def test_o13_one_without_either_has_the_epoch(caller: Caller, rows: list[Dated]) -> None:
    (undated,) = of(rows, "undated")
    path = f"collections/all/objects/{undated.made.id}/"
    epoch = "1970-01-01T00:00:00.000000Z"
    assert caller.get(f"{path}versions/").document["versions"] == [epoch]
    assert caller.get(path, match_version=epoch).ids == [undated.made.id]


@pytest.mark.parametrize("kind", KINDS)
def test_o14_only_objects_of_the_specification_asked_for(caller: Caller, kind: str) -> None:
    path = f"collections/all/{kind}/"
    everything = caller.get(path).ids
    assert caller.get(path, match_spec_version="2.1").ids == everything
    assert caller.get(path, match_spec_version="2.0,2.1").ids == everything
    assert caller.get(path, match_spec_version="2.0").document == {"more": False}


def test_o15_a_manifest_tells_of_objects_what_a_client_needs(
    caller: Caller, rows: list[Dated]
) -> None:
    query = {"match_version": "all"}
    assert caller.get("collections/all/manifest/", **query).document["objects"] == [
        {
            "id": row.made.id,
            "date_added": stamp(row.added),
            "version": row.version_text,
            "media_type": "application/stix+json;version=2.1",
        }
        for row in selection(rows, "all", query)
    ]


def test_o16_manifests_and_versions_have_next_too(caller: Caller, rows: list[Dated]) -> None:
    made = of(rows, "a1")
    path = f"collections/all/objects/{made[0].made.id}/versions/"
    first = caller.get(path, limit=2)
    rest = caller.get(path, next=first.document["next"])
    found = first.document["versions"] + rest.document["versions"]
    assert found == [row.version_text for row in made]
    listed = caller.get("collections/all/manifest/", limit=2)
    assert caller.get("collections/all/manifest/", next=listed.document["next"]).ids


@pytest.mark.parametrize("alias", ["all", "indicators", "hunt", "tlp-clear"])
def test_d09_an_object_is_there_where_its_collection_has_it(
    caller: Caller, rows: list[Dated], alias: str
) -> None:
    for row in rows:
        path = f"collections/{alias}/objects/{row.made.id}/"
        versions = [v for v in rows if v.made.id == row.made.id and in_collection(v, alias)]
        current = [v.made.to_json() for v in versions if v.last]
        answer = caller.get(path)
        assert answer.status == (200 if current else 404)
        assert answer.document.get("objects", []) == current
        listed = caller.get(f"{path}versions/")
        assert listed.status == (200 if versions else 404)
        assert listed.document.get("versions", []) == [v.version_text for v in versions]
        every = caller.get(path, match_version="all")
        assert every.status == (200 if versions else 404)
