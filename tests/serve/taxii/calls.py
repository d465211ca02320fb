"""Asks a TAXII core, and judges what every answer has to have, whatever was asked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import orjson

from feedgen.release.object_log import Collection
from feedgen.serve.exchange import Request
from feedgen.serve.taxii import MEDIA_TYPE, Taxii
from tests.release.object_log.made_logs import ObjectLogs

TIMESTAMP = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z")
FIRST, LAST = "X-TAXII-Date-Added-First", "X-TAXII-Date-Added-Last"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    etag: str | None
    max_age: int | None
    body: bytes
    document: dict[str, Any]

    @property
    def ids(self) -> list[str]:
        return [each["id"] for each in self.document.get("objects", ())]

    @property
    def objects(self) -> list[tuple[str, str]]:
        """Id and `modified` (`version` in a manifest), in order."""
        return [
            (each["id"], each.get("version") or each.get("modified") or "")
            for each in self.document.get("objects", ())
        ]


class Caller:
    """A client that may read certain collections."""

    def __init__(
        self,
        logs: ObjectLogs,
        *,
        serial: int | None = None,
        empty_list: bool = False,
        hidden: frozenset[str] = frozenset(),
    ) -> None:
        self.taxii = Taxii(logs.log(serial), release=logs.sums(serial), empty_list=empty_list)
        self._hidden = hidden
        self.taxii_collections = [each.alias for each in logs.log(serial).collections]

    def may_read(self, collection: Collection) -> bool:
        return collection.alias not in self._hidden

    def get(self, path: str, accept: str | None = None, **parameters: object) -> Answer:
        """Ask for a path below the API root; `match_type` stands for `match[type]`."""
        return self.raw(f"feed/{path}", query_of(parameters), accept=accept)

    def raw(
        self, path: str, query: bytes = b"", *, method: str = "GET", accept: str | None = None
    ) -> Answer:
        """Ask for a path below `/taxii2/`, or any path that begins with a slash."""
        full = path if path.startswith("/") else f"/taxii2/{path}"
        headers = {} if accept is None else {"accept": accept}
        request = Request(method=method, path=full, query=query, headers=headers)
        reply = self.taxii.answer(request, self.may_read)
        body = b"".join(reply.body)
        assert reply.length == len(body)
        assert reply.media_type == MEDIA_TYPE
        document = orjson.loads(body)
        answer = Answer(
            reply.status, dict(reply.headers), reply.etag, reply.max_age, body, document
        )
        _judge(answer)
        return answer


def query_of(parameters: Mapping[str, object]) -> bytes:
    pairs = []
    for name, value in parameters.items():
        key = re.sub(r"^match_(.+)$", r"match[\1]", name)
        pairs.append(f"{quote(key)}={quote(str(value), safe=',:')}")
    return "&".join(pairs).encode()


def _judge(answer: Answer) -> None:
    if answer.status != 200:
        _judge_error(answer)
        return
    assert answer.etag
    assert answer.max_age == 30
    if "more" not in answer.document:
        return
    assert TIMESTAMP.fullmatch(answer.headers[FIRST])
    assert TIMESTAMP.fullmatch(answer.headers[LAST])
    assert answer.headers[FIRST] <= answer.headers[LAST]
    assert ("next" in answer.document) == answer.document["more"]


def _judge_error(answer: Answer) -> None:
    """§3.6.1."""
    assert answer.status in {400, 403, 404, 405, 406}
    assert answer.document.keys() == {"title", "description", "http_status"}
    assert all(isinstance(value, str) and value for value in answer.document.values())
    assert answer.document["http_status"] == str(answer.status)
    assert answer.etag is None
    assert answer.max_age is None
