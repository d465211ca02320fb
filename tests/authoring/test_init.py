"""`feedgen init`: a repository that is whole, its own, and works at once."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import yaml

from feedgen.authoring import init as init_module
from feedgen.authoring.formats import require_formats, runnable_formats
from feedgen.authoring.init import FeedSettings, create_feed, finish, interrupted, scaffold
from feedgen.cli.app import run
from feedgen.emitters import emitters
from feedgen.errors import UnavailableError, UsageError
from feedgen.shipped import template_directory
from feedgen.sources.json_schema import Document, json_schema
from feedgen.sources.tree import read_profile, read_tree
from tests.conftest import TESTS
from tests.sources.source_tree import digest_of

AT = datetime(2026, 3, 1, 9, 30, 15, 250_000, tzinfo=UTC)
SETTINGS = FeedSettings(
    name="ACME CERT",
    contact="cert@acme.test",
    base_url="https://feed.acme.test",
    licence="CC-BY-4.0",
    formats=("blocklists", "stix", "tables"),
    namespace=UUID("00000000-0000-4000-8000-0000000000a7"),
    created=AT,
    origin="git+https://forge.test/feedgen@" + "a" * 40,
    extras="[queries]",
    pins=("idna==3.20", "jinja2==3.1.6"),
)
EXAMPLE = "iocs/2026/example-2026-03.yml"


@cache
def files() -> dict[str, str]:
    return scaffold(SETTINGS)


@pytest.fixture
def feed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new repository, in the working directory."""
    create_feed(tmp_path / "feed", SETTINGS)
    monkeypatch.chdir(tmp_path / "feed")
    return tmp_path / "feed"


def test_what_is_there(feed: Path) -> None:
    there = {path.relative_to(feed).as_posix() for path in feed.rglob("*") if path.is_file()}
    assert there == files().keys()
    assert there >= {
        "README.md", ".gitignore", ".editorconfig", ".vscode/settings.json", "requirements.txt",
        ".github/workflows/check.yml", ".github/workflows/release.yml", "iocs/feed.yml",
        "iocs/known-good.yml", "iocs/lists/README.md", EXAMPLE, "docs/source-format.md",
    }  # fmt: skip
    templates = {path.name for path in (template_directory() / "init").iterdir()}
    used = {*init_module._FILES.values(), "incident.yml.j2"}
    assert templates == used
    for text in files().values():
        assert text.endswith("\n")
        assert "\r" not in text


def test_feed_yml_says_whose_it_is(feed: Path) -> None:
    profile = read_profile(feed / "iocs")
    assert (profile.name, profile.contact, profile.base_url) == (
        "ACME CERT", "cert@acme.test", "https://feed.acme.test"
    )  # fmt: skip
    assert profile.namespace == SETTINGS.namespace
    assert profile.formats == ("blocklists", "stix", "tables")
    assert profile.licence == "CC-BY-4.0"
    assert len(profile.sids) == 10_000
    assert 1_000_000 <= profile.sids[0] <= profile.sids[-1] < 2_000_000
    assert profile.validity_of("image_digest").after(AT).year == 2036


@pytest.mark.parametrize("low", range(0, 100, 7))
def test_sids_stay_in_the_local_range(low: int) -> None:
    made = scaffold(replace(SETTINGS, namespace=UUID(int=low)))["iocs/feed.yml"]
    first, last = map(int, re.findall(r"sids: \{first: (\d+), last: (\d+)\}", made)[0])
    assert 1_000_000 <= first < last <= 1_999_999


def test_the_example_is_a_draft_that_no_release_holds(feed: Path) -> None:
    tree = read_tree(feed / "iocs")
    assert tree.indicators(drafts=False) == ()
    assert {i.type for i in tree.indicators(drafts=True)} == {
        "image_digest", "image_tag", "domain", "sha256", "path"
    }  # fmt: skip
    assert run(["check"]) == 0
    assert run(["build"]) == 0
    assert "example" not in (feed / "out/preview/indicators.csv").read_text()


def test_the_example_goes_through_every_format_once_it_is_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    works, _ = runnable_formats()
    create_feed(tmp_path, replace(SETTINGS, formats=works))
    monkeypatch.chdir(tmp_path)
    path = tmp_path / EXAMPLE
    assert path.read_text().count("status: draft  ") == 1
    path.write_text(path.read_text().replace("status: draft  ", "status: published"))
    assert run(["build", "--as-of", "2026-03-02"]) == 0, capfd.readouterr().err
    assert "warning" not in capfd.readouterr().err
    assert (
        "collector.stealer.example" in (tmp_path / "out/preview/blocklists/domains.txt").read_text()
    )


