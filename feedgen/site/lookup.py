"""What the browser looks things up in: curated values in one file, bulk lists in shards.

A shard holds the values whose SHA-256 begins with one byte, so that a look-up tells the host no
more than that byte. Values stand in lists, never as keys: a value may be `__proto__`.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from types import TracebackType
from typing import IO, Any, Self

import orjson

from feedgen.release.tables import ExposureRow
from feedgen.site.file import SiteFile
from feedgen.site.reading import Incident, Indicator, Release

Json = dict[str, Any]

SHARDS = 256
CURATED = "data/indicators.json"
_JSON = "application/json"


class Shards:
    """Collects bulk values on disk, by the first byte of their hash. Use it as a context."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._files: list[IO[bytes]] = []
        self._incidents: dict[str, int] = {}
        self.count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    def add(self, record: Json) -> None:
        """Take one object of indicators.ndjson."""
        if not self._files:
            self._files = [
                self._stack.enter_context(tempfile.TemporaryFile(buffering=16_384))  # noqa: SIM115 - it is
                for _ in range(SHARDS)
            ]
        value = record["value"]
        row = [
            record["type"],
            value,
            record["action"],
            record["confidence"],
            record["match"],
            [self._incidents.setdefault(id_, len(self._incidents)) for id_ in record["incidents"]],
            record["valid_until"],
        ]
        file = self._files[shard_of(value)]
        file.write(b",\n" if file.tell() else b"")
        file.write(orjson.dumps(row))
        self.count += 1

    def files(self) -> Iterator[SiteFile]:
        """Every shard, also the empty ones; none at all where there is no bulk value."""
        incidents = orjson.dumps(list(self._incidents))
        for number, file in enumerate(self._files):
            file.seek(0)
            rows = file.read()
            data = b'{"incidents":' + incidents + b',"values":[\n' + rows + b"\n]}\n"
            yield SiteFile(f"data/shards/{number:02x}.json", _JSON, data)


def shard_of(value: str) -> int:
    """The first byte of the SHA-256 of a value."""
    return hashlib.sha256(value.encode()).digest()[0]


def curated(release: Release, bulk: int) -> SiteFile:
    """Everything but the bulk lists."""
    incidents = {id_: number for number, id_ in enumerate(release.incidents)}
    exposures = [e for i in release.incidents.values() for e in i.exposures.values()]
    places = {(e.incident, e.key): number for number, e in enumerate(exposures)}
    document = {
        "version": release.manifest["version"],
        "as_of": release.manifest["as_of"],
        "incidents": [_incident(incident) for incident in release.incidents.values()],
        "exposures": [_exposure(exposure, incidents) for exposure in exposures],
        "mirrors": _mirrors(release.indicators),
        "indicators": [_row(i, incidents, places) for i in release.indicators],
        "known_good": [_good(row, incidents) for row in release.known_good],
        "revoked": [
            {"t": row["type"], "v": row["value"], "at": row["revoked_at"], "n": row["reason"]}
            for row in release.revoked
        ],
        "bulk": {"count": bulk, "shards": SHARDS if bulk else 0},
    }
    data = orjson.dumps(document, option=orjson.OPT_APPEND_NEWLINE)
    return SiteFile(CURATED, _JSON, data)


def _incident(incident: Incident) -> Json:
    return {"id": incident.id, "title": incident.title}


def _exposure(exposure: ExposureRow, incidents: dict[str, int]) -> Json:
    return {
        "i": incidents[exposure.incident],
        "component": exposure.component,
        "windows": [
            {
                "from": window.start.isoformat(),
                "until": window.end.isoformat() if window.end else None,
                "cache_until": window.cache_until.isoformat() if window.cache_until else None,
                "grade": window.grade,
            }
            for window in exposure.windows
        ],
    }


def _row(
    indicator: Indicator, incidents: dict[str, int], places: dict[tuple[str, str], int]
) -> Json:
    """Short keys; what is empty is left out."""
    images, tags, carriers = (indicator.details(kind) for kind in ("image", "tag", "carrier"))
    ports = {port for detail in indicator.details("address") for port in detail["ports"]}
    standing = {tag["standing"] for tag in tags}
    row = {
        "t": indicator.type,
        "v": indicator.value,
        "a": indicator.action,
        "c": indicator.confidence,
        "m": indicator.match if indicator.match != "exact" else None,
        "i": [incidents[id_] for id_ in indicator.incidents if id_ in incidents],
        "x": [places[key] for key in indicator.exposures if key in places],
        "s": "created" if "created" in standing else "overwritten" if standing else None,
        "r": sorted({name for image in images for name in image["repositories"]}),
        "p": sorted(ports),
        "n": " ".join(dict.fromkeys(m["note"] for m in indicator.mentions if m["note"])),
        "b": " ".join(dict.fromkeys(f"{c['refs']}: {c['because']}" for c in carriers)),
        "u": indicator.valid_until,
    }
    return {key: said for key, said in row.items() if said not in (None, [], "")}


def _good(row: dict[str, str], incidents: dict[str, int]) -> Json:
    said: Json = {
        "t": row["type"],
        "v": row["value"],
        "l": row["label"],
        "r": row["repository"],
        "n": row["note"],
    }
    said = {key: text for key, text in said.items() if text}
    if row["incident"] in incidents:
        said["i"] = [incidents[row["incident"]]]
    return said


def _mirrors(indicators: list[Indicator]) -> Json:
    """Repositories by their mirrors, told apart by the path that both end with."""
    found: dict[str, str] = {}
    for indicator in indicators:
        for image in indicator.details("image"):
            for mirror in image["mirrors"]:
                path = mirror.partition("/")[2]
                for repository in image["repositories"]:
                    if repository.partition("/")[2] == path:
                        found.setdefault(mirror, repository)
    return found
