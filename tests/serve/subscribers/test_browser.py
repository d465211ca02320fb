"""A browser at `feedgen serve`: the pages work under the policy that the server sends with them."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, Request

from tests.serve.subscribers.real_server import Running

pytestmark = pytest.mark.engine
PAGES = ("", "index.html", "search.html", "affected.html", "subscribe.html")


@pytest.fixture(scope="module")
def page(browser: Browser) -> Page:
    return browser.new_page()


@pytest.fixture
def watched(page: Page) -> Iterator[tuple[Page, list[str], list[str]]]:
    """The page, its complaints and the addresses it asks for."""
    complaints: list[str] = []
    asked: list[str] = []

    def ask(request: Request) -> None:
        asked.append(request.url)

    def complain(said: object) -> None:
        complaints.append(str(getattr(said, "text", said)))

    page.on("console", complain)
    page.on("pageerror", complain)
    page.on("requestfailed", complain)
    page.on("request", ask)
    yield page, complaints, asked
    for event, handler in (
        ("console", complain), ("pageerror", complain), ("requestfailed", complain), ("request", ask),
    ):  # fmt: skip
        page.remove_listener(event, handler)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_shown_under_its_policy(
    server: Running, watched: tuple[Page, list[str], list[str]], path: str
) -> None:
    page, complaints, asked = watched
    answer = page.goto(f"{server.url}/{path}", wait_until="networkidle")
    assert answer is not None
    assert answer.status == 200
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert page.locator("h1").count() == 1
    assert complaints == []
    assert asked
    assert [url for url in asked if not url.startswith(f"{server.url}/")] == []


def test_search_answers_and_links_lead_somewhere(
    server: Running, watched: tuple[Page, list[str], list[str]]
) -> None:
    page, complaints, _ = watched
    page.goto(f"{server.url}/search.html")
    page.fill("#query", "audit.checkmarx")
    page.locator(".finding").first.wait_for()
    page.goto(f"{server.url}/", wait_until="networkidle")
    links = {
        str(link)
        for link in page.evaluate("[...document.querySelectorAll('a[href]')].map(a => a.href)")
        if str(link).startswith(server.url)
    }
    assert len(links) > 10
    for link in sorted(links):
        with urlopen(link.partition("#")[0], timeout=30) as answer:  # noqa: S310 - the loopback
            assert answer.status == 200, link
    assert complaints == []


def test_a_file_is_no_page(server: Running, watched: tuple[Page, list[str], list[str]]) -> None:
    page, _, asked = watched
    answer = page.goto(f"{server.url}/v1/latest/CHANGES.md")
    assert answer is not None
    assert answer.headers["content-security-policy"].endswith("sandbox")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert [url for url in asked if not url.startswith(f"{server.url}/")] == []
