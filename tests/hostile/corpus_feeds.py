"""The feeds that every emitter is tried with: the corpus as values, as prose, and past the first wall."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from feedgen.model.artifact import Emitter
from feedgen.model.feed import Feed
from feedgen.model.indicator import Indicator
from feedgen.model.observables import OBSERVABLE_TYPES
from tests.hostile.feeds import apart, feed_of, incident, joined, said
from tests.hostile.prose import illegal_prose, legal_prose
from tests.hostile.values import accepted, refused

PRODUCER = "x\"; {{ 7*7 }} $(touch pwned) '\\ # | <b>: \u540d *a"
"""Whose every text this is."""
BASE_URL = "https://feed.example/a';b,$(id)&c=%22*"
"""All that an address may hold."""


@dataclass(frozen=True, slots=True)
class Sparing:
    """How much of the corpus a format is tried with in every run; `make long` tries all of it."""

    values: int = 1
    """One value in so many."""
    texts: int = 1
    """One text of a family of prose in so many, and always one."""
    families: int = 1
    """So many families of prose in one incident: no text is left out, but there are fewer files."""
    examples: int = 3
    """How many feeds Hypothesis draws."""
    parts: int = 1
    """Into how many feeds the whole corpus is cut: a rule takes only so many values of an incident."""


SPARED: Mapping[str, Sparing] = MappingProxyType({
    "blocklists": Sparing(values=4),
    "dns": Sparing(values=6, texts=2, families=6, examples=1),
    "kyverno": Sparing(values=12, families=4),
    "lookups": Sparing(values=4),
    "misp": Sparing(values=12, texts=3, families=6),
    "osv": Sparing(values=8, texts=2, families=4),
    "playbooks": Sparing(values=16, texts=4, families=16, examples=2),
    "sigma": Sparing(values=48, texts=3, families=24, examples=1, parts=4),
    "sigma_queries": Sparing(values=400, texts=8, families=48, examples=1, parts=4),
    "stix": Sparing(values=12, texts=4, families=6),
    "suricata": Sparing(values=12, texts=2, families=6, examples=2),
    "tables": Sparing(values=6, texts=3, families=4),
    "validating_admission_policy": Sparing(values=8, families=4),
    "zeek": Sparing(values=8, texts=2, families=2),
})  # fmt: skip
"""Formats with many files for a value or an incident, and those whose readers are slow."""


@cache
def _legal(every: int, first: int) -> tuple[Indicator, ...]:
    values = (one for name in OBSERVABLE_TYPES for one in accepted(name)[first::every])
    return joined(map(said, apart(values)))


@cache
def _raw(every: int, first: int) -> tuple[Indicator, ...]:
    values = (one for name in OBSERVABLE_TYPES for one in refused(name)[first::every])
    return joined(map(said, apart(values)))


_legal_prose = cache(legal_prose)


def corpus_feed(emitter: Emitter, every: int = 1, first: int = 0) -> Feed:
    """Everything of the corpus that a source can hold, or one value in so many."""
    return feed_of(emitter, _legal(every, first), [incident()])


def prose_feed(emitter: Emitter, families: int = 1, every: int = 1) -> Feed:
    """Harmless values, about which nothing harmless is said: an incident for so many families."""
    told, text = _legal_prose(families, every), PRODUCER
    return feed_of(
        emitter, told.mentions, told.incidents, told.known_good,
        name=text, contact=text, description=text, licence=text, base_url=BASE_URL,
    )  # fmt: skip


def raw_feed(emitter: Emitter, every: int = 1, first: int = 0) -> Feed:
    """Values and prose that no source accepts: as if somebody had come past the parsers."""
    told = illegal_prose()
    return feed_of(emitter, [*told.mentions, *_raw(every, first)], [*told.incidents, incident()])


FEEDS = ("values", "prose", "behind the first wall")
"""The names of the three."""


def hostile_feed(kind: str, emitter: Emitter) -> Feed:
    """One of the feeds, as much of it as the format is tried with in every run."""
    sparing = SPARED.get(emitter.name, Sparing())
    if kind == "prose":
        return prose_feed(emitter, sparing.families, sparing.texts)
    return (corpus_feed if kind == "values" else raw_feed)(emitter, sparing.values)


def whole_feeds(kind: str, emitter: Emitter) -> Iterator[Feed]:
    """All of it, in as many parts as the format needs."""
    parts = SPARED.get(emitter.name, Sparing()).parts
    if kind == "prose":
        yield prose_feed(emitter)
        return
    for first in range(parts):
        yield (corpus_feed if kind == "values" else raw_feed)(emitter, parts, first)
