"""How sysdig, which is made of Falco's library, and Falco itself load the rules.

What sets them off is in test_falco_alerts.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from feedgen.emitters.falco import EMITTER, RULES
from feedgen.model.feed import Feed
from feedgen.model.indicator import AddressDetail, TagDetail, TagStanding
from feedgen.model.observables import ImageTag, Ip
from tests.conftest import emit
from tests.emitters.policies.falco import compiled, falco, sysdig_complaints
from tests.emitters.policies.falco_conditions import Rules
from tests.emitters.policies.release import listed_digests, listed_tags
from tests.engines.conformance import FINDS, LOADS
from tests.engines.latest_release import ROOT, rows
from tests.model.made_feeds import indicator, made, mention, small

CREATED = TagDetail(standing=TagStanding.CREATED)
SOURCES = ("small", "empty", "addresses", "the release")


@pytest.fixture(scope="module")
def feed(corpus: Callable[[str], Path]) -> Feed:
    return small(corpus("small"))


def text_of(feed: Feed, source: str) -> bytes:
    if source == "the release":
        return (ROOT / RULES).read_bytes()
    if source == "empty":
        feed = replace(feed, indicators=())
    if source == "addresses":
        port = AddressDetail(ports=(443, 8443))
        more = [
            indicator(feed, mention(Ip("198.51.100.0/28"))),
            indicator(feed, mention(Ip("192.0.2.1"), detail=port)),
            indicator(feed, mention(Ip("2001:db8::7"))),
        ]
        feed = made(feed, [*feed.indicators, *more])
    return emit(EMITTER, feed)[0][RULES]


@pytest.mark.judged(RULES, by="sysdig", asks=LOADS)
@pytest.mark.parametrize("source", SOURCES)
def test_sysdig_compiles_every_condition(feed: Feed, source: str) -> None:
    assert sysdig_complaints(text_of(feed, source)) == []


@pytest.mark.judged(RULES, by="sysdig", asks=LOADS)
def test_sysdig_refuses_a_condition_with_an_unknown_field(feed: Feed) -> None:
    """So its silence about the others means something."""
    for condition in Rules(yaml.safe_load(text_of(feed, "small"))).filters():
        assert "filter error" in compiled(f"{condition} and container.nothing = 1")


@pytest.mark.judged(RULES, by="sysdig", asks=LOADS)
@pytest.mark.parametrize(("length", "carried"), [(255, True), (256, False)])
def test_a_name_that_is_too_long_for_a_condition_is_left_out(
    feed: Feed, length: int, *, carried: bool
) -> None:
    """One would make Falco refuse the whole file."""
    tag = "ghcr.io/a/" + "b" * (length - len("ghcr.io/a/:v1")) + ":v1"
    long = indicator(feed, mention(ImageTag(tag), detail=CREATED))
    text = emit(EMITTER, made(feed, [*feed.indicators, long]))[0][RULES]
    assert (tag.encode() in text) is carried
    assert sysdig_complaints(text) == []
    if not carried:
        assert "filter parameter too long" in compiled(f"container.image in ({tag})")


@pytest.mark.judged(RULES, by="falco", asks=LOADS)
@pytest.mark.parametrize("source", SOURCES)
def test_falco_loads_the_rules_without_a_word(feed: Feed, source: str, tmp_path: Path) -> None:
    (tmp_path / "rules.yaml").write_bytes(text_of(feed, source))
    assert falco(tmp_path / "rules.yaml").complaints == []


@pytest.mark.judged(RULES, by="falco", asks=FINDS)
@pytest.mark.parametrize("source", SOURCES)
def test_falco_reads_the_lists_and_asks_for_all_of_them(
    feed: Feed, source: str, tmp_path: Path
) -> None:
    text = text_of(feed, source)
    (tmp_path / "rules.yaml").write_bytes(text)
    loaded = falco(tmp_path / "rules.yaml")
    ours = Rules(yaml.safe_load(text))
    assert loaded.lists == {name: set(items) for name, items in ours.lists.items()}
    assert loaded.conditions.keys() == ours.rules.keys()
    asked = " ".join(loaded.conditions.values())
    missing = [item for items in ours.lists.values() for item in items if item not in asked]
    assert missing == []


@pytest.mark.judged(RULES, by="falco", asks=LOADS)
def test_falco_refuses_an_unknown_field(feed: Feed, tmp_path: Path) -> None:
    text = text_of(feed, "small").replace(b"container.image.digest in", b"container.nothing in")
    (tmp_path / "rules.yaml").write_bytes(text)
    assert falco(tmp_path / "rules.yaml").complaints


@pytest.fixture(scope="module")
def released() -> Rules:
    return Rules(yaml.safe_load((ROOT / RULES).read_bytes()))


@pytest.mark.judged(RULES, by="own Falco reader", asks=FINDS)
def test_the_lists_of_the_release_are_its_tables(released: Rules) -> None:
    addresses = {
        row["value"]
        for row in rows()
        if row["type"] == "ip" and row["action"] in ("block", "detect")
    }
    images, digests = set(released.lists["feedgen_images"]), "feedgen_image_digests"
    assert set(released.lists[digests]) == set(listed_digests())
    assert set(listed_tags()) <= images
    others = [items for name, items in released.lists.items() if "_ipv" in name]
    assert {item for items in others for item in items} == addresses
