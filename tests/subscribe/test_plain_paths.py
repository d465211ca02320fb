"""Plain lists say what they are, where their format has comments; the page names the others."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from pathlib import Path

import orjson
import pytest

ROOT = Path(__file__).parent.parent.parent
LATEST = ROOT / "out" / "v1" / "latest"
PAGE = (ROOT / "docs" / "consume" / "README.md").read_text()
VERSION = orjson.loads((LATEST / "release.json").read_bytes())["version"]
LISTS = sorted(
    path.relative_to(LATEST).as_posix()
    for pattern in (
        "blocklists/**/*",
        "suricata/rules/**/*",
        "clamav/*",
        "wazuh/lists/*",
        "zeek/*.*t*l",
    )
    for path in LATEST.glob(pattern)
    if path.is_file()
)
HEAD = 12
"""Lines."""


def without_head() -> list[str]:
    """Patterns of the files that the page says have no comments."""
    (table,) = re.findall(r"none:\n\n\| file \| why \|\n\|---\|---\|\n((?:\|.*\n)+)", PAGE)
    return re.findall(
        r"`([^`]*[*.][^`]*)`", "".join(row.split("|")[1] for row in table.split("\n") if row)
    )


@pytest.mark.parametrize("path", LISTS)
def test_a_list_says_of_which_release_it_is_or_the_page_says_why_not(path: str) -> None:
    head = (LATEST / path).read_text().splitlines()[:HEAD]
    says = any("feedgen" in line for line in head) and any(VERSION in line for line in head)
    assert says != any(fnmatchcase(path, pattern) for pattern in without_head())


def test_the_page_shows_a_head_as_it_is() -> None:
    head = (LATEST / "blocklists/domains.txt").read_text().splitlines()[:3]
    shown = re.search(r"```\n(# feedgen domains\n.*?)```", PAGE, re.DOTALL)
    assert shown
    timeless = re.compile(r"release [0-9.]+, as of [0-9TZ:.-]+|[0-9]+ entries")
    assert timeless.sub("", shown[1]).splitlines() == [timeless.sub("", line) for line in head]
