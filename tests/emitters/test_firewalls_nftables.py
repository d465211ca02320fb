"""nftables loads its file again and again, drops what is listed, and nothing else."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

from feedgen.emitters.firewalls import EMITTER
from feedgen.model.feed import Feed
from feedgen.model.indicator import AddressDetail
from feedgen.model.observables import Ip
from tests.conftest import emit
from tests.engines.conformance import FINDS, LOADS, SILENT
from tests.engines.latest_release import ROOT
from tests.engines.network_namespace import in_a_network_of_its_own
from tests.engines.registry import require
from tests.model.made_feeds import base, indicator, made, mention

FILE = "blocklists/nftables.nft"
NETWORKS = ("192.0.2.0/24", "192.0.2.9", "192.0.2.128/25", "2001:db8::/32", "2001:db8::7")
PORTS = AddressDetail(ports=(443, 8443))
MEMBERS = (
    ("blocked4", "192.0.2.0"), ("blocked4", "192.0.2.9"), ("blocked4", "192.0.2.255"),
    ("blocked6", "2001:db8::7"), ("blocked6", "2001:db8:ffff::"),
    ("blocked4_ports", "203.0.113.9 . 443"), ("blocked4_ports", "203.0.113.9 . 8443"),
    ("blocked6_ports", "2001:db9::9 . 443"),
)  # fmt: skip
STRANGERS = (
    ("blocked4", "192.0.1.255"), ("blocked4", "192.0.3.0"), ("blocked4", "203.0.113.9"),
    ("blocked6", "2001:db7::"), ("blocked6", "2001:db9::"), ("blocked6", "2001:db9::9"),
    ("blocked4_ports", "203.0.113.9 . 80"), ("blocked4_ports", "203.0.113.8 . 443"),
    ("blocked6_ports", "2001:db9::9 . 80"),
)  # fmt: skip
DROPPED = ("192.0.2.9:80", "192.0.2.200:80", "2001:db8::7:80", "203.0.113.9:443", "2001:db9::9:443")
OPEN = (
    "192.0.3.9:80", "2001:db9::7:80", "203.0.113.9:80", "203.0.113.8:443", "203.0.113.10:443",
    "2001:db9::9:80",
)  # fmt: skip


def feed() -> Feed:
    indicators = [indicator(base(), mention(Ip(text))) for text in NETWORKS]
    indicators += [
        indicator(base(), mention(Ip(address), detail=PORTS))
        for address in ("203.0.113.9", "2001:db9::9")
    ]
    return made(base(), indicators)


def write(feed: Feed, directory: Path) -> Path:
    (directory / "nftables.nft").write_bytes(emit(EMITTER, feed)[0][FILE])
    return directory


@pytest.mark.judged(FILE, by="nft", asks=LOADS)
@pytest.mark.parametrize("content", ["made", "empty", "released"])
def test_nftables_checks_the_file_and_loads_it_twice(content: str, tmp_path: Path) -> None:
    write(feed() if content == "made" else made(base(), []), tmp_path)
    if content == "released":
        shutil.copy(ROOT / FILE, tmp_path)
    script = "nft -c -f nftables.nft\n" + "nft -f nftables.nft\n" * 2 + "nft -j list ruleset"
    ruleset = json.loads(in_a_network_of_its_own(script, tmp_path))["nftables"]
    assert [item["table"]["name"] for item in ruleset if "table" in item] == ["feedgen"]
    chains = {item["chain"]["name"] for item in ruleset if "chain" in item}
    assert chains == {"to_blocked", "from_blocked", "input", "output", "forward"}


@pytest.fixture(scope="module")
def members(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], bool]:
    """Which elements the loaded sets say they have."""
    script = ["nft -f nftables.nft"]
    for name, value in MEMBERS + STRANGERS:
        ask = f"nft get element inet feedgen {name} '{{ {value} }}' >/dev/null 2>&1"
        script.append(f"if {ask}; then echo yes; else echo no; fi")
    # A set that is not there would say no too.
    script += [f"nft list set inet feedgen {name} >/dev/null" for name, _ in MEMBERS + STRANGERS]
    directory = write(feed(), tmp_path_factory.mktemp("nft"))
    said = in_a_network_of_its_own("\n".join(script), directory).split()
    return dict(zip(MEMBERS + STRANGERS, (word == "yes" for word in said), strict=True))


@pytest.mark.judged(FILE, by="nft", asks=FINDS)
@pytest.mark.parametrize("member", MEMBERS, ids=" ".join)
def test_a_set_has_what_is_listed(
    members: dict[tuple[str, str], bool], member: tuple[str, str]
) -> None:
    assert members[member]


@pytest.mark.judged(FILE, by="nft", asks=SILENT)
@pytest.mark.parametrize("member", STRANGERS, ids=" ".join)
def test_a_set_has_nothing_beside(
    members: dict[tuple[str, str], bool], member: tuple[str, str]
) -> None:
    assert not members[member]


CONNECT = """
import select, socket, sys
waiting = {}
for target in sys.argv[1:]:
    host, _, port = target.rpartition(":")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    server = socket.create_server((host, int(port)), family=family)
    client = socket.socket(family)
    client.setblocking(False)
    client.connect_ex((host, int(port)))
    waiting[client] = target, server
for target, _ in [waiting.pop(s) for _ in range(4) for s in select.select([], waiting, [], 0.3)[1]]:
    print("open", target)
for target, _ in waiting.values():
    print("dropped", target)
"""


@pytest.fixture(scope="module")
def connections(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What became of a connection to each of these, all on one loopback."""
    require("ip")
    directory = write(feed(), tmp_path_factory.mktemp("connections"))
    (directory / "connect.py").write_text(CONNECT)
    hosts = sorted({target.rpartition(":")[0] for target in DROPPED + OPEN})
    said = in_a_network_of_its_own(
        "ip link set lo up\n"
        + "".join(f"ip addr add {host} dev lo{' nodad' * (':' in host)}\n" for host in hosts)
        + f"nft -f nftables.nft\n{sys.executable} connect.py {' '.join(DROPPED + OPEN)}\n",
        directory,
    )
    return {target: word for word, target in map(str.split, said.splitlines())}


@pytest.mark.judged(FILE, by=("nft", "ip"), asks=FINDS)
@pytest.mark.parametrize("target", DROPPED)
def test_a_connection_to_what_is_listed_is_dropped(
    connections: dict[str, str], target: str
) -> None:
    assert connections[target] == "dropped"


@pytest.mark.judged(FILE, by=("nft", "ip"), asks=SILENT)
@pytest.mark.parametrize("target", OPEN)
def test_a_connection_to_a_neighbour_or_another_port_is_made(
    connections: dict[str, str], target: str
) -> None:
    assert connections[target] == "open"
