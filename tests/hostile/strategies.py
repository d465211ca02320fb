"""Hypothesis strategies of hostile texts, values and feeds: the corpus, and what nobody thought of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import strategies as st

from feedgen.emitters import emitters
from feedgen.errors import InvalidValueError
from feedgen.model.artifact import Emitter
from feedgen.model.feed import Feed
from feedgen.model.observables import OBSERVABLE_TYPES, Observable
from feedgen.model.text import forbidden_character
from feedgen.sources.fields import Text
from tests.hostile.feeds import apart, compiled, feed_of, incident, said
from tests.hostile.prose import harmless, legal, told_by
from tests.hostile.spellings import spellings
from tests.hostile.values import TEXTS, accepted

FRAGMENTS = st.sampled_from(TEXTS)
ANYTHING = st.text(max_size=40)
"""Also what no file can hold: lone surrogates."""
PRINTABLE = st.text(
    st.characters(exclude_categories=("C", "Z"), include_characters=" "), max_size=40
)
HOSTILE_TEXT: st.SearchStrategy[str] = st.one_of(
    FRAGMENTS,
    PRINTABLE,
    ANYTHING,
    st.lists(FRAGMENTS | PRINTABLE, min_size=2, max_size=4).map("".join),
)
"""A text of the corpus, several of them joined, or any text at all."""


def writable(text: str) -> str:
    """The text without what no source holds in its prose, never empty."""
    kept = "".join(c for c in text if c == "\n" or not forbidden_character(c)).strip()
    return kept or "?"


HOSTILE_PROSE = HOSTILE_TEXT.map(writable)
"""What may stand in a title, a note, a name."""


def _legal(cls: type[Observable], text: str) -> list[Observable]:
    found = []
    for spelled in spellings(cls.type, text):
        try:
            found.append(cls.parse(spelled))
        except InvalidValueError:
            continue
    known = accepted(cls.type)
    return found or [known[len(text) % len(known)]]


@cache
def hostile_observables(type_: str) -> st.SearchStrategy[Observable]:
    """Values of a type that a source can hold: around any text, or else the corpus's own."""
    cls = OBSERVABLE_TYPES[type_]
    places = st.tuples(HOSTILE_TEXT, st.integers(0, 5))

    def value(drawn: tuple[str, int]) -> Observable:
        found = _legal(cls, drawn[0])
        return found[drawn[1] % len(found)]

    return places.map(value)


@cache
def carried_types(emitter_name: str) -> tuple[str, ...]:
    """The types that a format carries some value of."""
    emitter = emitters()[emitter_name]
    one_each = [said(harmless(type_, 1)) for type_ in OBSERVABLE_TYPES]
    with TemporaryDirectory() as folder:
        told = compiled(emitter, feed_of(emitter, one_each, [incident()]), Path(folder))
    return tuple(sorted({one.type for one in told.carried}))


@dataclass(frozen=True, slots=True)
class Drawn:
    """Values and prose for a feed; short to show, where a feed is long."""

    values: tuple[Observable, ...]
    prose: tuple[str, ...]

    def feed(self, emitter: Emitter) -> Feed:
        """The values, in an incident of which every text is of the prose."""
        lines = legal(Text, self.prose) or ("?",)
        where = told_by("drawn", lines, self.prose)
        mentions = [
            said(one, where.id, note=self.prose[0], references=where.references)
            for one in apart(self.values)
        ]
        return feed_of(emitter, mentions, [where], name=lines[0])


def hostile_feeds(emitter: Emitter) -> st.SearchStrategy[Drawn]:
    """Some values of the types that a format carries, and hostile prose."""
    types = st.sampled_from(carried_types(emitter.name))
    values = st.lists(types.flatmap(hostile_observables), min_size=8, max_size=24)
    prose = st.lists(HOSTILE_PROSE, min_size=1, max_size=3, unique=True)
    return st.builds(Drawn, values.map(lambda drawn: tuple(dict.fromkeys(drawn))), prose.map(tuple))
