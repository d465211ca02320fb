"""The JSON Schema of the source format, generated from the classes that read it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Any

import orjson
from pydantic import BaseModel

from feedgen.sources import feed_schema, schema


class Document(StrEnum):
    """Kinds of source files."""

    INCIDENT = "incident"
    FEED = "feed"
    KNOWN_GOOD = "known-good"


_CLASSES: Mapping[Document, type[BaseModel]] = {
    Document.INCIDENT: schema.IncidentFile,
    Document.FEED: feed_schema.FeedFile,
    Document.KNOWN_GOOD: schema.KnownGoodFile,
}


def json_schema(document: Document) -> dict[str, Any]:
    """The schema, draft 2020-12."""
    read: dict[str, Any] = orjson.loads(schema_json(document))
    return read


@cache
def schema_json(document: Document) -> str:
    """The schema as text, keys in a fixed order."""
    body = _CLASSES[document].model_json_schema(by_alias=True)
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", **body}
    option = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    return orjson.dumps(whole, option=option).decode()
