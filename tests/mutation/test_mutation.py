"""The check of the tests is itself tested: which faults it makes, and that it notices what it should."""

from __future__ import annotations

import ast
import importlib
import os
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from tests.mutation.__main__ import import_from
from tests.mutation.children import ChildError, TimeOutError, in_child
from tests.mutation.living import Living
from tests.mutation.mutants import Module, enums_of
from tests.mutation.report import Result, Score, table
from tests.mutation.targets import targets
from tests.mutation.trials import KILLED, SURVIVED, TIMED_OUT, UNTESTED, Verdict

ROOT = Path(__file__).parent.parent.parent
ENUMS = {"Action": ["BLOCK", "DETECT", "HUNT"]}


def changes(source: str) -> set[str]:
    """What each fault turns a statement into."""
    found = Module("made.py", dedent(source), ENUMS).mutants
    return {line[2:].strip() for m in found for line in m.diff.split("\n") if line.startswith("+ ")}


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("x = a < b", {"x = a <= b"}),
        ("x = a is not None", {"x = a is None"}),
        ("x = a and b", {"x = a or b", "x = a", "x = b"}),
        ("x = not a", {"x = a"}),
        ("x = a + b", {"x = a - b"}),
        ("x = 4", {"x = 5"}),
        ("x = True", {"x = False"}),
        ("x = 'word'", {"x = 'wordX'"}),
        ("x = 'words for people'", set()),
        ("x: int = y", set()),
        ("x = min(a)", {"x = max(a)"}),
        ("x = f(a, b=c)", {"x = f(a)"}),
        ("x = zip(a, strict=True)", set()),
        ("x = Action.HUNT", {"x = Action.BLOCK"}),
        ("x = a if b else c", {"x = a", "x = c"}),
        ("x = [a for a in b if c]", {"x = [a for a in b if True]"}),
        ("if a:\n    b = c", {"if not a:"}),
        ("for a in b:\n    continue", {"pass"}),
        ("a.append(b)", {"pass"}),
        ("x += y", {"pass", "x -= y"}),
        ('def f(a: int = b) -> int:\n    """One thing."""\n    return a', {"return None"}),
        ("@f(a=1)\ndef g(): ...", set()),
        ("import a\nassert a == 1", set()),
    ],
)
def test_the_faults_of_a_statement(source: str, wanted: set[str]) -> None:
    assert changes(source) >= wanted
    assert wanted or not changes(source)


def test_a_module_is_as_it_was_after_each_fault() -> None:
    source = (ROOT / "feedgen" / "checks" / "windows.py").read_text()
    module = Module("made.py", source, enums_of(ROOT / "feedgen"))
    before = ast.dump(module.tree)
    codes = {module.code(mutant, "made.py").co_consts for mutant in module.mutants}
    assert len(module.mutants) > 20
    assert len(codes) > 15
    assert ast.dump(module.tree) == before


def test_a_sample_is_the_same_every_time_and_differs_with_the_seed() -> None:
    source = (ROOT / "feedgen" / "checks" / "too_broad.py").read_text()
    module, again = (Module("made.py", source, {}) for _ in range(2))
    drawn = [(mutant.line, mutant.diff) for mutant in module.sample(10, 1)]
    assert drawn == [(mutant.line, mutant.diff) for mutant in again.sample(10, 1)]
    assert drawn != [(mutant.line, mutant.diff) for mutant in module.sample(10, 2)]
    assert len(module.sample(0, 1)) == len(module.mutants)


def test_every_module_has_tests() -> None:
    chosen = targets(ROOT)
    assert len(chosen) > 100
    assert [target.path for target in chosen if not target.tests] == []


def test_the_code_of_a_living_function_is_exchanged_and_caches_are_emptied(tmp_path: Path) -> None:
    path = tmp_path / "made.py"
    source = dedent("""
        from functools import cache
        @cache
        def two():
            return 1 + 1
        def make(n):
            return lambda x: x + n
        plus = make(1)
        """)
    names: dict[str, object] = {}
    exec(compile(source, str(path), "exec"), names)  # noqa: S102 # the function of this test
    two, plus = names["two"], names["plus"]
    assert callable(two)
    assert callable(plus)
    assert (two(), plus(1)) == (2, 2)
    module = Module("made.py", source, {})
    living = Living.here(str(path), tmp_path)
    for mutant in module.mutants:
        if mutant.edit.kind == "operator":
            code = module.code(mutant, str(path))
            assert living.takes(code)
            living.exchange(code)
            assert (two(), plus(1)) == ((0, 2) if mutant.line == 5 else (2, 0))
    assert not living.takes(compile("def two(): ...", str(path), "exec"))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that can fork")
def test_a_child_answers_dies_or_is_stopped() -> None:
    def endless() -> None:
        while True:
            pass

    assert in_child(lambda: {"a": 1}) == {"a": 1}
    with pytest.raises(ChildError, match="ZeroDivisionError"):
        in_child(lambda: 1 // 0)
    with pytest.raises(ChildError, match="SystemExit"):
        in_child(sys.exit)
    with pytest.raises(ChildError, match="without an answer"):
        in_child(lambda: os._exit(3))
    with pytest.raises(TimeOutError):
        in_child(endless, seconds=1)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that can fork")
@pytest.mark.parametrize("name", ["feedgen.made", "tests.made", "tests.checks.made"])
def test_product_and_tests_are_imported_from_the_copy(tmp_path: Path, name: str) -> None:
    path = tmp_path.joinpath(*name.split(".")).with_suffix(".py")
    path.parent.mkdir(parents=True)
    for folder in path.relative_to(tmp_path).parents:
        tmp_path.joinpath(folder, "__init__.py").touch()
    path.touch()

    def place() -> str | None:
        for other in [key for key in sys.modules if key.startswith(("feedgen", "tests."))]:
            del sys.modules[other]
        import_from(tmp_path)
        return importlib.import_module(name).__file__

    assert in_child(place) == str(path)


def test_what_no_test_runs_through_has_survived() -> None:
    verdicts = [
        Verdict("made.py:1", "operator", "- a\n+ b", outcome)
        for outcome in (KILLED, KILLED, TIMED_OUT, SURVIVED, UNTESTED)
    ]
    result = Result("feedgen/checks/made.py", tuple(verdicts), ())
    score = Score.of("made", [result])
    assert (score.faults, score.killed, score.late, score.survived) == (5, 2, 1, 2)
    assert score.share == "60.0 %"
    assert "| feedgen/checks/made.py | 5 | 2 | 1 | 2 | 60.0 % |" in table([result])
