"""Who follows the feed over HTTP, twice, with a release between: nothing is lost, nothing comes twice."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from feed_manager.consumer import FeedConsumer
from feed_manager.storage import get_storage_layer

from feedgen.model.feed import Feed
from tests.conftest import AS_OF
from tests.emitters.misp.reader import MispFeed, release, strictly
from tests.emitters.misp.subscriber import Subscriber
from tests.emitters.stix.feeds import LATER, incident, write_incidents
from tests.engines.conformance import FINDS, LOADS, SILENT
from tests.engines.latest_release import ROOT as LATEST
from tests.serve.served_folder import Served, served

ROOT = Path(__file__).parents[2]
FEED = ("misp/*.json", "misp/hashes.csv")
LATEST_DAY = datetime(2026, 7, 1, tzinfo=UTC)
EVER = datetime(1970, 1, 2, tzinfo=UTC)
REVOKED = {"at": "2026-05-25", "event": "revoked", "reason": "Not ours"}
BRIEF = "2026-05-20T00:00:00Z"
TWO = incident("two-2026-04", indicators={"domains": ["shared.example"]})
QUIET = incident("quiet-2026-04", indicators={"domains": ["quiet.example"]})
READ_TYPES = {"md5", "sha1", "sha256", "domain", "ip", "ip-dst", "ip-dst|port", "url"}
"""What misp-feed-manager takes, from objects only of files and connections."""

Json = dict[str, Any]


def first_sources(root: Path) -> Path:
    """Two incidents that share a value, and one about which nobody ever says more."""
    domains = [{"value": name} for name in ("stays.example", "wrong.example", "shared.example")]
    domains += [{"value": "brief.example", "valid_until": BRIEF}]
    one = incident(
        "one-2026-04",
        indicators={
            "domains": domains, "ips": ["203.0.113.7", {"value": "203.0.113.9", "ports": [443]}],
            "files": [{"name": "x", "sha256": "ab" * 32, "md5": "cd" * 16}],
            "urls": ["https://stays.example/x"],
        },
    )  # fmt: skip
    return write_incidents(root, one, TWO, QUIET)


def second_sources(root: Path) -> Path:
    """A month later: one value revoked, one expired, one new, and a new incident."""
    domains: list[Json] = [{"value": name} for name in ("stays.example", "new.example")]
    domains += [
        {"value": name, "history": [REVOKED]} for name in ("wrong.example", "shared.example")
    ]
    domains += [{"value": "brief.example", "valid_until": BRIEF}]
    one = incident(
        "one-2026-04",
        indicators={
            "domains": domains, "ips": ["203.0.113.7", {"value": "203.0.113.9", "ports": [443]}],
            "files": [{"name": "x", "sha256": "ab" * 32, "md5": "cd" * 16, "sha1": "ef" * 20}],
            "urls": ["https://stays.example/x"],
        },
    )  # fmt: skip
    three = incident("three-2026-05", published="2026-05-30T00:00:00Z",
                     indicators={"ips": ["203.0.113.77"]})  # fmt: skip
    return write_incidents(root, one, TWO, QUIET, three)


def publish(feed: Feed, folder: Path) -> MispFeed:
    """Put a release where the server serves it."""
    misp = MispFeed(feed)
    for path, content in misp.files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return misp


class Releases:
    """A feed at its address, its first release published."""

    def __init__(self, root: Path, server: Served) -> None:
        self._root, self.server = root, server
        self._feed = release(first_sources(root / "iocs"))
        self.now = publish(self._feed, root / "served")
        self.url = f"{server.url}/misp"

    def update(self) -> None:
        """Publish the second release over the first."""
        sources = second_sources(self._root / "iocs")
        self._feed = release(sources, self._feed.ledger, serial=2, as_of=LATER)
        self.now = publish(self._feed, self._root / "served")
        self.server.asked.clear()


@pytest.fixture
def feed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Releases]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    (tmp_path / "served").mkdir()
    with served(tmp_path / "served") as server:
        yield Releases(tmp_path, server)


def alerting(misp: MispFeed) -> set[str]:
    return {a["value"] for a in misp.attributes().values() if a["to_ids"]}


@pytest.mark.judged(*FEED, by="pymisp", asks=LOADS)
@pytest.mark.parametrize("source", ["iocs", "out/v1/latest"])
def test_pymisp_loads_every_event_and_template_strictly(source: str) -> None:
    if source == "iocs":
        raw = list(MispFeed(release(ROOT / source)).raw.values())
    else:
        paths = [path for path in (LATEST / "misp").glob("*.json") if path.stem != "manifest"]
        raw = [json.loads(path.read_bytes())["Event"] for path in paths]
    for event in raw:
        read = strictly(event)
        attributes = [*read.attributes, *(a for o in read.objects for a in o.attributes)]
        said = [*event["Attribute"], *(a for o in event["Object"] for a in o["Attribute"])]
        assert [(a.uuid, a.value) for a in attributes] == [(a["uuid"], a["value"]) for a in said]


@pytest.mark.judged(*FEED, by="own MISP subscriber", asks=FINDS)
def test_a_subscriber_holds_the_first_release_and_then_the_second(feed: Releases) -> None:
    misp = Subscriber(feed.url)
    assert sorted(misp.pull()) == sorted(feed.now.raw)
    assert misp.attributes.keys() == feed.now.attributes().keys()
    assert misp.alerts() == alerting(feed.now) >= {"wrong.example", "shared.example"}
    feed.update()
    misp.pull()
    assert misp.attributes == feed.now.attributes()
    assert misp.refused == []
    assert misp.alerts() == {
        "stays.example", "new.example", "shared.example", "quiet.example", "203.0.113.7",
        "203.0.113.9|443", "203.0.113.77", "https://stays.example/x", "ab" * 32, "cd" * 16,
        "ef" * 20,
    }  # fmt: skip


@pytest.mark.judged(*FEED, by="own MISP subscriber", asks=SILENT)
def test_what_was_revoked_or_has_expired_raises_no_alert_any_more(feed: Releases) -> None:
    misp = Subscriber(feed.url)
    misp.pull()
    misp.fill_cache()
    assert misp.correlates("wrong.example")
    assert misp.correlates("brief.example")
    feed.update()
    misp.pull()
    misp.fill_cache()
    assert not misp.alerts() & {"wrong.example", "brief.example"}
    assert not misp.correlates("wrong.example")
    assert not misp.correlates("brief.example")
    assert misp.correlates("203.0.113.9")
    assert misp.correlates("443")
    # The other incident still lists it, and its event is the one that has it.
    (event,) = misp.correlates("shared.example")
    assert feed.now.raw[event]["info"] == "Title of two-2026-04"
    for name in ("notshared.example", "shared.example.org", "xstays.example", "203.0.113.70"):
        assert not misp.correlates(name)


@pytest.mark.judged(*FEED, by="own MISP subscriber", asks=LOADS)
def test_a_pull_without_a_release_between_fetches_the_manifest_alone(feed: Releases) -> None:
    misp = Subscriber(feed.url)
    misp.pull()
    feed.server.asked.clear()
    assert misp.pull() == []
    assert feed.server.asked == ["/misp/manifest.json"]


@pytest.mark.judged(*FEED, by="own MISP subscriber", asks=FINDS)
def test_only_events_that_changed_are_fetched_again(feed: Releases) -> None:
    misp = Subscriber(feed.url)
    misp.pull()
    feed.update()
    titles = {feed.now.raw[id_]["info"] for id_ in misp.pull()}
    assert titles == {f"Title of {id_}" for id_ in ("one-2026-04", "two-2026-04", "three-2026-05")}
    assert len(feed.server.asked) == 1 + len(titles)


@pytest.mark.judged(*FEED, by="own MISP subscriber", asks=LOADS)
def test_a_late_subscriber_holds_the_same_as_one_who_was_there(feed: Releases) -> None:
    early = Subscriber(feed.url)
    early.pull()
    feed.update()
    early.pull()
    late = Subscriber(feed.url)
    late.pull()
    assert early.attributes == late.attributes
    assert early.events == late.events


@pytest.mark.judged(*FEED, by="own MISP subscriber", asks=LOADS)
def test_the_committed_release_is_pulled_without_a_refusal() -> None:
    with served(LATEST) as server:
        misp = Subscriber(f"{server.url}/misp")
        assert misp.pull()
        misp.fill_cache()
    assert misp.refused == []
    assert "checkmarx.zone" in misp.alerts()
    for value in misp.alerts():
        for part in value.split("|") if value.count("|") == 1 else (value,):
            assert misp.correlates(part), part
    assert not misp.correlates("xcheckmarx.zone")


def items(url: str, since: datetime) -> dict[str, Json]:
    """What misp-feed-manager makes of the feed since then, by attribute; each must come once."""
    found = FeedConsumer(get_storage_layer(url)).get_items_since(since)
    by_id = {item["attribute_uuid"]: item for item in found}
    assert len(by_id) == len(found)
    return by_id


def readable(misp: MispFeed) -> set[str]:
    """The attributes that misp-feed-manager has eyes for."""
    files = {
        o["uuid"] for event in misp.raw.values() for o in event["Object"] if o["name"] == "file"
    }
    return {
        id_
        for id_, a in misp.attributes().items()
        if a["type"] in READ_TYPES and (a["object"] is None or a["object"] in files)
    }


def active(found: dict[str, Json]) -> set[str]:
    """Values without a tag that says they are over (docs/misp.md)."""
    return {
        item["attribute_value"]
        for item in found.values()
        if not {"feedgen:revoked", "feedgen:expired"} & set(item["tags"])
    }


@pytest.mark.judged(*FEED, by="misp-feed-manager", asks=FINDS)
def test_misp_feed_manager_takes_all_and_after_an_update_what_changed(feed: Releases) -> None:
    first = items(feed.url, EVER)
    assert first.keys() == readable(feed.now)
    assert {"wrong.example", "stays.example", "ab" * 32} <= active(first)
    assert items(feed.url, AS_OF) == {}, "nothing was published since"
    feed.update()
    second = items(feed.url, AS_OF)
    assert {item["attribute_value"] for item in second.values()} >= {"new.example", "203.0.113.77"}
    assert "quiet.example" not in {item["attribute_value"] for item in second.values()}
    assert (first | second).keys() == items(feed.url, EVER).keys() == readable(feed.now)
    assert items(feed.url, LATER) == {}


@pytest.mark.judged(*FEED, by="misp-feed-manager", asks=SILENT)
def test_misp_feed_manager_tells_by_tags_what_is_over(feed: Releases) -> None:
    first = items(feed.url, EVER)
    feed.update()
    held = first | items(feed.url, AS_OF)
    # Its domains are those with all below them; the address with a port is one of its types.
    assert active(held) == {
        "stays.example", "new.example", "shared.example", "quiet.example", "203.0.113.7",
        "203.0.113.9|443", "203.0.113.77", "https://stays.example/x", "ab" * 32, "cd" * 16,
        "ef" * 20,
    }  # fmt: skip
    over = {item["attribute_value"] for item in held.values()} - active(held)
    assert over == {"wrong.example", "brief.example"}


@pytest.mark.judged("misp/hashes.csv", by="misp-feed-manager", asks=LOADS)
def test_misp_feed_manager_reads_the_hashes(feed: Releases) -> None:
    for _ in range(2):
        read = get_storage_layer(feed.url).load_hashes()
        assert sorted(map(tuple, read)) == feed.now.hashes
        feed.update()


@pytest.mark.judged(*FEED, by="misp-feed-manager", asks=FINDS)
@pytest.mark.parametrize("days", [0, 1, 400])
def test_misp_feed_manager_takes_the_real_feed(days: int, tmp_path: Path) -> None:
    misp = publish(release(ROOT / "iocs", as_of=LATEST_DAY), tmp_path)
    with served(tmp_path) as server:
        found = items(f"{server.url}/misp", LATEST_DAY - timedelta(days=days))
    assert found.keys() == (readable(misp) if days else set())
