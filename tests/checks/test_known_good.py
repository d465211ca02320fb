"""FG301: nothing may act on a known-good value, by equality or by covering it."""

from __future__ import annotations

import pytest

from tests.checks.checked_sources import Judge, Sources

A, B, C = "a1" * 32, "b2" * 32, "c3" * 20
GOOD = f"""\
known_good:
  images:
    - {{repository: docker.io/acme/app, digest: "sha256:{A}", tag: v1.0}}
  actions:
    - {{repository: github.com/acme/scan, commit: {C}, ref: v2}}
  values:
    - {{type: domain, value: www.acme-vendor.com, label: the vendor}}
    - {{type: ip, value: 93.184.216.34}}
    - {{type: ip, value: 93.185.0.0/24}}
    - {{type: url, value: "https://cdn.acme-vendor.com/app.js"}}
    - {{type: url, value: "http://93.186.1.1/app.js"}}
    - {{type: package, value: pkg:npm/%40acme/cli@1.2.3}}
    - {{type: package, value: pkg:pypi/acme}}
    - {{type: extension, value: open-vsx:acme.ext@1.0.0}}
    - {{type: repository, value: acme-docs}}
    - {{type: email, value: security@acme-mail.com}}
    - {{type: image_tag, value: docker.io/acme/other:latest}}
    - {{type: sha256, value: {B}}}
"""
REMEDY = "; remove one of the two: this has no exceptions"
DIGEST = f'image digest "sha256:{A}" (docker.io/acme/app:v1.0) of acme.yml:15:48'


def image(rest: str) -> str:
    return f"images: [{{repository: docker.io/acme/app, {rest}}}]"


