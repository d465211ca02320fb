"""YARA rules, read by both engines: the hashes of each rule, in its metadata and in its condition."""

from __future__ import annotations

import re
from pathlib import Path

from feedgen.model.indicator import Indicator
from tests.emitters.yara.engines import BOTH, judge

JUDGES = BOTH
ARTIFACTS = ("yara/feedgen.yar", "yara/feedgen-hashes.yar")

_HASH = re.compile(r'hash\.(md5|sha1|sha256)\(0, filesize\) == "([^"]*)"')


def accept(folder: Path) -> None:
    """Both engines compile both files without a warning, and no rule matches just anything."""
    judged = judge(*((folder / path).read_bytes() for path in ARTIFACTS))
    for data in (b"", b"anything", b"\x7fELF", b"#!/bin/sh\n"):
        assert judged.matches(data) == set()


def read_back(folder: Path) -> set[str]:
    """Values of `hash` as YARA-X reads them; those that decide are among them."""
    text = (folder / ARTIFACTS[1]).read_text(encoding="utf-8")
    rules = judge(text)
    found = {str(value) for pairs in rules.meta().values() for key, value in pairs if key == "hash"}
    asked = {value for _, value in _HASH.findall(text)}
    assert asked <= found, f"asked for, but not named: {asked - found}"
    assert text.count("\nrule ") == len(rules.meta()), "a text has become a rule, or ended one"
    return found


def wanted(indicator: Indicator) -> set[str]:
    """The hash, in lower case as both engines compare it."""
    return {indicator.value.lower()}
