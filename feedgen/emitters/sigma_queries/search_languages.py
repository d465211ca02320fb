"""Languages of search engines: SPL, Lucene, ES|QL, EQL, LogQL, CQL."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from feedgen.emitters.sigma.time_bounds import Span, TimeField
from feedgen.emitters.sigma_queries.language import (
    FIELD,
    SLASH,
    Language,
    alternatives,
    anchored,
    for_lucene,
)
from feedgen.emitters.sigma_queries.literals import (
    backslashed,
    glob_piece,
    lowered,
    lucene_term,
    refusing,
)
from feedgen.emitters.sigma_queries.shape import Shape
from feedgen.errors import UnencodableError
from feedgen.model.instants import format_instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Splunk(Language):
    """SPL, the search command: values without case; the asterisk cannot be escaped."""

    title: str = "SPL"
    both: str = " "

    def field(self, name: str) -> str:
        """Quoted where it is more than a word."""
        return name if re.fullmatch(r"\w[\w.]*", name, re.ASCII) else backslashed(name)

    def compare(self, field: str, shape: Shape) -> str:
        """A quoted value with asterisks; backticks would call a macro."""
        for piece in shape.pieces:
            refusing("*`", self.title)(piece)
        return f"{field}={backslashed(shape.joined('*'))}"

    def one_of(self, field: str, values: Sequence[str]) -> str:
        """`IN`, which takes the same values."""
        checked = [backslashed(refusing("*`", self.title)(value)) for value in values]
        return f"{field} IN ({', '.join(checked)})"

    def network(self, field: str, network: str) -> str:
        """The search command compares with CIDR notation by itself."""
        return f"{field}={backslashed(network)}"

    def within(self, _time: TimeField, spans: Sequence[Span]) -> str:
        """Time modifiers, which win over the time picker."""
        found = [
            f"(earliest={int(s.start.timestamp()) if s.start else 1}"
            f" latest={int(s.end.timestamp()) if s.end else 'now'})"
            for s in spans
        ]
        return self.any_of(found)

    def negated(self, expression: str) -> str:
        """`NOT` is true for events that lack the field."""
        return f"NOT {expression}"

    def number(self, field: str, number: int) -> str:
        """Without a space, which would end the comparison."""
        return f"{field}={number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lucene(Language):
    """Query strings of Elasticsearch and OpenSearch: keyword fields compare with case."""

    title: str = "Lucene's query syntax"

    def field(self, name: str) -> str:
        """As it is: hyphens and dots are fine before the colon."""
        if not re.fullmatch(r"@?\w[\w.-]*", name, re.ASCII):
            raise UnencodableError(f"{self.title} has no way to write the field {name}")
        return name

    def compare(self, field: str, shape: Shape) -> str:
        """One term with wildcards."""
        return f"{field}:{shape.joined('*', tuple(map(lucene_term, shape.pieces)))}"

    def one_of(self, field: str, values: Sequence[str]) -> str:
        """A group of terms."""
        return f"{field}:({' OR '.join(map(lucene_term, values))})"

    def network(self, field: str, network: str) -> str:
        """Fields of type ip take CIDR notation in quotes."""
        return f"{field}:{backslashed(network)}"

    def within(self, _time: TimeField, spans: Sequence[Span]) -> str:
        """Ranges of @timestamp, the end exclusive."""
        return self.any_of([
            f"@timestamp:[{backslashed(format_instant(s.start)) if s.start else '*'} TO "
            f"{backslashed(format_instant(s.end)) if s.end else '*'}}}"
            for s in spans
        ])  # fmt: skip

    def negated(self, expression: str) -> str:
        """`NOT` is true for documents that lack the field."""
        return f"(NOT {expression})"

    def number(self, field: str, number: int) -> str:
        """A term of digits."""
        return f"{field}:{number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Esql(Language):
    """ES|QL: compares with case, so fields are lower-cased; several values in a field are null."""

    title: str = "ES|QL"
    both: str = "\n    and "
    either: str = "\n    or "

    def field(self, name: str) -> str:
        """In backticks where it is more than a dotted name."""
        return name if re.fullmatch(r"[\w.]+", name, re.ASCII) else f"`{name}`"

    def compare(self, field: str, shape: Shape) -> str:
        """Equality or `LIKE` on the lower-cased text."""
        left = f"to_lower(to_string({field}))"
        pieces = tuple(map(lowered, shape.pieces))
        if shape.is_exact:
            return f"{left} == {backslashed(pieces[0])}"
        return f"{left} like {backslashed(shape.joined('*', tuple(map(glob_piece, pieces))))}"

    def one_of(self, field: str, values: Sequence[str]) -> str:
        """`in` on the lower-cased text."""
        listed = ", ".join(backslashed(lowered(value)) for value in values)
        return f"to_lower(to_string({field})) in ({listed})"

    def network(self, field: str, network: str) -> str:
        """For fields of type ip."""
        return f"cidr_match({field}, {backslashed(network)})"

    def within(self, _time: TimeField, spans: Sequence[Span]) -> str:
        """Comparisons of @timestamp."""
        return self._spans(
            spans, '@timestamp >= to_datetime("{}")', '@timestamp < to_datetime("{}")'
        )

    def negated(self, expression: str) -> str:
        """A missing field makes the expression null, which counts as false."""
        return f"not coalesce({expression}, false)"

    def number(self, field: str, number: int) -> str:
        """For numeric fields."""
        return f"{field} == {number}"

    def matches(self, field: str, expression: str) -> str:
        """`rlike` on the lower-cased text."""
        pattern = backslashed(for_lucene(expression.lower()))
        return f"to_lower(to_string({field})) rlike {pattern}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Eql(Language):
    """EQL of Elasticsearch: `~` compares without case; wildcards cannot be escaped."""

    title: str = "EQL"
    both: str = "\n    and "
    either: str = "\n    or "

    def field(self, name: str) -> str:
        """Optional, as no query may name a field that no index has; in backticks where needed."""
        return f"?{name}" if re.fullmatch(r"@?[\w.]+", name, re.ASCII) else f"?`{name}`"

    def compare(self, field: str, shape: Shape) -> str:
        """Functions where they say it, because they take every character as it is."""
        if shape.is_exact:
            return self.one_of(field, shape.pieces)
        if shape.is_plain:
            name = {
                (False, True): "startsWith~",
                (True, False): "endsWith~",
                (True, True): "stringContains~",
            }[shape.before, shape.after]
            return f"{name}({field}, {backslashed(shape.pieces[0])})"
        for piece in shape.pieces:
            refusing("*?", self.title)(piece)
        return f"{field} like~ ({backslashed(shape.joined('*'))})"

    def one_of(self, field: str, values: Sequence[str]) -> str:
        """`in~`, which knows no wildcards; fields of type ip have no comparison without case."""
        operator = "in" if field.endswith(".ip") else "in~"
        return f"{field} {operator} ({', '.join(map(backslashed, values))})"

    def network(self, field: str, network: str) -> str:
        """For fields of type ip."""
        return f"cidrMatch({field}, {backslashed(network)})"

    def number(self, field: str, number: int) -> str:
        """For numeric fields."""
        return f"{field} == {number}"

    def matches(self, field: str, expression: str) -> str:
        """`regex~`."""
        return f"{field} regex~ ({backslashed(for_lucene(expression))})"


@dataclass(frozen=True, slots=True, kw_only=True)
class LogQl(Language):
    """LogQL of Grafana Loki: label filters with RE2 expressions in backticks."""

    title: str = "LogQL"
    both: str = " and "
    either: str = " or "

    def field(self, name: str) -> str:
        """As Loki's parsers name a label: whatever no label may hold is an underscore."""
        return re.sub(r"[^A-Za-z0-9_]", "_", name)

    def compare(self, field: str, shape: Shape) -> str:
        """An expression for the whole label."""
        return f"{field}=~`(?is){anchored(shape)}`"

    def one_of(self, field: str, values: Sequence[str]) -> str:
        """One expression with alternatives."""
        return f"{field}=~`(?is){alternatives(values)}`"

    def network(self, field: str, network: str) -> str:
        """The `ip` filter."""
        return f"{field}=ip({backslashed(network)})"

    def number(self, field: str, number: int) -> str:
        """Numbers are compared as numbers with two signs."""
        return f"{field}=={number}"

    def matches(self, field: str, expression: str) -> str:
        """Loki anchors an expression on a label itself."""
        checked = refusing("`", self.title)(expression)
        return f"{field}=~`(?is).*(?:{checked}).*`"


