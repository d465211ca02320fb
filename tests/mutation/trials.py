"""The faults of modules that share their tests, each tried by these tests.

The tests are collected once. Every fault is then put into a fork of that process, by exchanging the
code of functions; faults in what runs when a module is imported get a process that imports it anew.
"""

from __future__ import annotations

import gc
import importlib
import os
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import CodeType
from typing import Any

import pytest

from .children import ChildError, TimeOutError, in_child
from .living import Imported, Lines, Living, traced
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


@dataclass(frozen=True, slots=True)
class Subject:
    """A module and its faults."""

    target: Target
    filename: str
    module: Module
    mutants: Sequence[Mutant]


@dataclass(slots=True)
class Baseline:
    """What the tests do without a fault."""

    lines: dict[str, Lines] = field(default_factory=dict)
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

    def with_others(self, through: set[str]) -> list[str]:
        """These tests, then the rest: it may see what a fixture or a cache made for the first."""
        return self.in_order(through) + self.in_order(self.lines.keys() - through)

    @property
    def limit(self) -> int:
        """Seconds of processor time after which a fault is said never to end."""
        return 10 + int(4 * sum(self.seconds.values()))


def try_together(
    root: Path, subjects: Sequence[Subject], scratch: Path
) -> tuple[list[list[Verdict]], list[str]]:
    """Verdicts for each subject's faults, and the tests that fail without any.

    Raises:
        ChildError: the tests cannot be run.
    """
    outcomes, baseline, anew = in_child(lambda: _Warm(root, subjects).run(scratch))
    for subject, number in anew:
        one, mutant = subjects[subject], subjects[subject].mutants[number]
        through = {
            name
            for name, ran in baseline.lines.items()
            if any(file == one.filename for file, _ in ran)
        }
        trial = _Anew(root, one, mutant, baseline.with_others(through))
        outcomes[subject, number] = _outcome(partial(trial.run, scratch), baseline.limit)
    verdicts = [
        [
            Verdict(mutant.place, mutant.edit.kind, mutant.diff, outcomes[at, number])
            for number, mutant in enumerate(subject.mutants) if (at, number) in outcomes
        ]
        for at, subject in enumerate(subjects)
    ]  # fmt: skip
    return verdicts, baseline.failed


def _outcome(work: Callable[[], str], seconds: int) -> str:
    """Killed unless the tests pass: a fault may also end the process, or never end."""
    try:
        return KILLED if in_child(work, seconds=seconds) else SURVIVED
    except TimeOutError:
        return TIMED_OUT
    except ChildError:
        return KILLED


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
            return item.nodeid
    return ""


class _Run:
    """A pytest session, as a plugin of itself: its tests are run by `loop`."""

    def __init__(self, root: Path, target: Target) -> None:
        self.root, self.emitter = root, target.emitter
        self.tests: Sequence[str] = target.tests
        self.answer: Any = None
        self.problem = ""

    def run(self, scratch: Path) -> Any:
        """What `loop` gives.

        Raises:
            ChildError: it gives nothing.
        """
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        arguments = [
            "-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist", "-m", "not engine and not long",
            "-W", "ignore::pytest.PytestAssertRewriteWarning",
            "-c", str(self.root / "pyproject.toml"), "--rootdir", str(self.root),
            "--basetemp", str(scratch / f"pytest-{os.getpid()}"),
            *(str(self.root / test) for test in self.tests),
        ]  # fmt: skip
        code = pytest.main(arguments, plugins=[self])
        if self.answer is None:
            raise ChildError(self.problem or f"pytest ended with {code} for {self.tests}")
        return self.answer

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Of the test of hostile values, only what one emitter makes of a fixed corpus."""
        items[:] = [
            item for item in items
            if "tests/hostile/" not in item.nodeid
            or ({"name", "kind"} <= (values := getattr(getattr(item, "callspec", None), "params", {})).keys()
            and values["name"] == self.emitter)
        ]  # fmt: skip

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Instead of pytest's own."""
        try:
            self.answer = self.loop(session)
        except ChildError as error:
            self.problem = str(error)
        return True

    def loop(self, session: pytest.Session) -> Any:
        raise NotImplementedError


