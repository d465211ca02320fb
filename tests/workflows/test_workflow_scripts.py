"""The scripts of the workflows, with git, jq and a publication; GitHub's own program is a stand-in."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from feedgen.cli.app import run as feedgen
from tests.publish.publications import planted_release, signing_key, tree, version_of, write_release

pytestmark = pytest.mark.engine

ROOT = Path(__file__).parents[2]
SCRIPTS = ROOT / "scripts"
FEEDGEN = Path(sys.executable).with_name("feedgen")
GIT = {
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "t",
    "GIT_AUTHOR_EMAIL": "t@example.org",
    "GIT_COMMITTER_NAME": "t",
    "GIT_COMMITTER_EMAIL": "t@example.org",
}


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """An environment in which `gh` writes down what it was told."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "gh").write_text(
        '#!/bin/sh\necho "$*" >>"$GH_LOG"\n'
        'case "$1 $2" in "release view") [ -n "${GH_DRAFT:-}" ] || exit 1; echo "$GH_DRAFT" ;; esac\n'
    )
    (folder / "gh").chmod(0o755)
    return {
        **os.environ, **GIT, "PATH": f"{folder}:{os.environ['PATH']}", "GH_TOKEN": "t",
        "GH_LOG": str(tmp_path / "gh.log"), "FEEDGEN": str(FEEDGEN), "RUNNER_TEMP": str(tmp_path),
    }  # fmt: skip


