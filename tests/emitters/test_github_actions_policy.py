"""The list in GitHub's setting, by its API's schema and documented rules, and in zizmor's configuration."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from feedgen.emitters.github_actions import EMITTER, PATTERNS
from feedgen.model.feed import Feed
from feedgen.model.indicator import CommitDetail, TagDetail, TagStanding
from feedgen.model.observables import ActionRef, Commit
from tests.conftest import TESTS, emit
from tests.engines.conformance import FINDS, LOADS, SILENT
from tests.engines.github_patterns import Policy
from tests.engines.latest_release import ROOT, blocked, known_good, rows
from tests.engines.registry import require
from tests.model.made_feeds import base, indicator, made, mention

PAGE = (TESTS.parent / "docs" / "github-actions.md").read_text(encoding="utf-8")
SCHEMA = json.loads((TESTS / "schemas" / "github-selected-actions.json").read_bytes())
BAD = "d" * 40
SELECTED = """\
(cat allowed.txt; grep '^!' github-actions.txt) | jq -R . |
  jq -s '{github_owned_allowed: true, verified_allowed: true, patterns_allowed: .}' > selected.json"""
ZIZMOR = """\
(echo 'rules: {forbidden-uses: {config: {deny: ['
 sed -n '/[*]/d; s/^!\\(.*\\)/"\\1",/p' github-actions.txt; echo ']}}}') > zizmor.yml"""


def feed() -> Feed:
    detail = CommitDetail(repositories=("github.com/alpha/scan-action",))
    created = TagDetail(standing=TagStanding.CREATED)
    overwritten = TagDetail(standing=TagStanding.OVERWRITTEN)
    return made(base(), [
        indicator(base(), mention(Commit(BAD), detail=detail)),
        indicator(base(), mention(ActionRef("github.com/alpha/other@2.3.35"), detail=created)),
        indicator(base(), mention(ActionRef("github.com/alpha/other@v1"), detail=overwritten)),
    ])  # fmt: skip


def shell(text: str, directory: Path) -> None:
    for program in ("bash", "jq", "grep"):
        require(program)
    done = subprocess.run(
        ["bash", "-ec", text], cwd=directory, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stderr


def write(content: str, directory: Path) -> Path:
    """The list of a kind of content, and a list of what the organisation allows."""
    data = (ROOT / PATTERNS).read_bytes()
    if content != "released":
        data = emit(EMITTER, feed() if content == "made" else made(base(), []))[0][PATTERNS]
    (directory / "github-actions.txt").write_bytes(data)
    (directory / "allowed.txt").write_text("*/*@*\n*/*/**@*\n")
    return directory


def policy(directory: Path) -> Policy:
    """What the page's commands make of the list, and GitHub of that."""
    # An empty list has no line for grep to find, which is no failure of the pipeline's last command.
    shell(SELECTED, directory)
    body = json.loads((directory / "selected.json").read_bytes())
    jsonschema.validate(body, SCHEMA)
    return Policy(body["patterns_allowed"])


JUDGES = ("jq", "jsonschema", "own GitHub patterns")


@pytest.mark.judged(PATTERNS, by=JUDGES, asks=LOADS)
@pytest.mark.parametrize("content", ["made", "empty", "released"])
def test_the_pages_commands_make_a_body_that_the_api_describes(
    content: str, tmp_path: Path
) -> None:
    there = policy(write(content, tmp_path))
    assert (len(there.patterns) == 2) is (content == "empty")


@pytest.mark.parametrize("text", [SELECTED, ZIZMOR])
def test_the_page_has_the_command(text: str) -> None:
    assert text in PAGE


@pytest.mark.judged(PATTERNS, by="own GitHub patterns", asks=FINDS)
@pytest.mark.parametrize(
    "uses",
    [
        f"alpha/scan-action@{BAD}", f"alpha/scan-action/sub/dir@{BAD}",
        f"alpha/scan-action/.github/workflows/scan.yml@{BAD}", "alpha/other@2.3.35",
        "alpha/other/sub@2.3.35",
    ],
)  # fmt: skip
def test_a_listed_use_does_not_run(uses: str, tmp_path: Path) -> None:
    assert not policy(write("made", tmp_path)).runs(uses)


FREE = (
    f"alpha/scan-action@{'e' * 40}", f"alpha/scan-action@{BAD[:7]}", f"beta/scan-action@{BAD}",
    f"alpha/scan-action-x@{BAD}", f"xalpha/scan-action@{BAD}", "alpha/other@2.3.350",
    "alpha/other@2.3.3", "alpha/other@v1", "alpha/scan-action@main", "actions/checkout@v4",
)  # fmt: skip


