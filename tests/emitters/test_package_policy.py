"""packages.json: which package, extension and plugin is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from packageurl import PackageURL

from feedgen.emitters.package_policy import EMITTER, POLICY
from feedgen.model.feed import Feed
from feedgen.model.indicator import Action
from feedgen.model.observables import Extension, Package, Plugin
from tests.conftest import Golden, emit
from tests.model.made_feeds import accounted, base, indicator, listed, made, mention, small


@pytest.fixture(scope="module")
def feed(corpus: Callable[[str], Path]) -> Feed:
    return small(corpus("small"))


def document(feed: Feed) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(emit(EMITTER, feed)[0][POLICY])
    return read


def refused(policy: dict[str, Any], kind: str, place: str, name: str, version: str) -> str | None:
    """What the page tells a consumer to do: the indicator that refuses it, or None."""
    entry = policy[kind].get(place, {}).get(name)
    return (entry["all"] or entry["versions"].get(version)) if entry else None


def test_golden(feed: Feed, golden: Golden) -> None:
    golden("package_policy/small", emit(EMITTER, feed)[0])


def test_every_active_indicator_is_accounted_for(feed: Feed, tmp_path: Path) -> None:
    staged = accounted(EMITTER, feed, tmp_path)
    assert not [group for group in staged.omissions if group.artifact == POLICY]


@pytest.mark.parametrize(
    ("question", "value"),
    [
        (("packages", "npm", "@alpha/cli", "2026.4.0"), "pkg:npm/%40alpha/cli@2026.4.0"),
        (("packages", "npm", "@alpha/cli", "2026.4.1"), None),
        (("packages", "npm", "alpha/cli", "2026.4.0"), None),
        (("packages", "pypi", "alphaa", "0.0.1"), "pkg:pypi/alphaa"),
        (("packages", "pypi", "alpha", "0.0.1"), None),
        (("extensions", "open-vsx", "alpha.results", "2.63.0"), "open-vsx:alpha.results@2.63.0"),
        (("extensions", "open-vsx", "alpha.results", "2.64.0"), None),
        (("plugins", "jenkins", "nothing", "1"), None),
    ],
)
def test_refused(feed: Feed, question: tuple[str, str, str, str], value: str | None) -> None:
    ids = {indicator.value: indicator.id for indicator in feed.active}
    assert refused(document(feed), *question) == (ids[value] if value else None)


@pytest.mark.parametrize(
    ("purl", "place", "name", "version"),
    [
        ("pkg:maven/org.evil/lib@1.0", "maven", "org.evil:lib", "1.0"),
        ("pkg:golang/example.com/mod/v2@v2.0.0", "golang", "example.com/mod/v2", "v2.0.0"),
        ("pkg:composer/vendor/lib@1", "composer", "vendor/lib", "1"),
        ("pkg:npm/%40s/n@1.0.0%2Bx", "npm", "@s/n", "1.0.0+x"),
        ("pkg:cargo/x", "cargo", "x", "any"),
    ],
)
def test_names_are_those_of_the_ecosystem(
    feed: Feed, purl: str, place: str, name: str, version: str
) -> None:
    policy = document(listed(feed, Package.parse(purl), emitter=EMITTER))
    assert refused(policy, "packages", place, name, version)
    assert policy["packages"][place][name]["purl"] == purl.partition("@1")[0].partition("@v")[0]


def test_one_package_by_version_and_whole(feed: Feed) -> None:
    some, whole = Package("pkg:npm/x@1"), Package("pkg:npm/x")
    values = [indicator(feed, mention(some)), indicator(feed, mention(whole))]
    entry = document(made(feed, values))["packages"]["npm"]["x"]
    ids = {i.value: i.id for i in values}
    assert entry == {
        "purl": "pkg:npm/x",
        "all": ids["pkg:npm/x"],
        "versions": {"1": ids["pkg:npm/x@1"]},
    }


def test_only_what_blocks_and_is_active_enters(feed: Feed) -> None:
    values = [
        indicator(feed, mention(Plugin("jenkins:a@1"))),
        indicator(feed, mention(Plugin("jenkins:b@1"), action=Action.DETECT)),
        indicator(feed, mention(Plugin("jenkins:c@1"), action=Action.HUNT)),
        indicator(feed, mention(Plugin("jenkins:d@1"), valid_until=feed.as_of)),
        indicator(
            feed, mention(Plugin("jenkins:e@1")), revoked_at=feed.as_of, revoked_reason="wrong"
        ),
    ]
    policy = document(made(feed, values))
    assert policy["plugins"] == {"jenkins": {"a": {"all": None, "versions": {"1": values[0].id}}}}


def test_an_empty_policy_has_every_key(feed: Feed) -> None:
    policy = document(replace(feed, indicators=()))
    assert (policy["packages"], policy["extensions"], policy["plugins"]) == ({}, {}, {})


@settings(max_examples=80, deadline=None)
@given(st.text(min_size=1, max_size=20), st.text(min_size=1, max_size=10))
def test_a_name_is_read_back_whole_or_left_out(name: str, version: str) -> None:
    try:
        purl = PackageURL("npm", None, name, version).to_string()
        parsed = PackageURL.from_string(purl)
    except (TypeError, ValueError):  # the library cannot write it, so no source can hold it
        return
    there = listed(base(), Package(purl), emitter=EMITTER)
    _, omissions = emit(EMITTER, there)
    whole = "/".join(part for part in (parsed.namespace, parsed.name) if part)
    found = refused(document(there), "packages", "npm", whole, parsed.version or "")
    assert bool(found) is not bool(omissions)


@pytest.mark.parametrize(
    "value", ["pkg:npm", "x", "pkg:npm/x@1?a=b", "pkg:npm/x@1#y", "pkg:npm/a%0Ab@1"]
)
def test_what_is_no_name_and_version_is_named(feed: Feed, value: str) -> None:
    _, (omission,) = emit(EMITTER, listed(feed, Package(value), emitter=EMITTER))
    assert omission.reason
    _, (omission,) = emit(EMITTER, listed(feed, Extension("open-vsx:a.b"), emitter=EMITTER))
    assert omission.reason == "the value names no version"
