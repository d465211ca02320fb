"""FG305: platforms are never indicators; names and URLs on them need care or a reason."""

from __future__ import annotations

import pytest

from feedgen.checks._platforms import CURATED, LISTS, platforms
from feedgen.model.netvalues import parse_domain
from tests.checks.checked_sources import Judge

NEVER = "; remove it, and list the attacker's own hosts"
REASON = "exceptions: {FG305: reason}"
TENANT = f"; if the attacker holds the name, write match: exact and {REASON}"
EXACT_TENANT = f"; if the attacker holds the name, write {REASON}"
SUFFIX = "a public suffix, where anybody can have a name"

DOMAINS = [
    ("co.uk", f'"co.uk" is a public suffix of a registry{NEVER}'),
    ("foo.ck", f'"foo.ck" is a public suffix of a registry{NEVER}'),
    ("github.com", f'"github.com" is a code forge{NEVER}'),
    ("docker.io", f'"docker.io" is a container registry{NEVER}'),
    ("npmjs.org", f'"npmjs.org" is a package registry{NEVER}'),
    ("github.io", f'"github.io" is {SUFFIX}{NEVER}'),
    ("trycloudflare.com", f'"trycloudflare.com" is a tunnel service{NEVER}'),
    ("bit.ly", f'"bit.ly" is a trusted site that attackers live off{NEVER}'),
    ("tinyurl.com", f'"tinyurl.com" is a trusted site that attackers live off{NEVER}'),
    ("is.gd", f'"is.gd" is a URL shortener{NEVER}'),
    ("hardbin.com", f'"hardbin.com" is a gateway to everything on IPFS{NEVER}'),
    ("api.github.com", f'"api.github.com" lies below github.com, a code forge{TENANT}'),
    (
        "x.trycloudflare.com",
        f'"x.trycloudflare.com" lies below trycloudflare.com, a tunnel service{TENANT}',
    ),
    ("evil.github.io", f'"evil.github.io" lies below github.io, {SUFFIX}{TENANT}'),
    ("a.b.evil.github.io", f'"a.b.evil.github.io" lies below github.io, {SUFFIX}{TENANT}'),
    # A star of the suffix list stands for one tenant, so its name is a tenant's.
    (
        "tdtqy-oyaaa-aaaae-af2dq-cai.raw.icp0.io",
        f'"tdtqy-oyaaa-aaaae-af2dq-cai.raw.icp0.io" lies below raw.icp0.io, {SUFFIX}{TENANT}',
    ),
    (
        "ec2-1-2-3-4.eu-west-1.compute.amazonaws.com",
        '"ec2-1-2-3-4.eu-west-1.compute.amazonaws.com" lies below compute.amazonaws.com, '
        f"{SUFFIX}{TENANT}",
    ),
    ("evil.duckdns.org", f'"evil.duckdns.org" lies below duckdns.org, {SUFFIX}{TENANT}'),
    # Above a platform, and with its subdomains it covers it.
    (
        "anaconda.org",
        f'"anaconda.org" covers conda.anaconda.org, a package registry{NEVER}',
    ),
]


@pytest.mark.parametrize(("domain", "expected"), DOMAINS)
def test_domains(judge: Judge, domain: str, expected: str) -> None:
    assert judge("shared_platforms", f"domains: [{domain}]") == [
        f"acme.yml:12:24: FG305 {expected}"
    ]


def test_below_a_platform_exactly(judge: Judge) -> None:
    line = "{value: x.trycloudflare.com, match: exact}"
    (finding,) = judge("shared_platforms", f"domains: [{line}]")
    assert finding == (
        'acme.yml:12:32: FG305 "x.trycloudflare.com" lies below trycloudflare.com, '
        f"a tunnel service{EXACT_TENANT}"
    )


EXCEPTED = "exceptions: {FG305: one tunnel of the attackers}"


