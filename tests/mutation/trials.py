"""One module's faults, each tried by the tests that run through its lines.

The tests are collected once. Every fault is then put into a fork of that process, by exchanging the
code of functions; faults in what runs when a module is imported get a process that imports it anew.
"""

from __future__ import annotations

import gc
import importlib.abc
import importlib.util
import os
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType
from typing import Any

import pytest

from .children import ChildError, TimeOutError, in_child
from .living import Imported, Living, traced
from .mutants import Module, Mutant
from .targets import Target

KILLED, SURVIVED, TIMED_OUT, UNTESTED = "killed", "survived", "timed out", "not run by a test"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one fault."""

    place: str
    kind: str
    diff: str
    outcome: str


@dataclass(slots=True)
class Baseline:
    """What the tests do without a fault."""

    at_import: set[int] = field(default_factory=set)
    lines: dict[str, set[int]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)

    def in_order(self, names: Iterable[str]) -> list[str]:
        """Files with quick tests first, and in each the quick ones: fixtures are made once."""
        least: dict[str, float] = {}
        for name, seconds in self.seconds.items():
            file = name.partition("::")[0]
            least[file] = min(seconds, least.get(file, seconds))

        def cost(name: str) -> tuple[float, str, float]:
            file = name.partition("::")[0]
            return least[file], file, self.seconds[name]

        return sorted(names, key=cost)


def try_module(
    root: Path, target: Target, module: Module, mutants: Sequence[Mutant], scratch: Path
) -> tuple[list[Verdict], list[str]]:
    """Every fault's verdict, and the tests that fail without any."""
    filename = str(root / target.path)
    warm = in_child(lambda: _Warm(root, target, module, mutants, filename).run(scratch))
    verdicts, baseline, anew = warm
    tests = [name for name in baseline.lines if "tests/hostile/" not in name]
    tests = baseline.in_order(name for name in tests if baseline.lines[name]) + [
        name for name in tests if not baseline.lines[name]
    ]
    limit = _limit(sum(baseline.seconds[name] for name in tests) + 5)
    for number in anew:
        mutant = mutants[number]
        verdicts[number] = _outcome(
            lambda mutant=mutant: _Anew(root, target, module, mutant, filename, tests).run(scratch),
            limit,
        )
    return [
        Verdict(mutant.place, mutant.edit.kind, mutant.diff, verdicts[number])
        for number, mutant in enumerate(mutants)
        if number in verdicts
    ], baseline.failed


def _limit(seconds: float) -> int:
    return 5 + int(4 * seconds)


def _outcome(work: Any, seconds: int) -> str:
    """Killed unless the tests pass: a fault may also end the process, or never end."""
    try:
        return KILLED if in_child(work, seconds=seconds) else SURVIVED
    except TimeOutError:
        return TIMED_OUT
    except ChildError:
        return KILLED


def _arguments(root: Path, scratch: Path, tests: Sequence[str]) -> list[str]:
    return [
        "-q", "-x", "-W", "ignore::pytest.PytestAssertRewriteWarning", "-p", "no:cacheprovider", "-p", "no:xdist", "-m", "not engine and not long",
        "-c", str(root / "pyproject.toml"), "--rootdir", str(root),
        "--basetemp", str(scratch / f"pytest-{os.getpid()}"), *(str(root / test) for test in tests),
    ]  # fmt: skip


class _Run:
    """A pytest session whose tests are run by `loop`."""

    def __init__(self, root: Path, target: Target, module: Module, filename: str) -> None:
        self.root, self.target, self.module, self.filename = root, target, module, filename
        self.tests: Sequence[str] = target.tests
        self.answer: Any = None
        self.problem = ""

    def run(self, scratch: Path) -> Any:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        code = pytest.main(_arguments(self.root, scratch, self.tests), plugins=[self])
        if self.answer is None:
            raise ChildError(self.problem or f"pytest ended with {code} for {self.tests}")
        return self.answer

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        emitter = self.target.emitter
        items[:] = [
            item for item in items
            if "tests/hostile/" not in item.nodeid
            or (getattr(item, "callspec", None) and item.callspec.params.get("name") == emitter)  # type: ignore[attr-defined]
        ]  # fmt: skip

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        try:
            self.answer = self.loop(session)
        except ChildError as error:
            self.problem = str(error)
        return True

    def loop(self, session: pytest.Session) -> Any:
        raise NotImplementedError


