"""TAXII 2.1 §1 to §3: addresses, media types, JSON. Named after the requirements in docs/taxii.md."""

from __future__ import annotations

import re
from uuid import UUID

import pytest

from tests.serve.taxii.calls import FIRST, LAST, TIMESTAMP, Caller

PATHS = (
    "",
    "feed/",
    "feed/collections/",
    "feed/collections/all/",
    "feed/collections/all/objects/",
    "feed/collections/all/manifest/",
)
REFUSALS = (
    ("GET", "feed/collections/nowhere/", b"", None, 404),
    ("GET", "nowhere/", b"", None, 404),
    ("GET", "feed/collections/all/objects/", b"limit=0", None, 400),
    ("GET", "feed/collections/all/objects/", b"", "text/html", 406),
    ("PUT", "feed/collections/all/objects/", b"", None, 405),
    ("POST", "feed/collections/all/objects/", b"", None, 403),
)


def test_g02_discovery_is_at_the_root(caller: Caller) -> None:
    assert caller.raw("/taxii2/").document["title"] == "made feed"


def test_g03_there_is_an_api_root(caller: Caller) -> None:
    (root,) = caller.raw("").document["api_roots"]
    assert caller.raw(root).status == 200


@pytest.mark.parametrize("path", PATHS)
def test_g04_a_missing_last_slash_is_answered_not_redirected(caller: Caller, path: str) -> None:
    full = f"/taxii2/{path}"
    assert caller.raw(full.removesuffix("/")) == caller.raw(full)


@pytest.mark.parametrize(
    "path", ["//", "feed//", "feed/collections//all/", "feed/collections/all//"]
)
def test_g04_more_slashes_lead_nowhere(caller: Caller, path: str) -> None:
    assert caller.raw(path).status == 404


@pytest.mark.parametrize("path", PATHS)
def test_g05_answers_name_media_type_and_version(caller: Caller, path: str) -> None:
    # `Caller` compares the media type of every answer with the only one.
    assert caller.raw(path).status == 200


@pytest.mark.parametrize(("method", "path", "query", "accept", "status"), REFUSALS)
def test_g05_errors_name_it_too(
    caller: Caller, method: str, path: str, query: bytes, accept: str | None, status: int
) -> None:
    assert caller.raw(path, query, method=method, accept=accept).status == status


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "accept", ["application/taxii+json;version=2.1", "application/taxii+json", None, "", "  "]
)
def test_g06_taxii_is_acceptable(caller: Caller, path: str, accept: str | None) -> None:
    assert caller.raw(path, accept=accept).status == 200


def test_g07_no_version_gets_the_highest(caller: Caller) -> None:
    versions = caller.raw("feed/").document["versions"]
    assert versions == ["application/taxii+json;version=2.1"]
    assert caller.raw("feed/", accept="application/taxii+json").status == 200


@pytest.mark.parametrize(
    "accept",
    [
        "*/*",
        "application/*",
        "application/json",
        "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8",
        "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2",
        "application/vnd.oasis.stix+json; version=2.0",
        "application/vnd.oasis.taxii+json; version=2.0",
        "application/taxii+json; version=2.0",
        "application/stix+json;version=2.1",
        "APPLICATION/TAXII+JSON; VERSION=2.1",
        'application/taxii+json;version="2.1"',
        "application/taxii+json;version=2.2, application/taxii+json;version=2.1;q=0.5",
        "application/json;q=1.000;charset=utf-8",
    ],
)
def test_g08_whoever_takes_json_is_answered(caller: Caller, accept: str) -> None:
    assert caller.get("collections/all/objects/", accept).status == 200


@pytest.mark.parametrize(
    "accept",
    [
        "text/html",
        "image/png, text/*",
        "application/xml",
        "application/taxii+json;version=3.0",
        "application/taxii+json;version=9.9",
        "application/json;q=0",
        "*/*;q=0.000",
        "*/*;q=none",
        "*/*;q=-1",
        "nonsense",
        ",,,",
        ";",
        "\x00\xff",
        "text/html," * 2000,
    ],
)
def test_g08_who_excludes_it_is_told(caller: Caller, accept: str) -> None:
    answer = caller.get("collections/all/objects/", accept)
    assert answer.status == 406
    assert answer.document["description"] == (
        "the answer is application/taxii+json;version=2.1, which the Accept header excludes"
    )


def test_g09_posting_taxii_is_no_matter_of_media_type(caller: Caller) -> None:
    # 403 whatever is sent, and never 415: docs/taxii.md.
    assert caller.raw("feed/collections/all/objects/", method="POST").status == 403


def test_g10_accept_is_a_list(caller: Caller) -> None:
    listed = "application/taxii+json;version=2.1,application/stix+json;version=2.1"
    assert caller.get("collections/all/manifest/", listed).status == 200


def test_g11_a_request_may_have_no_headers(caller: Caller) -> None:
    assert caller.get("collections/all/objects/").status == 200


def test_g12_answers_are_utf_8_without_repeated_names(caller: Caller) -> None:
    for path in PATHS:
        text = caller.raw(path).body.decode("utf-8")
        assert not re.search(r'"more":.*"more":|"objects":.*"objects":\[', text)


@pytest.mark.parametrize("path", ["feed/Collections/", "feed/collections/ALL/", "Feed/"])
def test_g12_names_are_case_sensitive(caller: Caller, path: str) -> None:
    assert caller.raw(path).status == 404


@pytest.mark.parametrize("part", ["objects", "manifest"])
def test_g13_no_empty_list_is_sent(bare_caller: Caller, caller: Caller, part: str) -> None:
    assert bare_caller.get(f"collections/hunt/{part}/").document == {"more": False}
    query = {"added_after": "2030-01-01T00:00:00Z"}
    assert caller.get(f"collections/all/{part}/", **query).document == {"more": False}


def test_g13_unless_the_operator_wants_it(lists_caller: Caller) -> None:
    expected = {"more": False, "objects": []}
    query = {"added_after": "2030-01-01T00:00:00Z"}
    assert lists_caller.get("collections/all/objects/", **query).document == expected
    assert lists_caller.get("collections/all/manifest/", **query).document == expected


def test_g14_timestamps_have_microseconds(caller: Caller) -> None:
    answer = caller.get("collections/all/manifest/", match_version="all")
    for each in answer.document["objects"]:
        assert TIMESTAMP.fullmatch(each["date_added"])
        assert TIMESTAMP.fullmatch(each["version"])
    assert answer.headers[FIRST] == "2026-11-24T12:00:00.000000Z"
    assert answer.headers[LAST] == "2026-11-24T15:00:00.003000Z"


def test_g15_collection_ids_are_uuids_of_version_4(caller: Caller) -> None:
    for each in caller.get("collections/").document["collections"]:
        assert UUID(each["id"]).version == 4
        assert str(UUID(each["id"])) == each["id"]


def test_g16_integers_are_those_of_json(caller: Caller) -> None:
    path = "collections/all/objects/"
    assert caller.get(path, limit=2**53 - 1).status == 200
    assert caller.get(path, limit=2**53).status == 400
    assert 0 < caller.get("").document["max_content_length"] < 2**53


def test_g17_the_one_custom_property_is_next(caller: Caller) -> None:
    answer = caller.get("collections/all/manifest/", limit=1)
    assert answer.document.keys() == {"more", "next", "objects"}
