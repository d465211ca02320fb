"""GitHub's patterns: what grep hands on is read by the rules of GitHub's documentation."""

from __future__ import annotations

import subprocess
from pathlib import Path

from feedgen.model.indicator import CommitDetail, Indicator
from tests.engines.github_patterns import Policy
from tests.engines.registry import require

JUDGES = ("grep", "own GitHub patterns")
ARTIFACTS = ("policies/github-actions.txt",)
_FORGE = "github.com/"


def accept(folder: Path) -> None:
    """Every pattern is one that GitHub describes, and there are not too many."""
    Policy(_patterns(folder))


def read_back(folder: Path) -> set[str]:
    """The patterns; each blocks, and the pair of each use is complete."""
    patterns = _patterns(folder)
    policy = Policy(["*/*@*", "*/*/**@*", *patterns])
    for pattern in patterns:
        assert pattern.startswith("!"), pattern
        uses = pattern[1:].replace("/**@", "/folder/deeper@")
        assert not policy.runs(uses), pattern
    return set(patterns)


def wanted(indicator: Indicator) -> set[str]:
    """One pattern for the repository, one for what lies in its folders."""
    if indicator.type == "action_ref":
        name, _, ref = indicator.value.partition("@")
        names = {name}
    else:
        ref = indicator.value
        names = {
            name
            for detail in indicator.details(CommitDetail)
            for name in detail.repositories
            if name.startswith(_FORGE)
        }
    bare = {name.removeprefix(_FORGE) for name in names}
    return {f"!{name}{folders}@{ref}" for name in bare for folders in ("", "/**")}


def _patterns(folder: Path) -> list[str]:
    """By the page's own command."""
    done = subprocess.run(
        [require("grep"), "^!", folder / ARTIFACTS[0]], capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 1), done.stderr
    lines = (folder / ARTIFACTS[0]).read_text(encoding="utf-8").splitlines()
    patterns = done.stdout.splitlines()
    assert len(patterns) + sum(line.startswith("#") for line in lines) == len(lines)
    return patterns
