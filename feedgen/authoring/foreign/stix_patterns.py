"""Reads the STIX patterns that say one thing: equality with constants. Everything else is refused.

A pattern with a condition that a value cannot carry (LIKE, AND of two hosts, FOLLOWEDBY, a time)
would become a wider indicator than its author meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from feedgen.errors import InvalidValueError

_MAX_PATTERN = 100_000
_TOKEN = re.compile(
    r"\s*(?:(?P<string>'(?:[^'\\]|\\.)*')|(?P<sign><=|>=|!=|[\[\]()=<>,])"
    r"|(?P<path>[a-z][a-z0-9-]*:[A-Za-z0-9_.'\" -]*?[A-Za-z0-9_'\"](?=\s*(?:[=<>!)\]]|$"
    r"|\s(?:IN|NOT|LIKE|MATCHES|ISSUBSET|ISSUPERSET|EXISTS)\b)))|(?P<word>[A-Za-z]+)|(?P<number>-?[\d.]+))",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """One property that equals one constant; of a network, that lies in it."""

    path: str
    """As `file:hashes.SHA-256`: without quotes."""
    value: str
    subset: bool = False


def alternatives(pattern: str) -> list[list[Comparison]]:
    """The observations of which one suffices, each with the comparisons that must all hold.

    Raises:
        InvalidValueError: for everything that is not equality, OR, and AND within one object.
    """
    if len(pattern) > _MAX_PATTERN:
        raise InvalidValueError(f"the pattern has {len(pattern):,} characters", "list it by hand")
    return _Reader(list(_tokens(pattern))).observations()


def _tokens(pattern: str) -> Iterator[tuple[str, str]]:
    position = 0
    end = len(pattern.rstrip())
    while position < end:
        match = _TOKEN.match(pattern, position)
        if match is None or match.lastgroup is None:
            raise _refused(f'"{pattern[position : position + 20]}" is no STIX pattern')
        yield match.lastgroup, match[match.lastgroup]
        position = match.end()


def _refused(problem: str) -> InvalidValueError:
    return InvalidValueError(problem, "list it by hand")


class _Reader:
    """Goes through the tokens once. Brackets within an observation are refused: no recursion."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self._tokens, self._next = tokens, 0

    def observations(self) -> list[list[Comparison]]:
        """`[…] OR […]`."""
        found = self._observation()
        while self._next < len(self._tokens):
            kind, word = self._take()
            if (kind, word.upper()) != ("word", "OR"):
                raise _refused(f"the pattern says {word} between or after observations")
            found += self._observation()
        return found

    def _observation(self) -> list[list[Comparison]]:
        self._expect("[")
        rows = [[comparison] for comparison in self._comparison()]
        while True:
            _, word = self._take()
            if word == "]":
                return rows
            more = self._comparison()
            if word.upper() == "OR":
                rows += [[comparison] for comparison in more]
            elif word.upper() == "AND" and len(rows) == len(more) == 1:
                rows[0] += more
                if len({comparison.path.partition(":")[0] for comparison in rows[0]}) > 1:
                    raise _refused("the pattern asks for two things at once")
            else:
                raise _refused("the pattern mixes AND and OR" if word.upper() == "AND"
                               else f"the pattern says {word}")  # fmt: skip

    def _comparison(self) -> list[Comparison]:
        kind, path = self._take()
        if kind != "path":
            raise _refused(f"the pattern says {path} where a property belongs")
        plain = path.replace("'", "").replace('"', "").strip()
        _, operator = self._take()
        if operator.upper() == "IN":
            self._expect("(")
            values = [self._string()]
            while (sign := self._take()[1]) == ",":
                values.append(self._string())
            if sign != ")":
                raise _refused("the list of the pattern does not end")
            return [Comparison(plain, value) for value in values]
        if operator not in ("=", "ISSUBSET"):
            raise _refused(f"the pattern compares with {operator}, not with =")
        return [Comparison(plain, self._string(), operator == "ISSUBSET")]

    def _string(self) -> str:
        kind, text = self._take()
        if kind != "string":
            raise _refused(f"the pattern compares with {text}, which is no text")
        return re.sub(r"\\(.)", r"\1", text[1:-1], flags=re.DOTALL)

    def _expect(self, sign: str) -> None:
        if self._take()[1] != sign:
            raise _refused(f"the pattern has no {sign} where one belongs")

    def _take(self) -> tuple[str, str]:
        if self._next >= len(self._tokens):
            raise _refused("the pattern ends too early")
        self._next += 1
        return self._tokens[self._next - 1]
