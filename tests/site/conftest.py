"""Publications to look at in a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Request

from tests.serve.served_folder import served
from tests.site.browser import Site, Tab
from tests.site.made_site import LATEST, publication


@pytest.fixture(scope="session")
def serving() -> Iterator[Callable[..., Site]]:
    """Serves a folder, and names what is below it."""
    with ExitStack() as stack:

        def serve(folder: Path, below: str = "") -> Site:
            there = stack.enter_context(served(folder))
            return Site(f"{there.url}/{below}", there)

        yield serve


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory, serving: Callable[..., Site]) -> Site:
    """The pages of the committed release, two folders below the root of a host."""
    folder = tmp_path_factory.mktemp("host")
    publication(folder / "feeds" / "one", LATEST, linked=True)
    return serving(folder, "feeds/one/")


@pytest.fixture
def tab(browser: Browser) -> Iterator[Callable[..., Tab]]:
    """Opens an address in a fresh profile."""
    contexts: list[BrowserContext] = []

    def open_(url: str, **options: object) -> Tab:
        contexts.append(browser.new_context(**options))  # type: ignore[arg-type]
        shown = Tab(contexts[-1].new_page())

        def asked(request: Request) -> None:
            shown.asked.append(request.url)

        shown.page.on("request", asked)
        shown.page.on("pageerror", lambda error: shown.complaints.append(str(error)))
        shown.page.on(
            "console",
            lambda said: shown.complaints.append(said.text) if said.type == "error" else None,
        )
        shown.page.on("dialog", lambda shown_: shown.complaints.append(shown_.message))
        shown.page.goto(url)
        return shown

    yield open_
    for context in contexts:
        context.close()
