"""The bench itself: what it counts, what it refuses, and that its lists agree."""

from __future__ import annotations

import os
import re
import subprocess
from collections import Counter
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.engines.conformance import FINDS, LOADS, PAGE, QUESTIONS, render
from tests.engines.registry import DEMANDED, ENGINES, Engine, Origin

ROOT = Path(__file__).parents[2]
LATEST = ROOT / "out" / "v1" / "latest"
BOOTSTRAP = {"bash", "awk", "grep", "sha256sum"}
"""Debian's programs that every Debian has."""


def workflow() -> dict[str, Any]:
    text = (ROOT / ".github" / "workflows" / "engines.yml").read_text()
    told: dict[str, Any] = yaml.safe_load(text)
    return told


def test_the_script_installs_every_debian_engine_and_no_other() -> None:
    script = (ROOT / "scripts" / "engines.sh").read_text()
    (listed,) = re.findall(r'^ENGINES="(.*?)"', script, re.MULTILINE | re.DOTALL)
    installed = dict(pair.split(":") for pair in listed.split())
    known = {e.name: e.package for e in ENGINES.values() if e.origin is Origin.DEBIAN}
    assert installed == {name: known[name] for name in known.keys() - BOOTSTRAP}


def test_a_job_runs_every_engine_that_no_package_brings() -> None:
    jobs = workflow()["jobs"]["judge"]["strategy"]["matrix"]["include"]
    pinned = {job["engine"]: job["image"] for job in jobs}
    known = {e.name: e.package for e in ENGINES.values() if e.origin is Origin.CONTAINER}
    assert {name: image.partition("@")[0] for name, image in pinned.items()} == known
    assert all(re.fullmatch(r"\S+:\S+@sha256:[0-9a-f]{64}", image) for image in pinned.values())


def test_every_library_among_the_judges_is_in_the_lock() -> None:
    lock = (ROOT / "requirements" / "test.txt").read_text()
    for engine in ENGINES.values():
        if engine.origin is Origin.PYPI:
            assert re.search(rf"^{engine.package}==", lock, re.MULTILINE), engine.package


def test_every_published_file_has_a_judge() -> None:
    globs = set(re.findall(r"^\| `([^`]+)` \|", PAGE.read_text(), re.MULTILINE))
    unjudged = [
        path
        for path in (
            file.relative_to(LATEST).as_posix() for file in LATEST.rglob("*") if file.is_file()
        )
        if not any(fnmatchcase(path, glob) for glob in globs)
    ]
    assert unjudged == []


def test_every_glob_of_the_page_is_of_a_published_file() -> None:
    paths = [file.relative_to(LATEST).as_posix() for file in LATEST.rglob("*") if file.is_file()]
    for glob in re.findall(r"^\| `([^`]+)` \|", PAGE.read_text(), re.MULTILINE):
        assert any(fnmatchcase(path, glob) for path in paths), glob


def test_the_page_counts_by_question_and_leaves_containers_out() -> None:
    page = render({
        ("yara/*", "yara-x"): Counter({LOADS: 2, FINDS: 30}),
        ("zeek/*.sig", "zeek"): Counter({LOADS: 1}),
    })  # fmt: skip
    version = ENGINES["yara-x"].version()
    assert f"| `yara/*` | yara-x | {version} | 2 | 30 |  |  |" in page.splitlines()
    assert "zeek/*.sig" not in page
    assert f"| zeek | `{ENGINES['zeek'].package}` |" in page.splitlines()
    assert all(f"**{asks}**" in page for asks in QUESTIONS)


@pytest.mark.parametrize(
    ("origin", "env", "demanded"),
    [
        (Origin.DEBIAN, {}, False),
        (Origin.DEBIAN, {"CI": "true"}, True),
        (Origin.CONTAINER, {"CI": "true"}, False),
        (Origin.CONTAINER, {DEMANDED: "other"}, False),
        (Origin.CONTAINER, {DEMANDED: "other nowhere"}, True),
    ],
)
def test_where_a_missing_engine_is_a_failure(
    monkeypatch: pytest.MonkeyPatch, origin: Origin, env: dict[str, str], *, demanded: bool
) -> None:
    for name in ("CI", DEMANDED):
        monkeypatch.delenv(name, raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    engine = Engine("nowhere", origin, "no-such-package", ("nowhere", "--version"))
    assert engine.missing()
    assert engine.is_demanded() is demanded


def test_a_container_looks_like_a_program(tmp_path: Path) -> None:
    docker = tmp_path / "docker"
    docker.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    docker.chmod(0o755)
    image = "zeek/zeek:1@sha256:" + "0" * 64
    subprocess.run(
        ["sh", ROOT / "scripts" / "container-engine.sh", "zeek", image, tmp_path / "bin",
         "--entrypoint", "zeek"],
        check=True,
    )  # fmt: skip
    work = tmp_path / "a folder"
    work.mkdir()
    told = subprocess.run(
        [tmp_path / "bin" / "zeek", "-r", "two words.pcap", "$(id)"], cwd=work, check=True,
        capture_output=True, text=True,
        env={"PATH": f"{tmp_path}:{os.environ['PATH']}", "TMPDIR": str(tmp_path)},
    ).stdout.splitlines()  # fmt: skip
    assert told[-6:] == ["--entrypoint", "zeek", image, "-r", "two words.pcap", "$(id)"]
    assert f"{work}:{work}" in told
    assert f"{tmp_path}:{tmp_path}" in told
    assert told[told.index("--network") + 1] == "none"


def test_the_shell_scripts_are_posix() -> None:
    for script in sorted((ROOT / "scripts").glob("*.sh")):
        subprocess.run(["sh", "-n", script], check=True)
