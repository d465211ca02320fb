"""Nothing that we write makes anybody install the other project whose name is feedgen."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import InvalidRequirement, Requirement

ROOT = Path(__file__).parent.parent.parent
TEXTS = [
    ROOT / name
    for name in subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", "README.md",
         "CHANGELOG.md", "Makefile", "pyproject.toml", ".github", "deploy", "docs", "feedgen",
         "iocs/README.md", "requirements", "scripts", "templates", "tests/example_emitter"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.splitlines()
]  # fmt: skip
INSTALLS = re.compile(
    r"""\b(?:(?:pip3?|uv(?: pip| tool)?|pipx|poetry|pdm|conda) (?:install|add|inject|run|download)"""
    r"""|uvx)\b[^\n`#]*[ '"]feedgen(?:\[[^]\n]*])?"""
    r"""(?=[\s'"`=<>~!;]|$)(?!\s*@)"""
)
"""A program that installs, and the bare name, with or without extras and versions."""


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("pip install feedgen", 1),
        ("`python -m pip install -U 'feedgen[all]>=1'`", 1),
        ("uv tool install feedgen==1.0.0", 1),
        ("uvx --from feedgen feedgen check", 1),
        ("pip install 'feedgen @ git+https://forge.example/feedgen@c0ffee'", 0),
        ("pip install ./feedgen-example-emitter", 0),
        ("`pip install '.[serve]'` in a checkout of feedgen, and so on", 0),
        ("pip install . && .venv/bin/feedgen check", 0),
    ],
)
def test_the_search_finds_what_it_should(line: str, found: int) -> None:
    assert len(INSTALLS.findall(line)) == found


def test_no_text_installs_it_by_name() -> None:
    assert len(TEXTS) > 500
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in TEXTS
        for match in INSTALLS.finditer(path.read_text())
    ]
    assert found == []


def requirements_in(document: dict[str, Any]) -> Iterator[str]:
    project = document.get("project", {})
    yield from document.get("build-system", {}).get("requires", ())
    yield from project.get("dependencies", ())
    if project.get("name") != "feedgen":  # its own extras may name each other
        for extra in project.get("optional-dependencies", {}).values():
            yield from extra
    for group in document.get("dependency-groups", {}).values():
        yield from (line for line in group if isinstance(line, str))


def stated() -> Iterator[tuple[str, str]]:
    """Where something is required, and what."""
    for path in TEXTS:
        where, text = str(path.relative_to(ROOT)), path.read_text()
        documents = re.findall(r"^```toml\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
        if path.name == "pyproject.toml":
            documents = [text]
        for document in documents:
            yield from ((where, line) for line in requirements_in(tomllib.loads(document)))
        if path.parent.name == "requirements":
            yield from (
                (where, line) for line in re.findall(r"^[^\s#-][^\\#\n]*", text, re.MULTILINE)
            )


def test_nothing_requires_it_by_name() -> None:
    found = list(stated())
    assert len(found) > 100
    for where, line in found:
        try:
            requirement = Requirement(line.strip())
        except InvalidRequirement:
            continue
        assert requirement.name != "feedgen" or requirement.url, f"{where}: {line}"


def test_the_example_asks_no_index_for_feedgen(tmp_path: Path) -> None:
    """As pip resolves it where nothing is installed yet."""
    shutil.copytree(ROOT / "tests/example_emitter", tmp_path / "source")
    done = subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
         "--dry-run", "--ignore-installed", "--no-index", "--no-build-isolation",
         "--report", tmp_path / "report.json", tmp_path / "source"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    report = json.loads((tmp_path / "report.json").read_bytes())
    assert [item["metadata"]["name"] for item in report["install"]] == ["feedgen-example-emitter"]