REFUSED = [
    (
        image(f"digest: sha256:{A}"),
        f'64: FG301 "sha256:{A}" is known good (docker.io/acme/app:v1.0) by acme.yml:15:48',
    ),
    (
        # Formats compare the digits: a file hash and an image digest meet in STIX.
        f"files: [{{sha256: {A}}}]",
        f'31: FG301 "{A}" is known good (docker.io/acme/app:v1.0) by acme.yml:15:48',
    ),
    (
        image(f"digest: sha256:{B}"),
        f'64: FG301 "sha256:{B}" is known good by acme.yml:30:29',
    ),
    (
        f"files: [{{sha1: {C}}}]",
        f'29: FG301 "{C}" is known good (github.com/acme/scan@v2) by acme.yml:17:50',
    ),
    (
        image("tags: {created: [v1.0]}"),
        f'73: FG301 "docker.io/acme/app:v1.0" would match the known-good {DIGEST}',
    ),
    (
        "images: [{repository: docker.io/acme/other, "
        "tags: {overwritten: [latest]}, exposures: [hub]}]",
        '79: FG301 "docker.io/acme/other:latest" is known good by acme.yml:29:32',
    ),
    (
        "actions: [{repository: github.com/Acme/scan, refs: {created: [v2]}}]",
        '76: FG301 "github.com/acme/scan@v2" would match the known-good '
        f'commit "{C}" (github.com/acme/scan@v2) of acme.yml:17:50',
    ),
    (
        "domains: [acme-vendor.com]",
        '24: FG301 "acme-vendor.com" would match the known-good '
        'URL "https://cdn.acme-vendor.com/app.js" of acme.yml:22:26',
    ),
    (
        "domains: [{value: www.acme-vendor.com, match: exact}]",
        '32: FG301 "www.acme-vendor.com" is known good (the vendor) by acme.yml:19:29',
    ),
    (
        "domains: [{value: cdn.acme-vendor.com, match: exact}]",
        '32: FG301 "cdn.acme-vendor.com" would match the known-good '
        'URL "https://cdn.acme-vendor.com/app.js" of acme.yml:22:26',
    ),
    (
        "domains: [acme-mail.com]",
        '24: FG301 "acme-mail.com" would match the known-good '
        'mailbox "security@acme-mail.com" of acme.yml:28:28',
    ),
    (
        'urls: ["https://www.acme-vendor.com/"]',
        '21: FG301 "https://www.acme-vendor.com/" would match the known-good '
        'domain "www.acme-vendor.com" (the vendor) of acme.yml:19:29',
    ),
    (
        'urls: ["https://cdn.acme-vendor.com/app.js"]',
        '21: FG301 "https://cdn.acme-vendor.com/app.js" is known good by acme.yml:22:26',
    ),
    (
        'urls: ["http://93.184.216.34:8080/"]',
        '21: FG301 "http://93.184.216.34:8080/" would match the known-good '
        'address "93.184.216.34" of acme.yml:20:25',
    ),
    (
        "ips: [93.184.216.32/29]",
        '20: FG301 "93.184.216.32/29" would match the known-good '
        'address "93.184.216.34" of acme.yml:20:25',
    ),
    (
        "ips: [93.185.0.77]",
        '20: FG301 "93.185.0.77" would match the known-good '
        'address "93.185.0.0/24" of acme.yml:21:25',
    ),
    (
        "ips: [93.186.1.1]",
        '20: FG301 "93.186.1.1" would match the known-good '
        'URL "http://93.186.1.1/app.js" of acme.yml:23:26',
    ),
    (
        'packages: {npm: {"@acme/cli": all}}',
        '44: FG301 "pkg:npm/%40acme/cli" would match the known-good '
        'package "pkg:npm/%40acme/cli@1.2.3" of acme.yml:24:30',
    ),
    (
        'packages: {npm: {"@acme/cli": [1.2.3]}}',
        '45: FG301 "pkg:npm/%40acme/cli@1.2.3" is known good by acme.yml:24:30',
    ),
    (
        # Known good without a version: every version is.
        "packages: {pypi: {acme: [6.6.6]}}",
        '39: FG301 "pkg:pypi/acme@6.6.6" would match the known-good '
        'package "pkg:pypi/acme" of acme.yml:25:30',
    ),
    (
        "extensions: [{registry: open-vsx, id: acme.ext, versions: [1.0.0]}]",
        '73: FG301 "open-vsx:acme.ext@1.0.0" is known good by acme.yml:26:32',
    ),
    (
        "repositories: [{value: acme-d, match: prefix}]",
        '37: FG301 "acme-d" would match the known-good '
        'repository name "acme-docs" of acme.yml:27:33',
    ),
]


@pytest.mark.parametrize(("indicators", "expected"), REFUSED)
def test_refused(judge: Judge, indicators: str, expected: str) -> None:
    assert judge("known_good", indicators, GOOD) == [f"acme.yml:12:{expected}{REMEDY}"]


ALLOWED = [
    image(f"digest: sha256:{'0d' * 32}"),
    # Overwriting a legitimate tag is the normal case; reissuing makes a created one legitimate.
    image("tags: {overwritten: [v1.0]}, exposures: [hub]"),
    image("tags: {created: [v1.0], reissued: 2026-01-03}, exposures: [hub]"),
    image("tags: {created: [v1.0.1, V1.0]}"),
    "images: [{repository: docker.io/evil/app, tags: {created: [v1.0]}}]",
    "actions: [{repository: github.com/acme/scan, refs: {overwritten: [v2]}, exposures: [hub]}]",
    "actions: [{repository: github.com/acme/scan, refs: {created: [v2.1]}}]",
    "domains: [{value: acme-vendor.com, match: exact}, evil.www.acme-vendor.com]",
    "domains: [www-acme-vendor.com, www.acme-vendor.com.evil-acme.com]",
    'urls: ["https://www.acme-vendor.com/wp/evil.js", "https://cdn.acme-vendor.com/app.js?x"]',
    'urls: ["http://93.184.216.34/evil"]',
    "ips: [93.184.216.33, 93.185.1.0/24, 93.184.255.255]",
    'packages: {npm: {"@acme/cli": [1.2.4]}, pypi: {acme2: all}}',
    "extensions: [{registry: vs-marketplace, id: acme.ext, versions: [1.0.0]}]",
    "repositories: [{value: acme-docs-2, match: prefix}, {value: acme-d}]",
    "emails: [eve@acme-mail.com]",
]


