"""How values and prose become text that MISP keeps as it is.

MISP trims values, and its database turns characters beyond the Basic Multilingual Plane into `?`
(`AttributeValidationTool::modifyBeforeValidation`). A value that would be changed is refused: a
changed value is a wrong value. Prose is changed here instead, where we choose how.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import lru_cache

from feedgen.emitters._markdown import one_line as visible_line
from feedgen.emitters._markdown import paragraphs
from feedgen.emitters.rendering import Encoded
from feedgen.errors import UnencodableError

_CHANGED = re.compile("[\ud800-\udfff\U00010000-\U0010ffff]")
_PROSE_LIMIT = 4000
"""Characters of a comment; its column has room for 65,535 bytes."""
_TAG_LIMIT = 200
"""Characters of what a tag quotes; a whole tag has room for 255."""


def value(text: str) -> Encoded:
    """A value that MISP compares.

    Raises:
        UnencodableError: where MISP would store something else.
    """
    if _CHANGED.search(text):
        raise UnencodableError("MISP replaces a character of the value by a question mark")
    if not text.isprintable() or not text or text != text.strip():
        raise UnencodableError("MISP would trim the value, or refuse it for a line break")
    return Encoded(text)


def shaped(pattern: str, what: str) -> Callable[[str], Encoded]:
    """An encoder for values that MISP validates: whatever has another shape is dropped by it."""
    matches = re.compile(pattern, re.ASCII).fullmatch

    def encode(text: str) -> Encoded:
        if not matches(text):
            raise UnencodableError(f"MISP would refuse the value: it is no {what}")
        return Encoded(text)

    return encode


def one_line(text: str) -> str:
    """Prose for people on one line, without what MISP would change."""
    return visible_line(_CHANGED.sub("?", text))


def comment(parts: Iterable[str]) -> str:
    """The remarks on a value, as one line."""
    text = "; ".join(filter(None, (one_line(part) for part in dict.fromkeys(parts))))
    return text if len(text) <= _PROSE_LIMIT else f"{text[: _PROSE_LIMIT - 1]}…"


def quoted(text: str) -> str:
    """What stands between the quotes of a machine tag, `namespace:predicate="…"`."""
    return one_line(text).replace('"', "'")[:_TAG_LIMIT]


def markdown(text: str) -> str:
    """Prose for an event report."""
    return paragraphs(_CHANGED.sub("?", text))


def seen(at: datetime) -> str:
    """An instant as `first_seen` and `last_seen` have it."""
    return at.astimezone(UTC).isoformat(timespec="auto")


@lru_cache(maxsize=65536)
def seconds(at: datetime) -> str:
    """An instant as MISP's timestamps have it. A feed has few distinct ones."""
    return str(int(at.timestamp()))
