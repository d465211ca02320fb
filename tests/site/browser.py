"""What tests of the pages look at."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import Page

from tests.serve.served_folder import Served


@dataclass
class Site:
    """A publication that is served, and where."""

    url: str
    served: Served


@dataclass
class Tab:
    """A page, with what it asked for and complained about."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
