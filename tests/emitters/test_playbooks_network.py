"""Playbooks: step 6 on made logs of Suricata, resolvers and cloud networks."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from feedgen.emitters.playbooks import EMITTER
from feedgen.model.feed import Feed
from tests.conftest import emit
from tests.emitters.playbooks.blocks import ALPHA, block, run, work_of
from tests.engines.conformance import FINDS, SILENT
from tests.model.made_feeds import small

pytestmark = [
    pytest.mark.judged("playbooks/*.md", by=("bash", "jq", "awk"), asks=FINDS),
    pytest.mark.judged("playbooks/*.md", by=("bash", "jq", "awk"), asks=SILENT),
]


@pytest.fixture(scope="module")
def feed(corpus: Callable[[str], Path]) -> Feed:
    return small(corpus("small"))


@pytest.fixture(scope="module")
def page(feed: Feed) -> str:
    return emit(EMITTER, feed)[0][ALPHA].decode()


@pytest.fixture
def work(page: str, tmp_path: Path) -> Path:
    """A directory in which the first part of the playbook was run."""
    directory = tmp_path / "work"
    directory.mkdir()
    return work_of(page, directory)


EVE: list[tuple[str, str, dict[str, object], bool]] = [
    ("2026-04-23", "dns", {"dns": {"rrname": "x.AUDIT.alpha.example"}}, True),
    ("2026-04-23", "dns", {"dns": {"queries": [{"rrname": "audit.alpha.example"}]}}, True),
    ("2026-04-23", "tls", {"tls": {"sni": "host-1.tunnel.example"}}, True),
    ("2026-04-23", "tls", {"tls": {"sni": "x.host-1.tunnel.example"}}, False),
    ("2026-04-23", "http", {"http": {"hostname": "notaudit.alpha.example"}}, False),
    ("2026-04-23", "http", {"http": {"hostname": "audit.alpha.example.org"}}, False),
    ("2026-03-01", "dns", {"dns": {"rrname": "audit.alpha.example"}}, False),
]


def eve(directory: Path, events: list[tuple[str, str, dict[str, object]]]) -> Path:
    path = directory / "eve.json"
    lines = [
        {"timestamp": f"{day}T10:00:00.000000+0000", "event_type": kind, "src_ip": f"10.0.0.{number}", **rest}
        for number, (day, kind, rest) in enumerate(events)
    ]  # fmt: skip
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


def test_names_in_eve_json(page: str, work: Path) -> None:
    path = eve(work, [event[:3] for event in EVE])
    script = "\n".join([block(page, "since()"), block(page, "names()"), block(page, ".dns.rrname")])
    found = {line.split()[1] for line in run(script, work, EVE=path).splitlines()}
    assert found == {f"10.0.0.{number}" for number, event in enumerate(EVE) if event[3]}


def test_names_in_the_text_logs_of_resolvers(page: str, work: Path) -> None:
    log = work / "query.log"
    log.write_text(
        "client 10.0.0.1#5 (audit.alpha.example): query: a.audit.alpha.example. IN A\n"
        "client 10.0.0.2#5 (audit-alpha.example): query: IN A\n"
    )
    script = "\n".join([block(page, "names()"), block(page, 'cat "${LOGS')])
    assert len(run(script, work, LOGS=log).splitlines()) == 1


def test_addresses_with_and_without_ports(page: str, work: Path, tmp_path: Path) -> None:
    flows = tmp_path / "flows"
    flows.mkdir()
    wanted = [("203.0.113.7", 1), ("203.0.113.9", 443), ("2001:db8:0::7", 22)]
    others = [("203.0.113.9", 80), ("203.0.113.77", 443), ("198.51.100.3", 443)]
    rows = [
        f"2 1 eni 10.0.0.1 {address} 50000 {port} 6 1 1 1776900000 1776900060 ACCEPT OK\n"
        for address, port in wanted + others
    ]
    (flows / "x.gz").write_bytes(gzip.compress("".join(rows).encode()))
    script = "\n".join([block(page, "addresses()", " addresses.txt"), block(page, "FLOWS")])
    found = [tuple(line.split()[2:]) for line in run(script, work, FLOWS=flows).splitlines()]
    assert found == [(address, str(port)) for address, port in wanted]
    hunted = "\n".join([block(page, "addresses()", "hunt-networks.txt"), block(page, "FLOWS")])
    assert "198.51.100.3" in run(hunted, work, FLOWS=flows)


def test_agents_headers_and_certificates(page: str, work: Path) -> None:
    events: list[tuple[str, str, dict[str, object]]] = [
        ("2026-04-23", "http", {"dest_ip": "x", "http": {"hostname": "h", "http_user_agent": "Alpha-Telemetry/2.0"}}),
        ("2026-04-23", "http", {"dest_ip": "x", "http": {"hostname": "h", "http_user_agent": "Alpha-Telemetry/2.01"}}),
        ("2026-04-23", "http", {"dest_ip": "x", "http": {"hostname": "audit.alpha.example", "url": "/v1/telemetry?a=b;c"}}),
        ("2026-04-23", "dns", {}),
        ("2026-04-23", "tls", {"dest_ip": "x", "dest_port": 1, "tls": {"fingerprint": ":".join(["AC"] * 32), "subject": "s"}}),
        ("2026-04-23", "tls", {"dest_ip": "x", "dest_port": 1, "tls": {"fingerprint": ":".join(["AD"] * 32), "subject": "s"}}),
    ]  # fmt: skip
    path = eve(work, events)
    (work / "proxy.log").write_text("GET / x-filename: loot.tar.gz\nGET / x-filename: other\n")
    http = block(page, "urls.txt").partition("for log in")[0]
    assert "10.0.0.2" in run(http, work, EVE=path, LOGS=work / "proxy.log")
    rest = block(page, "urls.txt").partition("\ndone\n")[2]
    found = run(rest, work, EVE=path, LOGS=work / "proxy.log").splitlines()
    assert [line for line in found if "10.0.0" in line] == [
        "2026-04-23T10:00:00.000000+0000 10.0.0.0 x h Alpha-Telemetry/2.0"
    ]
    assert "GET / x-filename: loot.tar.gz" in found
    assert "GET / x-filename: other" not in found
    certificates = block(page, "certificates.txt").partition("for log in")[0]
    assert [line.split()[1] for line in run(certificates, work, EVE=path).splitlines()] == [
        "10.0.0.4"
    ]
