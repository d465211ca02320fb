"""What simulated subscribers ask: servers over a made history, with nothing between but a call."""

from __future__ import annotations

import base64
import json
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from itertools import cycle
from typing import Any

from tests.serve.subscribers.history import History, Json, Publication, Selection
from tests.serve.subscribers.models import FIRST, LAST, Answer, text


class World(ABC):
    """A feed and the servers that offer it. Requests go to its replicas in a given order."""

    def __init__(self, *, replicas: int = 1, page: int = 6, order: Sequence[int] = (0,)) -> None:
        self.history = History()
        self.clock = self.history.clock
        self.replicas, self.page = replicas, page
        self._order = cycle(order)

    def release(self, *, delay: int = 5_000, **changes: Any) -> Publication:
        """Publish a change; every replica gets it before it is activated."""
        made = self.history.release(delay=delay, **changes)
        self.take(made)
        return made

    def ask(self, query: Mapping[str, str], headers: Mapping[str, str]) -> Answer:
        """Ask whichever replica is next. It takes a few milliseconds."""
        self.clock.advance(3)
        answer = self.answer(next(self._order) % self.replicas, query, headers)
        self.clock.advance(4)
        return answer

    @abstractmethod
    def take(self, made: Publication) -> None:
        """Tell the replicas of a release."""

    @abstractmethod
    def answer(self, replica: int, query: Mapping[str, str], headers: Mapping[str, str]) -> Answer:
        """What a replica answers to a request for objects of the collection `all`."""


class Flaw(Enum):
    """What a server may do wrong."""

    BUILD_DATES = auto()
    """Objects are dated when the release was made, not when it is shown."""
    MICROSECONDS = auto()
    """Dates are no whole milliseconds."""
    EQUAL_DATES = auto()
    """All objects of a release have one date."""
    OWN_DATES = auto()
    """Each replica dates objects when it hears of them."""
    PAGE_NUMBERS = auto()
    """`next` is the number of a page."""
    POSITIONS = auto()
    """`next` is a number of objects to skip."""
    POPPED = auto()
    """`next` is good for one use."""
    OWN_TOKENS = auto()
    """`next` is known to the replica that gave it."""
    FORGETS_FILTERS = auto()
    """`next` does not hold the filters that were asked for."""
    INCLUSIVE = auto()
    """`added_after` gives what was added at that time too."""
    NO_NEXT = auto()
    """There may be more, and nothing says where."""
    SUPERSEDES = auto()
    """What was superseded is gone from all versions."""
    DROPS_REVOKED = auto()
    """What was revoked is gone."""
    SHOWS_EARLY = auto()
    """A release is shown as soon as it is there."""
    OLD_DATES = auto()
    """A new version keeps the date of the first."""


@dataclass(frozen=True, slots=True)
class Dated:
    """An object where a server has it."""

    date: datetime
    document: Json


class ReferenceWorld(World):
    """Servers that look through everything at each request; as wrong as a flaw says."""

    def __init__(self, flaw: Flaw | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.flaw = flaw
        self._releases: list[Publication] = []
        self._tokens: set[tuple[int, str]] = set()

    def take(self, made: Publication) -> None:
        self._releases.append(made)

    def answer(self, replica: int, query: Mapping[str, str], headers: Mapping[str, str]) -> Answer:
        assert headers["accept"]
        token: dict[str, Any] = {}
        if query.get("next"):
            if not self._may_use(replica, query["next"]):
                return Answer(404, {}, b'{"title": "no such page"}')
            token = json.loads(base64.urlsafe_b64decode(query["next"]))
        filters = {name: value for name, value in query.items() if name.startswith("match")}
        if self.flaw is not Flaw.FORGETS_FILTERS and not filters:
            filters = token.get("filters", {})
        limit = min(int(query.get("limit", self.page)), max(self.page, 100))
        found = self._after(self._selected(replica, filters), query.get("added_after"), token)
        skip = self._skipped(token, limit)
        page = found[skip : skip + limit]
        body: Json = {"more": len(found) > skip + limit}
        if body["more"] and self.flaw is not Flaw.NO_NEXT:
            told = {"date": text(page[-1].date), "filters": filters,
                    "skip": skip + limit, "page": token.get("page", 0) + 1}  # fmt: skip
            body["next"] = base64.urlsafe_b64encode(json.dumps(told).encode()).decode()
            self._tokens.add((replica, body["next"]))
        if page:
            body["objects"] = [dated.document for dated in page]
        echo = query.get("added_after") or token.get("date") or "1970-01-01T00:00:00.000000Z"
        first, last = (text(page[0].date), text(page[-1].date)) if page else (echo, echo)
        return Answer(200, {FIRST: first, LAST: last}, json.dumps(body).encode())

    def _may_use(self, replica: int, token: str) -> bool:
        known = (replica, token) in self._tokens
        if self.flaw is Flaw.POPPED:
            self._tokens.discard((replica, token))
        return known or self.flaw not in {Flaw.POPPED, Flaw.OWN_TOKENS}

    def _selected(self, replica: int, filters: Mapping[str, str]) -> list[Dated]:
        chosen = Selection(
            types=tuple(filters["match[type]"].split(",")) if "match[type]" in filters else Selection().types,
            versions=filters.get("match[version]", "last"),
        )  # fmt: skip
        held = [dated for dated in self._dated(replica) if chosen.holds(dated.document)]
        newest = {dated.document["id"]: dated.document["modified"] for dated in held}
        if chosen.versions == "last" or self.flaw is Flaw.SUPERSEDES:
            held = [d for d in held if newest[d.document["id"]] == d.document["modified"]]
        if self.flaw is Flaw.DROPS_REVOKED:
            held = [d for d in held if not d.document.get("revoked")]
        return sorted(held, key=lambda dated: dated.date)

    def _dated(self, replica: int) -> list[Dated]:
        dated: list[Dated] = []
        free = datetime.fromisoformat("1970-01-01T00:00:00Z")
        firsts: dict[str, datetime] = {}
        for release in self._releases:
            if release.activated > self.clock() and self.flaw is not Flaw.SHOWS_EARLY:
                continue
            shown = release.activated
            if self.flaw is Flaw.BUILD_DATES:
                shown = release.as_of
            if self.flaw is Flaw.OWN_DATES:
                shown += timedelta(milliseconds=40 * replica)
            if self.flaw is Flaw.MICROSECONDS:
                shown += timedelta(microseconds=321)
            step = timedelta(milliseconds=0 if self.flaw is Flaw.EQUAL_DATES else 1)
            for number, document in enumerate(release.versions):
                date = max(shown + number * step, free)
                if self.flaw is Flaw.OLD_DATES:
                    date = firsts.setdefault(document["id"], date)
                dated.append(Dated(date, document))
                free = max(free, date + step)
        return dated

    def _after(
        self, held: list[Dated], added_after: str | None, token: Mapping[str, Any]
    ) -> list[Dated]:
        told = [added_after] if added_after else []
        if token and self.flaw not in {Flaw.PAGE_NUMBERS, Flaw.POSITIONS}:
            told.append(token["date"])
        if not told:
            return held
        position = max(datetime.fromisoformat(date) for date in told)
        inclusive = self.flaw is Flaw.INCLUSIVE
        return [d for d in held if d.date > position or (inclusive and d.date == position)]

    def _skipped(self, token: Mapping[str, Any], limit: int) -> int:
        if self.flaw is Flaw.PAGE_NUMBERS:
            return int(token.get("page", 0)) * limit
        return int(token.get("skip", 0)) if self.flaw is Flaw.POSITIONS else 0
