"""Debian's Chromium, driven by Playwright; a pytest plugin."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.engines.registry import require

_PATIENCE = 60_000
"""Milliseconds until what is expected must be there: a loaded machine is slow, not wrong."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Ends with the module: while it is there, no other event loop can run in this thread."""
    path = require("chromium")
    # Its sandbox does not start as root, which tests in containers are.
    options = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=options)
        expect.set_options(timeout=_PATIENCE)
        yield chromium
        chromium.close()
