"""File names that hold line ends and terminal commands, in what people and CI systems read."""

from __future__ import annotations

from pathlib import Path

import pytest

from feedgen.cli.app import run
from tests.sources.source_tree import write_tree

NAME = "a\n::error::all\x1b[2J good\u202e.yml"
SHOWN = r"iocs/2026/a\n::error::all\x1b[2J good\u202e.yml"


@pytest.fixture(autouse=True)
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_tree(tmp_path / "iocs")
    (tmp_path / "iocs/2026" / NAME).write_text("- 1\n")
    return tmp_path


PROBLEM = "FG103 holds no mapping; start with `schema_version: 1`"


def test_a_finding_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check"]) == 3
    assert capsys.readouterr().out.splitlines() == [f"{SHOWN}:1:1: {PROBLEM}"]


def test_a_build_says_the_same(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["build"]) == 3
    assert f"{SHOWN}:1:1: {PROBLEM}\n" in capfd.readouterr().err


def test_an_annotation_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--format", "github"]) == 3
    place = SHOWN.replace(":", "%3A")
    assert capsys.readouterr().out.splitlines() == [
        f"::error file={place},line=1,col=1,title=FG103::holds no mapping; start with "
        "`schema_version: 1`"
    ]
