"""`feedgen check --format sarif`: SARIF's schema takes it, whatever stands in the sources."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from feedgen.cli.app import run
from feedgen.cli.findings import json as as_json
from feedgen.cli.findings import sarif
from feedgen.errors import Finding, Level, Location
from tests.engines.conformance import HOSTILE, LOADS
from tests.hostile.strategies import HOSTILE_TEXT
from tests.hostile.values import FAMILIES
from tests.sources.source_tree import INCIDENT, write_tree

SARIF = "`feedgen check --format sarif`"
SCHEMAS = Path(__file__).parent.parent / "schemas"
VALIDATOR = Draft202012Validator(
    json.loads((SCHEMAS / "sarif-log.json").read_bytes()),
    format_checker=Draft202012Validator.FORMAT_CHECKER,
)
LINK = re.compile(r"\[(?:[^\\\[\]]|\\[\\\[\]])*\]\(")
"""How a link begins in a message (§3.11.6)."""
Json = dict[str, Any]


def read(text: str) -> Json:
    """The log, after the schema took it."""
    document: Json = json.loads(text)
    assert [f"{e.json_path}: {e.message}" for e in VALIDATOR.iter_errors(document)] == []
    return document


def results(text: str) -> Iterator[tuple[str, str, str]]:
    """Code, message and path of each result, as a viewer shows them (§3.11.5, §3.4.3)."""
    (told,) = read(text)["runs"]
    rules = told["tool"]["driver"]["rules"]
    for result in told["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        message = result["message"]["text"]
        assert not LINK.search(message), message
        assert not re.search(r"(?<!\{)(\{\{)*\{(?!\{)|(?<!\})(\}\})*\}(?!\})", message), message
        shown = message.replace("{{", "{").replace("}}", "}")
        (place,) = result["locations"]
        uri = place["physicalLocation"]["artifactLocation"]["uri"]
        yield result["ruleId"], shown, os.fsdecode(unquote_to_bytes(uri))


def finding(problem: str, path: str = "iocs/2026/a.yml", remedy: str = "mend it") -> Finding:
    return Finding(Location(path, 3, 7), "FG104", problem, remedy, Level.WARNING)


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A source tree with a mistake, in the working directory."""
    write_tree(tmp_path / "iocs", INCIDENT.replace("role: c2", "rle: c2"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.judged(SARIF, by="jsonschema", asks=LOADS)
def test_sources_with_mistakes(tree: Path, capfd: pytest.CaptureFixture[str]) -> None:
    text = INCIDENT.replace("acme-2026-01", "other-2026-01").replace("evil-acme.com", "localhost")
    (tree / "iocs" / "2026" / "other-2026-01.yml").write_text(text)
    assert run(["check", "--format", "sarif"]) == 3
    found = [(code, path) for code, _, path in results(capfd.readouterr().out)]
    assert found == [
        ("FG101", "iocs/2026/acme-2026-01.yml"), ("FG104", "iocs/2026/other-2026-01.yml"),
    ]  # fmt: skip


@pytest.mark.judged(SARIF, by="jsonschema", asks=LOADS)
def test_sources_without_a_mistake(tree: Path, capfd: pytest.CaptureFixture[str]) -> None:
    write_tree(tree / "iocs")
    assert run(["check", "--format", "sarif"]) == 0
    (told,) = read(capfd.readouterr().out)["runs"]
    assert told["results"] == told["tool"]["driver"]["rules"] == []


@pytest.mark.judged(SARIF, by="jsonschema", asks=LOADS)
@pytest.mark.parametrize("level", list(Level))
def test_each_level_is_one_of_sarifs(level: Level) -> None:
    told = Finding(Location("a.yml"), "FG104", "wrong", "mend it", level)
    assert read(sarif([told]))["runs"][0]["results"][0]["level"] == level.value


@pytest.mark.judged(SARIF, by="jsonschema", asks=LOADS)
@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('"2.1.0"', '"2.2"'), ('"startLine": 3', '"startLine": 0'), ('"warning"', '"bad"'),
        ('"uri": "iocs', '"uri": "io cs'), ('"text": "wrong; mend it"', '"text": ""'),
        ('"columnKind"', '"columKind"'), ('"ruleIndex": 0', '"ruleIndex": -1'),
    ],
)  # fmt: skip
def test_the_schema_would_see_a_mistake(right: str, wrong: str) -> None:
    text = sarif([finding("wrong")])
    assert right in text
    assert not VALIDATOR.is_valid(json.loads(text.replace(right, wrong, 1)))


@pytest.mark.judged(SARIF, by="jsonschema", asks=HOSTILE)
@pytest.mark.parametrize("family", FAMILIES)
def test_a_hostile_text_is_shown_as_it_is(family: str) -> None:
    for text in FAMILIES[family]:
        ((_, shown, _),) = results(sarif([finding(f"{text!r} and {text}")]))
        said = f"{text!r} and {text}; mend it".encode(errors="backslashreplace").decode()
        assert shown == said.replace("](", "] (")


@pytest.mark.judged(SARIF, by="jsonschema", asks=HOSTILE)
@settings(max_examples=60, deadline=None)
@given(HOSTILE_TEXT, HOSTILE_TEXT)
def test_any_text_is_shown_as_it_is(problem: str, remedy: str) -> None:
    ((_, shown, _),) = results(sarif([finding(problem, remedy=remedy)]))
    said = f"{problem}; {remedy}".encode(errors="backslashreplace").decode()
    assert shown == said.replace("](", "] (")


@pytest.mark.judged(SARIF, by="jsonschema", asks=HOSTILE)
@pytest.mark.parametrize(
    "name",
    [b"a b.yml", b"a#b?c.yml", b"a%41.yml", b"\xff.yml", b"d\xe2\x80\xaee.yml", b"[x](y).yml",
     b'"q".yml', b"a\\b.yml", b"a:b.yml", "\u00e9.yml".encode(), b"{0}.yml", b"a\nb.yml"],
)  # fmt: skip
def test_a_hostile_file_name_is_an_address(
    tree: Path, capfd: pytest.CaptureFixture[str], name: bytes
) -> None:
    path = os.fsdecode(name)
    (tree / "iocs" / "2026" / path).write_text(INCIDENT.replace("role: c2", "rle: c2"))
    assert run(["check", "--format", "sarif"]) == 3
    paths = {path for _, _, path in results(capfd.readouterr().out)}
    assert paths == {"iocs/2026/acme-2026-01.yml", f"iocs/2026/{path}"}
    assert run(["check", "--format", "json"]) == 3
    assert json.loads(capfd.readouterr().out)


def test_findings_as_json_have_a_utf8_form() -> None:
    told = json.loads(as_json([finding("\ud800", path="\udcff.yml")]))[0]
    assert (told["path"], told["problem"]) == ("\\udcff.yml", "\\ud800")
