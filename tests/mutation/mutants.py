"""The faults of one module, in an order that the seed decides, and the module with one of them."""

from __future__ import annotations

import ast
import difflib
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import CodeType

from .edits import GUARDS, Edit, Place, edits_of

_SKIPPED_FIELDS = {
    "annotation", "returns", "decorator_list", "type_comment", "type_params", "bases",
}  # fmt: skip
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True, slots=True)
class Mutant:
    """One fault."""

    path: str
    line: int
    lines: range
    """Of the statement that holds it, for compound ones of their head."""
    is_in_body: bool
    """Of a function: such a fault can be put into a module that is imported already."""
    diff: str
    edit: Edit

    @property
    def place(self) -> str:
        return f"{self.path}:{self.line}"


class Module:
    """A module's tree, and all faults that are made in it."""

    def __init__(self, path: str, source: str, enums: Mapping[str, Sequence[str]]) -> None:
        self.path = path
        self.tree = ast.parse(source)
        self._enums = enums

    @cached_property
    def mutants(self) -> tuple[Mutant, ...]:
        return tuple(self._below(self.tree, None, is_in_body=False))

    def sample(self, count: int, seed: int) -> list[Mutant]:
        """So many of them, spread by a hash, or all for 0; in the order of the file."""

        def drawn(mutant: Mutant) -> bytes:
            text = f"{seed} {mutant.path} {mutant.line} {mutant.edit.kind} {mutant.diff}"
            return hashlib.sha256(text.encode()).digest()

        chosen = sorted(self.mutants, key=drawn)[: count or None]
        return sorted(chosen, key=lambda mutant: (mutant.line, mutant.diff))

    def code(self, mutant: Mutant | None, filename: str) -> CodeType:
        """The module's code with this fault.

        Raises:
            SyntaxError: where the fault is no Python.
        """
        if mutant is None:
            return compile(self.tree, filename, "exec", dont_inherit=True)
        with mutant.edit.made():
            return compile(self.tree, filename, "exec", dont_inherit=True)

    def _below(
        self, node: ast.AST, statement: ast.stmt | None, *, is_in_body: bool
    ) -> Iterator[Mutant]:
        for field, value in ast.iter_fields(node):
            if field in _SKIPPED_FIELDS:
                continue
            inside = is_in_body or (isinstance(node, _FUNCTIONS) and field == "body")
            for at, child in enumerate(value if isinstance(value, list) else [value]):
                if not isinstance(child, ast.AST) or _is_skipped(child):
                    continue
                place = Place(node, field, at if isinstance(value, list) else None)
                where = child if isinstance(child, ast.stmt) else statement
                if where is not None:
                    for edit in edits_of(child, place, self._enums):
                        mutant = self._mutant(edit, child, where, is_in_body=inside)
                        if mutant:
                            yield mutant
                yield from self._below(child, where, is_in_body=inside)

    def _mutant(
        self, edit: Edit, node: ast.AST, statement: ast.stmt, *, is_in_body: bool
    ) -> Mutant | None:
        whole = edit.parent if isinstance(edit.new, ast.Pass) else statement
        before = ast.unparse(whole).split("\n")
        with edit.made():
            after = ast.unparse(whole).split("\n")
        changed = [line for line in difflib.ndiff(before, after) if line.startswith(("- ", "+ "))]
        if not changed:
            return None
        line = getattr(node, "lineno", statement.lineno)
        body = getattr(statement, "body", None)
        last = body[0].lineno - 1 if isinstance(body, list) and body else statement.end_lineno
        lines = range(min(statement.lineno, line), max(last or line, line) + 1)
        return Mutant(self.path, line, lines, is_in_body, "\n".join(changed), edit)


def _is_skipped(node: ast.AST) -> bool:
    match node:
        case ast.Import() | ast.ImportFrom() | ast.Assert() | ast.JoinedStr():
            skipped = True
        case ast.Expr(value=ast.Constant()) | ast.If(test=ast.Name(id="TYPE_CHECKING")):
            skipped = True
        case ast.Call(func=ast.Name(id="cast" | "TypeVar")):
            skipped = True
        case ast.keyword(arg=name):
            skipped = name in GUARDS
        case ast.ClassDef(bases=bases):
            skipped = any(isinstance(base, ast.Name) and base.id == "Protocol" for base in bases)
        case _:
            skipped = False
    return skipped


def enums_of(package: Path) -> dict[str, list[str]]:
    """Members of every enumeration in a package, by the class's name."""
    found: dict[str, list[str]] = {}
    for path in sorted(package.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and any(
                isinstance(base, ast.Name) and base.id.endswith("Enum") for base in node.bases
            ):
                found[node.name] = [
                    target.id
                    for statement in node.body if isinstance(statement, ast.Assign)
                    for target in statement.targets if isinstance(target, ast.Name)
                ]  # fmt: skip
    return found
