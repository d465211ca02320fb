"""How subscribers page, poll and keep their place: each a small model of what its code does.

A poll is a generator that yields after each answer it has dealt with, so that a simulation can let
things happen in between. What a model keeps over a crash is what it saved last.
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import cycle
from typing import Any, ClassVar

from tests.serve.subscribers.history import Json, Selection

TAXII = "application/taxii+json;version=2.1"
LAST = "x-taxii-date-added-last"
FIRST = "x-taxii-date-added-first"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said."""

    status: int
    headers: Mapping[str, str]
    """By lower-case name."""
    body: bytes


Ask = Callable[[Mapping[str, str], Mapping[str, str]], Answer]
"""Asks for objects of a collection, by query and headers."""


class RefusedError(AssertionError):
    """A subscriber was not served."""


@dataclass(frozen=True, slots=True)
class Page:
    """An envelope and the date that came with it."""

    objects: list[Json]
    more: bool
    next: str | None
    last: str


class Subscriber(ABC):
    """Remembers what it received and where it stands."""

    title: ClassVar[str]
    exact: ClassVar[bool] = False
    """Whether it keeps its place by what the server says, so that nothing may come twice."""
    repeats: ClassVar[bool] = False
    """Whether it asks again for what it has, though nothing is new."""
    headers: ClassVar[Mapping[str, str]] = {"accept": TAXII}
    page: ClassVar[int] = 6
    """What a server of the simulation sends it at once when it asks for no limit."""

    def __init__(self, ask: Ask, clock: Callable[[], datetime], selection: Selection) -> None:
        self._ask, self.clock, self.selection = ask, clock, selection
        self.received: list[Json] = []
        self.state: dict[str, Any] = {}
        self._saved: tuple[int, dict[str, Any]] = (0, {})

    @abstractmethod
    def poll(self) -> Iterator[None]:
        """Ask until there is no more for now."""

    def save(self) -> None:
        """Write objects and place down together."""
        self._saved = (len(self.received), dict(self.state))

    def crash(self) -> None:
        """Lose what was not saved."""
        count, state = self._saved
        del self.received[count:]
        self.state = dict(state)

    def fetch(self, query: Mapping[str, Any], limit: int | None = None) -> Page:
        """One request; the objects are received."""
        told = {name: str(value) for name, value in query.items() if value is not None}
        answer = self._ask(told | ({"limit": str(limit)} if limit else {}), self.headers)
        if answer.status != 200:
            raise RefusedError(f"{told} got {answer.status}: {answer.body[:500]!r}")
        if LAST not in answer.headers or FIRST not in answer.headers:
            raise RefusedError(f"{told} got no dates")
        envelope = json.loads(answer.body)
        page = Page(
            envelope.get("objects", []), envelope.get("more", False), envelope.get("next"),
            answer.headers[LAST],
        )  # fmt: skip
        if limit and len(page.objects) > limit:
            raise RefusedError(f"{told} got {len(page.objects)} objects")
        self.received += page.objects
        return page


class ByNext(Subscriber):
    """Follows `next` with the options it began with; between polls it stands at the last date."""

    title, exact = "(a) next", True
    limits: ClassVar[tuple[int, ...]] = (7,)
    repeats_options: ClassVar[bool] = True
    saves_pages: ClassVar[bool] = True

    def poll(self) -> Iterator[None]:
        limits = cycle(self.limits)
        since = self.state.get("date")
        while True:
            token = self.state.get("next")
            options = {} if token and not self.repeats_options else self.selection.query()
            after = None if token and not self.repeats_options else since
            page = self.fetch({**options, "added_after": after, "next": token}, next(limits))
            self.state = {"date": page.last, "next": page.next}
            if self.saves_pages or not page.next:
                self.save()
            yield
            if not page.next:
                return


class ByNextAtOnce(ByNext):
    """The same, but writes nothing down before the last page."""

    title, saves_pages = "(a) next, saved at the end", False


class WithoutFilters(ByNext):
    """Drops all filters on page two."""

    title, repeats_options = "(f) no filters on page two", False


class ChangingLimit(ByNext):
    """Asks for another number each time."""

    title, limits = "(g) changing limit", (3, 1, 8, 2, 40, 5)


class ByDate(Subscriber):
    """Asks for what is after the last date it was told, whatever `next` says."""

    title, exact = "(b) X-TAXII-Date-Added-Last", True

    def poll(self) -> Iterator[None]:
        more = True
        while more:
            query = {**self.selection.query(), "added_after": self.state.get("date")}
            page = self.fetch(query, 7)
            self.state["date"] = self.kept(page.last)
            more = page.more
            self.save()
            yield

    def kept(self, date: str) -> str:
        """What it keeps of a date."""
        return date


class ByMilliseconds(ByDate):
    """The same, but knows no shorter times than milliseconds."""

    title = "(c) the same, cut to milliseconds"

    def kept(self, date: str) -> str:
        return to_milliseconds(date)


class ByWallClock(Subscriber):
    """Asks for what is after the time at which it last began, by its own clock."""

    title = "(d) its own clock"

    def poll(self) -> Iterator[None]:
        began = text(self.clock())
        query = {**self.selection.query(), "added_after": self.state.get("began")}
        token: str | None = None
        while True:
            page = self.fetch({**query, "next": token}, 7)
            yield
            token = page.next
            if not page.more:
                break
        self.state["began"] = began
        self.save()


class ByModified(Subscriber):
    """Asks for what is after the newest `modified` it has seen, as Cortex XSOAR does."""

    title, repeats = "(e) newest modified", True

    def poll(self) -> Iterator[None]:
        newest = self.state.get("newest", "")
        query = {**self.selection.query(), "added_after": newest or None}
        token: str | None = None
        while True:
            page = self.fetch({**query, "next": token}, 7)
            for document in page.objects:
                self.state["newest"] = max(self.state.get("newest", ""), document["modified"])
            self.save()
            yield
            token = page.next
            if not page.more:
                return


KINDS: tuple[type[Subscriber], ...] = (
    ByNext, ByNextAtOnce, ByDate, ByMilliseconds, ByWallClock, ByModified, WithoutFilters,
    ChangingLimit,
)  # fmt: skip


def text(when: datetime) -> str:
    """As TAXII writes it."""
    return f"{when.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"


def to_milliseconds(date: str) -> str:
    """As JavaScript's toISOString does: the rest is cut off."""
    when = datetime.fromisoformat(date)
    return f"{when:%Y-%m-%dT%H:%M:%S}.{when.microsecond // 1000:03}Z"
