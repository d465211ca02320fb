"""Why a format has no place for types, by type or by family."""

from __future__ import annotations

import pytest

from feedgen.emitters import emitters
from feedgen.model.declines import Declines
from feedgen.model.observables import OBSERVABLE_TYPES, Family

SOME = Declines(
    {"path": "paths are long", Family.HOST: "no {plural} here", Family.FILE: "no other hash"},
    holds={"sha256"},
)


def test_a_type_goes_before_its_family() -> None:
    assert SOME["path"] == "paths are long"
    assert SOME["process"] == "no command lines here"


def test_a_family_says_nothing_of_what_the_format_has() -> None:
    assert "sha256" not in SOME
    assert SOME.get("sha256", "otherwise") == "otherwise"
    assert SOME["md5"] == "no other hash"


def test_it_lists_the_types_that_are_declined() -> None:
    assert list(SOME) == ["sha1", "md5", "path", "process", "systemd_unit"]
    assert len(SOME) == 5


@pytest.mark.parametrize("name", ["domain", "mutex", ""])
def test_what_no_row_is_about_has_no_reason(name: str) -> None:
    assert name not in SOME
    with pytest.raises(KeyError):
        SOME[name]


@pytest.mark.parametrize("name", sorted(emitters()))
def test_no_reason_of_a_format_has_a_hole(name: str) -> None:
    (emitter,) = (one for key, one in emitters().items() if key == name)
    assert emitter.declines.keys() <= OBSERVABLE_TYPES.keys()
    assert not [reason for reason in emitter.declines.values() if "{" in reason]
