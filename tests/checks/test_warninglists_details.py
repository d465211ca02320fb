"""FG303: how entries of the lists are read, and what happens without the package of lists.

Faults that survive the mutation check: names of kinds, which are only compared with each other; a
list of addresses that is said to be another kind of address list, where no value of the tests lies;
the section of a name that has none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib.machinery import ModuleSpec

import pytest

from feedgen.checks import _warninglists
from feedgen.checks._benign_index import BenignIndex, Listed, _expression, benign_index
from feedgen.checks._suffixes import SuffixIndex
from feedgen.checks._warninglists import _lists, listed_host
from feedgen.checks.warninglists import _domain, _url
from feedgen.errors import InternalError
from feedgen.model.indicator import Action, Match


@pytest.fixture
def forgotten() -> Iterator[None]:
    _lists.cache_clear()
    yield
    _lists.cache_clear()


@pytest.mark.usefixtures("forgotten")
@pytest.mark.parametrize("spec", [None, ModuleSpec("pymispwarninglists", None)])
def test_missing_lists_are_our_fault(
    monkeypatch: pytest.MonkeyPatch, spec: ModuleSpec | None
) -> None:
    monkeypatch.setattr(_warninglists, "find_spec", lambda _: spec)
    with pytest.raises(InternalError, match="pymispwarninglists is not installed"):
        _lists()


@pytest.mark.parametrize(
    ("entry", "host"),
    [(".Example.COM", "example.com"), ("example.com.", "example.com"), ("Xbox.com", "xbox.com"),
     ("netflix", "netflix")],
)  # fmt: skip
def test_an_entry_is_a_canonical_host(entry: str, host: str) -> None:
    assert listed_host(entry) == host


def test_an_expression_has_its_own_flags() -> None:
    assert _expression("/^a$/i").search("A")
    assert not _expression("/^a$/").search("A")
    assert _expression("/a/b/").search("a/b")


LISTED = Listed("made", "made for this test")


def index(*, hosts: tuple[str, ...] = (), trees: tuple[str, ...] = ()) -> BenignIndex:
    return replace(
        benign_index(),
        hosts=SuffixIndex([(host, LISTED) for host in hosts]),
        trees=SuffixIndex([(host, LISTED) for host in trees]),
    )


def test_a_customers_name_on_a_platform_may_be_listed_itself() -> None:
    there = index(hosts=("evil.github.io",), trees=("tree.github.io",))
    assert _domain(there, "evil.github.io", Match.EXACT) == (None, LISTED)
    assert _domain(there, "a.tree.github.io", Match.EXACT) == ("tree.github.io", LISTED)
    assert _domain(there, "other.github.io", Match.EXACT) is None


def test_a_platform_itself_and_what_its_customers_choose_are_no_vendors_names() -> None:
    there = index(hosts=("github.io",), trees=("github.io",))
    assert _domain(there, "github.io", Match.EXACT) is None
    assert _domain(there, "evil.github.io", Match.EXACT) is None


def test_a_name_below_no_known_top_level_is_judged_too() -> None:
    there = index(hosts=("a.no-such-top",))
    assert _domain(there, "a.no-such-top", Match.EXACT) == (None, LISTED)
    assert _domain(there, "b.no-such-top", Match.EXACT) is None


@pytest.mark.parametrize("host", ["site.example.com", "www.site.example.com"])
def test_a_page_of_a_listed_site_is_judged_by_its_host(host: str) -> None:
    there = replace(index(), sites=SuffixIndex([("site.example.com", LISTED)]))
    found = _url(there, f"https://{host}/report/1", Action.BLOCK)
    assert found == ("site.example.com", LISTED)
    assert _url(there, "https://other.example.com/report/1", Action.BLOCK) is None
