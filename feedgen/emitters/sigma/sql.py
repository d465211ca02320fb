"""A detection as one SQL query for SQLite, bounded in time. Only what image hunts need."""

from __future__ import annotations

from collections.abc import Iterable

from feedgen.emitters.rendering import Encoded
from feedgen.emitters.sigma.detection import Comparison, Detection, Term
from feedgen.emitters.sigma.encoding import sql_like, sql_name, sql_text
from feedgen.emitters.sigma.time_bounds import Span, TimeField, limits
from feedgen.errors import InternalError

_AROUND = {
    Comparison.EQUALS: ("", ""),
    Comparison.STARTSWITH: ("", "%"),
    Comparison.ENDSWITH: ("%", ""),
    Comparison.CONTAINS: ("%", "%"),
}


def query(rule_id: str, detection: Detection, field: TimeField, times: tuple[Span, ...]) -> str:
    """The query over a table `logs` whose columns are the rule's field names.

    `LIKE` is Sigma's comparison without case. A column that is NULL matches nothing.

    Raises:
        UnencodableError: when a value cannot be written.
    """
    selections = [_all(terms) for _, alternatives in detection.selections for terms in alternatives]
    wanted = [*(_term(term) for term in detection.scope), _any(selections), _bounds(field, times)]
    where = "\n  AND ".join(wanted)
    return f"-- Sigma rule {rule_id}, {field.name} in UTC\nSELECT *\nFROM logs\nWHERE {where}\n"


def _bounds(field: TimeField, times: tuple[Span, ...]) -> str:
    name = sql_name(field.name)
    return _any(
        " AND ".join(
            f"{name} {sign} {limit if field.epoch else sql_text(limit)}"
            for sign, limit in ((">=", low), ("<", high))
            if limit
        )
        for low, high in limits(field, times)
    )


def _term(term: Term) -> str:
    if term.comparison not in _AROUND:
        raise InternalError(f"no SQL for the comparison {term.comparison}")
    before, after = _AROUND[term.comparison]
    name = sql_name(term.field)
    return _any(
        Encoded(f"{name} LIKE {sql_like(value, before=before, after=after)} ESCAPE '\\'")
        for value in term.values
    )


def _all(terms: tuple[Term, ...]) -> str:
    return " AND ".join(_term(term) for term in terms)


def _any(conditions: Iterable[str]) -> str:
    return "(" + "\n    OR ".join(conditions) + ")"
