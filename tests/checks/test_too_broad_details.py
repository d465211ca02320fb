"""FG306: the values right at a limit."""

from __future__ import annotations

import pytest

from tests.checks.checked_sources import Judge


@pytest.mark.parametrize(
    "body",
    [
        'user_agents: ["Botn"]',
        "paths: [ab.x]",
        'paths: ["/tmp/abc"]',
        "processes: [sh -cab]",
        "kubernetes: [{kind: Pod, name: abcd}]",
        'http_headers: ["X-Kind: text/html"]',
        'http_headers: ["Content-Type: text/html-loot"]',
        "ips: [94.154.0.0/24]",
        'ips: ["2a00:1234::/48"]',
    ],
)
def test_what_is_just_narrow_enough(judge: Judge, body: str) -> None:
    assert judge("too_broad", body) == []


@pytest.mark.parametrize(
    "body",
    [
        'user_agents: ["Bot"]',
        "paths: [a.x]",
        'paths: ["/tmp/ab"]',
        "processes: [sh -ca]",
        "kubernetes: [{kind: Pod, name: abc}]",
        'http_headers: ["content-type: TEXT/HTML"]',
        "systemd_units: [SSHD.service]",
        "paths: [SETUP.sh]",
    ],
)
def test_what_is_just_too_broad(judge: Judge, body: str) -> None:
    assert len(judge("too_broad", body)) == 1
