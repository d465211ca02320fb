from __future__ import annotations

import configparser
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from feedgen.emitters.zeek import EMITTER
from feedgen.model.artifact import Artifact, OmissionKind
from feedgen.model.indicator import Action, Match
from feedgen.model.observables import (
    OBSERVABLE_TYPES,
    Certificate,
    Domain,
    Email,
    HttpHeader,
    ImageDigest,
    Ip,
    Md5,
    Observable,
    Sha1,
    Sha256,
    Url,
    UserAgent,
)
from tests.conftest import Golden, compile_corpus, emit
from tests.engines.conformance import LOADS
from tests.engines.suricata_feeds import PROFILE, feed_of, indicator
from tests.engines.zeek_grammar import GrammarError, compile_pattern, read_intel, read_signatures
from tests.model.made_feeds import accounted

INTEL, SIGNATURES = "zeek/feedgen.intel", "zeek/feedgen.sig"
EXAMPLES: tuple[Observable, ...] = (
    Domain.parse("a.example"), Ip.parse("203.0.113.7"), Url.parse("http://a.example/x"),
    Email.parse("Loot@a.example"), UserAgent.parse("x/1"), HttpHeader.parse("X-A: b"),
    Sha256("a" * 64), Sha1("b" * 40), Md5("c" * 32), ImageDigest.parse("sha256:" + "d" * 64),
    Certificate("sha1:" + "e" * 40),
)  # fmt: skip


def test_golden(corpus: Callable[[str], Path], golden: Golden) -> None:
    files, _ = emit(EMITTER, compile_corpus(corpus("small"), "zeek"))
    golden("zeek/small", files)


def test_every_active_value_is_carried_or_named(
    corpus: Callable[[str], Path], tmp_path: Path
) -> None:
    staged = accounted(EMITTER, compile_corpus(corpus("small"), "zeek"), tmp_path)
    assert staged.carried == {"zeek": 19}


def test_every_type_is_handled_or_declined(tmp_path: Path) -> None:
    feed = feed_of(EMITTER, [indicator(value) for value in EXAMPLES])
    assert accounted(EMITTER, feed, tmp_path).carried == {"zeek": len(EXAMPLES)}
    assert {value.type for value in EXAMPLES} | EMITTER.declines.keys() == OBSERVABLE_TYPES.keys()


@pytest.mark.judged("zeek/*.intel", "zeek/*.sig", by="own Zeek reader", asks=LOADS)
def test_an_empty_feed_gives_files_without_a_value() -> None:
    files, omissions = emit(EMITTER, feed_of(EMITTER, ()))
    assert read_intel(files[INTEL]) == []
    assert read_signatures(files[SIGNATURES]) == []
    assert files[SIGNATURES] == b"# feedgen, release 2026.05.01.1, serial 1, 0 signatures\n"
    assert omissions == []


def test_artifacts_come_in_order_of_path() -> None:
    items = [item for item in EMITTER.emit(feed_of(EMITTER, ())) if isinstance(item, Artifact)]
    assert [item.path for item in items] == sorted(item.path for item in items)


@pytest.mark.parametrize(("value", "type_", "written"), [
    (Domain.parse("a.example"), "DOMAIN", b"a.example"),
    (Ip.parse("2001:db8::7"), "ADDR", b"2001:db8::7"),
    (Ip.parse("198.51.100.0/28"), "SUBNET", b"198.51.100.0/28"),
    (Url.parse("https://a.example/x%20y?z"), "URL", b"a.example/x y?z"),
    (Url.parse("http://a.example:8080/%2D%5C#f"), "URL", b"a.example:8080/-\\"),
    (Email.parse("Loot@a.example"), "EMAIL", b"Loot@a.example"),
    (UserAgent.parse("-"), "SOFTWARE", b"-"),
    (UserAgent.parse("#\\x41 é"), "SOFTWARE", "#\\x41 é".encode()),
    (ImageDigest.parse("sha256:" + "d" * 64), "FILE_HASH", b"d" * 64),
])  # fmt: skip
def test_a_row_holds_exactly_the_value(value: Observable, type_: str, written: bytes) -> None:
    one = indicator(value, references=["https://r.example/?a=\tb"])
    files, _ = emit(EMITTER, feed_of(EMITTER, [one]))
    (row,) = read_intel(files[INTEL])
    assert (row.type, row.indicator, row.source) == (type_, written, b"feedgen")
    assert row.url == b"https://r.example/?a=\tb"
    assert row.description.endswith(f"indicator {one.id}".encode())


@pytest.mark.judged("zeek/*.intel", "zeek/*.sig", by="own Zeek reader", asks=LOADS)
def test_two_indicators_of_one_value_never_overwrite_each_other() -> None:
    same = [
        indicator(ImageDigest("sha256:" + "a" * 64)), indicator(Sha256("a" * 64)),
        indicator(UserAgent.parse("X/1")), indicator(UserAgent.parse("x/1")),
    ]  # fmt: skip
    files, _ = emit(EMITTER, feed_of(EMITTER, same))
    assert [row.source for row in read_intel(files[INTEL])] == [
        b"feedgen", b"feedgen-2", b"feedgen", b"feedgen-2",
    ]  # fmt: skip
    assert b'"feedgen",\n\t\t"feedgen-2",\n' in files["zeek/scripts/main.zeek"]


