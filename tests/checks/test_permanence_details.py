"""FG402: which lines of the ledger speak of an incident or a value.

Faults that survive the mutation check: none known.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from feedgen.checks._published import published
from feedgen.model.ledger import Claim
from tests.checks.checked_sources import Sources, claim, domains, released


def report(kind: str, *, revoked: bool) -> Claim:
    plain = claim("domain", "evil-acme.com")
    return replace(plain, id=f"{kind}-id", kind=kind, key="acme", revoked=revoked)


@pytest.mark.parametrize(
    ("kind", "revoked", "told"),
    [("report", True, 1), ("report", False, 0), ("malware", True, 0), ("malware", False, 0)],
)
def test_only_a_withdrawn_report_is_not_to_stand_again(
    sources: Sources, kind: str, told: int, *, revoked: bool
) -> None:
    sources.ledger = released(report(kind, revoked=revoked))
    assert len(domains(sources, "evil-acme.com").findings("permanence")) == told


@pytest.mark.parametrize(
    ("key", "generation"), [("1", 1), ("12", 12), ("0", 0), ("\u00b2", 0), ("x", 0), ("-1", 0)]
)
def test_a_generation_is_a_number_or_nothing(sources: Sources, key: str, generation: int) -> None:
    line = replace(claim("domain", "evil-acme.com"), key=f"domain evil acme {key}")
    sources.ledger = released(line)
    (found,) = published(domains(sources, "evil-acme.com").feed(), lambda _: True)
    assert (found.type, found.value, found.generation) == ("domain", "evil acme", generation)
