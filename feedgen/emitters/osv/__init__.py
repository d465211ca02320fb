"""OSV records (https://ossf.github.io/osv-schema/): malicious packages, extensions and actions.

One file for each package and incident. docs/osv.md tells what reads them and how they are
withdrawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import orjson

from feedgen.emitters.osv.records import Record, records_of
from feedgen.model.artifact import Artifact, Emission, Emitter
from feedgen.model.feed import DETECTION, Feed
from feedgen.model.instants import format_instant
from feedgen.model.ledger import Claim

_KIND = "osv-record"
_OPTIONS = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE


def claims(feed: Feed) -> Iterator[Claim]:
    """Every record: its text without `published` and `modified`."""
    for record in records_of(feed).records:
        yield Claim(
            id=record.uuid,
            kind=_KIND,
            key=record.key,
            content=orjson.dumps(record.body),
            covers=record.covers,
        )


def emit(feed: Feed) -> Iterator[Emission]:
    """The records by path, and what OSV cannot say."""
    made = records_of(feed)
    for record in made.records:
        yield Artifact(
            path=f"osv/{record.id}.json",
            media_type="application/json",
            chunks=[orjson.dumps(_dated(feed, record), option=_OPTIONS)],
            carries=record.carries,
        )
    yield from made.omissions


def _dated(feed: Feed, record: Record) -> Mapping[str, object]:
    """The record with its dates, in the order in which the specification has its fields."""
    stamp = feed.stamp(record.uuid)
    body = {
        **record.body,
        "modified": format_instant(stamp.modified),
        "published": format_instant(stamp.created),
    }
    return {name: body[name] for name in _FIELDS if body.get(name) not in (None, [])}


_FIELDS = (
    "schema_version", "id", "modified", "published", "withdrawn", "related", "summary", "details",
    "affected", "references", "database_specific",
)  # fmt: skip

EMITTER = Emitter(
    name="osv",
    title="OSV records",
    url="https://ossf.github.io/osv-schema/",
    accepts=DETECTION,
    emit=emit,
    requires=("jinja2",),
    files={"osv/": "Malicious packages as OSV records"},
    claims=claims,
    declines={"image_digest": "OSV has no ecosystem for container images"},
    otherwise="the records name packages, editor extensions and actions",
)
