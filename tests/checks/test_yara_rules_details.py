"""FG320 as the check that runs: it tells of each rule of each incident, and in the engine's words.

Faults that survive the mutation check: a byte more in the padding of the files that hold nothing.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from feedgen.checks.yara_rules import CHECK, _in_words
from feedgen.errors import Location
from feedgen.model.incident import YaraRule
from tests.emitters.yara.made_rules import curated
from tests.model.made_feeds import base


def told(*rules: YaraRule) -> list[str]:
    first, *others = base().incidents
    there = replace(base(), incidents=(replace(first, yara=rules), *others))
    return [str(finding) for finding in CHECK.run(there)]


def test_the_check_tells_what_is_wrong_with_a_rule() -> None:
    (finding,) = told(curated(format="elf2"))
    assert finding.startswith("made.yml:7:3: FG320 ")
    assert '"elf2" is no file format' in finding


def test_the_check_tells_of_every_rule() -> None:
    broken = [
        curated(
            name=f"MAL_{line}_Apr26",
            condition="$x1 and $x9",
            location=Location("made.yml", line, 3),
        )
        for line in (8, 9)
    ]
    found = told(*broken, curated())
    assert [finding[:14] for finding in found] == ["made.yml:8:3: ", "made.yml:9:3: "]


@pytest.mark.parametrize("form", ["elf", "pe", "macho", "script", "any"])
def test_a_rule_that_needs_no_string_is_refused_in_every_format(form: str) -> None:
    (finding,) = told(curated(format=form, condition="$x1 or $x2 or filesize > 9"))
    assert "it matches a file that holds none of its strings" in finding
    assert told(curated(format=form)) == []


@pytest.mark.parametrize(
    ("complaint", "words"),
    [
        ({"title": "bad", "labels": [{"text": "here"}, {"text": "there"}]}, "bad (here)"),
        ({"title": "bad", "labels": [{"text": ""}]}, "bad"),
        ({"title": "bad", "labels": []}, "bad"),
        ({"title": "bad", "labels": None}, "bad"),
        ({"title": "bad", "labels": {"text": "here"}}, "bad"),
        ({"title": "bad"}, "bad"),
    ],
)
def test_the_engines_words(complaint: dict[str, object], words: str) -> None:
    assert _in_words(complaint) == words
