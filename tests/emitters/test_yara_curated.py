"""Curated YARA rules: they match samples of their format, and none gets out unchecked."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from feedgen.emitters.yara import EMITTER
from feedgen.emitters.yara.curated import CURATED
from feedgen.errors import Location, SourceError
from feedgen.model.feed import Feed
from feedgen.model.incident import Status, YaraString
from feedgen.model.yara_text import MAX_BYTES
from tests.conftest import TESTS, emit
from tests.emitters.yara.engines import BOTH, Judge, elf, judge
from tests.emitters.yara.made_rules import compiled, curated, incidents_of, with_rules
from tests.engines.conformance import FINDS, LOADS, SILENT
from tests.model.made_feeds import small

ELF_RULE = "MAL_Alpha_Telemetry_LNX_ELF_Apr26"
STRINGS = (b"audit.alpha.example", b"Alpha-Telemetry/2.0")


@pytest.fixture(scope="module")
def feed(corpus: Callable[[str], Path]) -> Feed:
    return small(corpus("small"), EMITTER)


@pytest.fixture(scope="module")
def files(feed: Feed) -> dict[str, bytes]:
    return emit(EMITTER, feed)[0]


@pytest.fixture(scope="module")
def rules(files: dict[str, bytes]) -> Judge:
    return judge(*files.values())


@pytest.mark.judged(CURATED, by=BOTH, asks=FINDS)
def test_a_sample_matches(rules: Judge) -> None:
    assert rules.matches(elf(*STRINGS)) == {ELF_RULE}
    assert rules.matches(elf(STRINGS[0], 'C:\\x "q"'.encode("utf-16-le"))) == {ELF_RULE}


def test_the_sample_is_a_program(tmp_path: Path) -> None:
    path = tmp_path / "program"
    path.write_bytes(elf(*STRINGS))
    path.chmod(0o700)
    if os.uname().machine != "x86_64":
        pytest.skip("the sample is for x86-64")
    assert subprocess.run([path], check=False).returncode == 0


@pytest.mark.judged(CURATED, by=BOTH, asks=SILENT)
@pytest.mark.parametrize(
    "data",
    [
        elf(STRINGS[0]),
        elf(STRINGS[1]),
        elf(b"audit.alphaXexample", STRINGS[1]),
        b"\n".join(STRINGS),
        b"The report says that \x7fELF files hold " + b" and ".join(STRINGS),
        b"\x7fELX" + b"\0".join(STRINGS),
        b"",
    ],
)
def test_what_only_looks_alike_does_not_match(rules: Judge, data: bytes) -> None:
    assert rules.matches(data) == set()


@pytest.mark.judged(CURATED, by=BOTH, asks=SILENT)
def test_a_file_above_the_limit_does_not_match(feed: Feed) -> None:
    sample = elf(b"first-string", b"second-string")
    assert compiled(feed, curated(max_size="1KB")).matches(sample.ljust(1024, b"\0"))
    assert not compiled(feed, curated(max_size="1KB")).matches(sample.ljust(1025, b"\0"))


TEXT = b"first-string second-string"
PE = (b"MZ".ljust(0x3C, b"\0") + (0x80).to_bytes(4, "little")).ljust(0x80, b"\0") + b"PE\0\0" + TEXT
JAVA_CLASS = bytes.fromhex("cafebabe 0000 0034") + TEXT


@pytest.mark.judged(CURATED, by=BOTH, asks=FINDS)
@pytest.mark.parametrize(
    ("format_", "data", "wanted"),
    [
        ("pe", PE, True),
        ("pe", PE.replace(b"PE\0\0", b"NE\0\0"), False),
        ("pe", b"MZ" + TEXT, False),
        ("pe", b"MZ".ljust(0x3C, b"\0") + b"\xff\xff\xff\xff" + TEXT, False),
        *(("macho", bytes.fromhex(magic) + TEXT, True)
          for magic in ("feedface", "cefaedfe", "feedfacf", "cffaedfe", "cafebabe00000002")),
        ("macho", JAVA_CLASS, False),
        ("macho", TEXT, False),
        *(("script", start + TEXT, True)
          for start in (b"#!/bin/sh\n", b"", b"\n", b"\r\n", b"\t", b"\xef\xbb\xbf", b"M", b"PX")),
        *(("script", start + TEXT, False)
          for start in (b"\x7fELF", b"MZ", b"PK\x03\x04", b"%PDF-1.7", b"!<arch>\n", b"\x1f\x8b\x08",
                        b"\x00", b"\x89PNG", b"\xca\xfe\xba\xbe")),
        ("any", b"\x00" + TEXT, True),
    ],
)  # fmt: skip
def test_header_tests(feed: Feed, format_: str, data: bytes, *, wanted: bool) -> None:
    matched = compiled(feed, curated(format=format_)).matches(data)
    assert matched == ({"MAL_Test_Apr26"} if wanted else set())


@pytest.mark.judged(CURATED, by=BOTH, asks=FINDS)
@pytest.mark.parametrize("mark", ["utf-16-le", "utf-16-be"])
def test_a_script_in_utf16_is_a_script(feed: Feed, mark: str) -> None:
    strings = (YaraString(identifier="$x1", text="first-string", modifiers=("wide",)),)
    judged = compiled(feed, curated(format="script", strings=strings, condition="$x1"))
    # `wide` interleaves zero bytes after each character: little endian, from the second byte on
    # in a big-endian file as well.
    assert judged.matches("\ufefffirst-string\n".encode(mark)) == {"MAL_Test_Apr26"}


@pytest.mark.judged(CURATED, by=BOTH, asks=SILENT)
def test_an_or_in_a_condition_does_not_get_around_the_header(feed: Feed) -> None:
    judged = compiled(feed, curated(condition="$x1 or $x2", max_size="1KB"))
    assert judged.matches(elf(b"second-string"))
    assert not judged.matches(b"second-string")


def test_drafts_and_withdrawn_incidents_have_no_rules(feed: Feed) -> None:
    for status in (Status.DRAFT, Status.WITHDRAWN):
        there = with_rules(feed, curated(), status=status)
        assert b", 0 rules\n" in emit(EMITTER, there)[0][CURATED]
        assert not [claim for claim in EMITTER.claims(there) if "curated" in claim.key]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"condition": "1 of them } rule x { condition: true"}, 'the condition uses "}"'),
        ({"condition": "$x1) or ($x2"}, "the parentheses of the condition do not match"),
        ({"name": "a b"}, '"a b" is no name for a YARA rule'),
        ({"name": "MAL_Hash_x"}, "the name begins with MAL_Hash_"),
        ({"max_size": "1KB or true"}, '"1KB or true" is no size'),
        ({"hashes": ("a" * 63,)}, "is no SHA-256 hash"),
        ({"format": "elf2"}, '"elf2" is no file format'),
        (
            {"strings": (YaraString(identifier='$a = "x" $b', text="abcd"),)},
            "is no name for a string",
        ),
        (
            {"strings": (YaraString(identifier="$x1", text="abcd", modifiers=("xor",)),)},
            "modifiers",
        ),
        ({"tags": ("x" * 9000,)}, "a text of the rule cannot be written"),
    ],
)
def test_the_emitter_trusts_no_curated_rule(
    feed: Feed, changes: dict[str, object], said: str
) -> None:
    with pytest.raises(SourceError) as raised:
        list(EMITTER.claims(with_rules(feed, curated(**changes))))
    assert str(raised.value).startswith("made.yml:7:3: FG320 ")
    assert said in str(raised.value)


def test_texts_for_people_are_read_as_text(feed: Feed) -> None:
    description = (
        'Detects the "Formatter" of Zoë\n  by two strings that no other program would hold'
    )
    (pairs,) = compiled(feed, curated(description=description, tags=("a", "ü"))).meta().values()
    meta = dict(pairs)
    assert meta["description"] == (
        "Detects the 'Formatter' of Zoë by two strings that no other program would hold"
    )
    assert meta["tags"] == "a, ü"


def test_two_rules_of_one_name_are_refused(feed: Feed) -> None:
    second = curated(location=Location("made.yml", 9, 1))
    with pytest.raises(SourceError, match=r"made\.yml:9:1: FG320 MAL_Test_Apr26 has the name"):
        list(EMITTER.emit(with_rules(feed, curated(), second)))


def test_metadata_that_no_literal_holds_is_refused(feed: Feed) -> None:
    profile = replace(feed.profile, name="ü" * MAX_BYTES)
    with pytest.raises(SourceError, match=r"made\.yml:7:3: FG320 MAL_Test_Apr26 cannot be written"):
        list(EMITTER.emit(replace(with_rules(feed, curated()), profile=profile)))


@pytest.mark.judged(CURATED, by=BOTH, asks=LOADS)
@pytest.mark.parametrize("root", [TESTS.parent / "iocs", TESTS / "corpus" / "small"])
def test_rules_of_the_sources_compile_in_both_engines(feed: Feed, root: Path) -> None:
    curated_rules = [rule for incident in incidents_of(root) for rule in incident.yara]
    judged = compiled(feed, *curated_rules)
    assert judged.meta().keys() == {rule.name for rule in curated_rules}
