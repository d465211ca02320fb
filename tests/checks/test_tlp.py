"""FG310: nothing above the feed's limit, and nothing wider than its incident."""

from __future__ import annotations

from tests.checks.checked_sources import Judge

HOME = "keep it in a feed of its own"


def test_an_incident_above_the_limit_is_one_finding(judge: Judge) -> None:
    assert judge("tlp", "domains: [evil-acme.com, bad-acme.com]", tlp="amber") == [
        'acme.yml:2:5: FG310 the incident "acme" is TLP:AMBER, '
        f"which is above this feed's limit TLP:GREEN; {HOME}"
    ]


def test_an_indicator_above_the_limit(judge: Judge) -> None:
    line = "{value: evil-acme.com, tlp: amber+strict}"
    assert judge("tlp", f"domains: [{line}]") == [
        'acme.yml:12:32: FG310 "evil-acme.com" is TLP:AMBER+STRICT, '
        f"which is above this feed's limit TLP:GREEN; {HOME}"
    ]


def test_an_indicator_wider_than_its_incident(judge: Judge) -> None:
    line = "{value: evil-acme.com, tlp: clear}"
    assert judge("tlp", f"domains: [{line}]", tlp="green") == [
        'acme.yml:12:32: FG310 "evil-acme.com" is TLP:CLEAR, '
        "which is wider than its incident's TLP:GREEN; an indicator may only be stricter"
    ]


def test_a_tombstone_tells_the_same(judge: Judge) -> None:
    history = "history: [{at: 2026-02-01, event: revoked, reason: wrong}]"
    line = f"{{value: evil-acme.com, tlp: red, {history}}}"
    assert len(judge("tlp", f"domains: [{line}]")) == 1


def test_no_exception_helps(judge: Judge) -> None:
    line = "{value: evil-acme.com, tlp: red, exceptions: {FG310: trust me}}"
    assert len(judge("tlp", f"domains: [{line}]")) == 1


def test_up_to_the_limit(judge: Judge) -> None:
    line = "{value: evil-acme.com, tlp: green}"
    assert judge("tlp", f"domains: [{line}, bad-acme.com]") == []
    assert judge("tlp", f"domains: [{line}, bad-acme.com]", tlp="green") == []
