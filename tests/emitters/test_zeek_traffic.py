"""What the files make of traffic, after Zeek's own rules as our reader has them."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
import tree_sitter
import tree_sitter_zeek
from zeekscript import Script

from feedgen.emitters.zeek import EMITTER
from feedgen.model.observables import Domain, Email, Sha1
from tests.conftest import TESTS, compile_corpus, emit
from tests.engines.conformance import FINDS, LOADS, SILENT
from tests.engines.suricata_cases import NEGATIVE, POSITIVE, VALUES
from tests.engines.suricata_feeds import indicator
from tests.engines.suricata_traffic import Conversation, Flight, Side, dns_query, tls
from tests.engines.zeek_intel import hits
from tests.engines.zeek_sensor import UNSEEN, WITHOUT_CASE, Sensor, sensor_of

READER = ("zeek/*.intel", "zeek/*.sig")
SCRIPTS = ("zeek/*.zeek", "zeek/scripts/*.zeek")


def by_our_reader(asks: str) -> pytest.MarkDecorator:
    return pytest.mark.judged(*READER, by="own Zeek reader", asks=asks)


finds, silent = by_our_reader(FINDS), by_our_reader(SILENT)


@pytest.fixture(scope="module")
def sensor() -> Sensor:
    return sensor_of(*VALUES.values())


@finds
@pytest.mark.parametrize("name", sorted(POSITIVE.keys() - UNSEEN.keys()))
def test_traffic_to_a_listed_value_is_seen_once(sensor: Sensor, name: str) -> None:
    value, talk = POSITIVE[name]
    # Both say the same of one indicator, so that the script suppresses the second notice.
    (said,) = sensor.said(talk)
    assert said.endswith(f"indicator {VALUES[value].id}")


@silent
@pytest.mark.parametrize("name", UNSEEN)
def test_what_is_not_seen_is_known(sensor: Sensor, name: str) -> None:
    _, talk = POSITIVE[name]
    assert not sensor.signed(talk)


@silent
@pytest.mark.parametrize("name", sorted(NEGATIVE.keys() - WITHOUT_CASE.keys()))
def test_a_look_alike_is_not_seen(sensor: Sensor, name: str) -> None:
    assert sensor.said(NEGATIVE[name]) == set()


@finds
@pytest.mark.parametrize(("name", "value"), WITHOUT_CASE.items())
def test_another_case_is_seen_by_the_intelligence_alone(
    sensor: Sensor, name: str, value: str
) -> None:
    assert sensor.signed(NEGATIVE[name]) == set()
    (said,) = sensor.listed(NEGATIVE[name])
    assert VALUES[value].id in said


@finds
def test_every_signature_and_row_has_been_hit(sensor: Sensor) -> None:
    talks = [talk for _, talk in POSITIVE.values()]
    assert [s.id for s in sensor.signatures if not any(s.fires(talk) for talk in talks)] == []
    unhit = {row.indicator for row in sensor.rows if not any(hits([row], talk) for talk in talks)}
    # Nothing in the traffic is a manifest whose own hash is a row of ones, or such a long path.
    assert unhit == {b"1" * 64, b"203.0.113.200:8080/hangup.wav"}


def hello_before(extension: int, name: str) -> Conversation:
    """A ClientHello whose server name is followed by this extension."""
    sent = tls(name).flights[0].data
    start = sent.index(name.encode())
    moved = sent[: start + len(name)] + extension.to_bytes(2, "big") + b"\x00\x00"
    return Conversation((Flight(Side.CLIENT, moved + sent[start + len(name) :]),), 443)


@finds
@pytest.mark.parametrize("extension", [
    0x0000, 0x000A, 0x0A0A, 0x2A2A, 0x3374, 0x3A3A, 0x4469, 0x44CD, 0x4A4A, 0x5A5A, 0x6A6A, 0x7550,
    0x7A7A, 0xFE0D, 0xFF01,
])  # fmt: skip
def test_a_name_below_is_seen_whatever_extension_follows_it(extension: int) -> None:
    sensor = sensor_of(indicator(Domain.parse("evil.example")))
    assert sensor.signed(hello_before(extension, "a.evil.example"))
    assert sensor.signed(hello_before(extension, "evil.example"))
    assert not sensor.signed(hello_before(extension, "a.evil.examples"))
    assert not sensor.signed(hello_before(extension, "a.evil.exampleup.org"))


@silent
def test_a_dns_name_is_compared_by_whole_labels() -> None:
    sensor = sensor_of(indicator(Domain.parse("evil.co")))
    assert sensor.signed(dns_query("x.Evil.CO"))
    for name in ("evil.coupons", "xevil.co", "evil.co.uk", "evil.x.co"):
        assert not sensor.signed(dns_query(name))


@silent
@pytest.mark.parametrize("size", [65, 66, 90])
def test_the_length_of_a_server_name_is_no_letter(size: int) -> None:
    """65 is an A and 97 an a: a pattern without case must not take one for the other."""
    name = f"{'n' * 48}.{'m' * (size - 57)}.example"
    longer = f"{name}.{'x' * 23}.example"
    assert (len(name), len(longer)) == (size, size + 32)
    sensor = sensor_of(indicator(Domain.parse(name)))
    assert sensor.signed(tls(name))
    assert not sensor.signed(tls(longer))


@finds
def test_the_types_without_traffic_are_listed() -> None:
    sensor = sensor_of(indicator(Email.parse("Loot@a.example")), indicator(Sha1("b" * 40)))
    assert {(row.type, row.indicator) for row in sensor.rows} == {
        ("EMAIL", b"Loot@a.example"), ("FILE_HASH", b"b" * 40),
    }  # fmt: skip


PARSER = tree_sitter.Parser(tree_sitter.Language(tree_sitter_zeek.language()))


def scripts(corpus: Callable[[str], Path]) -> dict[str, bytes]:
    files, _ = emit(EMITTER, compile_corpus(corpus("small"), "zeek"))
    return {name: data for name, data in files.items() if name.endswith(".zeek")}


@pytest.mark.judged(*SCRIPTS, by=("tree-sitter-zeek", "zeekscript"), asks=LOADS)
@pytest.mark.parametrize("name", [
    "zeek/__load__.zeek", "zeek/scripts/__load__.zeek", "zeek/scripts/main.zeek",
])  # fmt: skip
def test_the_scripts_parse(corpus: Callable[[str], Path], name: str) -> None:
    found = scripts(corpus)
    assert len(found) == 3
    assert not PARSER.parse(found[name]).root_node.has_error, found[name]
    assert Script(BytesIO(found[name])).parse(), found[name]


@pytest.mark.parametrize("broken", ["event (\n", "\tfor ( [a, b in c )\n", 'local x = "a\n'])
def test_the_parsers_refuse_what_is_no_script(corpus: Callable[[str], Path], broken: str) -> None:
    data = scripts(corpus)["zeek/scripts/main.zeek"] + broken.encode()
    assert PARSER.parse(data).root_node.has_error
    script = Script(BytesIO(data))
    assert not script.parse() or script.has_error()


@pytest.mark.judged(*SCRIPTS, by=("tree-sitter-zeek", "zeekscript"), asks=LOADS)
def test_the_published_scripts_parse() -> None:
    paths = sorted((TESTS.parent / "out/v1/latest/zeek").rglob("*.zeek"))
    assert len(paths) == 3
    for path in paths:
        assert not PARSER.parse(path.read_bytes()).root_node.has_error, path
        assert Script(BytesIO(path.read_bytes())).parse(), path
