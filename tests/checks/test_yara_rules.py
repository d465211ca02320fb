"""FG320: what it lets through compiles in both engines, and what it refuses is told where and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedgen.checks.yara_rules import CHECK, check_rule
from feedgen.errors import Level, Location
from feedgen.model.feed import Feed
from feedgen.model.incident import YaraRule, YaraString
from feedgen.model.yara_text import curated_rule_text
from tests.conftest import compile_corpus
from tests.emitters.yara.engines import judge

X1 = YaraString(identifier="$x1", text="first-string")
X2 = YaraString(identifier="$x2", text="second-string")


def rule(**changes: object) -> YaraRule:
    plain = YaraRule(
        name="MAL_Test_Apr26",
        description="Detects the test program of this suite by two strings that nothing else holds",
        incident_id="alpha-registry-2026-04",
        location=Location("a.yml", 9, 5),
        format="elf",
        strings=(X1, X2),
        condition="all of them",
    )
    return replace(plain, **changes)  # type: ignore[arg-type] # a test's shorthand


@pytest.fixture(scope="module")
def feed(corpus: Callable[[str], Path]) -> Feed:
    return compile_corpus(corpus("small"), "tables")


def run(feed: Feed, *rules: YaraRule) -> list[str]:
    first, *others = feed.incidents
    there = replace(feed, incidents=(replace(first, yara=rules), *others))
    return [str(finding) for finding in CHECK.run(there)]


def test_the_corpus_passes(feed: Feed) -> None:
    assert list(CHECK.run(feed)) == []


@pytest.mark.parametrize(
    "condition",
    [
        "all of them",
        "1 of ($x*) and filesize < 5MB",
        "($x1 at 0 or $x2 in (0..filesize)) and not ($x1 and $x2 at 5)",
        "#x1 > 2 and @x2[1] < 0x200 and filesize >= 1KB",
        "any of ($x1, $x2) and none of ($x1)",
        "$x1 and $x2 and uint16be(0) == 0x7f45 and uint32(uint8(4) + 4) != 5",
        "  $x1\tand\n$x2 ",
    ],
)
def test_what_both_engines_read_is_allowed(condition: str) -> None:
    allowed = rule(condition=condition)
    assert check_rule(allowed) == []
    judge(curated_rule_text(allowed, [("description", "x")]))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"condition": ""}, "the condition is empty"),
        ({"condition": "$x3 and all of them"}, "the condition names $x3"),
        ({"condition": "2 of ($y*)"}, "the condition names $y*"),
        ({"condition": "any of them and #x*"}, ""),
        ({"condition": "for all of them : ($)"}, 'the condition uses "for"'),
        ({"condition": "all of them and true"}, 'the condition uses "true"'),
        ({"condition": "all of them and entrypoint == 1"}, 'the condition uses "entrypoint"'),
        ({"condition": 'all of them and "a"'}, 'the condition uses """'),
        ({"condition": "all of them // x"}, 'the condition uses "/"'),
        ({"condition": "all of them and elf.type == 2"}, 'the condition uses "elf"'),
        ({"condition": "all of them } rule b {"}, 'the condition uses "}"'),
        ({"condition": "all of them and 1GB > filesize"}, 'the condition uses "1"'),
        ({"condition": "all of\u00a0them"}, 'the condition uses "\u00a0"'),
        ({"condition": "(all of them"}, "the parentheses of the condition do not match"),
        ({"condition": "all of them)"}, "the parentheses of the condition do not match"),
        ({"condition": "(" * 17 + "all of them" + ")" * 17}, "the parentheses"),
        ({"condition": "$x1"}, "unused pattern `$x2` (this pattern was not used in the condition)"),
        ({"condition": "all of them and"}, "syntax error (expecting expression or identifier, found `)`)"),
        ({"condition": "3 of them"}, "invariant boolean expression (this expression is always false)"),
        ({"condition": "all of them and 5"}, "non-boolean expression used as boolean (this expression is `integer` but is being used as `bool`)"),
        ({"condition": "all of them or filesize > 10"}, "matches a file that holds none of its strings"),
        ({"condition": "not all of them"}, "matches a file that holds none of its strings"),
        ({"condition": "all of them or uint8(0) >= 0", "format": "any"}, "matches a file"),
        ({"strings": ()}, "the rule has no strings"),
        ({"strings": (X1, X1)}, "two strings have the same name"),
        ({"strings": (X1, replace(X2, text="abc"))}, "$x2 is shorter than 4 bytes"),
        ({"strings": (X1, replace(X2, text="x" * 9000))}, "$x2 cannot be written"),
        ({"strings": (X1, replace(X2, text="é" * 9, modifiers=("wide",)))}, "$x2 is wide or nocase"),
        ({"strings": (X1, replace(X2, text=X1.text))}, "duplicate pattern value (duplicate of pattern `$x1`)"),
        ({"strings": (X1, replace(X2, modifiers=("ascii", "ascii")))}, "$x2 has unknown or repeated"),
        ({"strings": (X1, replace(X2, identifier="$"))}, '"$" is no name for a string'),
        ({"name": "all"}, '"all" is no name for a YARA rule'),
        ({"name": "1x"}, '"1x" is no name for a YARA rule'),
        ({"name": "x" * 129}, "is no name for a YARA rule"),
        ({"description": "x" * 80}, 'does not begin with "Detects"'),
        ({"description": "Detects too little"}, "60 to 400 characters"),
        ({"description": "Detects https://a.example " + "x" * 60}, "the description holds a URL"),
        ({"hashes": ("A" * 64,)}, "is no SHA-256 hash"),
        ({"format": "elf2"}, '"elf2" is no file format'),
        ({"max_size": "0MB"}, '"0MB" is no size'),
    ],
)  # fmt: skip
def test_what_is_refused(changes: dict[str, object], said: str) -> None:
    (finding, *_) = check_rule(rule(**changes))
    assert said in finding.problem
    assert (finding.location, finding.code, finding.level) == (
        Location("a.yml", 9, 5), "FG320", Level.ERROR,
    )  # fmt: skip
    assert finding.remedy


