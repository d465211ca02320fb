"""MISP from release to release: timestamps, homes, file objects and the events of lists."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedgen.emitters.misp import EMITTER
from feedgen.emitters.misp import placement as placement_module
from feedgen.emitters.misp.placement import LIST_KIND
from feedgen.model.feed import Feed
from feedgen.model.ledger import Ledger
from feedgen.model.observables import Domain
from tests.conftest import AS_OF
from tests.emitters.misp.reader import MispFeed, md5_hashes, release
from tests.emitters.stix.feeds import LATER, incident, write_incidents
from tests.model.made_feeds import base, indicator, made, mention

LATEST = datetime(2026, 7, 1, tzinfo=UTC)
DOMAINS = [{"value": "a.example", "match": "exact"}, {"value": "b.example", "match": "exact"}]
REVOKED = {"at": "2026-04-25", "event": "revoked", "reason": "Not ours"}

TWO = {"id_": "two-2026-05", "published": "2026-04-20T00:00:00Z"}


def told(**keys: Any) -> dict[str, Any]:
    return incident(indicators={"domains": deepcopy(DOMAINS)}, **keys)


def revoking(value: str, **keys: Any) -> dict[str, Any]:
    domains = [{**d, "history": [REVOKED]} if d["value"] == value else d for d in DOMAINS]
    return incident(indicators={"domains": domains}, **keys)


def both(misp: MispFeed) -> list[dict[str, Any]]:
    """What the events of both incidents say of a value."""
    events = [misp.event_of(f"Title of {id_}")["uuid"] for id_ in ("one-2026-04", TWO["id_"])]
    found = {a["event"]: a for a in misp.attributes().values() if a["value"] == "a.example"}
    return [found[event] for event in events]


def stamps(misp: MispFeed, title: str = "Title of one-2026-04") -> tuple[int, dict[str, int]]:
    """The timestamps of an event and of its domains."""
    event = misp.event_of(title)
    assert misp.manifest[event["uuid"]]["timestamp"] == int(event["timestamp"])
    values = {a["value"]: int(a["timestamp"]) for a in event["Attribute"] if a["type"] != "link"}
    return int(event["timestamp"]), values


def test_the_same_sources_give_the_same_files(tmp_path: Path) -> None:
    root = write_incidents(tmp_path / "iocs", told())
    first = release(root)
    again = release(root, first.ledger, serial=2, as_of=LATER)
    assert MispFeed(first).files == MispFeed(again).files


def test_a_revocation_is_newer_than_all_before(tmp_path: Path) -> None:
    root = write_incidents(tmp_path / "iocs", told())
    first = release(root)
    write_incidents(root, revoking("a.example"))
    second = release(root, first.ledger, serial=2, as_of=LATER)
    (event, values), (event2, values2) = stamps(MispFeed(first)), stamps(MispFeed(second))
    assert event2 == values2["a.example"] == int(LATER.timestamp()) > event
    assert values2["b.example"] == values["b.example"]
    gone = MispFeed(second).by_value("a.example")
    assert (gone["to_ids"], gone["comment"]) == (False, "Revoked 2026-04-25T00:00:00Z: Not ours")


def test_a_value_that_only_one_of_two_incidents_revokes(tmp_path: Path) -> None:
    root = write_incidents(tmp_path / "iocs", told(), told(**TWO))
    first = release(root)
    write_incidents(root, revoking("a.example"), told(**TWO))
    second = release(root, first.ledger, serial=2, as_of=LATER)
    misp = MispFeed(second)
    _, values = stamps(misp)
    _, others = stamps(misp, "Title of two-2026-05")
    assert values["a.example"] == int(LATER.timestamp())
    assert others["b.example"] == int(AS_OF.timestamp())
    one, two = both(misp)
    assert (one["uuid"], one["to_ids"]) == (both(MispFeed(first))[0]["uuid"], False)
    assert one["comment"] == "Revoked in this incident; another one names it; Confidence: 80"
    assert two["to_ids"] is True
    write_incidents(root, revoking("a.example"), revoking("a.example", **TWO))
    third = release(root, second.ledger, serial=3, as_of=LATEST)
    assert [a["to_ids"] for a in both(MispFeed(third))] == [False, False]
    assert [a["uuid"] for a in both(MispFeed(third))] == [one["uuid"], two["uuid"]]
    assert {a["timestamp"] for a in both(MispFeed(third))} == {str(int(LATEST.timestamp()))}


def test_a_copy_that_its_incident_revokes_says_so(tmp_path: Path) -> None:
    root = write_incidents(tmp_path / "iocs", told(), told(**TWO))
    first = release(root)
    write_incidents(root, told(), revoking("a.example", **TWO))
    second = release(root, first.ledger, serial=2, as_of=LATER)
    third = release(root, second.ledger, serial=3, as_of=LATEST)
    one, two = both(MispFeed(second))
    assert (one["to_ids"], two["to_ids"]) == (True, False)
    assert two["uuid"] == both(MispFeed(first))[1]["uuid"]
    assert MispFeed(third).files == MispFeed(second).files


def test_a_change_of_words_dates_the_event_alone(tmp_path: Path) -> None:
    root = write_incidents(tmp_path / "iocs", told())
    first = release(root)
    write_incidents(root, told(summary="What really happened."))
    second = release(root, first.ledger, serial=2, as_of=LATER)
    (_, values), (event2, values2) = stamps(MispFeed(first)), stamps(MispFeed(second))
    assert event2 == int(LATER.timestamp())
    assert values2 == values


def test_an_event_is_never_older_than_what_is_in_it(tmp_path: Path) -> None:
    root = write_incidents(tmp_path / "iocs", told())
    first = release(root)
    changed = told()
    changed["references"]["two"] = {"title": "Second", "url": "https://www.reports.example/2"}
    changed["indicators"]["domains"][0]["references"] = ["ref", "two"]
    write_incidents(root, changed)
    second = release(root, first.ledger, serial=2, as_of=LATER)
    event, values = stamps(MispFeed(second))
    assert event == max(values.values()) == int(LATER.timestamp())


def test_expiry_dates_the_event_and_the_value(tmp_path: Path) -> None:
    until = "2026-05-20T00:00:00Z"
    domains = [{**DOMAINS[0], "valid_until": until}, DOMAINS[1]]
    root = write_incidents(tmp_path / "iocs", incident(indicators={"domains": domains}))
    first = release(root)
    second = release(root, first.ledger, serial=2, as_of=LATER)
    third = release(root, second.ledger, serial=3, as_of=LATEST)
    misp = MispFeed(second)
    (event, values), (event2, values2) = stamps(MispFeed(first)), stamps(misp)
    assert event2 == int(LATER.timestamp()) > event
    assert values2["a.example"] > values["a.example"]
    assert values2["b.example"] == values["b.example"]
    assert misp.by_value("a.example")["to_ids"] is False
    assert misp.hashes == md5_hashes(misp.loaded())
    assert MispFeed(third).files == misp.files


def test_an_incident_told_later_takes_no_id_away(tmp_path: Path) -> None:
    root = write_incidents(tmp_path / "iocs", told())
    first = release(root)
    before = told(id_="nought-2026-03", published="2026-03-01T00:00:00Z")
    write_incidents(root, told(), before)
    second = release(root, first.ledger, serial=2, as_of=LATER)
    old, new = MispFeed(first).attributes(), MispFeed(second).attributes()
    assert {id_: a["event"] for id_, a in old.items()}.items() <= {
        id_: a["event"] for id_, a in new.items()
    }.items()
    # Without a memory the earlier incident would have it.
    fresh = MispFeed(release(root)).attributes()
    assert fresh[next(iter(old))]["event"] != old[next(iter(old))]["event"]


def files(*entries: dict[str, Any]) -> dict[str, Any]:
    return incident(indicators={"files": list(entries)})


def test_a_hash_that_becomes_known_joins_its_file(tmp_path: Path) -> None:
    weak, strong = {"name": "x", "md5": "a" * 32}, {"sha256": "b" * 64}
    root = write_incidents(tmp_path / "iocs", files(weak))
    first = release(root)
    write_incidents(root, files(weak | strong))
    second = release(root, first.ledger, serial=2, as_of=LATER)
    third = release(root, second.ledger, serial=3, as_of=LATEST)
    before, after = MispFeed(first), MispFeed(second)
    assert before.by_value("a" * 32)["object"] == after.by_value("a" * 32)["object"]
    assert after.by_value("b" * 64)["object"] == after.by_value("a" * 32)["object"]
    assert MispFeed(third).files == after.files
    fresh = MispFeed(release(root))
    assert fresh.by_value("a" * 32)["object"] != after.by_value("a" * 32)["object"]


def test_two_files_that_share_a_hash_stay_two(tmp_path: Path) -> None:
    entries = (
        {"name": "x", "md5": "a" * 32, "sha256": "b" * 64},
        {"name": "y", "md5": "a" * 32, "sha256": "c" * 64},
    )
    misp = MispFeed(release(write_incidents(tmp_path / "iocs", files(*entries))))
    list(misp.loaded())
    assert misp.by_value("b" * 64)["object"] == misp.by_value("a" * 32)["object"]
    assert misp.by_value("c" * 64)["object"] != misp.by_value("a" * 32)["object"]


def test_a_withdrawn_incident_keeps_its_event(tmp_path: Path) -> None:
    root = write_incidents(tmp_path / "iocs", told())
    first = release(root)
    withdrawn = {"at": "2026-05-10T00:00:00Z", "reason": "It was a drill"}
    write_incidents(root, told(status="withdrawn", withdrawn=withdrawn))
    second = release(root, first.ledger, serial=2, as_of=LATER)
    misp = MispFeed(second)
    event = misp.event_of("Withdrawn: Title of one-2026-04")
    assert {"name": "feedgen:withdrawn"} in event["Tag"]
    assert event["EventReport"][0]["content"].startswith("Withdrawn: It was a drill")
    assert not any(a["to_ids"] for a in misp.attributes().values())


def listing(count: int, ledger: Ledger | None = None, **changes: Any) -> Feed:
    """A feed with one bulk list, stamped with a ledger before it."""
    feed = base()
    values = [
        indicator(
            feed, mention(Domain(f"n{number}.example"), bulk_list="lists/made.txt", **changes)
        )
        for number in range(count)
    ]
    fresh = made(feed, values, EMITTER)
    if ledger is None:
        return fresh
    claims = list(EMITTER.claims(replace(fresh, ledger=ledger)))
    now = Ledger().advance(claims, as_of=feed.as_of, serial=1, sids=feed.profile.sids).lines
    own = {id_: line for id_, line in fresh.ledger.lines.items() if line.kind == "indicator"}
    lines = own | dict(now)
    return replace(fresh, ledger=Ledger(lines))


@pytest.fixture
def tiny_events(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(placement_module, "FULL", 40)
    monkeypatch.setattr(placement_module, "_NEW_LIST", 20)


def places(feed: Feed) -> dict[str, str]:
    misp = MispFeed(feed)
    return {id_: a["event"] for id_, a in misp.attributes().items() if a["type"] == "hostname"}


@pytest.mark.usefixtures("tiny_events")
def test_a_list_is_spread_over_events_and_grows_in_place() -> None:
    small = listing(70)
    before = places(small)
    assert len(before) == 70
    assert len(set(before.values())) == 4
    grown = places(listing(150, small.ledger))
    assert before.items() <= grown.items()
    assert len(set(places(listing(150)).values())) == 8


@pytest.mark.usefixtures("tiny_events")
def test_halving_a_full_list_moves_values_to_new_events_only() -> None:
    small = listing(70)
    before = places(small)
    halved = places(listing(200, small.ledger))
    moved = {id_ for id_, event in before.items() if halved[id_] != event}
    assert 0 < len(moved) < len(before)
    assert not {halved[id_] for id_ in moved} & set(before.values())


def test_at_most_ten_thousand_attributes_an_event() -> None:
    misp = MispFeed(listing(12_000))
    lists = [event for event in misp.raw.values() if event["info"].startswith("Values of bulk")]
    assert len(lists) == 8
    assert max(len(event["Attribute"]) for event in lists) < 2_500
    assert sum(len(event["Attribute"]) for event in lists) == 12_000
    assert all(event["Tag"][0] == {"name": "tlp:clear"} for event in lists)


def test_a_list_value_that_an_incident_names_stays_in_the_list() -> None:
    feed = base()
    bulk, curated = (
        mention(Domain("a.example"), bulk_list="lists/made.txt"),
        mention(Domain("a.example")),
    )
    there = made(feed, [indicator(feed, bulk, curated)], EMITTER)
    misp = MispFeed(there)
    (own,) = (i.id for i in there.indicators)
    assert misp.raw[misp.attributes()[own]["event"]]["info"] == "Values of bulk lists"
    (copy,) = (a for a in misp.attributes().values() if f"Indicator {own}" in a["comment"])
    assert misp.raw[copy["event"]]["info"] == "Malicious Alpha images"


def test_a_list_event_is_dated_by_its_values(tmp_path: Path) -> None:
    feed = listing(3, valid_until=datetime(2026, 5, 20, tzinfo=UTC))
    later = replace(feed, release=replace(feed.release, as_of=LATER))
    before, after = MispFeed(feed), MispFeed(later)
    (id_,) = {a["event"] for a in after.attributes().values() if a["type"] == "hostname"}
    assert int(before.manifest[id_]["timestamp"]) == int(AS_OF.timestamp())
    expired = int(datetime(2026, 5, 20, tzinfo=UTC).timestamp())
    assert int(after.manifest[id_]["timestamp"]) == expired
    assert not any(line[1] == id_ for line in after.hashes)


def test_lists_are_remembered_when_all_their_values_are_gone() -> None:
    feed = listing(3)
    (line,) = (line for line in feed.ledger.lines.values() if line.kind == LIST_KIND)
    emptied = MispFeed(replace(feed, indicators=()))
    assert emptied.raw[line.id]["Attribute"] == []
    assert emptied.manifest[line.id]["timestamp"] == int(line.modified.timestamp())


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_a_partition_is_where_half_as_many_had_it_or_new(number: int) -> None:
    partitions = placement_module.Partitions(base(), LIST_KIND, "", 0)
    uuid = f"{number:08x}-0000-5000-8000-000000000000"
    places_ = []
    for count in (1, 2, 4, 8):
        partitions.count = count
        places_.append(partitions.number_of(uuid))
    for count, (old, new) in zip((1, 2, 4), pairwise(places_), strict=True):
        assert new in (old, old + count)
