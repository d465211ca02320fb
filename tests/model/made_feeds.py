"""Feeds made in Python: what no source file could say, and ledgers for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from feedgen.build.staging import Staged, stage
from feedgen.errors import Location
from feedgen.model.artifact import Emitter
from feedgen.model.feed import Feed
from feedgen.model.ids import indicator_uuid
from feedgen.model.indicator import Action, Indicator, Mention
from feedgen.model.ledger import Claim, Ledger
from feedgen.model.observables import Observable
from feedgen.model.tlp import Tlp
from tests.conftest import TESTS, compile_corpus

INCIDENT = "alpha-registry-2026-04"
"""Of the corpus `small`."""


def small(corpus_root: Path, *emitters: Emitter) -> Feed:
    """The corpus `small`, with a line in the ledger for every indicator and rule."""
    return stamped(compile_corpus(corpus_root, "tables"), *emitters)


@cache
def base() -> Feed:
    """The same for property tests, whose failures would print a whole feed as an argument."""
    return small(TESTS / "corpus" / "small")


def stamped(feed: Feed, *emitters: Emitter) -> Feed:
    """The feed as its own first release: indicators and the emitters' claims are in the ledger."""
    claims = [
        Claim(
            id=indicator.id,
            kind="indicator",
            key=f"{indicator.type} {indicator.id}",
            content=indicator.value.encode(errors="backslashreplace"),
        )
        for indicator in feed.indicators
    ]
    claims += [claim for emitter in emitters for claim in emitter.claims(feed)]
    ledger = Ledger().advance(claims, as_of=feed.as_of, serial=1, sids=feed.profile.sids)
    return replace(feed, ledger=ledger)


def mention(observable: Observable, **changes: Any) -> Mention:
    """A blocking mention by the first incident of the corpus `small`."""
    plain = Mention(
        observable=observable,
        incident_id=INCIDENT,
        location=Location("made.yml"),
        action=Action.BLOCK,
        confidence=90,
        tlp=Tlp.CLEAR,
        published=datetime(2026, 4, 22, tzinfo=UTC),
        valid_until=datetime(2030, 1, 1, tzinfo=UTC),
    )
    return replace(plain, **changes)


def indicator(feed: Feed, *mentions: Mention, **changes: Any) -> Indicator:
    """The indicator that joins these mentions of one value."""
    observable = mentions[0].observable
    text = observable.value.encode(errors="backslashreplace").decode()
    id_ = indicator_uuid(feed.profile.namespace, observable.type, text, 1)
    plain = Indicator(id=id_, observable=observable, generation=1, mentions=mentions)
    return replace(plain, **changes)


def made(feed: Feed, indicators: Iterable[Indicator], *emitters: Emitter) -> Feed:
    """The feed with these indicators instead of its own, stamped."""
    ordered = sorted(indicators, key=lambda i: (i.type, i.value, i.generation))
    return stamped(replace(feed, indicators=tuple(ordered)), *emitters)


def listed(feed: Feed, *observables: Observable, emitter: Emitter, **changes: Any) -> Feed:
    """The feed with one mention of each of these values, and nothing else."""
    return made(feed, [indicator(feed, mention(o, **changes)) for o in observables], emitter)


def accounted(emitter: Emitter, feed: Feed, directory: Path) -> Staged:
    """What the release writes; fails where an indicator is neither carried nor omitted."""
    staged = Staged(directory)
    stage(emitter, feed, staged)
    return staged
