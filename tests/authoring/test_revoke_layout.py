"""`revoke` touches the lines of the entry that it revokes, and no other byte of the file."""

from __future__ import annotations

import codecs
from datetime import UTC, datetime
from pathlib import Path

import pytest

from feedgen.authoring.revoke import revoke_value
from feedgen.sources.tree import read_tree
from tests.sources.source_tree import INCIDENT, write_tree

AT = datetime(2026, 3, 1, tzinfo=UTC)
EVENT = "{at: 2026-03-01T00:00:00Z, event: revoked, reason: Ours}"
LONG = "An address that everybody uses who opens a page of this platform and that nobody has alone"
"""Too long for one line with a value."""
# Every spacing that a rewrite would touch: lists without an indent, wide braces, two spaces before a comment.
HEAD = INCIDENT[: INCIDENT.index("indicators:")] + (
    "notes:\n- one   # at the margin\n-   two\nactors: [ Mallory ]\n\n\nindicators:\n"
)
TAIL = "remediation:\n  steps:\n  - \"a\"\n  -  'b'\n"


def edited(root: Path, entries: str, value: str, reason: str = "Ours") -> str:
    """The entries after the revocation; all around them has to be the same."""
    path = write_tree(root, HEAD + entries + TAIL)
    revoke_value(root, value, reason, at=AT)
    text = path.read_text()
    assert text.startswith(HEAD)
    assert text.endswith(TAIL)
    assert [i.value for i in read_tree(root).indicators(drafts=True) if i.revoked] == [value]
    return text[len(HEAD) : -len(TAIL)]


SHORT = [
    ("  domains:\n  - a.org  # why\n", f"  domains:\n  - {{value: a.org, history: [{EVENT}]}}  # why\n"),
    ("  domains: [ a.org,b.org ]\n", f"  domains: [ {{value: a.org, history: [{EVENT}]}},b.org ]\n"),
    ("  domains:\n    -   {value: a.org , role: c2 }\n",
     f"  domains:\n    -   {{value: a.org , role: c2, history: [{EVENT}] }}\n"),
    ("  domains: [{value: a.org, history: []}]\n", f"  domains: [{{value: a.org, history: [{EVENT}]}}]\n"),
    ("  domains:\n    - value: a.org\n      role: c2  # so they say\n    # of the next\n    - b.org\n",
     "  domains:\n    - value: a.org\n      role: c2  # so they say\n"
     f"      history:\n        - {EVENT}\n    # of the next\n    - b.org\n"),
    ("  packages: {npm: {a: [1.0.0]}}\n",
     f"  packages: {{npm: {{a: {{versions: [1.0.0], history: [{EVENT[:-1]}, "
     'value: "pkg:npm/a@1.0.0"}]}}}\n'),
]  # fmt: skip
"""Entries before and after, where there is room on the line."""


@pytest.mark.parametrize(("before", "after"), SHORT)
def test_a_short_entry_keeps_its_line(tmp_path: Path, before: str, after: str) -> None:
    value = "a.org" if "a.org" in before else "pkg:npm/a@1.0.0"
    assert edited(tmp_path, before, value) == after


HISTORY = (
    "{0}history:\n"
    "{0}  - at: 2026-03-01T00:00:00Z\n{0}    event: revoked\n"
    "{0}    reason: An address that everybody uses who opens a page of this platform and that nobody has alone\n"
)
AT_6, AT_8 = HISTORY.format(" " * 6), HISTORY.format(" " * 8)
OF = "{0}    value: pkg:npm/a@1.0.0\n"
LONGER = [
    ("  domains:\n    - a.org  # why\n    - b.org\n",
     f"  domains:\n    - value: a.org  # why\n{AT_6}    - b.org\n", "a.org"),
    ('  ips:\n    - {value: "185.199.7[.]9", role: c2, labels: [a, b]}  # why\n',
     f'  ips:\n    - value: "185.199.7[.]9"  # why\n      role: c2\n      labels: [a, b]\n{AT_6}', "185.199.7.9"),
    ("  processes:\n    - [curl -fsSL evil, sh -c]\n",
     f"  processes:\n    - value: [curl -fsSL evil, sh -c]\n{AT_6}", "curl -fsSL evil … sh -c"),
    ("  processes:\n    - - curl -fsSL evil\n      - sh -c  # piped\n    - other command\n",
     "  processes:\n    - value:\n        - curl -fsSL evil\n        - sh -c  # piped\n"
     f"{AT_6}    - other command\n", "curl -fsSL evil … sh -c"),
    ("  packages:\n    npm:\n      a: [1.0.0]  # the first\n      b: all\n",
     "  packages:\n    npm:\n      a:\n        versions: [1.0.0]  # the first\n"
     f"{AT_8}{OF.format(' ' * 8)}      b: all\n", "pkg:npm/a@1.0.0"),
    ("  packages:\n    npm:\n      a:\n      - 1.0.0\n      b: all\n",
     "  packages:\n    npm:\n      a:\n        versions:\n          - 1.0.0\n"
     f"{AT_8}{OF.format(' ' * 8)}      b: all\n", "pkg:npm/a@1.0.0"),
    ("  user_agents:\n    - >-\n      Evil/1.0\n      (x)\n",
     f"  user_agents:\n    - value: >-\n        Evil/1.0\n        (x)\n{AT_6}", "Evil/1.0 (x)"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "value"), LONGER)
def test_a_long_entry_becomes_several_lines(
    tmp_path: Path, before: str, after: str, value: str
) -> None:
    assert edited(tmp_path, before, value, LONG) == after


def test_a_long_reason_is_folded_and_reads_back(tmp_path: Path) -> None:
    reason = f"{LONG}. {LONG}: {LONG} # so"
    text = edited(tmp_path, "  domains:\n    - a.org\n", "a.org", reason)
    assert max(len(line) for line in text.splitlines()) <= 110
    (indicator,) = read_tree(tmp_path).indicators(drafts=True)
    assert indicator.revoked_reason == reason


def test_inside_braces_the_line_gets_as_long_as_it_must(tmp_path: Path) -> None:
    text = edited(tmp_path, "  domains: [a.org, b.org]\n", "a.org", LONG)
    assert text.count("\n") == 1
    assert text.endswith(f"reason: {LONG}}}]}}, b.org]\n")


def test_a_byte_order_mark_stays(tmp_path: Path) -> None:
    path = write_tree(tmp_path)
    path.write_bytes(codecs.BOM_UTF8 + path.read_bytes())
    revoke_value(tmp_path, "bad-acme.net", "A mistake", at=AT)
    assert path.read_bytes().startswith(codecs.BOM_UTF8 + b"# A comment")
    assert path.read_bytes().count(codecs.BOM_UTF8) == 1
