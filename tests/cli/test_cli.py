"""The command line: exit codes, machine formats on standard output, words on standard error."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from feedgen.cli.app import run
from tests.sources.source_tree import INCIDENT, digest_of, write_tree

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A source tree in the working directory."""
    write_tree(tmp_path / "iocs")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def broken(tree: Path) -> Path:
    """The same with two mistakes."""
    text = INCIDENT.replace("evil-acme.com", "localhost").replace("role: c2", "rle: c2")
    write_tree(tree / "iocs", text)
    return tree


def outputs(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = run(list(arguments))
    captured = capfd.readouterr()
    return code, captured.out, captured.err


def test_check_is_quiet_about_good_sources(tree: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert outputs(capfd, "check") == (0, "", "no errors in iocs\n")


def test_check_lists_every_mistake(broken: Path, capfd: pytest.CaptureFixture[str]) -> None:
    code, out, err = outputs(capfd, "check")
    assert code == 3
    assert out.splitlines() == [
        'iocs/2026/acme-2026-01.yml:14:7: FG104 "localhost" has no dot; '
        "write a host name such as audit.checkmarx.cx, or remove it",
        'iocs/2026/acme-2026-01.yml:15:29: FG101 unknown key "rle"; did you mean "role"?',
    ]
    assert err == "2 errors in iocs\n"


def test_check_can_be_limited_to_paths(broken: Path, capfd: pytest.CaptureFixture[str]) -> None:
    other = INCIDENT.replace("acme-2026-01", "other-2026-01").replace("evil-acme.com", "nodot")
    (broken / "iocs/2026/other-2026-01.yml").write_text(other)
    assert outputs(capfd, "check", "iocs/2026/other-2026-01.yml")[1].count("\n") == 1
    assert outputs(capfd, "check", "iocs")[1].count("\n") == 3
    assert outputs(capfd, "check", "nowhere.yml")[0] == 2


def test_check_json(broken: Path, capfd: pytest.CaptureFixture[str]) -> None:
    _, out, _ = outputs(capfd, "check", "--format", "json")
    first = json.loads(out)[0]
    assert first == {
        "path": "iocs/2026/acme-2026-01.yml", "line": 14, "column": 7, "code": "FG104",
        "level": "error", "problem": '"localhost" has no dot',
        "remedy": "write a host name such as audit.checkmarx.cx, or remove it",
    }  # fmt: skip


def test_check_github(broken: Path, capfd: pytest.CaptureFixture[str]) -> None:
    _, out, _ = outputs(capfd, "check", "--format", "github")
    assert out.splitlines()[1] == (
        "::error file=iocs/2026/acme-2026-01.yml,line=15,col=29,title=FG101::"
        'unknown key "rle"; did you mean "role"?'
    )


def test_github_commands_cannot_be_injected(tree: Path, capfd: pytest.CaptureFixture[str]) -> None:
    text = INCIDENT.replace("evil-acme.com  ", '"a%0A::set-output name=x::y"')
    write_tree(tree / "iocs", text)
    _, out, _ = outputs(capfd, "check", "--format", "github")
    assert len(out.splitlines()) == 1
    assert "%250A::set-output" in out


def test_build_release_diff_explain(tree: Path, capfd: pytest.CaptureFixture[str]) -> None:
    code, out, err = outputs(capfd, "build")
    assert (code, out) == (0, "")
    assert "preview in out/preview" in err
    code, out, err = outputs(capfd, "release", "--as-of", "2026-02-01T12:00:00Z")
    assert (code, out) == (0, "")
    assert "released 2026.02.01.1 (serial 1, as of 2026-02-01T12:00:00Z)" in err
    assert "bad-acme.net" not in err
    assert outputs(capfd, "build", "--check")[2] == (
        "up to date: out and the ledger are release 2026.02.01.1\n"
    )
    write_tree(tree / "iocs", INCIDENT.replace("role: c2", "role: payload"))
    code, out, err = outputs(capfd, "diff", "--as-of", "2026-02-02")
    assert (code, out) == (0, "~ domain bad-acme.net (roles)\n")
    assert err.splitlines()[-1] == "2026.02.01.1 → preview: 0 added, 1 changed, 0 removed"
    code, out, _ = outputs(capfd, "explain", "bad-acme[.]net")
    assert code == 0
    assert out.startswith("domain bad-acme.net\n  id          ")
    assert "  blocklists/domains.txt\n" in out
    assert "  indicators.csv\n" in out
    assert outputs(capfd, "build", "--check")[0] == 3


def test_diff_formats(tree: Path, capfd: pytest.CaptureFixture[str]) -> None:
    outputs(capfd, "release", "--as-of", "2026-02-01")
    write_tree(
        tree / "iocs",
        INCIDENT.replace("    - evil-acme.com", "    - new.acme-x.org\n    - evil-acme.com"),
    )
    outputs(capfd, "release", "--as-of", "2026-02-02")
    code, out, _ = outputs(capfd, "diff", "2026.02.01.1", "2026.02.02.1", "--format", "json")
    assert code == 0
    assert [row["value"] for row in json.loads(out)["added"]] == ["new.acme-x.org"]
    _, out, _ = outputs(capfd, "diff", "2026.02.02.1", "2026.02.01.1", "--format", "markdown")
    assert "**Removed** (1)\n\n- domain `new.acme-x.org`\n" in out
    assert outputs(capfd, "diff", "nowhere")[0] == 2


def test_explain_what_is_not_there(tree: Path, capfd: pytest.CaptureFixture[str]) -> None:
    code, out, err = outputs(capfd, "explain", "unknown.acme-x.org")
    assert (code, out, err) == (3, "", "not in the feed: unknown.acme-x.org\n")


def test_new_and_revoke(tree: Path, capfd: pytest.CaptureFixture[str]) -> None:
    code, _, err = outputs(capfd, "new", "zeta-npm-2026-11")
    assert (code, err) == (0, "created iocs/2026/zeta-npm-2026-11.yml\n")
    assert outputs(capfd, "check")[0] == 0
    code, _, err = outputs(capfd, "revoke", "bad-acme[.]net", "--reason", "A mistake")
    assert code == 0
    assert err.startswith("revoked at iocs/2026/acme-2026-01.yml:15:15\n")
    assert err.endswith("`feedgen diff` shows the effect; `feedgen release` publishes it.\n")
    assert outputs(capfd, "revoke", "bad-acme[.]net")[0] == 2


def test_revoke_tells_what_still_holds_the_value(
    tree: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with next((tree / "iocs").glob("2026/acme*")).open("a") as file:
        file.write(
            "yara:\n  - name: MAL_Acme_LNX_ELF_Jan26\n    format: elf\n    max_size: 1MB\n"
            "    description: Detects the trojanised Acme scanner for Linux by the hosts that it asks\n"
            "    strings: {$x1: bad-acme.net, $x2: evil-acme.com}\n    condition: all of them\n"
        )
    assert outputs(capfd, "check") == (0, "", "no errors in iocs\n")
    code, _, err = outputs(capfd, "revoke", "bad-acme.net", "--reason", "A mistake")
    assert code == 0
    place, told, advice = err.splitlines()
    assert place == "revoked at iocs/2026/acme-2026-01.yml:15:15"
    assert told.endswith(
        'FG320 MAL_Acme_LNX_ELF_Jan26 holds "bad-acme.net", which is revoked; take it out of the rule'
    )
    assert advice == "`feedgen release` refuses this until that is mended; then it publishes it."


@pytest.mark.parametrize("name", ["incident", "feed", "known-good"])
def test_schema_is_what_docs_hold(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    code, out, _ = outputs(capfd, "schema", name)
    assert code == 0
    assert out == (ROOT / f"docs/schema/{name}.schema.json").read_text()


USAGE = [
    ["build", "--as-of", "yesterday"],
    ["build", "--nonsense"],
    ["nonsense"],
    ["check", "--format", "xml"],
    ["new"],
]


@pytest.mark.parametrize("arguments", USAGE)
def test_usage_mistakes_exit_with_2(
    tree: Path, arguments: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    code, out, err = outputs(capfd, *arguments)
    assert (code, out) == (2, "")
    assert err
    assert "Traceback" not in err


def test_no_sources_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, err = outputs(capfd, "build")
    assert code == 3
    assert "iocs/feed.yml:1:1: FG001 cannot be read: No such file or directory" in err


def test_a_bug_is_told_from_a_mistake(
    tree: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("feedgen.build.pipeline.build", broken)
    code, _, err = outputs(capfd, "build")
    assert code == 1
    assert "this is a bug in feedgen" in err


def test_quiet_says_nothing(tree: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert outputs(capfd, "--quiet", "build") == (0, "", "")


def test_verbose_names_the_steps(tree: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert "reading and checking sources" in outputs(capfd, "--verbose", "build")[2]


@pytest.mark.parametrize(
    "verb",
    [
        "add",
        "build",
        "check",
        "diff",
        "explain",
        "import",
        "init",
        "new",
        "release",
        "revoke",
        "schema",
    ],
)
def test_every_verb_explains_itself(verb: str, capfd: pytest.CaptureFixture[str]) -> None:
    code, out, _ = outputs(capfd, verb, "--help")
    assert code == 0
    assert f"feedgen {verb}" in out
    assert len(out) > 400


def feedgen(cwd: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "feedgen", *arguments],
        cwd=cwd, env={**os.environ, "PYTHONPATH": str(ROOT), **env},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_bytes_are_the_same_in_any_locale_time_zone_and_hash_seed(tmp_path: Path) -> None:
    worlds = [
        {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"},
        {
            "PYTHONHASHSEED": "2",
            "TZ": "America/St_Johns",
            "LC_ALL": "C.UTF-8",
            "COLUMNS": "40",
            "HOME": "/nonexistent",
        },
    ]
    results = []
    for number, world in enumerate(worlds):
        root = tmp_path / f"world {number}"
        write_tree(root / "iocs")
        done = feedgen(root, "release", "--as-of", "2026-02-01T12:00:00Z", **world)
        assert done.returncode == 0, done.stderr
        results.append((digest_of(root / "out"), digest_of(root / "iocs")))
    assert results[0] == results[1]


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    write_tree(tmp_path / "iocs")
    command = f'"{sys.executable}" -m feedgen schema | head -1; echo "${{PIPESTATUS[0]}}"'
    done = subprocess.run(
        ["bash", "-c", command], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout == "{\n0\n"
    assert done.stderr == ""


def test_check_of_one_file_says_when_others_kept_it_from_being_checked(
    tree: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    write_tree(tree / "iocs", INCIDENT.replace("185.199.7.9", "10.0.0.1"))
    other = INCIDENT.replace("acme-2026-01", "other-2026-01").replace("title:", "titel:")
    (tree / "iocs/2026/other-2026-01.yml").write_text(other)
    code, out, _ = outputs(capfd, "check", "iocs/2026/acme-2026-01.yml")
    assert code == 3
    assert "FG302" in out  # guards run on what could be read
    write_tree(tree / "iocs")
    code, out, err = outputs(capfd, "check", "iocs/2026/acme-2026-01.yml")
    assert (code, out) == (3, "")
    assert err.startswith("not fully checked: 4 errors in other files of iocs")


def test_a_format_that_nobody_makes_is_found_by_check(
    tree: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    feed = tree / "iocs/feed.yml"
    feed.write_text(feed.read_text().replace("tables]", "tabels]"))
    code, out, _ = outputs(capfd, "check")
    assert code == 3
    assert out.startswith("iocs/feed.yml:1:1: FG104 formats names tabels, which no emitter makes")


def test_global_flags_may_stand_after_the_verb(
    tree: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert outputs(capfd, "build", "--quiet") == (0, "", "")


def test_places_are_shown_as_they_are(tree: Path, capfd: pytest.CaptureFixture[str]) -> None:
    text = "# a\n" * 85 + INCIDENT.replace("evil-acme.com ", "':smile:' ")
    write_tree(tree / "iocs", text)
    _, _, err = outputs(capfd, "build")
    assert 'iocs/2026/acme-2026-01.yml:99:7: FG104 ":smile:" has no dot' in err


def test_explain_tells_a_value_from_a_longer_one(
    tree: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    write_tree(
        tree / "iocs", INCIDENT.replace("evil-acme.com  ", "net.evil-bad-acme.net.acme-x.org  ")
    )
    outputs(capfd, "release", "--as-of", "2026-02-01")
    _, out, _ = outputs(capfd, "explain", "bad-acme.net")
    assert "acme-x.org" not in out


def test_explain_says_that_a_rule_of_a_revoked_value_is_gone(
    tree: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    feed = (tree / "iocs/feed.yml").read_text()
    (tree / "iocs/feed.yml").write_text(feed.replace("[blocklists, stix,", "[suricata,"))
    outputs(capfd, "release", "--as-of", "2026-02-01")
    _, out, _ = outputs(capfd, "explain", "185.199.7.9")
    assert "rule        suricata-rule sid 1000005 rev 1 ip 185.199.7.9\n" in out
    revoke = ("revoke", "185.199.7.9", "--reason", "Theirs", "--as-of", "2026-02-02")
    assert outputs(capfd, *revoke)[0] == 0
    outputs(capfd, "release", "--as-of", "2026-02-03")
    _, out, _ = outputs(capfd, "explain", "185.199.7.9")
    assert "sid 1000005 rev 1 ip 185.199.7.9 (gone since release 2)\n" in out


@pytest.mark.parametrize("text", ["[]", "null", "{}", "{"])
def test_diff_of_a_damaged_release(
    tree: Path, text: str, capfd: pytest.CaptureFixture[str]
) -> None:
    outputs(capfd, "release", "--as-of", "2026-02-01")
    (tree / "out/v1/latest/release.json").write_text(text)
    assert outputs(capfd, "diff")[0] == 4


def test_diff_against_nothing(tree: Path, capfd: pytest.CaptureFixture[str]) -> None:
    outputs(capfd, "release", "--as-of", "2026-02-01")
    withdrawn = "status: withdrawn\nwithdrawn: {at: 2026-02-02, reason: x}"
    write_tree(tree / "iocs", INCIDENT.replace("status: published", withdrawn))
    code, out, _ = outputs(capfd, "diff", "--as-of", "2026-02-03")
    assert (code, out.count("\n- ") + out.startswith("- ")) == (0, 5)


@pytest.mark.parametrize("as_of", ["9999-12-31", "0999-01-01"])
def test_absurd_instants(tree: Path, as_of: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert outputs(capfd, "release", "--as-of", as_of)[0] == 2
    assert not (tree / "out").exists()
