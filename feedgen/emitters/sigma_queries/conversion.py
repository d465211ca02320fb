"""pySigma at work: one backend, whose comparisons are those of `language`.

pySigma parses the rule, renames its fields and walks the condition; every value passes this
project's encoders. Its backends for products are not needed: they are what the tests compare with.
Nothing else imports pySigma, and only when queries are made: the core works without it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import Any

from feedgen.emitters.sigma.time_bounds import Span, TimeField
from feedgen.emitters.sigma_queries.language import Language
from feedgen.emitters.sigma_queries.shape import Shape
from feedgen.errors import UnencodableError, UsageError

EXTRA = (
    "the format sigma_queries needs pySigma; install feedgen's extra `queries`, "
    "from a checkout with: pip install '.[queries]'"
)


def require() -> None:
    """Make sure that the extra is there before anything is written.

    Raises:
        UsageError: when it is missing: a smaller release is no release.
    """
    try:
        import_module("sigma.rule")
    except ImportError as error:
        raise UsageError(f"{EXTRA} ({error})") from error


def convert(
    language: Language,
    rule: Mapping[str, Any],
    *,
    names: Mapping[str, Sequence[str]],
    where: Mapping[str, Sequence[str]],
    times: tuple[TimeField, Sequence[Span]] | None = None,
) -> str:
    """The rule as one expression of the language.

    Args:
        language: writes the comparisons.
        rule: the rule's document.
        names: by field of the rule, the product's fields of which any may match.
        where: by field of the product, values of which any must match besides.
        times: the windows that bound the rule, and the field that says when.

    Raises:
        UnencodableError: when the language or pySigma cannot say it.
    """
    from sigma.exceptions import SigmaError  # noqa: PLC0415 - only when queries are made
    from sigma.rule import SigmaRule  # noqa: PLC0415

    try:
        parsed = SigmaRule.from_dict(dict(rule))
        converter = _backend()(processing_pipeline=_pipeline(names, where))
        converter.language = language
        (query,) = converter.convert_rule(parsed)
    except SigmaError as error:
        said = str(error).partition("\n")[0].partition(". ")[0][:160]
        raise UnencodableError(f"pySigma refuses the rule: {said}") from error
    except NotImplementedError as error:
        raise UnencodableError(f"pySigma refuses the rule: {error}") from error
    if times is not None:
        return language.all_of([str(query), language.within(*times)])
    return str(query)


def _pipeline(names: Mapping[str, Sequence[str]], where: Mapping[str, Sequence[str]]) -> Any:  # noqa: ANN401 - pySigma's
    from sigma.processing.pipeline import ProcessingItem, ProcessingPipeline  # noqa: PLC0415
    from sigma.processing.transformations import (  # noqa: PLC0415
        AddConditionTransformation,
        FieldMappingTransformation,
    )

    renamed: dict[str | None, str | list[str]] = {
        field: list(to) if len(to) > 1 else to[0]
        for field, to in names.items()
        if tuple(to) != (field,)
    }
    items = []
    if renamed:
        items.append(ProcessingItem(transformation=FieldMappingTransformation(renamed)))
    items += [
        # A fixed name: pySigma would draw one.
        ProcessingItem(
            transformation=AddConditionTransformation({field: list(values)}, name=f"log_{number}")
        )
        for number, (field, values) in enumerate(where.items())
    ]
    return ProcessingPipeline(items=items)


@cache
def _backend() -> Any:  # noqa: ANN401 - pySigma's
    """The backend; a class only once pySigma is there."""
    from sigma.conversion.base import TextQueryBackend  # noqa: PLC0415

    body = {
        "convert_condition": _expression,
        "finish_query": lambda _self, _rule, query, _state: query,
        "finalize_query": lambda _self, _rule, query, *_: query,
    }
    return type("FeedgenBackend", (TextQueryBackend,), body)


def _expression(self: Any, condition: Any, state: object = None) -> str:  # noqa: ANN401, ARG001 - pySigma's
    return _written(self.language, condition)


def _written(language: Language, condition: Any) -> str:  # noqa: ANN401 - pySigma's
    from sigma import conditions  # noqa: PLC0415
    from sigma.exceptions import SigmaFeatureNotSupportedByBackendError  # noqa: PLC0415

    if isinstance(condition, conditions.ConditionOR):
        return _any(language, condition.args)
    if isinstance(condition, conditions.ConditionAND):
        return language.all_of([_written(language, argument) for argument in condition.args])
    if isinstance(condition, conditions.ConditionNOT):
        return language.negated(_written(language, condition.args[0]))
    if isinstance(condition, conditions.ConditionFieldEqualsValueExpression):
        return _compared(language, language.field(condition.field), condition.value)
    raise SigmaFeatureNotSupportedByBackendError(
        f"Values without a field ({type(condition).__name__}) are not converted"
    )


def _any(language: Language, arguments: Sequence[Any]) -> str:
    """Alternatives, with exact values of one field as a list."""
    from sigma.conditions import ConditionFieldEqualsValueExpression  # noqa: PLC0415

    found: dict[object, list[str] | str] = {}
    for number, argument in enumerate(arguments):
        if isinstance(argument, ConditionFieldEqualsValueExpression):
            shape = _shape(argument.value)
            if shape is not None and shape.is_exact:
                values = found.setdefault(language.field(argument.field), [])
                if isinstance(values, list):
                    values.append(shape.pieces[0])
                continue
        found[number] = _written(language, argument)
    return language.any_of([
        part if isinstance(part, str)
        else language.one_of(str(key), part) if len(part) > 1
        else language.compare(str(key), Shape((part[0],)))
        for key, part in found.items()
    ])  # fmt: skip


def _compared(language: Language, field: str, value: Any) -> str:  # noqa: ANN401 - pySigma's
    from sigma import types  # noqa: PLC0415

    shape = _shape(value)
    if shape is not None:
        return language.compare(field, shape)
    if isinstance(value, types.SigmaRegularExpression):
        return language.matches(field, str(value.regexp))
    if isinstance(value, types.SigmaNumber):
        return language.number(field, int(value.number))
    if isinstance(value, types.SigmaCIDRExpression):
        return language.network(field, value.cidr)
    raise UnencodableError(f"no language compares with a {type(value).__name__}")


def _shape(value: Any) -> Shape | None:  # noqa: ANN401 - pySigma's
    """The shape of a string; None for other types."""
    from sigma.types import SigmaString, SpecialChars  # noqa: PLC0415

    if not isinstance(value, SigmaString):
        return None
    parts = value.s
    pieces = tuple(part for part in parts if isinstance(part, str))
    if not pieces or any(part is SpecialChars.WILDCARD_SINGLE for part in parts):
        raise UnencodableError("the value is empty or holds a wildcard for one character")
    before, after = (not isinstance(part, str) for part in (parts[0], parts[-1]))
    return Shape(pieces, before, after)
