"""A page about every key of the source format, made of the JSON Schema: `docs/source-format.md`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from feedgen.sources import fields
from feedgen.sources.entry_schema import Common
from feedgen.sources.json_schema import Document, json_schema

_HEAD = """\
# The source format, key by key

`feedgen schema --format markdown` makes this page of the types that read the sources; do not edit
it. How to write sources is told, with examples, in iocs/README.md.

Scalars are read as text and the key decides the type. A key in **bold** has to be there. Every
unknown key is an error. Where *or a bare value* stands, the value alone may be written instead of
the mapping. Where *one or several* stands, a single value may be written instead of a list.
"""

_FILES: Mapping[Document, str] = {
    Document.INCIDENT: "iocs/&lt;year&gt;/&lt;id&gt;.yml",
    Document.FEED: "iocs/feed.yml",
    Document.KNOWN_GOOD: "iocs/known-good.yml",
}
_COMMON = "Keys of every entry"

_SCALARS: tuple[tuple[Any, str], ...] = (
    (fields.Text, "text"),
    (fields.Prose, "text"),
    (fields.Instant, "UTC time"),
    (fields.InstantOrOpen, "UTC time, or `open`"),
    (fields.Day, "date"),
    (fields.Length, "duration, as `12h`, `7d`, `2y`"),
    (fields.Confidence, "0 to 100"),
    (fields.Size, "whole number"),
    (fields.Port, "port"),
    (fields.WebAddress, "web address"),
    (fields.Digest, "digest"),
    (fields.DigestOrUnpublished, "digest, or `unpublished`"),
)
"""What people call the scalars of the schema."""
_WORDS = [(TypeAdapter(kind).json_schema(), words) for kind, words in _SCALARS]


def reference_page() -> str:
    """The page, in Markdown."""
    lines = [_HEAD]
    for document in Document:
        body = json_schema(document)
        lines += [
            f"## {_FILES[document]}",
            "",
            _escaped(body["description"]),
            "",
            *_table(body),
            "",
        ]
    lines += [f"## {_COMMON}", "", _common()["description"], "", *_table(_common()), ""]
    lines += ["## Parts", ""]
    for name, definition in sorted(_definitions().items()):
        part = _object(definition)
        if part is not None:
            lines += [f"### {name}", "", *_about(definition, part), "", *_table(part), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


@cache
def _common() -> dict[str, Any]:
    return Common.model_json_schema(by_alias=True)


def _object(schema: Mapping[str, Any]) -> dict[str, Any] | None:
    """The mapping that a schema allows, if any."""
    options = schema.get("anyOf", [schema])
    return next((option for option in options if "properties" in option), None)


def _about(schema: Mapping[str, Any], part: Mapping[str, Any]) -> Iterator[str]:
    text = str(part["description"])
    if "anyOf" in schema:
        text += " A mapping, *or a bare value*."
    yield _escaped(text)
    if _is_entry(part):
        yield ""
        yield f"Besides, the [{_COMMON.lower()}](#{_anchor(_COMMON)})."


def _is_entry(part: Mapping[str, Any]) -> bool:
    common: Mapping[str, Any] = _common()["properties"]
    own: Mapping[str, Any] = part["properties"]
    return own.keys() > common.keys()


def _table(part: Mapping[str, Any]) -> Iterator[str]:
    hidden = set(_common()["properties"]) if _is_entry(part) else set()
    required = set(part.get("required", ()))
    yield "| key | value | default | meaning |"
    yield "|---|---|---|---|"
    for key, schema in part["properties"].items():
        if key not in hidden:
            name = f"**`{key}`**" if key in required else f"`{key}`"
            cells = (
                _kind(schema),
                _default(schema),
                _escaped(schema["description"]),
            )
            yield f"| {name} | {' | '.join(cells)} |"


def _default(schema: Mapping[str, Any]) -> str:
    default = schema.get("default")
    return f"`{default}`" if isinstance(default, str | int) else ""


def _kind(schema: Mapping[str, Any]) -> str:
    """What may stand there, in words."""
    plain = {k: v for k, v in schema.items() if k not in {"description", "default", "title"}}
    if "$ref" in plain:
        return _named(plain["$ref"].rpartition("/")[2])
    if "anyOf" in plain:
        return _either(plain["anyOf"])
    if "enum" in plain or "const" in plain:
        return _one_of(plain.get("enum", [plain.get("const")]))
    if plain.get("type") == "array":
        return f"list of {_kind(plain['items'])}"
    if "additionalProperties" in plain:
        return f"mapping of names to {_kind(plain['additionalProperties'])}"
    return next((words for fragment, words in _WORDS if fragment == plain), _plain(plain))


def _plain(schema: Mapping[str, Any]) -> str:
    return "whole number" if schema.get("type") == "integer" else "text"


def _either(options: list[dict[str, Any]]) -> str:
    rest = [option for option in options if option.get("type") != "null"]
    if len(rest) == 2 and rest[1].get("type") == "array" and rest[1].get("items") == rest[0]:
        return f"{_kind(rest[0])}, *one or several*"
    return " or ".join(_kind(option) for option in rest)


def _one_of(values: list[Any]) -> str:
    distinct = dict.fromkeys(str(value) for value in values)
    return " \\| ".join(f"`{value}`" for value in distinct)


def _named(name: str) -> str:
    definition = _definitions()[name]
    if "enum" in definition:
        return _one_of(definition["enum"])
    return f"[{name}](#{_anchor(name)})"


@cache
def _definitions() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for document in Document:
        found |= json_schema(document)["$defs"]
    return found


def _anchor(heading: str) -> str:
    """As forges make it of a heading."""
    return re.sub(r"[^a-z0-9-]", "", heading.lower().replace(" ", "-"))


def _escaped(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ")
