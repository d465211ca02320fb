"""FG306: values that would match what nobody meant, and the narrow ones beside them."""

from __future__ import annotations

import pytest

from tests.checks.checked_sources import Judge

REMEDY = "; narrow it, or write exceptions: {FG306: reason}"
BROWSER = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/121.0.0.0 Safari/537.36"

REFUSED = [
    ("ips: [94.154.0.0/23]", '20: FG306 "94.154.0.0/23" is wider than a /24'),
    ("ips: [0.0.0.0/0]", '20: FG306 "0.0.0.0/0" is wider than a /24'),
    ('ips: ["2a00:1234::/47"]', '20: FG306 "2a00:1234::/47" is wider than a /48'),
    ("user_agents: [Bot]", '28: FG306 "Bot" has fewer than 4 characters'),
    ("user_agents: [curl/8.5.0]", '28: FG306 "curl/8.5.0" is what a common tool sends'),
    ("user_agents: [axios]", '28: FG306 "axios" is what a common tool sends'),
    (
        "user_agents: [python-requests/2.31.0]",
        '28: FG306 "python-requests/2.31.0" is what a common tool sends',
    ),
    (
        "user_agents: [Go-http-client/1.1]",
        '28: FG306 "Go-http-client/1.1" is what a common tool sends',
    ),
    ("user_agents: [Mozilla/5.0]", '28: FG306 "Mozilla/5.0" is what a common browser sends'),
    (f'user_agents: ["{BROWSER}"]', f'28: FG306 "{BROWSER}" is what a common browser sends'),
    (
        'user_agents: ["Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 5.1)"]',
        '28: FG306 "Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 5.1)" '
        "is what a common browser sends",
    ),
    ('http_headers: ["Accept: */*"]', '29: FG306 "accept: */*" is a header that every client sends'),
    (
        'http_headers: ["Content-Type: application/octet-stream"]',
        '29: FG306 "content-type: application/octet-stream" is a media type that many clients send',
    ),
    ("processes: [sh -c]", '26: FG306 "sh -c" has fewer than 6 characters'),
    ("processes: [[sh, -c]]", '26: FG306 "sh … -c" has fewer than 6 characters'),
    ("repositories: [{pattern: '[a-z]+-[a-z]+'}]", '39: FG306 "[a-z]+-[a-z]+" matches innocent repositories, as "awesome-list"'),
    ("systemd_units: [sshd.service]", '30: FG306 "sshd.service" is a unit that innocent machines have too'),
    ("systemd_units: [systemd-resolved.service]", '30: FG306 "systemd-resolved.service" is a unit that innocent machines have too'),
    ("kubernetes: [{kind: Pod, name: x-*}]", '45: FG306 "Pod/x-*" names an object by fewer than 4 characters'),
    ("kubernetes: [{kind: DaemonSet, namespace: kube-system, name: kube-proxy}]", '75: FG306 "DaemonSet/kube-system/kube-proxy" is an object that innocent clusters have too'),
    ("paths: [a.x]", '22: FG306 "a.x" has fewer than 4 characters'),
    ('paths: ["*.js"]', '22: FG306 "*.js" has fewer than 4 characters'),
    ("paths: [setup.sh]", '22: FG306 "setup.sh" is a file name that innocent projects have too'),
    ("paths: [Dockerfile]", '22: FG306 "Dockerfile" is a file name that innocent projects have too'),
    ('paths: ["/tmp/*"]', '22: FG306 "/tmp/*" names no file of its own'),
    ('paths: ["~/.ssh/*"]', '22: FG306 "~/.ssh/*" names no file of its own'),
    (r"paths: ['C:\Users\*']", r'22: FG306 "C:\Users\*" names no file of its own'),
    (
        "repositories: [{value: tp-, match: prefix}]",
        '37: FG306 "tp-" is a prefix of fewer than 4 characters',
    ),
    # One character more is let pass below, and capitals make no difference.
    ('paths: ["/tmp/ab"]', '22: FG306 "/tmp/ab" names no file of its own'),
    ("paths: [SETUP.sh]", '22: FG306 "SETUP.sh" is a file name that innocent projects have too'),
    ("processes: [sh -ca]", '26: FG306 "sh -ca" has fewer than 6 characters'),
    ("kubernetes: [{kind: Pod, name: abc}]", '45: FG306 "Pod/abc" names an object by fewer than 4 characters'),
    ("systemd_units: [SSHD.service]", '30: FG306 "SSHD.service" is a unit that innocent machines have too'),
    (
        'http_headers: ["content-type: TEXT/HTML"]',
        '29: FG306 "content-type: TEXT/HTML" is a media type that many clients send',
    ),
]  # fmt: skip


@pytest.mark.parametrize(("indicators", "expected"), REFUSED)
def test_refused(judge: Judge, indicators: str, expected: str) -> None:
    assert judge("too_broad", indicators) == [f"acme.yml:12:{expected}{REMEDY}"]


ALLOWED = [
    "ips: [94.154.0.0/24, 94.154.172.43, 94.154.1.0/28]",
    'ips: ["2a00:1234::/48", "2a00::1"]',
    "user_agents: [KICS-Telemetry/2.0, curl-evil/1.0, axiosx, Mozilla]",
    'user_agents: ["Mozilla/5.0 (compatible; EvilBot/1.0)", "Mozilla/5.0 (Windows) Evil/2.0"]',
    'http_headers: ["X-Filename: tpcp.tar.gz", "Content-Type: application/x-evil"]',
    'http_headers: ["X-Accept: */*"]',
    "processes: [gh auth token, sh -c ps]",
    "paths: [tpcp.tar.gz, kube.py, /tmp/pglog, /tmp/.pg_state, ~/.config/sysmon.py]",
    'paths: ["/tmp/runner_collected_*", .github/workflows/format-check.yml, evil/setup.sh]',
    r"paths: ['C:\Users\Public\loot.bin', '%APPDATA%\Microsoft\msbuild.exe.lock']",
    # A person may look for a common name.
    "paths: [{value: setup.sh, action: hunt}]",
    "repositories: [{pattern: 'tpcp-[a-z]+'}, {pattern: '[a-z]+-[a-z]+', action: hunt}]",
    "systemd_units: [pgmon.service, {value: sshd.service, action: hunt}]",
    "kubernetes: [{kind: Pod, name: node-setup-*}, {kind: Pod, name: nginx, action: hunt}]",
    "repositories: [{value: tpcp-docs, match: prefix}, {value: tp-}]",
    # Just long enough.
    "user_agents: [Botn]",
    "paths: [ab.x, /tmp/abc]",
    "processes: [sh -cab]",
    "kubernetes: [{kind: Pod, name: abcd}]",
    # Another header has any value, and a media type is compared whole.
    'http_headers: ["X-Kind: text/html", "Content-Type: text/html-loot"]',
]


@pytest.mark.parametrize("indicators", ALLOWED)
def test_allowed(judge: Judge, indicators: str) -> None:
    assert judge("too_broad", indicators) == []


def test_a_written_reason_is_an_exception(judge: Judge) -> None:
    line = "{value: 94.154.0.0/22, exceptions: {FG306: the whole network is the attacker's}}"
    assert judge("too_broad", f"ips: [{line}]") == []
