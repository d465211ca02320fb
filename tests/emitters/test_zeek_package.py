"""Zeek's package manager reads the folder's description and installs the whole package, without Zeek."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import TESTS
from tests.engines.conformance import LOADS
from tests.engines.registry import require

RELEASE = TESTS.parent / "out" / "v1" / "latest" / "zeek"
PACKAGE = ("zeek/*.intel", "zeek/*.sig", "zeek/*.zeek", "zeek/scripts/*.zeek")
FILES = sorted(
    path.relative_to(RELEASE).as_posix() for path in RELEASE.rglob("*") if path.is_file()
)


class Manager:
    """zkg with a state of its own, and the package in a git repository, as it wants it."""

    def __init__(self, folder: Path) -> None:
        self.package = folder / "feedgen"
        self.installed = folder / "script" / "packages" / "feedgen"
        self.settings = folder / "zkg.conf"
        shutil.copytree(RELEASE, self.package)
        for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "A release"]):
            identity = ["-c", "user.name=Feed", "-c", "user.email=feed@feed.example"]
            subprocess.run([require("git"), *identity, *command], cwd=self.package, check=True)
        places = [f"{kind}_dir = {folder / kind}" for kind in ("state", "script", "plugin", "bin")]
        self.settings.write_text("\n".join(["[sources]", "[paths]", *places]) + "\n")

    def run(self, *arguments: str) -> str:
        """What it prints; it also warns that it finds no Zeek."""
        program = Path(sys.executable).with_name("zkg")
        run = subprocess.run(
            [program, "--configfile", self.settings, *arguments, self.package],
            capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
        assert run.returncode == 0, run.stdout + run.stderr
        assert "error" not in (run.stdout + run.stderr).lower(), run.stdout + run.stderr
        return run.stdout


@pytest.fixture(scope="module")
def manager(tmp_path_factory: pytest.TempPathFactory) -> Manager:
    return Manager(tmp_path_factory.mktemp("zkg"))


@pytest.mark.judged("zeek/zkg.meta", by="zkg", asks=LOADS)
def test_the_package_manager_reads_the_description(manager: Manager) -> None:
    ((_, told),) = json.loads(manager.run("info", "--json")).items()
    ((_, meta),) = told["metadata"].items()
    assert_described(meta)


def assert_described(meta: dict[str, Any]) -> None:
    assert meta["description"].startswith("Intelligence and signatures of ")
    assert meta["depends"] == {"zeek": ">=6.0.0"}
    assert meta["script_dir"] == "."
    assert meta["test_command"].split()[-1] in FILES


@pytest.mark.judged(*PACKAGE, by="zkg", asks=LOADS)
def test_the_package_manager_installs_every_file_beside_the_scripts(manager: Manager) -> None:
    assert 'Installed "' in manager.run("install", "--force", "--skiptests")
    for name in FILES:
        if name == "zkg.meta":  # is for the manager alone
            continue
        assert (manager.installed / name).read_bytes() == (RELEASE / name).read_bytes(), name
    loader = (manager.installed.parent / "packages.zeek").read_text()
    assert "@load ./feedgen" in loader
