"""Rules of the house, executed."""

from __future__ import annotations

import ast
import fnmatch
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from feedgen.checks import checks
from feedgen.emitters import emitters
from feedgen.sources.tree import read_profile
from tests.sources.source_tree import write_tree

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "feedgen").rglob("*.py"))


def test_imports_go_one_way() -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


_READERS = ("publish", "registry", "release", "serve", "site", "subscribe")
_COMPILER = (
    "feedgen.build", "feedgen.sources", "feedgen.checks", "feedgen.emitters",
    "feedgen.model.feed", "feedgen.model.indicator",
)  # fmt: skip


def test_who_reads_a_release_never_loads_the_compiler() -> None:
    program = f"""
import importlib, pkgutil, sys
for name in {_READERS!r}:
    package = importlib.import_module(f"feedgen.{{name}}")
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        importlib.import_module(module.name)
print(*sorted(name for name in sys.modules if name.startswith({_COMPILER!r})))
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []


def test_only_the_command_line_reads_the_clock() -> None:
    clock = re.compile(r"\b(datetime\.now|utcnow|time\.time|uuid4|uuid1|random\.)")
    for path in SOURCES:
        if path.name != "options.py":
            assert not clock.search(path.read_text()), path


def test_every_public_thing_explains_itself() -> None:
    for path in SOURCES:
        tree = ast.parse(path.read_text())
        assert ast.get_docstring(tree), path
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
                public = not any(part.startswith("_") for part in path.stem.split("."))
                if public and isinstance(node, ast.ClassDef):
                    assert ast.get_docstring(node), f"{path}: {node.name}"


def test_what_tests_share_lies_in_the_folder_that_it_is_about() -> None:
    flat = {path.name for path in (ROOT / "tests").glob("*.py")}
    assert flat == {"__init__.py", "conftest.py", "test_house.py", "test_pipeline.py"}


@pytest.mark.parametrize("name", sorted(emitters()))
def test_every_format_has_its_page_its_golden_folder_and_is_published(name: str) -> None:
    page = name.replace("_", "-")
    assert (ROOT / "docs" / f"{page}.md").is_file()
    assert (ROOT / "tests" / "golden" / name / "small").is_dir()
    assert re.search(
        r"^## How .*\bdisappears?$", (ROOT / "docs" / f"{page}.md").read_text(), re.MULTILINE
    )
    assert name in read_profile(ROOT / "iocs").formats
    emitter = emitters()[name]
    assert emitter.title
    assert emitter.url.startswith("https://")


@pytest.mark.parametrize("name", sorted(emitters()))
def test_a_format_says_only_of_files_that_it_makes_what_they_are(name: str) -> None:
    roots = (ROOT / "tests" / "golden" / name / "small", ROOT / "out" / "v1" / "latest")
    made = [path.relative_to(root).as_posix() for root in roots for path in root.rglob("*.*")]
    for said in emitters()[name].files:
        pattern = said.replace("{incident}", "*") + ("*" if said.endswith("/") else "")
        assert fnmatch.filter(made, pattern), said


def test_every_check_has_a_code_of_its_own() -> None:
    codes = [check.code for check in checks()]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"FG[34]\d\d", code) for code in codes)


def test_links_between_pages_lead_somewhere() -> None:
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))):
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


@pytest.mark.engine
def test_what_the_pages_show_was_captured() -> None:
    done = subprocess.run(
        [sys.executable, "scripts/captured.py", "--check"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_the_lock_pins_and_hashes_everything_and_names_no_index() -> None:
    for name in ("feed.txt", "test.txt"):
        text = (ROOT / "requirements" / name).read_text()
        logical = text.replace("\\\n", " ").splitlines()
        assert logical
        for line in logical:
            assert re.match(r"[a-z0-9._-]+==\S+ ", line), line
            assert "--hash=sha256:" in line, line
        assert "://" not in text
        assert "--index" not in text


@pytest.mark.engine
def test_an_installed_wheel_works_in_any_directory(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation",
         "--wheel-dir", tmp_path, ROOT],
        check=True, capture_output=True,
    )  # fmt: skip
    (wheel,) = tmp_path.glob("feedgen-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        archive.extractall(tmp_path / "site")
    templates = ROOT / "templates"
    shipped = {
        f"feedgen/templates/{path.relative_to(templates).as_posix()}"
        for path in templates.rglob("*")
        if path.is_file()
    }
    assert "feedgen/templates/playbook/page.md" in shipped
    assert shipped <= set(names)
    assert "feedgen/py.typed" in names
    assert "feedgen/model/attack_techniques.tsv" in names
    assert not any(name.startswith(("tests", "iocs", "out")) for name in names)
    formats = ", ".join(sorted(emitters()))
    work = tmp_path / "work"
    write_tree(work / "iocs")
    feed = work / "iocs" / "feed.yml"
    feed.write_text(re.sub(r"formats: .*", f"formats: [{formats}]", feed.read_text()))
    program = f"import sys; sys.path.insert(0, {str(tmp_path / 'site')!r}); from feedgen.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, "build"], cwd=work, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert (work / "out" / "preview" / "suricata" / "rules" / "feedgen.rules").is_file()
