"""The composite action and the snippets for other CI systems, their scripts run by a shell."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.actions.checked import ACTION, ROOT, lists, write
from tests.publish.destinations import publish_at
from tests.publish.publications import signing_key, write_release
from tests.serve.served_folder import served

pytestmark = pytest.mark.engine

SNIPPETS = ROOT / "docs" / "consume" / "ci"
BIN = Path(sys.executable).parent
LISTED = "docker.io/alpha/scanner:v1"


@pytest.fixture(scope="module")
def feed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Address and key of a feed that lists one image, published now."""
    folder = tmp_path_factory.mktemp("feed")
    write_release(folder / "out", 1, files=lists(images=[LISTED]))
    key = signing_key(folder)
    now = datetime.now(UTC)  # noqa: TID251 - the scripts' clock is the machine's
    publish_at(folder / "out", str(folder / "site"), key, now=now)
    with served(folder / "site") as where:
        yield {"url": where.url, "key": (folder / "release.pub").read_text()}


def action() -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load((ACTION / "action.yml").read_text())
    return document


def run_action(tree: Path, runner: Path, inputs: Mapping[str, str]) -> tuple[int, str, str]:
    """What GitHub's runner does with the steps that are scripts; the cache starts empty."""
    document = action()
    given = {name: spec.get("default") for name, spec in document["inputs"].items()} | dict(inputs)
    assert set(given) == set(document["inputs"])
    outputs: dict[str, dict[str, str]] = {}

    def value(match: re.Match[str]) -> str:
        where = match[1].split(".")
        if where[0] == "inputs":
            return str(given[where[1]])
        assert where[0] == "steps"
        return outputs[where[1]][where[3]]

    summary = runner / "summary.md"
    said = ""
    runner.mkdir(exist_ok=True)
    for step in document["runs"]["steps"]:
        if "uses" in step:
            assert step["uses"].startswith("actions/cache/")
            continue
        output = runner / "output"
        output.write_text("")
        env = {
            **os.environ,
            **{
                name: re.sub(r"\$\{\{ ([\w.-]+) \}\}", value, text)
                for name, text in step["env"].items()
            },
            "GITHUB_ACTION_PATH": str(ACTION), "GITHUB_ACTIONS": "true",
            "GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(summary),
            "RUNNER_TEMP": str(runner),
        }  # fmt: skip
        assert step["shell"] == "bash"
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=tree, env=env, capture_output=True, text=True, check=False,
        )  # fmt: skip
        said += done.stdout
        outputs[step.get("id", "")] = dict(
            line.split("=", 1) for line in output.read_text().splitlines()
        )
        if done.returncode:
            return done.returncode, said, summary.read_text() if summary.exists() else done.stderr
    assert set(outputs["check"]) >= {"hits", "release"}
    return 0, said, summary.read_text()


def test_the_action_fails_a_job_that_names_what_is_listed(
    feed: dict[str, str], tmp_path: Path
) -> None:
    tree = write(tmp_path / "tree", {"a b/Dockerfile": "FROM alpha/scanner:v1\n"})
    runner = tmp_path / "runner"
    inputs = {"feed-url": feed["url"], "key": feed["key"]}
    code, said, summary = run_action(tree, runner, inputs)
    assert code == 10
    assert said.startswith("::error file=a b/Dockerfile,line=1,")
    assert "docker.io/alpha/scanner&#58;v1" in summary or LISTED in summary
    code, said, summary = run_action(tree, runner, {**inputs, "exclude": "x\na b/*\n"})
    assert (code, said) == (0, "")
    code, said, _ = run_action(tree, runner, {**inputs, "fail-on": "none"})
    assert code == 0
    assert said.startswith("::warning file=")
    code, _, _ = run_action(tree, runner, {**inputs, "paths": "gone\n"})
    assert code == 11


@pytest.mark.parametrize(
    "names",
    [("paths", "exclude", "image-cache"), ("fail-on",), ("on-unavailable",), ("max-age-days",),
     ("feed-url",), ("key",)],
)  # fmt: skip
def test_an_input_is_never_a_command(
    feed: dict[str, str], tmp_path: Path, names: tuple[str, ...]
) -> None:
    tree = write(tmp_path / "tree", {"Dockerfile": "FROM scratch\n"})
    hostile = "--help $(touch hacked)`touch hacked`'; touch hacked; '\"; touch hacked #"
    given = dict.fromkeys(names, hostile)
    code, _, _ = run_action(
        tree, tmp_path / "runner", {"feed-url": feed["url"], "key": feed["key"], **given}
    )
    assert code
    assert not list(tmp_path.rglob("hacked"))


