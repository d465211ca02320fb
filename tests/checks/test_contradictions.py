"""FG307: what stands twice or cannot both be true, and what only looks like it."""

from __future__ import annotations

import pytest

from tests.checks.checked_sources import Judge, Sources

A, B = "a1" * 32, "b2" * 32
C, D, M = "c3" * 20, "d4" * 20, "e5" * 16
ONE = "docker.io/acme/app"

SAME_FILE = [
    (
        "domains: [evil-acme.com, 'evil-acme[.]com']",
        '12:39: FG307 "evil-acme.com" is already listed at acme.yml:12:24; merge the two entries',
    ),
    (
        f"images: [{{repository: {ONE}, digest: sha256:{A}, kind: index}}, "
        f"{{repository: {ONE}, digest: sha256:{A}}}]",
        f'12:192: FG307 "sha256:{A}" is already listed at acme.yml:12:64; merge the two entries',
    ),
    (
        f"images: [{{repository: {ONE}, tags: {{created: [v1]}}}}, "
        f"{{repository: {ONE}, tags: {{created: [v1]}}}}]",
        f'12:130: FG307 "{ONE}:v1" is already listed at acme.yml:12:73; merge the two entries',
    ),
    (
        f"images: [{{repository: {ONE}, tags: {{created: [v1], overwritten: [v1]}}, exposures: [hub]}}]",
        f'12:92: FG307 "{ONE}:v1" has standing "overwritten", but "created" at acme.yml:12:73; '
        "a name existed before or it did not: correct one",
    ),
    (
        "actions: [{repository: github.com/acme/scan, refs: {overwritten: [v1], created: [v1]}, "
        "exposures: [hub]}]",
        '12:95: FG307 "github.com/acme/scan@v1" has standing "created", but "overwritten" at '
        "acme.yml:12:80; a name existed before or it did not: correct one",
    ),
    (
        f"files: [{{name: a, sha256: {A}}}, {{name: a, sha256: {A}}}]",
        f'12:125: FG307 "{A}" is already listed at acme.yml:12:40; merge the two entries',
    ),
    (
        f"files: [{{name: a, sha256: {A}, md5: {M}}}, {{name: b, sha256: {A}, md5: {'0' * 31}1}}]",
        f'12:164: FG307 "{A}" has md5 "{"0" * 31}1", but "{M}" at acme.yml:12:40; '
        "a file has one: correct the wrong one",
    ),
    (
        f"files: [{{name: a, sha256: {A}, size: 1}}, {{name: b, sha256: {A}, size: 2}}]",
        f'12:134: FG307 "{A}" has size "2", but "1" at acme.yml:12:40; '
        "a file has one: correct the wrong one",
    ),
    (
        "ips: [{value: 94.154.172.43, first_seen: 2026-02-02, last_seen: 2026-02-01T12:00:00Z}]",
        '12:28: FG307 "94.154.172.43" was last seen 2026-02-01T12:00:00Z, before it was first seen '
        "2026-02-02T00:00:00Z; correct the times",
    ),
    (
        # Git commit ids are no file hashes.
        f"files: [{{sha1: {C}}}], actions: [{{repository: github.com/a/b, commit: {C}}}]",
        f'12:29: FG307 "{C}" is a file hash here, but the commit of acme.yml:12:120; '
        "it is no file's hash: keep the other one",
    ),
    (
        f"files: [{{sha256: {A}}}], images: [{{repository: {ONE}, digest: sha256:{A}}}]",
        f'12:31: FG307 "{A}" is a file hash here, but the image digest of acme.yml:12:149; '
        "it is no file's hash: keep the other one",
    ),
    (
        f"images: [{{repository: {ONE}, digest: sha256:{A}, kind: index, "
        f"platforms: {{linux/amd64: {{manifest: sha256:{A}}}}}}}]",
        f'12:186: FG307 "sha256:{A}" has kind "manifest", but "index" at acme.yml:12:64; '
        "a digest is of one document: correct one",
    ),
    (
        f"images: [{{repository: {ONE}, platforms: {{linux/amd64: {{manifest: sha256:{A}}}, "
        f"linux/arm64: {{manifest: sha256:{A}}}}}}}]",
        f'12:190: FG307 "sha256:{A}" has platform "linux/arm64", but "linux/amd64" at '
        "acme.yml:12:92; an image is for one platform: correct one",
    ),
]


@pytest.mark.parametrize(("indicators", "expected"), SAME_FILE)
def test_within_an_incident(judge: Judge, indicators: str, expected: str) -> None:
    assert judge("contradictions", indicators) == [f"acme.yml:{expected}"]