class _Warm(_Run):
    """Faults in functions, each in a fork that has everything imported and collected."""

    def __init__(self, root: Path, subjects: Sequence[Subject]) -> None:
        super().__init__(root, subjects[0].target)
        self.subjects = subjects
        self.files = frozenset(subject.filename for subject in subjects)
        self.at_import: Lines = set()
        self.baseline = Baseline()
        self.outcomes: dict[tuple[int, int], str] = {}
        self.anew: list[tuple[int, int]] = []

    def run(self, scratch: Path) -> Any:
        with traced(self.files, self.at_import):
            return super().run(scratch)

    def loop(self, session: pytest.Session) -> Any:
        for subject in self.subjects:
            importlib.import_module(subject.target.module)
        sys.settrace(None)
        self.baseline = in_child(lambda: self._observed(session))
        gc.collect()
        livings = [Living.here(subject.filename, self.root) for subject in self.subjects]
        gc.freeze()
        self._control(session, livings)
        for at, living in enumerate(livings):
            self._try(session, at, living)
        return self.outcomes, self.baseline, self.anew

    def _control(self, session: pytest.Session, livings: Sequence[Living]) -> None:
        """Tests that fail when all code is exchanged for the same are asked nothing.

        Raises:
            ChildError: there is no end of such tests.
        """
        for _ in range(10):
            items = ordered(session.items, self.baseline.in_order(self.baseline.lines))

            def work(items: list[pytest.Item] = items) -> str:
                for subject, living in zip(self.subjects, livings, strict=True):
                    same = subject.module.code(None, subject.filename)
                    if living.takes(same):
                        living.exchange(same)
                return first_failure(session, items)

            failing = in_child(work, seconds=self.baseline.limit)
            if not failing:
                return
            self.baseline.failed.append(failing)
            del self.baseline.lines[failing], self.baseline.seconds[failing]
        raise ChildError(f"tests fail with the same code: {self.baseline.failed}")

    def _try(self, session: pytest.Session, at: int, living: Living) -> None:
        subject = self.subjects[at]
        can_swap = living.takes(subject.module.code(None, subject.filename))
        for number, mutant in enumerate(subject.mutants):
            lines = {(subject.filename, line) for line in mutant.lines}
            through = {name for name, ran in self.baseline.lines.items() if lines & ran}
            if not mutant.is_in_body or lines & self.at_import or not can_swap:
                self.anew.append((at, number))
            elif not through:
                self.outcomes[at, number] = UNTESTED
            else:
                try:
                    code = subject.module.code(mutant, subject.filename)
                except SyntaxError:
                    continue
                if living.takes(code):
                    self.outcomes[at, number] = self._outcome(session, living, code, through)
                else:
                    self.anew.append((at, number))

    def _outcome(
        self, session: pytest.Session, living: Living, code: CodeType, through: set[str]
    ) -> str:
        items = ordered(session.items, self.baseline.with_others(through))

        def work() -> str:
            living.exchange(code)
            return first_failure(session, items)

        return _outcome(work, self.baseline.limit)

    def _observed(self, session: pytest.Session) -> Baseline:
        found = Baseline()
        for item, after in zip(session.items, [*session.items[1:], None], strict=True):
            touched: Lines = set()
            failed, begun = session.testsfailed, time.process_time()
            with traced(self.files, touched):
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
            if session.testsfailed > failed:
                found.failed.append(item.nodeid)
            else:
                found.lines[item.nodeid] = touched
                found.seconds[item.nodeid] = time.process_time() - begun
        return found


class _Anew(_Run):
    """One fault in a module that is imported for it."""

    def __init__(self, root: Path, subject: Subject, mutant: Mutant, order: Sequence[str]) -> None:
        super().__init__(root, subject.target)
        self.subject, self.mutant = subject, mutant
        self.order = [name for name in order if "tests/hostile/" not in name]
        self.tests = [test for test in self.tests if not test.startswith("tests/hostile/")]

    def run(self, scratch: Path) -> Any:
        subject = self.subject
        code = subject.module.code(self.mutant, subject.filename)
        sys.meta_path.insert(0, Imported(subject.target.module, subject.filename, code))
        return super().run(scratch)

    def loop(self, session: pytest.Session) -> str:
        if session.testsfailed:
            return "a test cannot be collected"
        return first_failure(session, ordered(session.items, self.order))
