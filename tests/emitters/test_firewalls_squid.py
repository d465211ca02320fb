"""Squid loads its file, denies what is listed, and nothing else."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from feedgen.emitters.firewalls import EMITTER
from feedgen.model.feed import Feed
from feedgen.model.indicator import Match
from feedgen.model.observables import Domain, Ip, Url
from tests.benign.listed import read_listed
from tests.benign.names import neighbours, popular
from tests.conftest import emit
from tests.engines.conformance import FINDS, LOADS, SILENT
from tests.engines.latest_release import ROOT, blocked, known_good
from tests.engines.name_server import free_port
from tests.engines.proxies import DENIED, PASSED, Client, squid, squid_configuration
from tests.engines.registry import require
from tests.model.made_feeds import base, indicator, made, mention

FILE = "blocklists/squid.acl"
NAMES = {
    "wide.example": Match.SUBDOMAINS, "a.wide.example": Match.EXACT,
    "exact.example": Match.EXACT, "a.exact.example": Match.SUBDOMAINS,
}  # fmt: skip
NETWORKS = ("192.0.2.0/24", "192.0.2.9", "192.0.2.128/25", "2001:db8::/32", "2001:db8::7")
URLS = ("http://shared.example/bad/x.sh?a=(b)", "http://shared.example/a%20b'c\"d")
LISTED = (
    "http://wide.example/", "http://www.wide.example/x", "http://a.wide.example/",
    "http://WIDE.example:8080/", "http://exact.example/", "http://b.a.exact.example/",
    "http://192.0.2.77/", "http://192.0.2.9:8080/x", "http://[2001:db8::1]/",
    "http://shared.example/bad/x.sh?a=(b)", "http://shared.example/a%20b%27c%22d",
    "wide.example:443", "www.wide.example:443", "exact.example:443", "192.0.2.77:443",
)  # fmt: skip
FREE = (
    "http://ok.example/", "http://wide.example.org/", "http://xwide.example/",
    "http://b.exact.example/", "http://shared.example/", "http://shared.example/bad/xxsh?a=(b)",
    "http://shared.example/bad/x.sh?a=(b)c", "http://ok.example/?http://wide.example/",
    "http://shared.example.org/bad/x.sh?a=(b)", "http://192.0.3.77/", "http://[2001:db9::1]/",
    "http://ok.example/wide.example", "xwide.example:443", "b.exact.example:443", "192.0.3.7:443",
)  # fmt: skip


def feed() -> Feed:
    names = [indicator(base(), mention(Domain(n), match=match)) for n, match in NAMES.items()]
    others = [indicator(base(), mention(value)) for value in (*map(Ip, NETWORKS), *map(Url, URLS))]
    return made(base(), names + others)


def write(feed: Feed, directory: Path) -> Path:
    (directory / "squid.acl").write_bytes(emit(EMITTER, feed)[0][FILE])
    # It asks for the address of whoever it lets through, to compare that too.
    hosts = ("ready.test", "ok.example", "wide.example.org", "xwide.example", "b.exact.example",
             "shared.example", "shared.example.org")  # fmt: skip
    (directory / "known-hosts").write_text("".join(f"198.51.100.1 {host}\n" for host in hosts))
    return directory


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    # Its own user has to read this, and cannot where pytest keeps its folders for root alone.
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


@pytest.fixture(scope="module")
def proxy(home: Path) -> Iterator[Client]:
    with squid(write(feed(), home), free_port()) as client:
        yield client


@pytest.mark.judged(FILE, by="squid", asks=FINDS)
@pytest.mark.parametrize("url", LISTED)
def test_squid_denies_what_is_listed(proxy: Client, url: str) -> None:
    assert proxy.status(url) == DENIED


@pytest.mark.judged(FILE, by="squid", asks=SILENT)
@pytest.mark.parametrize("url", FREE)
def test_squid_lets_pass_what_stands_beside(proxy: Client, url: str) -> None:
    assert proxy.status(url) == PASSED


@pytest.mark.judged(FILE, by="squid", asks=LOADS)
@pytest.mark.parametrize("content", ["made", "empty", "released"])
def test_squid_takes_the_file_without_a_word(content: str, tmp_path: Path) -> None:
    write(feed() if content == "made" else made(base(), []), tmp_path)
    if content == "released":
        shutil.copy(ROOT / FILE, tmp_path)
    command: list[str | Path] = [
        require("squid"), "-k", "parse", "-f", squid_configuration(tmp_path, 3128, 3129)
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    about = [line for line in done.stderr.splitlines() if "acl" in line.lower()]
    assert [line for line in about if any(w in line for w in ("WARNING", "ERROR", "FATAL"))] == []


@pytest.fixture(scope="module")
def released() -> Iterator[Client]:
    with tempfile.TemporaryDirectory() as name:
        shutil.copy(ROOT / FILE, name)
        (Path(name) / "known-hosts").touch()
        with squid(Path(name), free_port()) as client:
            yield client


def addresses_of_what_is_blocked() -> list[str]:
    hosts = [(row["value"], row["match"] == "subdomains") for row in blocked("domain")]
    names = [*(host for host, _ in hosts), *(f"www.{host}" for host, wide in hosts if wide)]
    return [f"http://{name}/" for name in names] + [f"{name}:443" for name in names]


def http_urls() -> list[str]:
    """Of an https URL a proxy sees the host alone, and that is often legitimate."""
    return [row["value"] for row in blocked("url") if row["value"].startswith("http:")]


@pytest.mark.judged(FILE, by="squid", asks=FINDS)
@pytest.mark.parametrize("urls", [addresses_of_what_is_blocked, http_urls])
def test_the_release_denies_whatever_is_to_be_blocked(
    released: Client, urls: Callable[[], list[str]]
) -> None:
    assert {url: s for url in urls() if (s := released.status(url)) != DENIED} == {}


def beside_urls() -> list[str]:
    return [changed for url in http_urls() for changed in (f"{url}x", f"{url}?a", url[:-1])]


def neighbouring() -> list[str]:
    return [f"http://{name}/" for name in neighbours(read_listed(ROOT))]


def usual() -> list[str]:
    return [f"http://{name}/x" for name in [*popular()[::4], *known_good("domain")]]


@pytest.mark.judged(FILE, by="squid", asks=SILENT)
@pytest.mark.parametrize("urls", [beside_urls, neighbouring, usual])
def test_the_release_denies_nothing_else(released: Client, urls: Callable[[], list[str]]) -> None:
    assert {url: s for url in urls() if (s := released.status(url)) != PASSED} == {}
