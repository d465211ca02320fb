"""Playbooks: packages in lock files, environments and SBOMs, with look-alikes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from feedgen.emitters.playbooks import EMITTER
from feedgen.model.feed import Feed
from feedgen.model.observables import Package
from tests.conftest import emit
from tests.emitters.playbooks.blocks import ALPHA, block, page_of, run, work_of
from tests.engines.conformance import FINDS, SILENT
from tests.model.made_feeds import small

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


NPM_LOCKS = {
    "v1/package-lock.json": json.dumps(
        {
            "dependencies": {
                "x": {"version": "1", "dependencies": {"@alpha/cli": {"version": "2026.4.0"}}}
            }
        }
    ),
    "v3/package-lock.json": json.dumps(
        {
            "packages": {
                "": {"name": "@alpha/cli"},
                "node_modules/x/node_modules/@alpha/cli": {"version": "2026.4.0"},
            }
        }
    ),
    "yarn1/yarn.lock": '"@alpha/cli@^2026.3.0", "@alpha/cli@^2026.4.0":\n  version "2026.4.0"\n  resolved "x"\n',
    "berry/yarn.lock": '"@alpha/cli@npm:^2026.3.0":\n  version: 2026.4.0\n',
    "pnpm/pnpm-lock.yaml": "packages:\n  '@alpha/cli@2026.4.0':\n    resolution: {}\n",
    "bun/bun.lock": '{"packages": {"@alpha/cli": ["@alpha/cli@2026.4.0", "", {}]}}',
}
NPM_GOOD = {
    "good/package-lock.json": json.dumps({"packages": {"node_modules/@alpha/cli": {"version": "2026.4.01"}}}),
    "good/yarn.lock": '"@alpha/cli-x@^2026.4.0":\n  version "2026.4.0"\n',
    "good/pnpm-lock.yaml": "packages:\n  '@alpha/cli@2026.4.0-beta':\n",
}  # fmt: skip


def test_npm_lock_files(page: str, work: Path, tmp_path: Path) -> None:
    code = tmp_path / "code"
    for name, text in {**NPM_LOCKS, **NPM_GOOD}.items():
        (code / name).parent.mkdir(parents=True, exist_ok=True)
        (code / name).write_text(text)
    found = run(block(page, "> npm.txt"), work, CODE=code)
    assert sorted(found.splitlines()) == sorted(
        f"{code}/{name}: @alpha/cli@2026.4.0" for name in NPM_LOCKS
    )


def test_npm_packages_as_installed(page: str, work: Path, tmp_path: Path) -> None:
    for folder, version in (("a", "2026.4.0"), ("b", "2026.4.1")):
        path = tmp_path / "disk" / folder / "node_modules" / "@alpha" / "cli"
        path.mkdir(parents=True)
        (path / "package.json").write_text(json.dumps({"name": "@alpha/cli", "version": version}))
    run("sed -n 's#^pkg:npm/##p' packages.txt | sed 's/%40/@/g' > npm.txt", work)
    search = block(page, "npm ls --global").partition("\n")[2]  # not what this machine has
    found = run(search, work, WHERE=tmp_path / "disk")
    assert found == f"{tmp_path}/disk/a/node_modules/@alpha/cli/package.json: @alpha/cli@2026.4.0\n"


def test_python_lock_files_and_environments(feed: Feed, tmp_path: Path) -> None:
    page = page_of(feed, Package("pkg:pypi/alpha-tool@1.82.7"), Package("pkg:pypi/alphaa"))
    work = work_of(page, tmp_path)
    code = tmp_path / "code"
    code.mkdir()
    (code / "requirements-dev.txt").write_text(
        "Alpha_Tool[x] == 1.82.7 ; python_version > '3'  # c\nalpha-tool==1.82.70\n"
    )
    (code / "uv.lock").write_text('[[package]]\nname = "alpha-tool"\nversion = "1.82.7"\n')
    (code / "Pipfile.lock").write_text(
        json.dumps({"default": {"alpha-tool": {"version": "==1.82.7"}}})
    )
    (code / "requirements.txt").write_text("alphaa>=2\nalpha-tool>=1\n")
    found = run(block(page, "> pypi.txt"), work, CODE=code).splitlines()
    assert sorted(found) == [
        f"{code}/Pipfile.lock: alpha-tool==1.82.7",
        f"{code}/requirements-dev.txt: alpha-tool==1.82.7",
        f"{code}/requirements.txt: alphaa",
        f"{code}/uv.lock: alpha-tool==1.82.7",
    ]
    for name in (
        "alpha_tool-1.82.7.dist-info",
        "alpha_tool-1.82.6.dist-info",
        "Alphaa-3.0-py3.11.egg-info",
    ):
        (tmp_path / "disk" / "site-packages" / name).mkdir(parents=True)
    found = run(block(page, "dist-info"), work, WHERE=tmp_path / "disk").splitlines()
    assert sorted(Path(line).name for line in found) == [
        "Alphaa-3.0-py3.11.egg-info",
        "alpha_tool-1.82.7.dist-info",
    ]


def test_go_modules(feed: Feed, tmp_path: Path) -> None:
    page = page_of(feed, Package("pkg:golang/github.com/alpha/tool@v0.69.4"))
    work = work_of(page, tmp_path)
    code = tmp_path / "code"
    code.mkdir()
    (code / "go.sum").write_text(
        "github.com/Alpha/tool v0.69.4/go.mod h1:x\ngithub.com/alpha/tool v0.69.41 h1:y\n"
    )
    (code / "go.mod").write_text("require github.com/alpha/tool v0.69.4\n")
    found = run(block(page, "golang.txt"), work, CODE=code, BINARIES=code).splitlines()
    assert sorted(line.partition(":")[0] for line in found) == [f"{code}/go.mod", f"{code}/go.sum"]


def test_sboms(page: str, work: Path, tmp_path: Path) -> None:
    sboms = tmp_path / "sboms"
    sboms.mkdir()
    for name, purl in (
        ("cdx", "pkg:npm/@alpha/cli@2026.4.0?arch=x"),
        ("all", "pkg:pypi/alphaa@77"),
        ("good", "pkg:npm/%40alpha/cli@2026.4.01"),
    ):
        (sboms / f"{name}.json").write_text(json.dumps({"components": [{"purl": purl}]}))
    spdx = {"packages": [{"externalRefs": [{"referenceLocator": "pkg:npm/%40alpha/cli@2026.4.0"}]}]}
    (sboms / "spdx.json").write_text(json.dumps(spdx))
    found = run(block(page, "SBOMS"), work, SBOMS=sboms).splitlines()
    assert sorted(found) == [
        f"{sboms}/all.json: pkg:pypi/alphaa",
        f"{sboms}/cdx.json: pkg:npm/%40alpha/cli@2026.4.0",
        f"{sboms}/spdx.json: pkg:npm/%40alpha/cli@2026.4.0",
    ]
