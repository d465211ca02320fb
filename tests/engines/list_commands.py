"""The commands of docs/blocklists.md, by which plain lists are compared with what a machine has."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.engines.registry import require


@dataclass(frozen=True)
class Command:
    """One command of the page, and what its input looks like around a value."""

    file: str
    text: str
    by: tuple[str, ...]
    input: str
    """The file that the command reads."""
    line: str = "{}"

    @property
    def artifact(self) -> str:
        return f"blocklists/{self.file}"

    def run(self, directory: Path, values: Iterable[str]) -> list[str]:
        """What it prints when these values stand in its input."""
        for program in self.by:
            require(program)
        (directory / self.input).write_text("".join(f"{self.line.format(v)}\n" for v in values))
        return run(self.text, directory)


def run(text: str, directory: Path) -> list[str]:
    done = subprocess.run(
        [require("bash"), "-c", f"set -o pipefail\n{text}"], cwd=directory, capture_output=True,
        text=True, check=False, env=os.environ | {"LC_ALL": "C"},
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stderr  # 1 is how grep says that nothing was found
    assert done.stderr == ""
    return done.stdout.splitlines()


LOG = Command(
    "image-references.txt",
    "grep -oE '[[:alnum:]._/:@-]+' ci.log |\n"
    "  grep -Fxf <(grep -v '^#' image-references.txt | sed 'p; s#^docker[.]io/##')",
    ("bash", "grep"),
    "ci.log",
    'time="2026-04-22T13:00:00Z" level=info msg="pull" image="{}" done',
)
DIGESTS = Command(
    "image-digests.txt",
    "docker images --digests --format '{{.Digest}}' | grep -Fxf <(grep -v '^#' image-digests.txt)",
    ("bash", "grep"),
    "images",
)
NAMES = Command(
    "domains.txt",
    """awk 'NR == FNR { if (!/^#/) listed[$1]; next }
  { for (name = tolower($1); name != ""; name = rest) {
      if (name in listed) { print $1; next }
      rest = index(name, ".") ? substr(name, index(name, ".") + 1) : "" } }' domains.txt queries.txt""",
    ("awk",),
    "queries.txt",
    "{} IN A",
)
ADDRESSES = Command("ips.txt", "grepcidr -f ips.txt access.log", ("grepcidr",), "access.log")
PAGES = Command(
    "urls.txt",
    "awk '{ print $7 }' access.log | grep -Fxf <(grep -v '^#' urls.txt)",
    ("awk", "grep", "bash"),
    "access.log",
    "1776859200.000 52 10.0.0.1 TCP_MISS/200 512 GET {} - HIER_DIRECT/192.0.2.1 text/html",
)
PACKAGES = Command(
    "packages.txt",
    "jq -r '.components[].purl // empty' sbom.json | sed 's/[?#].*//; p; s/@[^@]*$//' |\n"
    "  sort -u | comm -12 - <(grep -v '^#' packages.txt)",
    ("jq", "comm", "bash"),
    "purls",
)
USES = Command(
    "commits.txt",
    "grep -oE '@[0-9a-f]{40}' workflow.yml | cut -c2- | sort -u |\n"
    "  comm -12 - <(grep -v '^#' commits.txt)",
    ("grep", "comm", "bash"),
    "workflow.yml",
    "      - uses: some/action@{} # v1",
)
HISTORY = "git rev-list --all | sort | comm -12 - <(grep -v '^#' commits.txt)"
FILES = "find . -type f -exec sha256sum {} + | grep -Ff <(grep -v '^#' sha256.txt)"
COMMANDS = (LOG, DIGESTS, NAMES, ADDRESSES, PAGES, PACKAGES, USES)
