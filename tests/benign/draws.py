"""Choices that a seed decides, the same on every machine and in every version of Python."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TypeVar

T = TypeVar("T")


class Draws:
    """An endless row of choices."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._count = 0

    def below(self, end: int) -> int:
        """A number from 0 to before the end."""
        self._count += 1
        digest = sha256(f"{self._seed} {self._count}".encode()).digest()
        return int.from_bytes(digest[:8], "big") % end

    def one(self, choices: Sequence[T]) -> T:
        """One of these."""
        return choices[self.below(len(choices))]

    def some(self, choices: Sequence[T], count: int) -> list[T]:
        """So many different ones, or all of them, in the order they stand in."""
        left = list(range(len(choices)))
        taken = {left.pop(self.below(len(left))) for _ in range(min(count, len(left)))}
        return [choice for number, choice in enumerate(choices) if number in taken]

    def hexadecimal(self, digits: int) -> str:
        """A hash, a commit or an id that nobody else has."""
        text = ""
        while len(text) < digits:
            self._count += 1
            text += sha256(f"{self._seed} hex {self._count}".encode()).hexdigest()
        return text[:digits]

    def instant(self, start: datetime, end: datetime) -> datetime:
        """A second from the start to before the end."""
        return start + timedelta(seconds=self.below(int((end - start).total_seconds())))
