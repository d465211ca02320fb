"""YARA rules by file hash: a file is found by each of its hashes, and nothing else is."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedgen.emitters.yara import EMITTER
from feedgen.emitters.yara.hashes import HASHES
from feedgen.model.artifact import OmissionKind
from feedgen.model.feed import Feed
from feedgen.model.indicator import Action, FileDetail, Indicator
from feedgen.model.observables import Md5, Observable, Sha1, Sha256
from tests.conftest import compile_corpus, emit
from tests.emitters.yara.engines import BOTH, Judge, judge
from tests.engines.conformance import FINDS, HOSTILE
from tests.model.made_feeds import accounted, base, indicator, listed, made, mention, small, stamped

CONTENT = b"#!/usr/bin/env node\nrequire('child_process')\n"
SHA256, SHA1, MD5 = (
    hashlib.new(name, CONTENT, usedforsecurity=False).hexdigest() for name in ("sha256", "sha1", "md5")
)  # fmt: skip


@pytest.fixture(scope="module")
def feed(corpus: Callable[[str], Path]) -> Feed:
    return small(corpus("small"), EMITTER)


def hash_rules(feed: Feed, *indicators: Indicator) -> Judge:
    return judge(emit(EMITTER, made(feed, indicators, EMITTER))[0][HASHES])


def file_hashes(feed: Feed, detail: FileDetail, *observables: Observable) -> list[Indicator]:
    return [indicator(feed, mention(o, detail=detail)) for o in observables]


@pytest.mark.judged(HASHES, by=BOTH, asks=FINDS)
@pytest.mark.parametrize("observable", [Sha256(SHA256), Sha1(SHA1), Md5(MD5)])
@pytest.mark.parametrize("size", [len(CONTENT), None])
def test_a_file_is_found_by_each_hash(feed: Feed, observable: Observable, size: int | None) -> None:
    judged = hash_rules(feed, *file_hashes(feed, FileDetail(size=size), observable))
    assert judged.matches(CONTENT) == {f"MAL_Hash_{observable.value}"}
    assert judged.matches(CONTENT + b"\n") == set()
    assert judged.matches(b"") == set()


@pytest.mark.judged(HASHES, by=BOTH, asks=FINDS)
def test_a_source_tree_that_lists_a_file_finds_it(
    corpus: Callable[[str], Path], tmp_path: Path
) -> None:
    (tmp_path / "2026").mkdir()
    (tmp_path / "feed.yml").write_bytes((corpus("small") / "feed.yml").read_bytes())
    (tmp_path / "2026" / "loot-2026-01.yml").write_text(
        "schema_version: 1\nid: loot-2026-01\nstatus: published\ntitle: Loot\nsummary: s\n"
        "tlp: clear\nseverity: high\npublished: 2026-04-01\n"
        "references: {r: {title: R, url: 'https://reports.example/r'}}\n"
        "defaults: {action: detect, references: [r]}\nindicators:\n  files:\n"
        f"    - {{name: 'setup \"x\".js', sha256: {SHA256}, md5: {MD5}, size: {len(CONTENT)}}}\n",
        encoding="utf-8",
    )
    there = stamped(compile_corpus(tmp_path, "tables"), EMITTER)
    judged = judge(*emit(EMITTER, there)[0].values())
    assert judged.matches(CONTENT) == {f"MAL_Hash_setup_x_js_{SHA256}"}
    assert judged.matches(CONTENT.upper()) == set()


@pytest.mark.judged(HASHES, by=BOTH, asks=FINDS)
def test_hashes_of_one_file_are_one_rule_by_the_strongest(feed: Feed) -> None:
    detail = FileDetail(name="a.js", size=len(CONTENT), sha256=SHA256, sha1=SHA1, md5=MD5)
    there = made(feed, file_hashes(feed, detail, Md5(MD5), Sha1(SHA1), Sha256(SHA256)), EMITTER)
    text = emit(EMITTER, there)[0][HASHES].decode()
    assert text.count("\nrule ") == 1
    assert "hash.sha256(" in text
    assert "hash.md5(" not in text
    assert judge(text).matches(CONTENT) == {f"MAL_Hash_a_js_{SHA256}"}


@pytest.mark.judged(HASHES, by=BOTH, asks=FINDS)
def test_a_weaker_hash_stands_in_where_the_stronger_is_not_active(feed: Feed) -> None:
    detail = FileDetail(size=len(CONTENT), sha256=SHA256, md5=MD5)
    hunted = indicator(feed, mention(Sha256(SHA256), detail=detail, action=Action.HUNT))
    judged = hash_rules(feed, hunted, *file_hashes(feed, detail, Md5(MD5)))
    assert judged.matches(CONTENT) == {f"MAL_Hash_{SHA256}"}
    assert hash_rules(feed, hunted).matches(CONTENT) == set()


@pytest.mark.judged(HASHES, by=BOTH, asks=FINDS)
def test_where_reports_disagree_about_a_file_every_hash_counts(feed: Feed) -> None:
    wrong = FileDetail(size=1, sha256=SHA256, md5="0" * 32)
    right = FileDetail(size=len(CONTENT), sha256=SHA256, md5=MD5)
    found = [
        indicator(feed, mention(Sha256(SHA256), detail=right), mention(Sha256(SHA256), detail=wrong)),
        *file_hashes(feed, wrong, Md5("0" * 32)),
        *file_hashes(feed, right, Md5(MD5)),
    ]  # fmt: skip
    text = emit(EMITTER, made(feed, found, EMITTER))[0][HASHES].decode()
    assert "filesize <= 256MB" in text, "two sizes are no size"
    assert text.count("hash.md5(") == 2
    assert judge(text).matches(CONTENT) == {f"MAL_Hash_{SHA256}"}


@pytest.mark.judged(HASHES, by=BOTH, asks=FINDS)
def test_one_md5_of_two_files_stands_by_itself(feed: Feed) -> None:
    other = "1" * 64
    details = [FileDetail(sha256=sha256, md5=MD5) for sha256 in (SHA256, other)]
    md5 = indicator(feed, *(mention(Md5(MD5), detail=detail) for detail in details))
    files = [indicator(feed, mention(Sha256(d.sha256 or ""), detail=d)) for d in details]
    judged = hash_rules(feed, md5, *files)
    assert judged.matches(CONTENT) == {f"MAL_Hash_{SHA256}", f"MAL_Hash_{MD5}"}


@pytest.mark.parametrize("text", ["A" * 64, "", "a" * 63, '"', "a" * 64 + "\n", "a" * 32])
def test_a_value_that_is_no_hash_is_named(feed: Feed, tmp_path: Path, text: str) -> None:
    there = listed(feed, Sha256(text), Sha256(SHA256), emitter=EMITTER)
    groups = accounted(EMITTER, there, tmp_path).omissions
    skipped = [group for group in groups if group.kind is OmissionKind.SKIPPED]
    assert [group.reason for group in skipped] == ["the value is no SHA-256 hash in lower case"]
    assert judge((tmp_path / HASHES).read_bytes()).meta().keys() == {f"MAL_Hash_{SHA256}"}


@pytest.mark.judged(HASHES, by=BOTH, asks=HOSTILE)
@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.text(max_size=300))
def test_hostile_names_and_titles_stay_text(name: str, title: str) -> None:
    detail = FileDetail(name=name, size=len(CONTENT), sha256=SHA256)
    incidents = tuple(replace(incident, title=title, yara=()) for incident in base().incidents)
    there = made(replace(base(), incidents=incidents),
                 file_hashes(base(), detail, Sha256(SHA256)), EMITTER)  # fmt: skip
    judged = judge(*emit(EMITTER, there)[0].values())
    (rule,) = judged.meta()
    assert rule.startswith("MAL_Hash_")
    assert len(rule) <= 128
    description = dict(judged.meta()[rule])["description"]
    text = description.decode() if isinstance(description, bytes) else str(description)
    assert isinstance(description, bytes) == ("\\" in text), "bytes only where it has to be"
    assert 60 <= len(text) <= 400
    assert text.isprintable()
    assert judged.matches(CONTENT) == {rule}


@pytest.mark.judged(HASHES, by=BOTH, asks=HOSTILE)
def test_a_producers_name_stays_in_its_comment(feed: Feed) -> None:
    profile = replace(feed.profile, name="x\nrule evil { condition: true }\n\u2028", licence="*/")
    there = stamped(replace(feed, profile=profile), EMITTER)
    judged = judge(*emit(EMITTER, there)[0].values())
    assert "evil" not in judged.meta()
    assert judged.matches(b"anything") == set()
