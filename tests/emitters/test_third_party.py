"""Formats of other distributions: installed as pip does it, and broken in every way."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from feedgen.cli.app import run
from feedgen.cli.options import toolchain
from feedgen.emitters import emitters, installed, named
from feedgen.errors import UsageError
from feedgen.model.artifact import Artifact
from feedgen.site import render_site
from tests.conftest import TESTS, compile_corpus, emit
from tests.sources.source_tree import write_tree

ROOT = TESTS.parent


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with the example package as pip installs it, without network."""
    work = tmp_path_factory.mktemp("installed")
    shutil.copytree(TESTS / "example_emitter", work / "source")
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
         "--no-deps", "--no-build-isolation", "--no-index",
         "--target", work / "site", work / "source"],
        check=True, capture_output=True,
    )  # fmt: skip
    return work / "site"


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A scratch tree in the working directory, whose feed.yml names the example's format."""
    monkeypatch.chdir(tmp_path)
    write_tree(tmp_path / "iocs")
    name_formats(tmp_path, "example_hosts, stix, tables")
    return tmp_path


def name_formats(tree: Path, names: str) -> None:
    feed = tree / "iocs" / "feed.yml"
    feed.write_text(re.sub(r"formats: .*", f"formats: [{names}]", feed.read_text()))