FINE = [
    "domains: [evil-acme.com, www.evil-acme.com], urls: ['https://evil-acme.com/']",
    # One tag that pointed to two bad digests, one after the other.
    f"images: [{{repository: {ONE}, digest: sha256:{A}, tags: {{overwritten: [latest]}}}}, "
    f"{{repository: {ONE}, digest: sha256:{B}, tags: {{overwritten: [latest]}}}}]",
    # The same image, pushed to another registry.
    f"images: [{{repository: {ONE}, digest: sha256:{A}}}, "
    f"{{repository: ghcr.io/acme/app, digest: sha256:{A}}}]",
    # Platforms share a layer.
    f"images: [{{repository: {ONE}, platforms: {{linux/amd64: {{layers: ['sha256:{A}']}}, "
    f"linux/arm64: {{layers: ['sha256:{A}']}}}}}}]",
    # One file under two names.
    f"files: [{{name: a, sha256: {A}}}, {{name: b, sha256: {A}, md5: {M}}}]",
    # A commit that both a repository and its fork hold.
    f"actions: [{{repository: github.com/acme/scan, commit: {C}}}, "
    f"{{repository: github.com/acme/setup, commit: {C}}}]",
    # Two carriers in one repository.
    "carriers: [{uses: github.com/acme/scan, refs: v1, because: a}, "
    "{uses: github.com/acme/scan, refs: v2, because: b}]",
    # Created by the attacker, reissued by the vendor, then overwritten.
    f"images: [{{repository: {ONE}, tags: {{created: [v1], reissued: 2026-01-03}}}}, "
    f"{{repository: {ONE}, tags: {{overwritten: [v1]}}}}]",
    f"images: [{{repository: {ONE}, tags: {{created: [v1], overwritten: [V1]}}}}]",
    "ips: [{value: 94.154.172.43, first_seen: 2026-02-02, last_seen: 2026-02-02}]",
    f"files: [{{sha1: {C}}}], actions: [{{repository: github.com/a/b, commit: {D}}}]",
    # A kind that nobody knows contradicts nothing.
    f"images: [{{repository: {ONE}, digest: sha256:{A}}}, "
    f"{{repository: ghcr.io/acme/app, digest: sha256:{A}, kind: index}}]",
]


@pytest.mark.parametrize("indicators", FINE)
def test_what_only_looks_like_it(judge: Judge, indicators: str) -> None:
    assert judge("contradictions", indicators) == []


def pair(sources: Sources, first: str, second: str) -> list[str]:
    sources.incident(f"indicators: {{{first}}}\n", id_="a")
    sources.incident(f"indicators: {{{second}}}\n", id_="b")
    return sources.findings("contradictions")


def test_two_incidents_may_name_one_value(sources: Sources) -> None:
    assert pair(sources, "domains: [evil-acme.com]", "domains: [evil-acme.com]") == []


def test_two_incidents_match_differently(sources: Sources) -> None:
    exact = "{value: evil-acme.com, match: exact}"
    assert pair(sources, f"domains: [{exact}]", "domains: [evil-acme.com]") == [
        'b.yml:12:24: FG307 "evil-acme.com" has match "subdomains", but "exact" at a.yml:12:32; '
        "write the same match in both places"
    ]


def test_two_incidents_know_another_kind(sources: Sources) -> None:
    index = f"images: [{{repository: {ONE}, digest: sha256:{A}, kind: index}}]"
    assert pair(sources, index, index.replace("kind: index", "kind: manifest")) == [
        f'b.yml:12:64: FG307 "sha256:{A}" has kind "manifest", but "index" at a.yml:12:64; '
        "a digest is of one document: correct one"
    ]


def test_a_revoked_line_contradicts_nobody(sources: Sources) -> None:
    revoked = "history: [{at: 2026-02-01, event: revoked, reason: wrong}]"
    exact = f"{{value: evil-acme.com, match: exact, {revoked}}}"
    assert pair(sources, f"domains: [{exact}]", "domains: [evil-acme.com]") == []


def test_no_exception_helps(judge: Judge) -> None:
    twice = "{value: evil-acme.com, exceptions: {FG307: I know better}}"
    assert len(judge("contradictions", f"domains: [{twice}, {twice}]")) == 1


def test_an_account_has_one_standing(judge: Judge) -> None:
    found = judge(
        "contradictions",
        "accounts: [{service: github, name: Acme-Bot, standing: abused},"
        " {service: github, name: acme-bot, standing: attacker}]",
    )
    assert found == [
        'acme.yml:12:102: FG307 "github:acme-bot" is the attacker\'s here, and abused in acme.yml;'
        " an account has one standing: correct one"
    ]
