"""The JSON Schemas and the pages made of them: complete, current, and true for an editor."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from feedgen.sources import schema
from feedgen.sources.bulk_lists import COLUMNS
from feedgen.sources.entry_schema import Indicators, ListEntry
from feedgen.sources.incident_file import IncidentSource, parse_incident
from feedgen.sources.json_schema import Document, json_schema, schema_json
from feedgen.sources.reference_page import reference_page
from feedgen.sources.tree import incident_paths, read_profile
from tests.conftest import TESTS

ROOT = TESTS.parent
README = ROOT / "iocs" / "README.md"
SOURCES = [*incident_paths(ROOT / "iocs"), *incident_paths(TESTS / "corpus" / "small")]


class EditorLoader(yaml.CSafeLoader):
    """YAML 1.2 with types, as editors read it: numbers are numbers, times are text."""


EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith("timestamp")]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


@cache
def validator(document: Document) -> jsonschema.Draft202012Validator:
    body = json_schema(document)
    jsonschema.Draft202012Validator.check_schema(body)
    return jsonschema.Draft202012Validator(body)


def as_editor(text: str) -> Any:
    return yaml.load(text, EditorLoader)  # noqa: S506 - derived from the safe loader


def mistakes(document: Document, text: str) -> list[str]:
    errors = validator(document).iter_errors(as_editor(text))
    return [f"{'/'.join(map(str, error.path))}: {error.message}" for error in errors]


def parts(document: Document) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object of a schema, by name."""
    body = json_schema(document)
    yield body["title"], body
    for name, definition in body["$defs"].items():
        for option in definition.get("anyOf", [definition]):
            if "properties" in option:
                yield name, option


@pytest.mark.parametrize("document", list(Document))
def test_every_key_and_every_part_is_explained(document: Document) -> None:
    for name, part in parts(document):
        assert part.get("description"), name
        for key, value in part["properties"].items():
            assert value.get("description"), f"{name}.{key}"
            assert value["description"][-1] in ".…", f"{name}.{key}"


@pytest.mark.parametrize("document", list(Document))
def test_no_default_leaks_from_one_key_to_another(document: Document) -> None:
    for name, part in parts(document):
        for key, value in part["properties"].items():
            options = value.get("anyOf", [])
            assert not any("default" in option for option in options), f"{name}.{key}"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_an_editor_finds_no_mistake_in_a_good_file(path: Path) -> None:
    assert mistakes(Document.INCIDENT, path.read_text()) == []


def test_nor_in_the_other_files() -> None:
    assert mistakes(Document.FEED, (ROOT / "iocs/feed.yml").read_text()) == []
    assert mistakes(Document.KNOWN_GOOD, (ROOT / "iocs/known-good.yml").read_text()) == []


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ("title: Malicious Alpha images", "titel: x"),
        ("schema_version: 1", "schema_version: 2"),
        ("severity: critical", "severity: awful"),
        ("{confidence: 90, action: block, references: [report]}", "{confidence: 101}"),
        ("kind: index", "kind: indexx"),
        ("match: exact", "match: somehow"),
    ],
)
def test_an_editor_finds_what_feedgen_refuses(wrong: str, place: str) -> None:
    text = SOURCES[-3].read_text()
    assert wrong in text
    assert mistakes(Document.INCIDENT, text.replace(wrong, place, 1))


@pytest.mark.parametrize("document", list(Document))
def test_the_schemas_in_docs_are_current(document: Document) -> None:
    path = ROOT / "docs" / "schema" / f"{document.value}.schema.json"
    assert path.read_text() == schema_json(document), "run scripts/schemas.py"


def test_the_page_in_docs_is_current() -> None:
    assert (ROOT / "docs" / "source-format.md").read_text() == reference_page(), (
        "run scripts/schemas.py"
    )


def test_the_page_has_every_key_and_its_links_lead_somewhere() -> None:
    page = reference_page()
    for document in Document:
        for name, part in parts(document):
            for key in part["properties"]:
                assert f"| `{key}` |" in page or f"| **`{key}`** |" in page, f"{name}.{key}"
    headings = {re.sub(r"[^a-z0-9-]", "", h.lower().replace(" ", "-")) for h in re.findall(r"^#+ (.+)$", page, re.MULTILINE)}  # fmt: skip
    for target in re.findall(r"\]\(#([^)]+)\)", page):
        assert target in headings
    assert "$defs" not in page
    assert "null" not in page


def blocks(language: str) -> list[tuple[str, str]]:
    """Fenced parts of the guide: what stands after the language, and the content."""
    pattern = rf"^```{language}([^\n]*)\n(.*?)^```$"
    found = re.findall(pattern, README.read_text(), re.MULTILINE | re.DOTALL)
    return [(words.strip(), body) for words, body in found]


HEAD = {
    "schema_version": "1",
    "id": "shown-2026-04",
    "status": "published",
    "title": "Shown",
    "summary": "In the guide.",
    "tlp": "clear",
    "severity": "high",
    "published": "2026-04-22T18:00:00Z",
    "references": '{docker: {title: Docker, url: "https://docker.example/report"}}',
    "exposures": "{dockerhub: {component: docker.io/acme/scanner, windows: [{from: 2026-04-22, until: open}]}}",
}


def shown(body: str, root: Path) -> IncidentSource:
    """An example of the guide, with the head of a file in front of it."""
    written = as_editor(body)
    head = [f"{key}: {value}" for key, value in HEAD.items() if key not in written]
    text = "\n".join([*head, body])
    assert mistakes(Document.INCIDENT, text) == []
    profile = read_profile(ROOT / "iocs")
    id_ = written.get("id", HEAD["id"])
    return parse_incident(text, root / "2026" / f"{id_}.yml", root, profile)


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    """A source tree with the bulk lists that the guide shows."""
    for language in ("csv", "text"):
        for name, body in blocks(language):
            if name:
                path = tmp_path / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(body)
    return tmp_path


@pytest.mark.parametrize("number", range(len(blocks("yaml"))))
def test_the_guide_shows_what_is_valid(number: int, lists: Path) -> None:
    assert shown(blocks("yaml")[number][1], lists).incident.id


def test_the_guide_shows_every_kind_of_entry(lists: Path) -> None:
    seen: dict[str, list[Any]] = {}
    keys: set[str] = set()
    for _, body in blocks("yaml"):
        document = as_editor(body)
        keys |= document.keys()
        for kind, entries in document.get("indicators", {}).items():
            seen.setdefault(kind, []).append(entries)
    assert seen.keys() == Indicators.model_fields.keys()
    assert keys >= schema.IncidentFile.model_fields.keys() - {"withdrawn"}
    mentions = [m for _, body in blocks("yaml") for m in shown(body, lists).mentions]
    assert any(m.bulk_list for m in mentions)
    assert any(m.observable.value.endswith("/pad-left") for m in mentions)


def test_the_guide_names_every_list_type_and_column() -> None:
    text = README.read_text()
    for type_ in ListEntry.model_fields["type"].annotation.__args__:  # type: ignore[union-attr]
        assert f"`{type_}`" in text
    for column in COLUMNS:
        assert f"`{column}`" in text


def test_schemas_say_nothing_about_this_machine() -> None:
    assert str(ROOT) not in json.dumps([json_schema(document) for document in Document])
