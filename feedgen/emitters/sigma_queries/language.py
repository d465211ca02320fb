"""What every query language can say, and regular expressions that all of them read alike.

pySigma's backends lose some of a rule's meaning (docs/sigma-queries.md lists what was found): they
compare with case, leave expressions unanchored, or do not escape. So comparisons are written here,
all of them without case and from end to end, and a language that cannot say something raises
`UnencodableError` with the reason.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from dataclasses import dataclass

from feedgen.emitters.sigma.time_bounds import Span, TimeField
from feedgen.emitters.sigma_queries.literals import regex_piece
from feedgen.emitters.sigma_queries.shape import Shape
from feedgen.errors import UnencodableError
from feedgen.model.instants import format_instant

_MAX_ADDRESSES = 256
NO_TIME = "the language takes the time range beside the query, so no window can bound it"
NO_NEGATION = "the language's NOT is lost on events that lack the field"
FIELD = re.compile(r"[@#]?\w[\w.]*", re.ASCII)
"""A name that most languages take as it is."""
SLASH = r"\/"
"""A slash inside an expression between slashes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A query language. Expressions come out whole; `all_of` and `any_of` put them together."""

    title: str
    """For people."""
    both: str = " AND "
    either: str = " OR "

    def field(self, name: str) -> str:
        """A field's name as the language writes it."""
        if not FIELD.fullmatch(name):
            raise UnencodableError(f"{self.title} has no way to write the field {name}")
        return name

    def compare(self, field: str, shape: Shape) -> str:
        """The field, already written by `field`, has this shape."""
        raise NotImplementedError

    def one_of(self, field: str, values: Sequence[str]) -> str:
        """The field is one of these texts."""
        return self.any_of([self.compare(field, Shape((value,))) for value in values])

    def network(self, field: str, network: str) -> str:
        """The field is an address in this network (CIDR notation)."""
        parsed = ipaddress.ip_network(network)
        if parsed.version == 6 or parsed.num_addresses > _MAX_ADDRESSES:
            raise UnencodableError(f"{self.title} compares no addresses with a network")
        return self.one_of(field, [str(address) for address in parsed])

    def within(self, _time: TimeField, _spans: Sequence[Span]) -> str:
        """The event's time is in one of these spans; `_time` is the rule's own field for it."""
        raise UnencodableError(NO_TIME)

    def negated(self, _expression: str) -> str:
        """The expression does not hold, also where it says nothing because a field is missing."""
        raise UnencodableError(NO_NEGATION)

    def number(self, field: str, number: int) -> str:
        """The field is this number."""
        return f"{field} = {number}"

    def matches(self, _field: str, _expression: str) -> str:
        """The regular expression matches somewhere in the field, without case.

        Its text is of the dialect that `RepositoryPattern` allows, with anchors and `[^/]`.
        """
        raise UnencodableError(f"{self.title} has no regular expressions")

    def all_of(self, expressions: Sequence[str]) -> str:
        """Every expression holds."""
        return self._joined(self.both, expressions)

    def any_of(self, expressions: Sequence[str]) -> str:
        """At least one holds."""
        return self._joined(self.either, expressions)

    def _joined(self, token: str, expressions: Sequence[str]) -> str:
        if len(expressions) == 1:
            return expressions[0]
        return "(" + token.join(expressions) + ")"

    def _spans(self, spans: Sequence[Span], low: str, high: str, *, epoch: int = 0) -> str:
        """Spans by two formats; `epoch` is 1 for seconds and 1000 for milliseconds, 0 for text."""
        found = []
        for span in spans:
            ends = ((low, span.start), (high, span.end))
            found.append(
                self.all_of([
                    form.format(
                        int(at.timestamp() * epoch) if epoch else format_instant(at)
                    )
                    for form, at in ends
                    if at is not None
                ])
            )  # fmt: skip
        return self.any_of(found)


def for_lucene(expression: str) -> str:
    r"""The expression in the dialect of Lucene, which is anchored and knows no `\d`."""
    if set(expression) & set('"#@&<>~'):
        raise UnencodableError("Lucene's dialect gives a character of the expression a meaning")
    plain = expression.replace(r"\d", "[0-9]").replace("(?:", "(")
    before = "" if plain.startswith("^") else ".*"
    after = "" if plain.endswith("$") else ".*"
    return f"{before}{plain.removeprefix('^').removesuffix('$')}{after}"


def anchored(shape: Shape, *, dot: str = ".*") -> str:
    """A regular expression for the whole field."""
    return f"^{shape.joined(dot, tuple(map(regex_piece, shape.pieces)))}$"


def alternatives(values: Sequence[str]) -> str:
    """A regular expression for one of these texts, from end to end."""
    return f"^(?:{'|'.join(map(regex_piece, values))})$"
