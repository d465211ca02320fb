"""From a reply to the wire: conditional requests, ranges, compression, caching, and pace."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from dataclasses import dataclass
from typing import Any

from feedgen.serve.compression import (
    LARGEST,
    SMALLEST,
    Compressor,
    encoding_for,
    is_compressible,
)
from feedgen.serve.conditional import (
    Range,
    UnsatisfiableError,
    asked_range,
    http_date,
    not_modified,
)
from feedgen.serve.exchange import Chunk, Reply, Request
from feedgen.serve.files import FileReply

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
RawHeaders = list[tuple[bytes, bytes]]
_PART = 1 << 20
"""Bytes handed over at once."""
_COPIED, _PIECES = 65_536, 8
"""Bytes up to which one copy is cheaper than several messages, and messages above which it is."""
_YEAR = 31_536_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What else decides how a reply is sent."""

    is_private: bool = False
    """Whether the answer depends on who asks."""
    closes: bool = False
    """Whether the connection ends with it."""
    ends_in: int | None = None
    """Seconds until something else is current."""


_USUAL = Circumstances()


class Delivery:
    """Sends replies."""

    def __init__(self, compressor: Compressor) -> None:
        """Begin.

        Args:
            compressor: keeps what was compressed.
        """
        self._compressor = compressor

    async def send(
        self,
        request: Request,
        reply: Reply,
        receive: Receive,
        send: Send,
        circumstances: Circumstances = _USUAL,
    ) -> tuple[int, int]:
        """Send a reply as the request wants it.

        Args:
            request: what was asked.
            reply: what is answered.
            receive: ASGI's; tells of clients that go away.
            send: ASGI's.
            circumstances: what else decides.

        Returns:
            The status, and how many bytes of body were sent.
        """
        try:
            return await self._send(request, reply, receive, send, circumstances)
        finally:
            if isinstance(reply, FileReply):
                reply.file.close()

    async def _send(
        self,
        request: Request,
        reply: Reply,
        receive: Receive,
        send: Send,
        circumstances: Circumstances,
    ) -> tuple[int, int]:
        size = reply.file.size if isinstance(reply, FileReply) else reply.length
        compressible = (
            reply.status == 200
            and reply.etag is not None
            and SMALLEST <= size <= LARGEST
            and is_compressible(reply.media_type)
        )
        encoding = encoding_for(request.headers.get("accept-encoding")) if compressible else None
        if encoding and "range" in request.headers:
            encoding = None  # ranges are of the bytes as they are
        tag = f"{reply.etag}-{encoding}" if encoding else reply.etag
        head = _head(reply, tag, circumstances, compressible=compressible)
        if circumstances.closes:
            head.append((b"connection", b"close"))
        if reply.status == 200 and not_modified(request.headers, tag, reply.modified):
            return await _bare(send, 304, head)
        head.append((b"content-type", reply.media_type.encode()))
        if encoding and tag:
            return await self._compressed(request, reply, send, head, encoding, tag)
        part = None
        if reply.status == 200 and tag is not None and reply.ranges:
            head.append((b"accept-ranges", b"bytes"))
            try:
                part = asked_range(request.headers, size, tag, reply.modified)
            except UnsatisfiableError:
                head.append((b"content-range", b"bytes */%d" % size))
                head.append((b"content-length", b"0"))
                return await _bare(send, 416, head)
        status = reply.status
        if part is not None:
            status = 206
            head.append((b"content-range", b"bytes %d-%d/%d" % (part.first, part.end - 1, size)))
        part = part or Range(0, size)
        head.append((b"content-length", b"%d" % (part.end - part.first)))
        if request.method == "HEAD":
            return await _bare(send, status, head)
        await send({"type": "http.response.start", "status": status, "headers": head})
        if isinstance(reply, FileReply):
            return status, await self._stream(reply, part, receive, send)
        body = reply.body if status != 206 else (b"".join(reply.body)[part.first : part.end],)
        return status, await self._parts(body, send)

    async def _compressed(
        self,
        request: Request,
        reply: Reply,
        send: Send,
        head: RawHeaders,
        encoding: str,
        tag: str,
    ) -> tuple[int, int]:
        data = self._compressor.kept(tag)
        if data is None:
            body: Sequence[Chunk] = reply.body
            if isinstance(reply, FileReply):
                file = reply.file
                body = (await asyncio.to_thread(file.read, 0, file.size),)
            data = await self._compressor.compress(tag, encoding, body)
        head.append((b"content-encoding", encoding.encode()))
        head.append((b"content-length", b"%d" % len(data)))
        if request.method == "HEAD":
            return await _bare(send, reply.status, head)
        await send({"type": "http.response.start", "status": reply.status, "headers": head})
        return reply.status, await self._parts((data,), send)

    async def _parts(self, body: Sequence[Chunk], send: Send) -> int:
        """Small answers in one piece; large ones in parts, each when the last is nearly gone."""
        size = sum(map(len, body))
        if len(body) == 1 and size <= _PART:
            await send({"type": "http.response.body", "body": body[0]})
            return size
        if size <= _COPIED or (len(body) > _PIECES and size <= _PART):
            await send({"type": "http.response.body", "body": b"".join(body)})
            return size
        for chunk in body:
            view = memoryview(chunk)
            for start in range(0, len(view), _PART):
                part = view[start : start + _PART]
                await send({"type": "http.response.body", "body": part, "more_body": True})
        await send({"type": "http.response.body", "body": b""})
        return size

    async def _stream(self, reply: FileReply, part: Range, receive: Receive, send: Send) -> int:
        gone = asyncio.create_task(_gone(receive))
        position = part.first
        try:
            while position < part.end and not gone.done():
                length = min(_PART, part.end - position)
                data = await asyncio.to_thread(reply.file.read, position, length)
                if len(data) != length:
                    raise EOFError("a file became shorter while it was sent")
                position += length
                more = position < part.end
                await send({"type": "http.response.body", "body": data, "more_body": more})
        finally:
            gone.cancel()
        return position - part.first


async def _gone(receive: Receive) -> None:
    """Return when the client has gone away."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def _bare(send: Send, status: int, head: RawHeaders) -> tuple[int, int]:
    await send({"type": "http.response.start", "status": status, "headers": head})
    await send({"type": "http.response.body", "body": b""})
    return status, 0


def _head(
    reply: Reply, tag: str | None, circumstances: Circumstances, *, compressible: bool
) -> RawHeaders:
    head: RawHeaders = [
        (name.lower().encode(), value.encode("latin-1")) for name, value in reply.headers
    ]
    head.append((b"cache-control", _cache_control(reply, circumstances)))
    vary = [b"accept-encoding"] if compressible else []
    if circumstances.is_private:
        vary.append(b"authorization")
    if vary:
        head.append((b"vary", b", ".join(vary)))
    if tag is not None:
        head.append((b"etag", b'"%s"' % tag.encode()))
    if reply.modified is not None:
        head.append((b"last-modified", http_date(reply.modified).encode()))
    return head


def _cache_control(reply: Reply, circumstances: Circumstances) -> bytes:
    who, ends_in = b"private" if circumstances.is_private else b"public", circumstances.ends_in
    if reply.immutable:
        return b"%s, max-age=%d, immutable" % (who, _YEAR)
    if reply.max_age is None:
        return b"no-store"
    age = reply.max_age if ends_in is None else max(0, min(reply.max_age, ends_in))
    return b"%s, max-age=%d" % (who, age) if age else b"no-cache"
