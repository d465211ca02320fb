"""Who gets what: reading by permission, writing never (TAXII 2.1 §5)."""

from __future__ import annotations

import pytest

from tests.release.object_log.made_logs import ObjectLogs
from tests.serve.taxii.calls import Caller

BELOW = ("", "objects/", "manifest/", "objects/{id}/", "objects/{id}/versions/")


@pytest.fixture(scope="module")
def outsider(rich: ObjectLogs) -> Caller:
    """May read everything but hunting."""
    return Caller(rich, hidden=frozenset({"hunt"}))


@pytest.fixture(scope="module")
def hunted(rich: ObjectLogs) -> str:
    return next(row.made.id for row in rich.dated() if row.made.hunting)


@pytest.mark.parametrize("below", BELOW)
def test_a02_a_collection_that_one_may_not_read_is_not_there(
    outsider: Caller, caller: Caller, hunted: str, below: str
) -> None:
    # The server asks for credentials (401) before it comes to this, where there are none.
    path = f"collections/hunt/{below.format(id=hunted)}"
    assert caller.get(path).status == 200
    assert outsider.get(path).status == 404


@pytest.mark.parametrize("below", BELOW)
def test_a04_it_is_not_there_by_its_id_either(
    outsider: Caller, caller: Caller, hunted: str, below: str
) -> None:
    id_ = caller.get("collections/hunt/").document["id"]
    assert outsider.get(f"collections/{id_}/{below.format(id=hunted)}").status == 404


def test_a04_what_is_said_does_not_tell_whether_it_exists(outsider: Caller) -> None:
    hidden = outsider.get("collections/hunt/objects/").document["description"]
    absent = outsider.get("collections/none/objects/").document["description"]
    assert hidden.replace("hunt", "none") == absent


def test_a05_nothing_can_be_posted(caller: Caller, outsider: Caller) -> None:
    answer = caller.raw("feed/collections/all/objects/", method="POST")
    assert answer.status == 403
    assert answer.document["description"] == "this collection can only be read"
    assert outsider.raw("feed/collections/hunt/objects/", method="POST").status == 404


def test_a06_deleting_is_forbidden_to_readers_and_unknown_to_others(
    caller: Caller, outsider: Caller, hunted: str
) -> None:
    path = f"feed/collections/hunt/objects/{hunted}/"
    assert caller.raw(path, method="DELETE").status == 403
    assert outsider.raw(path, method="DELETE").status == 404


@pytest.mark.parametrize("method", ["PUT", "PATCH", "TRACE", "CONNECT", "OPTIONS", "BREW", ""])
@pytest.mark.parametrize(
    "below", ["", "feed/", "feed/collections/", "feed/collections/all/objects/"]
)
def test_a06_other_methods_are_told_which_there_are(
    caller: Caller, method: str, below: str
) -> None:
    answer = caller.raw(below, method=method)
    assert answer.status == 405
    assert answer.headers["Allow"] == "GET, HEAD"


@pytest.mark.parametrize(
    ("method", "below"),
    [("POST", "feed/collections/all/manifest/"), ("POST", "feed/collections/all/"),
     ("POST", "feed/status/1/"), ("POST", ""), ("DELETE", "feed/collections/all/objects/")],
)  # fmt: skip
def test_a06_methods_that_the_standard_has_elsewhere(
    caller: Caller, method: str, below: str
) -> None:
    assert caller.raw(below, method=method).status == 405


def test_a07_the_list_has_what_the_client_may_read(outsider: Caller, rich: ObjectLogs) -> None:
    def aliases(client: Caller) -> list[str]:
        return [each["alias"] for each in client.get("collections/").document["collections"]]

    assert aliases(outsider) == ["all", "indicators", "tlp-clear", "tlp-green", "tlp-amber"]
    assert aliases(Caller(rich)) == [
        "all", "indicators", "hunt", "tlp-clear", "tlp-green", "tlp-amber"
    ]  # fmt: skip