def test_the_action_is_what_github_describes() -> None:
    done = subprocess.run(
        [BIN / "check-jsonschema", "--builtin-schema", "vendor.github-actions", ACTION / "action.yml"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_input_is_used_and_described_on_the_page() -> None:
    text = (ACTION / "action.yml").read_text()
    page = (ROOT / "docs" / "consume" / "ci.md").read_text()
    for name in action()["inputs"]:
        assert f"inputs.{name} " in text, name
        assert f"| `{name}` |" in page, name


@pytest.fixture
def project(feed: dict[str, str], tmp_path: Path) -> Path:
    """A repository that has the scripts where the page says."""
    tree = write(tmp_path / "project", {"ci/feed-check/release.pub": feed["key"]})
    for path in (
        *ACTION.glob("*.py"),
        ACTION / "check.sh",
        ROOT / "docs" / "consume" / "fetch-feed.sh",
    ):
        shutil.copy(path, tree / "ci" / "feed-check")
    return tree


def judge(project: Path, script: str, env: Mapping[str, str]) -> None:
    """A job's script is silent about a clean repository and fails one that names what is listed."""
    dockerfile = project / "Dockerfile"
    for content, code in (("FROM scratch\n", 0), ("FROM alpha/scanner:v1\n", 10)):
        dockerfile.write_text(content)
        plain = {name: text for name, text in os.environ.items() if not name.startswith("GITHUB_")}
        done = subprocess.run(
            ["bash", "-e", "-c", script], cwd=project, env={**plain, **env},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == code, done.stderr
        assert (LISTED in done.stdout) is bool(code)


def test_the_job_for_gitlab_works(feed: dict[str, str], project: Path) -> None:
    path = SNIPPETS / "gitlab-ci.yml"
    (job,) = yaml.safe_load(path.read_text()).values()
    env = {**job["variables"], "FEED_URL": feed["url"]}
    assert f"{env['FEED_DIR']}/" in job["cache"]["paths"]
    judge(project, "\n".join(job["script"]), env)
    done = subprocess.run(
        [BIN / "check-jsonschema", "--builtin-schema", "vendor.gitlab-ci",
         "--data-transform", "gitlab-ci", path],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_stage_for_jenkins_works(feed: dict[str, str], project: Path, tmp_path: Path) -> None:
    text = (SNIPPETS / "Jenkinsfile").read_text()
    code = re.sub(r"//[^\n]*(?=\n)", lambda match: match[0] if "'" in match[0] else "", text)
    assert code.count("{") == code.count("}")
    blocks = re.findall(r"^\s*(\w+)(?:\('[^']*'\))? \{$", text, re.MULTILINE)
    assert blocks == ["pipeline", "options", "stages", "stage", "environment", "steps"]
    env = dict(re.findall(r"^\s+(\w+) = '([^']*)'$", text, re.MULTILINE))
    (script,) = re.findall(r"sh '''\n(.*?)'''", text, re.DOTALL)
    docker = write(tmp_path / "bin", {"docker": "#!/bin/sh\n"}) / "docker"
    docker.chmod(0o755)
    path = f"{docker.parent}:{os.environ['PATH']}"
    judge(project, script, {**env, "FEED_URL": feed["url"], "PATH": path})


def test_the_task_for_tekton_works(feed: dict[str, str], project: Path, tmp_path: Path) -> None:
    task = yaml.safe_load((SNIPPETS / "tekton-task.yaml").read_text())
    assert (task["apiVersion"], task["kind"]) == ("tekton.dev/v1", "Task")
    assert set(task["spec"]) <= {"description", "params", "workspaces", "steps"}
    values = {f"params.{param['name']}": param["default"] for param in task["spec"]["params"]}
    values["params.feed-url"] = feed["url"]
    places = {"source": project, "feed": tmp_path / "volume"}
    places["feed"].mkdir()
    values |= {
        f"workspaces.{w['name']}.path": str(places[w["name"]]) for w in task["spec"]["workspaces"]
    }

    def filled(text: str) -> str:
        return re.sub(r"\$\(([\w.-]+)\)", lambda match: values[match[1]], text)

    (step,) = task["spec"]["steps"]
    assert filled(step["workingDir"]) == str(project)
    env = {variable["name"]: filled(variable["value"]) for variable in step["env"]}
    judge(project, filled(step["script"]), env)
    assert (tmp_path / "volume" / "lists" / ".serial").is_file()
