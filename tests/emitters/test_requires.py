"""What shapes a format's bytes is declared: no library is imported that release.json does not name."""

from __future__ import annotations

import ast
import sys
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from feedgen.cli import options
from feedgen.emitters import emitters

ROOT = Path(__file__).parents[2]


@cache
def imported(module: str) -> frozenset[str]:
    """What a module and those of the model and the emitters that it imports take from elsewhere."""
    found: set[str] = set()
    seen: set[str] = set()
    waiting = [module]
    while waiting:
        name = waiting.pop()
        path = ROOT / name.replace(".", "/")
        files = [path.with_suffix(".py")] if path.with_suffix(".py").is_file() else [
            *path.glob("*.py")
        ]  # fmt: skip
        if name in seen or name == "feedgen.emitters":
            continue
        seen.add(name)
        for file in files:
            for node in ast.walk(ast.parse(file.read_text())):
                for target in targets(node):
                    first = target.partition(".")[0]
                    if first == "feedgen":
                        waiting.append(target)
                    elif first not in sys.stdlib_module_names:
                        found.add(first)
    return frozenset(found)


def targets(node: ast.AST) -> list[str]:
    if isinstance(node, ast.ImportFrom) and node.module:
        names = [f"{node.module}.{alias.name}" for alias in node.names]
        modules = [
            name for name in names if (ROOT / name.replace(".", "/")).with_suffix(".py").is_file()
        ]
        return [node.module, *modules] if node.module != "feedgen.emitters" else modules
    return [alias.name for alias in node.names] if isinstance(node, ast.Import) else []


@pytest.mark.parametrize("name", sorted(emitters()))
def test_every_library_of_a_format_is_declared(name: str) -> None:
    known = packages_distributions()
    declared = {*emitters()[name].requires, *options._COMPILER}
    missing = {
        package
        for package in imported(f"feedgen.emitters.{name}") - {"markupsafe"}  # jinja2 brings it
        if not declared & {distribution.lower() for distribution in known[package]}
    }
    assert not missing


def test_nothing_is_declared_that_is_not_there() -> None:
    needed = {library for emitter in emitters().values() for library in emitter.requires}
    told = dict(options.toolchain(emitters().values()))
    assert {*needed, *options._COMPILER} <= told.keys()
    assert "yara-x" in told
    assert "pysigma" not in dict(options.toolchain([emitters()["tables"]]))
