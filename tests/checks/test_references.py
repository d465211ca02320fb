"""FG308: what everybody gets, everybody can look up."""

from __future__ import annotations

from tests.checks.checked_sources import Judge

TEXT = (
    'FG308 "evil-acme.com" is TLP:CLEAR and has no public reference; '
    "name one under references, here or in defaults, or set a stricter tlp"
)


def line(rest: str) -> str:
    return f"domains: [{{value: evil-acme.com, {rest}}}]"


def test_no_reference(judge: Judge) -> None:
    assert judge("references", line("references: []")) == [f"acme.yml:12:32: {TEXT}"]


def test_a_private_reference_is_none(judge: Judge) -> None:
    assert judge("references", line("references: [wiki]")) == [f"acme.yml:12:32: {TEXT}"]


def test_whatever_the_action(judge: Judge) -> None:
    assert judge("references", line("references: [], action: hunt")) == [f"acme.yml:12:32: {TEXT}"]


def test_no_exception_helps(judge: Judge) -> None:
    excepted = line("references: [], exceptions: {FG308: trust me}")
    assert judge("references", excepted) == [f"acme.yml:12:32: {TEXT}"]


def test_a_draft_is_only_warned(judge: Judge) -> None:
    found = judge("references", line("references: []"), status="draft")
    assert found == [f"warning: acme.yml:12:32: {TEXT}"]


def test_with_a_reference(judge: Judge) -> None:
    assert judge("references", "domains: [evil-acme.com]") == []
    assert judge("references", line("references: [wiki, acme]")) == []


def test_a_stricter_tlp_needs_none(judge: Judge) -> None:
    assert judge("references", line("references: [], tlp: green")) == []
    assert judge("references", line("references: []"), tlp="green") == []
