"""Publications to serve, and feedgen's server over them: in the process, or on a port."""

from __future__ import annotations

import asyncio
import hashlib
import io
import itertools
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from threading import Thread
from typing import Any

import orjson

from feedgen.build.history import releases_json
from feedgen.model.feed import PastRelease
from feedgen.release.names import ATOM, MODIFIED, POINTER, RELEASES
from feedgen.release.pointer import EXPIRES_AFTER, Pointer, copy_of_signature, signature_path
from feedgen.release.signature import SigningKey
from feedgen.serve.access_file import AccessFile
from feedgen.serve.app import App
from feedgen.serve.composing import Surroundings, compose
from feedgen.serve.running import Server, listen, make_server, tls_context
from feedgen.serve.settings import Settings, Tls
from tests.release.object_log.made_logs import START, Made, ObjectLogs

FEED = "made feed"
HOUR = timedelta(hours=1)
FILES = {
    "blocklists/domains.txt": ("text/plain", b"# domains\nevil.example\n"),
    "big.ndjson": ("application/x-ndjson", b'{"value":"evil.example"}\n' * 60_000),
    "misp/manifest.json": ("application/json", b'{"events": []}\n'),
    "suricata/feedgen.rules.tar.gz": ("application/gzip", b"\x1f\x8b not really\n" * 200),
}


@dataclass(slots=True)
class Clock:
    """Stands still until a test moves it."""

    now: datetime = START + timedelta(minutes=1)

    def __call__(self) -> datetime:
        return self.now


@dataclass(slots=True)
class Served:
    """A publication's root, written release by release as the pipeline does."""

    out: Path
    key: SigningKey | None = None
    logs: ObjectLogs = field(init=False)
    history: list[PastRelease] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.logs = ObjectLogs(self.out / "v1")

    def release(
        self,
        *changes: Made,
        files: Mapping[str, tuple[str, bytes]] = FILES,
        after: timedelta = HOUR,
        point: bool = True,
    ) -> Pointer:
        """Publish a release.

        Args:
            changes: STIX objects that it adds or changes.
            files: further files with their media types.
            after: how long after the one before it is activated.
            point: whether latest.json names it.
        """
        self.logs.release(changes or [Made(name=f"n{self.logs.serial}")], after=after)
        serial, directory = self.logs.serial, self.logs.latest
        activated = self.logs.activations[-1][1]
        version = directory.name
        content = dict(files) | {
            RELEASES: ("application/json", releases_json(self.history, FEED)),
            MODIFIED: ("text/csv", f"modified,id\n{serial}\n".encode()),
            ATOM: ("application/atom+xml", f"<feed>{version}</feed>\n".encode()),
            "VERSION.txt": ("text/plain", f"{version}\n".encode()),
        }
        for path, (_, data) in content.items():
            (directory / path).parent.mkdir(parents=True, exist_ok=True)
            (directory / path).write_bytes(data)
        artifacts = [
            {"path": path, "media_type": kind, "size": len(data)}
            for path, (kind, data) in content.items()
        ]
        manifest = {"version": version, "serial": serial, "licence": "CC0-1.0"}
        (directory / "release.json").write_bytes(orjson.dumps(manifest | {"artifacts": artifacts}))
        sums = write_sums(directory)
        pointer = Pointer(
            feed=FEED, version=version, serial=serial, as_of=START, activated=activated,
            expires=activated + EXPIRES_AFTER, path=f"v1/{version}/", sha256sums=sums,
            earlier=tuple(self.logs.activations[:-1]),
        )  # fmt: skip
        self.history.append(PastRelease(serial=serial, version=version, as_of=START, content=sums))
        if point:
            self.point(pointer)
        return pointer

    def point(self, pointer: Pointer) -> None:
        """Make latest.json name a release."""
        data = pointer.to_bytes()
        if self.key is not None:
            signature = self.key.sign(data, "made")
            for name in (signature_path(data), copy_of_signature(POINTER)):
                (self.out / name).parent.mkdir(exist_ok=True)
                (self.out / name).write_bytes(signature)
        aside = self.out / ".latest.json.new"
        aside.write_bytes(data)
        aside.replace(self.out / POINTER)


def write_sums(directory: Path) -> str:
    """SHA256SUMS of what is there; its own SHA-256."""
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(directory)}\n"
        for path in sorted(directory.rglob("*"))
        if path.is_file() and path.name != "SHA256SUMS"
    ]
    data = "".join(lines).encode()
    (directory / "SHA256SUMS").write_bytes(data)
    return hashlib.sha256(data).hexdigest()


