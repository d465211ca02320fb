"""Languages over tables and typed events: KQL, AQL, YARA-L, and SQL of three engines."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from dataclasses import dataclass

from feedgen.emitters.sigma.time_bounds import Span, TimeField, limits
from feedgen.emitters.sigma_queries.language import (
    FIELD,
    SLASH,
    Language,
    alternatives,
    anchored,
)
from feedgen.emitters.sigma_queries.literals import (
    backslashed,
    bracket_piece,
    doubled,
    like_piece,
    lowered,
    refusing,
)
from feedgen.emitters.sigma_queries.shape import Shape
from feedgen.errors import UnencodableError


@dataclass(frozen=True, slots=True, kw_only=True)
class Kql(Language):
    """Kusto of Sentinel and Defender XDR: the operators in use compare without case."""

    title: str = "KQL"
    both: str = "\n    and "
    either: str = "\n    or "
    time: str = "TimeGenerated"
    """The column that says when."""

    def compare(self, field: str, shape: Shape) -> str:
        """An operator for one literal, a regular expression for several."""
        if not shape.is_plain:
            return f'{field} matches regex @"(?is){anchored(shape)}"'
        operator = {
            (False, False): "=~",
            (False, True): "startswith",
            (True, False): "endswith",
            (True, True): "contains",
        }[shape.before, shape.after]
        return f"{field} {operator} {backslashed(shape.pieces[0])}"

    def one_of(self, field: str, values: Sequence[str]) -> str:
        """`in~`."""
        return f"{field} in~ ({', '.join(map(backslashed, values))})"

    def network(self, field: str, network: str) -> str:
        """By the function of its version."""
        version = ipaddress.ip_network(network).version
        return f"ipv{version}_is_in_range({field}, {backslashed(network)})"

    def within(self, _time: TimeField, spans: Sequence[Span]) -> str:
        """Comparisons of the table's time column."""
        return self._spans(spans, f"{self.time} >= datetime({{}})", f"{self.time} < datetime({{}})")

    def negated(self, expression: str) -> str:
        """Text columns are never null in Kusto."""
        return f"not({expression})"

    def number(self, field: str, number: int) -> str:
        """For columns of type int."""
        return f"{field} == {number}"

    def matches(self, field: str, expression: str) -> str:
        """In a verbatim text, where only the quote would have a meaning."""
        return f'{field} matches regex @"(?i){refusing(chr(34), self.title)(expression)}"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Aql(Language):
    """AQL of QRadar: `ILIKE`, and regular expressions where a value holds its wildcards."""

    title: str = "AQL"
    both: str = "\n    AND "
    either: str = "\n    OR "

    def field(self, name: str) -> str:
        """In double quotes where it is more than a word."""
        if '"' in name:
            raise UnencodableError(f"{self.title} has no way to write the field {name}")
        return name if re.fullmatch(r"\w+", name, re.ASCII) else f'"{name}"'

    def compare(self, field: str, shape: Shape) -> str:
        """`ILIKE` without its wildcards in the value, else `IMATCHES`."""
        pieces = [refusing("\\", self.title)(piece) for piece in shape.pieces]
        if not any(wildcard in piece for piece in pieces for wildcard in "%_"):
            return f"{field} ILIKE {doubled(shape.joined('%'))}"
        inner = shape.joined(".*", tuple(map(bracket_piece, pieces)))
        return f"{field} IMATCHES {doubled(f'^{inner}$')}"

    def network(self, field: str, network: str) -> str:
        """`INCIDR`."""
        return f"INCIDR({doubled(network)}, {field})"

    def within(self, _time: TimeField, spans: Sequence[Span]) -> str:
        """Comparisons of the time QRadar took the event in, in milliseconds."""
        return self._spans(spans, "starttime >= {}", "starttime < {}", epoch=1000)

    def matches(self, field: str, expression: str) -> str:
        """`IMATCHES`, without backslashes."""
        plain = re.sub(r"\\(.)", lambda m: "[0-9]" if m[1] == "d" else f"[{m[1]}]", expression)
        return f"{field} IMATCHES {doubled(plain)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class YaraL(Language):
    """YARA-L 2.0 of Google SecOps over UDM events; `$e` is the event."""

    title: str = "YARA-L"
    both: str = "\n        and "
    either: str = "\n        or "

    def field(self, name: str) -> str:
        """A UDM field of the event."""
        return f"$e.{name}" if FIELD.fullmatch(name) else Language.field(self, name)

    def compare(self, field: str, shape: Shape) -> str:
        """Equality for one literal, else an expression for the whole field."""
        if field == "$e.metadata.event_type":  # an enumeration, which knows no case
            return f"{field} = {backslashed(shape.pieces[0])}"
        if shape.is_exact:
            return f"{field} = {backslashed(shape.pieces[0])} nocase"
        return f"{field} = /{anchored(shape)}/ nocase"

    def one_of(self, field: str, values: Sequence[str]) -> str:
        """One expression with alternatives; enumerations are compared one by one."""
        if field == "$e.metadata.event_type":
            return self.any_of([self.compare(field, Shape((value,))) for value in values])
        return f"{field} = /{alternatives(values)}/ nocase"

    def network(self, field: str, network: str) -> str:
        """By the function for networks."""
        return f"net.ip_in_range_cidr({field}, {backslashed(network)})"

    def within(self, _time: TimeField, spans: Sequence[Span]) -> str:
        """Comparisons of the event's time in seconds."""
        seconds = "$e.metadata.event_timestamp.seconds"
        return self._spans(spans, f"{seconds} >= {{}}", f"{seconds} < {{}}", epoch=1)

    def matches(self, field: str, expression: str) -> str:
        """Between slashes, which are escaped."""
        return f"{field} = /{expression.replace('/', SLASH)}/ nocase"


