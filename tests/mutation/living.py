"""Other code for a module: in functions that live already, or when it is imported."""

from __future__ import annotations

import functools
import gc
import importlib.abc
import importlib.util
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any


class UnswappableError(Exception):
    """A function whose code cannot be exchanged: it closes over other variables, say."""


class Imported(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports one module with other code."""

    def __init__(self, name: str, filename: str, code: CodeType) -> None:
        self.name, self.filename, self.code = name, filename, code

    def find_spec(
        self, fullname: str, _: Sequence[str] | None, __: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Only for this one module."""
        if fullname != self.name:
            return None
        is_package = self.filename.endswith("__init__.py")
        return importlib.util.spec_from_file_location(
            fullname, self.filename, loader=self,
            submodule_search_locations=[str(Path(self.filename).parent)] if is_package else None,
        )  # fmt: skip

    def exec_module(self, module: ModuleType) -> None:
        """Runs the other code as the module's."""
        exec(self.code, module.__dict__)  # noqa: S102 # the module itself, with one fault


Lines = set[tuple[str, int]]
"""Of several files."""


@contextmanager
def traced(files: frozenset[str], lines: Lines) -> Iterator[None]:
    """Collects the lines of these files that run."""

    def in_frame(frame: FrameType, event: str, _: object) -> Any:
        if event == "line":
            lines.add((frame.f_code.co_filename, frame.f_lineno))
        return in_frame

    def on_call(frame: FrameType, _: str, __: object) -> Any:
        if frame.f_code.co_filename in files:
            lines.add((frame.f_code.co_filename, frame.f_lineno))
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
