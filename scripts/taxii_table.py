"""Fills the table of docs/taxii.md: what TAXII 2.1 demands, and the tests that hold feedgen to it.

    python scripts/taxii_table.py            write it
    python scripts/taxii_table.py --check    fail if it is out of date, or a requirement has no test

A test of requirement O12 is called `test_o12_…`. Requirements are listed in
tests/serve/taxii/requirements.csv; one that is met elsewhere says where.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "taxii.md"
TESTS = ROOT / "tests" / "serve"
LIST = TESTS / "taxii" / "requirements.csv"
PART = re.compile(r"(<!-- requirements -->\n).*?(<!-- end -->)", re.DOTALL)
TEST = re.compile(r"^(?:async )?def (test_([gadoe])([0-9]{2})_\w+)\(", re.MULTILINE)


def tests() -> dict[str, list[tuple[str, str]]]:
    """Files and names of tests by requirement."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for path in sorted(TESTS.rglob("test_*.py")):
        for name, letter, number in TEST.findall(path.read_text(encoding="utf-8")):
            found[f"{letter.upper()}{int(number)}"].append(
                (path.relative_to(ROOT).as_posix(), name)
            )
    return found


def table(found: dict[str, list[tuple[str, str]]]) -> str:
    """The table in Markdown.

    Raises:
        SystemExit: when a requirement is met nowhere, or a test is of none.
    """
    lines = ["| | | requirement | § | tests |", "|---|---|---|---|---|"]
    unknown = set(found)
    for row in csv.DictReader(LIST.read_text(encoding="utf-8").splitlines()):
        unknown.discard(row["id"])
        files: dict[str, list[str]] = defaultdict(list)
        for path, name in found.get(row["id"], []):
            files[path].append(name.split("_", 2)[2].replace("_", " "))
        told = [
            f"[{Path(path).stem}](../{path}): {'; '.join(names)}" for path, names in files.items()
        ]
        told += [row["elsewhere"]] if row["elsewhere"] else []
        if not told:
            sys.exit(f"{row['id']} has no test and is met nowhere else: {row['requirement']}")
        lines.append(
            f"| {row['id']} | {row['level']} | {row['requirement']} | {row['section']} "
            f"| {'<br>'.join(told)} |"
        )
    if unknown:
        sys.exit(f"tests are named after {', '.join(sorted(unknown))}, which {LIST.name} lacks")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write or check the page; 1 when it is out of date."""
    before = PAGE.read_text(encoding="utf-8")
    after = PART.sub(lambda part: f"{part[1]}{table(tests())}{part[2]}", before)
    if after == before:
        return 0
    if "--check" in sys.argv:
        print(
            f"{PAGE.name} is out of date; run `python {Path(__file__).relative_to(ROOT)}`",
            file=sys.stderr,
        )
        return 1
    PAGE.write_text(after, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
