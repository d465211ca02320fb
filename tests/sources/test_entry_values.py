"""Every type has a place under `indicators`, and every place a type."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from feedgen.errors import InternalError
from feedgen.model.observables import OBSERVABLE_TYPES, Family, Observable
from feedgen.sources.entry_schema import Indicators
from feedgen.sources.entry_values import entry_kinds


class _Mutex(Observable):
    __slots__ = ()
    type, title, plural, key, family = "mutex", "mutex", "mutexes", "mutexes", Family.HOST


class _Pipe(Observable):
    __slots__ = ()
    type, title, plural, key, family = "pipe", "pipe", "pipes", "emails", Family.HOST


@pytest.fixture(autouse=True)
def _anew() -> Iterator[None]:
    entry_kinds.cache_clear()
    yield
    entry_kinds.cache_clear()


def test_every_key_is_read() -> None:
    read = {kind.key for kind in entry_kinds()}
    assert read | {"packages", "lists"} == Indicators.model_fields.keys()


def test_what_is_wrong_is_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(OBSERVABLE_TYPES, "mutex", _Mutex)
    monkeypatch.setitem(OBSERVABLE_TYPES, "pipe", _Pipe)
    monkeypatch.delitem(OBSERVABLE_TYPES, "plugin")
    with pytest.raises(InternalError) as raised:
        entry_kinds()
    assert str(raised.value) == (
        "types and format disagree: mutexes is no key of Indicators; no type has the key plugins; "
        "email and pipe share emails, and nothing reads them apart"
    )
