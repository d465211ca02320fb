"""Host names that everybody asks for, and those that look like listed ones."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from tests.benign.draws import Draws
from tests.benign.listed import Listed

INFRASTRUCTURE = (
    "docker.io", "registry-1.docker.io", "auth.docker.io", "production.cloudflare.docker.com",
    "hub.docker.com", "ghcr.io", "pkg-containers.githubusercontent.com", "quay.io", "cdn01.quay.io",
    "gcr.io", "mirror.gcr.io", "europe-docker.pkg.dev", "public.ecr.aws", "mcr.microsoft.com",
    "123456789012.dkr.ecr.eu-central-1.amazonaws.com", "registry.k8s.io", "registry.gitlab.com",
    "github.com", "api.github.com", "codeload.github.com", "raw.githubusercontent.com",
    "objects.githubusercontent.com", "gitlab.com", "bitbucket.org", "registry.npmjs.org",
    "registry.yarnpkg.com", "pypi.org", "files.pythonhosted.org", "proxy.golang.org",
    "sum.golang.org", "rubygems.org", "index.crates.io", "static.crates.io", "repo.maven.apache.org",
    "repo1.maven.org", "open-vsx.org", "marketplace.visualstudio.com", "update.code.visualstudio.com",
    "updates.jenkins.io", "get.jenkins.io", "deb.debian.org", "security.debian.org",
    "archive.ubuntu.com", "dl-cdn.alpinelinux.org", "sts.amazonaws.com", "s3.amazonaws.com",
    "d111111abcdef8.cloudfront.net", "storage.googleapis.com", "oauth2.googleapis.com",
    "management.azure.com", "login.microsoftonline.com", "vault.azure.net", "cdn.jsdelivr.net",
    "unpkg.com", "cdnjs.cloudflare.com", "cloudflare.com", "workers.dev", "trycloudflare.com",
    "quick-tunnel.trycloudflare.com", "icp0.io", "raw.icp0.io", "ic0.app", "proton.me",
    "slack.com", "hooks.slack.com", "api.telegram.org", "discord.com", "sentry.io",
    "ingest.sentry.io", "api.datadoghq.com", "checkmarx.com", "ast.checkmarx.net", "kics.io",
    "aquasecurity.github.io", "aquasec.com", "trivy.dev", "litellm.ai", "docs.litellm.ai",
    "api.telnyx.com", "bitwarden.com", "vault.bitwarden.com", "sap.com", "bun.sh",
)  # fmt: skip
"""Registries, forges, clouds, content networks, and the publishers whose names were misused."""
_LISTS = {
    "moz-top500": 400, "tranco10k": 700, "cisco_top1000": 300, "majestic_million": 200,
    "google": 60, "microsoft": 60, "microsoft-office365": 60, "captive-portals": 20,
    "whats-my-ip": 30, "bank-website": 60, "security-provider-blogpost": 100,
    "public-dns-hostname": 40, "university_domains": 60, "url-shortener": 30, "dynamic-dns": 60,
}  # fmt: skip
"""Warninglists, and how many names of each are taken."""


@cache
def popular() -> tuple[str, ...]:
    """Names of MISP's warninglists and of the infrastructure of builds, sorted."""
    draws = Draws("popular names")
    found = set(INFRASTRUCTURE)
    for folder, count in _LISTS.items():
        entries = json.loads((_warninglists() / folder / "list.json").read_bytes())["list"]
        hosts = sorted({_host(entry) for entry in entries})
        found |= set(draws.some([host for host in hosts if _is_name(host)], count))
    return tuple(sorted(found))


def neighbours(listed: Listed) -> tuple[str, ...]:
    """Names next to listed and known-good ones that are not listed themselves, sorted."""
    found = {near for name in listed.domains for near in _around(name)}
    for known in listed.good("domain"):
        found |= {known.value, f"www.{known.value}", f"scan.{known.value}"}
    return tuple(sorted(name for name in found if _is_name(name) and not listed.covers(name)))


def _around(name: str) -> Iterator[str]:
    labels = name.split(".")
    for start in range(1, len(labels) - 1):
        parent = ".".join(labels[start:])
        yield from (parent, f"www.{parent}", f"x{labels[start - 1]}.{parent}")
    top, rest = labels[-1], ".".join(labels[:-1])
    yield from (f"not{name}", f"x{name}", f"my-{name}", f"{name}x", f"{rest}x.{top}")
    yield from (f"{name}.example.org", f"not{name}.example.org", f"www.{name}.example.com")
    yield from (f"{rest}.com", f"{rest}.net", f"{rest}.{top}.uk", f"{name.replace('.', '-')}.com")
    yield from (name.replace(".", "x", 1), name.replace(".", "", 1), name[1:], f"a.{name}")
    yield from (f"{name}.evil.{top}x", f"{labels[0]}-{name}")


def _host(entry: str) -> str:
    return str(entry).strip().strip(".").lower()


def _is_name(host: str) -> bool:
    labels = host.split(".")
    return (
        len(labels) > 1
        and len(host) < 200
        and host.isascii()
        and all(x and len(x) < 64 and x.replace("-", "").isalnum() and x[0] != "-" for x in labels)
        and not labels[-1].isdigit()
    )


@cache
def _warninglists() -> Path:
    # Found without importing it: the package's own code loads a schema validator for two seconds.
    spec = find_spec("pymispwarninglists")
    assert spec
    assert spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0]) / "data" / "misp-warninglists" / "lists"