@pytest.mark.parametrize(
    ("line", "count"),
    [
        (f"{{value: x.trycloudflare.com, match: exact, {EXCEPTED}}}", 0),
        (f"{{value: x.raw.icp0.io, match: exact, {EXCEPTED}}}", 0),
        # Exactly, or not at all.
        (f"{{value: x.trycloudflare.com, {EXCEPTED}}}", 1),
        (f"{{value: x.trycloudflare.com, match: subdomains, {EXCEPTED}}}", 1),
        ("{value: x.trycloudflare.com, match: exact, exceptions: {FG303: wrong guard}}", 1),
        # Nobody is a registry's suffix.
        (f"{{value: co.uk, match: exact, {EXCEPTED}}}", 1),
    ],
)
def test_exceptions(judge: Judge, line: str, count: int) -> None:
    assert len(judge("shared_platforms", f"domains: [{line}]")) == count


@pytest.mark.parametrize(
    "domain",
    [
        "checkmarx.cx", "audit.checkmarx.cx", "scan.aquasecurtiy.org", "models.litellm.cloud",
        # Look-alikes of platforms are what attackers register.
        "githubb.com", "github.com.evil-acme.com", "notgithub.com", "mytrycloudflare.com",
        "npmjs.help", "docker-io.com", "raw-githubusercontent.com", "evilco.uk",
    ],
)  # fmt: skip
def test_the_attackers_own_names(judge: Judge, domain: str) -> None:
    assert judge("shared_platforms", f"domains: [{domain}]") == []


def test_a_name_above_a_platform_may_be_meant_exactly(judge: Judge) -> None:
    assert judge("shared_platforms", "domains: [{value: anaconda.org, match: exact}]") == []


RAW = "https://raw.githubusercontent.com/Checkmarx/x/68ed/modules/mcpAddon.js"

URLS = [
    (
        f"{{value: '{RAW}'}}",
        f'29: FG305 "{RAW}" would block a URL on raw.githubusercontent.com, '
        f"a trusted site that attackers live off; write action: detect, or {REASON}",
    ),
    (
        "{value: 'https://api.github.com/search/commits?q=x', action: block}",
        '29: FG305 "https://api.github.com/search/commits?q=x" would block a URL on github.com, '
        f"a code forge; write action: detect, or {REASON}",
    ),
    (
        "{value: 'https://github.com/', action: detect}",
        f'29: FG305 "https://github.com/" is all of github.com, a code forge{NEVER}',
    ),
    (
        "{value: 'https://x.raw.icp0.io/'}",
        f'29: FG305 "https://x.raw.icp0.io/" would block a URL on raw.icp0.io, {SUFFIX}; '
        f"write action: detect, or {REASON}",
    ),
]


@pytest.mark.parametrize(("line", "expected"), URLS)
def test_urls(judge: Judge, line: str, expected: str) -> None:
    assert judge("shared_platforms", f"urls: [{line}]") == [f"acme.yml:12:{expected}"]


@pytest.mark.parametrize(
    "line",
    [
        f"{{value: '{RAW}', action: detect}}",
        f"{{value: '{RAW}', action: hunt}}",
        f"{{value: '{RAW}', action: block, {EXCEPTED}}}",
        f"{{value: 'https://x.raw.icp0.io/', {EXCEPTED}}}",
        "'https://audit.checkmarx.cx/v1/telemetry'",
        "'https://audit.checkmarx.cx/'",
        "'http://94.154.172.43:8080/'",
        "'https://github.com.evil-acme.com/login'",
        "'https://evil-acme.com/github.com/'",
    ],
)
def test_urls_that_are_fine(judge: Judge, line: str) -> None:
    assert judge("shared_platforms", f"urls: [{line}]") == []


def test_curated_names_are_canonical_and_stand_once() -> None:
    names = [name for names in CURATED.values() for name in names]
    assert len(names) == len(set(names))
    assert [parse_domain(name) for name in names] == names


def test_every_list_is_there() -> None:
    """A list that the package drops or renames must not vanish in silence."""
    for name in ("pages.dev", "is.gd", "linktr.ee", "dweb.link", "duckdns.org"):
        assert platforms().at(name) is not None
    assert len(LISTS) == 5
