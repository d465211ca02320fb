"""The pages of a release directory, read by the standard library."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

from feedgen.site import SiteFile, render_site


class Page(HTMLParser):
    """Elements with attributes, and text."""

    def __init__(self, file: SiteFile) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(file.data.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def made(directory: Path) -> dict[str, SiteFile]:
    files = list(render_site(directory))
    assert len({file.path for file in files}) == len(files)
    return {file.path: file for file in files}
