"""Bulk lists: every value a mention with its line, every mistake with its place."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from feedgen.errors import SourceError
from feedgen.model.indicator import Action, Indicator, Match
from feedgen.sources.bulk_lists import MAX_FINDINGS
from feedgen.sources.tree import read_tree
from tests.sources.source_tree import INCIDENT, write_tree


def listed(root: Path, entry: str, files: dict[str, str]) -> dict[str, Indicator]:
    """The indicators that come from lists alone, by value."""
    write_tree(root, f"{INCIDENT}  lists:\n    - {{{entry}}}\n")
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    found = read_tree(root).indicators(drafts=False)
    return {indicator.value: indicator for indicator in found if indicator.bulk}


def mistakes(root: Path, entry: str, files: dict[str, str]) -> list[str]:
    with pytest.raises(SourceError) as caught:
        listed(root, entry, files)
    return [str(finding).removeprefix(f"{root}/") for finding in caught.value.findings]


def test_a_text_list_is_one_value_a_line(tmp_path: Path) -> None:
    text = "# from a report\n\nC2[.]Evil-list.example.\r\n  b.evil-list.example \nc2.evil-list.example\n"
    found = listed(
        tmp_path, "type: domain, path: lists/a.txt, confidence: 60", {"lists/a.txt": text}
    )
    assert sorted(found) == ["b.evil-list.example", "c2.evil-list.example"]
    (mention,) = found["c2.evil-list.example"].mentions
    assert (mention.location.line, mention.bulk_list) == (3, "lists/a.txt")
    assert mention.location.path.endswith("lists/a.txt")
    assert (mention.confidence, mention.action, mention.match) == (
        60,
        Action.BLOCK,
        Match.SUBDOMAINS,
    )
    assert [reference.key for reference in mention.references] == ["acme"]


def test_match_exact_holds_for_the_whole_list(tmp_path: Path) -> None:
    found = listed(
        tmp_path,
        "type: domain, path: lists/a.txt, match: exact",
        {"lists/a.txt": "a.evil-list.example\n"},
    )
    assert found["a.evil-list.example"].match is Match.EXACT


def test_a_csv_list_says_more_of_each_value(tmp_path: Path) -> None:
    text = (
        "value,confidence,last_seen,note,role\n"
        '185.199.7.20,95,2026-03-01,"seen, twice",c2\n'
        "185.199.7.21,,,,\n"
    )  # fmt: skip
    found = listed(tmp_path, "type: ip, path: lists/a.csv, action: detect", {"lists/a.csv": text})
    first, second = found["185.199.7.20"].mentions[0], found["185.199.7.21"].mentions[0]
    assert (first.confidence, first.note, first.role) == (95, "seen, twice", "c2")
    assert first.last_seen == datetime(2026, 3, 1, tzinfo=UTC)
    assert first.valid_until == datetime(2026, 4, 30, tzinfo=UTC)  # 60 days, as feed.yml says
    assert (second.confidence, second.note, second.role) == (80, None, None)
    assert second.valid_until == datetime(2026, 3, 3, tzinfo=UTC)
    assert second.action is Action.DETECT


@pytest.mark.parametrize(
    ("type_", "text", "value"),
    [
        ("url", "hxxps://a[.]evil-list.example/x", "https://a.evil-list.example/x"),
        ("sha256", "AB" * 32, "ab" * 32),
        ("sha1", "ab" * 20, "ab" * 20),
        ("md5", "ab" * 16, "ab" * 16),
        ("image_digest", "sha256:" + "ab" * 32, "sha256:" + "ab" * 32),
        ("commit", "ab" * 20, "ab" * 20),
        ("purl", "pkg:npm/%40evil/list@1.0.0", "pkg:npm/%40evil/list@1.0.0"),
        ("email", "loot[at]evil-list.example", "loot@evil-list.example"),
        ("ip", "2001:db9:0:0::7", "2001:db9::7"),
    ],
)
def test_every_type_of_list(tmp_path: Path, type_: str, text: str, value: str) -> None:
    found = listed(tmp_path, f"type: {type_}, path: lists/a.txt", {"lists/a.txt": f"{text}\n"})
    assert list(found) == [value]


def test_a_value_that_an_incident_names_too_is_curated(tmp_path: Path) -> None:
    found = listed(tmp_path, "type: ip, path: lists/a.txt", {"lists/a.txt": "185.199.7.9\n"})
    assert found == {}
    (both,) = [i for i in read_tree(tmp_path).indicators(drafts=False) if i.type == "ip"]
    assert len(both.mentions) == 2


def test_every_mistake_has_its_line(tmp_path: Path) -> None:
    text = "value,confidence\nnot a name,5\na.evil-list.example,200\nb.evil-list.example\n"
    assert mistakes(tmp_path, "type: domain, path: lists/a.csv", {"lists/a.csv": text}) == [
        'lists/a.csv:2:1: FG109 "not a name" has no dot; write a host name such as'
        " audit.checkmarx.cx, or remove it",
        'lists/a.csv:3:1: FG109 "200" is not a confidence; write a whole number, 0 to 100',
        "lists/a.csv:4:1: FG109 has 1 cells, the header 2; quote cells that hold a comma",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("domain\nx.evil-list.example\n", 'lists/a.csv:1:1: FG109 the header has no column "value"; start with a header line'),
        ("value,colour\nx.evil-list.example,red\n", "lists/a.csv:1:1: FG109 unknown column colour; use: value, confidence, role, first_seen, last_seen, valid_until, note"),
        ("value,value\nx,y\n", "lists/a.csv:1:1: FG109 the header repeats a column; remove one"),
        ('value\n"x.evil-list.example\n', "lists/a.csv:2:1: FG109 is no CSV: unexpected end of data; quote cells as RFC 4180 says"),
        ("value,note\na.evil-list.example,x\nA.evil-list.example,y\n", 'lists/a.csv:3:1: FG109 "a.evil-list.example" stands there twice, with different cells; keep one of the lines'),
        ("", 'lists/a.csv:1:1: FG109 the file has no header; write one, "value", also of an empty list'),
        (",".join(["value", *(f"c{n:06}" for n in range(9))]) + "\n", "lists/a.csv:1:1: FG109 unknown column c000000, c000001, c000002, c000003, c000004 and 4 more; use: value, confidence, role, first_seen, last_seen, valid_until, note"),
        ("value,last_seen\na.evil-list.example,9999-01-01\n", 'lists/a.csv:2:1: FG109 "2y" after 9999-01-01T00:00:00Z is past the year 9999; use a shorter duration'),
        ("value,first_seen\na.evil-list.example,2050-01-01\n", "lists/a.csv:2:1: FG109 the validity ends before it begins; correct the times"),
    ],
)  # fmt: skip
def test_a_csv_list_out_of_form(tmp_path: Path, text: str, said: str) -> None:
    assert mistakes(tmp_path, "type: domain, path: lists/a.csv", {"lists/a.csv": text}) == [said]


def test_lines_are_counted_where_cells_have_line_breaks(tmp_path: Path) -> None:
    text = 'value,note\na.evil-list.example,"two\nlines"\n\nx y,\n'
    assert mistakes(tmp_path, "type: domain, path: lists/a.csv", {"lists/a.csv": text}) == [
        "lists/a.csv:2:1: FG109 the value holds U+000A, which nobody can see; remove that character",
        'lists/a.csv:5:1: FG109 "x y" has no dot; write a host name such as audit.checkmarx.cx,'
        " or remove it",
    ]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.csv", "value" + ",x" * 1_000_000, "unknown column x; use: value, confidence,"),
        ("a.csv", "value\n" + "x" * 200_000, "is no CSV: field larger than field limit (131072);"),
        ("a.csv", "value\n" + "x," * 1_000_000, "has 1000001 cells, the header 1; quote cells"),
        ("a.txt", "x" * 10_000_000, "the value has 10000000 characters; keep it within 4096"),
        ("a.txt", "\ufeffa.evil-list.example\nb\0.example", "holds U+0000, which nobody can see"),
        ("a.txt", "a.evil-list.example\rb.example", "holds U+000D, which nobody can see; remove"),
    ],
    ids=["columns", "cell", "cells", "line", "nul", "cr"],
)
def test_a_hostile_list(tmp_path: Path, name: str, text: str, said: str) -> None:
    found = mistakes(tmp_path, f"type: domain, path: lists/{name}", {f"lists/{name}": text})
    assert len(found) == 1
    assert said in found[0]
    assert len(found[0]) < 200


def test_a_byte_order_mark_is_no_value(tmp_path: Path) -> None:
    text = "\ufeffvalue,note\r\na.evil-list.example,x\r\n"
    found = listed(tmp_path, "type: domain, path: lists/a.csv", {"lists/a.csv": text})
    assert [i.mentions[0].note for i in found.values()] == ["x"]


def test_what_is_no_file(tmp_path: Path) -> None:
    entry = "type: domain, path: lists/a.txt"
    (tmp_path / "lists").mkdir()
    os.mkfifo(tmp_path / "lists" / "a.txt")
    assert "FG001 is not a regular file; replace it by a file" in mistakes(tmp_path, entry, {})[0]
    (tmp_path / "lists" / "a.txt").unlink()
    (tmp_path / "lists" / "a.txt").mkdir()
    assert "FG001 is not a regular file; replace it by a file" in mistakes(tmp_path, entry, {})[0]
    (tmp_path / "lists" / "a.txt").rmdir()
    assert "FG001 cannot be read: No such file" in mistakes(tmp_path, entry, {})[0]
    (tmp_path / "lists" / "a.txt").write_bytes(b"a.evil-list.example\n\xff\n")
    assert "a.txt:2:1: FG003 byte 20 is not UTF-8" in mistakes(tmp_path, entry, {})[0]


def test_a_list_is_named_once_in_an_incident(tmp_path: Path) -> None:
    entry = "type: domain, path: lists/a.txt}\n    - {type: domain, path: lists/a.txt"
    assert mistakes(tmp_path, entry, {"lists/a.txt": "a.evil-list.example\n"}) == [
        '2026/acme-2026-01.yml:21:28: FG109 "lists/a.txt" is named twice; merge the two entries'
    ]


HISTORY = "type: domain, path: lists/a.txt, history: [%s]"
REVOKED = "{at: 2026-02-02, event: revoked, reason: wrong, value: %s}"
RELISTED = "{at: 2026-02-03, event: relisted, reason: again, value: %s}"


def test_what_a_history_revokes_need_not_stand_in_the_list(tmp_path: Path) -> None:
    entry = HISTORY % (REVOKED % "'A[.]evil-list.example'")
    for text in ("a.evil-list.example\nb.evil-list.example\n", "b.evil-list.example\n"):
        found = listed(tmp_path, entry, {"lists/a.txt": text})
        assert {value: i.revoked_reason for value, i in found.items()} == {
            "a.evil-list.example": "wrong", "b.evil-list.example": None,
        }  # fmt: skip


def test_what_a_history_lists_again_stands_in_the_list(tmp_path: Path) -> None:
    entry = HISTORY % (f"{REVOKED}, {RELISTED}" % (("a.evil-list.example",) * 2))
    text = "a.evil-list.example\nb.evil-list.example\n"
    found = listed(tmp_path, entry, {"lists/a.txt": text})
    # Validity counts anew for the value that is back, and for no other.
    assert found["a.evil-list.example"].valid_until == datetime(2028, 2, 3, tzinfo=UTC)
    assert found["b.evil-list.example"].valid_until == datetime(2028, 1, 2, tzinfo=UTC)
    assert mistakes(tmp_path, entry, {"lists/a.txt": "b.evil-list.example\n"}) == [
        '2026/acme-2026-01.yml:20:184: FG107 "a.evil-list.example" is listed again, and is not in'
        " the list; add its line, or revoke it"
    ]


def test_a_history_names_values_of_the_list_s_type(tmp_path: Path) -> None:
    found = mistakes(
        tmp_path, HISTORY % (REVOKED % "nonsense"), {"lists/a.txt": "a.evil.example\n"}
    )
    assert 'FG107 the entry has no value "nonsense"; name one of its values, or' in found[0]


@pytest.mark.parametrize(
    "path",
    [
        "../outside.txt",
        "lists//a.txt",
        "lists/a.json",
        "/etc/passwd",
        "./lists/a.txt",
        "lists/a.TXT",
    ],
)
def test_a_list_lies_below_the_sources(tmp_path: Path, path: str) -> None:
    (tmp_path / "outside.txt").write_text("a.evil-list.example\n")
    found = mistakes(tmp_path / "iocs", f"type: domain, path: {path}", {})
    assert [line.partition(": ")[2] for line in found] == [
        "FG104 is no path of a list; write it as lists/name.txt or .csv"
    ]


def test_a_link_out_of_the_sources_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("a.evil-list.example\n")
    (tmp_path / "iocs" / "lists").mkdir(parents=True)
    (tmp_path / "iocs" / "lists" / "a.txt").symlink_to(tmp_path / "secret.txt")
    found = mistakes(tmp_path / "iocs", "type: domain, path: lists/a.txt", {})
    assert "the link leads out of the tree" in found[0]


def test_a_list_of_another_type_does_not_flood(tmp_path: Path) -> None:
    text = "".join(f"host{n}.evil-list.example\n" for n in range(5000))
    found = mistakes(tmp_path, "type: sha256, path: lists/a.txt", {"lists/a.txt": text})
    assert len(found) == MAX_FINDINGS + 1
    assert found[-1].endswith("more mistakes follow; correct those above first")


def test_a_list_that_nobody_names_is_told(tmp_path: Path) -> None:
    found = mistakes(
        tmp_path, "type: domain, path: lists/a.txt",
        {"lists/a.txt": "a.evil-list.example\n", "lists/old.txt": "b.evil-list.example\n"},
    )  # fmt: skip
    assert found == [
        "lists/old.txt:1:1: FG105 no incident names this list; name it under `lists` of an"
        " incident, or remove it"
    ]


def test_only_domains_are_matched_in_two_ways(tmp_path: Path) -> None:
    found = mistakes(tmp_path, "type: ip, path: lists/a.txt, match: exact", {"lists/a.txt": ""})
    assert found[0].endswith("FG104 only domains are matched in two ways; remove it")