def write_site(out: Path, serial: int, pages: Mapping[str, bytes]) -> None:
    """Pages and their manifest, as feedgen.site places them."""
    listed = []
    for path, data in pages.items():
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_bytes(data)
        kind = {"html": "text/html", "css": "text/css", "js": "text/javascript"}[
            path.split(".")[-1]
        ]
        sha256 = hashlib.sha256(data).hexdigest()
        listed.append({"path": path, "media_type": kind, "size": len(data), "sha256": sha256})
    document = {
        "schema_version": 1, "version": "x", "serial": serial, "files": listed,
        "content_security_policy": "default-src 'none'; style-src 'self'",
    }  # fmt: skip
    aside = out / ".site.json.new"
    aside.write_bytes(orjson.dumps(document))
    aside.replace(out / "site.json")


@dataclass(frozen=True, slots=True)
class Got:
    """An answer of the application."""

    status: int
    headers: Mapping[str, str]
    """By lower-case name; repeated ones joined."""
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass(slots=True)
class Client:
    """Asks an application in the process."""

    app: App
    clock: Clock
    reports: list[str]
    log: io.BytesIO
    headers: dict[str, str] = field(default_factory=dict)
    peer: str = "192.0.2.1"
    scheme: str = "http"

    def get(self, path: str, method: str = "GET", **headers: str) -> Got:
        """Ask for a path as it would stand in the request line."""
        raw, _, query = path.partition("?")
        return asyncio.run(self._ask(method, raw, query, {**self.headers, **headers}))

    def look(self) -> None:
        """What the server does every second."""
        self.app._watcher.look()

    async def _ask(self, method: str, raw: str, query: str, headers: dict[str, str]) -> Got:
        from urllib.parse import unquote  # noqa: PLC0415

        headers = {"host": "feed.example", **{n.lower(): v for n, v in headers.items()}}
        named = [(n.replace("_", "-").encode(), v.encode()) for n, v in headers.items()]
        scope: dict[str, Any] = {
            "type": "http", "method": method, "path": unquote(raw), "raw_path": raw.encode(),
            "query_string": query.encode(), "headers": named,
            "client": (self.peer, 1), "server": ("127.0.0.1", 80), "scheme": self.scheme,
        }  # fmt: skip
        sent: list[Any] = []

        async def send(message: Any) -> None:
            sent.append(message)

        async def receive() -> Any:
            await asyncio.sleep(60)

        await self.app(scope, receive, send)
        start, *parts = sent
        joined: dict[str, str] = {}
        for name, value in start["headers"]:
            key = name.decode()
            joined[key] = f"{joined[key]}, {value.decode()}" if key in joined else value.decode()
        body = b"".join(bytes(part.get("body", b"")) for part in parts)
        if method != "HEAD" and start["status"] != 304:
            assert int(joined["content-length"]) == len(body)
        assert not parts[-1].get("more_body", False)
        return Got(start["status"], joined, body)


def client_of(
    out: Path,
    *,
    clock: Clock | None = None,
    settings: Settings | None = None,
    access: AccessFile | None = None,
    **options: Any,
) -> Client:
    """A client of a server over a publication."""
    clock = clock or Clock()
    reports: list[str] = []
    log = io.BytesIO()
    app = compose(
        out, settings or Settings(), _around(clock, reports), access=access, log=log, **options
    )
    app._watcher.look_at_site()
    return Client(app, clock, reports, log)


@dataclass(slots=True)
class Running:
    """A server on a port of this machine."""

    url: str
    port: int
    server: Server
    clock: Clock
    reports: list[str]
    log: io.BytesIO
    thread: Thread

    def stop(self) -> None:
        """As SIGTERM does; returns when it has ended."""
        self.server.should_exit = True
        self.thread.join(timeout=60)
        assert not self.thread.is_alive()


@contextmanager
def running(
    out: Path,
    *,
    clock: Clock | None = None,
    settings: Settings | None = None,
    access: AccessFile | None = None,
    tls: Tls | None = None,
) -> Iterator[Running]:
    """Serve a publication until the block ends."""
    clock = clock or Clock()
    settings = settings or Settings(poll_seconds=0.05)
    reports: list[str] = []
    log = io.BytesIO()
    app = compose(out, settings, _around(clock, reports), access=access, log=log)
    listening = listen("127.0.0.1", 0)
    port = listening.getsockname()[1]
    server = make_server(app, settings.limits, tls_context(tls) if tls else None)
    thread = Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        thread.join(0.01)
    scheme = "https" if tls else "http"
    server_ = Running(f"{scheme}://127.0.0.1:{port}", port, server, clock, reports, log, thread)
    try:
        yield server_
    finally:
        server_.stop()


def _around(clock: Clock, reports: list[str]) -> Surroundings:
    ticks = itertools.count()
    return Surroundings(
        clock=clock, elapsed=lambda: next(ticks) / 1000, report=reports.append,
        random=lambda size: bytes(range(size)),
    )  # fmt: skip


def published(out: Path, releases: Iterable[timedelta] = (HOUR,)) -> Served:
    """A publication with some releases."""
    out.mkdir(exist_ok=True)
    made = Served(out)
    for after in releases:
        made.release(after=after)
    return made
