"""Discovery, the API root, status and collections (TAXII 2.1 §4, §5.1, §5.2)."""

from __future__ import annotations

import pytest

from tests.release.object_log.made_logs import ObjectLogs, in_collection
from tests.serve.taxii.calls import Caller


def test_d01_discovery_names_the_default_root(caller: Caller) -> None:
    assert caller.raw("").document == {
        "title": "made feed",
        "description": "Made for a test.",
        "contact": "feed@producer.example",
        "default": "/taxii2/feed/",
        "api_roots": ["/taxii2/feed/"],
    }


def test_d02_roots_are_relative_to_whatever_host_this_is(caller: Caller) -> None:
    for root in caller.raw("").document["api_roots"]:
        assert root.startswith("/")
        assert not root.startswith("//")
        assert ".." not in root
        assert "?" not in root
        assert root.endswith("/")


def test_d03_the_root_names_its_version_and_limit(caller: Caller) -> None:
    assert caller.get("").document == {
        "title": "made feed",
        "description": "Made for a test.",
        "versions": ["application/taxii+json;version=2.1"],
        "max_content_length": 65_536,
    }


def test_d04_no_body_is_too_large_for_being_refused(caller: Caller) -> None:
    # Bodies are never read: what may not be posted is forbidden, not too large.
    assert caller.raw("feed/collections/all/objects/", method="POST").status == 403


@pytest.mark.parametrize("path", ["status/2d086da7-4bdc-4f91-900e-d77486753710/", "status/x"])
def test_d05_there_is_no_status(caller: Caller, path: str) -> None:
    answer = caller.get(path)
    assert answer.status == 404
    assert answer.document["description"] == "there is no such status: nothing can be added here"


def test_d06_nothing_ever_gives_a_status_to_ask_for(caller: Caller) -> None:
    assert caller.raw("feed/collections/all/objects/", method="POST").status == 403
    assert caller.get("status/").status == 404
    assert caller.get("status/a/b/").status == 404


def test_d07_collections_keep_their_order(caller: Caller, rich: ObjectLogs) -> None:
    first = caller.get("collections/")
    assert first.body == Caller(rich).get("collections/").body
    earlier = Caller(rich, serial=1).get("collections/").document["collections"]
    kept = [each["id"] for each in first.document["collections"]]
    assert [each["id"] for each in earlier] == kept


def test_d07_nobody_gets_an_empty_list(rich: ObjectLogs) -> None:
    everything = frozenset(Caller(rich).taxii_collections)
    assert Caller(rich, hidden=everything).get("collections/").document == {}


def test_d08_a_collection_says_what_it_is(caller: Caller) -> None:
    listed = caller.get("collections/").document["collections"]
    assert {each.pop("description").endswith(".") for each in listed} == {True}
    assert {tuple(each) for each in listed} == {
        ("id", "title", "alias", "can_read", "can_write", "media_types")
    }
    for each in listed:
        assert each["can_read"] is True
        assert each["can_write"] is False
        assert each["media_types"] == ["application/stix+json;version=2.1"]
    assert len({each["alias"] for each in listed}) == len(listed)


@pytest.mark.parametrize("below", ["", "objects/", "manifest/"])
def test_d08_an_alias_stands_for_the_id(caller: Caller, below: str) -> None:
    for each in caller.get("collections/").document["collections"]:
        by_alias = caller.get(f"collections/{each['alias']}/{below}")
        assert by_alias.status == 200
        assert by_alias == caller.get(f"collections/{each['id']}/{below}")


@pytest.mark.parametrize(
    "path",
    [
        "/taxii2/other/", "/taxii2/other/collections/", "/taxii2/feed/collections/none/",
        "/taxii2/feed/collections/none/objects/", "/taxii2/feed/collections/all/none/",
        "/taxii2/feed/collections/all/objects/indicator--x/",
        "/taxii2/feed/collections/all/objects/indicator--00000000-0000-4000-8000-000000000000/",
        "/taxii2/feed/collections/all/objects/{id}/none/",
        "/taxii2/feed/collections/all/objects/{id}/versions/more/",
        "/taxii2/feed/collections/all/versions/", "/taxii2/feed/none/", "/taxii3/", "/",
        "/taxii2/feed/collections/all\x00/", "/taxii2/feed/collections/\ud800/objects/",
        "/taxii2/feed/collections/" + "a" * 10_000, "/taxii2/" + "a/" * 10_000,
        "/taxii2/feed/collections/all/objects/" + "\N{SNOWMAN}" * 1000,
        "/taxii2/feed/collections/all/objects/../../", "/taxii2/./feed/",
    ],
)  # fmt: skip
def test_d09_what_is_not_there_is_not_found(caller: Caller, rich: ObjectLogs, path: str) -> None:
    known = next(row.made.id for row in rich.dated() if in_collection(row, "all") and row.last)
    path = path.replace("{id}", known)
    for each in (path, f"{path}/"):
        assert caller.raw(each).status == 404
