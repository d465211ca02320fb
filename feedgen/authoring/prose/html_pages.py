"""The words of an HTML page, as lines that read like Markdown.

The parser of the standard library needs quadratic time for broken pages. This one only asks where
the next tag ends, keeps no tree, and goes through the text once, whatever it holds.
"""

from __future__ import annotations

import re
from html import unescape

_BLOCKS = frozenset(
    {"p", "div", "br", "li", "tr", "ul", "ol", "table", "section", "article", "pre", "blockquote",
     "header", "footer", "dt", "dd", "hr"}
)  # fmt: skip
_UNREAD = frozenset({"script", "style", "noscript", "template", "svg", "nav"})
_TITLES = {f"h{number}": "#" * number for number in range(1, 7)} | {"title": "#"}
_NAME = re.compile(r"/?([a-zA-Z][a-zA-Z0-9]*)")
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_MAX_TAG = 8192


def html_text(text: str) -> tuple[str, dict[str, str]]:
    """The words of a page, and its links with their words."""
    page = _Page()
    lowered = text.lower()
    position = 0
    while (start := text.find("<", position)) >= 0:
        page.words(text[position:start])
        position = _after(text, lowered, start, page)
    page.words(text[position:])
    # No empty lines: in Markdown they would end a table after each row.
    return re.sub(r"\n[ \n]*\n", "\n", "".join(page.parts)), page.links


def _after(text: str, lowered: str, start: int, page: _Page) -> int:
    """Where the reading goes on behind the tag, comment or sign at a place."""
    if text.startswith("<!--", start):
        end = text.find("-->", start)
        return len(text) if end < 0 else end + 3
    match = _NAME.match(text, start + 1)
    if match is None and text[start + 1 : start + 2] not in ("!", "?"):
        page.words("<")
        return start + 1
    end = text.find(">", start, start + _MAX_TAG)
    if end < 0:
        page.words("<")
        return start + 1
    if match is None:
        return end + 1
    name = match[1].lower()
    if text[start + 1] == "/":
        page.end(name)
    elif name in _UNREAD and text[end - 1] != "/":
        close = lowered.find(f"</{name}", end)
        return len(text) if close < 0 else close
    else:
        page.start(name, text[start:end])
    return end + 1


class _Page:
    """What is open now."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.links: dict[str, str] = {}
        self._link = ""
        self._code = self._cell = False

    def start(self, name: str, tag: str) -> None:
        """A tag opens."""
        if name in _TITLES:
            self.parts.append(f"\n{_TITLES[name]} ")
        elif name in ("td", "th"):
            self._cell = True
            self.parts.append(" | ")
        elif name in _BLOCKS:
            self._cell = self._cell and name not in ("tr", "table")
            # What a cell is made of stays in its row.
            if self._cell:
                self.parts.append(", " if name in ("br", "li") else " ")
            else:
                self.parts.append("\n- " if name == "li" else "\n")
            self._code = self._code or name == "pre"
        elif name == "a":
            match = _HREF.search(tag)
            link = unescape(next((g for g in match.groups() if g), "")) if match else ""
            self._link = link if link.startswith(("http://", "https://")) else ""
            if self._link:
                self.links.setdefault(self._link, "")

    def end(self, name: str) -> None:
        """A tag closes."""
        if name in ("td", "th"):
            self._cell = False
        elif name in _TITLES or (name in _BLOCKS and name != "br"):
            self.parts.append(" " if self._cell else "\n")
            self._code = self._code and name != "pre"
        elif name == "a":
            self._link = ""

    def words(self, text: str) -> None:
        """Text between tags. A line break is a space there, but not in preformatted text."""
        if not text:
            return
        plain = unescape(text)
        plain = plain if self._code else re.sub(r"\s+", " ", plain)
        if self._link and not self.links[self._link]:
            self.links[self._link] = plain.strip()[:200]
        self.parts.append(plain)