def _is_fixed(field: str) -> bool:
    """Whether a field of CrowdStrike's holds names of CrowdStrike's own, in one spelling."""
    return field.startswith("#") or field == "event_platform"


@dataclass(frozen=True, slots=True, kw_only=True)
class LogScale(Language):
    """CrowdStrike's query language: `=` compares with case, so values are expressions."""

    title: str = "CQL"
    both: str = "\n    and "
    either: str = "\n    or "

    def field(self, name: str) -> str:
        """Quoted where it is more than a dotted name."""
        return name if FIELD.fullmatch(name) else backslashed(name)

    def compare(self, field: str, shape: Shape) -> str:
        """An expression for the whole field; tags are found by equality, or not by their index."""
        if _is_fixed(field) and shape.is_exact:
            return f"{field}={backslashed(shape.pieces[0])}"
        return f"{field}=/{anchored(shape)}/i"

    def one_of(self, field: str, values: Sequence[str]) -> str:
        """One expression with alternatives; tags are compared one by one."""
        if _is_fixed(field):
            return self.any_of([self.compare(field, Shape((value,))) for value in values])
        return f"{field}=/{alternatives(values)}/i"

    def within(self, _time: TimeField, spans: Sequence[Span]) -> str:
        """Comparisons of the event's time in milliseconds."""
        return self._spans(spans, "@timestamp>={}", "@timestamp<{}", epoch=1000)

    def number(self, field: str, number: int) -> str:
        """As a text is compared, for fields without a type."""
        return f"{field}={number}"

    def matches(self, field: str, expression: str) -> str:
        """Between slashes, which are escaped."""
        return f"{field}=/{expression.replace('/', SLASH)}/i"
