"""Other people's TAXII clients against `feedgen serve`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
import stix2
from requests.exceptions import HTTPError as RequestsError
from taxii2client.v21 import ApiRoot, Collection, Server, as_pages

from tests.engines.conformance import FINDS, LOADS
from tests.serve.subscribers.real_server import REVOKED, Publications, Running, running

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:taxii2client")

Json = dict[str, Any]
SEGMENTS = "taxii/segments/*.json"
TABLES = ("taxii/log.json", "taxii/records.bin", "taxii/classes.bin", "taxii/ids.bin")


def collection(server: Running, alias: str = "all") -> Collection:
    # Not by the alias: taxii2-client demands that the id stands in the address.
    root = ApiRoot(f"{server.url}/taxii2/feed/")
    return next(each for each in root.collections if each.alias == alias)


def bundle(publications: Publications, path: str = "stix/bundle.json") -> list[Json]:
    content = (publications.second / "v1" / "latest" / path).read_bytes()
    objects: list[Json] = json.loads(content)["objects"]
    return objects


def by_id(objects: list[Json]) -> dict[str, Json]:
    found = {document["id"]: document for document in objects}
    assert len(found) == len(objects)
    return found


@pytest.mark.judged(TABLES[0], by="taxii2-client", asks=LOADS)
def test_taxii2_client_discovers_what_there_is(server: Running) -> None:
    found = Server(f"{server.url}/taxii2/")
    assert found.title == "feedgen"
    assert found.default.url == f"{server.url}/taxii2/feed/"
    (root,) = found.api_roots
    assert root.versions == ["application/taxii+json;version=2.1"]
    assert root.max_content_length > 0
    assert [each.custom_properties for each in root.collections] == [{}] * 3
    assert [(each.alias, each.can_read, each.can_write) for each in root.collections] == [
        ("all", True, False), ("indicators", True, False), ("hunt", True, False),
    ]  # fmt: skip
    assert all(
        each.media_types == ["application/stix+json;version=2.1"] for each in root.collections
    )
    by_alias = {each.alias: each for each in root.collections}
    same = Collection(f"{server.url}/taxii2/feed/collections/{by_alias['all'].id}/")
    assert same.title == by_alias["all"].title


@pytest.mark.judged(SEGMENTS, by="taxii2-client", asks=FINDS)
@pytest.mark.parametrize("limit", [0, 1, 97, 5_000, 20_000])
def test_taxii2_client_pages_through_every_object(
    server: Running, publications: Publications, limit: int
) -> None:
    options = {"match[type]": "identity,report"} if limit == 1 else {}
    there = collection(server)
    pages = list(as_pages(there.get_objects, per_request=limit, **{
        name.removeprefix("match[").rstrip("]"): value for name, value in options.items()
    }))  # fmt: skip
    expected = by_id(bundle(publications))
    if limit == 1:
        expected = {id_: o for id_, o in expected.items() if o["type"] in {"identity", "report"}}
        assert len(pages) == len(expected)
    assert by_id([document for page in pages for document in page["objects"]]) == expected


@pytest.mark.judged(*TABLES, by="taxii2-client", asks=FINDS)
def test_taxii2_client_pages_through_the_manifest(
    server: Running, publications: Publications
) -> None:
    pages = as_pages(collection(server).get_manifest, per_request=100)
    records = [record for page in pages for record in page["objects"]]
    dates = [record["date_added"] for record in records]
    assert dates == sorted(set(dates))
    expected = by_id(bundle(publications))
    assert by_id(records).keys() == expected.keys()
    for record in records:
        document = expected[record["id"]]
        version = document.get("modified") or document["created"]
        assert record["version"].replace("000Z", "Z") == version


@pytest.mark.judged(SEGMENTS, by="taxii2-client", asks=FINDS)
def test_taxii2_client_gets_the_hunting_collection(
    server: Running, publications: Publications
) -> None:
    found = collection(server, "hunt").get_objects()["objects"]
    expected = by_id(bundle(publications, "stix/hunt.json"))
    others = [o["type"] for id_, o in by_id(found).items() if o != expected.get(id_)]
    assert by_id(found).keys() >= expected.keys()
    assert set(others) <= {"extension-definition", "marking-definition"}
    alerting = {o["id"] for o in collection(server, "indicators").get_objects()["objects"]}
    assert not {o["id"] for o in found if o["type"] == "indicator"} & alerting


@pytest.mark.judged(SEGMENTS, by="taxii2-client", asks=FINDS)
def test_taxii2_client_follows_a_release_while_the_server_runs(
    publications: Publications, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    publications.put(publications.first, out)
    with running(out, tmp_path / "access.log") as server:
        there = collection(server)
        pages = as_pages(there.get_objects, per_request=200)
        first = [next(pages)]
        publications.put(publications.second, out)
        while _serial(server) == 1:
            pass
        received = [o for page in [*first, *pages] for o in page["objects"]]
        newest = max(r["date_added"] for r in there.get_manifest(limit=10_000)["objects"])
        assert there.get_objects(added_after=newest) == {"more": False}
        late = there.get_objects(added_after="2026-11-24T12:59:59Z")["objects"]
    revoked = [o["pattern"] for o in late if o.get("revoked") and o["type"] == "indicator"]
    assert revoked == [f"[ipv4-addr:value = '{REVOKED}']"]
    final = {document["id"]: document for document in received}
    assert final == by_id(bundle(publications))
    assert len(received) == len({(o["id"], o.get("modified")) for o in received})


@pytest.mark.judged(SEGMENTS, by="stix2", asks=LOADS)
def test_stix2_parses_every_object(server: Running) -> None:
    found = collection(server).get_objects(version="all")["objects"]
    for document in found:
        parsed = stix2.parse(document, allow_custom=True)
        assert json.loads(parsed.serialize()).keys() <= document.keys()


@pytest.mark.judged(SEGMENTS, by="stix2", asks=FINDS)
def test_stix2_asks_for_objects(server: Running, publications: Publications) -> None:
    source = stix2.TAXIICollectionSource(collection(server), allow_custom=True)
    expected = by_id(bundle(publications))
    indicators = source.query([stix2.Filter("type", "=", "indicator")])
    assert {i["id"] for i in indicators} == {i for i in expected if i.startswith("indicator--")}
    (revoked,) = [
        i for i in indicators if i["pattern"] == f"[ipv4-addr:value = '{REVOKED}']" and i.revoked
    ]
    assert source.get(revoked.id).revoked
    assert [v.revoked for v in source.all_versions(revoked.id)].count(True) == 1
    assert len(source.all_versions(revoked.id)) == 2
    identity = next(id_ for id_ in expected if id_.startswith("identity--"))
    assert source.get(identity).name == "feedgen"
    assert source.get("indicator--00000000-0000-4000-8000-000000000000") is None
    assert source.query([stix2.Filter("id", "=", identity)])[0].id == identity


def test_what_is_not_there_is_told_as_clients_expect(server: Running) -> None:
    with pytest.raises(RequestsError, match="404"):
        collection(server).get_object("indicator--00000000-0000-4000-8000-000000000000")
    with pytest.raises(RequestsError, match="404"):
        Collection(f"{server.url}/taxii2/feed/collections/no-such/").refresh()
    with pytest.raises(RequestsError, match="404"):
        ApiRoot(f"{server.url}/taxii2/other/").refresh_information()
    with pytest.raises(RequestsError, match="406"):
        collection(server).get_objects(accept="text/html")


def _serial(server: Running) -> int:
    try:
        with urlopen(f"{server.url}/latest.json", timeout=10) as answer:  # noqa: S310 - the loopback
            serial: int = json.load(answer)["serial"]
    except HTTPError as error:
        raise AssertionError(error.read()) from error
    return serial
