"""The ASGI application: from a request to bytes on the wire."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

from feedgen.release.object_log import Collection, ObjectLog
from feedgen.serve.access import (
    ANONYMOUS,
    CHALLENGES,
    Access,
    Client,
    TooManyFailuresError,
    WrongCredentialsError,
)
from feedgen.serve.access_log import AccessLog
from feedgen.serve.compression import Compressor
from feedgen.serve.delivery import Circumstances, Delivery, Receive, Send
from feedgen.serve.exchange import Reply, Request
from feedgen.serve.files import Files, error_reply, not_found
from feedgen.serve.health import health
from feedgen.serve.metrics import CONTENT_TYPE, Metrics
from feedgen.serve.origins import Origin, host_of, origin_of
from feedgen.serve.preparing import is_light, prepared
from feedgen.serve.publication import Publication
from feedgen.serve.routing import (
    RETRY,
    Scope,
    damaged,
    has_body,
    headers_of,
    refusal,
    route_of,
)
from feedgen.serve.settings import Settings
from feedgen.serve.snapshot import Snapshot
from feedgen.serve.taxii import Taxii
from feedgen.serve.taxii import error_reply as taxii_error
from feedgen.serve.watching import Watcher

_READS = ("GET", "HEAD")
_ANSWERS = 256
"""Kept, so that an answer that many ask for is found once."""
_ENCODED = (b"%2f", b"%5c", b"%00")
"""What no address here has; whoever sends it tries whether it is decoded too late."""


class App:
    """One server. Not safe for several event loops."""

    def __init__(
        self,
        publication: Publication,
        settings: Settings,
        *,
        watcher: Watcher,
        files: Files,
        metrics: Metrics,
        clock: Callable[[], datetime],
        elapsed: Callable[[], float],
        access: Access | None = None,
        log: AccessLog | None = None,
    ) -> None:
        """Put the parts together.

        Args:
            publication: started.
            settings: of the operator.
            watcher: follows the publication while the server runs.
            files: answers for everything but TAXII.
            metrics: counts.
            clock: when it is.
            elapsed: seconds of any clock that only goes forward.
            access: who may read what; None: everybody everything.
            log: of requests.
        """
        self._publication, self._settings, self._watcher = publication, settings, watcher
        self._files, self._metrics, self._access, self._log = files, metrics, access, log
        self._clock, self._elapsed = clock, elapsed
        self._delivery = Delivery(Compressor(settings.cache_bytes))
        self._taxii: tuple[ObjectLog, Taxii] | None = None
        self._answers: dict[tuple[str, str, bytes, str | None], Reply] = {}
        """Of the release that `_taxii` is of."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] == "http":
            await self._http(scope, receive, send)
        elif scope["type"] == "lifespan":
            await self._lifespan(receive, send)

    async def busy(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI: the answer to whoever is one too many."""
        route = route_of(scope["path"])
        reply = refusal(
            route, 503, "Busy", "too many clients at once; try again",
            ("Retry-After", str(RETRY)),
        )  # fmt: skip
        request = Request(method=scope["method"], path=scope["path"])
        status, size = await self._delivery.send(
            request, reply, receive, send, Circumstances(closes=True)
        )
        self._metrics.count(route, status, 0, size)

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        await receive()
        self._watcher.start()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self._watcher.stop()
        if self._log is not None:
            await asyncio.to_thread(self._log.close)
        await send({"type": "lifespan.shutdown.complete"})

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        begin = self._elapsed()
        headers = headers_of(scope)
        peer = scope["client"][0] if scope.get("client") else ""
        origin = origin_of(peer, scope["scheme"], headers, self._settings.proxies)
        request = Request(
            method=scope["method"],
            path=scope["path"],
            query=scope["query_string"],
            headers=headers,
        )
        client, status, size = ANONYMOUS, 0, 0
        route = route_of(request.path)
        try:
            client, reply = await self._answer(route, request, origin, scope)
            status, size = await self._delivery.send(
                request,
                reply,
                receive,
                send,
                Circumstances(
                    is_private=self._is_private(route),
                    closes=has_body(headers),
                    ends_in=self._seconds_until(self._publication.next_switch),
                ),
            )
        finally:
            seconds = self._elapsed() - begin
            # Status 0: the client went away, or it is our bug and uvicorn answers 500.
            self._metrics.count(route, status, seconds, size)
            if self._log is not None:
                self._log.add(
                    client=origin.address,
                    method=request.method,
                    path=request.path,
                    query=request.query,
                    status=status,
                    size=size,
                    milliseconds=seconds * 1000,
                    agent=headers.get("user-agent", ""),
                    principal=client.name,
                )

    async def _answer(
        self, route: str, request: Request, origin: Origin, scope: Scope
    ) -> tuple[Client, Reply]:
        own_port = self._on_metrics_port(scope)
        if route in {"health", "metrics"} or own_port:
            return ANONYMOUS, self._told(route, request, origin, own_port=own_port)
        client = await self._client(route, request, origin)
        if isinstance(client, Reply):
            return ANONYMOUS, client
        snapshot = self._publication.current
        if snapshot is None:
            return client, self._too_early(route)
        if route == "taxii":
            return client, await self._taxii_reply(request, snapshot, client)
        refused = self._refused_file(route, request, client, scope.get("raw_path", b""))
        if refused is not None:
            return client, refused
        base = self._base(request, origin)
        path = request.path[1:]
        return client, await prepared(
            lambda: self._files.answer(path, snapshot, base), damaged(route)
        )

    async def _client(self, route: str, request: Request, origin: Origin) -> Client | Reply:
        """Who asks, or why that is not to be known."""
        authorization = request.headers.get("authorization")
        if self._access is None or authorization is None:
            return ANONYMOUS
        if origin.scheme != "https" and not origin.is_local:
            return refusal(route, 403, "Forbidden", "credentials are taken over https only")
        try:
            return await self._access.client(authorization, origin.address)
        except WrongCredentialsError:
            return refusal(route, 401, "Unauthorized", "nobody has these credentials", *CHALLENGES)
        except TooManyFailuresError:
            return refusal(
                route, 429, "Too many failures", "come again in a minute", ("Retry-After", "60")
            )

    def _refused_file(
        self, route: str, request: Request, client: Client, raw_path: bytes
    ) -> Reply | None:
        if self._access is not None and not self._access.may_fetch(client):
            if client.name is None:
                return refusal(route, 401, "Unauthorized", "credentials are needed", *CHALLENGES)
            return refusal(route, 403, "Forbidden", "this is for others")
        if request.method not in _READS:
            return error_reply(405, "this can only be read", ("Allow", "GET, HEAD"))
        raw = raw_path.lower()
        return not_found() if any(code in raw for code in _ENCODED) else None

    async def _taxii_reply(self, request: Request, snapshot: Snapshot, client: Client) -> Reply:
        if snapshot.log is None:
            return taxii_error(404, "Not found", "this release has no STIX objects")
        taxii = self._taxii_of(snapshot)
        # An answer is a function of the release and the request; most clients ask for the same.
        key = request.method, request.path, request.query, request.headers.get("accept")
        answers = self._answers
        known = answers.get(key) if self._access is None else None
        if known is not None:
            return known
        access, denied = self._access, False

        def may_read(collection: Collection) -> bool:
            nonlocal denied
            allowed = access is None or access.may_read(client, collection.alias)
            denied = denied or not allowed
            return allowed

        reply = await prepared(lambda: taxii.answer(request, may_read), damaged("taxii"))
        if denied and client.name is None and (reply.status == 404 or _is_empty(reply)):
            return refusal("taxii", 401, "Unauthorized", "credentials are needed", *CHALLENGES)
        if access is None and is_light(reply):
            if len(answers) >= _ANSWERS:
                del answers[next(iter(answers))]
            answers[key] = reply
        return reply

    def _taxii_of(self, snapshot: Snapshot) -> Taxii:
        # By the log, not by the release: the same one may be activated anew, with other dates.
        if self._taxii is None or self._taxii[0] is not snapshot.log:
            assert snapshot.log is not None  # noqa: S101 - the caller looked
            taxii = Taxii(
                snapshot.log,
                release=snapshot.pointer.sha256sums,
                empty_list=self._settings.empty_list,
            )
            self._taxii = snapshot.log, taxii
            self._answers = {}
        return self._taxii[1]

    def _told(self, route: str, request: Request, origin: Origin, *, own_port: bool) -> Reply:
        """Health and figures."""
        if request.method not in _READS:
            return error_reply(405, "this can only be read", ("Allow", "GET, HEAD"))
        near = own_port or (origin.is_local and origin.is_direct)
        if route == "health":
            return health(self._publication, self._clock(), in_detail=near)
        if route != "metrics" or not near:
            return not_found()
        body = self._metrics.page(
            self._publication.current,
            self._publication.failures,
            stale=bool(self._publication.trouble),
        )
        return Reply(status=200, media_type=CONTENT_TYPE, body=(body,))

    def _on_metrics_port(self, scope: Scope) -> bool:
        port = self._settings.metrics_port
        return port is not None and bool(scope.get("server")) and scope["server"][1] == port

    def _is_private(self, route: str) -> bool:
        """Whether answers of this kind depend on who asks."""
        if self._access is None:
            return False
        return self._access.hides_collections if route == "taxii" else self._access.hides_files

    def _base(self, request: Request, origin: Origin) -> str | None:
        if self._settings.public_url is not None:
            return self._settings.public_url
        host = host_of(request.headers)
        return f"{origin.scheme}://{host}" if host else None

    def _too_early(self, route: str) -> Reply:
        wait = self._seconds_until(self._publication.next_switch)
        return refusal(
            route, 503, "Not yet", "the first release is not shown yet",
            ("Retry-After", str(RETRY if wait is None else max(1, wait))),
        )  # fmt: skip

    def _seconds_until(self, instant: datetime | None) -> int | None:
        return None if instant is None else int((instant - self._clock()).total_seconds())


def _is_empty(reply: Reply) -> bool:
    """Whether it is the list of collections, without any."""
    return reply.status == 200 and reply.body == (b"{}",)
