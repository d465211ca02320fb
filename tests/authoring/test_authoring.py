"""Edits by `new` and `revoke`: comments stay, nothing else changes, and the result passes."""

from __future__ import annotations

import difflib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from feedgen.authoring.lookup import candidates
from feedgen.authoring.new import create_incident
from feedgen.authoring.revoke import revoke_value
from feedgen.errors import UsageError
from feedgen.sources.tree import read_tree
from tests.sources.source_tree import write_tree

AT = datetime(2026, 3, 1, 9, 30, 15, 250_000, tzinfo=UTC)


def changed_lines(before: str, after: str) -> list[str]:
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in lines if line[0] in "+-"]


def revoke(root: Path, value: str, reason: str = "A mistake") -> list[str]:
    path = root / "2026" / "acme-2026-01.yml"
    before = path.read_text()
    revoke_value(root, value, reason, at=AT)
    return changed_lines(before, path.read_text())


def test_a_bare_value_becomes_an_entry_and_keeps_its_comment(tmp_path: Path) -> None:
    write_tree(tmp_path)
    removed, added = revoke(tmp_path, "evil-acme[.]com")
    assert removed == "-     - evil-acme.com             # the first host"
    assert added.startswith(
        "+     - {value: evil-acme.com, history: [{at: 2026-03-01T09:30:15Z, event: revoked, "
        "reason: A mistake}]}"
    )
    assert added.rstrip().endswith("# the first host")


def test_an_entry_gets_a_history(tmp_path: Path) -> None:
    write_tree(tmp_path)
    removed, added = revoke(tmp_path, "bad-acme.net")
    assert removed == "-     - {value: bad-acme.net, role: c2}"
    assert "{value: bad-acme.net, role: c2, history: [{at:" in added


def test_one_value_of_a_compound_entry_is_named(tmp_path: Path) -> None:
    write_tree(tmp_path)
    before = {i.value: i.revoked for i in read_tree(tmp_path).indicators(drafts=True)}
    md5 = next(value for value in before if len(value) == 32)
    revoke(tmp_path, md5.upper())
    after = {i.value: i.revoked for i in read_tree(tmp_path).indicators(drafts=True)}
    assert after == before | {md5: True}


@pytest.mark.parametrize("reason", ["it's: a {trap}", 'quotes " and #', "- [x]", "ünï 日本", "yes"])
def test_any_reason_reads_back(tmp_path: Path, reason: str) -> None:
    write_tree(tmp_path)
    revoke(tmp_path, "bad-acme.net", reason)
    (indicator,) = [i for i in read_tree(tmp_path).indicators(drafts=True) if i.revoked]
    assert (indicator.value, indicator.revoked_reason) == ("bad-acme.net", reason)
    assert indicator.revoked_at == AT.replace(microsecond=0)


def test_comments_stay(tmp_path: Path) -> None:
    path = write_tree(tmp_path)
    revoke(tmp_path, "bad-acme.net")
    assert path.read_text().startswith("# A comment that edits must keep\n")


def test_revoking_twice_or_something_unknown(tmp_path: Path) -> None:
    path = write_tree(tmp_path)
    revoke(tmp_path, "bad-acme.net")
    before = path.read_text()
    for value in ("bad-acme.net", "unknown.net", "%%%"):
        with pytest.raises(UsageError, match="no live mention of"):
            revoke(tmp_path, value)
    with pytest.raises(UsageError, match="--reason: the value is empty"):
        revoke(tmp_path, "evil-acme.com", "  ")
    with pytest.raises(UsageError, match=r"no live mention of .* in other"):
        revoke_value(tmp_path, "evil-acme.com", "x", at=AT, incident_id="other")
    assert path.read_text() == before


def test_a_value_in_two_incidents_is_revoked_in_both(tmp_path: Path) -> None:
    path = write_tree(tmp_path)
    other = tmp_path / "2026" / "other-2026-01.yml"
    other.write_text(path.read_text().replace("id: acme-2026-01", "id: other-2026-01"))
    places = revoke_value(tmp_path, "bad-acme.net", "A mistake", at=AT)
    assert len(places) == 2
    assert [i.revoked for i in read_tree(tmp_path).indicators(drafts=True) if "bad" in i.value] == [
        True
    ]


def test_the_skeleton_passes_and_is_a_draft(tmp_path: Path) -> None:
    write_tree(tmp_path)
    path = create_incident(tmp_path, "zeta-npm-2026-11", 'A "quoted" title: with \\', AT)
    assert path == tmp_path / "2026" / "zeta-npm-2026-11.yml"
    incident = next(i for i in read_tree(tmp_path).incidents(drafts=True) if "zeta" in i.id)
    assert (incident.title, incident.status) == ('A "quoted" title: with \\', "draft")
    assert len(read_tree(tmp_path).incidents(drafts=False)) == 1


