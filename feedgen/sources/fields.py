"""Field types of the source format: how one scalar becomes one value, and its JSON Schema.

Scalars arrive as text and the field decides the type, so `1.10` stays a tag. An error carries the
problem and the remedy; `feedgen.sources.validation` gives it a place.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BeforeValidator, GetPydanticSchema, WithJsonSchema
from pydantic_core import PydanticCustomError, core_schema

from feedgen.errors import InvalidValueError
from feedgen.model import netvalues, oci
from feedgen.model.instants import Duration, parse_instant
from feedgen.model.text import forbidden_character, plain_text

T = TypeVar("T")

_SCALAR: dict[str, Any] = {"type": ["string", "number", "boolean"]}
"""YAML readers with types of their own see 2.10 as a number; the text is what counts."""


def complain(error: InvalidValueError) -> PydanticCustomError:
    """The error in the form pydantic collects."""
    context = {"problem": error.problem, "remedy": error.remedy}
    return PydanticCustomError("feedgen", "{problem}", context)


def parsed(function: Callable[[str], T], schema: dict[str, Any]) -> GetPydanticSchema:
    """Annotates a field that one function reads from text."""

    def validate(value: object) -> T:
        if not isinstance(value, str):
            raise complain(InvalidValueError("this is not a single value", "write one value here"))
        try:
            return function(value)
        except InvalidValueError as error:
            raise complain(error) from error

    return GetPydanticSchema(
        lambda _type, _handler: core_schema.no_info_plain_validator_function(validate),
        lambda _schema, _handler: dict(schema),  # pydantic adds a default to what it is given
    )


def _prose(text: str) -> str:
    character = forbidden_character(text.replace("\n", ""))
    if character:
        raise InvalidValueError(f"holds {character}", "remove that character")
    stripped = text.strip()
    if not stripped:
        raise InvalidValueError("the text is empty", "write it or remove the key")
    return stripped


def _confidence(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 100:
        raise InvalidValueError(f'"{text}" is not a confidence', "write a whole number, 0 to 100")
    return int(text)


def _size(text: str) -> int:
    digits = text.replace("_", "")
    if not digits.isascii() or not digits.isdigit() or len(digits) > 15:
        raise InvalidValueError(f'"{text}" is not a whole number', "write digits only")
    return int(digits)


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 5 or not 0 < int(text) < 65536:
        raise InvalidValueError(f'"{text}" is no port', "write a number, 1 to 65535")
    return int(text)


def _http_url(text: str) -> str:
    plain = plain_text(text)
    if not plain.startswith(("https://", "http://")):
        raise InvalidValueError(f'"{plain}" is not a web address', "write https://…")
    if any(c in plain for c in ' "<>\\^`{|}'):
        raise InvalidValueError(f'"{plain}" holds a character no URL has', "percent-encode it")
    netvalues.parse_url(plain)
    return plain


def _day(text: str) -> str:
    return parse_instant(text).date().isoformat()


Text = Annotated[str, parsed(plain_text, _SCALAR)]
"""One line, trimmed."""
Prose = Annotated[str, parsed(_prose, {"type": "string"})]
"""Several lines, for people."""
Instant = Annotated[
    datetime, parsed(parse_instant, {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d"})
]
Day = Annotated[str, parsed(_day, {"type": "string", "format": "date"})]
Length = Annotated[
    Duration, parsed(Duration.parse, {"type": "string", "pattern": r"^[1-9]\d{0,4}[hdy]$"})
]
Confidence = Annotated[int, parsed(_confidence, {"type": "integer", "minimum": 0, "maximum": 100})]


def _manifest(text: str) -> str:
    plain = plain_text(text)
    return plain if plain == "unpublished" else oci.parse_digest(plain)


def _until(text: str) -> datetime | Literal["open"]:
    return "open" if text == "open" else parse_instant(text)


DigestOrUnpublished = Annotated[
    str,
    parsed(
        _manifest,
        {
            "type": "string",
            "pattern": "^(unpublished|sha256:[0-9a-fA-F]{64}|sha512:[0-9a-fA-F]{128})$",
        },
    ),
]
InstantOrOpen = Annotated[
    datetime | Literal["open"],
    parsed(_until, {"type": "string", "pattern": r"^(open|\d{4}-\d\d-\d\d.*)$"}),
]
Size = Annotated[int, parsed(_size, {"type": "integer", "minimum": 0})]
Port = Annotated[int, parsed(_port, {"type": "integer", "minimum": 1, "maximum": 65535})]
WebAddress = Annotated[str, parsed(_http_url, {"type": "string", "format": "uri"})]
ImageRepository = Annotated[
    str, parsed(lambda text: oci.parse_repository(plain_text(text)), {"type": "string"})
]
Digest = Annotated[
    str,
    parsed(
        lambda text: oci.parse_digest(plain_text(text)),
        {"type": "string", "pattern": "^sha(256:[0-9a-fA-F]{64}|512:[0-9a-fA-F]{128})$"},
    ),
]
ImageTagName = Annotated[str, parsed(lambda text: oci.parse_tag(plain_text(text)), _SCALAR)]
ForgeRepository = Annotated[
    str, parsed(lambda text: netvalues.parse_forge_repository(plain_text(text)), {"type": "string"})
]
GitRef = Annotated[str, parsed(lambda text: netvalues.parse_git_ref(plain_text(text)), _SCALAR)]


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


def one_or_many(schema: dict[str, Any]) -> tuple[BeforeValidator, WithJsonSchema]:
    """Lets an editor write a single value where a list belongs."""
    many = {"anyOf": [schema, {"type": "array", "items": schema, "minItems": 1}]}
    return BeforeValidator(_as_list), WithJsonSchema(many)
