"""From the feed's Sigma rules to one query per rule and product, value by value.

A value that a product cannot search for, because it has no field or its language no way to write
it, is left out of that product's query and noted; the other values of the rule stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import yaml

from feedgen.emitters.rendering import Encoded
from feedgen.emitters.sigma.detection import (
    Clause,
    Comparison,
    Detection,
    Term,
    gather,
    sigma_detection,
)
from feedgen.emitters.sigma.encoding import Pattern, PatternKind
from feedgen.emitters.sigma.rule import Rule
from feedgen.emitters.sigma.yaml_writer import document
from feedgen.emitters.sigma_queries.conversion import convert
from feedgen.emitters.sigma_queries.language import Language
from feedgen.emitters.sigma_queries.logs import Log
from feedgen.emitters.sigma_queries.shape import Shape
from feedgen.emitters.sigma_queries.targets import Target
from feedgen.errors import UnencodableError
from feedgen.model.indicator import Indicator

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_HASH = re.compile(r"(MD5|SHA1|SHA256)=([0-9a-f]+)", re.IGNORECASE)
_ELSEWHERE = "a hash of this kind has no field in {}"
_WHOLE = "{} keeps this field in a form that is searched for whole values only"


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """One rule in one product."""

    target: Target
    rule: Rule
    """With the values that the query holds."""
    log: Log
    text: str
    """The whole query, without a line break at its end."""
    suffix: str = ""
    """Of the file's name, where one rule took several queries."""


@dataclass(slots=True)
class Report:
    """What a product's query leaves out of a rule: indicator and reason, in order of rule."""

    left_out: list[tuple[Indicator, str]] = field(default_factory=list)

    def note(self, indicators: Iterable[Indicator], reason: str) -> None:
        """Remember why these are left out."""
        self.left_out += [(indicator, reason) for indicator in indicators]


_Kept = tuple[Indicator, tuple[Clause, ...]]


class Converter:
    """Converts the rules of one feed. Writes and reads each rule's detection once."""

    def __init__(self) -> None:
        self._documents: dict[tuple[str, Detection], Any] = {}
        self._clauses: dict[str, list[tuple[Indicator, tuple[Clause, ...]]]] = {}

    def queries(self, target: Target, rule: Rule, report: Report) -> Iterator[Query]:
        """The rule in a product: usually one query, none where nothing of it is left.

        Where the product limits the length of a query, there are as many as it takes.
        """
        try:
            log = target.schema.log(rule.family.source)
            for term in rule.family.scope:
                _check_term(target, log, term)
        except UnencodableError as error:
            report.note(rule.indicators, error.reason)
            return
        kept = []
        for indicator, clauses in self._of(rule):
            found = tuple(_adapted(target, log, clauses, indicator, report))
            if found:
                kept.append((indicator, found))
        parts = list(self._parts(target, log, rule, kept, report))
        for number, (part, statement) in enumerate(parts, 1):
            suffix = f"_part{number}" if len(parts) > 1 else ""
            yield Query(target=target, rule=part, log=log, text=statement, suffix=suffix)

    def _of(self, rule: Rule) -> list[tuple[Indicator, tuple[Clause, ...]]]:
        if rule.id not in self._clauses:
            self._clauses[rule.id] = [
                (indicator, tuple(rule.family.clauses(indicator))) for indicator in rule.indicators
            ]
        return self._clauses[rule.id]

    def _parts(
        self, target: Target, log: Log, rule: Rule, kept: Sequence[_Kept], report: Report
    ) -> Iterator[tuple[Rule, str]]:
        """The values as one query, or halved until each part is short enough."""
        if not kept:
            return
        indicators = tuple(indicator for indicator, _ in kept)
        detection = gather(rule.family.scope, (clause for _, found in kept for clause in found))
        part = rule
        if (detection, indicators) != (rule.detection, rule.indicators):
            part = replace(rule, detection=detection, indicators=indicators)
        try:
            statement = self._statement(target, log, part)
        except UnencodableError as error:
            report.note(indicators, error.reason)
            return
        if target.limit is None or len(statement) <= target.limit:
            yield part, statement
        elif len(kept) == 1:
            report.note(indicators, f"its query is longer than {target.title} takes")
        else:
            half = len(kept) // 2
            yield from self._parts(target, log, rule, kept[:half], report)
            yield from self._parts(target, log, rule, kept[half:], report)

    def _statement(self, target: Target, log: Log, rule: Rule) -> str:
        time = rule.family.time
        expression = convert(
            target.language,
            self._document(rule),
            names={name: target.schema.names(log, name) for name in sorted(_fields(rule))},
            where=log.where,
            times=(time, rule.times) if rule.times and time is not None else None,
        )
        return target.statement(log, expression)

    def _document(self, rule: Rule) -> Any:  # noqa: ANN401 - a YAML document
        """What of the published rule has a meaning for a query, as YAML readers see it."""
        key = (rule.id, rule.detection)
        if key not in self._documents:
            source = rule.family.source
            content = document({
                "title": Encoded("rule"),
                "logsource": {
                    name: Encoded(value)
                    for name, value in (("category", source.category),
                                        ("product", source.product), ("service", source.service))
                    if value
                },
                "detection": sigma_detection(rule.detection),
            })  # fmt: skip
            # The loader makes plain values only.
            self._documents[key] = yaml.load(content, _LOADER)  # noqa: S506
        return self._documents[key]


