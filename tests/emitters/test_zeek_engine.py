"""What Zeek itself logs, where there is one: the package over the traffic of every kind of value."""

from __future__ import annotations

from pathlib import Path

from conftest import emit
from engines.suricata_feeds import feed_of, indicator
from engines.suricata_traffic import certificate_sha1
from engines.zeek_engine import Zeek

from feedgen.emitters.zeek import EMITTER
from feedgen.model.indicator import Indicator
from feedgen.model.observables import Certificate

PACKAGE = ("zeek/*.intel", "zeek/*.sig", "zeek/**/*.zeek")
NOTE = "Feedgen::Indicator_Seen"
CERTIFICATE = indicator(Certificate.parse(f"sha1:{certificate_sha1('c2.example')}"))
SEEN_AS = {
    "dns": "DOMAIN", "tls 1.3": "DOMAIN", "http": "DOMAIN", "exact dns": "DOMAIN", "exact tls": "DOMAIN",
    "agent": "SOFTWARE", "url": "URL", "address": "ADDR", "address v6": "ADDR", "network": "SUBNET",
    "file": "FILE_HASH", "file sent out": "FILE_HASH", "certificate": "CERT_HASH",
}  # fmt: skip
"""Traffic with the type of the row that it hits; two rows may mean one indicator."""
"""Types that stand in requests, and can hold nearly any text."""


def zeek_of(folder: Path, *indicators: Indicator) -> Zeek:
    """The package of these."""
    files, _ = emit(EMITTER, feed_of(EMITTER, indicators))
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return Zeek(folder)
