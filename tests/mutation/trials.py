"""One module's faults, each tried by the tests that run through its lines.

The tests are collected once. Every fault is then put into a fork of that process, by exchanging the
code of functions; faults in what runs when a module is imported get a process that imports it anew.
"""

from __future__ import annotations

import functools
import gc
import importlib.abc
import importlib.util
import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any

import pytest

from .children import ChildError, TimeOutError, in_child
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


class UnswappableError(Exception):
    """A function whose code cannot be exchanged, since it closes over other variables."""


def try_module(
    root: Path, target: Target, module: Module, mutants: Sequence[Mutant], scratch: Path
) -> tuple[list[Verdict], list[str]]:
    """Every fault's verdict, and the tests that fail without any."""
    filename = str(root / target.path)
    warm = in_child(lambda: _Warm(root, target, module, mutants, filename).run(scratch))
    verdicts, baseline, anew = warm
    tests = [name for name in baseline.lines if "tests/hostile/" not in name]
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

    def run(self, scratch: Path) -> Any:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        code = pytest.main(_arguments(self.root, scratch, self.tests), plugins=[self])
        if self.answer is None:
            raise ChildError(f"pytest collected nothing from {self.tests} and ended with {code}")
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
        self.answer = self.loop(session)
        return True

    def loop(self, session: pytest.Session) -> Any:
        raise NotImplementedError


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
        with _traced(self.filename, self.baseline.at_import):
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
        for number, mutant in enumerate(self.mutants):
            lines = set(mutant.lines)
            items = [item for item in good if lines & self.baseline.lines[item.nodeid]]
            if not mutant.is_in_body or lines & at_import:
                anew.append(number)
            elif not items:
                verdicts[number] = UNTESTED
            else:
                seconds = sum(self.baseline.seconds[item.nodeid] for item in items)
                try:
                    code = self.module.code(mutant, self.filename)
                except SyntaxError:
                    continue
                if not living.takes(code):
                    anew.append(number)
                    continue
                verdicts[number] = _outcome(
                    lambda code=code, items=items: self._with(living, code, session, items),
                    _limit(seconds),
                )
        return verdicts, self.baseline, anew

    def _with(
        self, living: Living, code: CodeType, session: pytest.Session, items: list[pytest.Item]
    ) -> str:
        living.exchange(code)
        return first_failure(session, sorted(items, key=self._cost))

    def _cost(self, item: pytest.Item) -> tuple[float, str, float]:
        """Files with quick tests first, and in each the quick ones: fixtures are made once."""
        seconds = self.baseline.seconds
        file = item.nodeid.partition("::")[0]
        least = min(value for name, value in seconds.items() if name.startswith(file))
        return least, file, seconds[item.nodeid]

    def _observed(self, session: pytest.Session) -> Baseline:
        found = Baseline()
        for item, after in zip(session.items, [*session.items[1:], None], strict=True):
            touched: set[int] = set()
            failed, begun = session.testsfailed, time.process_time()
            with _traced(self.filename, touched):
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
        self.mutant, self.known = mutant, frozenset(tests)
        self.tests = [test for test in target.tests if not test.startswith("tests/hostile/")]

    def run(self, scratch: Path) -> Any:
        code = self.module.code(self.mutant, self.filename)
        sys.meta_path.insert(0, _Finder(self.target.module, self.filename, code))
        return super().run(scratch)

    def loop(self, session: pytest.Session) -> str:
        if session.testsfailed:
            return "a test cannot be collected"
        found = {item.nodeid for item in session.items}
        if not found >= self.known:
            return "tests that are made for each value have lost some"
        return first_failure(session, [item for item in session.items if item.nodeid in self.known])


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports one module with other code."""

    def __init__(self, name: str, filename: str, code: CodeType) -> None:
        self.name, self.filename, self.code = name, filename, code

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != self.name:
            return None
        is_package = self.filename.endswith("__init__.py")
        return importlib.util.spec_from_file_location(
            fullname, self.filename, loader=self,
            submodule_search_locations=[str(Path(self.filename).parent)] if is_package else None,
        )  # fmt: skip

    def exec_module(self, module: ModuleType) -> None:
        exec(self.code, module.__dict__)  # noqa: S102 # the module itself, with one fault


@contextmanager
def _traced(filename: str, lines: set[int]) -> Iterator[None]:
    """Collects the lines of one file that run."""

    def in_frame(frame: FrameType, event: str, _: object) -> Any:
        if event == "line":
            lines.add(frame.f_lineno)
        return in_frame

    def on_call(frame: FrameType, _: str, __: object) -> Any:
        if frame.f_code.co_filename == filename:
            lines.add(frame.f_lineno)
            return in_frame
        return None

    sys.settrace(on_call)
    try:
        yield
    finally:
        sys.settrace(None)


def _codes(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from _codes(constant)


def _by_place(code: CodeType) -> Mapping[tuple[str, int], list[CodeType]]:
    found: dict[tuple[str, int], list[CodeType]] = {}
    for part in _codes(code):
        found.setdefault((part.co_qualname, part.co_firstlineno), []).append(part)
    return found


@dataclass(frozen=True, slots=True)
class Living:
    """What a process holds of a file's functions, and of all answers that were cached."""

    functions: tuple[FunctionType, ...]
    caches: tuple[Any, ...]

    @classmethod
    def here(cls, filename: str, root: Path) -> Living:
        gc.collect()
        functions, caches = [], []
        for thing in gc.get_objects():
            if isinstance(thing, FunctionType) and thing.__code__.co_filename == filename:
                functions.append(thing)
            elif isinstance(thing, functools._lru_cache_wrapper):
                wrapped = getattr(thing, "__wrapped__", None)
                if isinstance(wrapped, FunctionType) and wrapped.__code__.co_filename.startswith(
                    str(root)
                ):
                    caches.append(thing)
        return cls(tuple(functions), tuple(caches))

    def exchange(self, code: CodeType) -> None:
        """Gives every function the code that stands in its place, and empties the caches.

        Raises:
            UnswappableError: two functions share a place, or one closes over other variables.
        """
        for function, new in self.pairs(code):
            function.__code__ = new
        for cache in self.caches:
            cache.cache_clear()

    def takes(self, code: CodeType) -> bool:
        """Whether `exchange` can be done."""
        try:
            self.pairs(code)
        except UnswappableError:
            return False
        return True

    def pairs(self, code: CodeType) -> list[tuple[FunctionType, CodeType]]:
        """Functions with their new code.

        Raises:
            UnswappableError: see `exchange`.
        """
        places = _by_place(code)
        found = []
        for function in self.functions:
            old = function.__code__
            there = places.get((old.co_qualname, old.co_firstlineno), [])
            if len(there) != 1 or len(there[0].co_freevars) != len(old.co_freevars):
                raise UnswappableError(old.co_qualname)
            found.append((function, there[0]))
        return found
