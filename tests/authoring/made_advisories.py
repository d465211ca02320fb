"""Advisories as people write them. Every host in them is made up."""

from __future__ import annotations

MARKDOWN = """\
# Malicious Acme scanner images on Docker Hub

Published 2026.04.22 by [Vendor Research](https://vendor-research.com/blog/acme). Mail us: research@vendor-research.com.
The backdoor came with version 1.2.3.4 of acme.zip; `setup.py`, `main.go` and `this.value.id` are no hosts.
It sends data to hxxps[:]//audit.acme-scan[.]cx/v1/telemetry and to 94.154.172[.]43:443 since 2026-04-22T12:31:00Z.
See T1195.002, T1552.001, T9999 and CVE-2026-12345. User-Agent: `ACME-Telemetry/2.0`

## Network indicators

- audit(.)acme-scan{.}cx
- evil[dot]acme-bad[.]com \u2013 second stage
- *.cdn-acme[.]net
- 83.142.209[.]0/24
- attacker[at]acme-bad[.]com
- 2a01:4f8[:]1:2[::]7
- hXXp://91.195.240[.]123/payload.sh
- h**ps://drop\uff0eacme-bad\uff0ecom/a?b=c;d
- hxxps://www.acme-bad[.]com/x(1)

## Images

| Tag | Digest |
|---|---|
| `acme/scanner:v2.1.20` | `sha256:2588a44890263a8185bd5d9fadb6bc9220b60245dbcbc4da35e1b62a6f8c230d` |

docker.io/acme/scanner:alpine@sha256:222e6bfed0f3bb1937bf5e719a2342871ccd683ff1c0cb967c8e31ea58beaf7b

## Files

SHA256: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
MD5 9014fabd07e6218a5abf74688bce0a0a, SHA1 aa39a3ee5e6b4b0d3255bfef95601890afd80709

## Source

Commit 98b796e951f8fc16dd8ab2cd151237016d1ea5c5 in Acme/scan-action.
https://github.com/acme/other/commit/18b796e951f8fc16dd8ab2cd151237016d1ea5c5
uses: acme/pinned-action@28b796e951f8fc16dd8ab2cd151237016d1ea5c5
uses: acme/scan-action@0.24.0

## Unsorted

ffffffffffffffffffffffffffffffffffff1234

## npm packages

- @acme/cli@2026.4.0
- acme-tool@1.2.3
- pkg:pypi/acme-lib@0.9.1
acme-requests==2.99.0

| Package | Versions |
|---|---|
| `acme-left` | 1.0.1, 1.0.2 |

## Open VSX extensions

- acme.results@2.63.0
"""

TAKEN = {
    ("url", "https://audit.acme-scan.cx/v1/telemetry"), ("ip", "94.154.172.43"),
    ("user_agent", "ACME-Telemetry/2.0"), ("domain", "audit.acme-scan.cx"),
    ("domain", "evil.acme-bad.com"), ("domain", "cdn-acme.net"), ("ip", "83.142.209.0/24"),
    ("email", "attacker@acme-bad.com"), ("ip", "2a01:4f8:1:2::7"),
    ("url", "http://91.195.240.123/payload.sh"), ("url", "https://drop.acme-bad.com/a?b=c;d"),
    ("url", "https://www.acme-bad.com/x(1)"),
    ("image_digest", "sha256:2588a44890263a8185bd5d9fadb6bc9220b60245dbcbc4da35e1b62a6f8c230d"),
    ("image_digest", "sha256:222e6bfed0f3bb1937bf5e719a2342871ccd683ff1c0cb967c8e31ea58beaf7b"),
    ("sha256", "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"),
    ("md5", "9014fabd07e6218a5abf74688bce0a0a"), ("sha1", "aa39a3ee5e6b4b0d3255bfef95601890afd80709"),
    ("commit", "98b796e951f8fc16dd8ab2cd151237016d1ea5c5"),
    ("commit", "18b796e951f8fc16dd8ab2cd151237016d1ea5c5"),
    ("commit", "28b796e951f8fc16dd8ab2cd151237016d1ea5c5"),
    ("package", "pkg:npm/%40acme/cli@2026.4.0"), ("package", "pkg:npm/acme-tool@1.2.3"),
    ("package", "pkg:pypi/acme-lib@0.9.1"), ("package", "pkg:pypi/acme-requests@2.99.0"),
    ("package", "pkg:npm/acme-left@1.0.1"), ("package", "pkg:npm/acme-left@1.0.2"),
    ("extension", "open-vsx:acme.results@2.63.0"),
}  # fmt: skip

HTML = """\
<!doctype html><html><head><title>Zeta npm worm</title><script>var a = "https://x[.]evil-js.com";</script></head>
<body><nav>home[.]vendor.com</nav><h1>Zeta npm worm</h1>
<p>The packages call
home to <code>hxxps://collect[.]zeta-metrics[.]dev/x</code>. Read <a href="https://vendor.com/more">our guide</a>.</p>
<ul><li>zeta-metrics[.]dev</li><li>45.148.11[.]212</li></ul>
<table><tr><th>Package</th><th>Version</th></tr>
<tr><td><p>zeta-core</p></td><td>1.0.1</td></tr></table>
<p>An npm package &mdash; see CVE&#45;2026&#45;4444.</p></body></html>
"""

PLAIN = """\
Indicators of compromise

evil-plain.com
185.199.7.10
https://evil-plain.com/stage2
bad-mail@evil-plain.com
Domain: other-plain.net
1. third-plain.org
kics.zip
README.md
The vendor site vendor.com was never affected, and neither was 8.8.4.4 in a sentence.
"""
