"""The same bytes without TAXII: from memory and from disk by the same ASGI server, and from nginx."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from starlette.responses import FileResponse

from .servers import HOST, Server, free_port, running
from .taxii import ACCEPT

MEDIA_TYPE = "application/taxii+json;version=2.1"
_Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
_ROOT = Path(__file__).parent.parent.parent.parent
_NGINX = """\
daemon off;
user root;
worker_processes 1;
pid {work}/nginx.pid;
error_log stderr error;
events {{ worker_connections 1024; }}
http {{
  access_log off;
  sendfile on;
  default_type "{media_type}";
  gzip_types *;
  client_body_temp_path {work}/body; proxy_temp_path {work}/proxy; fastcgi_temp_path {work}/fastcgi;
  uwsgi_temp_path {work}/uwsgi; scgi_temp_path {work}/scgi;
  server {{
    listen 127.0.0.1:{port};
    root {pages};
    location /gzip/ {{ alias {pages}/; gzip on; }}
  }}
}}
"""


@contextmanager
def asgi(kind: str, pages: Path, work: Path) -> Iterator[Server]:
    """uvicorn as `feedgen serve` runs it, with an application that knows nothing but files.

    Args:
        kind: `memory`: their bytes, held; `disk`: Starlette's FileResponse.
        pages: their folder.
        work: for output.
    """
    port = free_port()
    command = [sys.executable, "-m", "tests.benchmarks.serve.files", kind, str(pages), str(port)]
    title = {"memory": "uvicorn, bytes in memory", "disk": "uvicorn, Starlette file"}[kind]
    first = min(entry.name for entry in pages.iterdir())
    with running(
        title, command, port, probe=f"/{first}", headers=ACCEPT, log=work / f"{kind}.log",
        environment={"PYTHONPATH": str(_ROOT)},
    ) as server:  # fmt: skip
        yield server


@contextmanager
def nginx(pages: Path, work: Path) -> Iterator[Server]:
    """Debian's, one worker, with sendfile."""
    port = free_port()
    config = work / "nginx.conf"
    config.write_text(_NGINX.format(work=work, port=port, pages=pages, media_type=MEDIA_TYPE))
    first = min(entry.name for entry in pages.iterdir())
    with running(
        "nginx, file", ["nginx", "-c", config, "-e", "stderr"], port, probe=f"/{first}",
        headers=ACCEPT, log=work / "nginx.log",
        environment={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"},
    ) as server:  # fmt: skip
        yield server


class _Files:
    """The bare ASGI application."""

    def __init__(self, kind: str, pages: Path) -> None:
        self._kind, self._pages = kind, pages
        self._held = {f"/{entry.name}": entry.read_bytes() for entry in pages.iterdir()}

    async def __call__(self, scope: MutableMapping[str, Any], receive: Any, send: _Send) -> None:
        path = scope["path"]
        if self._kind == "disk":
            response = FileResponse(self._pages / path[1:], media_type=MEDIA_TYPE)
            await response(scope, receive, send)
            return
        body = self._held[path]
        headers = [
            (b"content-type", MEDIA_TYPE.encode()),
            (b"content-length", b"%d" % len(body)),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})


def _main() -> None:
    kind, pages, port = sys.argv[1:]
    uvicorn.run(
        _Files(kind, Path(pages)),
        host=HOST,
        port=int(port),
        loop="uvloop",
        http="httptools",
        ws="none",
        lifespan="off",
        access_log=False,
        log_config=None,
        proxy_headers=False,
        server_header=False,
        backlog=2048,
    )


if __name__ == "__main__":
    _main()
