"""Lists for the lookups of SIEMs: Splunk ES threat intelligence and watchlists of Sentinel.

A lookup is joined with events, so that it holds what no query could: a hundred thousand values.
docs/lookups.md says how to load the files and how an entry disappears.
"""

from __future__ import annotations

from collections.abc import Iterator

from feedgen.emitters.lookups import sentinel, splunk
from feedgen.emitters.lookups.lists import Lookup, Selected, select
from feedgen.emitters.tables.cells import csv_chunks
from feedgen.model.artifact import Artifact, Emission, Emitter, Omission, OmissionKind
from feedgen.model.feed import DETECTION, Feed

LOOKUPS: tuple[Lookup, ...] = (*sentinel.LOOKUPS, *splunk.LOOKUPS)
"""By path."""


def emit(feed: Feed) -> Iterator[Emission]:
    """Every lookup, the empty ones too, the queries that join them, and what they leave out."""
    selected = [(lookup, select(feed, lookup)) for lookup in LOOKUPS]
    carried = {id_ for _, found in selected for id_ in found.ids}
    artifacts = [_artifact(feed, lookup, found) for lookup, found in selected]
    artifacts += sentinel.queries()
    yield from sorted(artifacts, key=lambda artifact: artifact.path)
    for lookup, found in selected:
        for indicator, reason in found.weaker:
            yield Omission(
                indicator=indicator, kind=OmissionKind.PARTIAL, reason=reason,
                artifact=lookup.path,
            )  # fmt: skip
        for indicator, reason in found.refused:
            kind = OmissionKind.PARTIAL if indicator.id in carried else OmissionKind.SKIPPED
            yield Omission(indicator=indicator, kind=kind, reason=reason, artifact=lookup.path)
    for indicator in feed.select(*splunk.UNKNOWN, actions=DETECTION):
        if indicator.id in carried:
            yield Omission(
                indicator=indicator, kind=OmissionKind.PARTIAL, reason=splunk.NO_COLLECTION,
                artifact="lookups/splunk",
            )  # fmt: skip


def _artifact(feed: Feed, lookup: Lookup, found: Selected) -> Artifact:
    rows = (lookup.row(feed, indicator) for indicator in found.held)
    return Artifact(
        path=lookup.path, media_type="text/csv; header=present",
        chunks=csv_chunks(lookup.header, rows), carries=found.ids,
    )  # fmt: skip


EMITTER = Emitter(
    name="lookups",
    title="Lookups for Splunk ES and Microsoft Sentinel",
    url="https://www.rfc-editor.org/rfc/rfc4180",
    accepts=DETECTION,
    emit=emit,
    requires=("jinja2",),
    files={"lookups/": "Lookup tables for SIEMs"},
    bulk=True,
    declines={
        "carrier": "what brings a bad image along is legitimate by itself",
        "process": "a lookup compares whole values, and a command line is searched for in pieces",
        "repository_pattern": "a lookup compares whole values, not regular expressions",
    },
    otherwise="a lookup compares whole values, and no log holds this type as one",
)
