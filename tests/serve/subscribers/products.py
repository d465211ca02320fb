"""Subscribers by name: what each product does, read in its code or seen on the wire."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from tests.serve.subscribers.models import KINDS, Subscriber, text, to_milliseconds


class AsPages(Subscriber):
    """taxii2-client's as_pages with no limit, then the number that came; the caller keeps the date."""

    title, exact = "taxii2-client as_pages", True

    def poll(self) -> Iterator[None]:
        query = {**self.selection.query(), "added_after": self.state.get("date")}
        page = self.fetch(query)
        limit = len(page.objects)
        yield
        while page.more:
            page = self.fetch({**query, "next": page.next or ""}, limit)
            yield
        self.state["date"] = page.last
        self.save()


class OpenCti(Subscriber):
    """OpenCTI's own ingester: one page a tick, with `next` and `added_after`, no limit."""

    title, exact = "OpenCTI", True
    moves_date: ClassVar[bool] = False
    """Whether it moves `added_after` along while it pages, as it once did."""

    def poll(self) -> Iterator[None]:
        while True:
            place = {name: self.state.get(name) for name in ("next", "added_after")}
            page = self.fetch({**self.selection.query(), **place})
            if page.objects and page.more and page.next:
                self.state["next"] = page.next
                if self.moves_date:
                    self.state["added_after"] = to_milliseconds(page.last)
            elif page.objects:
                # Nothing is written down after an empty page: `next` stays what it was.
                self.state = {"added_after": to_milliseconds(page.last)}
            self.save()
            yield
            if not (page.objects and page.more):
                return


class EarlierOpenCti(OpenCti):
    """The same before 2025."""

    title, moves_date = "OpenCTI, earlier", True


class OpenCtiConnector(Subscriber):
    """OpenCTI's connector-taxii2: no `added_after` beside `next`, which it never forgets."""

    title = "OpenCTI connector"

    def poll(self) -> Iterator[None]:
        began = text(self.clock())
        query = {**self.selection.query(), "next": self.state.get("next")}
        page = self.fetch({**query, "added_after": self.state.get("began")}, 7)
        yield
        while page.more:
            if page.next:
                # It lives in the process, and what is saved is the time alone.
                query["next"] = page.next
            page = self.fetch(query, 7)
            yield
        self.state = {"began": began, "next": query["next"]}
        self.save()


class Elastic(Subscriber):
    """ti_custom: `next` and `limit` alone on page two, whatever `more` says; begins in seconds."""

    title, exact = "Elastic", True

    def poll(self) -> Iterator[None]:
        after = self.state.get("date", "2020-01-01T00:00:00Z")
        page = self.fetch({**self.selection.query(), "added_after": after}, 7)
        self.state = {"date": page.last}
        yield
        while page.next:
            page = self.fetch({"next": page.next}, 7)
            self.state = {"date": page.last}
            yield
        self.save()


class FortiGate(Subscriber):
    """Takes what stands at the address, with the media type of TAXII 2.0, instead of what it had."""

    title, repeats = "FortiGate", True
    headers: ClassVar[Mapping[str, str]] = {
        "accept": "application/vnd.oasis.stix+json; version=2.0",
        "user-agent": "curl/7.58.0",
    }
    page = 5_000

    def poll(self) -> Iterator[None]:
        self.received = []
        self.fetch(self.selection.query())
        self.save()
        yield


PRODUCTS: tuple[type[Subscriber], ...] = (
    AsPages, OpenCti, EarlierOpenCti, OpenCtiConnector, Elastic, FortiGate,
)  # fmt: skip
MODELS = (*KINDS, *PRODUCTS)
"""Every model there is."""
