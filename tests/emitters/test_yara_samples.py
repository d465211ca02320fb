"""YARA rules match what they were written for: programs, scripts, packages and archives."""

from __future__ import annotations

import hashlib
import io
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from feedgen.emitters.yara import EMITTER
from feedgen.emitters.yara.curated import CURATED
from feedgen.emitters.yara.hashes import HASHES
from feedgen.model.feed import Feed
from feedgen.model.incident import YaraRule
from feedgen.model.indicator import FileDetail
from feedgen.model.observables import Sha256
from tests.conftest import TESTS, emit
from tests.emitters.yara.engines import BOTH, Judge, judge
from tests.emitters.yara.made_rules import compiled, curated, incidents_of, with_rules
from tests.emitters.yara.samples import KINDS, lookalike, sample, size_limit
from tests.engines.conformance import FINDS, SILENT
from tests.model.made_feeds import indicator, made, mention, small, stamped

PUBLISHED = [rule for incident in incidents_of(TESTS.parent / "iocs") for rule in incident.yara]
"""The rules that people wrote for this feed."""
LARGEST = 32 << 20
"""Of the files that are made to be too large for a rule."""


@pytest.fixture(scope="module")
def feed(corpus: Callable[[str], Path]) -> Feed:
    return small(corpus("small"), EMITTER)


@pytest.fixture(scope="module")
def published(feed: Feed) -> Judge:
    return judge(emit(EMITTER, stamped(with_rules(feed, *PUBLISHED), EMITTER))[0][CURATED])


def name_of(rule: YaraRule) -> str:
    return rule.name


@pytest.mark.judged(CURATED, by=BOTH, asks=FINDS)
@pytest.mark.parametrize("rule", PUBLISHED, ids=name_of)
def test_each_rule_of_the_feed_matches_a_file_that_holds_its_strings(
    published: Judge, rule: YaraRule
) -> None:
    assert rule.name in published.matches(sample(rule))


@pytest.mark.judged(CURATED, by=BOTH, asks=SILENT)
@pytest.mark.parametrize("rule", PUBLISHED, ids=name_of)
def test_no_rule_of_the_feed_matches_a_file_in_which_one_letter_of_them_differs(
    published: Judge, rule: YaraRule
) -> None:
    assert published.matches(lookalike(rule)) == set()


@pytest.mark.judged(CURATED, by=BOTH, asks=SILENT)
@pytest.mark.parametrize("rule", PUBLISHED, ids=name_of)
def test_no_rule_of_the_feed_matches_its_strings_in_a_file_of_another_format(
    published: Judge, rule: YaraRule
) -> None:
    assert rule.format != "any"
    assert published.matches(b"\x89PNG\r\n\x1a\n" + sample(rule)) == set()


@pytest.mark.judged(CURATED, by=BOTH, asks=SILENT)
@pytest.mark.parametrize(
    "rule", [rule for rule in PUBLISHED if size_limit(rule) < LARGEST], ids=name_of
)
def test_no_rule_of_the_feed_matches_a_file_above_its_limit(
    published: Judge, rule: YaraRule
) -> None:
    data = sample(rule).ljust(size_limit(rule), b"\n")
    assert rule.name in published.matches(data)
    assert published.matches(data + b"\n") == set()


@pytest.mark.judged(HASHES, by=BOTH, asks=FINDS)
@pytest.mark.parametrize("name", KINDS)
def test_a_listed_file_of_any_kind_is_found(feed: Feed, name: str) -> None:
    data = KINDS[name]()
    judged = hash_rule(feed, name, data)
    (rule,) = judged.meta()
    assert rule.endswith(hashlib.sha256(data).hexdigest())
    assert judged.matches(data) == {rule}


@pytest.mark.judged(HASHES, by=BOTH, asks=SILENT)
@pytest.mark.parametrize("name", KINDS)
def test_a_file_that_differs_in_one_byte_is_not(feed: Feed, name: str) -> None:
    data = KINDS[name]()
    place = data.rindex(b"i")
    judged = hash_rule(feed, name, data)
    assert judged.matches(data[:place] + b"j" + data[place + 1 :]) == set()
    assert judged.matches(data[:-1]) == set()
    assert judged.matches(data + b"\0") == set()


def hash_rule(feed: Feed, name: str, data: bytes) -> Judge:
    detail = FileDetail(name=name, size=len(data))
    listed = indicator(feed, mention(Sha256(hashlib.sha256(data).hexdigest()), detail=detail))
    return judge(emit(EMITTER, made(feed, [listed], EMITTER))[0][HASHES])


@pytest.mark.judged(CURATED, by=BOTH, asks=FINDS)
@pytest.mark.parametrize(
    ("format_", "name"),
    [("elf", "program"), ("script", "setup.py"), ("script", "index.js"), ("any", "program"),
     ("any", "setup.py"), ("any", "index.js"), ("any", "stored.zip"), ("any", "layer.tar")],
)  # fmt: skip
def test_a_rule_matches_files_of_its_format(feed: Feed, format_: str, name: str) -> None:
    assert compiled(feed, curated(format=format_)).matches(KINDS[name]()) == {"MAL_Test_Apr26"}


@pytest.mark.judged(CURATED, by=BOTH, asks=SILENT)
@pytest.mark.parametrize(
    ("format_", "name"),
    [("elf", "setup.py"), ("elf", "index.js"), ("elf", "stored.zip"), ("elf", "layer.tar"),
     ("script", "program"), ("script", "stored.zip"), ("script", "package.tgz"),
     ("any", "package.whl"), ("any", "package.tgz")],
)  # fmt: skip
def test_a_rule_matches_nothing_else_and_nothing_that_is_compressed(
    feed: Feed, format_: str, name: str
) -> None:
    assert compiled(feed, curated(format=format_)).matches(KINDS[name]()) == set()


@pytest.mark.judged(CURATED, by=BOTH, asks=FINDS)
def test_what_an_archive_holds_is_found_when_it_is_unpacked(feed: Feed) -> None:
    judged = compiled(feed, curated(format="script"))
    with zipfile.ZipFile(io.BytesIO(KINDS["package.whl"]())) as wheel:
        assert judged.matches(wheel.read("package/__init__.py")) == {"MAL_Test_Apr26"}
    with tarfile.open(fileobj=io.BytesIO(KINDS["package.tgz"]())) as package:
        member = package.extractfile("package/index.js")
        assert member
        assert judged.matches(member.read()) == {"MAL_Test_Apr26"}
