"""One JSON object a line: `indicators.ndjson`, and what `incidents.ndjson` shares with it.

Keys are sorted and, at the top level, always there; what is not known is null or an empty list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

import orjson

from feedgen.emitters.tables.cells import instant
from feedgen.emitters.tables.facts import facts, severity
from feedgen.emitters.tables.rows import cache_until
from feedgen.model.feed import Feed
from feedgen.model.incident import Exposure, Reference
from feedgen.model.indicator import (
    AddressDetail,
    CarrierDetail,
    CommitDetail,
    Detail,
    FileDetail,
    ImageDetail,
    Indicator,
    Mention,
    RepositoryDetail,
    TagDetail,
)

Json = dict[str, Any]

_BATCH = 512
_OPTIONS = orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE


def ndjson_chunks(rows: Iterable[Json]) -> Iterator[bytes]:
    """The lines, in batches; a single empty line where there is no row."""
    batch: list[bytes] = []
    first = True
    for row in rows:
        first = False
        batch.append(orjson.dumps(row, option=_OPTIONS))
        if len(batch) >= _BATCH:
            yield b"".join(batch)
            batch.clear()
    yield b"\n" if first else b"".join(batch)


def indicator_objects(feed: Feed, indicators: Iterable[Indicator]) -> Iterator[Json]:
    """One object per indicator."""
    return (_indicator(feed, indicator) for indicator in indicators)


def _indicator(feed: Feed, indicator: Indicator) -> Json:
    line = feed.ledger.lines.get(indicator.id)
    known = facts(indicator)
    return {
        "id": indicator.id,
        "type": indicator.type,
        "value": indicator.value,
        "generation": indicator.generation,
        "match": known.match,
        "action": known.action,
        "confidence": known.confidence,
        "tlp": known.tlp,
        "severity": severity(feed, known.incident_ids),
        "roles": known.roles,
        "labels": known.labels,
        "incidents": known.incident_ids,
        "first_seen": json_instant(known.first_seen),
        "last_seen": json_instant(known.last_seen),
        "valid_from": json_instant(known.valid_from),
        "valid_until": json_instant(known.valid_until),
        "created": json_instant(line.created if line else None),
        "modified": json_instant(line.modified if line else None),
        "references": [_reference(reference) for reference in known.references],
        "exposures": [json_exposure(exposure) for exposure in known.exposures],
        "mentions": [_mention(mention) for mention in indicator.mentions],
    }


def json_instant(at: datetime | None) -> str | None:
    """UTC as `2026-04-22T12:31:00Z`; None for none."""
    return instant(at) if at is not None else None


def _reference(reference: Reference) -> Json:
    return {"url": reference.url, "title": reference.title, "date": reference.date}


def json_exposure(exposure: Exposure) -> Json:
    """An exposure with its windows, the same in both files."""
    return {
        "incident": exposure.incident_id,
        "key": exposure.key,
        "component": exposure.component,
        "cache_tail": str(exposure.cache_tail) if exposure.cache_tail else None,
        "windows": [
            {
                "from": json_instant(window.start),
                "until": json_instant(window.end),
                "cache_until": cache_until(exposure, window) or None,
                "grade": window.grade,
                "references": [reference.url for reference in window.references],
                "note": window.note,
            }
            for window in exposure.windows
        ],
    }


def _mention(mention: Mention) -> Json:
    said: Json = {
        "incident": mention.incident_id,
        "action": mention.action,
        "confidence": mention.confidence,
        "tlp": mention.tlp,
        "match": mention.match,
        "role": mention.role,
        "first_seen": json_instant(mention.first_seen),
        "last_seen": json_instant(mention.last_seen),
        "valid_until": json_instant(mention.valid_until),
        "exposures": [exposure.key for exposure in mention.exposures],
        "references": [reference.url for reference in mention.references],
        "labels": mention.labels,
        "note": mention.note,
        "history": [
            {"at": json_instant(line.at), "event": line.event, "reason": line.reason}
            for line in mention.history
        ],
    }
    if mention.bulk_list is not None:
        said["list"] = mention.bulk_list
    if mention.detail is not None:
        key, detail = _detail(mention.detail)
        said[key] = detail
    return said


def _detail(detail: Detail) -> tuple[str, Json]:
    """What the mention says beyond the value, under the name of what it speaks of."""
    found: tuple[str, Json]
    match detail:
        case ImageDetail():
            found = (
                "image",
                {
                    "repositories": detail.repositories,
                    "mirrors": detail.mirrors,
                    "kind": detail.kind,
                    "platform": detail.platform,
                    "index": detail.index,
                    "tags_created": detail.tags_created,
                    "tags_overwritten": detail.tags_overwritten,
                },
            )
        case TagDetail():
            found = (
                "tag",
                {
                    "standing": detail.standing,
                    "targets": detail.targets,
                    "reissued": json_instant(detail.reissued),
                },
            )
        case AddressDetail():
            found = "address", {"ports": detail.ports}
        case RepositoryDetail():
            found = "repository", {"description": detail.description}
        case CommitDetail():
            found = "commit", {"repositories": detail.repositories, "refs": detail.refs}
        case FileDetail():
            found = (
                "file",
                {
                    "name": detail.name,
                    "size": detail.size,
                    "sha256": detail.sha256,
                    "sha1": detail.sha1,
                    "md5": detail.md5,
                },
            )
        case CarrierDetail():
            found = "carrier", {"refs": detail.refs, "because": detail.because}
    return found
