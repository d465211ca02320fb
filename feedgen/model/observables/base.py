"""What every observable is: a type and a canonical value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import ClassVar, Self

from feedgen.model.text import plain_text


class Family(Enum):
    """Where a value is met, in the order in which people are shown it.

    Formats say of whole families why they have no place for them.
    """

    IMAGE = auto()
    """In container registries and what pulls from them."""
    ACTION = auto()
    """In the `uses:` of workflows."""
    PACKAGE = auto()
    """In lock files, in editors and build servers: by name and version."""
    NETWORK = auto()
    FILE = auto()
    """By its bytes."""
    HOST = auto()
    """On a machine, by name."""
    CLUSTER = auto()
    FORGE = auto()
    """In what a forge lists: repositories, accounts."""


@dataclass(frozen=True, slots=True, order=True)
class Observable:
    """A type and a canonical value; the pair is what an indicator's id is made of.

    A class says everything about its type once. `docs/development.md` says what a new one needs.
    """

    value: str

    type: ClassVar[str]
    """The name in sources, tables and ids. Part of every indicator id, so it never changes."""
    title: ClassVar[str]
    """For people, in the singular."""
    plural: ClassVar[str]
    """For people, within a sentence."""
    heading: ClassVar[str]
    """Over its values on a page; the plural where a type says nothing else."""
    key: ClassVar[str]
    """Under `indicators` of a source: where its values are written. Several types may share one."""
    family: ClassVar[Family]

    def __init_subclass__(cls) -> None:
        """Make the heading of a type that says none."""
        if "plural" in cls.__dict__ and "heading" not in cls.__dict__:
            cls.heading = cls.plural[0].upper() + cls.plural[1:]

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
