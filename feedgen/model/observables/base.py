"""What every observable is: a type and a canonical value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Self

from feedgen.model.text import plain_text


@dataclass(frozen=True, slots=True, order=True)
class Observable:
    """A type and a canonical value; the pair is what an indicator's id is made of."""

    value: str

    type: ClassVar[str]
    """The name in sources, tables and ids. Part of every indicator id, so it never changes."""
    title: ClassVar[str]
    """For people, in the singular."""

    @classmethod
    def parse(cls, text: str) -> Self:
        """The canonical observable for what an editor wrote.

        Raises:
            InvalidValueError: when the text is not a value of this type.
        """
        return cls(cls._canonical(plain_text(text)))

    @classmethod
    def _canonical(cls, text: str) -> str:
        return text

    def __str__(self) -> str:
        return self.value
