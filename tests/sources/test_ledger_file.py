"""The feed's memory is hostile until it is read: it names directories and hands out sids."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from feedgen.errors import SourceError
from feedgen.model.ledger import Claim, Ledger
from feedgen.model.releases import ReleaseLine
from feedgen.sources.ledger.file import read_memory, write_ledger, write_releases

T0 = datetime(2026, 2, 1, tzinfo=UTC)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    claims = [
        Claim(id=f"id-{n}", kind="suricata-rule", key=f"key {n}", content=b"x", takes_sid=True)
        for n in range(2)
    ]
    write_ledger(tmp_path, Ledger().advance(claims, as_of=T0, serial=1, sids=range(100, 200)))
    line = ReleaseLine(
        serial=1, version="2026.02.01.1", as_of=T0, content="0" * 64, toolchain=(("a", "1"),)
    )
    write_releases(tmp_path, [line])
    return tmp_path


def change(root: Path, name: str, edit: Callable[[dict[str, Any]], object]) -> None:
    path = root / name
    first, *rest = path.read_text().splitlines()
    record = json.loads(first)
    edit(record)
    path.write_text("\n".join([json.dumps(record), *rest]) + "\n")


def refusal(root: Path) -> str:
    with pytest.raises(SourceError, match="FG110") as caught:
        read_memory(root)
    return str(caught.value)


def test_what_is_written_reads_back(root: Path) -> None:
    ledger, releases = read_memory(root)
    assert [line.sid for line in ledger.lines.values()] == [100, 101]
    assert releases[0].version == "2026.02.01.1"


@pytest.mark.parametrize(
    "version",
    ["../../docs", "2026.02.01.x", "2026.02.01.0", "", "/etc", "2026.02.01.1/..", 1, None],
)
def test_a_version_is_no_path(root: Path, version: object) -> None:
    change(root, "releases.jsonl", lambda record: record.update(version=version))
    assert '"version" is missing or no such text' in refusal(root)


LEDGER = [
    {"sid": 101}, {"sid": "100"}, {"sid": True}, {"rev": 0}, {"added_serial": "1"}, {"covers": [[1]]},
    {"hash": "x"}, {"created": "yesterday"}, {"id": "id-1"}, {"key": "key 1"}, {"changed_serial": 9},
]  # fmt: skip


@pytest.mark.parametrize("edit", LEDGER, ids=str)
def test_a_ledger_line_is_held_against_its_types(root: Path, edit: dict[str, object]) -> None:
    change(root, "ledger.jsonl", lambda record: record.update(edit))
    refusal(root)


def test_two_branches_gave_one_sid(root: Path) -> None:
    change(root, "ledger.jsonl", lambda record: record.update(sid=101))
    assert "ledger.jsonl:2:1: FG110 repeats the sid of line 1" in refusal(root)


@pytest.mark.parametrize("text", ["[]\n", "null\n", "{\n", "<<<<<<< HEAD\n", "\n"])
@pytest.mark.parametrize("name", ["ledger.jsonl", "releases.jsonl"])
def test_what_is_no_line(root: Path, name: str, text: str) -> None:
    (root / name).write_text(text)
    refusal(root)


def test_a_toolchain_is_a_mapping(root: Path) -> None:
    change(root, "releases.jsonl", lambda record: record.update(toolchain=[]))
    assert '"toolchain" is no mapping' in refusal(root)


def test_a_lost_ledger_is_no_first_release(root: Path) -> None:
    (root / "ledger.jsonl").unlink()
    assert "there are 1 releases and no ledger; restore both files from git" in refusal(root)
    (root / "ledger.jsonl").symlink_to("/nonexistent")
    with pytest.raises(SourceError, match="FG001 the link leads out of the tree"):
        read_memory(root)


def test_a_list_of_releases_that_is_behind(root: Path) -> None:
    change(root, "ledger.jsonl", lambda record: record.update(changed_serial=3))
    assert "the ledger knows release 3, the list of releases only 1" in refusal(root)