@pytest.mark.judged("zeek/*.intel", "zeek/*.sig", by="own Zeek reader", asks=LOADS)
def test_signatures_name_their_indicator_and_say_the_same_as_the_row() -> None:
    one = indicator(Domain.parse("audit.alpha.example"), role="c2")
    files, _ = emit(EMITTER, feed_of(EMITTER, [one]))
    signatures = read_signatures(files[SIGNATURES])
    assert [signature.id for signature in signatures] == [
        f"feedgen-{one.id}-{form}" for form in ("dns", "tls", "http-host")
    ]
    (row,) = read_intel(files[INTEL])
    assert {signature.event for signature in signatures} == {row.description.decode()}
    assert row.description.decode() == (
        "feedgen: domain audit[.]alpha[.]example (c2) of A hostile incident, confidence 90, "
        f"indicator {one.id}"
    )


def test_an_exact_domain_needs_no_signature_and_a_wide_one_is_partial_in_the_intel() -> None:
    exact = indicator(Domain.parse("a.example"), match=Match.EXACT)
    wide = indicator(Domain.parse("b.example"))
    files, omissions = emit(EMITTER, feed_of(EMITTER, [exact, wide]))
    assert len(read_intel(files[INTEL])) == 2
    assert all(wide.id in signature.id for signature in read_signatures(files[SIGNATURES]))
    assert [(item.indicator, item.kind, item.artifact) for item in omissions] == [
        (wide, OmissionKind.PARTIAL, INTEL)
    ]


def test_what_is_weaker_is_said() -> None:
    values = [
        Url.parse("https://a.example/X"), Url.parse("ftp://a.example/x"),
        UserAgent.parse("Xx"), UserAgent.parse("x"), UserAgent.parse("y" * 1001),
        HttpHeader.parse("X-A: " + "z" * 1001), ImageDigest.parse("sha512:" + "d" * 128),
    ]  # fmt: skip
    _, omissions = emit(EMITTER, feed_of(EMITTER, [indicator(value) for value in values]))
    said = {
        (o.indicator.value[:12], o.kind, o.artifact, o.reason.partition(":")[0]) for o in omissions
    }
    skipped, partial = OmissionKind.SKIPPED, OmissionKind.PARTIAL
    without_case = "Zeek's intel framework compares without case"
    too_long = "the value is longer than 1000 bytes, too long to match"
    assert said == {
        ("https://a.ex", partial, None, "HTTPS hides the path"),
        ("https://a.ex", partial, INTEL, without_case),
        ("ftp://a.exam", skipped, None, "Zeek's HTTP analyzer sees no ftp URLs"),
        ("Xx", partial, INTEL, without_case),
        ("y" * 12, partial, SIGNATURES, too_long),
        ("x-a: zzzzzzz", skipped, None, too_long),
        ("sha512:ddddd", partial, None, "registries speak TLS"),
    }  # fmt: skip


def test_hunt_stays_out() -> None:
    maybe = indicator(Domain.parse("maybe.example"), action=Action.HUNT)
    files, _ = emit(EMITTER, feed_of(EMITTER, [maybe]))
    assert not read_intel(files[INTEL])
    assert not read_signatures(files[SIGNATURES])


@pytest.mark.parametrize(("name", "module", "source"), [
    ("Acme Threat Intel", "AcmeThreatIntel", "acme-threat-intel"),
    ("4 Corners", "Feed4Corners", "feed-4-corners"),
    ("日本", "Feed", "feed"),
])  # fmt: skip
def test_everything_is_named_after_the_producer(name: str, module: str, source: str) -> None:
    one = indicator(UserAgent.parse("x/1"))
    feed = feed_of(EMITTER, [one], profile=replace(PROFILE, name=name))
    files, _ = emit(EMITTER, feed)
    script = files["zeek/scripts/main.zeek"].decode()
    assert f"\nmodule {module};\n" in script
    assert f'\t\t"{source}",\n' in script
    assert f"/^{source}-[0-9a-f]/" in script
    assert read_intel(files[INTEL])[0].source == source.encode()
    assert read_signatures(files[SIGNATURES])[0].id == f"{source}-{one.id}-http-header"


@pytest.mark.judged("zeek/zkg.meta", by="own Zeek reader", asks=LOADS)
def test_the_package_is_one_that_zkg_reads(corpus: Callable[[str], Path]) -> None:
    files, _ = emit(EMITTER, compile_corpus(corpus("small"), "zeek"))
    meta = configparser.ConfigParser()
    meta.read_string(files["zeek/zkg.meta"].decode())
    package = meta["package"]
    assert package["script_dir"] == "."
    assert f"zeek/{package['test_command'].rpartition(' ')[2]}" in files
    assert files["zeek/__load__.zeek"] == b"@load ./scripts\n"
    assert files["zeek/scripts/__load__.zeek"] == b"@load ./main\n"


@pytest.mark.parametrize("pattern", [
    "/a.b/", "/(?:a)/", '/a"b/', "/a{2}/", "/a\\/b/", "/\\d/", "/[\\x41]/", "/a/x", "/(a/", "/a)/",
    "/[a/", "/a b/", "/é/",
])  # fmt: skip
def test_the_reader_refuses_what_zeek_refuses_or_reads_otherwise(pattern: str) -> None:
    around = 'signature a {{\n payload {}\n event "x"\n}}\n'
    assert read_signatures(around.format("/a\\x2eb[^c]/").encode())
    with pytest.raises(GrammarError):
        read_signatures(around.format(pattern).encode())


def test_the_reader_folds_letters_but_no_bytes_in_hex_as_zeek_does() -> None:
    pattern = compile_pattern("/a\\x41[b]/i")
    assert pattern.match(b"AAB")
    assert pattern.match(b"aAb")
    assert not pattern.match(b"aab")