def ordered(items: Iterable[pytest.Item], names: Sequence[str]) -> list[pytest.Item]:
    """Those items that are named, in the order of the names."""
    places = {name: place for place, name in enumerate(names)}
    named = [item for item in items if item.nodeid in places]
    return sorted(named, key=lambda item: places[item.nodeid])


def first_failure(session: pytest.Session, items: Sequence[pytest.Item]) -> str:
    """Runs tests until one fails, and says which; nothing if none does."""
    for item, after in zip(items, [*items[1:], None], strict=True):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
        if session.testsfailed:
            return f"{item.nodeid} fails"
    return ""


class _Warm(_Run):
    """Faults in functions, each in a fork that has everything imported and collected."""

    def __init__(
        self, root: Path, target: Target, module: Module, mutants: Sequence[Mutant], filename: str
    ) -> None:
        super().__init__(root, target, module, filename)
        self.mutants = mutants
        self.baseline = Baseline()

    def run(self, scratch: Path) -> Any:
        with traced(self.filename, self.baseline.at_import):
            return super().run(scratch)

    def loop(self, session: pytest.Session) -> tuple[dict[int, str], Baseline, list[int]]:
        importlib.import_module(self.target.module)
        sys.settrace(None)
        at_import = set(self.baseline.at_import)
        self.baseline = in_child(lambda: self._observed(session))
        self.baseline.at_import = at_import
        good = [item for item in session.items if item.nodeid in self.baseline.lines]
        living = Living.here(self.filename, self.root)
        gc.freeze()
        same = self.module.code(None, self.filename)
        if living.takes(same):
            control = in_child(
                lambda: self._with(living, same, session, good),
                seconds=_limit(sum(self.baseline.seconds.values())),
            )
            if control:
                raise ChildError(f"with its code exchanged for the same, {control}")
        verdicts: dict[int, str] = {}
        anew: list[int] = []
        limit = _limit(sum(self.baseline.seconds.values()))
        for number, mutant in enumerate(self.mutants):
            lines = set(mutant.lines)
            through = {name for name, ran in self.baseline.lines.items() if lines & ran}
            if not mutant.is_in_body or lines & at_import:
                anew.append(number)
                continue
            if not through:
                verdicts[number] = UNTESTED
                continue
            try:
                code = self.module.code(mutant, self.filename)
            except SyntaxError:
                continue
            if not living.takes(code):
                anew.append(number)
                continue
            # The other tests as well: they may see what a fixture or a cache made for the first.
            items = ordered(good, self.baseline.in_order(through))
            items += [item for item in good if item.nodeid not in through]
            verdicts[number] = _outcome(
                lambda code=code, items=items: self._with(living, code, session, items), limit
            )
        return verdicts, self.baseline, anew

    def _with(
        self, living: Living, code: CodeType, session: pytest.Session, items: list[pytest.Item]
    ) -> str:
        living.exchange(code)
        return first_failure(session, items)

    def _observed(self, session: pytest.Session) -> Baseline:
        found = Baseline()
        for item, after in zip(session.items, [*session.items[1:], None], strict=True):
            touched: set[int] = set()
            failed, begun = session.testsfailed, time.process_time()
            with traced(self.filename, touched):
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
            if session.testsfailed > failed:
                found.failed.append(item.nodeid)
            else:
                found.lines[item.nodeid] = touched
                found.seconds[item.nodeid] = time.process_time() - begun
        return found


class _Anew(_Run):
    """One fault in a module that is imported for it."""

    def __init__(
        self,
        root: Path,
        target: Target,
        module: Module,
        mutant: Mutant,
        filename: str,
        tests: Sequence[str],
    ) -> None:
        super().__init__(root, target, module, filename)
        self.mutant, self.order = mutant, tests
        self.tests = [test for test in target.tests if not test.startswith("tests/hostile/")]

    def run(self, scratch: Path) -> Any:
        code = self.module.code(self.mutant, self.filename)
        sys.meta_path.insert(0, Imported(self.target.module, self.filename, code))
        return super().run(scratch)

    def loop(self, session: pytest.Session) -> str:
        if session.testsfailed:
            return "a test cannot be collected"
        found = {item.nodeid for item in session.items}
        if not found.issuperset(self.order):
            return "tests that are made for each value have lost some"
        return first_failure(session, ordered(session.items, self.order))
