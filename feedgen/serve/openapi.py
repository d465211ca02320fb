"""The description of what can be read here, in OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.0).

It is the same for every feed: what a feed has is said by TAXII's discovery and `release.json`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import orjson

from feedgen import __version__
from feedgen.release.names import ATOM, KEYRING, MODIFIED, POINTER, RELEASES
from feedgen.release.pointer import copy_of_signature
from feedgen.serve.openapi_schemas import SCHEMAS
from feedgen.serve.suricata_index import SURICATA_INDEX
from feedgen.serve.taxii import DISCOVERY, MEDIA_TYPE, ROOT
from feedgen.serve.taxii.queries import DEFAULT_OBJECTS, MOST_OBJECTS

OPENAPI = "openapi.json"
"""Where it stands below the root."""
Json = dict[str, Any]
_COLLECTION = f"{ROOT}collections/{{collection}}/"
_OBJECT = f"{_COLLECTION}objects/{{object}}/"
_UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_STIX_TYPE = "[a-z0-9][a-z0-9-]{1,249}"
_INSTANT = (
    "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
    r"(\.[0-9]{1,6})?Z"
)
"""A part of those that are understood."""


@cache
def openapi() -> bytes:
    """The document, as JSON."""
    document = {
        "openapi": "3.1.0",
        "info": {
            "title": "A feed of indicators",
            "version": __version__,
            "summary": "TAXII 2.1, the files of releases, and what tells which one is current.",
            "description": "Everything is read-only. Answers have an ETag and may be asked for "
            "again with If-None-Match. A release is shown from the instant of its activation on.",
        },
        "security": [{}, {"basic": []}, {"bearer": []}],
        "paths": _taxii_paths() | _file_paths(),
        "components": {
            "schemas": SCHEMAS,
            "securitySchemes": {
                "basic": {"type": "http", "scheme": "basic"},
                "bearer": {"type": "http", "scheme": "bearer"},
            },
        },
    }
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _taxii_paths() -> Json:
    collection = _path("collection", "Its id or alias.", "all")
    object_ = _path("object", "A STIX id.", "identity--00000000-0000-4000-8000-000000000000")
    version, spec = _match("version"), _match("spec_version")
    page = (_ADDED_AFTER, _LIMIT, _NEXT)
    filters = (_match("id"), _match("type"), version, spec)
    return {
        DISCOVERY: _taxii("What is here (§4.1)", "discovery"),
        ROOT: _taxii("The API root (§4.2)", "apiRoot"),
        f"{ROOT}collections/": _taxii("All collections (§5.1)", "collections"),
        f"{ROOT}status/{{status}}/": {
            "get": {
                "summary": "A status (§4.3); there are none, because nothing can be added",
                "parameters": [_path("status", "Its id.", "00000000-0000-4000-8000-000000000000")],
                "responses": _refusals(),
            }
        },
        _COLLECTION: _taxii("A collection (§5.2)", "collection", collection),
        f"{_COLLECTION}objects/": _taxii(
            "Objects in the order in which they were added (§5.4)", "envelope",
            collection, *page, *filters, dated=True,
        ) | {"post": _forbidden("Objects cannot be added (§5.5)", collection)},
        f"{_COLLECTION}manifest/": _taxii(
            "What objects there are (§5.3)", "manifest", collection, *page, *filters, dated=True
        ),
        _OBJECT: _taxii(
            "An object (§5.6)", "envelope", collection, object_, *page, version, spec, dated=True
        ) | {"delete": _forbidden("Objects cannot be removed (§5.7)", collection, object_)},
        f"{_OBJECT}versions/": _taxii(
            "The versions of an object (§5.8)", "versions",
            collection, object_, *page, spec, dated=True,
        ),
    }  # fmt: skip


def _file_paths() -> Json:
    file = _path("file", "A file, as release.json lists it.", "release.json")
    folder = _path("folder", "A folder of the release.", "blocklists")
    version = _path("version", "As releases.json lists it.", "2026.11.24.1")
    sha256 = _path("sha256", "Of the signed document.", "0" * 64)
    data: Json = {"*/*": {}}
    return {
        "/": _file("Pages for people", data),
        f"/{POINTER}": _file("Which release is current", _as_json("pointer")),
        f"/{copy_of_signature(POINTER)}": _file("Its signature, for minisign", _TEXT),
        "/signatures/{sha256}.minisig": _file("A signature, by what it signs", _TEXT, sha256),
        f"/{RELEASES}": _file("All releases", _as_json("releases")),
        f"/{KEYRING}": _file("The keys that sign", {"application/json": {}}),
        f"/{copy_of_signature(KEYRING)}": _file("The signature of the keys", _TEXT),
        f"/{MODIFIED}": _file("When each indicator changed", {"text/csv": {}}),
        f"/{ATOM}": _file("What each release changed", {"application/atom+xml": {}}),
        "/misp/{file}": _file("A MISP feed", {"application/json": {}, "text/csv": {}}, file),
        f"/{SURICATA_INDEX}": _file("A source index for suricata-update", {"application/yaml": {}}),
        "/v1/latest/release.json": _file("What the current release has", _as_json("release")),
        "/v1/latest/{file}": _file("A file of the current release", data, file),
        "/v1/latest/{folder}/{file}": _file("A file in a folder of it", data, folder, file),
        "/v1/{version}/{file}": _file("A file of any release", data, version, file),
        "/v1/{version}/{folder}/{file}": _file("A file in a folder", data, version, folder, file),
        f"/{OPENAPI}": _file("This description", {"application/json": {}}),
        "/healthz": {
            "get": {
                "summary": "Whether the server shows something",
                "security": [{}],
                "responses": {
                    "200": {"description": "It does.", "content": _as_json("health")},
                    "503": {"description": "Not yet.", "content": _as_json("health")},
                },
            }
        },
        "/metrics": {
            "get": {
                "summary": "Figures for Prometheus; not for everybody",
                "security": [{}],
                "responses": {
                    "200": {"description": "Figures.", "content": {"text/plain": {}}},
                    "404": {"description": "Not for this client.", "content": {"text/plain": {}}},
                },
            }
        },
    }


_TEXT: Json = {"text/plain": {}}
_PLAIN_REFUSALS = {
    "400": "A valid Host header is needed.",
    "401": "Credentials are needed.",
    "403": "For others.",
    "404": "Not there, or not for this client.",
    "416": "The range is beyond the end.",
    "429": "Too many failed attempts.",
    "503": "Not there yet, or damaged here.",
}
_TAXII_REFUSALS = {
    "400": "A parameter is malformed.",
    "401": "Credentials are needed.",
    "403": "Not for this client.",
    "404": "Not there, or not for this client.",
    "406": "The Accept header excludes JSON.",
    "429": "Too many failed attempts.",
    "503": "Not there yet, or damaged here.",
}
_TOO_LONG: Json = {
    "414": {"description": "The address is too long."},
    "431": {"description": "The headers are too long."},
}
"""Without a body: the server does not read on."""
_DATED = {
    f"X-TAXII-Date-Added-{which}": {
        "description": f"When the {word} object was added; after an empty page, where to go on.",
        "required": True,
        "schema": {"type": "string", "pattern": r"^[0-9]{4}-[0-9-]{5}T[0-9:]{8}\.[0-9]{3}000Z$"},
    }
    for which, word in (("First", "first"), ("Last", "last"))
}


def _refusals() -> Json:
    """What TAXII answers instead."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/error"}}}
    told: Json = {
        status: {"description": words, "content": content}
        for status, words in _TAXII_REFUSALS.items()
    }
    return told | _TOO_LONG


