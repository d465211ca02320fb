"""A playbook's Markdown as HTML: no markup of its own survives, no address becomes a script."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

_ANCHOR = re.compile(r'<a id="([a-z0-9-]+)"></a>\s*')
_LINK = re.compile(r"https?://|#[a-z0-9-]+\Z", re.ASCII)
_TASK = re.compile(r"\[[ xX]\] ")
_TEXT = frozenset({"text", "code_inline", "text_special", "html_inline"})


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter, without its heading."""

    anchor: str
    title: str
    body: Markup


def chapters(text: str) -> tuple[Chapter, ...]:
    """The playbook by its headings of the second level; what comes before them is left out.

    For people to read: what a page says of an incident as a fact is in incidents.ndjson.
    """
    tokens = list(_anchored(_markdown().parse(text)))
    headings = [
        number
        for number, token in enumerate(tokens)
        if token.type == "heading_open" and token.tag == "h2"
    ]
    return tuple(_chapters(tokens, headings))


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable("table")


def _anchored(tokens: list[Token]) -> Iterator[Token]:
    """The tokens without the paragraphs that are anchors, which their headings keep."""
    anchor = None
    number = 0
    while number < len(tokens):
        token = tokens[number]
        inside = tokens[number + 1].content if token.type == "paragraph_open" else ""
        if found := _ANCHOR.fullmatch(inside):
            anchor = found[1]
            number += 3
            continue
        if token.type == "heading_open" and anchor:
            token.meta["anchor"], anchor = anchor, None
        yield token
        number += 1


def _chapters(tokens: list[Token], headings: list[int]) -> Iterator[Chapter]:
    for number, begin in enumerate(headings, 1):
        end = headings[number] if number < len(headings) else len(tokens)
        anchor = tokens[begin].meta.get("anchor", f"part-{number}")
        yield Chapter(anchor, _words(tokens[begin + 1]), _html(tokens[begin + 3 : end]))


def _html(tokens: Sequence[Token]) -> Markup:
    markdown = _markdown()
    plain = [_block(token) for token in tokens]
    return Markup(markdown.renderer.render(plain, markdown.options, {}))  # noqa: S704 - escaped there


def _words(inline: Token) -> str:
    """A line's text without its marks."""
    return "".join(t.content for t in inline.children or () if t.type in _TEXT)


def _block(token: Token) -> Token:
    """A block as the page shows it: headings one level deeper, wide things to be scrolled."""
    match token.type:
        case "html_block":
            return _text(token.content)
        case "fence" | "code_block":
            code = escape(token.content)
            return _made(Markup('<pre tabindex="0"><code>{}</code></pre>\n').format(code))
        case "table_open":
            return _made(Markup('<div class="scroll" tabindex="0"><table>\n'))
        case "table_close":
            return _made(Markup("</table></div>\n"))
        case "th_open":
            token.attrs = {"scope": "col"}
        case "td_open":
            token.attrs = {}
        case "heading_open" | "heading_close":
            token.tag = f"h{min(int(token.tag[1]) + 1, 6)}"
        case "inline":
            token.children = [_inline(child) for child in token.children or ()]
            first = token.children[0] if token.children else None
            if first is not None and first.type == "text":
                first.content = _TASK.sub("\N{BALLOT BOX} ", first.content, count=1)
    return token


def _inline(token: Token) -> Token:
    match token.type:
        case "html_inline" | "image":
            return _text(token.content)
        case "link_open":
            target = str(token.attrGet("href") or "")
            token.attrs = {"href": target} if _LINK.match(target) else {}
            if target.startswith("http"):
                token.attrs["rel"] = "noopener noreferrer external"
    return token


def _text(content: str) -> Token:
    """Shown, not used."""
    return Token("text", "", 0, content=content)


def _made(markup: Markup) -> Token:
    return Token("html_block", "", 0, content=str(markup))