def run(
    script: str, arguments: Sequence[str | Path], cwd: Path, env: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", SCRIPTS / script, *arguments],
        cwd=cwd, env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip


def git(cwd: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=cwd, env={**os.environ, **GIT}, capture_output=True, text=True, check=True
    )  # fmt: skip
    return done.stdout


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone of a repository with one commit on main."""
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", "origin.git")
    git(tmp_path, "clone", "--quiet", "origin.git", "clone")
    clone = tmp_path / "clone"
    (clone / "README").write_text("x\n")
    git(clone, "checkout", "--quiet", "-b", "main")
    git(clone, "add", ".")
    git(clone, "commit", "--quiet", "-m", "x")
    git(clone, "push", "--quiet", "origin", "HEAD:main")
    return clone


def published(site: Path, *serials: int) -> None:
    """What `feedgen publish` left after these releases."""
    for serial in serials:
        write_release(site, serial)


def test_the_branch_gives_back_what_was_put_there(clone: Path, env: dict[str, str]) -> None:
    done = run("published-branch.sh", ["get", "site"], clone, env)
    assert done.returncode == 0, done.stderr
    assert "nothing is published yet" in done.stderr
    published(clone / "site", 1)
    assert run("published-branch.sh", ["put", "site", "Publish 1"], clone, env).returncode == 0
    assert run("published-branch.sh", ["get", "again"], clone, env).returncode == 0
    one, two = (
        {name: data for name, data in tree(clone / folder).items() if not name.startswith(".git/")}
        for folder in ("site", "again")
    )
    assert one == two
    assert "latest.json" in one
    done = run("published-branch.sh", ["put", "again", "Publish 1"], clone, env)
    assert "unchanged" in done.stderr
    assert git(clone, "ls-remote", "origin", "published").count("\n") == 1


def test_the_branch_keeps_the_newest_releases_and_the_current_one(
    clone: Path, env: dict[str, str]
) -> None:
    run("published-branch.sh", ["get", "site"], clone, env)
    published(clone / "site", *range(1, 12))
    assert run("published-branch.sh", ["put", "site", "x"], clone, env).returncode == 0
    kept = {path.name for path in (clone / "site" / "v1").iterdir()}
    assert kept == {version_of(serial) for serial in range(7, 12)}


def test_a_publication_of_another_run_is_never_overwritten(
    clone: Path, env: dict[str, str]
) -> None:
    for folder, serial in (("one", 1), ("two", 2)):
        run("published-branch.sh", ["get", folder], clone, env)
        published(clone / folder, serial)
    assert run("published-branch.sh", ["put", "two", "2"], clone, env).returncode == 0
    assert run("published-branch.sh", ["put", "one", "1"], clone, env).returncode != 0
    git(clone, "fetch", "--quiet", "origin", "published")
    assert version_of(2) in git(clone, "show", "FETCH_HEAD:latest.json")


def test_an_error_does_not_look_like_nothing_published(
    clone: Path, env: dict[str, str], tmp_path: Path
) -> None:
    git(clone, "remote", "set-url", "origin", str(tmp_path / "gone.git"))
    done = run("published-branch.sh", ["get", "site"], clone, env)
    assert done.returncode == 1
    assert "cannot be looked up" in done.stderr


def test_releases_and_renewals_go_on_from_what_is_published(
    clone: Path, env: dict[str, str], tmp_path: Path
) -> None:
    """What publish.yml and resign.yml do, each on a machine that knows nothing of the others."""
    signing_key(tmp_path)
    given = {**env, "FEEDGEN_RELEASE_KEY": (tmp_path / "release.key").read_text()}
    key = str(tmp_path / "release.pub")
    times = ("2026-11-25T00:00:00Z", "2026-11-26T00:00:00Z", "2026-11-27T00:00:00Z")
    for number, at in enumerate(times):
        site, out = f"site{number}", tmp_path / f"out{number}"
        resigns = number == 2
        if not resigns:
            write_release(out, number + 1)
        options = [
            "--out",
            site if resigns else out,
            *(["--resign"] if resigns else []),
            "--at",
            at,
        ]
        for script, arguments in (
            ("published-branch.sh", ["get", site]),
            ("sign-and-publish.sh", [site, *options]),
            ("published-branch.sh", ["put", site, f"at {at}"]),
        ):
            done = run(script, arguments, clone, given)
            assert done.returncode == 0, done.stderr
        assert feedgen(["verify", str(clone / site), "--key", key, "--at", at]) == 0
    last = clone / "site2"
    assert {path.name for path in (last / "v1").iterdir()} == {
        "latest",
        version_of(1),
        version_of(2),
    }
    assert '"expires": "2026-12-04T00:00:00' in (last / "latest.json").read_text()
    assert '"activated": "2026-11-26T00:01:00' in (last / "latest.json").read_text()
    git(clone, "fetch", "--quiet", "origin", "published")
    log = git(clone, "log", "--format=%s", "FETCH_HEAD").splitlines()
    assert log == [f"at {at}" for at in reversed(times)]


def test_a_pushed_branch_gains_no_signature(
    clone: Path, env: dict[str, str], tmp_path: Path
) -> None:
    """What resign.yml does after somebody who may push, and has no key, wrote the branch."""
    signing_key(tmp_path)
    given = {**env, "FEEDGEN_RELEASE_KEY": (tmp_path / "release.key").read_text()}
    out, at = tmp_path / "out", "2026-11-25T00:00:00Z"
    (clone / "iocs").mkdir()

    def renewed(site: str) -> list[subprocess.CompletedProcess[str]]:
        run("published-branch.sh", ["get", site], clone, env)
        sign = [site, "--out", site, "--resign", "--at", "2026-11-26T00:00:00Z"]
        return [
            run("published-is-released.sh", [site], clone, env),
            run("sign-and-publish.sh", sign, clone, given),
        ]

    lines = []
    for serial in (1, 2):
        pointer = write_release(out, serial)
        lines.append(
            f'{{"serial":{serial},"version":"{pointer.version}","content":"{pointer.sha256sums}"}}\n'
        )
        (clone / "iocs" / "releases.jsonl").write_text("".join(lines))
        run("published-branch.sh", ["get", f"site{serial}"], clone, env)
        run("sign-and-publish.sh", [f"site{serial}", "--out", out, "--at", at], clone, given)
        run("published-branch.sh", ["put", f"site{serial}", "x"], clone, env)
    assert [done.returncode for done in renewed("good")] == [0, 0]

    # An old publication, which we signed: only main knows that it is old.
    run("published-branch.sh", ["get", "old"], clone, env)
    for name in ("latest.json", "latest.json.minisig", "signatures"):
        subprocess.run(["cp", "-r", clone / "site1" / name, clone / "old"], check=True)
    run("published-branch.sh", ["put", "old", "x"], clone, env)
    known = renewed("renewed-old")[0]
    assert known.returncode == 4
    one, two = (
        f"{line['version']}, serial {line['serial']}, {line['content']}"
        for line in map(json.loads, lines)
    )
    assert known.stderr == (
        f"published-is-released: renewed-old publishes {one},\n"
        f"and the newest release of main is {two}.\n"
        "Run the workflow publish. If it finds nothing wrong, ask who pushed to the branch "
        "published.\n"
    )

    # A release that we never made.
    run("published-branch.sh", ["get", "planted"], clone, env)
    planted_release(clone / "planted", 9)
    run("published-branch.sh", ["put", "planted", "x"], clone, env)
    known, signed = renewed("renewed-planted")
    assert (known.returncode, signed.returncode) == (4, 4)
    assert "renewed-planted/latest.json is not signed; --resign renews only" in signed.stderr
    assert not (clone / "renewed-planted" / "latest.json.minisig").read_text().count("serial:9")


RELEASE = """#!/bin/sh
# Stands in for feedgen: releases what iocs/wanted says.
echo run >>"$RUNNER_TEMP/runs"
[ -z "${MOVE:-}" ] || [ "$(wc -l <"$RUNNER_TEMP/runs")" -gt "$MOVE" ] || sh "$RUNNER_TEMP/move.sh"
cmp -s iocs/wanted out/v1/latest/done 2>/dev/null && exit 0
mkdir -p out/v1/latest
cp iocs/wanted out/v1/latest/done
touch iocs/ledger.jsonl
echo '{"serial":1,"version":"2026.11.24.1"}' >>iocs/releases.jsonl
"""


@pytest.fixture
def sources(clone: Path, env: dict[str, str], tmp_path: Path) -> Path:
    (clone / "iocs").mkdir()
    (clone / "iocs" / "wanted").write_text("one\n")
    git(clone, "add", ".")
    git(clone, "commit", "--quiet", "-m", "sources")
    git(clone, "push", "--quiet", "origin", "HEAD:main")
    program = tmp_path / "bin" / "fake-feedgen"
    program.write_text(RELEASE)
    program.chmod(0o755)
    env["FEEDGEN"] = str(program)
    return clone


def test_a_release_is_pushed_once(sources: Path, env: dict[str, str]) -> None:
    assert run("release-main.sh", [], sources, env).returncode == 0
    assert git(sources, "log", "-1", "--format=%s", "origin/main").strip() == "Release 2026.11.24.1"
    done = run("release-main.sh", [], sources, env)
    assert done.returncode == 0
    assert "nothing to release" in done.stderr


@pytest.mark.parametrize(("moves", "code"), [(1, 0), (2, 0), (3, 1)])
def test_a_release_is_made_anew_on_top_of_what_came_meanwhile(
    sources: Path, env: dict[str, str], tmp_path: Path, moves: int, code: int
) -> None:
    git(tmp_path, "clone", "--quiet", "origin.git", "other")
    (tmp_path / "move.sh").write_text(
        f"cd '{tmp_path}/other' && git pull --quiet --rebase origin main && date +%N >>other\n"
        "git add . && git commit --quiet -m meanwhile && git push --quiet origin HEAD:main\n"
    )
    done = run("release-main.sh", [], sources, {**env, "MOVE": str(moves)})
    assert done.returncode == code, done.stderr
    git(sources, "fetch", "--quiet", "origin", "main")
    log = git(sources, "log", "--format=%s", "FETCH_HEAD").splitlines()
    assert log.count("meanwhile") == moves
    assert log.count("Release 2026.11.24.1") == (1 if code == 0 else 0)
    if code == 0:
        assert git(sources, "show", "FETCH_HEAD:iocs/releases.jsonl").count("\n") == 1


def test_the_key_is_a_file_only_while_it_signs(tmp_path: Path, env: dict[str, str]) -> None:
    signing_key(tmp_path)
    write_release(tmp_path / "out", 1)
    secret = (tmp_path / "release.key").read_text()
    given = {
        **env, "FEEDGEN_RELEASE_KEY": secret, "FEEDGEN_KEY_PASSWORD": "", "AWS_REGION": "",
        "PUBLISH_TO": "second third", "RUNNER_TEMP": str(tmp_path / "temp"),
    }  # fmt: skip
    (tmp_path / "temp").mkdir()
    done = run("sign-and-publish.sh", ["first"], tmp_path, given)
    assert done.returncode == 0, done.stderr
    assert secret.splitlines()[-1] not in done.stdout + done.stderr
    assert not list((tmp_path / "temp").iterdir())
    for name in ("first", "second", "third"):
        assert (tmp_path / name / "latest.json.minisig").is_file()
        assert (tmp_path / name / "latest.json").stat().st_mode & 0o044 == 0o044, "readers may read"
    before = (tmp_path / "first" / "latest.json").read_bytes()
    again = {**given, "PUBLISH_TO": ""}
    options = ["first", "--out", "first", "--resign", "--at", "2027-01-01T00:00:00Z"]
    done = run("sign-and-publish.sh", options, tmp_path, again)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "first" / "latest.json").read_bytes() != before


def test_the_key_s_file_is_for_its_owner_and_goes_when_signing_fails(
    tmp_path: Path, env: dict[str, str]
) -> None:
    program = tmp_path / "bin" / "looks"
    program.write_text(
        '#!/bin/sh\nwhile [ "$1" != --key ]; do shift; done\nstat -c %a "$2"; cat "$2"; umask\n'
        'echo "${FEEDGEN_RELEASE_KEY-unset} ${FEEDGEN_KEY_PASSWORD-unset}"\nexit 3\n'
    )
    program.chmod(0o755)
    given = {
        **env, "FEEDGEN": str(program), "FEEDGEN_RELEASE_KEY": "the\nkey",
        "RUNNER_TEMP": str(tmp_path / "temp"), "FEEDGEN_KEY_PASSWORD": "a b",
    }  # fmt: skip
    (tmp_path / "temp").mkdir()
    done = run("sign-and-publish.sh", ["site"], tmp_path, given)
    assert done.returncode == 3, "a gate's exit code is the job's"
    assert done.stdout.splitlines()[:3] == ["600", "the", "key"]
    assert done.stdout.splitlines()[-1] == "unset a b"
    assert not list((tmp_path / "temp").iterdir())


def test_without_a_key_nothing_is_published(tmp_path: Path, env: dict[str, str]) -> None:
    done = run("sign-and-publish.sh", ["site"], tmp_path, {**env, "FEEDGEN_RELEASE_KEY": ""})
    assert done.returncode != 0
    assert "secret of the environment" in done.stderr
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(
    ("draft", "wanted"),
    [
        ("", ["view", "create", "upload", "edit"]),
        ("true", ["view", "upload", "edit"]),
        ("false", ["view"]),
    ],
)
def test_a_github_release_is_a_draft_until_its_files_are_there(
    tmp_path: Path, env: dict[str, str], draft: str, wanted: list[str]
) -> None:
    arguments = ["feed-1", "c0ffee", "NOTES.md", "a.tar.gz", "SHA256SUMS"]
    done = run("github-release.sh", arguments, tmp_path, {**env, "GH_DRAFT": draft})
    assert done.returncode == 0, done.stderr
    log = (tmp_path / "gh.log").read_text().splitlines()
    assert [line.split()[1] for line in log] == wanted
    if draft != "false":
        assert log[-2] == "release upload feed-1 --clobber a.tar.gz SHA256SUMS"
        assert log[-1] == "release edit feed-1 --draft=false --latest"
    if not draft:
        assert "--draft --target c0ffee" in log[1]
