"""Tables: active indicators, incidents, exposures, tombstones and known-good values.

The only artifacts that hold everything, whatever its action; `action` tells a reader what each
value is good for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from feedgen.emitters.tables.cells import csv_chunks, exact
from feedgen.emitters.tables.incidents import incident_objects
from feedgen.emitters.tables.json_lines import Json, indicator_objects, ndjson_chunks
from feedgen.emitters.tables.rows import (
    EXPOSURES,
    INDICATORS,
    KNOWN_GOOD,
    REVOKED,
    exposure_rows,
    indicator_rows,
    known_good_rows,
    revoked_rows,
)
from feedgen.errors import UnencodableError
from feedgen.model.artifact import Artifact, Emission, Emitter, Omission, OmissionKind
from feedgen.model.feed import Feed
from feedgen.model.indicator import Action, Indicator

_CSV = "text/csv"
_NDJSON = "application/x-ndjson"


def emit(feed: Feed) -> Iterator[Emission]:
    """The six tables, by path."""
    kept: list[list[Indicator]] = []
    for indicators in (feed.active, feed.revoked):
        kept.append([])
        for indicator in indicators:
            try:
                exact(indicator.value)
            except UnencodableError as error:
                yield Omission(indicator=indicator, kind=OmissionKind.SKIPPED, reason=error.reason)
            else:
                kept[-1].append(indicator)
    active, revoked = kept
    ids = [indicator.id for indicator in active]
    yield _table("exposures.csv", csv_chunks(EXPOSURES, exposure_rows(active)))
    yield _lines("incidents.ndjson", incident_objects(feed, active, revoked))
    yield _table("indicators.csv", csv_chunks(INDICATORS, indicator_rows(feed, active)), ids)
    yield _lines("indicators.ndjson", indicator_objects(feed, active), ids)
    yield _table("known-good.csv", csv_chunks(KNOWN_GOOD, known_good_rows(feed.known_good)))
    yield _table("revoked.csv", csv_chunks(REVOKED, revoked_rows(revoked)))


def _table(path: str, chunks: Iterable[bytes], carries: Iterable[str] = ()) -> Artifact:
    return Artifact(path=path, media_type=_CSV, chunks=chunks, carries=carries)


def _lines(path: str, rows: Iterable[Json], carries: Iterable[str] = ()) -> Artifact:
    return Artifact(path=path, media_type=_NDJSON, chunks=ndjson_chunks(rows), carries=carries)


EMITTER = Emitter(
    name="tables",
    title="Tables",
    url="https://www.rfc-editor.org/rfc/rfc4180",
    accepts=frozenset(Action),
    emit=emit,
    files={
        "exposures.csv": "Exposure windows, CSV",
        "incidents.ndjson": "Incidents, JSON lines",
        "indicators.csv": "Indicators, CSV",
        "indicators.ndjson": "Indicators with all that is known, JSON lines",
        "known-good.csv": "Known good, CSV",
        "revoked.csv": "Revoked, CSV",
    },
    bulk=True,
)
