"""Single faults of a syntax tree: what a tired programmer could have written instead.

Nothing is changed that no test could notice: docstrings, annotations, decorators, prose for people,
imports, assertions, and keywords that only guard (`strict=`, `encoding=`).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

COMPARISONS: Mapping[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE,
    ast.GtE: ast.Gt, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
OPERATORS: Mapping[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult,
    ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr, ast.Mod: ast.Add, ast.Pow: ast.Mult,
}  # fmt: skip
CALLS: Mapping[str, str] = {
    "min": "max", "max": "min", "any": "all", "all": "any", "sorted": "list", "set": "list",
    "startswith": "endswith", "endswith": "startswith", "removeprefix": "removesuffix",
    "removesuffix": "removeprefix", "lower": "strip", "upper": "lower", "casefold": "strip",
}  # fmt: skip
GUARDS = frozenset(
    {"strict", "encoding", "title", "about", "url", "reason", "otherwise", "key_only"}
)
"""Keywords whose loss or change no test is asked to notice: guards, and prose."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Another node in one place of a tree."""

    kind: str
    parent: ast.AST
    field: str
    index: int | None
    new: object

    @contextmanager
    def made(self) -> Iterator[None]:
        """The tree holds the fault inside this context."""
        old = self._put(self.new)
        try:
            yield
        finally:
            self._put(old)

    def _put(self, value: object) -> object:
        if self.index is None:
            old = getattr(self.parent, self.field)
            setattr(self.parent, self.field, value)
            return old
        values = getattr(self.parent, self.field)
        old = values[self.index]
        values[self.index] = value
        return old


@dataclass(frozen=True, slots=True)
class Place:
    """Where a node stands."""

    parent: ast.AST
    field: str
    index: int | None

    def becomes(self, kind: str, new: ast.AST, old: ast.AST) -> Edit:
        """This place holds another node."""
        for node in ast.walk(new):
            if not hasattr(node, "lineno") and isinstance(node, ast.expr | ast.stmt):
                ast.copy_location(node, old)
        return Edit(kind, self.parent, self.field, self.index, new)


def edits_of(node: ast.AST, place: Place, enums: Mapping[str, Sequence[str]]) -> Iterator[Edit]:
    """The faults that are made in this very node."""
    if isinstance(node, ast.stmt):
        yield from _of_statement(node, place)
    elif isinstance(node, ast.Attribute):
        yield from _of_member(node, enums)
    elif isinstance(node, ast.Constant):
        yield from _of_constant(node, place)
    elif isinstance(node, ast.Call):
        yield from _of_call(node, place)
    elif isinstance(node, ast.BoolOp):
        yield from _of_boolean(node, place)
    else:
        yield from _of_expression(node, place)


def _of_statement(node: ast.stmt, place: Place) -> Iterator[Edit]:
    match node:
        case ast.Return(value=ast.expr() as value) if not _is_constant(value):
            nothing = ast.copy_location(ast.Constant(None), value)
            yield Edit("return", node, "value", None, nothing)
        case ast.If(test=test) | ast.While(test=test):
            if isinstance(test, ast.Name | ast.Attribute | ast.Call):
                negated = ast.copy_location(ast.UnaryOp(ast.Not(), test), test)
                yield Edit("condition", node, "test", None, negated)
        case ast.Continue() | ast.Break() | ast.AugAssign() | ast.Raise() | ast.Delete():
            yield place.becomes("statement", ast.Pass(), node)
        case ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom()):
            yield place.becomes("statement", ast.Pass(), node)
    if isinstance(node, ast.AugAssign) and type(node.op) in OPERATORS:
        yield Edit("operator", node, "op", None, OPERATORS[type(node.op)]())


def _of_expression(node: ast.AST, place: Place) -> Iterator[Edit]:
    match node:
        case ast.Compare(ops=ops):
            for at, operator in enumerate(ops):
                if type(operator) in COMPARISONS:
                    yield Edit("comparison", node, "ops", at, COMPARISONS[type(operator)]())
        case ast.UnaryOp(op=ast.Not() | ast.USub() as sign, operand=operand):
            yield place.becomes("not" if isinstance(sign, ast.Not) else "minus", operand, node)
        case ast.BinOp(op=operator) if type(operator) in OPERATORS and not _is_prose(node):
            yield Edit("operator", node, "op", None, OPERATORS[type(operator)]())
        case ast.IfExp(body=body, orelse=orelse):
            yield place.becomes("choice", body, node)
            yield place.becomes("choice", orelse, node)
        case ast.comprehension(ifs=conditions):
            for at, condition in enumerate(conditions):
                always = ast.copy_location(ast.Constant(True), condition)
                yield Edit("filter", node, "ifs", at, always)


def _of_boolean(node: ast.BoolOp, place: Place) -> Iterator[Edit]:
    other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    yield Edit("boolean", node, "op", None, other)
    for at in range(len(node.values)):
        rest = node.values[:at] + node.values[at + 1 :]
        new = rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)
        yield place.becomes("operand", new, node)


def _of_member(node: ast.Attribute, enums: Mapping[str, Sequence[str]]) -> Iterator[Edit]:
    """The next one of an enumeration's members."""
    members = enums.get(node.value.id, ()) if isinstance(node.value, ast.Name) else ()
    if node.attr in members and len(members) > 1:
        other = members[(members.index(node.attr) + 1) % len(members)]
        yield Edit("member", node, "attr", None, other)


def _of_constant(node: ast.Constant, place: Place) -> Iterator[Edit]:
    value = node.value
    new: object
    if isinstance(value, bool):
        new = not value
    elif isinstance(value, int):
        new = value + 1
    elif isinstance(value, str | bytes) and value and not _is_prose(node):
        new = value + ("X" if isinstance(value, str) else b"X")  # type: ignore[operator] # the same type
    else:
        return
    yield place.becomes("constant", ast.Constant(new), node)


def _of_call(node: ast.Call, place: Place) -> Iterator[Edit]:
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    if name in CALLS:
        field = "id" if isinstance(node.func, ast.Name) else "attr"
        yield Edit("call", node.func, field, None, CALLS[name])
    for at, keyword in enumerate(node.keywords):
        if keyword.arg is not None and keyword.arg not in GUARDS:
            rest = node.keywords[:at] + node.keywords[at + 1 :]
            yield Edit("argument", node, "keywords", None, rest)
    if len(node.args) == 1 and isinstance(node.func, ast.Attribute) and name in {"strip", "rstrip"}:
        yield place.becomes("call", node.func.value, node)


def _is_constant(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and (
        node.value is None or isinstance(node.value, bool | str)
    )


def _is_prose(node: ast.AST) -> bool:
    """Text for people: it has words with spaces between them."""
    return any(
        isinstance(part, ast.Constant) and isinstance(part.value, str) and " " in part.value.strip()
        for part in ast.walk(node)
    )
