"""FG309: a movable name needs a time, a fixed one does not."""

from __future__ import annotations

import pytest

from tests.checks.checked_sources import Judge, Sources

REMEDY = "; define one with its widest known window, and name it under exposures"
USED = "domains: [{value: evil-acme.com, exposures: [hub]}]"
ONE = "docker.io/acme/app"

REFUSED = [
    (
        f"images: [{{repository: {ONE}, tags: {{overwritten: [latest]}}}}]",
        f'130: FG309 "{ONE}:latest" is overwritten',
    ),
    (
        f"images: [{{repository: {ONE}, tags: {{created: [v9], reissued: 2026-01-03}}}}]",
        f'126: FG309 "{ONE}:v9" was reissued',
    ),
    (
        "actions: [{repository: github.com/acme/scan, refs: {overwritten: [v1]}}]",
        '133: FG309 "github.com/acme/scan@v1" is overwritten',
    ),
    (
        "carriers: [{uses: github.com/acme/scan, refs: all, because: it pulls the image}]",
        '85: FG309 "github.com/acme/scan" is a carrier',
    ),
]


@pytest.mark.parametrize(("indicators", "expected"), REFUSED)
def test_refused(judge: Judge, indicators: str, expected: str) -> None:
    assert judge("windows", f"{USED}, {indicators}") == [
        f"acme.yml:12:{expected} and has no exposure{REMEDY}"
    ]


@pytest.mark.parametrize(("indicators", "expected"), REFUSED)
def test_with_an_exposure(judge: Judge, indicators: str, expected: str) -> None:
    assert expected
    timed = indicators.removesuffix("}]") + ", exposures: [hub]}]"
    assert judge("windows", timed) == []


@pytest.mark.parametrize(("indicators", "expected"), REFUSED[:1])
def test_a_draft_is_only_warned(judge: Judge, indicators: str, expected: str) -> None:
    assert judge("windows", f"{USED}, {indicators}", status="draft") == [
        f"warning: acme.yml:12:{expected} and has no exposure{REMEDY}"
    ]


def test_fixed_names_need_no_time(judge: Judge) -> None:
    fixed = (
        f"images: [{{repository: {ONE}, digest: 'sha256:{'a1' * 32}', tags: {{created: [v9]}}}}], "
        f"actions: [{{repository: github.com/acme/scan, commit: {'c3' * 20}, refs: {{created: [v9]}}}}]"
    )
    assert judge("windows", f"{USED}, {fixed}") == []


UNUSED = (
    'warning: acme.yml:2:5: FG309 no indicator uses the exposure "hub"; '
    "name it under exposures of what was served then, or remove it"
)


def test_an_unused_exposure_is_warned_of(judge: Judge) -> None:
    assert judge("windows", "domains: [evil-acme.com]") == [UNUSED]


def test_a_name_in_another_incident_is_another_exposure(sources: Sources) -> None:
    sources.incident(f"indicators: {{{USED}}}\n", id_="other")
    sources.incident("indicators: {domains: [evil-acme.com]}\n")
    assert sources.findings("windows") == [UNUSED]


def test_a_revoked_line_still_uses_its_exposure(judge: Judge) -> None:
    history = "history: [{at: 2026-02-01, event: revoked, reason: wrong}]"
    line = f"{{value: evil-acme.com, exposures: [hub], {history}}}"
    assert judge("windows", f"domains: [{line}]") == []
