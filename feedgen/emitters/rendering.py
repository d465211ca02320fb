"""Fills templates, and refuses any value that has not passed an encoder."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import jinja2

import feedgen
from feedgen.errors import InternalError


class Encoded(str):
    """Text that is safe in the output it was encoded for. Only encoders make these."""

    __slots__ = ()


def template_directory() -> Path:
    """Where the templates are: inside the installed package, or beside it in a checkout."""
    package = Path(feedgen.__file__).parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


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
