"""From a release that a consumer holds to the current one, by deltas.

A consumer keeps a set: the active indicators by id. Each release's `delta.json` leads from the
release before to it. The current release's `releases.json` names the sums of all before it, so the
deltas in between are as trusted as the pointer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import orjson

from feedgen.errors import UnavailableError, VerificationError
from feedgen.release.files import parse_sums
from feedgen.release.names import DELTA, RELEASES, SUMS
from feedgen.subscribe.origin import Origin
from feedgen.subscribe.release_files import RemoteRelease

KEYS = ("id", "type", "value", "action", "generation", "incidents")
"""What a delta says of an indicator; `indicators.ndjson` says it too."""
_LIMIT = 1 << 28
_SUMS_LIMIT = 1 << 26

Row = Mapping[str, Any]


def held_rows(indicators: bytes) -> dict[str, Row]:
    """The set that a full download gives.

    Args:
        indicators: a release's `indicators.ndjson`.
    """
    rows = (orjson.loads(line) for line in indicators.splitlines() if line)
    return {row["id"]: {key: row[key] for key in KEYS} for row in rows}


def catch_up(held: Mapping[str, Row], version: str, deltas: Iterable[bytes]) -> dict[str, Row]:
    """The set after some deltas.

    Args:
        held: active indicators by id, of a release.
        version: of that release.
        deltas: `delta.json` of each release after it, in order, without a gap.

    Raises:
        VerificationError: when one does not start from where the one before ended.
    """
    rows = dict(held)
    for data in deltas:
        document = orjson.loads(data)
        if document["from"] != version:
            raise VerificationError(
                f"the delta to {document['to']} starts from {document['from']}, not from "
                f"{version}; download the release as a whole"
            )
        version = document["to"]
        for row in (*document["revoked"], *document["expired"]):
            rows.pop(row["id"], None)
        for row in (*document["added"], *document["changed"]):
            rows[row["id"]] = {key: row[key] for key in KEYS}
    return rows


def deltas_since(origin: Origin, release: RemoteRelease, version: str) -> Iterator[bytes]:
    """The deltas from a release that a consumer holds to the current one, in order.

    Args:
        origin: the publication.
        release: the current release, of a trusted pointer.
        version: what the consumer holds.

    Raises:
        UnavailableError: when the publication no longer has them: download as a whole.
        VerificationError: when one is not what was signed.
    """
    if version == release.pointer.version:
        return
    past = orjson.loads(
        _file(origin, release.pointer.path, parse_sums(release.sums, SUMS), RELEASES)
    )
    listed = [entry["version"] for entry in past["releases"]]
    if version not in listed:
        raise UnavailableError(
            f"{origin.name} knows no release {version}; download the current one as a whole"
        )
    for entry in past["releases"][listed.index(version) + 1 :]:
        root = f"v1/{entry['version']}/"
        fetched = origin.fetch(f"{root}{SUMS}", _SUMS_LIMIT)
        if fetched is None:
            raise UnavailableError(
                f"{origin.name} no longer has release {entry['version']}; download the current one "
                "as a whole"
            )
        if hashlib.sha256(fetched.data).hexdigest() != entry["sha256sums"]:
            raise VerificationError(f"{origin.name}/{root}{SUMS} is not what was signed")
        yield _file(origin, root, parse_sums(fetched.data, f"{root}{SUMS}"), DELTA)
    yield _file(origin, release.pointer.path, parse_sums(release.sums, SUMS), DELTA)


def _file(origin: Origin, root: str, sums: Mapping[str, str], name: str) -> bytes:
    fetched = origin.fetch(f"{root}{name}", _LIMIT)
    if fetched is None or hashlib.sha256(fetched.data).hexdigest() != sums.get(name):
        raise VerificationError(f"{origin.name}/{root}{name} is not what was signed")
    return fetched.data
