"""`add`: what goes into a file and where, and that nothing else changes."""

from __future__ import annotations

import difflib
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from feedgen.authoring.addition import Addition, add_to_incident
from feedgen.authoring.writing.insertion import Insertion
from feedgen.errors import SourceError, UsageError
from feedgen.sources.tree import read_tree
from tests.authoring.made_advisories import MARKDOWN
from tests.sources.source_tree import INCIDENT, write_tree

AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
ID = "acme-2026-01"


def add(root: Path, text: str, **options: object) -> Addition:
    addition = add_to_incident(root, ID, text.encode(), as_of=AT, **options)  # type: ignore[arg-type]
    if addition.changes:
        addition.write()
    return addition


def changed(addition: Addition) -> list[str]:
    lines = difflib.ndiff(addition.before.splitlines(), addition.text.splitlines())
    return [line for line in lines if line[0] in "+-"]


def values(root: Path) -> set[str]:
    return {i.value for i in read_tree(root).indicators(drafts=True)}


def test_only_lines_are_added(tmp_path: Path) -> None:
    write_tree(tmp_path)
    addition = add(tmp_path, "new-evil[.]net and hxxps://new-evil[.]net/x by T1041\nCVE-2026-1111")
    assert changed(addition) == [
        "+ techniques: [T1041]",
        "+ vulnerabilities: [CVE-2026-1111]",
        "+     - new-evil.net",
        "+   urls:",
        '+     - "https://new-evil.net/x"',
    ]
    assert {"new-evil.net", "https://new-evil.net/x"} <= values(tmp_path)


def test_a_list_on_one_line_grows_on_its_line(tmp_path: Path) -> None:
    write_tree(tmp_path)
    addition = add(tmp_path, "185.199.8[.]1")
    assert changed(addition) == ["-   ips: [185.199.7.9]", "+   ips: [185.199.7.9, 185.199.8.1]"]


def test_a_second_run_adds_nothing(tmp_path: Path) -> None:
    write_tree(tmp_path)
    assert add(tmp_path, MARKDOWN).changes
    again = add(tmp_path, MARKDOWN)
    assert not again.changes
    assert not again.added
    assert not again.questions


def test_an_advisory_passes_the_checks_afterwards(tmp_path: Path) -> None:
    write_tree(tmp_path)
    add(tmp_path, MARKDOWN)
    incident = next(iter(read_tree(tmp_path).files))
    by_value = {m.observable.value: m for m in incident.mentions}
    assert by_value["audit.acme-scan.cx"].confidence == 80
    assert by_value["audit.acme-scan.cx"].references[0].key == "acme"
    assert "pkg:npm/acme-left@1.0.2" in by_value
    assert (
        "# open question: ffffffffffffffffffffffffffffffffffff1234 (line 42)"
        in (tmp_path / "2026" / f"{ID}.yml").read_text()
    )


def test_what_the_checks_refuse_is_named(tmp_path: Path) -> None:
    write_tree(tmp_path)
    addition = add(tmp_path, "192.168.1[.]1 example[.]com github[.]com 185.199.8[.]1")
    assert {o.value: f.code for o, f in addition.refused.items()} == {
        "192.168.1.1": "FG302", "example.com": "FG302", "github.com": "FG303",
    }  # fmt: skip
    assert [c.observable.value for c in addition.added] == ["185.199.8.1"]


def test_known_good_values_never_come_in(tmp_path: Path) -> None:
    write_tree(
        tmp_path, INCIDENT + "known_good: {values: [{type: domain, value: good-acme.com}]}\n"
    )
    addition = add(tmp_path, "good-acme[.]com")
    assert [f.code for f in addition.refused.values()] == ["FG301"]
    assert not addition.changes


def test_what_is_listed_stays_once(tmp_path: Path) -> None:
    path = write_tree(tmp_path)
    other = path.with_name("other-2026-01.yml")
    other.write_text(INCIDENT.replace(ID, "other-2026-01").replace("evil-acme.com", "theirs.net"))
    addition = add(tmp_path, "evil-acme[.]com theirs[.]net")
    assert [c.observable.value for c in addition.known] == ["evil-acme.com"]
    assert {o.value: id_ for o, id_ in addition.elsewhere.items()} == {
        "theirs.net": "other-2026-01"
    }
    assert not addition.changes
    shared = add(tmp_path, "theirs[.]net", shared=True)
    assert [c.observable.value for c in shared.added] == ["theirs.net"]


def test_references_are_named(tmp_path: Path) -> None:
    bare = INCIDENT.replace(", references: [acme]}", "}").replace(
        "    - evil-acme.com             # the first host\n    - {value: bad-acme.net, role: c2}\n"
        "  ips: [185.199.7.9]\n",
        "    - {value: evil-acme.com, references: [acme]}\n",
    )
    write_tree(tmp_path, bare[: bare.index("  files:")])
    assert [f.code for f in add(tmp_path, "new-evil[.]net").refused.values()] == ["FG308"]
    text = "new-evil[.]net\nnpm acme-x@1.0.0"
    addition = add(tmp_path, text, references=["acme"])
    assert changed(addition)[0] == "+     - {value: new-evil.net, references: [acme]}"
    assert "+       acme-x: {versions: [1.0.0], references: [acme]}" in changed(addition)
    with pytest.raises(UsageError, match='"vendor" is no reference of acme-2026-01; known: acme'):
        add(tmp_path, "x[.]new-evil.org", references=["vendor"])


