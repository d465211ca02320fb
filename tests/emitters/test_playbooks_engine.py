"""The commands of a playbook, run on made machines, repositories and logs: what they find."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from feedgen.emitters.playbooks import EMITTER, lists
from feedgen.emitters.playbooks.kinds import KINDS
from feedgen.emitters.tables import EMITTER as TABLES
from feedgen.model.feed import Feed
from feedgen.model.indicator import Action, Match
from feedgen.model.observables import (
    OBSERVABLE_TYPES,
    Commit,
    Process,
    Repository,
    Sha256,
)
from feedgen.model.observables import Path as FilePath
from tests.conftest import emit
from tests.emitters.playbooks.blocks import (
    ALPHA,
    block,
    inline_lists,
    list_commands,
    page_of,
    run,
    work_of,
)
from tests.engines.conformance import FINDS, SILENT
from tests.model.made_feeds import INCIDENT, indicator, made, mention, small

pytestmark = [
    pytest.mark.judged("playbooks/*.md", by=("bash", "jq", "awk"), asks=FINDS),
    pytest.mark.judged("playbooks/*.md", by=("bash", "jq", "awk"), asks=SILENT),
]


@pytest.fixture(scope="module")
def feed(corpus: Callable[[str], Path]) -> Feed:
    return small(corpus("small"))


@pytest.fixture(scope="module")
def page(feed: Feed) -> str:
    return emit(EMITTER, feed)[0][ALPHA].decode()


@pytest.fixture
def work(page: str, tmp_path: Path) -> Path:
    """A directory in which the first part of the playbook was run."""
    directory = tmp_path / "work"
    directory.mkdir()
    return work_of(page, directory)


def test_the_lists_have_as_many_lines_as_the_page_says(page: str, work: Path) -> None:
    for name, lines in inline_lists(page).items():
        assert (work / f"{name}.txt").read_text().splitlines() == lines
        assert f"`{name}.txt`, {len(lines)} of: " in page


def test_what_is_read_from_the_release_is_what_would_stand_in_the_page(
    feed: Feed, page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tricky = [
        indicator(feed, mention(FilePath("~/a[1]?.py"))),
        indicator(feed, mention(FilePath("C:\\a[1]`\\x?.bin"))),
        indicator(feed, mention(Repository("loot.x"), match=Match.PREFIX)),
        indicator(feed, mention(Commit("f" * 40), incident_id="beta-worm-2026-04")),
        indicator(feed, mention(Process('it\'s $(x) … "y" \\(z)'), action=Action.HUNT)),
    ]
    both = made(feed, [*feed.active, *tricky], EMITTER)
    expected = inline_lists(emit(EMITTER, both)[0][ALPHA].decode())
    monkeypatch.setattr(lists, "MOST_INLINE", 0)
    long = emit(EMITTER, both)[0][ALPHA].decode()
    release = tmp_path / "release"
    release.mkdir()
    (release / "indicators.ndjson").write_bytes(emit(TABLES, both)[0]["indicators.ndjson"])
    run("\n".join(list_commands(long)), tmp_path, RELEASE="release")
    made_lists = {
        path.stem: path.read_text().splitlines()
        for path in (tmp_path / INCIDENT).iterdir()
        if path.stem in expected
    }
    assert {name: sorted(lines) for name, lines in made_lists.items()} == {
        name: sorted(lines) for name, lines in expected.items()
    }
    covered = {type_ for kind in KINDS for type_ in kind.types}
    assert covered == set(OBSERVABLE_TYPES)


def test_workflows_that_use_a_bad_ref_are_found_and_look_alikes_are_not(
    page: str, work: Path, tmp_path: Path
) -> None:
    code = tmp_path / "code" / "app" / ".github" / "workflows"
    code.mkdir(parents=True)
    (code / "ci.yml").write_text(
        "steps:\n"
        "  - uses: Alpha/Other-Action@2.3.35\n"
        "  - uses: 'alpha/other-action/sub/dir@2.3.35' # comment\n"
        "  - uses: alpha/other-action@2.3.35-rc1\n"
        "  - uses: alpha/other-action@12.3.35\n"
        "  - uses: alpha/other-action-2@2.3.35\n"
        f"  - uses: alpha/scan-action@{'d' * 40}\n"
    )
    found = run(block(page, "action-refs.txt", "uses:"), work, CODE=tmp_path / "code")
    assert [line.split("ci.yml:")[1].split(":")[0] for line in found.splitlines()] == ["2", "3"]
    assert ":7:" in run(block(page, "commits.txt", "batch-check"), work, CODE=tmp_path / "code")


def test_dockerfiles_that_name_a_bad_tag_are_found(page: str, work: Path, tmp_path: Path) -> None:
    code = tmp_path / "code"
    code.mkdir()
    (code / "Dockerfile").write_text("FROM alpha/scanner:v1.1\n")
    (code / "Good").write_text("FROM alpha/scanner:v1.12\n")
    (code / "compose.yml").write_text("image: docker.io/alpha/scanner:v1.0\n")
    assert "Dockerfile:1:" in run(block(page, " image-tags.txt |"), work, CODE=code)
    hunted = run(block(page, "hunt-image-tags.txt"), work, CODE=code)
    assert "compose.yml:1:" in hunted
    assert "Good" not in hunted


@pytest.mark.judged("playbooks/*.md", by="git", asks=FINDS)
def test_clones_that_hold_a_bad_commit_are_found(feed: Feed, tmp_path: Path) -> None:
    code = tmp_path / "code"
    code.mkdir()
    git = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-C", str(code)]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "commit", "-q", "--allow-empty", "-m", "x"], check=True)
    head = subprocess.run([*git, "rev-parse", "HEAD"], check=True, capture_output=True, text=True)
    page = page_of(feed, Commit(head.stdout.strip()), Commit("d" * 40))
    work = work_of(page, tmp_path)
    found = run(block(page, "commits.txt", "batch-check"), work, CODE=code)
    assert found == f"{code}/.git: {head.stdout.strip()}\n"


def test_files_by_hash_whatever_their_name(feed: Feed, tmp_path: Path) -> None:
    page = page_of(feed, Sha256(hashlib.sha256(b"bad").hexdigest()))
    work = work_of(page, tmp_path)
    disk = tmp_path / "disk"
    disk.mkdir()
    (disk / "bad\nname").write_bytes(b"bad")
    (disk / "good").write_bytes(b"good")
    (found,) = run(block(page, "sha256sum"), work, WHERE=disk).splitlines()
    assert found.endswith("bad\\nname")


def test_files_by_path(feed: Feed, tmp_path: Path) -> None:
    page = page_of(feed, FilePath("~/.config/x.py"), FilePath("/opt/a[1]_*"), FilePath("loot.gz"))
    work = work_of(page, tmp_path)
    disk = tmp_path / "home" / "u"
    for name in (".config/x.py", "sub/loot.gz", "x.py", "notloot.gz"):
        (disk / name).parent.mkdir(parents=True, exist_ok=True)
        (disk / name).touch()
    found = run(block(page, "patterns=()"), work, WHERE=disk).splitlines()
    assert sorted(line.rpartition(f"{disk}/")[2] for line in found) == [
        ".config/x.py",
        "sub/loot.gz",
    ]
    assert sorted((work / "paths.txt").read_text().splitlines()) == [
        "*/.config/x.py",
        "*/loot.gz",
        "/opt/a\\[1\\]_*",
    ]


def test_command_lines_in_order(page: str, work: Path, tmp_path: Path) -> None:
    logs = tmp_path / "logs"
    logs.mkdir()
    (logs / "audit").write_text(
        "a openssl enc -aes-256-cbc -k x -out payload.enc\n"
        "b -out payload.enc openssl enc -aes-256-cbc\n"
        "c openssl enc -aes-128-cbc -out payload.enc\n"
    )
    found = run(block(page, "list=command-lines.txt"), work, LOGS=logs).splitlines()
    assert [line for line in found if line[1:9] == " openssl" or line.startswith("b ")] == [
        "a openssl enc -aes-256-cbc -k x -out payload.enc"
    ]


def test_editor_extensions_in_folders(page: str, work: Path, tmp_path: Path) -> None:
    for name in ("alpha.results-2.63.0", "alpha.results-2.63.0-linux-x64", "alpha.results-2.63.1"):
        (tmp_path / "disk" / ".vscode" / "extensions" / name).mkdir(parents=True)
    found = run(block(page, "/extensions/"), work, WHERE=tmp_path / "disk").splitlines()
    assert sorted(Path(line).name for line in found) == [
        "alpha.results-2.63.0",
        "alpha.results-2.63.0-linux-x64",
    ]


def test_jenkins_plugins_on_disk_and_logs_by_time(page: str, work: Path, tmp_path: Path) -> None:
    for name, version in (("a", "2026.5.09"), ("b", "2026.5.10")):
        place = tmp_path / "jenkins" / "plugins" / name / "META-INF"
        place.mkdir(parents=True)
        (place / "MANIFEST.MF").write_text(
            f"Short-Name: alpha-scanner\r\nPlugin-Version: {version}\r\n"
        )
    found = run(block(page, "MANIFEST.MF"), work, JENKINS_HOME=tmp_path / "jenkins")
    assert found == f"{tmp_path}/jenkins/plugins/a/META-INF/MANIFEST.MF: alpha-scanner@2026.5.09\n"
    log = tmp_path / "jenkins" / "jobs" / "x" / "log"
    log.parent.mkdir(parents=True)
    log.write_text(f"Digest: sha256:{'1' * 64}\n")
    assert run(block(page, "-newermt"), work, JENKINS_HOME=tmp_path / "jenkins") == f"{log}\n"
    subprocess.run(["touch", "-d", "2026-04-22 12:30:00 UTC", log], check=True)
    assert run(block(page, "-newermt"), work, JENKINS_HOME=tmp_path / "jenkins") == ""


def test_pins_that_are_no_commits(page: str, work: Path, tmp_path: Path) -> None:
    code = tmp_path / "code"
    code.mkdir()
    (code / "ci.yml").write_text(
        f"- uses: a/b@v1\n- uses: a/b@{'e' * 40} # v1\n- uses: ./local\n- uses: './local'\n- uses: docker://x@sha256:{'1' * 64}\n"
    )
    (found,) = run(block(page, "grep -vE"), work, CODE=code).splitlines()
    assert found.endswith("a/b@v1")


def test_an_unset_variable_stops_a_command_and_says_so(page: str, work: Path) -> None:
    done = subprocess.run(
        ["bash"], input=block(page, "SBOMS"), cwd=work, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "SBOMS: the directory that holds your SBOMs" in done.stderr
