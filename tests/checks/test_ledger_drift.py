"""FG401: what was published is not forgotten."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from feedgen.model.ledger import Ledger
from tests.checks.checked_sources import REVOKED, Sources, claim, domains, released

SINCE = "was first published on 2026-02-01 (release 3)"


def test_nothing_was_published_yet(sources: Sources) -> None:
    assert domains(sources, "evil-acme.com").findings("ledger_drift") == []


def test_all_is_there(sources: Sources) -> None:
    sources.ledger = released(claim("domain", "evil-acme.com"))
    assert domains(sources, "evil-acme.com", "new-acme.com").findings("ledger_drift") == []


def test_a_line_vanished(sources: Sources) -> None:
    sources.ledger = released(claim("domain", "evil-acme.com"), claim("domain", "bad-acme.com"))
    assert domains(sources, "evil-acme.com").findings("ledger_drift") == [
        f'iocs/ledger.jsonl:1:1: FG401 "bad-acme.com" (domain) {SINCE} and is gone from the '
        "sources; restore the line, then run `feedgen revoke bad-acme.com`"
    ]


def test_a_value_with_spaces_and_quotes(sources: Sources) -> None:
    sources.ledger = released(claim("process", "sh -c 'rm 1' 2"))
    assert domains(sources, "evil-acme.com").findings("ledger_drift") == [
        f"iocs/ledger.jsonl:1:1: FG401 \"sh -c 'rm 1' 2\" (process) {SINCE} and is gone from "
        "the sources; restore the line, then run "
        "`feedgen revoke 'sh -c '\"'\"'rm 1'\"'\"' 2'`"
    ]


def test_a_changed_value_is_a_vanished_one(sources: Sources) -> None:
    sources.ledger = released(claim("domain", "evil-acme.com"))
    assert len(domains(sources, "www.evil-acme.com").findings("ledger_drift")) == 1


def test_a_revoked_line_stays(sources: Sources) -> None:
    sources.ledger = released(claim("domain", "evil-acme.com"))
    line = f"{{value: evil-acme.com, history: [{REVOKED}]}}"
    assert domains(sources, line).findings("ledger_drift") == []


def test_a_tombstone_vanished(sources: Sources) -> None:
    sources.ledger = released(claim("domain", "bad-acme.com", revoked=True))
    assert domains(sources, "evil-acme.com").findings("ledger_drift") == [
        f'iocs/ledger.jsonl:1:1: FG401 "bad-acme.com" (domain) {SINCE}, revoked since, and is '
        "gone from the sources; restore the line with its history: subscribers learn of the "
        "revocation from it"
    ]


def test_its_incident_became_a_draft(sources: Sources) -> None:
    sources.ledger = released(claim("domain", "evil-acme.com"))
    domains(sources, "evil-acme.com", status="draft")
    assert sources.findings("ledger_drift") == [
        f'acme.yml:12:24: FG401 "evil-acme.com" (domain) {SINCE} and is only in a draft now; '
        'set the status of "acme" back; to take the value back, run '
        "`feedgen revoke evil-acme.com` then"
    ]


def test_another_incident_still_publishes_it(sources: Sources) -> None:
    sources.ledger = released(claim("domain", "evil-acme.com"))
    domains(sources, "evil-acme.com", status="draft")
    sources.incident("indicators: {domains: [evil-acme.com]}\n", id_="other")
    assert sources.findings("ledger_drift") == []


def test_other_kinds_of_lines_may_rest(sources: Sources) -> None:
    rule = replace(claim("domain", "bad-acme.com"), kind="suricata-rule", key="whatever")
    sources.ledger = released(rule)
    assert domains(sources, "evil-acme.com").findings("ledger_drift") == []


def test_another_namespace_is_one_finding(sources: Sources) -> None:
    other = UUID("00000000-0000-4000-8000-000000000002")
    sources.ledger = released(
        claim("domain", "bad-acme.com", namespace=other),
        claim("domain", "evil-acme.com", namespace=other),
    )
    assert domains(sources, "evil-acme.com", "bad-acme.com").findings("ledger_drift") == [
        'iocs/ledger.jsonl:1:1: FG401 "bad-acme.com" (domain) was published under another '
        "namespace than feed.yml has; restore the namespace: it can never change"
    ]


@pytest.mark.parametrize("key", ["", "domain", "domain evil-acme.com", "domain x y"])
def test_a_key_that_was_edited_by_hand(sources: Sources, key: str) -> None:
    line = released(claim("domain", "bad-acme.com")).lines
    sources.ledger = Ledger({id_: replace(one, key=key) for id_, one in line.items()})
    assert len(domains(sources, "evil-acme.com").findings("ledger_drift")) == 1
