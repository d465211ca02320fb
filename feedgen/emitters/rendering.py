"""Fills templates, and refuses any value that has not passed an encoder."""

from __future__ import annotations

import re
from functools import cache

import jinja2

from feedgen.errors import InternalError, UnencodableError
from feedgen.shipped import template_directory


class Encoded(str):
    """Text that is safe in the output it was encoded for. Only encoders make these."""

    __slots__ = ()


def one_visible_line(text: str) -> Encoded:
    """Text for a comment to the end of the line: what cannot be seen becomes a space."""
    return Encoded(" ".join("".join(c if c.isprintable() else " " for c in text).split()))


_NOT_ALLOWED = re.compile(r"[^A-Za-z0-9._/():,\[\]-]+")


def allowed_prose(text: str, limit: int) -> Encoded:
    """Text for people in a rule: characters that no rule language takes for syntax, cut to a limit.

    Whatever else there is becomes a space.
    """
    kept = _NOT_ALLOWED.sub(" ", text[: 4 * limit]).strip()
    return Encoded(kept if len(kept) <= limit else f"{kept[: limit - 3].rstrip()}...")


def _only_encoded(value: object) -> object:
    if isinstance(value, Encoded) or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise InternalError(f"a template was given {value!r}, which no encoder made")


@cache
def _environment() -> jinja2.Environment:
    # Autoescape would escape for HTML, which no rule language is; `finalize` is the guard here.
    return jinja2.Environment(  # noqa: S701
        loader=jinja2.FileSystemLoader(template_directory()),
        undefined=jinja2.StrictUndefined,
        finalize=_only_encoded,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def render(template: str, **values: object) -> str:
    """The template's text with these values.

    Raises:
        InternalError: when a value that is neither an int nor `Encoded` would be printed.
    """
    return _environment().get_template(template).render(**values)


def utf8(value: str) -> bytes:
    """The bytes of a value on the wire.

    Raises:
        UnencodableError: for a lone surrogate, which has none, and for an empty text, which no
            sensor can look for.
    """
    if not value:
        raise UnencodableError("a part of the value is empty")
    try:
        return value.encode()
    except UnicodeEncodeError as error:
        raise UnencodableError("the value has no UTF-8 form") from error