@pytest.mark.parametrize("indicators", ALLOWED)
def test_allowed(judge: Judge, indicators: str) -> None:
    assert judge("known_good", indicators, GOOD) == []


def test_no_exception_helps(judge: Judge) -> None:
    line = "{value: www.acme-vendor.com, exceptions: {FG301: I know better}}"
    assert len(judge("known_good", f"domains: [{line}]", GOOD)) == 1


@pytest.mark.parametrize("action", ["block", "detect", "hunt"])
@pytest.mark.parametrize("status", ["published", "draft"])
def test_whatever_the_action_and_in_drafts(judge: Judge, action: str, status: str) -> None:
    line = f"{{value: www.acme-vendor.com, action: {action}}}"
    assert len(judge("known_good", f"domains: [{line}]", GOOD, status=status)) == 1


def test_what_is_revoked_is_spared(judge: Judge) -> None:
    history = "{at: 2026-02-01, event: revoked, reason: it is the vendor's}"
    line = f"{{value: www.acme-vendor.com, history: [{history}]}}"
    assert judge("known_good", f"domains: [{line}]", GOOD) == []


def test_relisting_needs_the_guard_again(judge: Judge) -> None:
    history = (
        "{at: 2026-02-01, event: revoked, reason: r}, {at: 2026-02-02, event: relisted, reason: r}"
    )
    line = f"{{value: www.acme-vendor.com, history: [{history}]}}"
    assert len(judge("known_good", f"domains: [{line}]", GOOD)) == 1


def test_across_incidents_and_the_feed_wide_file(sources: Sources) -> None:
    sources.known_good(
        "known_good:\n  values:\n    - {type: domain, value: good.com, label: anybody's}\n"
    )
    sources.incident("known_good: {values: [{type: domain, value: fine.net}]}\n", id_="a")
    sources.incident("indicators: {domains: [good.com, fine.net]}\n", id_="b")
    assert sources.findings("known_good") == [
        'b.yml:12:24: FG301 "good.com" is known good (anybody\'s) by known-good.yml:4:29' + REMEDY,
        'b.yml:12:34: FG301 "fine.net" is known good by a.yml:12:45' + REMEDY,
    ]


def test_nothing_known_good(judge: Judge) -> None:
    assert judge("known_good", "domains: [evil-acme.com]") == []


A, C = "a1" * 32, "c3" * 20


TAGLESS = f"""\
known_good:
  images: [{{repository: docker.io/acme/app, digest: "sha256:{A}"}}]
  actions: [{{repository: github.com/acme/scan, commit: {C}}}]
  values: [{{type: repository, value: acme-docs}}]
"""


@pytest.fixture
def good(sources: Sources) -> Sources:
    return sources.known_good(TAGLESS)


@pytest.mark.parametrize(
    "body",
    [
        "images: [{repository: docker.io/acme/app, tags: {created: [None]}}]",
        "actions: [{repository: github.com/acme/scan, refs: {created: [None]}}]",
    ],
)
def test_a_digest_without_a_tag_stands_for_no_tag(good: Sources, judge: Judge, body: str) -> None:
    assert judge("known_good", body) == []


@pytest.mark.parametrize(
    ("value", "told"),
    [("a", 1), ("acme-d", 1), ("acme-doc", 1), ("acme-docs", 1), ("acme-docs-", 0)],
)
def test_a_prefix_covers_every_name_that_begins_with_it(
    good: Sources, judge: Judge, value: str, told: int
) -> None:
    body = f"repositories: [{{value: {value}, match: prefix}}]"
    assert len(judge("known_good", body)) == told