def _taxii(summary: str, schema: str, *parameters: Json, dated: bool = False) -> Json:
    found: Json = {
        "description": "What was asked for.",
        "content": {MEDIA_TYPE: {"schema": {"$ref": f"#/components/schemas/{schema}"}}},
    }
    if dated:
        found["headers"] = _DATED
    responses = {"200": found, "304": {"description": "As the client has it."}, **_refusals()}
    return {"get": {"summary": summary, "parameters": list(parameters), "responses": responses}}


def _forbidden(summary: str, *parameters: Json) -> Json:
    answers = _refusals()
    responses = {status: answers[status] for status in ("401", "403", "404", "429", "503")}
    return {"summary": summary, "parameters": list(parameters), "responses": responses}


def _file(summary: str, content: Json, *parameters: Json) -> Json:
    responses: Json = {
        "200": {"description": "The file.", "content": content},
        "206": {"description": "The range that was asked for.", "content": content},
        "304": {"description": "As the client has it."},
    }
    for status, words in _PLAIN_REFUSALS.items():
        responses[status] = {"description": words, "content": _TEXT}
    responses |= _TOO_LONG
    return {"get": {"summary": summary, "parameters": list(parameters), "responses": responses}}


def _as_json(schema: str) -> Json:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}


def _path(name: str, words: str, example: str) -> Json:
    return {
        "name": name, "in": "path", "required": True, "description": words,
        "schema": {"type": "string", "minLength": 1}, "example": example,
    }  # fmt: skip


def _query(name: str, words: str, schema: Mapping[str, Any], **more: object) -> Json:
    return {"name": name, "in": "query", "description": words, "schema": dict(schema), **more}


_ADDED_AFTER = _query(
    "added_after", "Only what was added after this instant; any timestamp of RFC 3339.",
    {"type": "string", "pattern": f"^{_INSTANT}$"}, example="2026-01-01T00:00:00.000000Z",
)  # fmt: skip
_LIMIT = _query(
    "limit", f"How many objects; {DEFAULT_OBJECTS} where it is left out, {MOST_OBJECTS} at most.",
    {"type": "integer", "minimum": 1, "maximum": 2**53 - 1}, example=100,
)  # fmt: skip
_NEXT = _query(
    "next", "From the answer before this page. Good for ever and on every replica.",
    {"type": "string", "pattern": "^[A-Za-z0-9_-]{40,4096}$"},
)  # fmt: skip
_VALUES = {
    "id": (f"{_STIX_TYPE}--{_UUID}", "STIX ids."),
    "type": (_STIX_TYPE, "STIX types."),
    "version": (f"first|last|{_INSTANT}", "Versions: first, last or instants; or `all` alone."),
    "spec_version": (r"[0-9]{1,3}\.[0-9]{1,3}", "Versions of STIX; everything here is 2.1."),
}


def _match(name: str) -> Json:
    pattern, words = _VALUES[name]
    several: Json = {
        "type": "array", "minItems": 1,
        "items": {"type": "string", "pattern": f"^({pattern})$"},
    }  # fmt: skip
    if name == "version":
        alone = {"type": "array", "minItems": 1, "maxItems": 1, "items": {"const": "all"}}
        several = {"anyOf": [several, alone]}
    return _query(f"match[{name}]", words, several, style="form", explode=False)
