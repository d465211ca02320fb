"""The feeds that every emitter is tried with: the corpus as values, as prose, and past the first wall."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from feedgen.model.artifact import Emitter
from feedgen.model.feed import Feed
from feedgen.model.indicator import Indicator
from hostile.feeds import apart, feed_of, incident, joined, said
from hostile.prose import illegal_prose, legal_prose
from hostile.values import LEGAL, RAW

PRODUCER = "x\"; {{ 7*7 }} $(touch pwned) '\\ # | <b>: \u540d *a"
"""Whose every text this is."""
BASE_URL = "https://feed.example/a';b,$(id)&c=%22*"
"""All that an address may hold."""
Make = Callable[[Emitter, int], Feed]


@dataclass(frozen=True, slots=True)
class Sparing:
    """How much of the corpus a format is tried with in every run; `make long` tries all of it."""

    values: int = 1
    """One value in so many."""
    families: int = 1
    """So many families of prose in one incident: no text is left out, but there are fewer files."""
    examples: int = 3
    """How many feeds Hypothesis draws."""


SPARED: Mapping[str, Sparing] = MappingProxyType({
    "misp": Sparing(values=2, families=3),
    "osv": Sparing(values=2),
    "playbooks": Sparing(values=3, families=6),
    "sigma": Sparing(values=8, families=8, examples=2),
    "sigma_queries": Sparing(values=48, families=24, examples=1),
    "stix": Sparing(values=3),
    "suricata": Sparing(values=2),
})  # fmt: skip
"""Formats with many files for a value or an incident, and those whose readers are slow."""


@cache
def _legal(every: int) -> tuple[Indicator, ...]:
    values = (one for values in LEGAL.values() for one in values[::every])
    return joined(map(said, apart(values)))


@cache
def _raw(every: int) -> tuple[Indicator, ...]:
    values = (one for values in RAW.values() for one in values[::every])
    return joined(map(said, apart(values)))


_legal_prose = cache(legal_prose)


def corpus_feed(emitter: Emitter, every: int = 1) -> Feed:
    """Everything of the corpus that a source can hold, or one value in so many."""
    return feed_of(emitter, _legal(every), [incident()])


def prose_feed(emitter: Emitter, families: int = 1) -> Feed:
    """Harmless values, about which nothing harmless is said: an incident for so many families."""
    told, text = _legal_prose(families), PRODUCER
    return feed_of(
        emitter, told.mentions, told.incidents, told.known_good,
        name=text, contact=text, description=text, licence=text, base_url=BASE_URL,
    )  # fmt: skip


def raw_feed(emitter: Emitter, every: int = 1) -> Feed:
    """Values and prose that no source accepts: as if somebody had come past the parsers."""
    told = illegal_prose()
    return feed_of(emitter, [*told.mentions, *_raw(every)], [*told.incidents, incident()])


FEEDS: Mapping[str, tuple[Make, Callable[[Sparing], int]]] = MappingProxyType({
    "values": (corpus_feed, lambda sparing: sparing.values),
    "prose": (prose_feed, lambda sparing: sparing.families),
    "behind the first wall": (raw_feed, lambda sparing: sparing.values),
})  # fmt: skip
"""What makes each feed, and how it is spared."""


def hostile_feed(kind: str, emitter: Emitter) -> Feed:
    """One of the feeds, as much of it as the format is tried with in every run."""
    make, spared = FEEDS[kind]
    return make(emitter, spared(SPARED.get(emitter.name, Sparing())))
