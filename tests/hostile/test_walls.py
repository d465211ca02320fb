"""The first wall: what a source may hold is canonical, can be seen, and has its type's letters only."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings

from feedgen.errors import InvalidValueError
from feedgen.model.observables import OBSERVABLE_TYPES, Observable
from feedgen.model.text import MAX_VALUE
from tests.hostile.spellings import spellings
from tests.hostile.strategies import HOSTILE_TEXT
from tests.hostile.values import FAMILIES, TEXTS, accepted, refused

NAME = r"[a-z0-9_-]+(\.[a-z0-9_-]+)+"
LETTERS = {
    "account": r"[a-z0-9.-]+:[a-z0-9._@-]+",
    "action_ref": r"[a-z0-9./_-]+@[^ ~^:?*\[\\@{}]+",
    "carrier": r"[a-z0-9./_-]+",
    "certificate": r"sha1:[0-9a-f]{40}|sha256:[0-9a-f]{64}",
    "commit": r"[0-9a-f]{40}|[0-9a-f]{64}",
    "domain": NAME,
    "email": rf"[!-?A-~]+@{NAME}",
    "extension": r"[a-z0-9-]+:[a-z0-9_-]+\.[a-z0-9_-]+@[a-z0-9.+_-]+",
    "http_header": r"[!-9;-~]+: \S.*",
    "image_digest": r"sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}",
    "image_tag": r"[a-z0-9.-]+(:[0-9]+)?/[a-z0-9./_-]+:[A-Za-z0-9._-]+",
    "ip": r"[0-9a-f.:]+(/[0-9]+)?",
    "kubernetes": r"[A-Za-z0-9]+(/[a-z0-9-]+)?/[a-z0-9.*-]+",
    "md5": r"[0-9a-f]{32}",
    "package": r"pkg:[a-z][a-z0-9.-]*(/[!-~]+)+",
    "plugin": r"[a-z0-9-]+:[A-Za-z0-9_.-]+@[A-Za-z0-9.+_-]+",
    "repository": r"[a-z0-9._-]+",
    "repository_pattern": r"([A-Za-z0-9_\[\](){},|?*+.-]|\\[d.])+",
    "sha1": r"[0-9a-f]{40}",
    "sha256": r"[0-9a-f]{64}",
    "systemd_unit": r"[A-Za-z0-9:_.\\@-]+\.[a-z]+",
    "url": rf"(https?|ftp|wss?)://({NAME}|[0-9.]+|\[[0-9a-f:.]+\])(:[0-9]+)?/[!-~]*",
}
"""From end to end. Any line of text is a path, a command line or a user agent."""


def judge(one: Observable) -> None:
    text = one.value
    assert type(one).parse(text) == one
    assert text == unicodedata.normalize("NFC", text).strip()
    assert 0 < len(text) <= MAX_VALUE
    assert not {unicodedata.category(character) for character in text} & {"Cc", "Cs", "Zl", "Zp"}
    assert re.fullmatch(LETTERS.get(one.type, ".+"), text)


@pytest.mark.parametrize("name", OBSERVABLE_TYPES)
def test_what_passes_is_canonical(name: str) -> None:
    assert accepted(name)
    assert refused(name)
    for one in accepted(name):
        judge(one)


@pytest.mark.parametrize("name", OBSERVABLE_TYPES)
@settings(max_examples=60, deadline=None)
@given(text=HOSTILE_TEXT)
def test_any_text_is_canonical_or_refused(name: str, text: str) -> None:
    for spelled in spellings(name, text):
        try:
            one = OBSERVABLE_TYPES[name].parse(spelled)
        except InvalidValueError:
            continue
        judge(one)


def test_no_family_is_empty_and_every_text_is_tried_once() -> None:
    assert all(FAMILIES.values())
    assert len(TEXTS) == len(set(TEXTS))
    assert {one.value for name in OBSERVABLE_TYPES for one in accepted(name)} & {
        "$(touch pwned)",
        '"',
        "a;b",
    }
