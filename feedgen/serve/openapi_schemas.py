"""What answers look like, as JSON Schema: the resources of TAXII 2.1, and our own documents."""

from __future__ import annotations

from typing import Any, Final

from feedgen.serve.taxii import MEDIA_TYPE

Json = dict[str, Any]
_TEXT: Final[Json] = {"type": "string"}
_INSTANT: Final[Json] = {
    "type": "string",
    "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z$",
}
_STIX_ID: Final[Json] = {
    "type": "string",
    "pattern": "^[a-z0-9-]+--[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
}
_ROOT: Final[Json] = {"type": "string", "pattern": "^/[^/].*/$"}
_SHA256: Final[Json] = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_WHOLE: Final[Json] = {"type": "integer", "minimum": 0}


def _object(required: Json, optional: Json | None = None) -> Json:
    """An object with these keys; others may come later."""
    return {
        "type": "object",
        "properties": required | (optional or {}),
        "required": list(required),
    }


def _list(items: Json) -> Json:
    return {"type": "array", "items": items}


def _page(name: str, items: Json) -> Json:
    """What comes in pages: `next` stands there exactly when there is more (§3.5)."""
    page = _object({"more": {"type": "boolean"}}, {"next": _TEXT, name: _list(items)})
    more = {"properties": {"more": {"const": True}}}
    return page | {
        "if": more,
        "then": {"required": ["next", name]},
        "else": {"not": {"required": ["next"]}},
    }


_COLLECTION = _object(
    {
        "id": {"type": "string", "format": "uuid"},
        "title": _TEXT,
        "can_read": {"const": True},
        "can_write": {"const": False},
    },
    {"description": _TEXT, "alias": _TEXT, "media_types": _list(_TEXT)},
)

SCHEMAS: Final[Json] = {
    "discovery": _object(
        {"title": _TEXT, "api_roots": _list(_ROOT), "default": _ROOT},
        {"description": _TEXT, "contact": _TEXT},
    ),
    "apiRoot": _object(
        {
            "title": _TEXT,
            "versions": {"type": "array", "contains": {"const": MEDIA_TYPE}, "items": _TEXT},
            "max_content_length": {"type": "integer", "minimum": 1},
        },
        {"description": _TEXT},
    ),
    "collection": _COLLECTION,
    "collections": _object({}, {"collections": _list(_COLLECTION) | {"minItems": 1}}),
    "envelope": _page(
        "objects", _object({"type": _TEXT, "id": _STIX_ID, "spec_version": {"const": "2.1"}})
    ),
    "manifest": _page(
        "objects",
        _object(
            {"id": _STIX_ID, "date_added": _INSTANT, "version": _INSTANT}, {"media_type": _TEXT}
        ),
    ),
    "versions": _page("versions", _INSTANT),
    "error": _object(
        {"title": _TEXT, "http_status": {"type": "string", "pattern": "^[45][0-9]{2}$"}},
        {"description": _TEXT},
    ),
    "pointer": _object(
        {
            "feed": _TEXT, "version": _TEXT, "serial": _WHOLE, "as_of": _TEXT, "activated": _TEXT,
            "expires": _TEXT, "path": _TEXT, "sha256sums": _SHA256,
        },
        {"earlier": _TEXT},
    ),
    "releases": _object(
        {
            "feed": _TEXT,
            "releases": _list(
                _object(
                    {"serial": _WHOLE, "version": _TEXT, "as_of": _TEXT, "path": _TEXT,
                     "sha256sums": _SHA256}
                )
            ),
        }
    ),
    "release": _object(
        {
            "version": _TEXT,
            "serial": _WHOLE,
            "feed": _TEXT,
            "artifacts": _list(
                _object(
                    {"path": _TEXT, "media_type": _TEXT, "size": _WHOLE, "sha256": _SHA256}
                )
            ),
        }
    ),
    "health": _object(
        {"status": {"enum": ["ok", "waiting", "stale", "expired"]}},
        {"version": _TEXT, "serial": _WHOLE, "activated": _TEXT, "expires": _TEXT, "next": _TEXT},
    ),
}  # fmt: skip
"""By name; `#/components/schemas` of the description."""