def test_a_release_and_what_git_sees_of_it(feed: Path) -> None:
    assert run(["release", "--as-of", "2026-03-02"]) == 0
    assert run(["build", "--check"]) == 0
    subprocess.run(["git", "init", "--quiet"], check=True)
    listed = subprocess.run(
        ["git", "ls-files", "--others", "--exclude-standard"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.splitlines()
    assert "out/v1/latest/release.json" in listed
    assert "iocs/ledger.jsonl" in listed
    assert [name for name in listed if name.startswith("out/") and "/latest/" not in name] == []
    before = digest_of(feed / "out/v1/latest")
    subprocess.run(["git", "add", "--all"], check=True, capture_output=True)
    subprocess.run(["git", "checkout-index", "--all", "--prefix=clone/"], check=True)
    assert digest_of(feed / "clone/out/v1/latest") == before


def test_two_feeds_never_share_a_namespace(tmp_path: Path) -> None:
    for name in ("a", "b"):
        assert run(["init", str(tmp_path / name), "--no-input", "--quiet"]) == 0
    a, b = (read_profile(tmp_path / name / "iocs") for name in ("a", "b"))
    assert a.namespace != b.namespace
    assert a.namespace.version == 4


HOSTILE = [
    'quotes " and \' and \\', "a: b # c", "- x", "{{ 7 * 7 }} {% raw %}", "ünï 日本", "yes", "1e5",
    "[x](javascript:alert(1))", "${{ github.token }}", "*alias", "&anchor", "!tag", "%TAG", "@at",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_any_name_reads_back(tmp_path: Path, text: str) -> None:
    create_feed(tmp_path / "feed", replace(SETTINGS, name=text, contact=text, licence=text))
    profile = read_profile(tmp_path / "feed/iocs")
    assert (profile.name, profile.contact, profile.licence) == (text, text, text)
    assert profile.description == f"Curated indicators of compromise by {text}."


def test_a_setting_that_cannot_be_used_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(
        UsageError, match=r"a setting cannot be used: .* is not a web address; write"
    ):
        create_feed(tmp_path / "feed", replace(SETTINGS, base_url="ftp://x"))
    with pytest.raises(UsageError, match="a setting cannot be used"):
        create_feed(tmp_path / "feed", replace(SETTINGS, base_url="https://a.test/?q"))
    assert list(tmp_path.iterdir()) == []


def test_only_a_git_repository_may_be_there_already(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    create_feed(tmp_path, SETTINGS)
    assert (tmp_path / ".git/HEAD").is_file()
    assert (tmp_path / "iocs/feed.yml").is_file()
    before = digest_of(tmp_path)
    with pytest.raises(UsageError, match=r"is not empty \(.*\.\.?.*\); name a directory"):
        create_feed(tmp_path, SETTINGS)
    assert digest_of(tmp_path) == before


def test_a_file_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "feed").write_text("x")
    with pytest.raises(UsageError, match="is a file; name a directory"):
        create_feed(tmp_path / "feed", SETTINGS)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/notes.txt").write_text("x")
    with pytest.raises(UsageError, match=r"is not empty \(notes.txt\)"):
        create_feed(tmp_path / "mine", SETTINGS)
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["notes.txt"]


class Stopped(BaseException):
    """Like a kill: nothing catches it."""


MOVES = 11
"""Renames of what lies at the top of a repository, and of what is written beside it before."""


@pytest.mark.parametrize("after", range(MOVES + 1))
def test_stopped_anywhere_it_is_nothing_or_can_be_finished(
    tmp_path: Path, after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped before each rename in turn, and run again."""
    root = tmp_path / "feed"
    rename, count = Path.rename, iter(range(MOVES + 1))

    def stops(self: Path, target: Path) -> Path:
        if next(count) == after:
            raise Stopped
        return rename(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", stops)
        try:
            create_feed(root, SETTINGS)
        except Stopped:
            assert after < MOVES
            assert not (root / "iocs/feed.yml").exists()
        else:
            assert after == MOVES
    other = replace(SETTINGS, name="Another name")
    if interrupted(root):
        finish(root)
    elif not (root / "iocs").exists():
        create_feed(root, other)
    there = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    assert there == files().keys()
    name = "Another name" if after == 0 else "ACME CERT"
    assert read_profile(root / "iocs").name == name


def test_what_a_kill_left_half_written_is_written_anew(tmp_path: Path) -> None:
    half = tmp_path / "feed/.feedgen-init.new/iocs"
    half.mkdir(parents=True)
    (half / "feed.yml").write_text("half")
    create_feed(tmp_path / "feed", SETTINGS)
    assert not (tmp_path / "feed/.feedgen-init.new").exists()
    assert read_profile(tmp_path / "feed/iocs").name == "ACME CERT"


def test_a_disk_that_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(UnavailableError, match="cannot be written: No space left on device"):
        create_feed(tmp_path / "feed", SETTINGS)
    assert list(tmp_path.iterdir()) == []


def test_formats_whose_extra_is_missing_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def unable(_: object) -> list[Any]:
        raise UsageError("tables needs an extra")

    broken = {**emitters(), "tables": replace(emitters()["tables"], claims=unable)}  # type: ignore[arg-type]
    monkeypatch.setattr("feedgen.authoring.formats.emitters", lambda: broken)
    works, reasons = runnable_formats()
    assert "tables" not in works
    assert reasons["tables"] == "tables needs an extra"
    assert {*works, *reasons} == emitters().keys()
    monkeypatch.setattr(
        "feedgen.authoring.formats.named", lambda names: [broken[name] for name in names]
    )
    with pytest.raises(UsageError, match="--formats: tables does not work here: tables needs"):
        require_formats(["tables"])


def workflow(name: str) -> dict[Any, Any]:
    document: dict[Any, Any] = yaml.safe_load(files()[f".github/workflows/{name}.yml"])
    return document


@pytest.mark.parametrize("name", ["check", "release"])
def test_workflows_have_the_least_rights_and_pinned_actions(name: str) -> None:
    document = workflow(name)
    assert document["permissions"] == {}
    (job,) = document["jobs"].values()
    assert job["permissions"] == {"contents": "read" if name == "check" else "write"}
    assert job["timeout-minutes"] <= 60
    for step in job["steps"]:
        assert re.fullmatch(
            r"actions/checkout@[0-9a-f]{40}", step.get("uses", "actions/checkout@" + "0" * 40)
        )
        assert "${{" not in step.get("run", "")  # nothing of an event enters a shell
    assert job["steps"][0]["with"]["persist-credentials"] is (name == "release")


def test_the_workflows_do_what_the_design_says() -> None:
    check, release = workflow("check"), workflow("release")
    assert check[True] == {"pull_request": None}  # YAML 1.1 reads `on` as true
    said = "\n".join(step.get("run", "") for step in check["jobs"]["check"]["steps"])
    for command in (
        "feedgen check --format github",
        "feedgen build",
        "feedgen diff --format markdown",
    ):
        assert command in said
    assert release[True]["push"]["branches"] == ["main"]
    minute, hour, *rest = release[True]["schedule"][0]["cron"].split()
    assert (0 < int(minute) < 60, hour, rest) == (True, "4", ["*", "*", "*"])
    assert release["concurrency"]["cancel-in-progress"] is False


def test_the_shell_of_the_workflows_parses() -> None:
    for name in ("check", "release"):
        for job in workflow(name)["jobs"].values():
            for step in job["steps"]:
                done = subprocess.run(
                    ["bash", "-n"],
                    input=step.get("run", ""),
                    capture_output=True,
                    text=True,
                    check=False,
                )
                assert done.returncode == 0, done.stderr


def git(where: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-c", "user.name=t", "-c", "user.email=t@t.test", *arguments],
        cwd=where, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return done.stdout


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone of the repository, as the release workflow has it, with feedgen in its .venv."""
    upstream, work = tmp_path / "upstream.git", tmp_path / "work"
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", str(upstream))
    git(tmp_path, "clone", "--quiet", str(upstream), str(work))
    create_feed(work, SETTINGS)
    git(work, "checkout", "--quiet", "-B", "main")
    git(work, "add", "--all")
    git(work, "commit", "--quiet", "-m", "begin")
    git(work, "push", "--quiet", "origin", "main")
    program = work / ".venv/bin/feedgen"
    program.parent.mkdir(parents=True)
    program.write_text(
        f'#!/bin/sh\nPYTHONPATH="{TESTS.parent}" exec "{sys.executable}" -m feedgen --quiet "$@"\n'
    )
    program.chmod(0o755)
    return work


def release_step(work: Path) -> subprocess.CompletedProcess[str]:
    (script,) = [
        step["run"] for step in workflow("release")["jobs"]["release"]["steps"]
        if step.get("name") == "Release"
    ]  # fmt: skip
    return subprocess.run(
        ["bash", "-e", "-c", script], cwd=work, capture_output=True, text=True, check=False
    )


@pytest.mark.engine
def test_the_release_step_pushes_once_and_then_has_nothing_to_do(clone: Path) -> None:
    for _ in range(2):
        done = release_step(clone)
        assert done.returncode == 0, done.stderr
    log = git(clone.parent / "upstream.git", "log", "--format=%s", "main").splitlines()
    assert re.fullmatch(r"Release \d{4}\.\d\d\.\d\d\.1", log[0])
    assert log[1:] == ["begin"]


@pytest.mark.engine
def test_the_release_step_releases_again_on_a_branch_that_moved(clone: Path) -> None:
    other = clone.parent / "other"
    git(clone.parent, "clone", "--quiet", str(clone.parent / "upstream.git"), str(other))
    example = other / EXAMPLE
    example.write_text(example.read_text().replace("status: draft  ", "status: published"))
    git(other, "commit", "--quiet", "--all", "-m", "meanwhile")
    git(other, "push", "--quiet", "origin", "main")
    done = release_step(clone)
    assert done.returncode == 0, done.stderr
    git(other, "pull", "--quiet", "--ff-only")
    assert git(other, "log", "--format=%s").splitlines()[1:] == ["meanwhile", "begin"]
    assert (
        "collector.stealer.example" in (other / "out/v1/latest/blocklists/domains.txt").read_text()
    )
    assert len((other / "iocs/releases.jsonl").read_text().splitlines()) == 1


@pytest.mark.engine
def test_a_pull_request_that_writes_the_ledger_is_refused(clone: Path) -> None:
    (script,) = [
        step["run"] for step in workflow("check")["jobs"]["check"]["steps"]
        if "ledger" in step.get("name", "")
    ]  # fmt: skip

    def verdict(name: str) -> int:
        git(clone, "checkout", "--quiet", "-b", name, "main")
        path = clone / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
        git(clone, "add", "--force", name)
        git(clone, "commit", "--quiet", "-m", name)
        git(clone, "checkout", "--quiet", "--detach", "main")
        git(clone, "merge", "--quiet", "--no-ff", "-m", "as GitHub merges it", name)
        return subprocess.run(
            ["bash", "-e", "-c", script], cwd=clone, check=False, capture_output=True
        ).returncode

    assert verdict("iocs/2026/notes.txt") == 0
    assert verdict("iocs/ledger.jsonl") == 1
    assert verdict("out/v1/latest/x.txt") == 1


def test_editors_find_the_schemas(feed: Path) -> None:
    settings = json.loads(files()[".vscode/settings.json"])
    for path, pattern in settings["yaml.schemas"].items():
        assert (feed / path).is_file()
        assert list(feed.glob(pattern)), pattern
    for document in Document:
        text = files()[f"docs/schema/{document.value}.schema.json"]
        assert json.loads(text) == json_schema(document)
    for source in (feed / "iocs").rglob("*.yml"):
        schema = re.match(r"# yaml-language-server: \$schema=(\S+)\n", source.read_text())
        assert schema, source
        assert (source.parent / schema[1]).is_file()


def test_requirements_name_feedgen_by_its_place_and_pin_the_rest() -> None:
    lines = [line for line in files()["requirements.txt"].splitlines() if not line.startswith("#")]
    assert lines == [
        f"feedgen[queries] @ git+https://forge.test/feedgen@{'a' * 40}", "idna==3.20", "jinja2==3.1.6"
    ]  # fmt: skip
    unknown = scaffold(replace(SETTINGS, origin=None))["requirements.txt"]
    assert "feedgen[queries] @ git+https://to-be-replaced.invalid/" in unknown
    assert "TO BE REPLACED" in unknown


def test_links_of_its_pages_lead_somewhere(feed: Path) -> None:
    for page in feed.rglob("*.md"):
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text()):
            assert (page.parent / target).exists(), f"{page} links to {target}"


def test_nothing_of_this_project_or_machine_enters_it() -> None:
    own = read_profile(TESTS.parent / "iocs")
    for name, text in files().items():
        assert str(own.namespace) not in text, name
        assert str(TESTS.parent) not in text, name
        assert "feedgen.example" not in text, name
