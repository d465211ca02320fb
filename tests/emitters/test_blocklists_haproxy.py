"""Plain lists as HAProxy reads them, by the rules of their page: it denies what is listed."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from feedgen.emitters.blocklists import EMITTER
from feedgen.model.feed import Feed
from feedgen.model.observables import Domain, ImageDigest, Ip, Url
from tests.benign.names import popular
from tests.conftest import TESTS, emit
from tests.engines.conformance import FINDS, LOADS, SILENT
from tests.engines.latest_release import ROOT, known_good
from tests.engines.name_server import free_port
from tests.engines.proxies import DENIED, PASSED, Client, haproxy, haproxy_configuration
from tests.engines.registry import require
from tests.model.made_feeds import base, listed, made

PAGE = (TESTS.parent / "docs" / "blocklists.md").read_text(encoding="utf-8")
RULES = re.findall(r"^http-request (deny if .*-f (\S+\.txt) \})$", PAGE, re.MULTILINE)
FILES = sorted(file for _, file in RULES)
BAD, GOOD = ("sha256:" + letter * 64 for letter in "ab")
VALUES = (
    Domain("evil.example"), Ip("192.0.2.9"), Ip("198.51.100.0/28"), Ip("2001:db8::/32"),
    Url("http://shared.example/bad/x.sh?a='b'"), Url("https://shared.example/d"), ImageDigest(BAD),
)  # fmt: skip
Request = tuple[str, dict[str, str]]


def page(url: str) -> Request:
    """A whole URL, as a forward proxy is asked."""
    return url, {}


def host(name: str) -> Request:
    return "/x", {"Host": name}


def client(address: str) -> Request:
    return "/x", {"X-Forwarded-For": address}


def manifest(reference: str) -> Request:
    return f"/v2/some/image/manifests/{reference}", {"Host": "registry.example"}


LISTED = [
    ("domains.txt", host("evil.example")), ("domains.txt", host("EVIL.example:8080")),
    ("ips.txt", client("192.0.2.9")), ("ips.txt", client("198.51.100.15")),
    ("ips.txt", client("2001:db8:1::1")),
    ("urls.txt", page("http://shared.example/bad/x.sh?a='b'")), ("urls.txt", page("https://shared.example/d")),
    ("image-digests.txt", manifest(BAD)),
]  # fmt: skip
FREE = [
    ("domains.txt", host("www.evil.example")), ("domains.txt", host("xevil.example")),
    ("domains.txt", host("evil.example.org")), ("domains.txt", page("/evil.example")),
    ("ips.txt", client("192.0.2.90")), ("ips.txt", client("198.51.100.16")),
    ("ips.txt", client("2001:db9::1")),
    ("urls.txt", page("http://shared.example/bad/x.sh?a='b'c")), ("urls.txt", page("http://shared.example/")),
    ("urls.txt", page("https://shared.example/bad/x.sh?a='b'")),
    ("image-digests.txt", manifest(GOOD)), ("image-digests.txt", manifest("latest")),
    ("image-digests.txt", page(f"/blog/{BAD}")),
]  # fmt: skip


def write(feed: Feed, directory: Path) -> Path:
    for path, data in emit(EMITTER, feed)[0].items():
        (directory / Path(path).name).write_bytes(data)
    return directory


def judged(cases: list[tuple[str, Request]], asks: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(
        "request_",
        [
            pytest.param(
                request, id=f"{file} {[request[0], *request[1].values()][-1]}",
                marks=pytest.mark.judged(f"blocklists/{file}", by="haproxy", asks=asks),
            )
            for file, request in cases
        ],
    )  # fmt: skip


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    directory = write(listed(base(), *VALUES, emitter=EMITTER), tmp_path_factory.mktemp("haproxy"))
    with haproxy(directory, free_port(), [rule for rule, _ in RULES]) as client_:
        yield client_


@judged(LISTED, FINDS)
def test_haproxy_denies_what_is_listed(proxy: Client, request_: Request) -> None:
    url, headers = request_
    assert proxy.status(url, **headers) == DENIED


@judged(FREE, SILENT)
def test_haproxy_lets_pass_what_stands_beside(proxy: Client, request_: Request) -> None:
    url, headers = request_
    assert proxy.status(url, **headers) == PASSED


@pytest.mark.parametrize("content", ["made", "empty", "released"])
@pytest.mark.parametrize(
    "file",
    [
        pytest.param(f, marks=pytest.mark.judged(f"blocklists/{f}", by="haproxy", asks=LOADS))
        for f in FILES
    ],
)
def test_haproxy_takes_the_list(file: str, content: str, tmp_path: Path) -> None:
    if content == "released":
        (tmp_path / file).write_bytes((ROOT / "blocklists" / file).read_bytes())
    else:
        values = VALUES if content == "made" else ()
        write(listed(base(), *values, emitter=EMITTER) if values else made(base(), []), tmp_path)
    rules = [rule for rule, name in RULES if name == file]
    command: list[str | Path] = [
        require("haproxy"), "-c", "-f", haproxy_configuration(tmp_path, free_port(), rules)
    ]  # fmt: skip
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "[WARNING]" not in done.stdout + done.stderr


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    directory = tmp_path_factory.mktemp("haproxy")
    for file in FILES:
        (directory / file).write_bytes((ROOT / "blocklists" / file).read_bytes())
    with haproxy(directory, free_port(), [rule for rule, _ in RULES]) as client_:
        yield client_


ASKED: dict[str, Callable[[str], Request]] = {
    "domains.txt": host, "urls.txt": page, "image-digests.txt": manifest
}  # fmt: skip
INNOCENT: dict[str, Callable[[], list[str]]] = {
    "domains.txt": lambda: [*popular()[::3], *known_good("domain")],
    "urls.txt": lambda: [f"https://{name}/" for name in popular()[::3]],
    "image-digests.txt": lambda: [*known_good("image_digest"), "latest", "v2.1.20"],
}
each_list = pytest.mark.parametrize(
    "file",
    [
        pytest.param(f, marks=[
            pytest.mark.judged(f"blocklists/{f}", by="haproxy", asks=asks)
            for asks in (FINDS, SILENT)
        ])
        for f in ASKED
    ],
)  # fmt: skip


@each_list
def test_the_release_is_denied_and_innocent_values_pass(released: Client, file: str) -> None:
    def status(value: str) -> int:
        url, headers = ASKED[file](value)
        return released.status(url, **headers)

    lines = (ROOT / "blocklists" / file).read_text().splitlines()
    values = [line for line in lines if not line.startswith("#")]
    assert values
    assert [value for value in values if status(value) != DENIED] == []
    assert [value for value in INNOCENT[file]() if status(value) != PASSED] == []


def test_the_page_has_a_rule_for_each_of_these_lists() -> None:
    assert FILES == ["domains.txt", "image-digests.txt", "ips.txt", "urls.txt"]