def test_all_mistakes_of_a_rule_are_told_at_once() -> None:
    broken = rule(name="a b", condition="$z", hashes=("x",))
    assert [finding.problem for finding in check_rule(broken)] == [
        '"a b" is no name for a YARA rule',
        '"x" is no SHA-256 hash',
        "the condition names $z, which is no string of the rule",
    ]


def test_a_name_is_given_once(feed: Feed) -> None:
    assert run(feed, rule(), rule(location=Location("b.yml", 2, 1))) == [
        "b.yml:2:1: FG320 MAL_Test_Apr26 is also the name of the rule at a.yml:9:5; "
        "give this rule another name"
    ]


@pytest.mark.parametrize(
    ("text", "what"),
    [("alpha.example.org", "known good"), ("old.alpha.example", "revoked")],
)
def test_a_rule_is_not_made_for_what_is_harmless(feed: Feed, text: str, what: str) -> None:
    assert run(feed, rule(strings=(X1, replace(X2, text=text)))) == [
        f'a.yml:9:5: FG320 MAL_Test_Apr26 holds "{text}", which is {what}; take it out of the rule'
    ]


def test_a_value_that_is_listed_again_may_be_searched_for(feed: Feed) -> None:
    assert run(feed, rule(strings=(X1, replace(X2, text="back.beta.example")))) == []


WORDS = st.sampled_from(
    ["(", ")", "and", "or", "not", "all", "any", "none", "1", "2", "of", "them", "$x1", "$x2",
     "$x*", "#x1", "@x2", "[", "]", "at", "in", "..", ",", "filesize", "0x10", "64KB", "==", "!=",
     "<", "<=", ">", ">=", "+", "-", "uint8", "uint32be", "(0)", "($x*)", "($x1,$x2)"]
)  # fmt: skip
TERMS = st.sampled_from(
    ["$x1", "$x2", "all of them", "1 of ($x*)", "#x1 > 1", "@x2 < 64KB", "$x1 at 0",
     "$x2 in (0..64)", "filesize < 5MB", "uint16(2) == 0x10", "none of ($x2)", "any of ($x1,$x2)"]
)  # fmt: skip
CONDITIONS = st.one_of(
    st.lists(WORDS, min_size=1, max_size=8).map(" ".join),
    st.recursive(
        TERMS,
        lambda inner: st.tuples(inner, st.sampled_from(["and", "or", "and not"]), inner).map(
            lambda parts: f"({' '.join(parts)})"
        ),
        max_leaves=6,
    ),
)


@settings(max_examples=200, deadline=None)
@given(CONDITIONS, st.sampled_from(["elf", "pe", "macho", "script", "any"]))
def test_what_passes_compiles_without_warnings_in_both_engines(condition: str, form: str) -> None:
    made = rule(condition=condition, format=form)
    if check_rule(made):
        return
    judged = judge(curated_rule_text(made, [("description", "x")]))
    assert judged.meta().keys() == {made.name}
    judged.matches(b"\x7fELF first-string second-string")


def test_the_check_tells_of_every_rule(feed: Feed) -> None:
    broken = [
        rule(name=f"MAL_{line}_Apr26", condition="$x9", location=Location("a.yml", line, 3))
        for line in (8, 9)
    ]
    remedy = run(feed, *broken[:1])[0].partition("; ")[2]
    assert run(feed, *broken, rule()) == [
        f"a.yml:{line}:3: FG320 the condition names $x9, which is no string of the rule; {remedy}"
        for line in (8, 9)
    ]


@pytest.mark.parametrize("form", ["elf", "pe", "macho", "script", "any"])
def test_a_rule_that_needs_no_string_is_refused_in_every_format(form: str) -> None:
    (finding,) = check_rule(rule(format=form, condition="$x1 or $x2 or filesize > 9"))
    assert "it matches a file that holds none of its strings" in finding.problem
    assert check_rule(rule(format=form)) == []
