"""The list of public suffixes as it is read.

Faults that survive the mutation check change nothing but memory or speed: how many names are
remembered, at which size that is forgotten, and how a remembering object prints itself. A comment's
first word is `//` and no more, so that it does not matter from which end it is read.
"""

from __future__ import annotations

import pytest

from feedgen.checks import _public_suffixes
from feedgen.checks._public_suffixes import PublicSuffixes, Section, public_suffixes


def test_rules_are_names_and_nothing_else() -> None:
    suffixes = public_suffixes()
    assert len(suffixes.rules) > 5000
    for name in (*suffixes.rules, *suffixes.wildcards, *suffixes.exceptions):
        assert name
        assert not set(name) & set("!*/ \t")
    assert suffixes.rules["com"] is Section.ICANN
    assert suffixes.rules["github.io"] is Section.PRIVATE


def test_sections_have_the_words_of_findings() -> None:
    assert [section.value for section in Section] == ["icann", "private"]


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_public_suffixes, "_REMEMBERED", 2)
    suffixes = PublicSuffixes({"com": Section.ICANN}, {}, frozenset())
    for number in range(9):
        assert suffixes.suffix(f"a.b{number}.com") == ("com", Section.ICANN)
        assert len(suffixes.known) <= 2
