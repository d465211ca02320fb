"""Fills the captured parts of README.md and docs/ with what the commands really print.

    python scripts/captured.py            write them
    python scripts/captured.py --check    fail if one is out of date

A captured part stands between `<!-- captured: COMMAND -->` and `<!-- end -->`.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGES = tuple(ROOT / name for name in ("README.md", "docs/example.md", "docs/publish.md"))
PART = re.compile(r"(<!-- captured: (.+?) -->\n).*?(<!-- end -->)", re.DOTALL)
PROGRAM = "import os; os.fsync = lambda _: None; from feedgen.cli import main; main()"
"""Nothing here has to outlast a loss of power, and thousands of files would wait for the disk."""


@cache
def workplace() -> Path:
    """A directory with the sources and nothing else, as after a fresh clone."""
    directory = Path(tempfile.mkdtemp(prefix="feedgen-captured-"))
    shutil.copytree(ROOT / "iocs", directory / "iocs")
    (directory / "out" / "v1").mkdir(parents=True)
    shutil.copytree(ROOT / "out" / "v1" / "latest", directory / "out" / "v1" / "latest")
    shutil.copytree(ROOT / "tests" / "corpus" / "keys", directory / "keys")
    return directory


@cache
def printed(command: str) -> str:
    """What a command prints, on both streams, without colour, 80 columns wide."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "80", "NO_COLOR": "1", "TERM": "dumb"}
    shell = command.replace("feedgen ", f"{shlex.join([sys.executable, '-c', PROGRAM])} ", 1)
    done = subprocess.run(
        ["sh", "-c", shell],
        cwd=workplace(),
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=True,
    )
    return "\n".join(line.rstrip() for line in done.stdout.strip("\n").splitlines())


def filled(text: str) -> str:
    """The page with every captured part made anew."""

    def anew(part: re.Match[str]) -> str:
        return f"{part[1]}```\n$ {part[2]}\n{printed(part[2])}\n```\n{part[3]}"

    return PART.sub(anew, text)


def main() -> int:
    """Write or check the pages; 1 when one is out of date."""
    stale = []
    try:
        for page in PAGES:
            before = page.read_text(encoding="utf-8")
            after = filled(before)
            if after != before:
                stale.append(page.name)
                if "--check" not in sys.argv:
                    page.write_text(after, encoding="utf-8")
    finally:
        shutil.rmtree(workplace())
    if stale and "--check" in sys.argv:
        print(f"out of date: {', '.join(stale)}; run `make golden`", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
