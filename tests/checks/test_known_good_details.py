"""FG301: what a known-good value without a name says, and how far a beginning reaches.

Faults that survive the mutation check: the word by which hashes of all kinds share one key, and the
repository of a commit, which the source layer always gives.
"""

from __future__ import annotations

import pytest

from tests.checks.checked_sources import Judge, Sources

A, C = "a1" * 32, "c3" * 20
GOOD = f"""\
known_good:
  images: [{{repository: docker.io/acme/app, digest: "sha256:{A}"}}]
  actions: [{{repository: github.com/acme/scan, commit: {C}}}]
  values: [{{type: repository, value: acme-docs}}]
"""


@pytest.fixture
def good(sources: Sources) -> Sources:
    return sources.known_good(GOOD)


@pytest.mark.parametrize(
    "body",
    [
        "images: [{repository: docker.io/acme/app, tags: {created: [None]}}]",
        "actions: [{repository: github.com/acme/scan, refs: {created: [None]}}]",
    ],
)
def test_a_digest_without_a_tag_stands_for_no_tag(good: Sources, judge: Judge, body: str) -> None:
    assert judge("known_good", body) == []


@pytest.mark.parametrize(
    ("value", "told"),
    [("a", 1), ("acme-d", 1), ("acme-doc", 1), ("acme-docs", 1), ("acme-docs-", 0)],
)
def test_a_prefix_covers_every_name_that_begins_with_it(
    good: Sources, judge: Judge, value: str, told: int
) -> None:
    body = f"repositories: [{{value: {value}, match: prefix}}]"
    assert len(judge("known_good", body)) == told
