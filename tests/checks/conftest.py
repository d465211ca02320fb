"""Fixtures of the checks' tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.checked_sources import Judge, Sources


@pytest.fixture
def sources(tmp_path: Path) -> Sources:
    """An empty source tree."""
    return Sources(tmp_path)


@pytest.fixture
def judge(sources: Sources) -> Judge:
    """The findings of one check on one incident: `judge("reserved_space", "domains: [a.test]")`.

    The indicators are written into line 12, as `indicators: {…}`, and `more` from line 13 on.
    """

    def findings(name: str, indicators: str, more: str = "", **kwargs: str) -> list[str]:
        sources.incident(f"indicators: {{{indicators}}}\n{more}", **kwargs)
        return sources.findings(name)

    return findings