@pytest.mark.judged(PATTERNS, by="own GitHub patterns", asks=SILENT)
@pytest.mark.parametrize("uses", FREE)
def test_another_use_runs(uses: str, tmp_path: Path) -> None:
    assert policy(write("made", tmp_path)).runs(uses)


def listed_uses() -> list[str]:
    """By the tables of the release: commits of actions, and refs that only ever were malicious."""
    found = [
        f"{repository.removeprefix('github.com/')}@{row['value']}"
        for row in blocked("commit")
        for repository in row["repositories"].split("|")
        if repository.startswith("github.com/")
    ]
    found += [row["value"].removeprefix("github.com/") for row in blocked("action_ref")]
    return sorted(found)


def innocent_uses() -> list[str]:
    """Known-good refs and commits, the restored tags, and commits that differ in one digit."""
    found = [value.removeprefix("github.com/") for value in known_good("action_ref")]
    found += [
        f"{row['repository'].removeprefix('github.com/')}@{row['value']}"
        for row in rows("known-good.csv")
        if row["type"] == "commit" and row["repository"].startswith("github.com/")
    ]
    found += [
        row["value"].removeprefix("github.com/")
        for row in rows()
        if row["type"] == "action_ref" and row["standing"] == "overwritten"
    ]
    found += [f"{uses[:-1]}{'1' if uses[-1] != '1' else '2'}" for uses in listed_uses()]
    return sorted(set(found) - set(listed_uses()))


@pytest.mark.judged(PATTERNS, by="own GitHub patterns", asks=FINDS)
@pytest.mark.parametrize("folder", ["", "/sub", "/.github/workflows/a.yml"])
def test_whatever_the_release_lists_does_not_run(folder: str, tmp_path: Path) -> None:
    there = policy(write("released", tmp_path))
    uses = [f"{folder}@".join(uses.split("@")) for uses in listed_uses()]
    assert [one for one in uses if there.runs(one)] == []


@pytest.mark.judged(PATTERNS, by="own GitHub patterns", asks=SILENT)
def test_innocent_actions_run(tmp_path: Path) -> None:
    there = policy(write("released", tmp_path))
    assert [one for one in innocent_uses() if not there.runs(one)] == []


def forbidden(directory: Path, uses: list[str]) -> list[str]:
    """Which of these zizmor forbids, in a workflow that has a step for each."""
    shell(ZIZMOR, directory)
    workflow = directory / "workflows" / "build.yml"
    workflow.parent.mkdir()
    steps = "".join(f"      - uses: {one}\n" for one in uses)
    workflow.write_text(
        f"on: push\npermissions: {{}}\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n{steps}"
    )
    done = subprocess.run(
        [
            Path(sys.executable).with_name("zizmor"), "--offline", "--no-progress", "--format=json",
            "--config=zizmor.yml", workflow,
        ],
        cwd=directory, capture_output=True, text=True, check=False,
        env={"PATH": os.environ["PATH"], "HOME": str(directory), "NO_COLOR": "1"},
    )  # fmt: skip
    assert "error" not in done.stderr, done.stderr
    return [
        location["concrete"]["feature"].removeprefix("uses: ")
        for finding in json.loads(done.stdout)
        if finding["ident"] == "forbidden-uses"
        for location in finding["locations"]
        if location["symbolic"]["kind"] == "Primary"
    ]


@pytest.mark.judged(PATTERNS, by="zizmor", asks=FINDS)
def test_zizmor_forbids_whatever_the_release_lists(tmp_path: Path) -> None:
    assert sorted(forbidden(write("released", tmp_path), listed_uses())) == listed_uses()


@pytest.mark.judged(PATTERNS, by="zizmor", asks=SILENT)
def test_zizmor_forbids_nothing_innocent(tmp_path: Path) -> None:
    assert forbidden(write("released", tmp_path), [*innocent_uses(), *FREE]) == []


@pytest.mark.judged(PATTERNS, by="zizmor", asks=LOADS)
@pytest.mark.parametrize("content", ["made", "empty", "released"])
def test_zizmor_takes_the_configuration(content: str, tmp_path: Path) -> None:
    found = forbidden(write(content, tmp_path), [f"alpha/scan-action@{BAD}"])
    assert len(found) == (content == "made")


def test_the_tables_list_something() -> None:
    assert len(listed_uses()) > 10
    assert innocent_uses()
