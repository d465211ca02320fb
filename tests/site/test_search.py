"""The search answers as one types, and tells a host no more than it says."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

import pytest
from playwright.sync_api import expect

from feedgen.site.lookup import shard_of
from tests.site.browser import Site, Tab
from tests.site.made_site import mention, publication, record, release

pytestmark = pytest.mark.engine

Open = Callable[..., Tab]


FIRST = {
    "checkmarx[.]cx": "checkmarx.cx",
    "hxxps://audit[.]checkmarx[.]cx/v1": "https://audit.checkmarx.cx/v1/telemetry",
    "2588a44890": "sha256:2588a44890263a8185bd5d9fadb6bc9220b60245dbcbc4da35e1b62a6f8c230d",
    "litellm 1.82.7": "pkg:pypi/litellm@1.82.7",
    "KICS:V2.1.21-DEBIAN": "docker.io/checkmarx/kics:v2.1.21-debian",
    "7b0a4d750acd": "sha256:7b0a4d750acd491942ce9de52c1183fbf4451c1c936780ec2cfacd2650e7d84c",
}
"""What is shown first of what a query finds."""


def test_a_part_is_found(real: Site, tab: Open) -> None:
    shown = tab(real.url + "search.html")
    expect(shown.page.locator("#query")).to_be_focused()
    for query, first in FIRST.items():
        shown.page.keyboard.type(query)
        expect(shown.page.locator(".finding code.value").first).to_have_text(first)
        shown.page.locator("#query").clear()
    assert not [url for url in shown.asked if "shards" in url]
    assert shown.complaints == []


def test_what_is_not_there_is_told(real: Site, tab: Open) -> None:
    page = tab(real.url + "search.html").page
    page.fill("#query", "nothing-like-this.example")
    expect(page.locator("#status")).to_have_text("Nothing found.")
    page.fill("#query", "c")
    expect(page.locator("#status")).to_have_text("Two characters or more.")


def test_a_query_in_the_address_is_not_sent(real: Site, tab: Open) -> None:
    shown = tab(real.url + "search.html#audit.checkmarx.cx")
    expect(shown.page.locator(".finding code.value").first).to_have_text("audit.checkmarx.cx")
    assert not [path for path in real.served.asked if "audit" in path]


@pytest.fixture(scope="module")
def bulky(tmp_path_factory: pytest.TempPathFactory, serving: Callable[..., Site]) -> Site:
    folder = tmp_path_factory.mktemp("bulky")
    listed = mention("alpha-2026", list="lists/a.txt", confidence=60)
    below = mention("alpha-2026", list="lists/a.txt", match="subdomains")
    records = [
        record("domain", "exact.bulk.test", listed),
        record("domain", "wide.test", below),
        record("sha256", "ab" * 32, listed),
        record("domain", "curated.test"),
    ]
    made = release(folder / "r", records, revoked=[
        ["1", "domain", "once.test", "1", "2026-01-01T00:00:00Z", "not bad", "alpha-2026"],
    ])  # fmt: skip
    return serving(publication(folder / "out", made))


BULK = {
    "exact[.]bulk.test": ("exact.bulk.test", {"exact.bulk.test", "bulk.test"}),
    "A.b.WIDE.test": ("wide.test", {"a.b.wide.test", "b.wide.test", "wide.test"}),
    "AB" * 32: ("ab" * 32, {"ab" * 32, "sha256:" + "ab" * 32}),
}
"""By query, the value that it finds, and all that is looked up for it."""


def test_a_whole_value_is_found_in_the_bulk_lists(bulky: Site, tab: Open) -> None:
    for query, (value, shards) in BULK.items():
        shown = tab(bulky.url + "search.html")
        shown.page.fill("#query", query)
        expect(shown.page.locator(".finding code.value").first).to_have_text(value)
        asked = {url.rsplit("/", 1)[1] for url in shown.asked if "/data/shards/" in url}
        assert asked == {f"{shard_of(text):02x}.json" for text in shards}
        assert not [path for path in bulky.served.asked if value in path]
        assert shown.complaints == []


def test_sums_are_those_of_everybody(bulky: Site, tab: Open) -> None:
    page = tab(bulky.url + "search.html").page
    texts = ["", "abc", *("é" * n for n in range(20, 70)), "x" * 5000, "\U0001f600"]
    sums = page.evaluate(
        "async (texts) => texts.map((await import('./assets/sha256.js')).sha256)", texts
    )
    assert sums == [sha256(text.encode()).hexdigest() for text in texts]


def test_a_name_below_an_exact_one_is_not_found(bulky: Site, tab: Open) -> None:
    page = tab(bulky.url + "search.html").page
    page.fill("#query", "x.exact.bulk.test")
    expect(page.locator("#status")).to_have_text("Nothing found.")


def test_revoked_values_are_told(bulky: Site, tab: Open) -> None:
    page = tab(bulky.url + "search.html").page
    page.fill("#query", "once")
    expect(page.locator(".finding .tag")).to_have_text("revoked")
    expect(page.locator(".finding")).to_contain_text("not bad")
