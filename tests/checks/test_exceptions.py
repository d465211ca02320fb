"""FG311: an exception that answers no guard is a typing error, or a wish."""

from __future__ import annotations

import pytest

from feedgen.checks import checks
from feedgen.checks.exceptions import EXCEPTABLE
from tests.checks.checked_sources import Judge

POSSIBLE = "remove it: exceptions are possible from FG302, FG303, FG305, FG306"


@pytest.mark.parametrize("code", ["FG301", "FG304", "FG3O3", "FG999", "fg303", "FG101"])
def test_refused(judge: Judge, code: str) -> None:
    line = f"{{value: evil-acme.com, exceptions: {{{code}: because}}}}"
    assert judge("exceptions", f"domains: [{line}]") == [
        f'acme.yml:12:32: FG311 "evil-acme.com" has an exception from "{code}", '
        f"which allows none; {POSSIBLE}"
    ]


@pytest.mark.parametrize("code", sorted(EXCEPTABLE))
def test_allowed(judge: Judge, code: str) -> None:
    line = f"{{value: evil-acme.com, exceptions: {{{code}: because}}}}"
    assert judge("exceptions", f"domains: [{line}]") == []


def test_every_one_that_is_possible_belongs_to_a_check() -> None:
    assert {check.code for check in checks()} >= EXCEPTABLE
