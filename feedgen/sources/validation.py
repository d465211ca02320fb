"""Holds a YAML tree against a schema class and gives every mistake its place."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from feedgen.errors import Finding, SourceError
from feedgen.sources import codes
from feedgen.sources.yaml_tree import Node

M = TypeVar("M", bound=BaseModel)

_SHAPES = {
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "list_type": "a list",
    "string_type": "a single value",
}


MAX_FINDINGS = 1000
"""Of one file. Nobody mends more at once, and a hostile file may hold a hundred thousand."""
_MAX_ROUNDS = 6
"""A mapping pruned to nothing can make its parent invalid; real files settle in two rounds."""


def validate(node: Node, schema: type[M]) -> M:
    """The typed content of a tree.

    Raises:
        SourceError: with one finding per mistake, in order of place.
    """
    content, findings = salvage(node, schema, {})
    if findings or content is None:
        raise SourceError(findings)
    return content


def salvage(
    node: Node, schema: type[M], stand_ins: dict[str, str]
) -> tuple[M | None, list[Finding]]:
    """The typed content of what is valid in a tree, and a finding for each part that is not.

    Invalid parts are pruned from the tree, so that later stages can go on and report their own
    findings in the same run. With findings, the content is for that purpose only.

    Args:
        node: the tree; invalid parts are removed from it.
        schema: the class to hold it against.
        stand_ins: texts for top-level keys that are missing or invalid.
    """
    findings: dict[Finding, None] = {}
    for _ in range(_MAX_ROUNDS):
        try:
            return schema.model_validate(node.plain()), list(findings)
        except ValidationError as error:
            details = error.errors(include_url=False)
        # Findings before pruning: their places are read off the tree.
        for detail in details[:MAX_FINDINGS]:
            if not _is_consequence(node, detail):
                findings[_finding(node, detail, schema)] = None
        if len(details) > MAX_FINDINGS:
            findings[_too_many(node, len(details))] = None
            return None, list(findings)
        # All trails before any pruning: what is pruned for one error is not there for the next.
        _prune([_trail(node, detail) for detail in details])
        _stand_in(node, details, stand_ins)
    return None, list(findings)


def _is_consequence(node: Node, error: ErrorDetails) -> bool:
    """Whether something is only missing because an earlier round pruned it."""
    if error["type"] == "missing":
        return str(error["loc"][-1]) in node.find(error["loc"][:-1]).keys
    return error["type"] == "too_short" and node.find(error["loc"]).pruned


def _trail(node: Node, error: ErrorDetails) -> list[Node]:
    """The nodes from the root to the smallest invalid part."""
    trail = [node]
    for step in error["loc"]:
        deeper = trail[-1].find((step,))
        if deeper is not trail[-1]:
            trail.append(deeper)
    return trail


def _too_many(node: Node, count: int) -> Finding:
    return Finding(
        node.location,
        codes.INVALID_VALUE,
        f"the file has {count:,} mistakes, of which the first {MAX_FINDINGS:,} are shown",
        "correct these first",
    )


def _prune(trails: list[list[Node]]) -> None:
    """Take the last node of each trail out of its parent. The root stays."""
    victims = {id(trail[-1]) for trail in trails if len(trail) > 1}
    parents = {id(trail[-2]): trail[-2] for trail in trails if len(trail) > 1}
    for parent in parents.values():
        if parent.items is not None:
            parent.items[:] = [item for item in parent.items if id(item) not in victims]
            parent.pruned = True
        elif parent.entries is not None:
            for key in [key for key, value in parent.entries.items() if id(value) in victims]:
                del parent.entries[key]


def _stand_in(node: Node, details: list[ErrorDetails], stand_ins: dict[str, str]) -> None:
    """Put texts in the place of top-level keys that are missing or were pruned."""
    for key in {str(detail["loc"][0]) for detail in details if len(detail["loc"]) == 1}:
        if key in stand_ins and node.entries is not None and key not in node.entries:
            node.entries[key] = Node(node.location, scalar=stand_ins[key], quoted=True)


def _finding(node: Node, error: ErrorDetails, schema: type[BaseModel]) -> Finding:
    path = tuple(step for step in error["loc"] if _is_step(node, error["loc"], step))
    kind = error["type"]
    name = str(error["loc"][-1]) if error["loc"] else ""
    if kind == "extra_forbidden":
        where = node.find(path[:-1]).keys.get(name, node.place(path))
        known = _keys_at(schema, tuple(0 if isinstance(s, int) else s for s in path[:-1]))
        close = get_close_matches(name, known, n=1)
        remedy = f'did you mean "{close[0]}"?' if close else f"known here: {', '.join(known)}"
        return Finding(where, codes.UNKNOWN_KEY, f'unknown key "{name}"', remedy)
    if kind == "missing":
        where = node.place(path[:-1]) if path else node.location
        return Finding(where, codes.MISSING_KEY, f'the key "{name}" is missing', "add it")
    problem, remedy, code = _words(error, name)
    return Finding(node.place(path), code, problem, remedy)


def _words(error: ErrorDetails, name: str) -> tuple[str, str, str]:
    """Problem, remedy and code of an error that is about a value."""
    kind = error["type"]
    context: dict[str, Any] = error.get("ctx", {})
    if error["loc"] and isinstance(error["loc"][-1], int):
        name = "this entry"
    problem = f'"{_shown(error["input"])}" is not allowed here'
    remedy, code = error["msg"][0].lower() + error["msg"][1:], codes.INVALID_VALUE
    if error["input"] is None:
        problem, remedy, code = (
            f'"{name}" has no value',
            "write one or remove it",
            codes.MISSING_KEY,
        )
    elif kind == "feedgen":
        problem, remedy = context["problem"], context["remedy"]
    elif kind in _SHAPES:
        problem, remedy = f'"{name}" is not {_SHAPES[kind]}', f"write {_SHAPES[kind]} here"
        code = codes.WRONG_TYPE
    elif kind in ("too_long", "too_short"):
        limit = context.get("max_length", context.get("min_length"))
        problem = f'"{name}" has a length of {context["actual_length"]}'
        remedy = f"write at {'most' if kind == 'too_long' else 'least'} {limit}"
    elif kind in ("enum", "literal_error"):
        remedy = f"write {context['expected']}"
    return problem, remedy, code


def _is_step(node: Node, loc: tuple[int | str, ...], step: int | str) -> bool:
    """Whether a part of pydantic's location is a step in the tree, not a union branch's name."""
    if isinstance(step, int) or step == loc[-1]:
        return True
    found = node.find(tuple(loc[: loc.index(step) + 1]))
    return found is not node.find(tuple(loc[: loc.index(step)]))


@cache
def _document(schema: type[BaseModel]) -> dict[str, Any]:
    return schema.model_json_schema()


@cache
def _keys_at(schema: type[BaseModel], path: tuple[int | str, ...]) -> list[str]:
    """Names of the keys that the schema has at a path; empty where it is not a fixed mapping."""
    document = _document(schema)
    current: dict[str, Any] = document

    def resolve(part: dict[str, Any]) -> dict[str, Any]:
        while True:
            if "$ref" in part:
                part = document["$defs"][part["$ref"].rpartition("/")[2]]
            elif "anyOf" in part:
                options = [resolve(option) for option in part["anyOf"]]
                return next((o for o in options if "properties" in o or "items" in o), options[0])
            elif "allOf" in part:
                part = part["allOf"][0]
            else:
                return part

    for step in path:
        current = resolve(current)
        if isinstance(step, int):
            current = current.get("items", {})
        else:
            known = current.get("properties", {})
            extra = current.get("additionalProperties")
            current = known.get(step) or (extra if isinstance(extra, dict) else {})
    return sorted(resolve(current).get("properties", {}))


def _shown(value: object) -> str:
    text = value if isinstance(value, str) else type(value).__name__
    return text if len(text) <= 60 else text[:57] + "..."
