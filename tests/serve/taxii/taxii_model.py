"""What a collection has to answer, worked out from a plain list of versions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from tests.release.object_log.made_logs import Dated, in_collection

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
"""The version of what has neither `created` nor `modified`."""


def selection(rows: Sequence[Dated], alias: str, parameters: Mapping[str, str]) -> list[Dated]:
    """The versions that a client asks for with these parameters, in order, in no pages."""
    after = parameters.get("added_after")
    return [
        row
        for row in rows
        if in_collection(row, alias)
        and (after is None or row.added > datetime.fromisoformat(after))
        and _matches(row, parameters)
    ]


def _matches(row: Dated, parameters: Mapping[str, str]) -> bool:
    asked = {
        name.removeprefix("match_"): values.split(",")
        for name, values in parameters.items()
        if name.startswith("match_")
    }
    return (
        row.made.id in asked.get("id", [row.made.id])
        and row.made.type in asked.get("type", [row.made.type])
        and "2.1" in asked.get("spec_version", ["2.1"])
        and any(_version(row, text) for text in asked.get("version", ["last"]))
    )


def _version(row: Dated, text: str) -> bool:
    if text in {"first", "last", "all"}:
        return {"first": row.first, "last": row.last, "all": True}[text]
    return (row.made.modified or _EPOCH) == datetime.fromisoformat(text)
