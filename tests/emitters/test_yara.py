"""YARA: both files, their metadata and literals, and everything that no rule may match."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import yara
import yara_x
from hypothesis import given, settings
from hypothesis import strategies as st

from feedgen.build.pipeline import freeze
from feedgen.emitters.yara import EMITTER
from feedgen.emitters.yara.curated import CURATED
from feedgen.emitters.yara.hashes import HASHES
from feedgen.errors import UnencodableError
from feedgen.model.artifact import OmissionKind
from feedgen.model.feed import Feed, ReleaseInfo
from feedgen.model.ledger import Ledger
from feedgen.model.observables import OBSERVABLE_TYPES
from feedgen.model.yara_text import MAX_BYTES, quoted
from feedgen.sources.tree import read_tree
from tests.conftest import TESTS, Golden, compile_corpus, emit
from tests.emitters.yara.engines import BOTH, Judge, judge
from tests.emitters.yara.made_rules import with_rules
from tests.engines.conformance import HOSTILE, LOADS
from tests.model.made_feeds import accounted, small

ELF_RULE = "MAL_Alpha_Telemetry_LNX_ELF_Apr26"
RELEASE = TESTS.parent / "out" / "v1" / "latest"


@pytest.fixture(scope="module")
def feed(corpus: Callable[[str], Path]) -> Feed:
    return small(corpus("small"), EMITTER)


@pytest.fixture(scope="module")
def files(feed: Feed) -> dict[str, bytes]:
    return emit(EMITTER, feed)[0]


@pytest.fixture(scope="module")
def rules(files: dict[str, bytes]) -> Judge:
    return judge(*files.values())


def test_golden(files: dict[str, bytes], golden: Golden) -> None:
    golden("yara/small", files)


@pytest.mark.judged(CURATED, by=BOTH, asks=LOADS)
def test_the_released_rules_load() -> None:
    judged = judge((RELEASE / CURATED).read_bytes())
    assert judged.meta()


@pytest.mark.judged(HASHES, by=BOTH, asks=LOADS)
def test_the_released_hash_rules_load() -> None:
    judged = judge((RELEASE / HASHES).read_bytes())
    assert judged.meta()


def test_every_active_indicator_is_accounted_for(feed: Feed, tmp_path: Path) -> None:
    staged = accounted(EMITTER, feed, tmp_path)
    partial = [group for group in staged.omissions if group.kind is OmissionKind.PARTIAL]
    assert [(group.types, group.reason) for group in partial] == [
        ((("sha256", 1),), "the file's size is not known, and files above 256MB are not hashed")
    ]
    assert {file.path: file.indicators for file in staged.files} == {CURATED: 0, HASHES: 4}
    assert EMITTER.declines.keys() | {"sha256", "sha1", "md5"} == OBSERVABLE_TYPES.keys()


@pytest.mark.judged(CURATED, HASHES, by=BOTH, asks=LOADS)
def test_meta_sections_follow_the_style_guides(rules: Judge) -> None:
    for name, pairs in rules.meta().items():
        keys = list(dict.fromkeys(key for key, _ in pairs))
        order = ["description", "author", "id", "date", "modified", "reference", "hash", "score",
                 "tags", "license", "tlp", "incident", "indicator"]  # fmt: skip
        assert keys == [key for key in order if key in keys]
        meta = dict(pairs)
        description, score = meta["description"], meta["score"]
        assert isinstance(description, str)
        assert isinstance(score, int)
        assert 60 <= len(description) <= 400
        assert description.startswith("Detects ")
        assert "://" not in description
        assert 0 <= score <= 100
        assert len(name) <= 128


def test_ids_lead_back_to_the_indicators(feed: Feed, rules: Judge) -> None:
    by_id = {i.id: i.value for i in feed.indicators}
    said = {
        name: {by_id[str(value)] for key, value in pairs if key == "indicator"}
        for name, pairs in rules.meta().items()
    }
    assert said == {
        ELF_RULE: {"audit.alpha.example", "Alpha-Telemetry/2.0", "a" * 64},
        f"MAL_Hash_scanner_{'a' * 64}": {"a" * 64, "b" * 40, "c" * 32},
        f"MAL_Hash_beta_js_{'ab' * 32}": {"ab" * 32},
    }
    for name, pairs in rules.meta().items():
        line = feed.stamp(str(dict(pairs)["id"]))
        assert line.kind == "yara-rule"
        assert {by_id[id_] for id_ in line.covers} == said[name]


def test_a_changed_rule_is_modified_and_keeps_its_id_and_date(
    corpus: Callable[[str], Path],
) -> None:
    tree = read_tree(corpus("small"))
    first = ReleaseInfo(
        version="1", serial=1, as_of=compile_corpus(corpus("small"), "tables").as_of
    )
    later = replace(first, serial=2, as_of=first.as_of + timedelta(days=2))
    old = freeze(tree, Ledger(), first, [EMITTER])
    again = freeze(tree, old.ledger, later, [EMITTER])
    assert again.ledger == old.ledger, "dates are no content"
    changed = with_rules(again, *(replace(r, score=81) for i in again.incidents for r in i.yara))
    claims = list(EMITTER.claims(replace(changed, ledger=old.ledger)))
    ledger = old.ledger.advance(claims, as_of=later.as_of, serial=2, sids=range(1, 2))
    text = emit(EMITTER, replace(changed, ledger=ledger))[0][CURATED].decode()
    assert 'date = "2026-05-01"\n      modified = "2026-05-03"\n' in text
    assert {line.id for line in ledger.lines.values()} == set(old.ledger.lines)


@pytest.mark.judged(CURATED, HASHES, by=BOTH, asks=LOADS)
def test_no_rules_are_two_files_of_comments_that_both_engines_load(feed: Feed) -> None:
    files, omissions = emit(EMITTER, with_rules(replace(feed, indicators=())))
    assert not omissions
    assert all(b", 0 rules\n" in data for data in files.values())
    assert judge(*files.values()).matches(b"anything") == set()


def test_the_page_names_the_files_and_the_limit() -> None:
    page = (TESTS.parent / "docs" / "yara.md").read_text(encoding="utf-8")
    for word in ("feedgen.yar", "feedgen-hashes.yar", "256 MB", "FG320"):
        assert word in page


@pytest.mark.judged(CURATED, by=BOTH, asks=HOSTILE)
@settings(deadline=None)
@given(st.text(min_size=1, max_size=60), st.binary(max_size=8))
def test_a_literal_is_the_texts_bytes_in_both_engines(text: str, noise: bytes) -> None:
    source = f"rule r {{ strings: $a = {quoted(text)} condition: $a and #a > 0 }}"
    data = text.encode()
    old = yara.compile(source=source).match(data=noise + data)
    (new,) = yara_x.Scanner(yara_x.compile(source)).scan(noise + data).matching_rules
    found_old = {(i.offset, i.matched_data) for s in old[0].strings for i in s.instances}
    found_new = {(m.offset, m.length) for p in new.patterns for m in p.matches}
    assert (len(noise), data) in found_old
    assert (len(noise), len(data)) in found_new
    assert quoted(text).isascii()
    assert quoted(text).isprintable()


@pytest.mark.judged(CURATED, by=BOTH, asks=HOSTILE)
def test_the_longest_literal_is_read_by_both_engines() -> None:
    for text in ("a" * MAX_BYTES, "\\" * MAX_BYTES, "é" * (MAX_BYTES // 2)):
        source = f"rule r {{ strings: $a = {quoted(text)} condition: $a }}"
        assert judge(source).matches(b"--" + text.encode()) == {"r"}
    with pytest.raises(UnencodableError):
        quoted("a" * (MAX_BYTES + 1))
