"""Playbooks: nothing hostile in a source changes a page or a command."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from feedgen.emitters.playbooks import EMITTER
from feedgen.model.feed import Feed
from feedgen.model.incident import Incident, Reference, Remediation, Severity
from feedgen.model.indicator import Action
from feedgen.model.observables import (
    HttpHeader,
    ImageDigest,
    Process,
    UserAgent,
)
from feedgen.model.observables import Path as FilePath
from tests.conftest import emit
from tests.emitters.playbooks.blocks import (
    ALPHA,
    STEPS,
    blocks,
    pages,
    run,
    syntax_errors,
    with_incident,
)
from tests.engines.conformance import HOSTILE
from tests.model.made_feeds import base, indicator, listed, made, mention, small


@pytest.fixture(scope="module")
def feed(corpus: Callable[[str], Path]) -> Feed:
    return small(corpus("small"))


BREAKING = (
    "$(touch pwned)",
    "`touch pwned`",
    "'; touch pwned; '",
    '"; touch pwned; "',
    "\\'; touch pwned #",
    "!!",
    "-exec touch pwned ;",
    "```",
    "END_OF_LIST_",
    "{{ 7 * 7 }} {% raw %}",
    "*/[a-z]?\\",
    "é ü 漢字",
    "x" * 4000,
)


@pytest.mark.judged("playbooks/*.md", by="bash", asks=HOSTILE)
@pytest.mark.parametrize("value", BREAKING)
def test_a_hostile_value_is_a_line_of_its_list_and_nothing_else(
    feed: Feed, tmp_path: Path, value: str
) -> None:
    hostile = listed(
        feed, UserAgent(value), HttpHeader(f"x-a: {value}"), Process(value), FilePath(value),
        emitter=EMITTER,
    )  # fmt: skip
    page = pages(hostile)[ALPHA]
    for script in blocks(page):
        assert syntax_errors(script) == ""
    writes = [script for script in blocks(page) if script.startswith("cat > ")]
    run("".join(writes), tmp_path)
    assert (tmp_path / "user-agents.txt").read_text() == f"{value}\n"
    assert (tmp_path / "command-lines.txt").read_text() == f"{value}\n"
    assert not (tmp_path / "pwned").exists()
    assert {path.suffix for path in tmp_path.iterdir()} == {".txt"}


@pytest.mark.parametrize("value", ["END_OF_LIST", "a\nb", "a\u202eb", "a\x00b", " a"])
def test_a_value_that_no_list_can_hold_is_an_omission(feed: Feed, value: str) -> None:
    files, omissions = emit(EMITTER, listed(feed, UserAgent(value), emitter=EMITTER))
    assert len(omissions) == 1
    assert "user-agents.txt" not in files[ALPHA].decode()


def test_a_digest_that_is_none_is_an_omission(feed: Feed) -> None:
    made_up = listed(feed, ImageDigest("sha256:$(x) y"), emitter=EMITTER)
    _, omissions = emit(EMITTER, made_up)
    assert [o.reason for o in omissions] == ["the value has characters that its type does not have"]


def structure(page: str) -> list[tuple[str, str]]:
    """The page's tokens as GitHub's dialect has them, without their text."""
    tokens = MarkdownIt("commonmark").enable("table").parse(page)
    found: list[tuple[str, str]] = []
    for token in tokens:
        found.append((token.type, token.tag))
        found += [
            (child.type, child.tag)
            for child in token.children or ()
            if child.type not in {"text", "text_special", "softbreak", "code_inline"}
        ]
    return found


PROSE = (
    "<script>alert(1)</script>",
    "[click](https://evil.example) ![x](https://evil.example/x.png)",
    "# heading",
    "a | b | c",
    "`code` ``more``",
    "```\nrm -rf /\n```",
    "1. list",
    "- [ ] task",
    "***",
    "a\\",
    "<https://evil.example>",
    "&lt;b&gt; &#96;",
    "--- \n | a |",
    "{{ config }} {% include 'x' %} {# c #}",
    "@everyone #1 ~~gone~~",
    "a\u202eb\u0000c",
)


def told(feed: Feed, text: str) -> str:
    """The page of an incident whose every text is this one."""
    incident: Incident = feed.incidents[0]
    return pages(
        with_incident(
            feed,
            title=f"T {text}",
            summary=f"S {text}",
            severity=Severity.HIGH,
            notes=(f"N {text}",),
            references=(Reference(key="r", title=f"R {text}", url="https://reports.example/a"),),
            actors=(replace(incident.actors[0], name=f"A {text}", aliases=(text,)),),
            remediation=Remediation(credentials=(f"C {text}",), steps=(f"P {text}",)),
        )
    )[ALPHA]


@pytest.mark.judged("playbooks/*.md", by="markdown-it-py", asks=HOSTILE)
@pytest.mark.parametrize("text", PROSE)
def test_prose_never_becomes_markup(feed: Feed, text: str) -> None:
    plain, hostile = told(feed, "plain words"), told(feed, text)
    flat = " ".join(text.split())
    if flat == text:  # a text of several paragraphs may have more paragraphs, and nothing else
        assert structure(hostile) == structure(plain)
    kinds = {kind for kind, _ in structure(hostile)}
    assert kinds == {kind for kind, _ in structure(plain)}
    assert hostile.count("https://evil.example") == 0
    links = re.findall(r"\]\(<([^>]*)>\)", hostile)
    assert links == ["https://reports.example/a"]


@pytest.mark.judged("playbooks/*.md", by="markdown-it-py", asks=HOSTILE)
@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "https://a.example/(x)<y> z|`", "data:text/html,x", "https:///"]
)
def test_a_reference_is_a_web_address_or_only_its_title(feed: Feed, url: str) -> None:
    page = pages(with_incident(feed, references=(Reference(key="r", title="Report", url=url),)))[
        ALPHA
    ]
    links = [
        token.attrs["href"]
        for parent in MarkdownIt("commonmark").parse(page)
        for token in parent.children or ()
        if token.type == "link_open" and not str(token.attrs["href"]).startswith("#")
    ]
    expected = ["https://a.example/%28x%29%3Cy%3E%20z%7C%60"] if "a.example" in url else []
    assert links == expected


WRITABLE = st.characters(
    exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Co", "Cn"), exclude_characters="\ufffe\uffff"
)


@pytest.mark.judged("playbooks/*.md", by="bash", asks=HOSTILE)
@settings(max_examples=25, deadline=None)
@given(st.text(WRITABLE, min_size=1, max_size=60).map(str.strip).filter(bool))
def test_no_text_at_all_breaks_a_block(text: str) -> None:
    feed = base()
    hostile = made(
        feed,
        [
            indicator(feed, mention(UserAgent(text), note=text)),
            indicator(feed, mention(FilePath(text), action=Action.HUNT, note=text)),
        ],
        EMITTER,
    )
    page = pages(hostile)[ALPHA]
    plain = pages(listed(feed, UserAgent("x"), emitter=EMITTER))[ALPHA]
    assert [line for line in page.splitlines() if line in STEPS] == list(STEPS)
    assert syntax_errors("\n".join(blocks(page))) == ""
    assert blocks(plain)[-1] in page