@pytest.mark.parametrize(
    "id_", ["zeta", "Zeta-2026-11", "../x-2026-11", "zeta-2026-13", "a b-2026-11"]
)
def test_an_id_of_another_shape(tmp_path: Path, id_: str) -> None:
    write_tree(tmp_path)
    with pytest.raises(UsageError, match="is no incident id; write it as acme-npm-2026-11"):
        create_incident(tmp_path, id_, "", AT)


def test_an_id_that_exists(tmp_path: Path) -> None:
    write_tree(tmp_path)
    with pytest.raises(UsageError, match='the incident "acme-2026-01" exists already'):
        create_incident(tmp_path, "acme-2026-01", "", AT)


def test_what_a_text_could_mean() -> None:
    hexes = "a" * 64
    assert {o.type for o in candidates(hexes)} >= {"sha256", "image_digest", "commit"}
    assert ("domain", "a.test") in {(o.type, o.value) for o in candidates("hxxp://a[.]test"[7:])}
    assert "url" in {o.type for o in candidates("hxxps://a[.]test/x")}


ODD = """\
  carriers: [{uses: github.com/a/b, refs: 1234e5678, because: 007e5}]
  packages:
    npm:
      foo: [1.10, 2.0.0]        # two versions
      12e5: [1_000]
      bar: {versions: [0777], note: ~}
  user_agents: ["Foo/1[.]0 (x)", {value: "True", labels: [True, null, 2026-04-22]}]
"""


def odd(tmp_path: Path) -> Path:
    path = write_tree(tmp_path)
    text = path.read_text() + ODD.replace("note: ~", 'note: "~"')
    path.write_text(
        text.replace("published: 2026-01-02T00:00:00Z", "published: 2026-01-02T00:00:00.250Z")
    )
    return path


@pytest.mark.parametrize(
    "value",
    ["pkg:npm/foo@1.10", "pkg:npm/12e5@1_000", "pkg:npm/bar@0777", "Foo/1[.]0 (x)", "True",
     "github.com/a/b", "evil-acme.com"],
)  # fmt: skip
def test_nothing_else_changes_however_odd_the_scalars(tmp_path: Path, value: str) -> None:
    path = odd(tmp_path)
    before = {i.value: i.revoked for i in read_tree(tmp_path).indicators(drafts=True)}
    revoke_value(tmp_path, value, "A mistake", at=AT)
    after = {i.value: i.revoked for i in read_tree(tmp_path).indicators(drafts=True)}
    assert after == before | {value: True}
    for odd_scalar in ("1234e5678", "007e5", "1.10", "1_000", "0777", "[True, null, 2026-04-22]"):
        assert odd_scalar in path.read_text()


def test_line_ends_mode_and_links_stay(tmp_path: Path) -> None:
    path = write_tree(tmp_path)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    path.chmod(0o600)
    real = tmp_path / "real.txt"
    path.rename(real)
    path.symlink_to(real)
    revoke_value(tmp_path, "bad-acme.net", "A mistake", at=AT)
    assert path.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o600
    assert real.read_bytes().count(b"\r\n") == real.read_bytes().count(b"\n") > 10
    assert b"A mistake" in real.read_bytes()


def test_a_value_of_an_entry_may_be_defanged_in_its_history(tmp_path: Path) -> None:
    path = write_tree(tmp_path)
    line = "{value: BAD-acme.net, history: [{at: 2026-02-02, event: revoked, reason: x, value: 'bad-acme[.]net'}]}"
    path.write_text(path.read_text().replace("{value: bad-acme.net, role: c2}", line))
    assert [i.value for i in read_tree(tmp_path).indicators(drafts=True) if i.revoked] == [
        "bad-acme.net"
    ]


@pytest.mark.parametrize(
    ("id_", "title"), [("a" * 90 + "-2026-11", ""), ("zeta-2026-11", "t" * 250)]
)
def test_what_cannot_be_used_leaves_no_file(tmp_path: Path, id_: str, title: str) -> None:
    write_tree(tmp_path)
    with pytest.raises(UsageError, match="id or title cannot be used"):
        create_incident(tmp_path, id_, title, AT)
    assert len(read_tree(tmp_path).files) == 1
    with pytest.raises(UsageError, match="is no incident id"):
        create_incident(tmp_path, "x-\uff12\uff10\uff12\uff16-11", "", AT)
