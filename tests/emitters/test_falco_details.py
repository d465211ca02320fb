"""Falco: what its rules cannot hold is skipped with a reason, not weakened."""

from __future__ import annotations

from pathlib import Path

import pytest

from feedgen.emitters.falco import EMITTER
from feedgen.model.artifact import OmissionKind
from feedgen.model.observables import Ip
from tests.model.made_feeds import accounted, base, listed


@pytest.mark.parametrize("text", ["192.0.2.300", "192.0.2.1) or (evt.num", "2001:db8::/129", ""])
def test_what_is_no_address_is_skipped(tmp_path: Path, text: str) -> None:
    there = listed(base(), Ip(text), Ip("192.0.2.7"), emitter=EMITTER)
    groups = accounted(EMITTER, there, tmp_path).omissions
    (group,) = (group for group in groups if ("ip", 1) in group.types)
    assert group.kind is OmissionKind.SKIPPED
    (file,) = tmp_path.rglob("*.yaml")
    assert "192.0.2.7" in file.read_text()
    assert not text or text not in file.read_text()
