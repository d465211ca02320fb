"""The feed's own sources pass every guard, and a value they must never have is refused there."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from feedgen.build.pipeline import unstamped
from feedgen.checks import run_checks
from feedgen.model.feed import ReleaseInfo
from feedgen.model.ledger import Ledger
from feedgen.sources.tree import incident_paths, read_tree

IOCS = Path(__file__).parents[2] / "iocs"
RELEASE = ReleaseInfo(version="preview", serial=1, as_of=datetime(2026, 11, 24, tzinfo=UTC))


def findings(root: Path) -> list[str]:
    feed = unstamped(read_tree(root), Ledger(), RELEASE, drafts=True)
    return [f"{finding.code} {finding.problem}" for finding in run_checks(feed)]


def test_the_curated_sources_pass() -> None:
    assert findings(IOCS) == []


def test_what_a_report_lists_by_mistake_is_refused(tmp_path: Path) -> None:
    """Checkmarx published the address of a parking service, and other feeds ship it."""
    root = tmp_path / "iocs"
    shutil.copytree(IOCS, root)
    path = next(path for path in incident_paths(root) if "checkmarx-kics" in path.name)
    text = path.read_text()
    assert "\n  ips:\n" in text
    path.write_text(text.replace("\n  ips:\n", "\n  ips:\n    - 91.195.240[.]123\n"))
    assert (
        'FG303 "91.195.240.123" is on the MISP warninglist "Parking domains" ("91.195.240.0/23"): '
        "a parking service answers there for every parked domain"
    ) in findings(root)
