"""Reads whole queries of languages that no engine or parser for Python exists for, and runs them.

A query is parentheses, `and`, `or` and comparisons; a comparison is read as `query_readers` reads it.
What is neither stays over, and fails: a value that broke out of its literal does.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from tests.engines.query_readers import READERS, text_literal

Event = Mapping[str, str | int]
Holds = Callable[[Event], bool]
_TEXT = r'"(?:[^"\\]|\\.)*"'
_SLASHED = r"/(?:[^/\\]|\\.)*/"
_SINGLE = r"'(?:[^']|'')*'"
_TEXTS = rf"\({_TEXT}(?:, {_TEXT})*\)"


@dataclass(frozen=True, slots=True)
class _Syntax:
    """What a comparison of a language looks like: `field`, and the rest in one of these groups."""

    comparison: str
    before: str = "f"
    """What stands for the field where the reader of one comparison expects it."""
    adjacent: bool = False
    """Whether two expressions side by side must both hold."""


_SYNTAX = {
    "crowdstrike": _Syntax(
        rf"(?P<field>{_TEXT}|[@#]?[\w.]+)(?:(?P<one>={_SLASHED}i)|=(?P<fixed>{_TEXT})"
        r"|(?P<sign>>=|<|=)(?P<number>\d+))"
    ),
    "elasticsearch-esql": _Syntax(
        rf"(?:to_lower\(to_string\((?P<field>[\w.]+|`[^`]+`)\)\)"
        rf"(?:(?P<one> (?:==|like) {_TEXT})| rlike (?P<whole>{_TEXT})| in (?P<list>{_TEXTS}))"
        rf"|(?P<other>@?[\w.]+) (?P<sign>>=|<|==) (?:(?P<number>\d+)|to_datetime\((?P<at>{_TEXT})\))"
        rf"|cidr_match\((?P<address>[\w.]+), (?P<network>{_TEXT})\))",
        before="to_lower(to_string(f))",
    ),
    "loki": _Syntax(
        rf"(?P<field>\w+)(?:(?P<one>=~`[^`]*`)|(?P<sign>==)(?P<number>\d+)|=ip\((?P<network>{_TEXT})\))"
    ),
    "qradar": _Syntax(
        rf'(?:(?P<field>"[^"]+"|\w+)(?:(?P<one> (?:ILIKE|IMATCHES) {_SINGLE})'
        rf"| (?P<sign>>=|<|=) (?P<number>\d+))|INCIDR\((?P<network>{_SINGLE}), (?P<address>\w+)\))"
    ),
    "secops": _Syntax(
        rf"(?:(?P<field>\$e\.[\w.]+)(?:(?P<one> = (?:{_TEXT}|{_SLASHED}) nocase)| = (?P<fixed>{_TEXT})"
        r"| (?P<sign>>=|<|=) (?P<number>\d+))"
        rf"|net\.ip_in_range_cidr\((?P<address>\$e\.[\w.]+), (?P<network>{_TEXT})\))",
        before="$e.f",
    ),
    "splunk": _Syntax(
        rf"(?P<field>{_TEXT}|\w[\w.]*)(?:(?P<one>={_TEXT})| IN (?P<list>{_TEXTS})"
        r"|(?P<sign>=)(?P<number>\d+|now))",
        adjacent=True,
    ),
}  # fmt: skip
LANGUAGES = tuple(_SYNTAX)
"""Names of targets whose queries are read here."""
_AND, _OR = re.compile(r"\s+and\s+", re.IGNORECASE), re.compile(r"\s+or\s+", re.IGNORECASE)


def read(target: str, expression: str) -> Holds:
    """The expression as a function of an event, whose fields are those of the product."""
    reader = _Reader(target, expression.strip())
    holds = reader.either()
    assert reader.at == len(reader.text), f"left over: {reader.text[reader.at :]!r}"
    return holds


class _Reader:
    """Recursive descent over one expression."""

    def __init__(self, target: str, text: str) -> None:
        self.target, self.text, self.at = target, text, 0
        self.syntax = _SYNTAX[target]
        self.comparison = re.compile(self.syntax.comparison)

    def either(self) -> Holds:
        parts = [self.both()]
        while self._takes(_OR):
            parts.append(self.both())
        return lambda event: any(part(event) for part in parts)

    def both(self) -> Holds:
        parts = [self.single()]
        while self._takes(_AND) or (self.syntax.adjacent and self._beside()):
            parts.append(self.single())
        return lambda event: all(part(event) for part in parts)

    def single(self) -> Holds:
        if self.text[self.at : self.at + 1] == "(":
            self.at += 1
            inner = self.either()
            assert self.text[self.at : self.at + 1] == ")", f"no end: {self.text[self.at :]!r}"
            self.at += 1
            return inner
        match = self.comparison.match(self.text, self.at)
        assert match, f"no comparison of {self.target}: {self.text[self.at : self.at + 200]!r}"
        self.at = match.end()
        return _compared(self.target, self.syntax.before, match.groupdict())

    def _takes(self, word: re.Pattern[str]) -> bool:
        match = word.match(self.text, self.at)
        if match:
            self.at = match.end()
        return match is not None

    def _beside(self) -> bool:
        rest = self.text[self.at :]
        if not rest.startswith(" ") or _OR.match(rest):
            return False
        self.at += 1
        return True


def _compared(target: str, before: str, found: dict[str, str | None]) -> Holds:
    get = found.get
    field = _name(get("field") or get("other") or get("address") or "")
    if number := get("number"):
        return _number(field, get("sign") or "=", number)
    if at := get("at"):
        return _instant(field, get("sign") or "", _text(at))
    if network := get("network"):
        return _network(field, network[1:-1])
    if fixed := get("fixed"):
        return lambda event: event.get(field) == _text(fixed)
    if whole := get("whole"):
        # Lucene's expressions are anchored.
        pattern = re.compile(_text(whole), re.DOTALL)
        return lambda event: pattern.fullmatch(str(event.get(field, "")).lower()) is not None
    if one := get("one"):
        matches = READERS[target](before + one)
    else:
        values = {value.lower() for value in _listed(get("list") or "")}
        # SPL would take an asterisk for a wildcard here too.
        assert target != "splunk" or not any("*" in value for value in values)

        def matches(text: str) -> bool:
            return text.lower() in values

    return lambda event: field in event and matches(str(event[field]))


def _name(text: str) -> str:
    name = text.removeprefix("$e.").strip("`")
    return _text(name) if name.startswith('"') else name


def _text(literal: str) -> str:
    value, end = text_literal(literal, 0)
    assert end == len(literal)
    return value


def _listed(text: str) -> Iterator[str]:
    at = 1
    while at < len(text):
        value, at = text_literal(text, at)
        yield value
        assert text[at] in ",)", text[at:]
        at += 2 if text[at] == "," else 1


def _number(field: str, sign: str, number: str) -> Holds:
    if field in {"earliest", "latest"}:
        limit = float("inf") if number == "now" else int(number)
        if field == "earliest":
            return lambda event: int(event.get("_time", -1)) >= limit
        return lambda event: int(event.get("_time", -1)) < limit
    wanted = int(number)

    def holds(event: Event) -> bool:
        value = event.get(field)
        if value is None or not str(value).isdigit():
            return False
        there = int(value)
        return (
            there >= wanted if sign == ">=" else there < wanted if sign == "<" else there == wanted
        )

    return holds


def _instant(field: str, sign: str, instant: str) -> Holds:
    if sign == ">=":
        return lambda event: str(event.get(field, "")) >= instant
    return lambda event: "" < str(event.get(field, "")) < instant


def _network(field: str, network: str) -> Holds:
    parsed = ipaddress.ip_network(network)

    def holds(event: Event) -> bool:
        try:
            return ipaddress.ip_address(str(event.get(field))) in parsed
        except ValueError:
            return False

    return holds