_GROUP = 100
"""Alternatives in one pair of parentheses: SQLite refuses expressions that are too deep."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sql(Language):
    """SQLite and DuckDB: `LIKE` with an escape character; quotes are the only syntax in a text."""

    title: str = "SQL"
    both: str = "\n    AND "
    either: str = "\n    OR "
    like: str = "LIKE"
    """The operator that compares without case."""
    text: str = "TEXT"
    """The type of texts."""
    cast: str = "CAST"
    """What makes a number of a text; where engines have it, one that fails on none."""

    def field(self, name: str) -> str:
        """A column in double quotes."""
        return '"' + name.replace('"', '""') + '"'

    def compare(self, field: str, shape: Shape) -> str:
        """One pattern."""
        pieces = tuple(like_piece(piece, "!") for piece in shape.pieces)
        return f"{field} {self.like} {doubled(shape.joined('%', pieces))} ESCAPE '!'"

    def number(self, field: str, number: int) -> str:
        """As a text: a column may hold either, and engines differ on comparing the two."""
        return f"CAST({field} AS {self.text}) = '{number}'"

    def network(self, field: str, network: str) -> str:
        """IPv4 networks as the beginnings of the addresses in them, or the addresses."""
        parsed = ipaddress.ip_network(network)
        if parsed.version == 6:
            return Language.network(self, field, network)
        octets = -(-parsed.prefixlen // 8)
        if octets in {0, 4}:
            return Language.network(self, field, network)
        starts = [
            ".".join(str(subnet.network_address).split(".")[:octets]) + "."
            for subnet in parsed.subnets(new_prefix=octets * 8)
        ]
        return self.any_of([self.compare(field, Shape((start,), after=True)) for start in starts])

    def within(self, time: TimeField, spans: Sequence[Span]) -> str:
        """Comparisons of the log's own time field, as that log writes an instant."""
        name = self.field(time.name)
        if time.epoch:
            # A fraction keeps its place, and a table of several logs may hold other texts there.
            name = f"{self.cast}({name} AS DOUBLE)"
        return self.any_of([
            self.all_of([
                f"{name} {sign} {int(limit) if time.epoch else doubled(limit)}"
                for sign, limit in ((">=", low), ("<", high))
                if limit is not None
            ])
            for low, high in limits(time, spans)
        ])  # fmt: skip

    def negated(self, expression: str) -> str:
        """A missing field makes the expression NULL, which counts as false."""
        return f"NOT COALESCE({expression}, FALSE)"

    def any_of(self, expressions: Sequence[str]) -> str:
        """In groups, so that the tree of a long list stays flat."""
        while len(expressions) > _GROUP:
            groups = range(0, len(expressions), _GROUP)
            expressions = [
                self._joined(self.either, expressions[at : at + _GROUP]) for at in groups
            ]
        return self._joined(self.either, expressions)

    def matches(self, field: str, expression: str) -> str:
        """SQLite knows no regular expressions; DuckDB has a function."""
        if self.like == "LIKE":
            return Language.matches(self, field, expression)
        return f"regexp_matches({field}, {doubled(expression)}, 'i')"


_RESERVED = frozenset({"from", "to", "user"})
"""Names of fields that are words of SQL: with ANSI's rules Spark takes them for those."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spark(Sql):
    """Spark SQL, which Databricks runs: backslashes escape in texts, so they are doubled."""

    title: str = "Spark SQL"
    text: str = "STRING"
    cast: str = "TRY_CAST"

    def field(self, name: str) -> str:
        """A path of names, each in backticks where it is more than a word, or one of SQL."""
        parts = name.split(".")
        return ".".join(
            part
            if re.fullmatch(r"[A-Za-z_]\w*", part, re.ASCII) and part not in _RESERVED
            else f"`{part}`"
            for part in parts
        )

    def compare(self, field: str, shape: Shape) -> str:
        """`LIKE` on the lower-cased text."""
        pieces = tuple(like_piece(lowered(piece), "!") for piece in shape.pieces)
        pattern = backslashed(shape.joined("%", pieces), "'")
        return f"lower({field}) LIKE {pattern} ESCAPE '!'"

    def matches(self, field: str, expression: str) -> str:
        """`rlike`, anywhere in the text."""
        pattern = backslashed(f"(?i){expression}", "'")
        return f"{field} rlike {pattern}"
