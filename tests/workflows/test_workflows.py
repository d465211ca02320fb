"""The workflows: judged by actionlint, zizmor, shellcheck and GitHub's schema, and our own rules."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
ACTION = ROOT / ".github" / "actions" / "check" / "action.yml"
BIN = Path(sys.executable).parent
SECRET = {"publish", "resign"}
"""Workflows that may name secrets."""
CONTENTS_WRITE = {
    "publish": {"publish", "github"},
    "release": {"release"},
    "resign": {"resign"},
}
"""Jobs that may write to the repository."""


def load(path: Path) -> dict[Any, Any]:
    document: dict[Any, Any] = yaml.safe_load(path.read_text())
    return document


def jobs() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path in WORKFLOWS:
        for name, job in load(path)["jobs"].items():
            yield path.stem, name, job


def steps() -> Iterator[tuple[str, dict[str, Any]]]:
    for workflow, _, job in jobs():
        for step in job["steps"]:
            yield workflow, step
    for step in load(ACTION)["runs"]["steps"]:
        yield "check", step


def judged_by(program: str, *arguments: str | Path) -> None:
    done = subprocess.run(
        [BIN / program, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_all_workflows_of_the_design_are_there() -> None:
    names = {path.stem for path in WORKFLOWS}
    assert {"ci", "release", "publish", "verify-published", "resign"} <= names


@pytest.mark.engine
def test_actionlint_and_shellcheck_find_nothing() -> None:
    judged_by("actionlint", "-no-color", "-shellcheck", BIN / "shellcheck", *WORKFLOWS)


@pytest.mark.engine
def test_zizmor_finds_nothing_offline() -> None:
    """As strictly as it can judge without asking GitHub, but for what it calls guesses itself."""
    judged_by("zizmor", "--offline", "--no-progress", "--persona=pedantic", ".github")


@pytest.mark.engine
def test_both_judges_do_judge(tmp_path: Path) -> None:
    bad = tmp_path / ".github" / "workflows" / "bad.yml"
    bad.parent.mkdir(parents=True)
    bad.write_text(
        "on: pull_request_target\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n"
        "      - uses: actions/checkout@v4\n      - run: echo ${{ github.event.issue.title }} $X\n"
    )
    for program, words in (("actionlint", "untrusted"), ("zizmor", "template-injection")):
        options = ["--offline", "--no-progress"] if program == "zizmor" else []
        done = subprocess.run(
            [BIN / program, *options, bad],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode
        assert words in done.stdout


@pytest.mark.engine
def test_github_s_schema_has_no_complaint() -> None:
    judged_by("check-jsonschema", "--builtin-schema", "vendor.github-workflows", *WORKFLOWS)


@pytest.mark.engine
def test_shellcheck_finds_nothing_in_scripts() -> None:
    folders = (ROOT / "scripts", ROOT / "docs" / "consume", ACTION.parent)
    scripts = [path for folder in folders for path in sorted(folder.rglob("*.sh"))]
    assert len(scripts) > 5
    judged_by("shellcheck", "--severity=warning", *scripts)


def test_every_action_is_pinned_by_a_commit_with_its_version() -> None:
    pins: dict[str, set[str]] = {}
    for path in (*WORKFLOWS, ACTION):
        for line in path.read_text().splitlines():
            match = re.fullmatch(r"\s*(?:- )?uses: (.*)", line)
            if not match:
                continue
            pinned = re.fullmatch(
                r"([\w.-]+/[\w.-]+)[\w./-]*@([0-9a-f]{40}) # v(\d+\.\d+\.\d+)", match[1]
            )
            assert pinned, f"{path.name}: {line}"
            assert pinned[1].startswith("actions/"), f"{path.name}: {pinned[1]} is not GitHub's own"
            pins.setdefault(pinned[1], set()).add(f"{pinned[2]} {pinned[3]}")
    assert all(len(versions) == 1 for versions in pins.values()), pins


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_nothing_is_permitted_but_what_a_job_says(path: Path) -> None:
    document = load(path)
    assert document["permissions"] == {}
    assert document["concurrency"]["group"]
    assert "pull_request_target" not in document[True]
    assert "workflow_run" not in document[True]
    for name, job in document["jobs"].items():
        assert job["runs-on"] == "ubuntu-24.04"
        assert 0 < job["timeout-minutes"] <= 60
        assert isinstance(job["permissions"], dict)
        writes = {scope for scope, level in job["permissions"].items() if level == "write"}
        may = name in CONTENTS_WRITE.get(path.stem, set())
        assert ("contents" in writes) is may, f"{path.stem}: {name}"


def test_no_checkout_leaves_its_token_behind() -> None:
    for workflow, step in steps():
        if str(step.get("uses", "")).startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False, workflow


def test_no_expression_stands_in_a_script() -> None:
    for workflow, step in steps():
        assert "${{" not in step.get("run", ""), f"{workflow}: {step['run']}"


def test_only_what_publishes_knows_secrets_and_only_in_its_environment() -> None:
    for workflow, name, job in jobs():
        text = json.dumps(job)
        if "secrets." in text:
            assert workflow in SECRET, f"{workflow}: {name}"
            assert job["environment"] == "publish"
            # Secrets reach the steps that need them, and no other.
            for step in job["steps"]:
                if "secrets." in json.dumps(step):
                    assert step["name"] in {"Sign", "Sign and publish", "Log in to the registry"}
    for path in (*WORKFLOWS, ACTION):
        if path.stem not in SECRET:
            assert "secrets." not in path.read_text(), path.name


def test_what_holds_the_key_installs_only_what_publishes() -> None:
    for workflow, name, job in jobs():
        if "FEEDGEN_RELEASE_KEY" in json.dumps(job):
            made = re.findall(
                r"\bmake ([^\s\"]+)", "\n".join(s.get("run", "") for s in job["steps"])
            )
            assert made == [".venv/publish.stamp"], f"{workflow}: {name}"


def test_two_publications_never_run_at_once() -> None:
    groups = {path.stem: load(path)["concurrency"] for path in WORKFLOWS}
    assert groups["publish"] == groups["resign"]
    assert groups["publish"] == {"group": "publish", "cancel-in-progress": False}
    assert groups["release"] == {"group": "release", "cancel-in-progress": False}


def test_the_expiry_is_renewed_daily_and_the_release_too() -> None:
    for name in ("resign", "release"):
        (when,) = load(ROOT / ".github" / "workflows" / f"{name}.yml")[True]["schedule"]
        minute, hour, *rest = when["cron"].split()
        assert 0 < int(minute) < 60
        assert 0 <= int(hour) < 24
        assert rest == ["*", "*", "*"]


def test_what_takes_long_runs_every_week_and_by_hand() -> None:
    document = load(ROOT / ".github" / "workflows" / "long.yml")
    (when,) = document[True]["schedule"]
    assert re.fullmatch(r"\d+ \d+ \* \* [0-6]", when["cron"])
    assert "workflow_dispatch" in document[True]
    (job,) = document["jobs"].values()
    targets = job["strategy"]["matrix"]["target"]
    assert targets == ["long", "mutants"]
    makefile = (ROOT / "Makefile").read_text()
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in targets)


def test_whatever_a_workflow_makes_is_a_target_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text().replace("$(VENV)", ".venv")
    targets = set(re.findall(r"^([\w./-]+):(?!=)", makefile, re.MULTILINE))
    asked = {
        target
        for _, step in steps()
        for target in re.findall(r"\bmake ([\w./-]+)", step.get("run", ""))
    }
    assert {"lint", "test"} <= asked <= targets


def test_whatever_a_workflow_runs_is_there() -> None:
    for workflow, step in steps():
        for script in re.findall(r"\bsh ((?:scripts|docs)/[\w./-]+)", step.get("run", "")):
            assert (ROOT / script).is_file(), f"{workflow}: {script}"


def test_a_job_hands_over_what_another_one_takes() -> None:
    document = load(ROOT / ".github" / "workflows" / "publish.yml")
    given = {
        step["with"]["name"]
        for job in document["jobs"].values()
        for step in job["steps"]
        if "upload-artifact@" in step.get("uses", "") and "pages" not in step["uses"]
    }
    assert given == {"build", "release", "sbom", "signed"}
    for job in document["jobs"].values():
        for step in job["steps"]:
            wanted = step.get("with", {})
            if "download-artifact@" in step.get("uses", ""):
                names = (
                    {wanted["name"]}
                    if "name" in wanted
                    else set(wanted["pattern"][1:-1].split(","))
                )
                assert names <= given


@pytest.mark.parametrize("name", ["publish.txt", "sbom.txt"])
def test_what_workflows_install_is_pinned_and_hashed(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text()
    for line in text.replace("\\\n", " ").splitlines():
        assert re.match(r"[a-z0-9._-]+==\S+ .*--hash=sha256:", line), line
    assert "://" not in text


def test_what_publishes_is_what_builds_and_more() -> None:
    def pins(name: str) -> set[str]:
        return set(
            re.findall(r"^\S+==\S+", (ROOT / "requirements" / name).read_text(), re.MULTILINE)
        )

    assert pins("feed.txt") < pins("publish.txt")
    assert "cyclonedx-bom" not in (ROOT / "requirements" / "publish.txt").read_text()
