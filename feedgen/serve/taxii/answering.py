"""TAXII 2.1 (https://docs.oasis-open.org/cti/taxii/v2.1/os/taxii-v2.1-os.html), for reading.

A pure function of one release's log: no clock, no state but caches. Objects are never parsed; a
page of them is made of slices of the log's files.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import orjson

from feedgen.release.object_log import Collection, ObjectLog
from feedgen.serve.exchange import Chunk, Reply, Request
from feedgen.serve.taxii.cursors import Cursor
from feedgen.serve.taxii.matching import FIELDS, NOTHING, Match, parse_id
from feedgen.serve.taxii.negotiation import accepts
from feedgen.serve.taxii.pages import Page, cut, cut_bytes, joined
from feedgen.serve.taxii.queries import Query, parse_query
from feedgen.serve.taxii.refusals import MEDIA_TYPE, RefusedError, not_found
from feedgen.serve.taxii.resources import (
    DISCOVERY,
    ROOT,
    api_root,
    collection,
    collections,
    discovery,
    manifest,
    versions,
)
from feedgen.serve.taxii.selection import Runs, Selector
from feedgen.serve.taxii.timestamps import format_millis

MAX_AGE = 30
"""Seconds for which caches may keep an answer."""
MayRead = Callable[[Collection], bool]
_READS = ("GET", "HEAD")
_Kind = Literal["objects", "manifest", "object", "versions"]
_FILTERS = {"objects": FIELDS, "manifest": FIELDS, "object": FIELDS[2:], "versions": FIELDS[3:]}
"""The match fields that each endpoint knows (§5.3 to §5.8)."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A request for a part of a collection."""

    kind: _Kind
    collection: Collection
    object_id: str
    query: Query
    match: Match


