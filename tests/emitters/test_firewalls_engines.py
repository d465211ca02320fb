"""nftables and Squid load their files, stop what is listed, and nothing else."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import emit
from engines.resolvers import free_port, require
from made_feeds import indicator, made, mention, small

from feedgen.emitters.firewalls import EMITTER
from feedgen.model.feed import Feed
from feedgen.model.indicator import AddressDetail, Match
from feedgen.model.observables import Domain, Ip, Url

pytestmark = pytest.mark.engine

NETWORKS = ("192.0.2.0/24", "192.0.2.9", "192.0.2.128/25", "2001:db8::/32", "2001:db8::7")
PORTS = AddressDetail(ports=(443, 8443))


@pytest.fixture(scope="module")
def feed(corpus: Callable[[str], Path]) -> Feed:
    base = small(corpus("small"))
    indicators = [indicator(base, mention(Ip(text))) for text in NETWORKS]
    indicators.append(indicator(base, mention(Ip("203.0.113.9"), detail=PORTS)))
    for name, match in (
        ("wide.example", Match.SUBDOMAINS), ("a.wide.example", Match.EXACT),
        ("exact.example", Match.EXACT), ("a.exact.example", Match.SUBDOMAINS),
    ):  # fmt: skip
        indicators.append(indicator(base, mention(Domain(name), match=match)))
    urls = ("http://shared.example/bad/x.sh?a=(b)", "http://shared.example/a%20b'c\"d")
    indicators += [indicator(base, mention(Url(url))) for url in urls]
    return made(base, indicators)


def write(feed: Feed, directory: Path) -> Path:
    for path, data in emit(EMITTER, feed)[0].items():
        (directory / Path(path).name).write_bytes(data)
    return directory


def in_a_network_of_its_own(script: str, directory: Path) -> str:
    """What a shell script says in a network namespace; nothing of this machine's is touched."""
    unshare, _ = require("unshare"), require("nft")
    if subprocess.run([unshare, "-n", "true"], check=False, capture_output=True).returncode:
        pytest.skip("this machine gives no network namespaces; run as root")
    done = subprocess.run(
        [unshare, "-n", "sh", "-ec", script], cwd=directory, capture_output=True, text=True,
        check=False, env=os.environ | {"PATH": f"{os.environ['PATH']}:/usr/sbin:/sbin"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_nftables_loads_the_file_twice_and_finds_its_addresses(feed: Feed, tmp_path: Path) -> None:
    there = {
        "blocked4": ("192.0.2.0", "192.0.2.9", "192.0.2.255"),
        "blocked6": ("2001:db8::7", "2001:db8:ffff::"),
        "blocked4_ports": ("203.0.113.9 . 443", "203.0.113.9 . 8443"),
    }
    absent = {
        "blocked4": ("192.0.1.255", "192.0.3.0", "203.0.113.9"),
        "blocked6": ("2001:db7::", "2001:db9::"),
        "blocked4_ports": ("203.0.113.9 . 80", "203.0.113.8 . 443"),
    }
    script = ["nft -c -f nftables.nft", "nft -f nftables.nft", "nft -f nftables.nft"]
    for values, start in ((there, ""), (absent, "! ")):
        script += [
            f"{start}nft get element inet feedgen {name} '{{ {value} }}' >/dev/null 2>&1 || exit 9"
            for name, found in values.items()
            for value in found
        ]
    script.append("nft -j list table inet feedgen")
    table = json.loads(in_a_network_of_its_own("\n".join(script), write(feed, tmp_path)))
    chains = {item["chain"]["name"] for item in table["nftables"] if "chain" in item}
    assert chains == {"to_blocked", "from_blocked", "input", "output", "forward"}


def test_nftables_takes_an_empty_feed(feed: Feed, tmp_path: Path) -> None:
    write(made(feed, []), tmp_path)
    in_a_network_of_its_own("nft -f nftables.nft", tmp_path)


CONNECT = """
import socket, sys
for target in sys.argv[1:]:
    host, _, port = target.rpartition(":")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, int(port)), family=family):
        with socket.socket(family) as client:
            client.settimeout(1.5)
            try:
                client.connect((host, int(port)))
                print("open", target)
            except TimeoutError:
                print("dropped", target)
"""


def test_nftables_drops_connections(feed: Feed, tmp_path: Path) -> None:
    require("ip")
    (tmp_path / "connect.py").write_text(CONNECT)
    dropped = ("192.0.2.9:80", "2001:db8::7:80", "203.0.113.9:443")
    open_ = ("192.0.3.9:80", "2001:db9::7:80", "203.0.113.9:80", "203.0.113.8:443")
    hosts = sorted({target.rpartition(":")[0] for target in dropped + open_})
    said = in_a_network_of_its_own(
        "ip link set lo up\n"
        + "".join(f"ip addr add {host} dev lo\n" for host in hosts)
        + f"sleep 2\nnft -f nftables.nft\npython3 connect.py {' '.join(dropped + open_)}\n",
        write(feed, tmp_path),
    )
    assert said.splitlines() == [f"dropped {t}" for t in dropped] + [f"open {t}" for t in open_]


def configure(directory: Path, port: int) -> Path:
    """A configuration that denies what is listed and would fetch the rest from nowhere."""
    hosts = ("ok.example", "wide.example.org", "xwide.example", "b.exact.example", "shared.example")
    (directory / "hosts").write_text("".join(f"127.0.0.1 {host}\n" for host in hosts))
    (directory / "squid.conf").write_text(
        f"include {directory}/squid.acl\n"
        "http_access deny feedgen\nhttp_access allow all\n"
        f"http_port 127.0.0.1:{port}\n"
        f"hosts_file {directory}/hosts\npid_filename none\naccess_log none\n"
        f"cache_log stdio:{directory}/cache.log\ncache_store_log none\nlogfile_rotate 0\n"
        f"cache_mem 8 MB\ncoredump_dir none\nshutdown_lifetime 0 seconds\npinger_enable off\n"
        "connect_timeout 1 second\nforward_timeout 2 seconds\ndns_nameservers 127.0.0.1\n"
        "dns_timeout 1 second\nnetdb_filename none\n"
    )
    return directory / "squid.conf"


def test_squid_takes_the_file_without_a_word(feed: Feed, tmp_path: Path) -> None:
    for there in (feed, made(feed, [])):
        configuration = configure(write(there, tmp_path), 3128)
        command: list[str | Path] = [require("squid"), "-k", "parse", "-f", configuration]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        complaints = [line for line in done.stderr.splitlines() if "acl" in line.lower()]
        assert not [
            line for line in complaints if "WARNING" in line or "ERROR" in line or "FATAL" in line
        ]


@contextmanager
def squid(feed: Feed) -> Iterator[int]:
    """Squid in front of a network that is not there. It runs as a user who reads no home."""
    program, port = require("squid"), free_port()
    with tempfile.TemporaryDirectory() as name:
        directory = write(feed, Path(name))
        directory.chmod(0o777)
        yield from serving(program, port, directory)


def serving(program: str, port: int, directory: Path) -> Iterator[int]:
    configuration = configure(directory, port)
    with (directory / "out").open("wb") as out:
        process = subprocess.Popen(
            [program, "-N", "-n", f"feedgen{port}", "-f", configuration],
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        for _ in range(100):
            assert process.poll() is None, (directory / "cache.log").read_text()
            try:
                status(port, "http://127.0.0.1/")
                break
            except OSError:
                time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def status(port: int, url: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", url)
        return connection.getresponse().status
    finally:
        connection.close()


def test_squid_denies_what_is_listed_and_nothing_else(feed: Feed) -> None:
    denied = (
        "http://wide.example/", "http://www.wide.example/x", "http://a.wide.example/",
        "http://exact.example/", "http://b.a.exact.example/", "http://192.0.2.77/",
        "http://[2001:db8::1]/", "http://shared.example/bad/x.sh?a=(b)",
        "http://shared.example/a%20b%27c%22d",
    )  # fmt: skip
    passed = (
        "http://ok.example/", "http://wide.example.org/", "http://xwide.example/",
        "http://b.exact.example/", "http://shared.example/", "http://shared.example/bad/xxsh?a=(b)",
        "http://shared.example/bad/x.sh?a=(b)c", "http://ok.example/?http://wide.example/",
    )  # fmt: skip
    with squid(feed) as port:
        assert {url: status(port, url) for url in denied} == dict.fromkeys(denied, 403)
        assert [url for url in passed if status(port, url) == 403] == []
