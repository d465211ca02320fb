"""The configurations of docs/consume/servers.md serve a publication as its release says."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

import orjson
import pytest
import requests

from feedgen.deadline import Deadline
from feedgen.release.names import POINTER
from feedgen.release.pointer import signature_path
from feedgen.subscribe.fetching import fetch
from feedgen.subscribe.web import WebOrigin
from tests.engines.registry import require
from tests.publish.publications import tree, version_of
from tests.subscribe.feed_attacks import LATER, Feed

pytestmark = pytest.mark.engine

ROOT = Path(__file__).parent.parent.parent
PAGE = ROOT / "docs" / "consume" / "servers.md"
LATEST = ROOT / "out" / "v1" / "latest"
RELEASED = f"v1/{version_of(1)}"
BLOCKLIST = "blocklists/image-digests.txt"


def one_of_each() -> dict[str, str]:
    """A small file of the committed release for each suffix and media type, with that type."""
    manifest = orjson.loads((LATEST / "release.json").read_bytes())
    found: dict[tuple[str, str], dict[str, object]] = {}
    for file in sorted(manifest["artifacts"], key=lambda file: (file["size"], file["path"])):
        if "/" in file["path"]:
            found.setdefault((PurePosixPath(file["path"]).suffix, file["media_type"]), file)
    return {str(file["path"]): str(file["media_type"]) for file in found.values()} | {
        BLOCKLIST: "text/plain"
    }


TYPES = one_of_each()


def configured(language: str) -> str:
    """The configuration as the page shows it."""
    found = re.search(rf"^```{language}\n(.*?)^```", PAGE.read_text(), re.MULTILINE | re.DOTALL)
    assert found
    return found[1]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def replaced(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new)


def nginx_command(site: Path, work: Path, port: int) -> list[str]:
    server = replaced(configured("nginx"), "listen 80;", f"listen 127.0.0.1:{port};")
    server = replaced(server, "listen [::]:80;", "")
    server = replaced(server, "/srv/feed", str(site))
    temporary = "".join(
        f"{kind}_temp_path {work}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;\n" if os.geteuid() == 0 else ""
    (work / "nginx.conf").write_text(
        f"{user}daemon off;\nworker_processes 1;\npid {work}/pid;\nerror_log {work}/log;\n"
        f"events {{}}\nhttp {{\naccess_log off;\n{temporary}{server}}}\n"
    )
    command = [require("nginx"), "-p", str(work), "-e", f"{work}/log", "-c", f"{work}/nginx.conf"]
    tested = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert tested.returncode == 0, tested.stderr
    assert "warn" not in tested.stderr
    return command


def caddy_command(site: Path, work: Path, port: int) -> list[str]:
    text = replaced(configured("caddyfile"), "feed.example {", f"http://127.0.0.1:{port} {{")
    text = replaced(text, "/srv/feed", str(site))
    config = work / "Caddyfile"
    config.write_text("{\n\tadmin off\n\tauto_https off\n}\n" + text)
    options = ["--config", str(config), "--adapter", "caddyfile"]
    tested = subprocess.run(
        [require("caddy"), "validate", *options], capture_output=True, text=True, check=False,
        env={"HOME": str(work), "PATH": os.environ["PATH"]},
    )  # fmt: skip
    assert tested.returncode == 0, tested.stderr
    return [require("caddy"), "run", *options]


COMMANDS = {"nginx": nginx_command, "caddy": caddy_command}


@contextmanager
def running(command: list[str], work: Path, port: int) -> Iterator[str]:
    with (
        (work / "words").open("wb") as words,
        subprocess.Popen(
            command, stdout=words, stderr=words,
            env={"HOME": str(work), "PATH": os.environ["PATH"]},
        ) as process,
    ):  # fmt: skip
        try:
            for _ in range(1200):
                assert process.poll() is None, (work / "words").read_text()
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.05)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


@pytest.fixture(scope="module")
def feed(tmp_path_factory: pytest.TempPathFactory) -> Feed:
    made = Feed(tmp_path_factory.mktemp("feed"))
    made.publish(1, files={path: (LATEST / path).read_bytes() for path in TYPES})
    return made


@pytest.fixture(scope="module", params=sorted(COMMANDS))
def url(
    request: pytest.FixtureRequest, feed: Feed, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    work, port = tmp_path_factory.mktemp(request.param), free_port()
    (feed.site / "v1/latest/.half.txt.new").write_text("half")
    with running(COMMANDS[request.param](feed.site, work, port), work, port) as where:
        yield where


def get(url: str, **headers: str) -> requests.Response:
    asked = {"Accept-Encoding": "identity"} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    return requests.get(url, headers=asked, timeout=60, allow_redirects=False)


@pytest.mark.parametrize("root", [RELEASED, "v1/latest"])
@pytest.mark.parametrize("path", sorted(TYPES))
def test_each_file_has_the_type_that_the_release_says(
    feed: Feed, url: str, root: str, path: str
) -> None:
    answer = get(f"{url}/{root}/{path}")
    assert answer.status_code == 200
    assert answer.content == (LATEST / path).read_bytes()
    # Which columns a CSV file has is no matter of the server.
    expected = TYPES[path].removesuffix("; header=present")
    assert answer.headers["Content-Type"].removesuffix("; charset=utf-8") == expected
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("path", "media_type", "age"),
    [
        (POINTER, "application/json", 60),
        (f"{POINTER}.minisig", "text/plain", 60),
        ("feed.atom", "application/atom+xml", 60),
        (f"v1/latest/{BLOCKLIST}", "text/plain", 300),
        ("v1/latest/SHA256SUMS", "text/plain", 300),
        (f"{RELEASED}/{BLOCKLIST}", "text/plain", 31_536_000),
        (f"{RELEASED}/release.json", "application/json", 31_536_000),
        ("signature", "text/plain", 31_536_000),
    ],
)
def test_how_long_it_may_be_kept(
    feed: Feed, url: str, path: str, media_type: str, age: int
) -> None:
    if path == "signature":
        path = signature_path((feed.site / POINTER).read_bytes())
    answer = get(f"{url}/{path}")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].partition(";")[0] == media_type
    said = answer.headers["Cache-Control"]
    assert f"max-age={age}" in said
    assert ("immutable" in said) == (age > 300)


@pytest.mark.parametrize("path", [POINTER, f"v1/latest/{BLOCKLIST}", f"{RELEASED}/{BLOCKLIST}"])
@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_what_did_not_change_is_not_sent_again(url: str, path: str, encoding: str) -> None:
    first = get(f"{url}/{path}", Accept_Encoding=encoding)
    for condition in (
        {"If_None_Match": first.headers["ETag"]},
        {"If_Modified_Since": first.headers["Last-Modified"]},
    ):
        again = get(f"{url}/{path}", Accept_Encoding=encoding, **condition)
        assert (again.status_code, again.content) == (304, b"")
    assert get(f"{url}/{path}", If_None_Match='"other"').status_code == 200


def test_a_range(feed: Feed, url: str) -> None:
    path = f"{RELEASED}/{BLOCKLIST}"
    whole = (feed.site / path).read_bytes()
    answer = get(f"{url}/{path}", Range="bytes=100-")
    assert (answer.status_code, answer.content) == (206, whole[100:])
    assert answer.headers["Content-Range"] == f"bytes 100-{len(whole) - 1}/{len(whole)}"


def test_it_is_compressed_on_the_way_for_who_asks(feed: Feed, url: str) -> None:
    path = f"v1/latest/{BLOCKLIST}"
    plain, packed = get(f"{url}/{path}"), get(f"{url}/{path}", Accept_Encoding="gzip")
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert plain.content == packed.content == (feed.site / path).read_bytes()
    assert "Accept-Encoding" in packed.headers["Vary"]


@pytest.mark.parametrize(
    "path",
    [
        "", "v1/", "v1/latest/", "v1/latest/blocklists/", "signatures/", "nowhere.json",
        f"{RELEASED}/nowhere.txt", "v1/latest/.half.txt.new", "../etc/passwd", "v1/latest/stix/",
        "v1/latest/stix/nowhere.json",
    ],
)  # fmt: skip
def test_there_is_no_listing_and_what_is_not_there_is_missing(url: str, path: str) -> None:
    answer = get(f"{url}/{path}")
    assert answer.status_code in {404, 403}
    assert "image-digests" not in answer.text


def test_feedgen_fetches_from_it(feed: Feed, url: str, tmp_path: Path) -> None:
    origin = WebOrigin(url, Deadline(time.monotonic, 60))
    for is_new in (True, False):
        done = fetch(
            origin, tmp_path, [feed.key.public], now=LATER, only=(), progress=lambda _: None
        )
        assert done.is_new is is_new
        assert done.trusted.validator
    assert tree(tmp_path / "v1/latest") == tree(feed.site / RELEASED)
