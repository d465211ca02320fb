"""Credentials from Docker's configuration, and how a registry gets them."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest

from feedgen.errors import UnavailableError, UsageError
from feedgen.publish.opening import open_destination
from feedgen.publish.publisher import publish
from feedgen.registry import transport
from feedgen.registry.address import Address
from feedgen.registry.client import Repository
from feedgen.registry.credentials import basic_credentials
from tests.publish.publications import signing_key, write_release
from tests.registry.registry_server import registry_server

PAIR = base64.b64encode(b"acme:s3cret").decode()
_HASH = "acme:$2b$04$abcdefghijklmnopqrstuuLZYjhNQAOdpbzt4WxWlUHjv1wsyH5DG"
"""The same, as bcrypt of few rounds."""


def configured(directory: Path, document: dict[str, Any]) -> dict[str, str]:
    (directory / "config.json").write_text(json.dumps(document))
    return {"DOCKER_CONFIG": str(directory)}


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("ghcr.io", "ghcr.io"),
        ("ghcr.io", "https://ghcr.io"),
        ("ghcr.io", "https://ghcr.io/v1/"),
        ("docker.io", "https://index.docker.io/v1/"),
        ("registry.lan:5000", "registry.lan:5000"),
    ],
)
def test_a_login_is_found_by_every_name_that_clients_write(
    tmp_path: Path, host: str, name: str
) -> None:
    environment = configured(tmp_path, {"auths": {name: {"auth": PAIR}, "other": {"auth": "eDp5"}}})
    assert basic_credentials(host, environment) == PAIR


def test_nobody_logged_in(tmp_path: Path) -> None:
    assert basic_credentials("ghcr.io", {"HOME": str(tmp_path)}) is None
    assert basic_credentials("ghcr.io", configured(tmp_path, {})) is None
    (tmp_path / ".docker").mkdir()
    configured(tmp_path / ".docker", {"auths": {"ghcr.io": {"auth": PAIR}}})
    assert basic_credentials("ghcr.io", {"HOME": str(tmp_path)}) == PAIR
    assert basic_credentials("quay.io", {"HOME": str(tmp_path)}) is None


@pytest.mark.parametrize("key", ["credsStore", "credHelpers"])
def test_a_credential_helper_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    helper = tmp_path / "docker-credential-vault"
    helper.write_text(
        '#!/bin/sh\n[ "$1" = get ] && [ "$(cat)" = ghcr.io ] || exit 1\n'
        'echo \'{"ServerURL": "ghcr.io", "Username": "acme", "Secret": "s3cret"}\'\n'
    )
    helper.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    said: dict[str, dict[str, Any]] = {
        "credsStore": {"auths": {"ghcr.io": {}, "quay.io": {}}, "credsStore": "vault"},
        "credHelpers": {"credHelpers": {"ghcr.io": "vault", "quay.io": "vault"}},
    }
    environment = configured(tmp_path, said[key])
    assert basic_credentials("ghcr.io", environment) == PAIR
    assert basic_credentials("quay.io", environment) is None


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("{", "config.json cannot be read"),
        ('{"auths": 3}', "config.json cannot be read"),
        ('{"credHelpers": {"ghcr.io": "none-such"}}', "docker-credential-none-such, which holds"),
    ],
)
def test_a_configuration_that_cannot_be_used_is_said_to_be(
    tmp_path: Path, content: str, complaint: str
) -> None:
    (tmp_path / "config.json").write_text(content)
    with pytest.raises(UsageError, match=complaint):
        basic_credentials("ghcr.io", {"DOCKER_CONFIG": str(tmp_path)})


@pytest.mark.parametrize("who", ["acme", "a stranger", "nobody"])
def test_a_registry_with_a_password(tmp_path: Path, who: str) -> None:
    out = tmp_path / "out"
    out.mkdir()
    write_release(out, 1)
    (tmp_path / "users").write_text(_HASH)
    wanted = {"auth": {"htpasswd": {"realm": "feeds", "path": str(tmp_path / "users")}}}
    with registry_server(tmp_path / "registry", wanted) as server:
        pair = {"acme": PAIR, "a stranger": base64.b64encode(b"eve:x").decode()}.get(who)
        auths = {"auths": {server.host: {"auth": pair}} if pair else {}}
        opened = open_destination(f"oci://{server.host}/acme/feed", configured(tmp_path, auths))

        def run() -> None:
            publish(
                out, [opened], signing_key(tmp_path), clock=lambda: write_release(out, 1).as_of,
                resign=False, keys=None, progress=lambda _: None,
            )  # fmt: skip

        if who == "acme":
            run()
            assert opened.current() is not None
        else:
            with pytest.raises(
                UnavailableError,
                match=r"answers 401 Unauthorized: UNAUTHORIZED authentication required; log in wit",
            ):
                run()


class _Front(BaseHTTPRequestHandler):
    """A registry that wants a token for exactly what is done, as most on the internet do."""

    protocol_version = "HTTP/1.1"
    realm: ClassVar[str]
    asked: ClassVar[list[tuple[str, str | None]]]

    def _answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        if url.path == "/token":
            (scope,) = parse_qs(url.query)["scope"]
            self.asked.append((scope, self.headers["Authorization"]))
            self._answer(200, json.dumps({"token": f"for {scope}"}).encode())
        else:
            self._guarded("pull", 200, b"{}")

    def do_PUT(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        if self.path.startswith("/v2/nowhere/"):
            self._answer(404, b'{"errors": [{"code": "NAME_UNKNOWN", "message": "no such name"}]}')
            return
        self._guarded("pull,push", 201, b"")

    def _guarded(self, actions: str, status: int, body: bytes) -> None:
        scope = f"repository:acme/feed:{actions}"
        if self.headers["Authorization"] == f"Bearer for {scope}":
            self._answer(status, body)
        else:
            challenge = f'Bearer realm="{self.realm}",service="front",scope="{scope}"'
            self._answer(401, b"{}", WWW_Authenticate=challenge)

    def log_message(self, *args: object) -> None:
        """Nobody reads a log here."""


@contextmanager
def front(realm: str = "") -> Iterator[tuple[str, list[tuple[str, str | None]]]]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Front) as server:
        server.daemon_threads = True
        _Front.asked = []
        _Front.realm = realm or f"http://127.0.0.1:{server.server_port}/token"
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"127.0.0.1:{server.server_port}", _Front.asked
        finally:
            server.shutdown()
            thread.join()


def test_a_token_that_allows_to_pull_is_followed_by_one_that_allows_to_push(
    tmp_path: Path,
) -> None:
    with front() as (host, asked):
        environment = configured(tmp_path, {"auths": {host: {"auth": PAIR}}})
        repository = Repository(Address.parse(f"{host}/acme/feed", environment), environment)
        assert repository.manifest("latest") == b"{}"
        assert repository.manifest("latest") == b"{}"
        repository.put_manifest("latest", b"{}")
        assert asked == [
            ("repository:acme/feed:pull", f"Basic {PAIR}"),
            ("repository:acme/feed:pull,push", f"Basic {PAIR}"),
        ]


def test_a_registry_that_wants_repositories_made_first_is_quoted(tmp_path: Path) -> None:
    with front() as (host, _):
        environment = {"HOME": str(tmp_path)}
        repository = Repository(Address.parse(f"{host}/nowhere/feed", environment), environment)
        with pytest.raises(UnavailableError) as refused:
            repository.put_manifest("latest", b"{}")
        assert str(refused.value) == (
            f"oci://{host}/nowhere/feed answers 404 Not Found: NAME_UNKNOWN no such name"
        )


def test_whoever_has_no_login_asks_for_a_token_without_one(tmp_path: Path) -> None:
    with front() as (host, asked):
        environment = {"HOME": str(tmp_path)}
        repository = Repository(Address.parse(f"{host}/acme/feed", environment), environment)
        assert repository.manifest("latest") == b"{}"
        assert asked == [("repository:acme/feed:pull", None)]


def test_a_password_goes_to_no_service_without_tls(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A registry that is spoken to by TLS does not send its users to one that is not."""
    monkeypatch.setattr(transport, "_BACK_OFF", 0.0)
    environment = configured(tmp_path, {"auths": {"registry.example": {"auth": PAIR}}})
    repository = Repository(Address.parse("registry.example/feed", environment), environment)
    answering = repository._registry._authentication
    with pytest.raises(
        UnavailableError, match=r"sends to 'http://evil.example/' for a token, which"
    ):
        answering.answer('Bearer realm="http://evil.example/",service="x"', "registry.example")
    with pytest.raises(UnavailableError, match=r"leads from https to http://registry.example/v2/"):
        repository._registry.do_request("http://registry.example/v2/")
