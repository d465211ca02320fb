"""Single answers of a person, read as the source format reads them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from feedgen.errors import UsageError
from feedgen.sources import fields

Read = Callable[[str], str]
T = TypeVar("T")


def _reader(adapter: TypeAdapter[T]) -> Read:
    def read(text: str) -> str:
        try:
            adapter.validate_python(text)
        except ValidationError as error:
            context = error.errors()[0].get("ctx", {})
            raise UsageError(f"{context['problem']}; {context['remedy']}") from error
        return text.strip()

    return read


text = _reader(TypeAdapter(fields.Text))
"""One line. Each of these gives what was written, trimmed, or raises `UsageError`."""
web_address = _reader(TypeAdapter(fields.WebAddress))
instant = _reader(TypeAdapter(fields.Instant))
instant_or_open = _reader(TypeAdapter(fields.InstantOrOpen))


def base_url(answer: str) -> str:
    """A web address that others can be made of.

    Raises:
        UsageError: when it is none.
    """
    address = web_address(answer)
    if "?" in address or "#" in address:
        raise UsageError(f'"{address}" has a query or fragment; write a plain address')
    return address.rstrip("/")


def pip_url(answer: str) -> str:
    """An address that pip installs from.

    Raises:
        UsageError: when it is none, or holds what a requirements file takes for something else.
    """
    address = text(answer)
    if not re.fullmatch(r"((git|hg|svn|bzr)\+)?(https|ssh|file)://[^\s;\\]+", address):
        raise UsageError(f'"{address}" is no address for pip; write git+https://…@COMMIT')
    return address
