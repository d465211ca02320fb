"""Small source trees that tests write, change and release."""

from __future__ import annotations

import hashlib
from pathlib import Path

FEED = """\
schema_version: 1
producer: {name: Test, contact: t@feed.test, description: A test feed, created: 2026-01-01}
namespace: 00000000-0000-4000-8000-000000000001
sids: {first: 1000000, last: 1000999}
base_url: https://feed.test
tlp_limit: clear
licence: CC0-1.0
formats: [blocklists, stix, tables]
validity: {default: 2y, ip: 60d}
"""
INCIDENT = """\
# A comment that edits must keep
schema_version: 1
id: acme-2026-01
status: published
title: Acme
summary: What happened.
tlp: clear
severity: high
published: 2026-01-02T00:00:00Z
references: {acme: {title: Acme, url: https://acme-vendor.com/post}}
defaults: {confidence: 80, action: block, references: [acme]}
indicators:
  domains:
    - evil-acme.com             # the first host
    - {value: bad-acme.net, role: c2}
  ips: [185.199.7.9]
  files:
    - {name: a.bin, sha256: d5ec783d54b65db039356800dc3f1dc6245efbecf88a5df2f7706b8f20ce888d, md5: 9014fabd07e6218a5abf74688bce0a0a}
"""


def write_tree(root: Path, incident: str = INCIDENT, feed: str = FEED) -> Path:
    """A source tree with one incident; gives the incident's path."""
    path = root / "2026" / "acme-2026-01.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    (root / "feed.yml").write_text(feed)
    path.write_text(incident)
    return path


def digest_of(directory: Path) -> dict[str, str]:
    """SHA-256 of every file below a directory, by relative path."""
    return {
        path.relative_to(directory).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(directory.rglob("*"))
        if path.is_file()
    }
