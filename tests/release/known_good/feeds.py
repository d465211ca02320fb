"""A feed with a known-good value of every type, and the same feed with those values listed.

The sources are compiled without the checks, which refuse the second one.
"""

from __future__ import annotations

from pathlib import Path

from feedgen.emitters import emitters
from feedgen.model.feed import Feed
from tests.conftest import compile_corpus
from tests.sources.source_tree import FEED, write_tree

GOOD = {
    "account": "github:honest-dev",
    "action_ref": "github.com/acme/scan@v2.9",
    "certificate": "sha256:" + "c1" * 32,
    "commit": "c2" * 20,
    "domain": "cdn.honest-vendor.com",
    "email": "security@honest-mail.com",
    "extension": "open-vsx:acme.ext@1.0.9",
    "http_header": "x-honest: yes-9",
    "image_digest": "sha256:" + "c3" * 32,
    "image_tag": "docker.io/acme/app:v1.9",
    "ip": "93.184.216.34",
    "kubernetes": "DaemonSet/kube-system/honest-agent",
    "md5": "c4" * 16,
    "package": "pkg:npm/%40acme/cli@1.2.9",
    "path": "/opt/honest/agent.py",
    "plugin": "jenkins:acme-scanner@2.0.9",
    "process": "honest-agent --once",
    "repository": "honest-docs",
    "sha1": "c5" * 20,
    "sha256": "c6" * 32,
    "systemd_unit": "honest-agent.service",
    "url": "https://raw.forge.org/honest/app.js",
    "user_agent": "Honest-Agent/2.0",
}
"""Known-good values by their type."""
REVOKED = "back.honest-vendor.net"
"""A known-good name that was listed once: a tombstone may hold it."""
_HEAD = """\
schema_version: 1
id: acme-2026-01
status: published
title: Acme
summary: What happened.
tlp: clear
severity: high
published: 2026-01-02T00:00:00Z
references: {acme: {title: Acme, url: https://acme-vendor.com/post}}
exposures: {hub: {component: x, windows: [{from: 2026-01-01, until: 2026-01-02}]}}
defaults: {confidence: 90, action: block, references: [acme]}
indicators:
  domains:
    - {DOMAIN}
    - {value: back.honest-vendor.net, history: [{at: 2026-01-03T00:00:00Z, event: revoked, reason: Theirs}]}
"""
_LISTED = """\
  images: [{repository: docker.io/acme/app, digest: "sha256:@I", kind: index, tags: {created: [v1.@N]}, exposures: [hub]}]
  actions: [{repository: github.com/acme/scan, commit: @G, refs: {created: [v2.@N]}}]
  ips: [{value: @P, valid_until: 2030-01-01T00:00:00Z}]
  urls: ["https://raw.forge.org/@H/app.js"]
  emails: [{value: security@@H-mail.com, action: detect}]
  user_agents: [{value: @T-Agent/2.0, action: detect}]
  http_headers: [{value: "x-honest: yes-@N", action: detect}]
  files: [{name: a.bin, sha256: @S, sha1: @A, md5: @M}]
  packages: {npm: {"@acme/cli": [1.2.@N]}}
  extensions: [{registry: open-vsx, id: acme.ext, versions: [1.0.@N]}]
  accounts: [{service: github, name: @H-dev, standing: attacker, action: detect}]
  processes: [{value: "@H-agent --once", action: detect}]
  paths: [{value: /opt/@H/agent.py, action: detect}]
  repositories: [{value: @H-docs, action: detect}]
  systemd_units: [{value: @H-agent.service, action: detect}]
  certificates: [{value: "sha256:@C", action: detect}]
  kubernetes: [{kind: DaemonSet, namespace: kube-system, name: @H-agent}]
  plugins: [{service: jenkins, id: acme-scanner, versions: [2.0.@N]}]
"""
_MARKS = {
    "@I": ("c3" * 32, "d3" * 32), "@G": ("c2" * 20, "d2" * 20), "@N": ("9", "8"),
    "@P": ("93.184.216.34", "93.184.216.35"), "@H": ("honest", "hostile"), "@T": ("Honest", "Hostile"),
    "@S": ("c6" * 32, "d6" * 32), "@A": ("c5" * 20, "d5" * 20), "@M": ("c4" * 16, "d4" * 16),
    "@C": ("c1" * 32, "d1" * 32),
}  # fmt: skip
"""What stands for the good value's part, and for its sibling's."""


def made(root: Path, *, mistaken: bool) -> Feed:
    """The feed whose incident lists the siblings of the good values, or by mistake those themselves."""
    text = (
        _HEAD.replace("{DOMAIN}", GOOD["domain"] if mistaken else "cdn.hostile-vendor.com")
        + _LISTED
    )
    for mark, (good, sibling) in _MARKS.items():
        text = text.replace(mark, good if mistaken else sibling)
    values = [*GOOD.items(), ("domain", REVOKED)]
    entries = "".join(f"    - {{type: {type_}, value: '{value}'}}\n" for type_, value in values)
    path = write_tree(root, text, FEED.replace("blocklists, stix, tables", ", ".join(emitters())))
    path.parent.parent.joinpath("known-good.yml").write_text(
        f"schema_version: 1\nknown_good:\n  values:\n{entries}"
    )
    return compile_corpus(root, *emitters())