class Taxii:
    """Answers from one release. Any number of threads may ask."""

    def __init__(self, log: ObjectLog, *, release: str, empty_list: bool = False) -> None:
        """Answer from a log.

        Args:
            log: the release's.
            release: what tells its bytes from those of any other, as the SHA-256 of its sums.
            empty_list: whether a page without objects has an empty list. The standard forbids it,
                and some clients fail without.
        """
        self._log = log
        self._log_id = hashlib.sha256(log.id.encode()).digest()[:8]
        self._empty_list = empty_list
        self._selector = Selector(log)
        self._collections = {
            name: each for each in log.collections for name in (each.id, each.alias)
        }
        dates = ",".join(str(log.dates.of(segment.first)) for segment in log.segments)
        self._state = hashlib.sha256(f"{release} {empty_list} {dates}".encode())

    def answer(self, request: Request, may_read: MayRead) -> Reply:
        """What a request below `/taxii2/` gets; never raises for what a client sent.

        Args:
            request: of any method. The reply to HEAD has the body of GET.
            may_read: whether the client may read a collection. Others do not exist for it.
        """
        try:
            return self._answer(request, may_read)
        except RefusedError as error:
            return error.reply

    def _answer(self, request: Request, may_read: MayRead) -> Reply:
        parts = _parts(request.path)
        if parts[:2] == ["feed", "collections"] and len(parts) > 2:
            found = self._collection(parts[2], may_read)
            kind, object_id = _kind(parts[3:], request.path)
            _check(request, kind)
            if kind is None:
                return self._document(request, collection(found))
            query = parse_query(request.query)
            match = query.match.only(*_FILTERS[kind]) if query.match.fields else NOTHING
            return self._page(_Asked(kind, found, object_id, query, match))
        if parts == []:
            _check(request)
            return self._document(request, discovery(self._log))
        if parts == ["feed"]:
            _check(request)
            return self._document(request, api_root(self._log))
        if parts == ["feed", "collections"]:
            _check(request)
            readable = [each for each in self._log.collections if may_read(each)]
            return self._document(request, collections(readable))
        if parts[:2] == ["feed", "status"] and len(parts) == 3:
            _check(request)
            raise not_found("there is no such status: nothing can be added here")
        raise not_found(f"there is nothing at {request.path[:200]!a}")

    def _collection(self, name: str, may_read: MayRead) -> Collection:
        found = self._collections.get(name)
        if found is None or not may_read(found):
            raise not_found(f"there is no collection {name[:80]!a}; {ROOT}collections/ lists them")
        return found

    def _document(self, request: Request, document: dict[str, Any]) -> Reply:
        parse_query(request.query)
        body = orjson.dumps(document)
        return self._reply((body,), hashlib.sha256(body).hexdigest())

    def _page(self, asked: _Asked) -> Reply:
        runs = self._runs(asked)
        page = cut(runs, self._start(asked.query), asked.query.limit)
        if asked.kind in {"objects", "object"}:
            page, slices = cut_bytes(self._log, page)
            elements = joined(slices)
        elif asked.kind == "manifest":
            elements = (manifest(self._log, page.runs),)
        else:
            elements = (versions(self._log, page.runs),)
        name = b"versions" if asked.kind == "versions" else b"objects"
        body = self._envelope(name, elements if page.runs else (), self._next(page, asked.match))
        first, last = self._dates(page, asked)
        key = f"{asked.kind} {asked.collection.id} {asked.object_id} {asked.query.key}"
        return self._reply(
            body, key,
            ("X-TAXII-Date-Added-First", format_millis(first)),
            ("X-TAXII-Date-Added-Last", format_millis(last)),
        )  # fmt: skip

    def _runs(self, asked: _Asked) -> Runs:
        if asked.kind in {"objects", "manifest"}:
            return self._selector.select(asked.collection, asked.match)
        id_ = parse_id(asked.object_id)
        runs = id_ and self._selector.object(
            asked.collection, *id_, asked.match, every=asked.kind == "versions"
        )
        if not runs:
            raise not_found(
                f"there is no object {asked.object_id[:300]!a} in {asked.collection.alias}"
            )
        return runs

    def _start(self, query: Query) -> int:
        """The first record that may be in the answer."""
        dates, cursor = self._log.dates, query.cursor
        start = 0 if query.added_after is None else dates.first_after(query.added_after)
        if cursor is None:
            return start
        if cursor.log == self._log_id:
            return max(start, min(cursor.record + 1, self._log.count))
        return max(start, dates.first_after(cursor.date))

    def _next(self, page: Page, match: Match) -> str | None:
        if not page.more:
            return None
        return Cursor(
            log=self._log_id, record=page.last, date=self._log.dates.of(page.last), match=match
        ).token

    def _envelope(
        self, name: bytes, elements: tuple[Chunk, ...], token: str | None
    ) -> tuple[Chunk, ...]:
        head = b'{"more":true,"next":"%s"' % token.encode() if token else b'{"more":false'
        if not elements and not self._empty_list:
            return (head + b"}",)
        return (b'%s,"%s":[' % (head, name), *elements, b"]}")

    def _dates(self, page: Page, asked: _Asked) -> tuple[int, int]:
        """Of the first and the last object; of an empty page, from where a client may go on."""
        if page.runs:
            return self._log.dates.of(page.first), self._log.dates.of(page.last)
        query = asked.query
        told = [query.added_after] if query.added_after is not None else []
        told += [query.cursor.date] if query.cursor else []
        if not told:
            newest = self._selector.newest(asked.collection)
            told = [0 if newest is None else self._log.dates.of(newest)]
        return max(told), max(told)

    def _reply(self, body: tuple[Chunk, ...], key: str, *headers: tuple[str, str]) -> Reply:
        named = self._state.copy()
        named.update(key.encode())
        return Reply(
            status=200, media_type=MEDIA_TYPE, body=body, headers=headers,
            etag=named.hexdigest()[:32], max_age=MAX_AGE, ranges=False,
        )  # fmt: skip


def _parts(path: str) -> list[str]:
    """What follows `/taxii2/`. The last slash may be missing."""
    if f"{path}/" == DISCOVERY:
        return []
    if not path.startswith(DISCOVERY):
        raise not_found(f"there is nothing at {path[:200]!a}")
    below = path.removeprefix(DISCOVERY).removesuffix("/")
    return below.split("/") if below else []


def _kind(below: list[str], path: str) -> tuple[_Kind | None, str]:
    """What is asked of a collection, and of which object; None for the collection itself."""
    match below:
        case []:
            return None, ""
        case ["objects"]:
            return "objects", ""
        case ["manifest"]:
            return "manifest", ""
        case ["objects", object_id]:
            return "object", object_id
        case ["objects", object_id, "versions"]:
            return "versions", object_id
    raise not_found(f"there is nothing at {path[:200]!a}")


def _check(request: Request, kind: _Kind | None = None) -> None:
    """Refuse other methods and clients that do not take JSON."""
    if request.method not in _READS:
        if (request.method, kind) in {("POST", "objects"), ("DELETE", "object")}:
            raise RefusedError(403, "Forbidden", "this collection can only be read")
        raise RefusedError(
            405, "Method not allowed", "this can only be read, with GET or HEAD", allow=_READS
        )
    if not accepts(request.headers.get("accept")):
        raise RefusedError(
            406, "Not acceptable", f"the answer is {MEDIA_TYPE}, which the Accept header excludes"
        )
