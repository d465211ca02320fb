"""A type that nobody knows yet: three files are edited, and nothing drops it in silence.

The edits are made in a copy of the program, so that no other file can know the type.
docs/development.md lists the same three.
"""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import orjson
import pytest

import feedgen
from feedgen.emitters import emitters
from feedgen.shipped import template_directory

VALUE = r"Global\wq-83b1-upd"
CLASS = '''
class Mutex(Observable):
    """A named mutex."""

    __slots__ = ()
    type = "mutex"
    title = "mutex"
    plural = "mutexes"
    key = "mutexes"
    family = Family.FAMILY


class SystemdUnit(Observable):'''
EDITS = {
    "model/observables/host.py": (("\nclass SystemdUnit(Observable):", CLASS),),
    "model/observables/__init__.py": (
        ("    Md5,\n    Path,\n", "    Md5,\n    Mutex,\n    Path,\n"),
        ("        SystemdUnit,\n", "        SystemdUnit,\n        Mutex,\n"),
    ),
    "sources/entry_schema.py": (
        (
            "    lists: list[ListEntry] = []\n",
            '    mutexes: list[Bare] = []\n    """Mutexes."""\n    lists: list[ListEntry] = []\n',
        ),
    ),
}
FEED = """\
schema_version: 1
producer: {name: acme, contact: x@acme.example, description: Ours., created: 2026-01-01T00:00:00Z}
namespace: 0b6a8c6e-2f0d-4c39-9a44-6a5f3f6b0d51
sids: {first: 1760000, last: 1769999}
base_url: https://acme.example
tlp_limit: clear
licence: CC0-1.0
validity: {default: 2y}
"""
INCIDENT = rf"""
schema_version: 1
id: acme-mutex-2026-04
status: published
title: The program that holds a mutex
summary: It holds a mutex.
tlp: clear
severity: high
published: 2026-04-22T10:00:00Z
references: {{vendor: {{title: Report, url: "https://vendor.example/report"}}}}
defaults: {{confidence: 80, action: block, references: [vendor]}}
indicators:
  mutexes: ['{VALUE}']
known_good:
  values: [{{type: mutex, value: 'Global\acme-own'}}]
"""
NOW = "2026-05-01T00:00:00Z"


class Project:
    """A copy of feedgen with the three edits, and a source tree that publishes every format."""

    def __init__(self, root: Path, family: str = "HOST") -> None:
        self.root, self.iocs, self.out = root, root / "iocs", root / "out"
        package = Path(feedgen.__file__).parent
        copy = shutil.copytree(
            package, root / "feedgen", ignore=shutil.ignore_patterns("__pycache__")
        )
        if not (copy / "templates").is_dir():
            shutil.copytree(template_directory(), root / "templates")
        for path, edits in EDITS.items():
            text = (copy / path).read_text()
            for before, after in edits:
                assert text.count(before) == 1
                text = text.replace(before, after.replace("FAMILY", family))
            (copy / path).write_text(text)
        (self.iocs / "2026").mkdir(parents=True)
        formats = ", ".join(sorted(emitters()))
        (self.iocs / "feed.yml").write_text(f"{FEED}formats: [{formats}]\n")
        (self.iocs / "2026" / "acme-mutex-2026-04.yml").write_text(INCIDENT)

    def run(self, *words: str, code: int = 0) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "feedgen", *words], cwd=self.root, text=True, check=False,
            capture_output=True, env={**os.environ, "PYTHONPATH": str(self.root)},
        )  # fmt: skip
        assert done.returncode == code, done.stderr
        return done.stdout + done.stderr


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    made = Project(tmp_path_factory.mktemp("mutex"))
    made.run("release", "--as-of", NOW)
    return made


@pytest.fixture(scope="module")
def latest(project: Project) -> Path:
    return project.out / "v1" / "latest"


def test_the_sources_are_read_and_checked(project: Project) -> None:
    project.run("check", "--as-of", NOW)
    path = project.iocs / "2026" / "acme-mutex-2026-04.yml"
    before = path.read_text()
    path.write_text(before.replace(VALUE, "wq"))
    try:
        assert 'FG306 "wq" has fewer than 4 characters' in project.run(
            "check", "--as-of", NOW, code=3
        )
    finally:
        path.write_text(before)


def test_every_format_carries_it_or_says_why_not(latest: Path) -> None:
    manifest = orjson.loads((latest / "release.json").read_bytes())
    said = {group["emitter"] for group in manifest["omissions"] if "mutex" in group["types"]}
    carrying = {file["emitter"] for file in manifest["artifacts"] if file.get("indicators")}
    assert said | carrying == emitters().keys()


def test_the_tables_the_playbook_and_the_pages_show_it(project: Project, latest: Path) -> None:
    with (latest / "indicators.csv").open(newline="") as file:
        assert [(row["type"], row["value"]) for row in csv.DictReader(file)] == [("mutex", VALUE)]
    (line,) = (latest / "indicators.ndjson").read_bytes().splitlines()
    assert (orjson.loads(line)["type"], orjson.loads(line)["value"]) == ("mutex", VALUE)
    assert f"mutex {VALUE}" in (latest / "CHANGES.md").read_text().replace("`", "")
    playbook = (latest / "playbooks" / "acme-mutex-2026-04.md").read_text()
    assert "`mutex.txt`, 1 of: mutexes\n" in playbook
    assert f"\n{VALUE}\n" in playbook
    assert "acme-own" in playbook
    page = (project.out / "incidents" / "acme-mutex-2026-04.html").read_text()
    assert "<h3>Mutexes</h3>" in page
    assert VALUE in page
    searched = orjson.loads((project.out / "data" / "indicators.json").read_bytes())
    assert [(one["t"], one["v"]) for one in searched["indicators"]] == [("mutex", VALUE)]


def test_what_was_published_is_imported_again(project: Project, latest: Path) -> None:
    told = b'feedgen:type=\\"mutex\\"'
    (event,) = [path for path in (latest / "misp").iterdir() if told in path.read_bytes()]
    for document in (latest / "indicators.csv", event):
        draft = project.run(
            "import", str(document), "--dry-run", "--id", "acme-again-2026-05", "--as-of", NOW
        )
        assert '\n  mutexes:\n    - "Global\\\\wq-83b1-upd"\n' in draft
        assert "1 values in 1 entries" in draft


def test_a_table_of_somebody_else_is_drafted(project: Project) -> None:
    table = project.root / "table.csv"
    table.write_text("type,value\nmutex,Global\\another-one\ndomain,wq-83b1-upd.cc\n")
    draft = project.run("import", str(table), "--dry-run", "--id", "acme-x-2026-05", "--as-of", NOW)
    assert "2 values in 2 entries" in draft
    assert '\n  mutexes:\n    - "Global\\\\another-one"\n' in draft


def test_a_new_incident_shows_the_key(project: Project) -> None:
    project.run("new", "acme-new-2026-05", "--as-of", NOW)
    path = project.iocs / "2026" / "acme-new-2026-05.yml"
    assert "plugins, mutexes, lists\n" in path.read_text()
    path.unlink()


def test_formats_that_forget_a_type_are_named_together(tmp_path: Path) -> None:
    said = Project(tmp_path, family="NETWORK").run("build", "--as-of", NOW, code=1)
    names = ("stix", "suricata", "zeek")
    forgotten = "; ".join(f"{name} neither carries nor omits mutex {VALUE}" for name in names)
    assert said == f"error: {forgotten}\n"
