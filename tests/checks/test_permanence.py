"""FG402: what was revoked stays so, and an id means what it meant."""

from __future__ import annotations

from dataclasses import replace

import pytest

from feedgen.model.ledger import Claim, Ledger, LedgerLine
from tests.checks.checked_sources import RELISTED, REVOKED, Sources, claim, domains, released


def test_as_published(sources: Sources) -> None:
    sources.ledger = released(claim("domain", "evil-acme.com"))
    assert domains(sources, "evil-acme.com").findings("permanence") == []


def test_revoked_and_still_so(sources: Sources) -> None:
    sources.ledger = released(claim("domain", "evil-acme.com", revoked=True))
    line = f"{{value: evil-acme.com, history: [{REVOKED}]}}"
    assert domains(sources, line).findings("permanence") == []


def test_relisted_under_a_new_id(sources: Sources) -> None:
    sources.ledger = released(claim("domain", "evil-acme.com", revoked=True))
    line = f"{{value: evil-acme.com, history: [{REVOKED}, {RELISTED}]}}"
    assert domains(sources, line).findings("permanence") == []


UNDONE = (
    'acme.yml:12:24: FG402 "evil-acme.com" was revoked in release 3, but stands here without '
    "that in its history; write the revoked event; if the value is back, a relisted one after "
    "it"
)


def test_undone(sources: Sources) -> None:
    sources.ledger = released(claim("domain", "evil-acme.com", revoked=True))
    assert domains(sources, "evil-acme.com").findings("permanence") == [UNDONE]


def test_listed_again_by_a_draft_is_only_warned_of(sources: Sources) -> None:
    sources.ledger = released(claim("domain", "evil-acme.com", revoked=True))
    domains(sources, f"{{value: evil-acme.com, history: [{REVOKED}]}}")
    sources.incident("indicators: {domains: [evil-acme.com]}\n", id_="new", status="draft")
    assert sources.findings("permanence") == [UNDONE.replace("acme.yml", "warning: new.yml")]


def test_a_new_incident_says_when_it_lists_it_again(sources: Sources) -> None:
    """The remedy works: both events in the new incident's history start a new generation."""
    sources.ledger = released(claim("domain", "evil-acme.com", revoked=True))
    domains(sources, f"{{value: evil-acme.com, history: [{REVOKED}]}}")
    line = f"{{value: evil-acme.com, history: [{REVOKED}, {RELISTED}]}}"
    sources.incident(f"indicators: {{domains: [{line}]}}\n", id_="new")
    assert sources.findings("permanence") == []
    assert sources.findings("ledger_drift") == []


@pytest.mark.parametrize(
    "changed", [{"key": "domain other.com 1"}, {"key": "ip evil-acme.com 1"}, {"kind": "malware"}]
)
def test_another_meaning(sources: Sources, changed: dict[str, str]) -> None:
    def other(line: LedgerLine) -> LedgerLine:
        return replace(line, key=changed.get("key", line.key), kind=changed.get("kind", line.kind))

    lines = released(claim("domain", "evil-acme.com")).lines
    sources.ledger = Ledger({id_: other(line) for id_, line in lines.items()})
    (line,) = sources.ledger.lines.values()
    assert domains(sources, "evil-acme.com").findings("permanence") == [
        'acme.yml:12:24: FG402 the id of "evil-acme.com" was published as '
        f"{line.kind} {line.key}; restore the ledger of the last release: "
        "an id never changes its meaning"
    ]


def _withdrawn(id_: str, kind: str = "report", *, revoked: bool = True) -> Ledger:
    return released(Claim(id="x", kind=kind, key=id_, content=b"x", revoked=revoked))


def test_a_withdrawn_incident_stays_withdrawn(sources: Sources) -> None:
    sources.ledger = _withdrawn("acme")
    assert domains(sources, "evil-acme.com").findings("permanence") == [
        'acme.yml:2:5: FG402 "acme" was withdrawn in release 3; keep it withdrawn, and tell it '
        "again under a new id"
    ]


def test_a_draft_of_a_withdrawn_incident_is_warned_of(sources: Sources) -> None:
    sources.ledger = _withdrawn("acme")
    (found,) = domains(sources, "evil-acme.com", status="draft").findings("permanence")
    assert found.startswith('warning: acme.yml:2:5: FG402 "acme" was withdrawn')


def test_nothing_is_said_while_an_incident_is_withdrawn(sources: Sources) -> None:
    sources.ledger = _withdrawn("acme")
    withdrawn = "withdrawn: {at: 2026-02-02T00:00:00Z, reason: not an incident}\n"
    sources.incident(f"{withdrawn}indicators: {{domains: [evil-acme.com]}}\n", status="withdrawn")
    assert sources.findings("permanence") == []


@pytest.mark.parametrize(("kind", "revoked"), [("report", False), ("malware", True)])
def test_only_a_withdrawn_report_is_not_to_stand_again(
    sources: Sources, kind: str, *, revoked: bool
) -> None:
    """Other objects may have the key of an incident."""
    sources.ledger = _withdrawn("acme", kind=kind, revoked=revoked)
    assert domains(sources, "evil-acme.com").findings("permanence") == []
