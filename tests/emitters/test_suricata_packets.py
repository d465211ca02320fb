"""The bench's own captures: a sensor is judged by packets that are what scapy would have built."""

from __future__ import annotations

import pytest
from scapy.layers.inet import ICMP, IP, TCP, UDP
from scapy.layers.inet6 import IPv6
from scapy.layers.l2 import Ether
from scapy.packet import Packet

from tests.engines.packet_capture import packets
from tests.engines.suricata_cases import NEGATIVE, POSITIVE
from tests.engines.suricata_traffic import Side

TALKS = {name: talk for name, (_, talk) in POSITIVE.items() if name != "big file"} | NEGATIVE
DERIVED = {IP: ("len", "chksum", "ihl"), IPv6: ("plen",), TCP: ("chksum", "dataofs"),
           UDP: ("len", "chksum"), ICMP: ("chksum",)}  # fmt: skip
"""Fields that scapy derives from the rest, where they are not given."""


@pytest.mark.parametrize("name", TALKS)
def test_packets_are_those_that_scapy_builds(name: str) -> None:
    talk = TALKS[name]
    client = "fd00::1" if ":" in talk.server else "10.1.0.1"
    sent = dict.fromkeys(Side, b"")
    for frame in packets(talk, client):
        packet = Ether(frame)
        for layer, fields in DERIVED.items():
            for field in fields if packet.haslayer(layer) else ():
                delattr(packet[layer], field)
        assert bytes(packet) == frame
        (transport,) = (packet[one] for one in (TCP, UDP, ICMP) if packet.haslayer(one))
        sent[_sender(packet, client)] += bytes(transport.payload)
    for side in Side:
        assert sent[side] == b"".join(one.data for one in talk.flights if one.sender is side)


def _sender(packet: Packet, client: str) -> Side:
    source = packet[IPv6 if packet.haslayer(IPv6) else IP].src
    return Side.CLIENT if source == client else Side.SERVER