PACKAGES = """\
  packages:
    npm:
      acme-a: [1.0.0]           # the first
      acme-b: {versions: [1.0.0], note: x}
      acme-c: all
"""


def test_versions_join_the_package_that_is_there(tmp_path: Path) -> None:
    write_tree(tmp_path, INCIDENT + PACKAGES)
    addition = add(tmp_path, "npm acme-a@2.0.0 acme-b@2.0.0 acme-c@2.0.0 acme-d@2.0.0")
    assert changed(addition) == [
        "-       acme-a: [1.0.0]           # the first",
        "+       acme-a: [1.0.0, 2.0.0]           # the first",
        "-       acme-b: {versions: [1.0.0], note: x}",
        "+       acme-b: {versions: [1.0.0, 2.0.0], note: x}",
        "+       acme-d: [2.0.0]",
    ]
    assert [c.observable.value for c in addition.known] == ["pkg:npm/acme-c@2.0.0"]


def test_no_such_incident_and_broken_sources(tmp_path: Path) -> None:
    path = write_tree(tmp_path)
    with pytest.raises(UsageError, match='no incident "nope"; known: acme-2026-01'):
        add_to_incident(tmp_path, "nope", b"x", as_of=AT)
    path.write_text(INCIDENT.replace("role: c2", "rle: c2"))
    with pytest.raises(SourceError):
        add(tmp_path, "new-evil[.]net")


def test_line_ends_mode_and_links_stay(tmp_path: Path) -> None:
    path = write_tree(tmp_path)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    path.chmod(0o600)
    real = tmp_path / "real.txt"
    path.rename(real)
    path.symlink_to(real)
    add(tmp_path, "new-evil[.]net")
    assert path.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o600
    assert real.read_bytes().count(b"\r\n") == real.read_bytes().count(b"\n") > 10


INSERTIONS = [
    ("a: []\nb: 1\n", ("a",), "a: [x]\nb: 1\n"),
    ("a:\nb: 1\n", ("a",), "a: [x]\nb: 1\n"),
    ("b: 1\n", ("a", "c"), "b: 1\na:\n  c:\n    - x\n"),
    ("a: {}\n", ("a", "c"), "a:\n  c:\n    - x\n"),
    ("a: {}   # none\n", ("a", "c"), "a:   # none\n  c:\n    - x\n"),
    ("a:\n  c: []   # none\nb: 1\n", ("a", "c"), "a:\n  c:   # none\n    - x\nb: 1\n"),
    ("a:\n  c:\nb: 1\n", ("a", "c"), "a:\n  c:\n    - x\nb: 1\n"),
    ("a: {c: [y]}\n", ("a", "c"), "a: {c: [y, x]}\n"),
    ("a: {c: []}\n", ("a", "c"), "a: {c: [x]}\n"),
    ("a: {d: 1}\n", ("a", "c"), "a: {d: 1, c: [x]}\n"),
    ("a:\n  c:\n    - y   # why\n    # after\n  d: 1\n", ("a", "c"),
     "a:\n  c:\n    - y   # why\n    - x\n    # after\n  d: 1\n"),
    ("a:\n  c:\n  - y\n\n# next\nb: 1\n", ("a", "c"), "a:\n  c:\n  - y\n  - x\n\n# next\nb: 1\n"),
    ("a:\n  c:\n    - note: |\n        two\n        lines\n\n# next\nb: 1\n", ("a", "c"),
     "a:\n  c:\n    - note: |\n        two\n        lines\n    - x\n\n# next\nb: 1\n"),
    ("a:\n  c: [y,   # one\n      z   # two\n     ]\n", ("a", "c"),
     "a:\n  c: [y,   # one\n      z,   # two\n    x,\n     ]\n"),
    ("a:\n  c: [\n    y,\n  ]\n", ("a", "c"), "a:\n  c: [\n    y,\n    x,\n  ]\n"),
    ("a:\n  c: [y]", ("a", "c"), "a:\n  c: [y, x]\n"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "path", "after"), INSERTIONS)
def test_insertions(before: str, path: tuple[str, ...], after: str) -> None:
    insertion = Insertion(before)
    insertion.append(path, ["x"])
    assert insertion.done() == after


SOURCES = sorted((Path(__file__).parents[2] / "iocs" / "2026").glob("*.yml"))


@pytest.mark.parametrize(
    "source",
    [pytest.param(path, marks=[] if n % 6 == 0 else pytest.mark.long, id=path.stem)
     for n, path in enumerate(SOURCES)],
)  # fmt: skip
def test_real_files_only_gain_lines(source: Path, tmp_path: Path) -> None:
    root = tmp_path / "iocs"
    shutil.copytree(source.parents[1], root)
    text = "hxxps://new-evil-host[.]net/a new-evil-host[.]net 45.148.11[.]213 " + "ab" * 32
    incident = next(f for f in read_tree(root).files if f.incident.id == source.stem)
    keys = [reference.key for reference in incident.incident.references][:1]
    addition = add_to_incident(root, source.stem, text.encode(), as_of=AT, references=keys)
    assert len(addition.added) == 4
    removed = [line for line in changed(addition) if line.startswith("-")]
    assert all("[" in line for line in removed)
