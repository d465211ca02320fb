"""Playbooks: bash runs the blocks that write the lists, and every line of a list is a value's.

A long list is read out of the release's `indicators.ndjson`, so the tables stand beside the pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from markdown_it import MarkdownIt

from feedgen.model.indicator import Action, ImageDetail, Indicator, Match, RepositoryDetail
from tests.emitters.playbooks.blocks import blocks, list_commands, run, syntax_errors

JUDGES = ("bash", "jq", "awk", "markdown-it-py")
ARTIFACTS = ("playbooks/*.md",)
BESIDE = ("tables",)
"""Emitters whose files these pages read."""
_WHOLE = {
    "account": "accounts", "commit": "commits", "email": "emails", "http_header": "http-headers",
    "image_digest": "digests", "image_tag": "image-tags", "kubernetes": "kubernetes", "md5": "md5",
    "package": "packages", "process": "command-lines", "sha1": "sha1", "sha256": "sha256",
    "systemd_unit": "units", "url": "urls", "user_agent": "user-agents",
    "repository_pattern": "repositories",
}  # fmt: skip
"""Lists whose lines are whole values."""
_AFTER_COLON = {"certificate": "certificates", "extension": "extensions", "plugin": "plugins"}
_AFTER_FORGE = {"action_ref": "action-refs", "carrier": "carriers"}
_DERIVED = frozenset({"ci-patterns", "hunt-ci-patterns", "any-ci-patterns"})
"""Files that a page makes of its lists: patterns for logs."""
_HARMLESS = frozenset({"http", "https", ""})
_NEVER = frozenset({"html_block", "html_inline", "image"})


def accept(folder: Path) -> None:
    """bash reads every block; nothing in a page is raw HTML, a picture, or a link to elsewhere."""
    for path in _files(folder):
        page = path.read_text(encoding="utf-8")
        for script in blocks(page):
            assert _syntax(script) == "", f"{path.name}: {script}"
        for type_, address in _inline(page):
            assert type_ not in _NEVER or address == "anchor", f"{path.name}: {type_}"
            assert urlsplit(address).scheme in _HARMLESS, f"{path.name}: {address}"


_syntax = cache(syntax_errors)


def _inline(page: str) -> Iterator[tuple[str, str]]:
    """The types of a page's tokens, with the addresses of links."""
    for token in MarkdownIt("commonmark").enable("table").parse(page):
        for child in (token, *(token.children or ())):
            anchor = re.fullmatch(
                r'<a id="[a-z0-9-]+">|</a>|<a id="[a-z0-9-]+"></a>\s*', child.content
            )
            yield child.type, "anchor" if anchor else str(child.attrs.get("href", ""))


def read_back(folder: Path) -> set[str]:
    """Every line of every list, with the list's name, after bash has written them."""
    work = folder / "work"
    work.mkdir()
    for path in _files(folder):
        commands = list_commands(path.read_text(encoding="utf-8"))
        if commands:
            run("\n".join(commands), work, RELEASE=folder.absolute())
    assert not [p for p in work.rglob("*") if p.is_file() and p.suffix != ".txt"], "pwned"
    return {
        f"{path.stem} {line}"
        for path in work.rglob("*.txt")
        if path.stem not in _DERIVED
        for line in path.read_text(encoding="utf-8").split("\n")
        if line
    }


def _files(folder: Path) -> list[Path]:
    return sorted((folder / "playbooks").glob("*.md"))


def wanted(indicator: Indicator) -> set[str]:
    """A line in the list of its type; images also by repository, repositories by description."""
    hunting = "hunt-" if indicator.action is Action.HUNT else ""
    return {f"{hunting}{list_} {line}" for list_, line in _lines(indicator)}


def _lines(indicator: Indicator) -> Iterator[tuple[str, str]]:
    type_, value = indicator.type, indicator.value
    if type_ in _WHOLE:
        yield _WHOLE[type_], value
    elif type_ in _AFTER_COLON:
        yield _AFTER_COLON[type_], value.partition(":")[2]
    elif type_ in _AFTER_FORGE:
        yield _AFTER_FORGE[type_], value.removeprefix("github.com/")
    elif type_ == "domain":
        yield ("domains" if indicator.match is Match.SUBDOMAINS else "hosts"), value
    elif type_ == "ip":
        for port in indicator.ports or ("",):
            yield ("networks" if "/" in value else "addresses"), f"{value} {port}".strip()
    elif type_ == "path":
        yield _path(value)
    elif type_ == "repository":
        tail = ".*" if indicator.match is Match.PREFIX else ""
        yield "repositories", value.replace(".", "\\.") + tail
    yield from _more(indicator)


def _path(value: str) -> tuple[str, str]:
    """As a pattern: `*` is one in the value too, brackets and question marks are not."""
    if "\\" in value:
        return "windows-paths", re.sub(r"[`\[\]?]", r"`\g<0>", value)
    pattern = re.sub(r"[\[\]?]", r"\\\g<0>", value.removeprefix("~/"))
    return "paths", pattern if value.startswith("/") else f"*/{pattern}"


def _more(indicator: Indicator) -> Iterator[tuple[str, str]]:
    if indicator.type == "image_tag":
        yield "references", indicator.value
    for image in indicator.details(ImageDetail):
        for repository in (*image.repositories, *image.mirrors):
            yield "references", f"{repository}@{indicator.value}"
    if indicator.type in ("repository", "repository_pattern"):
        for detail in indicator.details(RepositoryDetail):
            yield "repository-descriptions", detail.description
