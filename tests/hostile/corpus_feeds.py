"""The feeds that every emitter is tried with: the corpus as values, as prose, and past the first wall."""

from __future__ import annotations

from feedgen.model.artifact import Emitter
from feedgen.model.feed import Feed
from hostile.feeds import apart, feed_of, incident, said
from hostile.prose import illegal_prose, legal_prose
from hostile.values import LEGAL, RAW

PRODUCER = "x\"; {{ 7*7 }} $(touch pwned) '\\ # | <b>: \u540d *a"
"""Whose every text this is."""


BASE_URL = "https://feed.example/a';b,$(id)&c=%22*"
"""All that an address may hold."""
SPARED = {"sigma": 4, "sigma_queries": 16}
"""Formats that write twenty files for a value, or take a thousand values a log at most: a value in so
many, and so many families at once."""


def corpus_feed(emitter: Emitter, every: int = 1) -> Feed:
    """Everything of the corpus that a source can hold, or one value in so many."""
    legal = (one for values in LEGAL.values() for one in values[::every])
    return feed_of(emitter, map(said, apart(legal)), [incident()])


def prose_feed(emitter: Emitter, families: int = 1) -> Feed:
    """Harmless values, about which nothing harmless is said: an incident for so many families."""
    told, text = legal_prose(families), PRODUCER
    return feed_of(
        emitter, told.mentions, told.incidents, told.known_good,
        name=text, contact=text, description=text, licence=text, base_url=BASE_URL,
    )  # fmt: skip


def raw_feed(emitter: Emitter, every: int = 1) -> Feed:
    """Values and prose that no source accepts: as if somebody had come past the parsers."""
    told = illegal_prose()
    raw = (one for values in RAW.values() for one in values[::every])
    said_raw = map(said, apart(raw))
    return feed_of(emitter, [*told.mentions, *said_raw], [*told.incidents, incident()])
