"""The package, read by our own reader, as a sensor: what it would say of traffic."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from feedgen.emitters.zeek import EMITTER
from feedgen.model.indicator import Indicator
from tests.conftest import emit
from tests.engines.suricata_feeds import feed_of
from tests.engines.suricata_traffic import Conversation
from tests.engines.zeek_grammar import ReadRow, ReadSignature, read_intel, read_signatures
from tests.engines.zeek_intel import hits

INTEL, SIGNATURES = "zeek/feedgen.intel", "zeek/feedgen.sig"
UNSEEN = {
    "dns over tcp": "the signature is for UDP",
    "quic": "QUIC is for Zeek's own analyzer to read",
    "quic below": "QUIC is for Zeek's own analyzer to read",
    "exact quic": "QUIC is for Zeek's own analyzer to read",
    "exact http": "the intel framework keeps the trailing dot",
    "http/2": "Zeek reads no HTTP/2",
    "agent in http/2": "Zeek reads no HTTP/2",
}
"""Traffic that Suricata alerts on, and of which no signature speaks. Where Zeek's own analyzers read
it, the intelligence may."""
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

    def said(self, talk: Conversation) -> set[str]:
        """The notices' texts: both say the same of one indicator, so that the second is suppressed."""
        return self.signed(talk) | self.listed(talk)


def sensor_at(release: Path) -> Sensor:
    """That of a release's folder."""
    return Sensor(
        read_signatures((release / SIGNATURES).read_bytes()),
        read_intel((release / INTEL).read_bytes()),
    )


def sensor_of(*indicators: Indicator) -> Sensor:
    """That of a feed of these."""
    files, _ = emit(EMITTER, feed_of(EMITTER, indicators))
    return Sensor(read_signatures(files[SIGNATURES]), read_intel(files[INTEL]))


def indicator_id(said: str) -> str:
    """The id that a notice's text ends with."""
    return said.rpartition(" ")[2]
