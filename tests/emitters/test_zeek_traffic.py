"""What the files make of traffic, after Zeek's own rules, and what Zeek itself says of them."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
import tree_sitter
import tree_sitter_zeek
from conftest import compile_corpus, emit
from engines.suricata_cases import NEGATIVE, POSITIVE, VALUES
from engines.suricata_feeds import feed_of, indicator
from engines.suricata_traffic import Conversation, Flight, Side, dns_query, tls
from engines.zeek_grammar import ReadRow, ReadSignature, read_intel, read_signatures
from engines.zeek_intel import hits
from zeekscript import Script

from feedgen.emitters.zeek import EMITTER
from feedgen.model.indicator import Indicator
from feedgen.model.observables import Domain, Email, Sha1

UNSEEN = {
    "dns over tcp": "the signature is for UDP",
    "quic": "QUIC is for Zeek's own analyzer to read",
    "quic below": "QUIC is for Zeek's own analyzer to read",
    "exact quic": "QUIC is for Zeek's own analyzer to read",
    "exact http": "the intel framework keeps the trailing dot",
    "http/2": "Zeek reads no HTTP/2",
    "agent in http/2": "Zeek reads no HTTP/2",
}
"""Traffic that Suricata alerts on and Zeek, as it is asked here, does not."""
WITHOUT_CASE = {"agent in other case": "agent", "url in other case": "url"}
"""Look-alikes that the intelligence framework takes for the value: reported as partial."""


@dataclass(frozen=True, slots=True)
class Sensor:
    """The two files, read."""

    signatures: list[ReadSignature]
    rows: list[ReadRow]

    def signed(self, talk: Conversation) -> set[str]:
        """What the signatures say of a conversation."""
        return {one.event for one in self.signatures if one.fires(talk)}

    def listed(self, talk: Conversation) -> set[str]:
        """What the intelligence says of it."""
        return {row.description.decode() for row in hits(self.rows, talk)}


def sensor_of(*indicators: Indicator) -> Sensor:
    files, _ = emit(EMITTER, feed_of(EMITTER, indicators))
    return Sensor(
        read_signatures(files["zeek/feedgen.sig"]), read_intel(files["zeek/feedgen.intel"])
    )


@pytest.fixture(scope="module")
def sensor() -> Sensor:
    return sensor_of(*VALUES.values())


@pytest.mark.parametrize("name", sorted(POSITIVE.keys() - UNSEEN.keys()))
def test_traffic_to_a_listed_value_is_seen_once(sensor: Sensor, name: str) -> None:
    value, talk = POSITIVE[name]
    # Both say the same of one indicator, so that the script suppresses the second notice.
    (said,) = sensor.signed(talk) | sensor.listed(talk)
    assert said.endswith(f"indicator {VALUES[value].id}")


@pytest.mark.parametrize("name", UNSEEN)
def test_what_is_not_seen_is_known(sensor: Sensor, name: str) -> None:
    _, talk = POSITIVE[name]
    assert not sensor.signed(talk)


@pytest.mark.parametrize("name", sorted(NEGATIVE.keys() - WITHOUT_CASE.keys()))
def test_a_look_alike_is_not_seen(sensor: Sensor, name: str) -> None:
    assert sensor.signed(NEGATIVE[name]) | sensor.listed(NEGATIVE[name]) == set()


@pytest.mark.parametrize(("name", "value"), WITHOUT_CASE.items())
def test_another_case_is_seen_by_the_intelligence_alone(
    sensor: Sensor, name: str, value: str
) -> None:
    assert sensor.signed(NEGATIVE[name]) == set()
    (said,) = sensor.listed(NEGATIVE[name])
    assert VALUES[value].id in said


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


def test_a_dns_name_is_compared_by_whole_labels() -> None:
    sensor = sensor_of(indicator(Domain.parse("evil.co")))
    assert sensor.signed(dns_query("x.Evil.CO"))
    for name in ("evil.coupons", "xevil.co", "evil.co.uk", "evil.x.co"):
        assert not sensor.signed(dns_query(name))


def test_the_types_without_traffic_are_listed() -> None:
    sensor = sensor_of(indicator(Email.parse("Loot@a.example")), indicator(Sha1("b" * 40)))
    assert {(row.type, row.indicator) for row in sensor.rows} == {
        ("EMAIL", b"Loot@a.example"), ("FILE_HASH", b"b" * 40),
    }  # fmt: skip


def scripts(files: dict[str, bytes]) -> list[bytes]:
    return [data for name, data in files.items() if name.endswith(".zeek")]


def test_the_scripts_parse(corpus: Callable[[str], Path]) -> None:
    files, _ = emit(EMITTER, compile_corpus(corpus("small"), "zeek"))
    parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_zeek.language()))
    assert len(scripts(files)) == 3
    for data in scripts(files):
        assert not parser.parse(data).root_node.has_error, data
        assert Script(BytesIO(data)).parse(), data
    assert parser.parse(scripts(files)[2] + b"event (\n").root_node.has_error


@pytest.mark.engine
def test_zeek_itself_takes_the_package(tmp_path: Path) -> None:
    zeek = shutil.which("zeek")
    if zeek is None:
        pytest.skip("zeek is in no Debian package; its files are checked by our own reader")
    files, _ = emit(EMITTER, feed_of(EMITTER, list(VALUES.values())))
    for name, data in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    run = subprocess.run(
        [zeek, "-a", "./zeek"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
