"""Names of abused accounts come out nowhere: the guard looks at the finished bytes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from feedgen.build import pipeline
from feedgen.emitters import emitters
from feedgen.errors import DriftError
from tests.sources.source_tree import FEED, INCIDENT, write_tree

ACCOUNTS = "  accounts: [{service: github, name: Acme-Bot, standing: abused}]\n"
FORMATS = ", ".join(sorted(emitters()))


def build(root: Path, incident: str) -> Path:
    write_tree(root / "iocs", incident, FEED.replace("blocklists, stix, tables", FORMATS))
    return pipeline.build(
        root / "iocs", root / "out", as_of=datetime(2026, 2, 1, tzinfo=UTC),
        toolchain=lambda _: (("feedgen", "test"),), progress=lambda _: None,
    ).path  # fmt: skip


def test_an_abused_account_comes_out_in_no_format(tmp_path: Path) -> None:
    path = build(tmp_path, INCIDENT + ACCOUNTS)
    assert [
        file
        for file in path.rglob("*")
        if file.is_file() and b"acme-bot" in file.read_bytes().lower()
    ] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("summary: What happened.", "summary: Tokens of acme-bot were stolen."),
        ("title: Acme", "title: ACME-BOT and what it did"),
        ("- evil-acme.com ", "- {value: evil-acme.com, note: pushed by acme-bot} "),
    ],
)
def test_not_even_in_prose(tmp_path: Path, old: str, new: str) -> None:
    assert old in INCIDENT
    with pytest.raises(DriftError) as caught:
        build(tmp_path, INCIDENT.replace(old, new) + ACCOUNTS)
    assert 'would name the account "' in str(caught.value)
    assert "acme-2026-01.yml lists as abused; word titles, notes" in str(caught.value)


def test_a_longer_name_is_another(tmp_path: Path) -> None:
    text = INCIDENT.replace("What happened.", "See acme-bots and not-acme-bot.") + ACCOUNTS
    assert build(tmp_path, text).is_dir()