def feedgen(tree: Path, site: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": f"{site}{os.pathsep}{ROOT}", "COLUMNS": "100"}
    return subprocess.run(
        [sys.executable, "-m", "feedgen", *arguments],
        cwd=tree, env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_an_installed_format_is_built_like_ours(tree: Path, site: Path) -> None:
    name_formats(tree, "example_hosts, playbooks, stix, tables")
    done = feedgen(tree, site, "build")
    assert done.returncode == 0, done.stderr
    assert "Hosts with ids (an example)" in done.stderr
    lines = (tree / "out/preview/example/hosts.tsv").read_text().splitlines()
    assert lines[0] == "# host, id, confidence: preview"
    assert [line.split("\t")[0] for line in lines[1:]] == ["bad-acme.net", "evil-acme.com"]
    release = json.loads((tree / "out/preview/release.json").read_text())
    assert release["toolchain"]["feedgen-example-emitter"] == "1.2.3"
    skipped = [o for o in release["omissions"] if o["emitter"] == "example_hosts"]
    assert {(o["kind"], o["reason"]) for o in skipped} == {
        ("partial", "a line names one host and not the names below it"),
        ("skipped", "the list holds host names and nothing else"),
    }

    listed = {a["path"]: a.get("title") for a in release["artifacts"]}
    assert listed["example/hosts.tsv"] == "Hosts with ids"
    assert listed["stix/indicators.json"] is None
    (page,) = (tree / "out/preview/playbooks").glob("*.md")
    assert "\n- `example/hosts.tsv`: Hosts with ids\n" in page.read_text()
    pages = {file.path: file.data.decode() for file in render_site(tree / "out/preview")}
    for path in ("index.html", f"incidents/{page.stem}.html"):
        assert re.search(r'/example/hosts\.tsv">Hosts with ids</a>', pages[path]), path
    assert "Playbook, Markdown</a>" in pages[f"incidents/{page.stem}.html"]
    assert "Playbook, Markdown" not in pages["index.html"]


@pytest.fixture
def _looked_up() -> Iterator[None]:
    """What is installed is looked up anew, before and after."""
    for cached in (installed.declared, installed.load):
        cached.cache_clear()
    yield
    for cached in (installed.declared, installed.load):
        cached.cache_clear()


@pytest.mark.usefixtures("_looked_up")
def test_a_release_with_it_is_reproduced(
    tree: Path, site: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    with monkeypatch.context() as patched:
        patched.syspath_prepend(site)
        assert run(["release", "--as-of", "2026-02-01"]) == 0
        assert run(["build", "--check"]) == 0
    capfd.readouterr()
    for cached in (installed.declared, installed.load):
        cached.cache_clear()
    assert run(["build", "--check"]) == 3
    assert "formats names example_hosts" in capfd.readouterr().err


@pytest.mark.usefixtures("_looked_up")
def test_the_list_of_known_formats_says_whose_they_are(
    tree: Path, site: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    name_formats(tree, "exampel_hosts")
    monkeypatch.syspath_prepend(site)
    assert run(["check"]) == 3
    said = capfd.readouterr().out
    assert "formats names exampel_hosts, which no emitter makes: known are blocklists, " in said
    assert ", zeek, example_hosts (of feedgen-example-emitter 1.2.3); correct formats" in said


Install = Callable[..., Path]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, _looked_up: None) -> Install:
    """Puts a distribution with one module and one entry point where Python finds it."""

    def put(name: str, module: str, *, point: str = "", dist: str = "acme-formats") -> Path:
        site = tmp_path / dist
        info = site / f"{dist.replace('-', '_')}-0.9.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {dist}\nVersion: 0.9\n")
        package = dist.replace("-", "_")
        target = point or f"{package}:EMITTER"
        (info / "entry_points.txt").write_text(f"[feedgen.emitters]\n{name} = {target}\n")
        (site / f"{package}.py").write_text(module)
        monkeypatch.syspath_prepend(site)
        monkeypatch.delitem(sys.modules, package, raising=False)
        return site

    return put


WORKING = """
from feedgen.model.artifact import Artifact, Emitter
from feedgen.model.feed import BLOCKING
def emit(feed):
    {body}
    yield Artifact(path="a.txt", media_type="text/plain", chunks={chunks}, carries=())
EMITTER = Emitter(name="acme", title="Acme", url="https://acme.test", accepts=BLOCKING, emit=emit,
                  otherwise="it is a test")
"""
BLAMED = "; repair or uninstall that distribution, or take the format out of feed.yml"


@pytest.mark.parametrize(
    ("module", "point", "says"),
    [
        ("import not_there_at_all", "",
         'the emitter "acme" of acme-formats 0.9 cannot be loaded: ModuleNotFoundError: '
         "No module named 'not_there_at_all'" + BLAMED),
        ("def oops(:", "", 'the emitter "acme" of acme-formats 0.9 cannot be loaded: SyntaxError: '),
        ("raise SystemExit(0)", "",
         'the emitter "acme" of acme-formats 0.9 cannot be loaded: SystemExit: 0' + BLAMED),
        ("x = 1", "", "AttributeError: module 'acme_formats' has no attribute 'EMITTER'" + BLAMED),
        ("", "no_such_module:EMITTER", "ModuleNotFoundError: No module named 'no_such_module'"),
        ("EMITTER = print", "",
         'acme-formats 0.9 declares the format "acme", but acme_formats:EMITTER is no Emitter '
         "(it is a builtin_function_or_method); repair or uninstall that distribution"),
        (WORKING.format(body="", chunks="[]").replace('name="acme"', 'name="other"'), "",
         'acme-formats 0.9 declares the format "acme", but its emitter is named "other"; '
         "give the entry point the name of the emitter"),
    ],
)  # fmt: skip
def test_a_broken_one_is_blamed_where_it_is_named(
    tree: Path,
    install: Install,
    module: str,
    point: str,
    says: str,
    capfd: pytest.CaptureFixture[str],
) -> None:
    install("acme", module, point=point)
    name_formats(tree, "stix, tables")
    assert run(["check"]) == 0
    name_formats(tree, "acme, stix, tables")
    capfd.readouterr()
    for verb in ("check", "build"):
        assert run([verb]) == 2
        assert says in capfd.readouterr().err


@pytest.mark.parametrize(
    ("body", "chunks", "says"),
    [
        ("1 / 0", "[]", "ZeroDivisionError: division by zero"),
        ("", "(b'x' for _ in [feed.nothing])", "AttributeError: 'Feed' object has no attribute 'nothing'"),
        ("", "map(int, ['x'])", "ValueError: invalid literal for int() with base 10: 'x'"),
        ("from feedgen.errors import UnencodableError; raise UnencodableError('no')", "[]",
         "UnencodableError: no"),
    ],
)  # fmt: skip
def test_one_that_fails_at_work_is_blamed_too(
    tree: Path,
    install: Install,
    body: str,
    chunks: str,
    says: str,
    capfd: pytest.CaptureFixture[str],
) -> None:
    install("acme", WORKING.format(body=body, chunks=chunks))
    name_formats(tree, "acme, stix, tables")
    assert run(["check"]) == 0
    assert run(["build"]) == 2
    error = capfd.readouterr().err
    assert f'the emitter "acme" of acme-formats 0.9 failed: {says}{BLAMED}' in error
    assert not (tree / "out/preview").exists()


def test_what_it_says_on_purpose_stays_as_it_is(
    install: Install, corpus: Callable[[str], Path]
) -> None:
    install(
        "acme",
        WORKING.format(
            body="from feedgen.errors import UsageError; raise UsageError('install acme[x]')",
            chunks="[]",
        ),
    )
    (emitter,) = named(["acme"])
    with pytest.raises(UsageError, match=r"^install acme\[x\]$"):
        emit(emitter, compile_corpus(corpus("small"), "stix"))


def test_nobody_takes_a_name_of_ours(
    tree: Path, install: Install, capfd: pytest.CaptureFixture[str]
) -> None:
    install("tables", WORKING)
    name_formats(tree, "stix")
    assert run(["check"]) == 0
    name_formats(tree, "stix, tables")
    capfd.readouterr()
    assert run(["check"]) == 2
    assert (
        'the format "tables" is feedgen\'s own, and acme-formats 0.9 declares another of this '
        "name; uninstall that distribution" in capfd.readouterr().err
    )


def test_two_of_one_name_are_refused_whatever_the_order(install: Install) -> None:
    module = WORKING.format(body="", chunks="[]")
    install("acme", module, dist="b-formats")
    install("acme", module, dist="a-formats")
    with pytest.raises(
        UsageError,
        match=r'^the format "acme" is declared by a-formats 0\.9 and by b-formats 0\.9; uninstall all',
    ):
        named(["acme"])
    assert "acme" not in emitters()


def test_only_declaring_one_runs_no_code(install: Install) -> None:
    install("acme", "raise RuntimeError('this was run')")
    assert "acme" in installed.declared()
    assert named(["tables"])[0].name == "tables"
    assert ("acme-formats", "0.9") in toolchain(named(["tables"]))


def test_members_of_its_archives_are_watched(
    install: Install, corpus: Callable[[str], Path]
) -> None:
    module = WORKING.format(body="", chunks="()").replace(
        "carries=()",
        "carries=(), archive=(Artifact(path='m', media_type='x/y', chunks=map(int, 'x')),)",
    )
    install("acme", module)
    (item,) = named(["acme"])[0].emit(compile_corpus(corpus("small"), "stix"))
    assert isinstance(item, Artifact)
    with pytest.raises(UsageError, match=r'^the emitter "acme" of acme-formats 0\.9 failed: V'):
        list(item.archive[0].chunks)
