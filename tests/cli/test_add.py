"""`feedgen add`: exit codes, the diff on standard output, tables on standard error."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pytest

from feedgen.cli.app import run
from tests.sources.source_tree import INCIDENT, write_tree

ADVISORY = (
    "It calls hxxps://new-evil[.]net/x and 192.168.7[.]7; see setup.py.\n" + "deadbeef" * 5 + "\n"
)
PATH = Path("iocs/2026/acme-2026-01.yml")


class Stdin:
    """Standard input that holds a paste."""

    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)

    def isatty(self) -> bool:
        return False


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_tree(tmp_path / "iocs")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", Stdin(ADVISORY.encode()))
    return tmp_path


def outputs(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = run(list(arguments))
    captured = capfd.readouterr()
    return code, captured.out, captured.err


def test_a_paste_is_added_and_explained(tree: Path, capfd: pytest.CaptureFixture[str]) -> None:
    code, out, err = outputs(capfd, "add", "acme-2026-01")
    assert (code, out) == (0, "")
    assert "https://new-evil.net/x" in err
    assert "FG302: is in 192.168.0.0/16" in err
    assert "looks like a file name or code" in err
    assert (
        "open question: " + "deadbeef" * 5 + " (line 2): a git commit, or the SHA-1 of a file?"
        in err
    )
    assert err.endswith(
        "added 1 value, 1 open question to iocs/2026/acme-2026-01.yml; look at it, then run "
        "`feedgen check`\n"
    )
    assert '  urls:\n    - "https://new-evil.net/x"\n' in PATH.read_text()
    assert outputs(capfd, "check")[0] == 0


def test_dry_run_shows_the_change_only(tree: Path, capfd: pytest.CaptureFixture[str]) -> None:
    before = PATH.read_bytes()
    code, out, err = outputs(capfd, "add", "acme-2026-01", "--dry-run")
    assert code == 0
    assert out.startswith("--- a/iocs/2026/acme-2026-01.yml\n+++ b/iocs/2026/acme-2026-01.yml\n@@ ")
    assert '\n+    - "https://new-evil.net/x"\n' in out
    assert "would add 1 value" in err
    assert PATH.read_bytes() == before


def test_the_diff_can_be_applied(tree: Path, capfd: pytest.CaptureFixture[str]) -> None:
    _, out, _ = outputs(capfd, "--quiet", "add", "acme-2026-01", "--dry-run")
    subprocess.run(["git", "apply", "-"], input=out, text=True, check=True, cwd=tree)
    assert "new-evil.net" in PATH.read_text()


def test_nothing_new(tree: Path, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    Path("known.txt").write_text("evil-acme[.]com")
    before = PATH.stat().st_mtime_ns
    code, out, err = outputs(capfd, "add", "acme-2026-01", "--file", "known.txt")
    assert (code, out) == (0, "")
    assert "listed there already" in err
    assert err.endswith("nothing new for iocs/2026/acme-2026-01.yml\n")
    assert PATH.stat().st_mtime_ns == before


def test_the_hint_for_references(tree: Path, capfd: pytest.CaptureFixture[str]) -> None:
    write_tree(
        tree / "iocs", INCIDENT.replace(", references: [acme]}", "}").split("indicators:")[0]
    )
    _, _, err = outputs(capfd, "add", "acme-2026-01")
    assert "give its key with --reference" in err
    assert "nothing new" not in err  # the question is new
    Path("a.txt").write_text(ADVISORY)
    code, _, _ = outputs(capfd, "add", "acme-2026-01", "--file", "a.txt", "--reference", "acme")
    assert code == 0
    assert '- {value: "https://new-evil.net/x", references: [acme]}' in PATH.read_text()


def test_usage_mistakes(tree: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for arguments in (["nope"], ["acme-2026-01", "--file", "nowhere"], ["acme-2026-01", "--file", "."],
                      ["acme-2026-01", "--reference", "x"]):  # fmt: skip
        code, out, err = outputs(capfd, "add", *arguments)
        assert (code, out) == (2, "")
        assert err.startswith("error: ")


def test_a_document_that_is_too_large(tree: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with Path("big.txt").open("wb") as file:
        file.truncate(17 * 1024 * 1024)
    code, _, err = outputs(capfd, "add", "acme-2026-01", "--file", "big.txt")
    assert code == 2
    assert "more than 16,777,216 bytes" in err


def test_broken_sources_are_findings(tree: Path, capfd: pytest.CaptureFixture[str]) -> None:
    write_tree(tree / "iocs", INCIDENT.replace("role: c2", "rle: c2"))
    before = PATH.read_bytes()
    assert outputs(capfd, "add", "acme-2026-01")[0] == 3
    assert PATH.read_bytes() == before


def test_quiet_and_help(tree: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert outputs(capfd, "--quiet", "add", "acme-2026-01") == (0, "", "")
    code, out, _ = outputs(capfd, "add", "--help")
    assert code == 0
    assert "feedgen add acme-npm-2026-11 < advisory.txt" in out


def test_hostile_words_are_shown_as_they_are(tree: Path, capfd: pytest.CaptureFixture[str]) -> None:
    Path("a.txt").write_text("hxxps://new-evil[.]net/[bold]x[/bold] kics\u202e[.]zip.com\n")
    code, _, err = outputs(capfd, "add", "acme-2026-01", "--file", "a.txt")
    assert code == 0
    assert "[bold]x" in err.replace("\n", "")
    assert "\u202e" not in err
