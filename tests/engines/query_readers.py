"""Reads one comparison of a query language as that language's documentation says it is read.

Each reader gives a function that says whether a field with this text is found. A value that broke
out of its literal leaves text behind that no reader takes.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing

import duckdb

Found = Callable[[str], bool]
ANYTHING = object()
"""A wildcard for any run of characters."""
Parts = list[object]
"""Characters and wildcards."""


def text_literal(text: str, at: int, quote: str = '"') -> tuple[str, int]:
    r"""A literal with `\\` and `\"` that begins at `at`, and where it ends."""
    assert text[at] == quote, text[at:]
    found: list[str] = []
    at += 1
    while text[at] != quote:
        if text[at] == "\\":
            at += 1
            assert text[at] in ("\\", quote), f"no escape: {text[at]!r}"
        found.append(text[at])
        at += 1
    return "".join(found), at + 1


def sql_literal(text: str, at: int) -> tuple[str, int]:
    """A literal in single quotes, where only the doubled quote has a meaning."""
    assert text[at] == "'"
    found: list[str] = []
    at += 1
    while True:
        if text[at] == "'":
            if text[at + 1 : at + 2] != "'":
                return "".join(found), at + 1
            at += 1
        found.append(text[at])
        at += 1


def _whole(text: str, before: str, after: str, quote: str = '"') -> str:
    """The only literal of an expression that is otherwise exactly this."""
    assert text.startswith(before), text
    value, end = text_literal(text, len(before), quote)
    assert text[end:] == after, text[end:]
    return value


def _glob(text: str, *, escape: str = "", many: str = "*", one: str = "") -> Parts:
    parts: Parts = []
    characters: Iterator[str] = iter(text)
    for character in characters:
        if character == escape:
            parts.append(next(characters))
        elif character == many:
            parts.append(ANYTHING)
        else:
            assert character != one, "a wildcard for one character"
            parts.append(character)
    return parts


def _matching(parts: Parts, *, fold: bool = True) -> Found:
    pattern = "".join(".*" if part is ANYTHING else re.escape(str(part)) for part in parts)
    flags = re.DOTALL | (re.IGNORECASE if fold else 0)
    return lambda text: re.fullmatch(pattern, text, flags) is not None


def _expression(pattern: str) -> Found:
    compiled = re.compile(pattern, re.IGNORECASE | re.DOTALL)
    return lambda text: compiled.search(text) is not None


def splunk(expression: str) -> Found:
    return _matching(_glob(_whole(expression, "f=", "")))


def lucene(expression: str) -> Found:
    assert expression.startswith("f:")
    parts: Parts = []
    characters = iter(expression[2:])
    for character in characters:
        if character == "\\":
            parts.append(next(characters))
        elif character == "*":
            parts.append(ANYTHING)
        else:
            assert character not in '+-=&|!(){}[]^"~?:/<>', character
            assert not character.isspace(), "a term ends here"
            parts.append(character)
    assert expression[2:] not in ("AND", "OR", "NOT")
    return _matching(parts, fold=False)


def esql(expression: str) -> Found:
    left = "to_lower(to_string(f))"
    if expression.startswith(f"{left} == "):
        value = _whole(expression, f"{left} == ", "")
        return lambda text: text.lower() == value
    parts = _glob(_whole(expression, f"{left} like ", ""), escape="\\", one="?")
    found = _matching(parts, fold=False)
    return lambda text: found(text.lower())


def eql(expression: str) -> Found:
    if expression.startswith("?f in~ "):
        return _matching(list(_whole(expression, "?f in~ (", ")")))
    if expression.startswith("?f like~ "):
        return _matching(_glob(_whole(expression, "?f like~ (", ")"), one="?"))
    name = expression.partition("(")[0]
    value = list(_whole(expression, f"{name}(?f, ", ")"))
    before, after = {
        "startsWith~": (False, True), "endsWith~": (True, False), "stringContains~": (True, True),
    }[name]  # fmt: skip
    return _matching([*([ANYTHING] * before), *value, *([ANYTHING] * after)])


def kql(expression: str) -> Found:
    if expression.startswith("f matches regex "):
        match = re.fullmatch(r'f matches regex @"\(\?is\)([^"]*)"', expression)
        assert match, expression
        return _expression(match[1])
    operator = expression.split(" ", 2)[1]
    value = list(_whole(expression, f"f {operator} ", ""))
    before, after = {
        "=~": (False, False), "startswith": (False, True), "endswith": (True, False),
        "contains": (True, True),
    }[operator]  # fmt: skip
    return _matching([*([ANYTHING] * before), *value, *([ANYTHING] * after)])


def logql(expression: str) -> Found:
    match = re.fullmatch(r"f=~`\(\?is\)([^`]*)`", expression)
    assert match, expression
    return _expression(match[1])


def aql(expression: str) -> Found:
    _, operator, rest = expression.split(" ", 2)
    value, end = sql_literal(rest, 0)
    assert rest[end:] == ""
    assert "\\" not in value
    if operator == "IMATCHES":
        return _expression(value)
    assert operator == "ILIKE"
    return _matching(_glob(value, many="%", one="_"))


def cql(expression: str) -> Found:
    match = re.fullmatch(r"f=/((?:[^/\\]|\\.)*)/i", expression)
    assert match, expression
    return _expression(match[1])


def yara_l(expression: str) -> Found:
    if expression.startswith("$e.f = /"):
        match = re.fullmatch(r"\$e\.f = /((?:[^/\\]|\\.)*)/ nocase", expression)
        assert match, expression
        return _expression(match[1])
    return _matching(list(_whole(expression, "$e.f = ", " nocase")))


def spark(expression: str) -> Found:
    value = _whole(expression, "lower(f) LIKE ", " ESCAPE '!'", "'")
    found = _matching(_glob(value, escape="!", many="%", one="_"), fold=False)
    return lambda text: found(text.lower())


def sqlite(expression: str) -> Found:
    def found(text: str) -> bool:
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.execute("CREATE TABLE t (f)")
            connection.execute("INSERT INTO t VALUES (?)", (text,))
            cursor = connection.execute(f"SELECT count(*) FROM t WHERE {expression}")  # noqa: S608 - the test's subject
            return bool(cursor.fetchone()[0])

    return found


def duck(expression: str) -> Found:
    def found(text: str) -> bool:
        query = f"SELECT count(*) FROM (SELECT ?::VARCHAR AS f) t WHERE {expression}"  # noqa: S608 - the same
        return bool(_DUCKDB.execute(query, [text]).fetchall()[0][0])

    return found


_DUCKDB = duckdb.connect(":memory:")
READERS: dict[str, Callable[[str], Found]] = {
    "crowdstrike": cql, "databricks": spark, "defender-xdr": kql, "duckdb": duck,
    "elasticsearch-eql": eql, "elasticsearch-esql": esql, "elasticsearch-lucene": lucene,
    "loki": logql, "opensearch": lucene, "qradar": aql, "secops": yara_l, "sentinel": kql,
    "splunk": splunk, "sqlite": sqlite,
}  # fmt: skip
"""By target."""