def _adapted(
    target: Target, log: Log, clauses: Sequence[Clause], indicator: Indicator, report: Report
) -> Iterator[Clause]:
    """Of an indicator's clauses those that the product can hold."""
    for clause in clauses:
        try:
            adapted = _with_own_hash_field(target, log, clause)
            _check_term(target, log, Term(adapted.field, adapted.comparison, (adapted.value,)))
            for term in adapted.also:
                _check_term(target, log, term)
        except UnencodableError as error:
            report.note((indicator,), error.reason)
            continue
        yield adapted


def _with_own_hash_field(target: Target, log: Log, clause: Clause) -> Clause:
    """The clause on the field of its algorithm, where the product has one field for each."""
    if clause.field != "Hashes" or not log.hashes:
        return clause
    match = _HASH.fullmatch(clause.value.pieces[0])
    if match is None or match[1].upper() not in log.hashes:
        raise UnencodableError(_ELSEWHERE.format(target.schema.title))
    value = Pattern.literal(match[2])
    return replace(clause, field=match[1].lower(), value=value, comparison=Comparison.EQUALS)


def _check_term(target: Target, log: Log, term: Term) -> None:
    """Tries to write the term.

    Raises:
        UnencodableError: when the product or its language cannot say it.
    """
    for name in target.schema.names(log, term.field):
        written = target.language.field(name)
        if name.startswith(log.whole) and not _is_whole(term):
            raise UnencodableError(_WHOLE.format(target.schema.title))
        for value in term.values:
            _write(target.language, written, value, term.comparison)


def _is_whole(term: Term) -> bool:
    return term.comparison is Comparison.EQUALS and all(len(v.pieces) == 1 for v in term.values)


def _write(language: Language, field_: str, value: Pattern, comparison: Comparison) -> str:
    if comparison is Comparison.CIDR:
        return language.network(field_, value.pieces[0])
    if comparison is Comparison.REGEX:
        return language.matches(field_, value.pieces[0])
    if value.kind is PatternKind.NUMBER:
        return language.number(field_, int(value.pieces[0]))
    return language.compare(field_, Shape.of(value, comparison))


def _fields(rule: Rule) -> set[str]:
    terms = [*rule.detection.scope]
    for _, found in rule.detection.selections:
        terms += [term for alternative in found for term in alternative]
    return {term.field for term in terms}
