"""`feedgen import`: always a draft, always complete, always valid."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from feedgen.cli.app import run
from feedgen.model.incident import Status
from feedgen.sources.tree import read_tree
from tests.authoring.made_advisories import HTML, MARKDOWN
from tests.sources.source_tree import write_tree


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_tree(tmp_path / "iocs")
    monkeypatch.chdir(tmp_path)
    Path("advisory.md").write_text(MARKDOWN)
    return tmp_path


def outputs(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = run(list(arguments))
    captured = capfd.readouterr()
    return code, captured.out, captured.err


def test_an_advisory_becomes_a_draft(tree: Path, capfd: pytest.CaptureFixture[str]) -> None:
    code, out, err = outputs(
        capfd, "import", "advisory.md", "--id", "zeta-2026-04", "--url", "https://vendor-research.com/blog/acme",
        "--as-of", "2026-04-23",
    )  # fmt: skip
    assert (code, out) == (0, "")
    assert "drafted iocs/2026/zeta-2026-04.yml: 27 values in 25 entries, from advisory" in err
    text = Path("iocs/2026/zeta-2026-04.yml").read_text()
    assert "\nstatus: draft " in text
    assert "# open question: when was this published? the time of the import stands in\n" in text
    assert (
        "# left out (line 4): this.value.id: looks like a file name or code, not a host\n" in text
    )
    assert (
        "# open question: ffffffffffffffffffffffffffffffffffff1234 (line 42): a git commit" in text
    )
    assert outputs(capfd, "check")[0] == 0
    tree_ = read_tree(tree / "iocs")
    assert [f.incident.status for f in tree_.files if f.incident.id == "zeta-2026-04"] == [
        Status.DRAFT
    ]
    assert len(tree_.incidents(drafts=False)) == 1
    code, _, err = outputs(capfd, "import", "advisory.md", "--id", "zeta-2026-04")
    assert code == 2
    assert 'the incident "zeta-2026-04" exists already' in err


def test_the_id_comes_from_the_title(tree: Path, capfd: pytest.CaptureFixture[str]) -> None:
    Path("page.html").write_text(HTML)
    code, _, _ = outputs(capfd, "import", "page.html", "--as-of", "2026-11-20")
    assert code == 0
    assert Path("iocs/2026/zeta-npm-worm-2026-11.yml").is_file()
    code, _, _ = outputs(
        capfd, "import", "page.html", "--as-of", "2026-11-20", "--title", "Another «name»"
    )
    assert code == 0
    assert 'title: "Another «name»"' in Path("iocs/2026/another-name-2026-11.yml").read_text()


def test_the_first_incident_of_a_feed(tree: Path, capfd: pytest.CaptureFixture[str]) -> None:
    Path("iocs/2026/acme-2026-01.yml").unlink()
    assert outputs(capfd, "import", "advisory.md", "--id", "zeta-2026-04")[0] == 0
    assert len(read_tree(tree / "iocs").files) == 1


def test_dry_run_writes_nothing(tree: Path, capfd: pytest.CaptureFixture[str]) -> None:
    code, out, err = outputs(capfd, "import", "advisory.md", "--id", "zeta-2026-04", "--dry-run")
    assert code == 0
    assert out.startswith("# yaml-language-server: ")
    assert "would draft" in err
    assert not Path("iocs/2026/zeta-2026-04.yml").exists()


def test_what_the_checks_refuse_stays_as_a_comment(
    tree: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    Path("b.json").write_text(json.dumps({"type": "bundle", "objects": [
        {"type": "indicator", "pattern": "[domain-name:value = 'x.trycloudflare.com']"},
        {"type": "indicator", "pattern": "[domain-name:value LIKE '%.evil.net']"},
        {"type": "indicator", "pattern": "[ipv4-addr:value = '185.199.7.9']"},
        {"type": "indicator", "pattern": "[ipv4-addr:value = '185.199.7.8']", "valid_from": "2026-01-01",
         "valid_until": "2020-01-01T00:00:00Z"},
    ]}))  # fmt: skip
    code, _, err = outputs(capfd, "import", "b.json", "--id", "zeta-2026-04")
    assert code == 0
    text = Path("iocs/2026/zeta-2026-04.yml").read_text()
    assert "# refused by FG305: " in text
    assert "#   domains: {value: x.trycloudflare.com, match: exact}\n" in text
    assert (
        "# left out (indicator): [domain-name:value LIKE '%.evil.net']: the pattern compares with LIKE"
        in text
    )
    assert "# refused by FG108: the validity ends before it begins" in text
    assert "note: 1 value is listed by acme-2026-01 too" in err


HOSTILE = 'x"\\\n: {[%]} # \u202e\u2028 \U0001f4a5 ' + "é" * 5000


def test_hostile_words_stay_words(tree: Path, capfd: pytest.CaptureFixture[str]) -> None:
    Path("e.json").write_text(json.dumps({"Event": {
        "info": HOSTILE, "date": HOSTILE, "EventReport": [{"content": HOSTILE}],
        "Tag": [{"name": f'misp-galaxy:threat-actor="{HOSTILE}"'}, {"name": HOSTILE}],
        "Attribute": [
            {"type": "domain", "value": "new-evil.net", "to_ids": True, "comment": HOSTILE},
            {"type": "user-agent", "value": 'E/1 "{[x]}" # \\', "to_ids": True},
            {"type": "filename", "value": "- yes: *no", "to_ids": True},
            {"type": "link", "value": "https://vendor.com/" + HOSTILE}, {"type": HOSTILE, "value": HOSTILE, "to_ids": True},
            {"type": "link", "value": "https://vendor.com/x", "comment": HOSTILE},
        ]}}))  # fmt: skip
    code, _, err = outputs(capfd, "import", "e.json", "--id", "zeta-2026-04")
    assert code == 0, err
    source = next(f for f in read_tree(tree / "iocs").files if f.incident.id == "zeta-2026-04")
    assert {m.observable.value for m in source.mentions} == {
        "new-evil.net", 'E/1 "{[x]}" # \\', "- yes: *no",
    }  # fmt: skip
    assert "\u202e" not in Path("iocs/2026/zeta-2026-04.yml").read_text()


def test_usage_mistakes(tree: Path, capfd: pytest.CaptureFixture[str]) -> None:
    Path("empty.txt").write_text("nothing here, see setup.py")
    for arguments, message in (
        (["nowhere.json"], "is no file that can be read"),
        (["empty.txt", "--id", "zeta-2026-04"], "no indicator found"),
        (["advisory.md", "--id", "Zeta"], "is no incident id"),
        (["advisory.md", "--id", "zeta-2026-04", "--url", "ftp://x"], "is no web address"),
    ):
        code, out, err = outputs(capfd, "import", *arguments)
        assert (code, out) == (2, "")
        assert message in err
