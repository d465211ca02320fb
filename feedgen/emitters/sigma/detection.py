"""What a rule looks for, before it is written in a language.

A detection is a scope that every event must meet, and selections of which one must. Values that
share a field, a comparison and their companions are gathered into one sorted list, so that a rule
reads the same whatever the order of the indicators.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter

from feedgen.emitters.rendering import Encoded
from feedgen.emitters.sigma.encoding import Pattern, sigma_value
from feedgen.emitters.sigma.yaml_writer import Node
from feedgen.errors import InternalError, UnencodableError


class Comparison(StrEnum):
    """How a field is compared: the Sigma modifier, nothing for the whole value."""

    EQUALS = ""
    STARTSWITH = "startswith"
    ENDSWITH = "endswith"
    CONTAINS = "contains"
    CIDR = "cidr"
    """The field is an address inside the network."""
    REGEX = "re|i"
    """The expression matches somewhere in the field, without case."""


@dataclass(frozen=True, slots=True, order=True)
class Term:
    """One field against values of which any may match."""

    field: str
    comparison: Comparison
    values: tuple[Pattern, ...]
    """At least one, sorted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One value of one indicator, and where to look for it."""

    selection: str
    """The part of the rule it belongs to, as `host`."""
    field: str
    value: Pattern
    comparison: Comparison = Comparison.EQUALS
    also: tuple[Term, ...] = ()
    """What the same event must hold besides, in order of writing."""

    def check(self) -> None:
        """Tries to write the values.

        Raises:
            UnencodableError: when one cannot be written.
        """
        for value in (self.value, *(value for term in self.also for value in term.values)):
            sigma_value(value)
        if self.comparison is Comparison.REGEX:
            try:
                re.compile(self.value.pieces[0])
            except re.error as error:
                # One broken expression would cost the whole rule.
                raise UnencodableError("the regular expression is none") from error


@dataclass(frozen=True, slots=True)
class Detection:
    """A scope and the selections by name; an event matches all of the scope and one selection."""

    scope: tuple[Term, ...]
    selections: tuple[tuple[str, tuple[tuple[Term, ...], ...]], ...]
    """Name and alternatives; each alternative is terms that must all hold. Sorted."""


_pieces = attrgetter("pieces")  # the same order as that of patterns, at a third of the time


def gather(scope: tuple[Term, ...], clauses: Iterable[Clause]) -> Detection:
    """One detection of all the clauses.

    Raises:
        InternalError: when there is a scope and more than one selection, which no condition that
            stays readable can say.
    """
    groups: dict[str, dict[tuple[tuple[Term, ...], str, Comparison], set[Pattern]]]
    groups = defaultdict(lambda: defaultdict(set))
    for clause in clauses:
        groups[clause.selection][clause.also, clause.field, clause.comparison].add(clause.value)
    selections = tuple(
        (name, tuple(
            (*also, Term(field, comparison, tuple(sorted(values, key=_pieces))))
            for (also, field, comparison), values in sorted(groups[name].items())
        ))
        for name in sorted(groups)
    )  # fmt: skip
    if not selections or (scope and len(selections) > 1):
        raise InternalError(f"a detection of {len(selections)} selections under {len(scope)} terms")
    return Detection(scope, selections)


def sigma_detection(detection: Detection) -> Node:
    """The `detection` mapping of a rule, its condition last.

    Raises:
        UnencodableError: when a value cannot be written.
    """
    if detection.scope:
        ((name, alternatives),) = detection.selections
        return {
            "selection_event": _terms(detection.scope),
            f"selection_{name}": _alternatives(alternatives),
            "condition": Encoded("all of selection_*"),
        }
    if len(detection.selections) == 1:
        return {
            "selection": _alternatives(detection.selections[0][1]),
            "condition": Encoded("selection"),
        }
    return {
        **{f"selection_{name}": _alternatives(found) for name, found in detection.selections},
        "condition": Encoded("1 of selection_*"),
    }


def _alternatives(alternatives: tuple[tuple[Term, ...], ...]) -> Node:
    maps = [_terms(terms) for terms in alternatives]
    return maps[0] if len(maps) == 1 else maps


def _terms(terms: tuple[Term, ...]) -> Node:
    return {
        term.field + (f"|{term.comparison}" if term.comparison else ""): _values(term)
        for term in terms
    }


def _values(term: Term) -> Node:
    values = [sigma_value(value) for value in term.values]
    return values[0] if len(values) == 1 else values
