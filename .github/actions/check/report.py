"""What was found, for people, for GitHub's annotations, and as a job's summary.

File names come from whoever wrote the change, so they are escaped for each place they go to; of the
content of files nothing is repeated but listed values.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from files import Finding

_WORDS = {
    "image": "a listed image",
    "commit": "a listed commit",
    "action": "a listed action",
    "package": "a listed package",
    "file": "the hash of a listed file",
    "address": "a listed address",
}
MOST_ROWS = 500


def words(finding: Finding, version: str) -> str:
    """One finding as a sentence."""
    kind = _WORDS[finding.hit.kind]
    return f"names {kind}: {finding.hit.value} (feed release {version})"


def text(found: Sequence[Finding], version: str) -> Iterable[str]:
    """As compilers write it: path, line, message."""
    for finding in found:
        yield f"{shown(finding.path)}:{finding.line}: {words(finding, version)}"


def github(found: Sequence[Finding], version: str, level: str) -> Iterable[str]:
    """Commands of GitHub's runner."""
    for finding in found:
        where = f"file={_property(finding.path)},line={finding.line}" if finding.line else ""
        title = f"title={_property('Listed in the threat feed')}"
        options = ",".join(part for part in (where, title) if part)
        yield f"::{level} {options}::{data(words(finding, version))}"


def summary(found: Sequence[Finding], version: str, unread: Sequence[str], read: int) -> str:
    """A page in Markdown."""
    lines = [f"### Threat feed, release {version}", ""]
    if not found:
        lines.append(f"Nothing listed in {read} files.")
    else:
        lines += ["| where | what | value |", "|---|---|---|"]
        for finding in found[:MOST_ROWS]:
            where = f"{shown(finding.path)}:{finding.line}" if finding.line else finding.path
            lines.append(f"| {_cell(where)} | {finding.hit.kind} | {_cell(finding.hit.value)} |")
        if len(found) > MOST_ROWS:
            lines += ["", f"And {len(found) - MOST_ROWS} more."]
    if unread:
        lines += ["", "Not looked at:", "", *(f"- {_cell(name)}" for name in unread[:MOST_ROWS])]
    return "\n".join(lines) + "\n"


def shown(path: str) -> str:
    """A path on one line, without what moves a terminal's cursor."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in path)


def data(value: str) -> str:
    """A value in the message of a command to GitHub's runner."""
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return data(value).replace(":", "%3A").replace(",", "%2C")


def _cell(value: str) -> str:
    """Code in a table: HTML, in which Markdown means nothing but the table's own bar."""
    out = escape(shown(value))
    for mark in "|\\`*_[]~@!":
        out = out.replace(mark, f"&#{ord(mark)};")
    return f"<code>{out}</code>"
